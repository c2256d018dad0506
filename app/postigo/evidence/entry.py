"""Entry of a log: one line of JSON, never changed once it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from postigo.evidence.clock import InStep, Moment
from postigo.evidence.picked import PickedFile
from postigo.evidence.stamps import Stamped

LONGEST: Final = 20_000
"""Letters of one answer."""
NO_LINE_BEFORE: Final = "0" * 64
"""Hash of the line before the first."""


class Kind(StrEnum):
    """Kinds of entry."""

    NOTED = "noted"
    CHANGED = "changed"  # says anew what an earlier entry said; that one stays
    SHOWN = "shown to"
    HANDED = "handed over to"
    STAMPED = "time stamp"


class Part(StrEnum):
    """Parts of what a person writes down."""

    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    URL = "url"
    PROFILE = "profile id"
    PAYMENT = "payment"
    REFERENCE = "reference"  # a thing in words: "photo sent on 3 May, still on my phone"
    TO = "to"  # whom it was shown or handed over to
    DAY = "day"


HAPPENED: Final = (Part.WHAT, Part.WHO, Part.WHEN, Part.WHERE, Part.URL, Part.PROFILE, Part.PAYMENT, Part.REFERENCE)
"""Parts that are asked for: of what happened. Below: of a file, of one in words only, of whom it was given to."""
OF_FILE: Final = (Part.WHAT, Part.WHEN, Part.WHERE)
IN_WORDS: Final = (Part.REFERENCE, *OF_FILE)
GIVEN: Final = (Part.TO, Part.DAY, Part.WHAT)


@dataclass(frozen=True, slots=True)
class Draft:
    """Entry before it has a number. `changes` is the number of the entry that it says anew."""

    kind: Kind = Kind.NOTED
    said: Mapping[Part, str] = field(default_factory=dict, repr=False)
    file: PickedFile | None = field(default=None, repr=False)
    changes: int | None = None
    stamp: Stamped | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.file and not self.stamp and not any(text.strip() for text in self.said.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """Entry as it stands in a log. `seq` counts from 1; `before` is the hash of the line before."""

    seq: int
    before: str
    moment: Moment
    draft: Draft


def line(entry: Entry) -> bytes:
    """The stored line of an entry, with its line end."""
    draft, file = entry.draft, entry.draft.file
    data: dict[str, Any] = {
        "seq": entry.seq,
        "before": entry.before,
        "kind": draft.kind.value,
        "at": entry.moment.at,
        "clock": entry.moment.in_step.value,
        **({} if draft.changes is None else {"changes": draft.changes}),
        **{part.value: text for part in Part if (text := draft.said.get(part, "").strip()[:LONGEST])},
        **({} if file is None else {"file": file.as_json()}),
        **({} if draft.stamp is None else {"stamp": draft.stamp.as_json()}),
    }
    try:
        return json.dumps(data, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # a file's name that is no text: its bytes are kept as escapes
        return json.dumps(data).encode() + b"\n"


def read(stored: bytes) -> Entry | None:
    """The entry of a stored line. None for a line that is none."""
    try:
        data = json.loads(stored)
        return _entry(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None


def _entry(data: Mapping[str, Any]) -> Entry | None:
    seq, before, changes = data["seq"], data["before"], data.get("changes")
    file, stamp = data.get("file"), data.get("stamp")
    whole = type(seq) is int and seq > 0 and isinstance(before, str) and isinstance(data["at"], str)
    if not whole or not (changes is None or type(changes) is int):
        return None
    said = {part: text for part in Part if isinstance(text := data.get(part.value), str)}
    picked = None if file is None else PickedFile.from_json(file)
    stamped = None if stamp is None else Stamped.from_json(stamp)
    draft = Draft(Kind(data["kind"]), said, picked, changes, stamped)
    return Entry(seq, before, Moment(data["at"], InStep(data["clock"])), draft)
