"""Accounts of people, on three systems."""
