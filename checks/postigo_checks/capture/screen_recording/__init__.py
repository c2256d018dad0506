"""Apps that may record the screen, read the keys or steer the computer."""
