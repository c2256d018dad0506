"""Views of the log of evidence."""
