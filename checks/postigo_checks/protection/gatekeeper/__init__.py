"""Gatekeeper and the system integrity of a Mac."""
