"""The master password of a locked file: asked for until it is right, a few times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from postigo.passwords.inside.entry import Unreadable
from postigo.passwords.model import Snag, Source

Ask = Callable[[Source, bool], str | None]
"""Gives the master password of a file of that kind (True: the last one was wrong), or None to give up."""

_TRIES: Final = 5


def masters(source: Source, ask: Ask) -> Iterator[str]:
    """What the person says, until somebody stops asking; then, or when the person gives up, WRONG_MASTER."""
    for again in (False, *(True,) * (_TRIES - 1)):
        said = ask(source, again)
        if said is None:
            break
        yield said
    raise Unreadable(Snag.WRONG_MASTER)
