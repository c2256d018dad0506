"""Models of the way to help: QtCore only, no widget."""
