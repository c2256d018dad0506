"""Sign-in without a password."""
