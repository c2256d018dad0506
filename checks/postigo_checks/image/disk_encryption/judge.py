"""Judge of `image.disk-encryption`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Text, gaps
from postigo_checks.image.disk_encryption.fact import Encryption, Part, State

_TURN_ON: Final = ("encrypt",)
_FINISH: Final = ("finish",)

_SAID: Final = {
    State.OFF: (
        "off",
        Level.ADVISE,
        Text(
            "The files on this disk are not locked ({tool} is off)."
            " If the computer is lost or stolen, another person can open your photos."
        ),
        _TURN_ON,
    ),
    State.ANOTHER: (
        "another-program",
        Level.NOTE,
        Text(
            "Windows' own encryption is off, but {tool} encrypts this disk, as its driver says. "
            "Do not turn on a second one on top of it."
        ),
        (),
    ),
    State.UNLOCKING: (
        "being-unlocked",
        Level.ADVISE,
        Text("The lock of this disk is being taken away ({tool}). Soon anybody who has the disk can open your photos."),
        _TURN_ON,
    ),
    State.KEY_OPEN: (
        "key-open",
        Level.ADVISE,
        Text("The disk is encrypted ({tool}), but its key lies open beside it. It does not protect your photos yet."),
        _FINISH,
    ),
    State.SYSTEM_ONLY: (
        "people-not-locked",
        Level.ADVISE,
        Text("The system is locked ({tool}), but the part of the disk with your files is not."),
        _TURN_ON,
    ),
    State.NEXT_START: (
        "at-next-start",
        Level.ADVISE,
        Text("The encryption of this disk ({tool}) waits for a restart."),
        ("restart",),
    ),
    State.LOCKING: (
        "being-locked",
        Level.NOTE,
        Text("This disk is being locked now ({tool}). Leave the computer on, and plugged in."),
        (),
    ),
    State.PEOPLE_ONLY: (
        "people-locked",
        Level.NOTE,
        Text("The part of the disk with your files is locked ({tool}). The system is not; it may hold traces of them."),
        (),
    ),
    State.SOME_FOLDERS: (
        "some-folders",
        Level.NOTE,
        Text("The disk is not locked, but personal folders can be locked one by one on this computer."),
        (),
    ),
    State.SYSTEM: ("system-locked", Level.NOTE, Text("The disk of the system is locked ({tool})."), ()),
    State.ON: ("on", Level.GOOD, Text("The files on this disk are locked ({tool})."), ()),
}


def judge(fact: Encryption) -> Iterator[Finding | Gap]:
    """One sentence on the disk, then what could not be seen."""
    if fact.state is not None:
        code, level, text, fixes = _SAID[fact.state]
        yield Finding(code, level, replace(text, values={"tool": fact.tool}), fixes=fixes, handle=fact.disk)
    for folder in fact.folders:
        text = Text("The folder {folder} lies on a disk that is not locked.", values={"folder": folder})
        yield Finding(
            "folder-not-locked",
            Level.ADVISE,
            text,
            subject=folder,
            fixes=("move",),
            handle=Handle(HandleKind.PATH, folder.text),
        )
    for place in fact.others:
        text = Text("Another disk, at {place}, is not locked. Are photos on it?", values={"place": place})
        yield Finding("other-disk", Level.NOTE, text, subject=place, fixes=("move",))
    if fact.swap_open:
        text = Text(
            "The place on the disk where memory is put aside (swap) is not locked. It keeps pieces of what was open."
        )
        yield Finding("swap-open", Level.NOTE, text, fixes=("lock-swap",))
    if fact.state is State.SOME_FOLDERS:
        text = Text("We could not see whether your own folder is one of those that are locked.")
    elif fact.at_start:
        text = Text("The disk was locked when Windows started. We could not see whether it still is.")
    else:
        text = Text("We could not see all that tells whether the disk is locked now.")
    yield from gaps(fact.unseen, dict.fromkeys(Part, text))
