"""Summary row "Your passwords" of the fourth tip: counts, and no site or user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.core.model import Coverage, Finding, Gap, Instruct, Level, Plan, Scope, Share, Verdict
from postigo.core.report import CheckInfo
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.passwords.model import Judged, Reason
from postigo.passwords.severity import level, of_reason

CHECK: Final = "password.your-files"
SOURCE: Final = "files"
"""Name of the person's files as a source of rows (`core.source`)."""

_PLAN: Final = Plan(
    "change",
    Text("Change the passwords that need it"),
    (
        Instruct(Text("Open “Passwords” at the side. The list begins with what matters most.")),
        Instruct(Text("Begin with e-mail, bank and your main social network. Give each a password of its own.")),
    ),
    Text("About 5 minutes for each."),
)

LISTED: Final = CheckInfo(
    CHECK,
    "postigo",
    Text("Your passwords"),
    Text("Whoever has one password of yours tries it everywhere."),
    4,
    Share.NEVER,
    Scope.USER,
    (_PLAN,),
    Coverage(Text("The files that you chose, and nothing else."), Text("Passwords that are in none of these files.")),
    on_request=True,
)
"""The one line of this source's catalogue. It lives in memory, and is in no copy (decision 0415)."""


@dataclass(frozen=True, slots=True)
class _Count:
    """One finding: which entries it counts, and what it says of them."""

    code: str
    of: Callable[[Judged], bool]
    level: Level
    text: Callable[[int], Text]


def _has(*reasons: Reason) -> Callable[[Judged], bool]:
    return lambda entry: any(reason in entry.reasons for reason in reasons)


_ELSEWHERE: Final = frozenset(
    {Reason.REUSED, Reason.NEAR, Reason.INCREMENTED, Reason.SHARED, Reason.HTTP, Reason.NO_SECOND_FACTOR, Reason.OLD}
)
_TOLD: Final = _ELSEWHERE | {Reason.LEAKED, Reason.DEFAULT, Reason.COMMON, Reason.EMPTY}


def _easy(entry: Judged) -> bool:
    """How it is built asks for something."""
    return any(of_reason(reason, entry.score) >= Level.ADVISE for reason in entry.reasons if reason not in _TOLD)


CARRIES_OTHERS: Final = "carries-others"
"""Count of passwords that open others' reset or money. It is a reason to act (decision 0415)."""


_COUNTS: Final = (
    _Count(
        "leaked",
        _has(Reason.LEAKED),
        Level.ACT,
        lambda n: Text(
            "{n} password was seen in a theft of data", "{n} passwords were seen in a theft of data", n, {"n": n}
        ),
    ),
    _Count(
        "default",
        _has(Reason.DEFAULT),
        Level.ACT,
        lambda n: Text(
            "{n} password is the one that came with the device",
            "{n} passwords are the ones that came with the device",
            n,
            {"n": n},
        ),
    ),
    _Count(
        "common",
        _has(Reason.COMMON),
        Level.ACT,
        lambda n: Text(
            "{n} password is in the lists that are tried first",
            "{n} passwords are in the lists that are tried first",
            n,
            {"n": n},
        ),
    ),
    _Count(
        CARRIES_OTHERS,
        lambda _entry: False,  # `codes` tells
        Level.ACT,
        lambda n: Text(
            "{n} password that opens your e-mail or your money is used elsewhere or easy to guess",
            "{n} passwords that open your e-mail or your money are used elsewhere or easy to guess",
            n,
            {"n": n},
        ),
    ),
    _Count(
        "reused",
        _has(Reason.REUSED),
        Level.ADVISE,
        lambda n: Text(
            "{n} account has a password that is used in more than one place",
            "{n} accounts have a password that is used in more than one place",
            n,
            {"n": n},
        ),
    ),
    _Count(
        "near",
        _has(Reason.NEAR, Reason.INCREMENTED),
        Level.ADVISE,
        lambda n: Text(
            "{n} password is nearly the same as another",
            "{n} passwords are nearly the same as another",
            n,
            {"n": n},
        ),
    ),
    _Count(
        "weak",
        _easy,
        Level.ADVISE,
        lambda n: Text("{n} password is easy to guess", "{n} passwords are easy to guess", n, {"n": n}),
    ),
    _Count(
        "http",
        _has(Reason.HTTP),
        Level.ADVISE,
        lambda n: Text(
            "{n} account is on a page without a protected connection",
            "{n} accounts are on a page without a protected connection",
            n,
            {"n": n},
        ),
    ),
    _Count(
        "old",
        _has(Reason.OLD),
        Level.NOTE,
        lambda n: Text(
            "{n} password has not been changed for more than 6 months",
            "{n} passwords have not been changed for more than 6 months",
            n,
            {"n": n},
        ),
    ),
)


def codes(entry: Judged, asked: Level) -> tuple[str, ...]:
    """The findings in which an entry is counted, with how much it asks (`weight.asks`).

    Worked out as entries come: all at once would hold up the window.
    """
    if not entry.reasons:
        return ()
    told = tuple(count.code for count in _COUNTS if count.of(entry))
    return (CARRIES_OTHERS, *told) if asked is Level.ACT and level(entry) is Level.ADVISE else told


def verdict(counts: Mapping[str, int], entries: int, *, now: datetime, unsure: bool) -> Verdict:
    """The row, from how many of the `entries` have each code. It carries numbers only.

    `unsure`: a file, a part of one, or the end of the audit is missing.
    """
    gaps = (Gap(Unknown.UNREADABLE, Text("A part of the files could not be looked at.")),) if unsure else ()
    return Verdict(CHECK, now, tuple(_findings(counts, entries)), gaps)


def _findings(counts: Mapping[str, int], entries: int) -> Iterator[Finding]:
    asked = False
    for count in _COUNTS:
        n = counts.get(count.code, 0)
        if n:
            asked = asked or count.level >= Level.ADVISE
            yield Finding(count.code, count.level, count.text(n), None, {"entries": n}, (_PLAN.id,))
    if entries and not asked:
        text = Text(
            "{n} password was looked at, and it asks for nothing",
            "{n} passwords were looked at, and none asks for something",
            entries,
            {"n": entries},
        )
        yield Finding("fine", Level.GOOD, text, None, {"entries": entries})
