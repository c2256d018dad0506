"""Checks of what keeps harmful programs out."""
