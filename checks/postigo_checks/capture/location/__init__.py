"""Apps that may know where this computer is."""
