"""Programs that used the camera in the last 30 days."""
