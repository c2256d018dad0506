"""Renewal of a Linux: its ways and their plans, shared by the checks of updates."""
