"""Many reports for a measure: remembered machines, really audited a few dozen times, with the answers of each mixed.

Each machine is audited as it is, and twice more with a few of its answers refused: a gap, another level, another shutter. Each made-up
computer is one of these audits, and one answer in six comes from another audit of the same system. What follows from answers
(levels, things to do, shutters, counts, order) is made to fit; references are new and random, so that the bytes compress as true ones do.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import msgspec

from postigo.core.model import Scope
from postigo.core.redact import Disclosure
from postigo.reports import shape
from postigo.reports.integrity import METHOD
from postigo.reports.redaction import stand_ins, words_for
from postigo.system.recording import load
from tests.machines.build import ALWAYS
from tests.support import remembered

AGAIN: Final = 2
"""Audits of each machine with answers refused."""
REFUSED: Final = 0.08
OTHER: Final = 1 / 6
SITES: Final = 40
_LEVELS: Final = ("act", "advise", "unknown", "note", "good")
_SHUTTERS: Final = {"act": "open", "advise": "ajar", "unknown": "fogged"}
_CANONICAL: Final = msgspec.json.Encoder(order="sorted")


@dataclass
class Pool:
    """Audits of one system, and each answer that they gave to a check, with its things to do."""

    audits: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, list[tuple[dict[str, Any], list[Any]]]] = field(default_factory=dict)


def pools() -> list[Pool]:
    """What was audited, for each system."""
    chance = random.Random(16)  # noqa: S311 - the same reports each time
    found: dict[str, Pool] = {}
    for path in remembered.MACHINES:
        for again in range(AGAIN + 1):
            said = _audited(path, chance if again else None)
            pool = found.setdefault(said["device"]["platform"], Pool())
            pool.audits.append(said)
            for one in (*said["results"], *said["not_here"]):
                things = [thing for thing in said["to_do"] if thing["check"] == one["check"]]
                pool.answers.setdefault(one["check"], []).append((one, things))
    return list(found.values())


def _audited(path: Any, chance: random.Random | None) -> dict[str, Any]:
    """An audit of what is the machine's, as the schedule makes it."""

    def refuse(text: str) -> str:
        recording = json.loads(text)
        for question in recording["answers"] if chance else ():
            if question not in ALWAYS and chance is not None and chance.random() < REFUSED:
                recording["answers"][question] = {"unknown": "denied"}
        return json.dumps(recording)

    changed = refuse(path.read_text("utf-8"))
    report = remembered.report(path, lambda _: changed)
    recording = load(changed.encode())
    mine = tuple(line for line in report.listed if line.scope is Scope.MACHINE)
    ids = {line.check for line in mine}
    report = replace(report, listed=mine, verdicts=tuple(one for one in report.verdicts if one.check in ids))
    assert recording.platform is report.platform
    words = words_for("es", report, stand_ins(Disclosure.SHARED, report))
    document: dict[str, Any] = json.loads(json.dumps(shape.given(report, words)))
    document["device"]["remembered"] = False  # the benchmark's computers are to be counted
    return document


def computer(pool: Pool, chance: random.Random, at: datetime) -> dict[str, Any]:
    """One report of one made-up computer, with a fingerprint that fits."""
    base = chance.choice(pool.audits)
    began = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    results, not_here, to_do = [], [], []
    for one in (*base["results"], *base["not_here"]):
        check = one["check"]
        answer, things = chance.choice(pool.answers[check]) if chance.random() < OTHER else _own(pool, one)
        if "findings" not in answer:
            not_here.append(answer)
            continue
        found = [
            seen | {"ref": f"{chance.getrandbits(128):032x}"} if seen["ref"] else seen for seen in answer["findings"]
        ]
        results.append(answer | {"looked_at": began, "findings": found})
        to_do += things
    to_do.sort(key=lambda thing: _LEVELS.index(thing["level"]))
    asks = list(dict.fromkeys(thing["check"] for thing in to_do))
    order = [*asks, *(one["check"] for one in results if one["check"] not in asks)]
    levels = [one["level"] or "unknown" for one in results]
    document = base | {
        "began": began,
        "ended": began,
        "results": results,
        "not_here": not_here,
        "to_do": to_do,
        "shutters": [_window(one, results) for one in base["shutters"]],
        "order": base["order"] | {"checks": order},
        "counts": {level: levels.count(level) for level in _LEVELS} | {"left_out": 0},
        "ref_key": f"{chance.getrandbits(64):016x}",
    }
    del document["integrity"]
    canonical = _CANONICAL.encode(document)
    document["integrity"] = {"method": METHOD, "sha256": hashlib.sha256(canonical).hexdigest()}
    return document


def _own(pool: Pool, one: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    return next(pair for pair in pool.answers[one["check"]] if pair[0] is one)


def _window(window: dict[str, Any], results: list[dict[str, Any]]) -> dict[str, Any]:
    levels = [one["level"] or "unknown" for one in results if one["tip"] == window["tip"]]
    if window["state"] == "door":
        return window
    worst = next((level for level in _LEVELS if level in levels), None)
    return window | {"state": _SHUTTERS.get(worst, "closed") if worst else "bare"}


def many(computers: int, weeks: int, last: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Reports with their paths: each computer once a week, week after week."""
    made = pools()
    chance = random.Random(1)  # noqa: S311 - see above
    for week in reversed(range(weeks)):
        day = last - timedelta(weeks=week)
        for number in range(computers):
            own = random.Random(number)  # noqa: S311 - see above
            pool = own.choices(made, weights=[len(one.audits) for one in made])[0]
            device = f"{own.getrandbits(80):020x}"[:16]
            at = datetime.combine(day, time(8), UTC) + timedelta(seconds=chance.randrange(6 * 3600))
            path = f"site=s{number % SITES:02d}/date={day.isoformat()}/{device}.json"
            yield path, computer(pool, chance, at)
