"""How easy a password is to guess, and every reason why."""

from postigo.passwords.sandbox.strength.judge import Case, Judge, Strength, load

__all__ = ["Case", "Judge", "Strength", "load"]
