"""Checks of who can sign in here, and of passwords that lie about."""
