"""Outcomes of checks, for the formats of other programs.

Each of them (Prometheus, OCSF, SARIF) has its own words for "fine" and for "not known". Here they get the ones that Postigo has, so that no format
decides for itself what may be called fine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from postigo.reports.shape import Document


class Outcome(StrEnum):
    """Outcome of one check. Only `GOOD` was seen to be good."""

    GOOD = "good"
    NOTE = "note"
    ADVISE = "advise"
    ACT = "act"
    UNKNOWN = "unknown"  # something could not be seen, and nothing bad was
    NOT_LOOKED = "not_looked"  # the audit ended before it, or is cut
    NOT_HERE = "not_here"  # there is no such thing on this machine
    LEFT_OUT = "left_out"  # its answer is in no copy


UNSEEN: Final = frozenset({Outcome.UNKNOWN, Outcome.NOT_LOOKED, Outcome.LEFT_OUT})
"""Outcomes that are neither good nor bad for who reads the copy. None of them may be told as passed."""


def results(document: Document) -> Iterator[tuple[dict[str, Any], Outcome]]:
    """Results that count, with their outcomes, in the document's order.

    What may watch the person (`counts: false`) is in none of these formats: they go to a server, not to a helper (red line E4).
    """
    for one in document["results"]:
        if one.get("counts", True):
            yield one, Outcome.UNKNOWN if one["level"] is None else Outcome(one["level"])


def of_findings(one: Mapping[str, Any], outcome: Outcome) -> Iterator[tuple[dict[str, Any], Outcome]]:
    """Findings of a result, with their outcomes.

    What is fine beside something that asks, or that could not be seen, is a note: the check as a whole has not passed.
    """
    for finding in one["findings"]:
        told = Outcome(finding["level"])
        yield finding, Outcome.NOTE if told is Outcome.GOOD and outcome is not Outcome.GOOD else told


def silent(document: Document) -> Iterator[tuple[dict[str, Any], Outcome]]:
    """Checks without a result, with their outcomes. A line has `check`, and a `title` if the copy tells it."""
    yield from ((one, Outcome.NOT_HERE) for one in document["not_here"])
    yield from ((one, Outcome.NOT_LOOKED) for one in document["not_looked"])
    yield from (({"check": check}, Outcome.LEFT_OUT) for check in document["left_out"])


def is_complete(document: Document) -> bool:
    """Whether the audit is whole.

    It came to its end, looked at all that it listed, and every pack could be loaded.
    """
    return (
        document["ended"] is not None
        and not document["not_looked"]
        and all(pack["state"] != "broken" for pack in document["packs"])
    )


def cover(document: Document) -> dict[str, Any]:
    """Cover of the copy: its level, and what was added to stand in it."""
    names = ("level", "label", "notes", "together", "reason", "told")
    return {name: document[name] for name in names if name in document}


def place(document: Document) -> str:
    """Name of the machine in the copy: its label, else its own, else "device"."""
    return str(document.get("label") or document["device"].get("host") or "device")


def steps(plan: Mapping[str, Any]) -> str:
    """Steps of a plan as lines under its title."""
    return "\n".join([plan["title"], *(f"- {step['text']}" for step in plan["steps"])])


def fingerprint(document: Document) -> str:
    """Fingerprint of the report (SHA-256, 64 hexadecimal digits), or "" where it has none."""
    found: str = document.get("integrity", {}).get("sha256", "")
    return found
