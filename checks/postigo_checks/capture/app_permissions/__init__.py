"""Apps that may use the camera without asking again."""
