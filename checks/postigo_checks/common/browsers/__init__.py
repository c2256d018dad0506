"""Profiles, settings and policies of browsers."""
