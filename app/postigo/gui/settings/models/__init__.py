"""Models of the settings: QtCore only, no widget."""
