"""Models of the help page: QtCore only, no widget."""
