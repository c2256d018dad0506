"""KeePass' XML: an export of its own, and what a database holds.

keepass.info/help/kb/kdbx_4.html, and what KeePass 2 and KeePassXC write. It is read as it comes, and only what an audit needs is
kept of it. Each former state of an entry is kept with the time when it came, so where the password differs between two of them,
the later one's time is when it was changed: a true date. Without such a pair, the password is as old as the oldest state that has
it, or older (an import gives everything the day of the import).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import ParseError

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import MOST_ENTRIES, Entry, Read, RowSnag, SoFar, Unreadable
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.json_nodes import texts
from postigo.passwords.sandbox.readers.kdbx_body import Piece, pieces
from postigo.passwords.sandbox.readers.kdbx_fields import Unseal
from postigo.passwords.sandbox.readers.password_history import newest_first

_ROOT: Final = "KeePassFile"
_SECOND_FACTORS: Final = ("otp", "TOTP Seed", "TimeOtp-Secret", "HmacOtp-Secret")
_PASSKEY: Final = "KPEX_PASSKEY_"
"""KeePassXC, KeePassDX and Strongbox keep a passkey in fields that begin so (src/core/EntryAttributes.cpp of KeePassXC)."""
_URLS: Final = ("KP2A_URL", "AndroidApp")  # further ones, numbered
_REFERENCE = re.compile(r"\{REF:([TUPAN])@I:([0-9A-F]{32})\}", re.IGNORECASE)
_FIELDS: Final = {"T": "Title", "U": "UserName", "P": "Password", "A": "URL", "N": "Notes"}
_KEPT: Final = (*_FIELDS.values(), *_URLS)
_DEEPEST: Final = 8  # references to references
_EVERY: Final = 1 << 20  # bytes of a text, after which it is told how far it was read


def read_xml(content: bytes, calendar: Calendar) -> Iterator[Read]:
    """The logins of an export. Of one that ends in the middle, those that are whole, and CUT_OFF."""
    gathered = yield from gather(pieces(content, 0), len(content))
    yield Source.KEEPASS_XML
    yield from told(gathered, calendar)


def told(gathered: Gathered, calendar: Calendar) -> Iterator[Read]:
    """The entries, but for those in the bin."""
    for row, state in enumerate(gathered.states, start=1):
        held, user = gathered.held(state, "Password"), gathered.resolved(state, "UserName") or ""
        if held is None or held[0].sealed:
            yield RowSnag(ReadProblem.DAMAGED_ROW, row)
        elif held[1] or (user and not state.passkey):  # a passkey needs no password
            yield _entry(gathered, state, calendar, row, user, *held)
    if gathered.snag:
        yield RowSnag(gathered.snag)


def _entry(
    gathered: Gathered, state: _State, calendar: Calendar, row: int, user: str, holder: _State, password: str
) -> Entry:
    """The entry, with what the history of the one that holds its password tells."""
    came, changed = calendar.keepass(holder.since), None
    past = [(calendar.keepass(since), former) for since, former in holder.past]
    for day, former in reversed(past):
        if former != password:
            changed = came
            break
        came = day
    return Entry(
        row=row,
        password=password,
        name=gathered.resolved(state, "Title") or "",
        user=user,
        urls=texts(state.fields.get("URL"), *(value for key, value in state.fields.items() if key.startswith(_URLS))),
        changed=changed,
        unchanged_since=None if changed else came,
        history=newest_first(past, password),
        second_factor=state.second_factor,
    )


# --- what is kept of the XML


@dataclass(slots=True)
class _Group:
    """A group of entries, in another one."""

    within: _Group | None
    id: str = ""


@dataclass(slots=True)
class _State:
    """An entry at one time: now, or before one of its changes. `since` is when it came, as the file writes it."""

    group: _Group | None
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    id: str = ""
    since: str | None = None
    sealed: bool = False
    second_factor: bool = False
    passkey: bool = False
    past: list[tuple[str | None, str]] = field(default_factory=list, repr=False)
    """The passwords of the former states with the times when those came, the oldest first."""


class Gathered:
    """The entries of an XML, in its order. `snag`: why these are not all."""

    def __init__(self) -> None:
        self.all: list[_State] = []
        self.bin = ""
        self.header_hash = ""
        self.snag: ReadProblem | None = None

    @cached_property
    def states(self) -> list[_State]:
        """Those that do not lie in the bin."""
        return [state for state in self.all if not self._thrown_away(state.group)] if self.bin else self.all

    def _thrown_away(self, group: _Group | None) -> bool:
        while group is not None and group.id != self.bin:
            group = group.within
        return group is not None

    @cached_property
    def _by_id(self) -> dict[str, _State]:
        """The entries by their ids as references write them."""
        found = {}
        for state in self.states:
            try:
                found[base64.b64decode(state.id).hex()] = state
            except (ValueError, binascii.Error):
                continue
        return found

    def resolved(self, state: _State, key: str) -> str | None:
        """A field, or the one it refers to; None if that cannot be found."""
        held = self.held(state, key)
        return held[1] if held else None

    def held(self, state: _State, key: str) -> tuple[_State, str] | None:
        """A field with the entry that holds it, which may be another one."""
        for _ in range(_DEEPEST):
            value = state.fields.get(key, "")
            refers = _REFERENCE.fullmatch(value.strip()) if "{" in value else None
            if not refers:
                return None if "{REF:" in value.upper() else (state, value)
            found, key = self._by_id.get(refers[2].casefold()), _FIELDS[refers[1].upper()]
            if found is None:
                return None
            state = found
        return None


# --- from the text to that


def gather(coming: Iterable[Piece], length: int, unseal: Unseal | None = None) -> Generator[SoFar, None, Gathered]:
    """Entries of an XML in pieces, with progress, of a file of `length` bytes.

    `unseal` opens what is marked as protected. An XML that ends in the middle, or has more entries than anybody, tells those up to
    there; `Unreadable` for what is none, or is not as KeePass writes it.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - needed for this only
    from defusedxml.ElementTree import XMLParser  # noqa: PLC0415

    target = _Target(unseal)
    parser = XMLParser(target=target, forbid_dtd=True)
    told_at = 0
    try:
        for piece in coming:
            parser.feed(piece.content)
            if target.gathered.snag:
                return target.gathered
            if piece.at - told_at >= _EVERY:
                told_at = piece.at
                yield SoFar(piece.at, length)
        parser.close()
    except DefusedXmlException:
        raise Unreadable(ReadProblem.ENTITIES) from None
    except (ParseError, ValueError, LookupError):  # an encoding that is none is one of the latter
        if not target.begun:
            raise Unreadable(ReadProblem.DAMAGED) from None
        target.gathered.snag = ReadProblem.CUT_OFF
    return target.gathered


class _Target:
    """Target of an XML parser. Only the text of the innermost one is kept, and of an entry what `_State` has."""

    def __init__(self, unseal: Unseal | None) -> None:
        self.gathered = Gathered()
        self.begun = False  # whether there was a group
        self._unseal = unseal
        self._path: list[str] = []
        self._text: list[str] = []
        self._protected = False
        self._group: _Group | None = None
        self._states: list[_State] = []  # the entry, and the former state of it, that are open
        self._key, self._value, self._sealed = "", "", False
        self._bin_used = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self._path and tag != _ROOT:
            raise Unreadable(ReadProblem.UNKNOWN_KIND)
        self._path.append(tag)
        self._text.clear()
        self._protected = attributes.get("Protected", "").casefold() == "true" if attributes else False
        if tag == "Group":
            self.begun = True
            self._group = _Group(self._group)
        elif tag == "Entry":
            if not self._states and len(self.gathered.all) >= MOST_ENTRIES:
                self.gathered.snag = ReadProblem.TOO_MANY
            self._states.append(_State(self._group))
        elif tag == "String":
            self._key, self._value, self._sealed = "", "", False

    def data(self, text: str) -> None:
        """A part of its text."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """It is over."""
        self._path.pop()
        text = "".join(self._text)
        self._text.clear()
        if self._protected and self._unseal is not None:
            opened = self._unseal(text) if text else ""
            text, self._protected = opened or "", opened is None
        sealed, self._protected = self._protected, False
        within = self._path[-1] if self._path else ""
        if self._states:
            self._end_in_entry(within, tag, text, sealed=sealed)
        else:
            self._end_around(within, tag, text.strip())

    def _end_in_entry(self, within: str, tag: str, text: str, *, sealed: bool) -> None:
        match within, tag:
            case "String", "Key":
                self._key = text
            case "String", "Value":
                self._value, self._sealed = text, sealed
            case "Entry", "String":
                self._keep(self._states[-1], self._key)
            case "Entry", "UUID":
                self._states[-1].id = text
            case "Times", "LastModificationTime":
                self._states[-1].since = text
            case _, "Entry":
                self._keep_state(former=within == "History")

    def _end_around(self, within: str, tag: str, text: str) -> None:
        match within, tag:
            case "Group", "UUID" if self._group:
                self._group.id = text
            case _, "Group" if self._group:
                self._group = self._group.within
            case "Meta", "RecycleBinEnabled":
                self._bin_used = text.casefold() != "false"
            case "Meta", "RecycleBinUUID":
                self.gathered.bin = text
            case "Meta", "HeaderHash":
                self.gathered.header_hash = text
            case "", _ if not self._bin_used:
                self.gathered.bin = ""

    def close(self) -> None:
        """The whole of it is over."""

    def _keep(self, state: _State, key: str) -> None:
        if key.startswith(_KEPT):
            state.fields[key] = self._value
        if key == "Password" and self._sealed:
            state.sealed = True
        if self._value and key.startswith(_SECOND_FACTORS):
            state.second_factor = True
        if key.startswith(_PASSKEY):
            state.passkey = True

    def _keep_state(self, *, former: bool) -> None:
        state = self._states.pop()
        if not self._states:
            if self.gathered.snag is None:
                self.gathered.all.append(state)
        elif former and not state.sealed:
            self._states[-1].past.append((state.since, state.fields.get("Password", "")))
