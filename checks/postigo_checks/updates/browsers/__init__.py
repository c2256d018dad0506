"""Versions of the browsers, by a dated table."""
