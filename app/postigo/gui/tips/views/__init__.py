"""Views of the tips."""
