"""Passwords that the browsers of this account keep."""
