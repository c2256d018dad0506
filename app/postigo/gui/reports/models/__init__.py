"""Models of the reports: QtCore only, no widget."""
