"""Copies of photos without the place: chosen one by one, cleaned aside, and told file by file."""
