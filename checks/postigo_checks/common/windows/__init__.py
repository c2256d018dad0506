"""Facts and formats of Windows."""
