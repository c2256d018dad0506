"""Models of the tips."""
