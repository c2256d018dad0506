"""Models of the copies of photos."""
