"""Models of Today: QtCore only, no widget."""
