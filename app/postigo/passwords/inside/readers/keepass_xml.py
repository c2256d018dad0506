"""KeePass' XML: an export of its own, and what a database holds.

keepass.info/help/kb/kdbx_4.html, and what KeePass 2 and KeePassXC write. Each former state of an entry is kept with the time
when it came, so where the password differs between two of them, the later one's time is when it was changed: a true date. Without
such a pair, the password is as old as the oldest state that has it, or older (an import gives everything the day of the import).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from postigo.passwords.inside.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.past import newest_first
from postigo.passwords.inside.readers.trees import texts
from postigo.passwords.model import Snag, Source

_ROOT: Final = "KeePassFile"
_SECOND_FACTORS: Final = ("otp", "TOTP Seed", "TimeOtp-Secret", "HmacOtp-Secret")
_URLS: Final = ("KP2A_URL", "AndroidApp")  # further ones, numbered
_REFERENCE = re.compile(r"\{REF:([TUPAN])@I:([0-9A-F]{32})\}", re.IGNORECASE)
_FIELDS: Final = {"T": "Title", "U": "UserName", "P": "Password", "A": "URL", "N": "Notes"}
_DEEPEST: Final = 8  # references to references


def read_xml(content: bytes, calendar: Calendar) -> Iterator[Read]:
    """The logins of an export. Of one that ends in the middle, those that are whole, and CUT_OFF."""
    root, unfinished, cut = _parsed(content)
    yield Source.KEEPASS_XML
    yield from read_tree(root, calendar, unfinished=unfinished)
    if cut:
        yield RowSnag(Snag.CUT_OFF)


def _parsed(content: bytes) -> tuple[Element, AbstractSet[Element], bool]:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - needed for this only
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    root: Element | None = None
    open_entries: list[Element] = []
    cut = False
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
                if root.tag != _ROOT:
                    raise Unreadable(Snag.UNKNOWN_KIND)
            if element.tag == "Entry":
                if event == "start":
                    open_entries.append(element)
                else:
                    open_entries.pop()
    except DefusedXmlException:
        raise Unreadable(Snag.ENTITIES) from None
    except (ParseError, ValueError, LookupError):  # an encoding that is none is one of the latter
        cut = True
    if root is None or (cut and root.find("Root/Group") is None):
        raise Unreadable(Snag.DAMAGED)
    return root, set(open_entries), cut


def read_tree(
    root: Element, calendar: Calendar, *, unfinished: AbstractSet[Element] = frozenset(), opened: bool = False
) -> Iterator[Read]:
    """The entries below the root, but for those in the bin. `opened`: what is marked as protected was decrypted."""
    database = _Database(root, opened=opened)
    row = 0
    for element in database.entries():
        if element in unfinished:
            continue
        row += 1
        state = _State(element, database, calendar)
        held, user = state.held("Password"), state.resolved("UserName") or ""
        if held is None or held[0].sealed:
            yield RowSnag(Snag.DAMAGED_ROW, row)
        elif held[1] or user:
            yield state.entry(row, user, *held)


class _Database:
    """The tree as a whole: its groups, its bin, and the entries by their ids."""

    def __init__(self, root: Element, *, opened: bool) -> None:
        self.root = root
        self.opened = opened
        used = (root.findtext("Meta/RecycleBinEnabled") or "").strip().casefold() != "false"
        self.bin = (root.findtext("Meta/RecycleBinUUID") or "").strip() if used else ""

    def entries(self) -> Iterator[Element]:
        """The entries of each group before those of the groups in it."""
        groups = self.root.findall("Root/Group")[::-1]
        while groups:
            group = groups.pop()
            if self.bin and (group.findtext("UUID") or "").strip() == self.bin:
                continue
            yield from group.findall("Entry")
            groups += group.findall("Group")[::-1]

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The entries by their ids as references write them."""
        found = {}
        for entry in self.entries():
            try:
                found[base64.b64decode(entry.findtext("UUID") or "").hex()] = entry
            except (ValueError, binascii.Error):
                continue
        return found


class _State:
    """An entry at one time: now, or before one of its changes."""

    def __init__(self, element: Element, database: _Database, calendar: Calendar) -> None:
        self.element = element
        self.database = database
        self.calendar = calendar
        self.fields: dict[str, str] = {}
        self.sealed = False
        for string in element.findall("String"):
            key, value = string.findtext("Key"), string.find("Value")
            if key and value is not None:
                self.fields[key] = value.text or ""
                self.sealed = self.sealed or (
                    key == "Password" and value.get("Protected") == "True" and not database.opened
                )

    @property
    def since(self) -> str | None:
        """When this state came, as the file writes it."""
        return self.element.findtext("Times/LastModificationTime")

    def resolved(self, key: str) -> str | None:
        """A field, or the one it refers to; None if that cannot be found."""
        held = self.held(key)
        return held[1] if held else None

    def held(self, key: str) -> tuple[_State, str] | None:
        """A field with the entry that holds it, which may be another one."""
        state: _State = self
        for _ in range(_DEEPEST):
            value = state.fields.get(key, "")
            refers = _REFERENCE.fullmatch(value.strip())
            if not refers:
                return None if "{REF:" in value.upper() else (state, value)
            element, key = self.database.by_id.get(refers[2].casefold()), _FIELDS[refers[1].upper()]
            if element is None:
                return None
            state = _State(element, self.database, self.calendar)
        return None

    @property
    def past(self) -> list[tuple[date | None, str]]:
        """The passwords of the former states with the days when those came, the oldest first."""
        states = [_State(one, self.database, self.calendar) for one in self.element.findall("History/Entry")]
        return [(self.calendar.keepass(state.since), state.fields.get("Password", "")) for state in states]

    def entry(self, row: int, user: str, holder: _State, password: str) -> Entry:
        """The entry, with what the history of the one that holds its password tells."""
        came, changed = self.calendar.keepass(holder.since), None
        past = holder.past
        for day, former in reversed(past):
            if former != password:
                changed = came
                break
            came = day
        return Entry(
            row=row,
            password=password,
            name=self.resolved("Title") or "",
            user=user,
            urls=texts(self.fields.get("URL"), *(value for key, value in self.fields.items() if key.startswith(_URLS))),
            changed=changed,
            unchanged_since=None if changed else came,
            history=newest_first(past, password),
            second_factor=any(value for key, value in self.fields.items() if key.startswith(_SECOND_FACTORS)),
        )
