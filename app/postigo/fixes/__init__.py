"""Fixes: shown, made, verified by the same check, and undone to how it was."""
