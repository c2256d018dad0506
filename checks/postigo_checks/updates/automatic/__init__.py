"""Automatic updates of the system."""
