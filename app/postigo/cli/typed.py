"""Kinds of words in a call, for argparse. Only what `--help` can afford."""

from __future__ import annotations

from postigo.cli.status import UsageError


def number(word: str) -> int:
    """A whole number. `UsageError`."""
    try:
        return int(word)
    except ValueError:
        from postigo.core.values import Quoted, Text  # noqa: PLC0415 - see status.py

        raise UsageError(Text("“{typed}” is no number. Type it in figures.", values={"typed": Quoted(word)})) from None


def place(word: str) -> str:
    """Name of a file or folder. `UsageError` for an empty one: to the system that is the folder where somebody is."""
    if word:
        return word
    from postigo.core.values import Text  # noqa: PLC0415 - see status.py

    raise UsageError(Text("A file or folder in this call has an empty name. Type its name."))
