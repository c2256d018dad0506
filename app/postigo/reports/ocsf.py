"""Report as OCSF 1.5.0 events: a Compliance Finding (class_uid 2003) a line for each check.

Within an event, `compliance.checks` has a line for each finding and each gap. All events of a report have its fingerprint as
`metadata.correlation_uid`. Source: the schemas of OCSF, which the tests hold it against.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from postigo.core.model import Level
from postigo.core.system import Platform
from postigo.reports import outcomes, parts
from postigo.reports.outcomes import Outcome, steps
from postigo.reports.printable import harmless
from postigo.reports.shape import Document, advised
from postigo.words import Words

VERSION: Final = "1.5.0"
_PASS, _FAIL, _UNKNOWN, _OTHER = (1, "Pass"), (3, "Fail"), (0, "Unknown"), 99
STATUS: Final[Mapping[Outcome, tuple[int, str]]] = {
    Outcome.GOOD: _PASS,
    Outcome.NOTE: (_OTHER, "Note"),
    Outcome.ADVISE: _FAIL,
    Outcome.ACT: _FAIL,
    Outcome.UNKNOWN: _UNKNOWN,
    Outcome.NOT_LOOKED: _UNKNOWN,
    Outcome.LEFT_OUT: _UNKNOWN,
    Outcome.NOT_HERE: (_OTHER, "Not applicable"),
}
"""`status_id` and `status`. Only what was seen to be good has passed (decision 0761)."""
_INFORMATIONAL, _NO_SEVERITY = (1, "Informational"), (0, "Unknown")
SEVERITY: Final[Mapping[Outcome, tuple[int, str]]] = {
    Outcome.GOOD: _INFORMATIONAL,
    Outcome.NOTE: _INFORMATIONAL,
    Outcome.ADVISE: (2, "Low"),
    Outcome.ACT: (4, "High"),
    Outcome.UNKNOWN: _NO_SEVERITY,
    Outcome.NOT_LOOKED: _NO_SEVERITY,
    Outcome.LEFT_OUT: _NO_SEVERITY,
    Outcome.NOT_HERE: _INFORMATIONAL,
}
SYSTEMS: Final = {Platform.WINDOWS: (100, "Windows"), Platform.LINUX: (200, "Linux"), Platform.MACOS: (300, "macOS")}
"""`type_id` and `type` of the object os."""
_CATEGORY, _CLASS, _CREATE = 2, 2003, 1


def render(document: Document) -> bytes:
    """The document as events, one a line, UTF-8.

    Results come first, then the checks without one, then the packs that could not be loaded.
    """
    words = Words(document["lang"])
    events = (
        *(_of_result(document, one, outcome) for one, outcome in outcomes.results(document)),
        *(_of_silence(document, one, outcome) for one, outcome in outcomes.silent(document)),
        *(_event(document, "packs", said, Outcome.UNKNOWN) for said in parts.broken(document, words)),
    )
    return "".join(harmless(json.dumps(event, ensure_ascii=False)) + "\n" for event in events).encode()


def _of_result(document: Document, one: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    lines = [*_lines(one, outcome)]
    event = _event(document, one["check"], one["title"], outcome, one["looked_at"])
    event["message"] = " ".join(line["desc"] for line in lines)
    event["compliance"] |= {"desc": one["why"], "checks": lines}
    event["unmapped"]["tip"] = one["tip"]
    plans = [plan for plan, level in advised(one["findings"]) if level >= Level.ADVISE]
    if plans:
        event["remediation"] = {"desc": "\n".join(map(steps, plans))}
    return event


def _of_silence(document: Document, one: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    event = _event(document, one["check"], one.get("title", one["check"]), outcome)
    if "text" in one:
        event["message"] = one["text"]
    return event


def _lines(one: Mapping[str, Any], outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Findings and gaps of one check."""
    for index, (finding, told) in enumerate(outcomes.of_findings(one, outcome)):
        yield _line(f"{one['check']}/{finding['code']}/{index}", parts.said(finding), told)
    for index, gap in enumerate(one["gaps"]):
        yield _line(f"{one['check']}/gap-{gap['why']}/{index}", gap["text"], Outcome.UNKNOWN)


def _line(uid: str, said: str, outcome: Outcome) -> dict[str, Any]:
    status, severity = STATUS[outcome], SEVERITY[outcome]
    return {
        "uid": uid,
        "desc": said,
        "status_id": status[0],
        "status": status[1],
        "severity_id": severity[0],
        "severity": severity[1],
    }


def _event(
    document: Document, control: str, title: str, outcome: Outcome, looked_at: str | None = None
) -> dict[str, Any]:
    status, severity = STATUS[outcome], SEVERITY[outcome]
    return {
        "activity_id": _CREATE,
        "activity_name": "Create",
        "category_uid": _CATEGORY,
        "category_name": "Findings",
        "class_uid": _CLASS,
        "class_name": "Compliance Finding",
        "type_uid": _CLASS * 100 + _CREATE,
        "time": _milliseconds(looked_at or document["ended"] or document["began"]),
        "severity_id": severity[0],
        "severity": severity[1],
        "message": title,
        "finding_info": {"uid": control, "title": title},
        "compliance": {"control": control, "status_id": status[0], "status": status[1], "standards": ["Postigo"]},
        "resources": [{"type": "Device", "name": outcomes.place(document)}],
        "device": _device(document),
        "unmapped": {"outcome": outcome.value, **outcomes.cover(document)},
        "metadata": _metadata(document),  # the fingerprint stands behind what a person noted, as in every format
    }


def _metadata(document: Document) -> dict[str, Any]:
    mark = outcomes.fingerprint(document)
    product = {
        "name": "Postigo",
        "vendor_name": "Postigo",
        "version": document["app"]["version"],
        "lang": document["lang"],
    }
    return {"version": VERSION, "product": product, **({"correlation_uid": mark} if mark else {})}


def _device(document: Document) -> dict[str, Any]:
    """The machine. Its own name is there from the level internal on."""
    device = document["device"]
    number, name = SYSTEMS[Platform(device["platform"])]
    system = {"type_id": number, "type": name, "name": device.get("system", name)}
    return {"type_id": 0, "type": "Unknown", "name": device.get("host") or outcomes.place(document), "os": system}


def _milliseconds(when: str) -> int:
    """Milliseconds since 1970, as OCSF counts time (`timestamp_t`)."""
    return int(datetime.fromisoformat(when).timestamp() * 1000)
