"""Antivirus programs: there, on, current."""
