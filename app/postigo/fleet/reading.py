"""Reading of one report among many: is it as it was made, and what counts?

The fingerprint is that of `reports.integrity`: the hash of the canonical form (RFC 8785). A file in that very form, as `jq -cS`
writes it, is hashed as it stands. Of any other, msgspec's sorted form is the canonical one but for numbers with a fraction, which no
report has. A fingerprint that fits in these ways fits; whatever does not is judged by `integrity.check`, which also names what is wrong.
Measured for a report of 18 kB: 0.01 ms, 0.1 ms, and 0.9 ms.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

import msgspec

from postigo.core.letters import one_line
from postigo.core.model import Level
from postigo.core.report import DOOR, TIPS, Shutter
from postigo.fleet import schema
from postigo.fleet.layout import EARLIEST
from postigo.fleet.rows import Answer, Asked, Gathered, Origin, ToDo
from postigo.fleet.states import Left, State
from postigo.reports.integrity import METHOD, Held, check
from postigo.reports.shape import SCHEMA

LONGEST: Final = 1 << 20
"""Bytes of one report. One of a school's computer has 25,000."""
AHEAD: Final = timedelta(days=2)
"""Span by which a clock may be ahead: time zones, and a day."""
_TEXT: Final = 200
"""Letters of a text that are kept."""
_ALIKE: Final = 1 << 14
"""Answers that are kept to be given again. Ten thousand computers have a few hundred that differ."""

_ANY: Final = msgspec.json.Decoder()
_CANONICAL: Final = msgspec.json.Encoder(order="sorted")
_REPORT: Final = msgspec.json.Decoder(schema.Report)
_SCHEMA: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_MARK: Final = re.compile(rb'"integrity":\{"method":"%b","sha256":"([0-9a-f]{64})"\},' % METHOD.encode())
_CHECK: Final = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*:)?[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
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
_ASKS: Final = {"advise": State.ADVISE, "act": State.ACT}
_SHUTTERS: Final = {one.value: one for one in Shutter} | {"door": Shutter.BARE}


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
    began: datetime
    sha256: str


def read(content: bytes, today: date) -> Read:
    """The report in the content of a file. `LeftOut` for anything that does not count."""
    if len(content) > LONGEST:
        raise LeftOut(Left.TOO_LARGE, f"{len(content)} bytes")
    canonical, mark = _unchanged(content)
    try:
        report = _REPORT.decode(canonical)
    except (msgspec.ValidationError, RecursionError) as misfit:
        schema_of = _SCHEMA.decode(canonical).get("schema")
        newer = schema_of is not None and bytes(schema_of) != f'"{SCHEMA}"'.encode()
        raise LeftOut(Left.NEWER if newer else Left.MISFIT, str(misfit)) from None
    began = _time(report.began)
    if report.label is not None and not 0 < len(report.label) <= 100:
        raise LeftOut(Left.MISFIT, "label")
    if report.device.remembered:
        raise LeftOut(Left.REMEMBERED)
    if not EARLIEST <= began.date() < today + AHEAD:
        raise LeftOut(Left.CLOCK, report.began)
    return Read(report, began, mark)


def _unchanged(content: bytes) -> tuple[bytes, str]:
    """The document of a file as JSON, and its fingerprint, which fits. `LeftOut` where it does not, or there is none."""
    if (mark := _fitting_mark(content)) is not None:
        return content, mark
    try:
        whole = _CANONICAL.encode(_ANY.decode(content))
    except (msgspec.DecodeError, RecursionError):  # JSON lines, a mark before the text, or no JSON at all
        return _judged(content)
    # A name that an object says twice is read once here: then the file has more colons than the document.
    if content.count(b":") == whole.count(b":") and (mark := _fitting_mark(whole)) is not None:
        return whole, mark
    return _judged(content)


def _fitting_mark(canonical: bytes) -> str | None:
    """The fingerprint of a document in its canonical form, if it fits; else None."""
    mark = _MARK.search(canonical)
    if mark is None:
        return None
    hashed = hashlib.sha256(canonical[: mark.start()])
    hashed.update(canonical[mark.end() :].rstrip())
    return mark[1].decode() if hashed.hexdigest().encode() == mark[1] else None


def _judged(content: bytes) -> tuple[bytes, str]:
    checked = check(content)
    if checked.held is not Held.UNCHANGED or checked.document is None:
        raise LeftOut(_not_json(content) or _HELD[checked.held])
    return _CANONICAL.encode(checked.document), checked.sha256


def _not_json(content: bytes) -> Left | None:
    """The reason for what is no JSON at all."""
    return None if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) else Left.NOT_JSON


# --- whether it contradicts itself: then nobody knows which of the two is so


def _level(result: schema.Result) -> str | None:
    """Level that follows from findings and gaps (`core.model.Verdict.level`)."""
    worst = max((Level[one.level.upper()] for one in result.findings), default=None)
    if worst is not None and worst >= Level.ADVISE:
        return worst.name.lower()
    return None if result.gaps or worst is None else worst.name.lower()


def _time(written: str) -> datetime:
    try:
        if _TIME.fullmatch(written):
            return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        pass
    raise LeftOut(Left.MISFIT, f"{written} is no time")


def _check(written: str) -> str:
    if len(written) > _TEXT or not _CHECK.fullmatch(written):
        raise LeftOut(Left.MISFIT, f"{written} is no check")
    return written


# --- what of it is counted


def gathered(read: Read, origin: Origin, name: str, source: str) -> Gathered:
    """Part of a report that is counted. `LeftOut` for one that contradicts itself."""
    report = read.report
    told = {one.check: one for one in map(_told, report.results)}
    answers = [one.answer for one in told.values() if one.answer is not None]
    answers += [_untold(one, State.ABSENT) for one in report.not_here]
    answers += [_untold(one, State.NOT_LOOKED) for one in report.not_looked]
    names = {*told, *[one.check for one in report.not_here], *[one.check for one in report.not_looked]}
    if len(names) < len(report.results) + len(report.not_here) + len(report.not_looked):
        raise LeftOut(Left.MISFIT, "a check answers twice")
    return Gathered(
        origin,
        name,
        source,
        read.began,
        finished=report.ended is not None,
        platform=report.device.platform,
        system=text(report.device.system),
        broken=_broken(report.packs),
        shutters=_shutters(report.shutters),
        answers=tuple(answers),
        to_do=tuple([one for one in [_to_do(one, told.get(one.check)) for one in report.to_do] if one is not None]),
        sha256=read.sha256,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Report on one check. `answer` is None where it is in no sum; `found` are codes with their levels."""

    check: str
    title: str
    answer: Answer | None
    found: frozenset[tuple[str, str]]


@lru_cache(_ALIKE)
def _told(one: schema.Result) -> _Told:
    """Report on a check. All that are alike get the same object, so each is judged once."""
    found = frozenset((found.code, found.level) for found in one.findings)
    return _Told(one.check, one.title, _answer(one) if one.counts is None else None, found)


def _answer(one: schema.Result) -> Answer:
    if one.level != _level(one):
        raise LeftOut(Left.MISFIT, f"the level of {one.check} is not that of its findings")
    if one.tip not in TIPS or one.version < 1 or not one.title:
        raise LeftOut(Left.MISFIT, f"{one.check} has no tip, no version or no title")
    asked = {
        (found.code, found.level): Asked(text(found.code), _ASKS[found.level], found.aside is not None)
        for found in one.findings
        if found.level in _ASKS
    }
    forbidden = one.level is None and all(gap.why == "policy" for gap in one.gaps) and one.gaps
    state = State.NOT_LOOKED if forbidden else _STATES[one.level]
    return Answer(_check(one.check), one.tip, state, text(one.title), one.version, tuple(asked.values()))


@lru_cache(_ALIKE)
def _broken(packs: tuple[schema.Pack, ...]) -> int:
    return sum(pack.state == "broken" for pack in packs)


@lru_cache(_ALIKE)
def _shutters(windows: tuple[schema.Window, ...]) -> tuple[Shutter, ...]:
    stands = {one.tip: one.state for one in windows}
    return tuple(_SHUTTERS[stands.get(tip, "bare")] for tip in TIPS if tip != DOOR)


@lru_cache(_ALIKE)
def _untold(one: schema.NotHere, state: State) -> Answer:
    return Answer(_check(one.check), 0, state, text(one.title), version=0)


@lru_cache(_ALIKE)
def _to_do(one: schema.Thing, told: _Told | None) -> ToDo | None:
    """A thing to do; None where it is in no sum. `LeftOut` where its check did not find it.

    What was found is not told in words: such a sentence may name something of a person.
    """
    if told is None or (one.code, one.level) not in told.found:
        raise LeftOut(Left.MISFIT, f"{one.check} asks for what it did not find")
    if told.answer is None or one.level not in _ASKS:
        return None
    what = one.what if one.fix else told.title
    return ToDo(one.check, text(one.fix or ""), text(what), text(one.effort or ""), one.who, _ASKS[one.level])


def text(written: str) -> str:
    """A text of a report on one line, without control codes and not too long."""
    plain = one_line(written)
    return plain if len(plain) <= _TEXT else f"{plain[: _TEXT - 1]}…"
