"""Checks of who can reach the person's pictures and files."""
