"""Reading of one report among many: whether it is what was made, and what of it is counted.

The fingerprint is that of `reports.integrity`. msgspec's sorted form of a document is its canonical form (RFC 8785) but for numbers
with a fraction, which no report has; so a fingerprint that fits in this fast way fits, and any other file is judged by
`integrity.check`, which also names what is wrong. Measured: 0.06 ms for a report, where the exact way takes 0.8 ms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec

from postigo.core.letters import one_line
from postigo.core.model import Level
from postigo.core.report import DOOR, TIPS, Shutter
from postigo.fleet import schema
from postigo.fleet.rows import Answer, Asked, Gathered, Origin, ToDo
from postigo.fleet.states import Left, State
from postigo.reports.integrity import METHOD, Held, check
from postigo.reports.shape import SCHEMA

LONGEST: Final = 1 << 20
"""Bytes of one report. One of a school's computer has 25,000."""
EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""No report is older than the first year of Postigo."""
AHEAD: Final = timedelta(days=2)
"""How far a clock may be ahead of the one that counts: time zones, and a day."""
_TEXT: Final = 200
"""Letters of a title that are kept."""

_ANY: Final = msgspec.json.Decoder()
_CANONICAL: Final = msgspec.json.Encoder(order="sorted")
_HELD: Final[Mapping[Held, Left]] = {
    Held.CHANGED: Left.EDITED,
    Held.MISSIGNED: Left.EDITED,
    Held.NEWER: Left.NEWER,
    Held.UNMARKED: Left.UNMARKED,
    Held.PRINTED: Left.NOT_JSON,
    Held.CUT: Left.CUT,
    Held.SEVERAL: Left.CUT,
    Held.NOT_OURS: Left.NOT_OURS,
}
_STATES: Final = {None: State.UNKNOWN, "good": State.FINE, "note": State.FINE, "advise": State.ADVISE, "act": State.ACT}


class LeftOut(Exception):  # noqa: N818 - what happens to the file
    """The content is no report that counts: why, and a technical detail."""

    def __init__(self, why: Left, detail: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.detail = one_line(detail)[:_TEXT]


@dataclass(frozen=True, slots=True)
class Read:
    """A report that is as it was made, as msgspec read it."""

    report: schema.Report
    sha256: str


def read(content: bytes, today: date) -> Read:
    """The report in the content of a file. `LeftOut` for anything that does not count."""
    if len(content) > LONGEST:
        raise LeftOut(Left.TOO_LARGE, f"{len(content)} bytes")
    document, mark = _unchanged(content)
    if document.get("schema") != SCHEMA:
        raise LeftOut(Left.NEWER, str(document.get("schema")))
    try:
        report = msgspec.convert(document, schema.Report)
    except (msgspec.ValidationError, RecursionError) as misfit:
        raise LeftOut(Left.MISFIT, str(misfit)) from None
    _plausible(report)
    if report.device.remembered:
        raise LeftOut(Left.REMEMBERED)
    if not EARLIEST <= _time(report.began) < datetime(today.year, today.month, today.day, tzinfo=UTC) + AHEAD:
        raise LeftOut(Left.CLOCK, report.began)
    return Read(report, mark)


def _unchanged(content: bytes) -> tuple[dict[str, Any], str]:
    """The document in a file, and its fingerprint, which fits. `LeftOut` where it does not, or there is none."""
    try:
        document = _ANY.decode(content)
    except (msgspec.DecodeError, RecursionError):  # JSON lines, a mark before the text, or no JSON at all
        return _judged(content)
    told = document.get("integrity") if isinstance(document, dict) else None
    if not isinstance(told, dict) or told.keys() != {"method", "sha256"} or told["method"] != METHOD:
        return _judged(content)
    canonical = _CANONICAL.encode({name: one for name, one in document.items() if name != "integrity"})
    # A name that an object says twice is read once here: then the file has more names than the document.
    again = content.count(b'":') != canonical.count(b'":') + 3
    mark = told["sha256"]
    return _judged(content) if again or hashlib.sha256(canonical).hexdigest() != mark else (document, mark)


def _judged(content: bytes) -> tuple[dict[str, Any], str]:
    checked = check(content)
    if checked.held is not Held.UNCHANGED or checked.document is None:
        raise LeftOut(_not_json(content) or _HELD[checked.held])
    return checked.document, checked.sha256


def _not_json(content: bytes) -> Left | None:
    """The reason for what is no JSON at all."""
    return None if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) else Left.NOT_JSON


def _plausible(report: schema.Report) -> None:
    """`LeftOut` where a report contradicts itself: nobody knows which of the two is so."""
    others = [*report.not_here, *report.not_looked]
    names = [*(one.check for one in report.results), *(one.check for one in others)]
    if len(set(names)) != len(names):
        raise LeftOut(Left.MISFIT, "a check answers twice")
    for one in report.results:
        if one.level != _level(one):
            raise LeftOut(Left.MISFIT, f"the level of {one.check} is not that of its findings")
    known = {one.check: one for one in report.results}
    for thing in report.to_do:
        found = known[thing.check].findings if thing.check in known else []
        if (thing.code, thing.level) not in {(one.code, one.level) for one in found}:
            raise LeftOut(Left.MISFIT, f"{thing.check} asks for what it did not find")


def _level(result: schema.Result) -> str | None:
    """Level that follows from findings and gaps (`core.model.Verdict.level`)."""
    worst = max((Level[one.level.upper()] for one in result.findings), default=None)
    if worst is not None and worst >= Level.ADVISE:
        return worst.name.lower()
    return None if result.gaps or worst is None else worst.name.lower()


def _time(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise LeftOut(Left.MISFIT, f"{written} is no time") from None


# --- what of it is counted


def gathered(read: Read, origin: Origin, name: str, source: str) -> Gathered:
    """What of a report is counted."""
    report = read.report
    stands = {one.tip: one.state for one in report.shutters}
    counted = [one for one in report.results if one.counts is None]
    tips = {one.check: one.tip for one in counted}
    titles = {one.check: one.title for one in counted}
    return Gathered(
        origin,
        name,
        source,
        _time(report.began),
        finished=report.ended is not None,
        platform=report.device.platform,
        system=text(report.device.system),
        broken=sum(pack.state == "broken" for pack in report.packs),
        shutters=tuple(_shutter(stands.get(tip)) for tip in TIPS if tip != DOOR),
        answers=(
            *map(_answer, counted),
            *(_untold(one, State.ABSENT) for one in report.not_here),
            *(_untold(one, State.NOT_LOOKED) for one in report.not_looked),
        ),
        to_do=tuple(_to_do(one, titles[one.check]) for one in report.to_do if one.check in tips and one.level in _ASKS),
        sha256=read.sha256,
    )


_ASKS: Final = {"advise": State.ADVISE, "act": State.ACT}


def _answer(one: schema.Result) -> Answer:
    asked = {
        (found.code, found.level): Asked(text(found.code), _ASKS[found.level], found.aside is not None)
        for found in one.findings
        if found.level in _ASKS
    }
    return Answer(one.check, one.tip, _STATES[one.level], text(one.title), one.version, tuple(asked.values()))


def _untold(one: schema.NotHere, state: State) -> Answer:
    return Answer(one.check, 0, state, text(one.title), version=0)


def _to_do(one: schema.Thing, title: str) -> ToDo:
    """A thing to do. What was found is not told in words: such a sentence may name something of a person."""
    what = one.what if one.fix else title
    return ToDo(one.check, text(one.fix or ""), text(what), text(one.effort or ""), one.who, _ASKS[one.level])


def _shutter(written: str | None) -> Shutter:
    return Shutter.BARE if written in {None, "door"} else Shutter(written)


def text(written: str) -> str:
    """A text of a report on one line, without control codes and not too long."""
    plain = one_line(written)
    return plain if len(plain) <= _TEXT else f"{plain[: _TEXT - 1]}…"
