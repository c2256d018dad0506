"""Postigo: who can look in through this device, and how to close the shutters."""

__version__ = "0.1.0"
