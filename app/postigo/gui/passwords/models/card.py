"""Card over the list of entries: progress, a master password's question, or the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import PurePath
from typing import Final

from postigo.core.model import Level
from postigo.core.values import Path, Text
from postigo.gui.common.status_style import Tone
from postigo.gui.passwords.models.entries import Entries
from postigo.gui.passwords.models.password_audit import Passwords, Step
from postigo.passwords import wording
from postigo.passwords.model import Source
from postigo.passwords.protocol import Deriving, Locked


class Press(Enum):
    """Buttons of the card."""

    CANCEL = auto()
    OTHER = auto()  # other files; these are kept until they are chosen
    AGAIN = auto()
    WITHOUT = auto()  # look without waiting for the key ring


@dataclass(frozen=True, slots=True)
class PasswordCard:
    """Content of the card.

    `asks`: the master password is typed here; `takes_key_file`: a key file may be chosen, or no password at all.
    `wrong`: what came of the last that was given. `done` of `total` while it looks. `beside`: who could read along.
    """

    tone: Tone
    title: Text
    body: tuple[Text, ...] = ()
    asks: bool = False
    takes_key_file: bool = False
    wrong: Text | None = None
    beside: Text | None = None
    presses: tuple[tuple[Text, Press], ...] = ()
    done: int = 0
    total: int = 0
    detail: str = ""


CANCEL = (Text("Cancel"), Press.CANCEL)
OTHER = (Text("Other files"), Press.OTHER)
AGAIN = (Text("Look again"), Press.AGAIN)
WITHOUT = (Text("Go on without it"), Press.WITHOUT)


def password_card(entries: Entries) -> PasswordCard | None:
    """The card as things stand; none while nothing was chosen."""
    passwords = entries.passwords
    match passwords.step:
        case Step.CHOOSING:
            return None
        case Step.KEY_RING:
            return _key_ring()
        case Step.LOCKED:
            return _locked(passwords)
        case Step.LOOKING:
            return _seen(entries) if passwords.for_leaks else _progress(passwords)
        case Step.LOOKED:
            return _seen(entries)


def _key_ring() -> PasswordCard:
    body = (
        Text("Your system may ask for its password, so that Postigo can remember which passwords changed."),
        Text("Without it the look is the same, and nothing is remembered."),
    )
    return PasswordCard(Tone.NOTE, Text("Waiting for your key ring…"), body, presses=(WITHOUT, CANCEL))


def _locked(passwords: Passwords) -> PasswordCard:
    locked = passwords.locked
    name = Path(passwords.name(locked.file if locked else 0))
    title = Text("{file} is locked", values={"file": name})
    body = [Text("Type its main password. It is used once to open the file, and kept nowhere.")]
    if passwords.key_file:
        key_file = Path(PurePath(passwords.key_file).name)
        body.append(Text("Its key file: {file}", values={"file": key_file}))
    with_key = locked is not None and locked.source is Source.KDBX
    return PasswordCard(
        Tone.NOTE, title, tuple(body), asks=True, takes_key_file=with_key, wrong=_wrong(locked), presses=(CANCEL,)
    )


WRONG = Text("That one did not open it. Look at capital letters, and try again.")


def _wrong(locked: Locked | None) -> Text | None:
    """Sentence on the last key that was given."""
    if locked is None:
        return None
    if locked.key_file is not None:
        return wording.of_key_file(locked.key_file)
    if not locked.refused:
        return None
    return wording.refused(locked.source, locked.refused) if locked.source is Source.KDBX else WRONG


def _progress(passwords: Passwords) -> PasswordCard:
    progress, reading = passwords.progress, passwords.result.reading if passwords.result else None
    if progress.total:
        title = Text("Looking: {done} of {total}", values={"done": progress.done, "total": progress.total})
        return PasswordCard(Tone.NOTE, title, presses=(CANCEL,), done=progress.done, total=progress.total)
    if isinstance(reading, Deriving):
        body = (
            Text("This file is made to take long to open, so that nobody can guess its password. You can cancel."),
            Text("{n} seconds so far", values={"n": reading.seconds}),
        )
        return PasswordCard(Tone.NOTE, Text("Opening the file…"), body, presses=(CANCEL,))
    done, total = (reading.done, reading.total) if reading else (0, 0)
    return PasswordCard(Tone.NOTE, Text("Reading the file…"), presses=(CANCEL,), done=done, total=total)


def _seen(listed: Entries) -> PasswordCard:
    """The outcome, and who could have read the passwords meanwhile."""
    result = listed.passwords.result
    looked = listed.passwords.entries and result is not None and result.engine
    return replace(_outcome(listed), beside=wording.WHO_COULD_READ[result.sealed] if looked and result else None)


def _outcome(listed: Entries) -> PasswordCard:
    passwords = listed.passwords
    n, act = len(passwords.entries), listed.asked[Level.ACT]
    better = act + listed.asked[Level.ADVISE]
    again = (AGAIN,) if not passwords.deleted else ()
    presses = (OTHER, *again)
    if passwords.trouble is not None and not passwords.for_leaks:
        body = (Text("What was seen stays below."),) if n else (Text("You can look again."),)
        return PasswordCard(Tone.FOGGED, passwords.trouble.text, body, presses=presses, detail=passwords.trouble.detail)
    if passwords.cancelled and not passwords.for_leaks:
        body = (Text("What was seen stays below. Look again when you want."),)
        return PasswordCard(Tone.FOGGED, Text("You stopped the look."), body, presses=presses)
    unread, kept = _unread(passwords), _kept(passwords)
    if not n:
        title = Text("No password could be looked at.") if unread else Text("There is no password in this file.")
        return PasswordCard(Tone.FOGGED, title, unread, presses=presses)
    seen = Text("{n} password looked at", "{n} passwords looked at", n, {"n": n})
    if act:
        title = Text("{n} password to change today", "{n} passwords to change today", act, {"n": act})
        body = (Text("Begin at the top of the list. One a day is fine too."),)
        return PasswordCard(Tone.OPEN, title, (seen, *body, *unread, *kept), presses=presses)
    if better:
        title = Text("{n} password can be better", "{n} passwords can be better", better, {"n": better})
        body = (Text("Begin at the top of the list: e-mail, bank and social networks come first."),)
        return PasswordCard(Tone.AJAR, title, (seen, *body, *unread, *kept), presses=presses)
    if unread or (passwords.result is not None and any(file.snags for file in passwords.result.files)):
        return PasswordCard(
            Tone.FOGGED, Text("A part could not be looked at."), (seen, *unread, *kept), presses=presses
        )
    leaks = Text("Whether one was stolen can be looked up below.")
    return PasswordCard(
        Tone.CLOSED, Text("We found nothing that asks for a change."), (seen, leaks, *kept), presses=presses
    )


def _kept(passwords: Passwords) -> tuple[Text, ...]:
    """Sentences on what was kept for the next look, where the person wished it."""
    told = passwords.result.kept if passwords.result else None
    if told is None:
        return ()
    if told.why is not None:
        return (wording.UNTOLD[told.why],)
    kept = Text("Remembered: the next look can tell which passwords changed.")
    return (wording.ANEW, kept) if told.anew else (kept,)


def _unread(passwords: Passwords) -> tuple[Text, ...]:
    """The files of which nothing could be read, each with the reason."""
    result = passwords.result
    if result is None:
        return ()
    told = []
    for index, seen in enumerate(result.files):
        snag = next((snag for snag in seen.snags if snag.whole), None)
        if snag is not None:
            told.append(_of_file(passwords, index, wording.SNAGS[snag.snag]))
    return tuple(told)


def _of_file(passwords: Passwords, file: int, why: Text) -> Text:
    return Text("{file}: {why}", values={"file": Path(passwords.name(file)), "why": why})


def files(passwords: Passwords) -> tuple[Text, ...]:
    """Sentence on each file, for the line under the title."""
    result = passwords.result
    if result is None:
        return ()
    told = []
    for index, seen in enumerate(result.files):
        name = Path(passwords.name(index))
        if seen.source is not None:
            told.append(Text("{file}: {kind}", values={"file": name, "kind": wording.SOURCES[seen.source]}))
        else:
            told.append(Text("{file}", values={"file": name}))
    return tuple(told)


MOST_SNAGS: Final = 200


def snags(passwords: Passwords) -> tuple[Text, ...]:
    """Sentences on faults of rows and parts, by number and never with content."""
    result = passwords.result
    if result is None:
        return ()
    told: list[Text] = []
    several = len(result.files) > 1
    for index, seen in enumerate(result.files):
        for trouble in seen.troubles():
            what = wording.placed(*trouble)
            told.append(_of_file(passwords, index, what) if several else what)
    if len(told) > MOST_SNAGS:
        rest = len(told) - MOST_SNAGS
        told = [*told[:MOST_SNAGS], Text("And {n} more rows.", values={"n": rest})]
    return tuple(told)
