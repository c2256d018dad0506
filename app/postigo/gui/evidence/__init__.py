"""Log of evidence in the window, behind the door only: models think, views show."""
