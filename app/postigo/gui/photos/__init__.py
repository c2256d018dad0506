"""Copies of photos without the place, as a page of the window."""
