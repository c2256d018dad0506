"""Tips as a place: a page for each."""
