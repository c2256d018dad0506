"""What the window knows: QtCore only, no widget."""
