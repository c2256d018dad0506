"""Models of the Passwords page: QtCore only, no widget."""
