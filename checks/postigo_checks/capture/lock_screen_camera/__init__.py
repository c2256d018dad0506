"""Camera on the lock screen of Windows."""
