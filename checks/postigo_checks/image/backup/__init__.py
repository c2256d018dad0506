"""Backups of the person's files."""
