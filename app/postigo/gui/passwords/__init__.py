"""Passwords: the audit of the chosen files, a tester and a maker of phrases."""
