"""Facts and formats of macOS."""
