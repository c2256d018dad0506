"""Programs that hold the camera now."""
