"""Views of the copies of photos."""
