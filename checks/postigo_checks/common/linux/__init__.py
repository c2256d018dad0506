"""Facts and formats of Linux."""
