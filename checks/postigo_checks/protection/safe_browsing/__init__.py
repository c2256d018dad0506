"""Warnings of the browsers about dangerous pages and downloads."""
