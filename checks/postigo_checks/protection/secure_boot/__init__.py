"""Secure Boot."""
