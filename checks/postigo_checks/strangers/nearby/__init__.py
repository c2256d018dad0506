"""Sharing of files with devices nearby."""
