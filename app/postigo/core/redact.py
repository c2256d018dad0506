"""Redaction of values: the thing itself, or a stand-in for it. It is the same for the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from enum import StrEnum

from postigo.core.model import Share
from postigo.core.values import Account, Device, Path, Personal, Program, Quoted, Site, Text


class Disclosure(StrEnum):
    """How much a copy tells. What is `Share.NEVER` leaves in no file, at no level."""

    SHARED = "share"  # about the device, not about the person: every name has a stand-in
    INTERNAL = "internal"  # for whoever looks after this computer: programs and devices by name, nothing of the person
    FULL = "full"  # everything that was seen


_SHOWN = {
    Disclosure.SHARED: (),
    Disclosure.INTERNAL: (Program, Device),
    Disclosure.FULL: (Program, Device, Site, Path, Account, Quoted),
}


class Pseudonyms:
    """Stand-ins of one report, or of a pair that is compared; stable for each thing.

    `people` are words that name somebody of this computer: below FULL nothing that has one in it is shown. `number` gives the
    numbers of a pair; without it things are numbered in the order in which they are shown. `told` are single things that the
    person chose to tell by name.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        people: Collection[str] = (),
        number: Callable[[Personal], int] | None = None,
        told: Collection[Personal] = (),
    ) -> None:
        self.disclosure = disclosure
        self._told = told
        self._people = people
        self._number = number or self._next
        self._numbers: dict[Personal, int] = {}
        self._last: Counter[type[Personal]] = Counter()

    def _next(self, value: Personal) -> int:
        self._last[type(value)] += 1
        return self._last[type(value)]

    def hides(self, value: Personal) -> bool:
        """Whether this copy shows a stand-in for the value."""
        return value not in self._told and self._hides(value)

    def tells(self, value: Personal) -> bool:
        """Whether this copy shows the value only because the person chose to tell it."""
        return value in self._told and self._hides(value)

    def _hides(self, value: Personal) -> bool:
        """Whether the level hides the value."""
        if not isinstance(value, _SHOWN[self.disclosure]):
            return True
        if self.disclosure is Disclosure.FULL:
            return False
        from postigo.core import named_after  # noqa: PLC0415 - 7 ms of patterns, for copies at one level only

        match value:
            case Device(name):
                return named_after.is_named_after_a_person(name, self._people)
            case Program(name):
                return named_after.names(name, self._people) or named_after.says_whose(name)
        return False

    def shown(self, value: Personal) -> str | Text:
        """The value's own name if this copy may show it, else its stand-in."""
        if not self.hides(value):
            return value.text if isinstance(value, Path | Quoted) else value.name
        number = self._numbers.get(value) or self._numbers.setdefault(value, self._number(value))
        match value:
            case Program():
                return Text("program {number}", values={"number": number})
            case Device():
                return Text("device {number}", values={"number": number})
            case Site():
                return Text("site {number}", values={"number": number})
            case Path():
                return Text("folder or file {number}", values={"number": number})
            case Account():
                return Text("account {number}", values={"number": number})
            case Quoted():
                return Text("text {number}", values={"number": number})


def exportable(share: Share) -> bool:
    """Whether a check's results may be in any file at all."""
    return share is not Share.NEVER
