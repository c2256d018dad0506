"""Passwords: the audit of the files that the person chose, a tester and a maker of phrases."""
