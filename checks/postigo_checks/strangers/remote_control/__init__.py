"""Programs and settings for remote control."""
