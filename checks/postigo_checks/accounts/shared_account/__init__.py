"""Accounts that several people share, and guests."""
