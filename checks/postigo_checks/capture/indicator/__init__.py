"""Sign on the screen that the camera is on, where it has no light of its own."""
