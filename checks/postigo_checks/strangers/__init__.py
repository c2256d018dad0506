"""Checks of what strangers see of this computer, or do with it from afar."""
