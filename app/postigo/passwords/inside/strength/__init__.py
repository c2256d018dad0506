"""How easy a password is to guess, and every reason why."""
