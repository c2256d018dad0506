"""Models of the log of evidence: QtCore only, no widget."""
