"""Accounts that nobody has used for a year."""
