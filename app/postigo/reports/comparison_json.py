"""Comparison as JSON, `postigo.diff/1`: for programs. Its schema is published in postigo_resources/schema/diff-1.json."""

from __future__ import annotations

import json
from typing import Any, Final

from postigo.core.diff import Diff, Difference
from postigo.core.model import Finding
from postigo.core.report import Report
from postigo.core.values import utc
from postigo.reports import aside
from postigo.reports.printable import harmless
from postigo.words import Words

SCHEMA: Final = "postigo.diff/1"


def render(seen: Diff, words: Words) -> bytes:
    """The comparison's copy at the level of `words`, as one JSON object, indented, UTF-8."""
    return (harmless(json.dumps(shape(seen, words), ensure_ascii=False, indent=1)) + "\n").encode(errors="replace")


def shape(seen: Diff, words: Words) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "schema": SCHEMA,
        "lang": words.language,
        "level": words.stand_ins.disclosure.value,
        "told_apart_by": "thing" if seen.by_thing else "kind",
        "before": _side(seen.before),
        "after": _side(seen.after),
        "counts": {change.value: n for change, n in seen.counts().items()},
        "left_out": [line.check for line in seen.left_out],
        "differences": [_difference(one, words) for one in seen.differences],
    }


def _side(report: Report) -> dict[str, Any]:
    return {
        "app": {"version": report.app},
        **({"label": report.label} if report.label else {}),
        "platform": report.platform.value,
        "elevated": report.elevated,
        "began": utc(report.began),
        "ended": None if report.ended is None else utc(report.ended),
    }


def _difference(one: Difference, words: Words) -> dict[str, Any]:
    return {
        "change": one.change.value,
        "check": one.line.check,
        "tip": one.line.tip,
        "title": words.say(one.line.title, one.line.pack),
        "code": None if one.finding is None else one.finding.code,
        "before": _finding(one.before, one, words),
        "after": _finding(one.after, one, words),
    }


def _finding(finding: Finding | None, one: Difference, words: Words) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "level": finding.level.name.lower(),
        "text": words.say(finding.text, one.line.pack),
        **aside.told(finding.aside, words),
    }
