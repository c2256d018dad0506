"""How easy a password is to guess, and every reason why."""

from postigo.passwords.inside.strength.judge import Judge, Strength

__all__ = ["Judge", "Strength"]
