"""The report as JSON, `postigo.report/1`: for programs. Its schema is published in postigo_resources/schema/report-1.json."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, Final

from postigo.core.advice import plans_of
from postigo.core.model import Finding, Instruct, OpenSettings, Plan, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, PackInfo, PackState, Report
from postigo.core.settings_page import SettingsPage
from postigo.core.values import Text, Value, kind_of, utc
from postigo.reports import wording
from postigo.reports.redaction import redacted
from postigo.words import Words

SCHEMA: Final = "postigo.report/1"

_CONTROLS: Final = re.compile(r"[\x7f-\x9f]")


def render(report: Report, words: Words) -> bytes:
    """The report's copy at the level of `words`, as one JSON object, indented, UTF-8."""
    return (harmless(json.dumps(shape(report, words), ensure_ascii=False, indent=1)) + "\n").encode(errors="replace")


def harmless(line: str) -> str:
    """JSON with those control codes escaped that JSON lets through, and a terminal would follow."""
    return _CONTROLS.sub(lambda code: f"\\u{ord(code[0]):04x}", line)


def shape(report: Report, words: Words) -> dict[str, Any]:
    """The report's copy as plain JSON values."""
    report = redacted(report, words.stand_ins.disclosure)
    return {
        **head(report, words),
        "results": [result(line, said, words) for line, said in answered(report) if said.not_applicable is None],
        "not_here": [
            not_applicable(line, said, words) for line, said in answered(report) if said.not_applicable is not None
        ],
        **tail(report),
    }


def head(report: Report, words: Words) -> dict[str, Any]:
    """Head of a copy: which machine, when, by whom, and how much it tells."""
    device = {
        "platform": report.platform.value,
        "elevated": report.elevated,
        "remembered": report.remembered,
        "box": None if report.box is None else report.box.value,
    }
    return {
        "schema": SCHEMA,
        **labelled(report),
        "app": {"version": report.app},
        "lang": words.language,
        "level": words.stand_ins.disclosure.value,
        "device": device | ({"system": report.system} if report.system else {}),
        "began": utc(report.began),
        "packs": [_pack(pack) for pack in report.packs if pack.state is not PackState.OFF],
    }


def tail(report: Report) -> dict[str, Any]:
    """Tail of a copy: when it ended, counts by level, what it leaves out."""
    left_out = [line.check for line in report.left_out]
    return {
        "ended": utc(report.ended) if report.ended else None,
        "left_out": left_out,
        "counts": {**report.counts(), "left_out": len(left_out)},
    }


def labelled(report: Report) -> dict[str, Any]:
    """Label of this audit, where the person gave one."""
    return {"label": report.label} if report.label else {}


def answered(report: Report) -> list[tuple[CheckInfo, Verdict]]:
    """Checks that answered, in the catalogue's order."""
    pairs = ((line, report.verdict(line.check)) for line in report.listed)
    return [(line, said) for line, said in pairs if said is not None]


def result(line: CheckInfo, said: Verdict, words: Words) -> dict[str, Any]:
    """Result of one check."""
    shown = {
        "check": line.check,
        "tip": line.tip,
        "title": words.say(line.title, line.pack),
        "level": None if said.level is None else said.level.name.lower(),
        "gaps": [{"why": gap.why.value, "text": words.say(gap.text, line.pack)} for gap in said.gaps],
        "looked_at": utc(said.looked_at),
        "findings": [_finding(line, finding, words) for finding in said.findings],
    }
    if words.stand_ins.disclosure is Disclosure.FULL:
        shown["detail"] = said.detail
    return shown


def not_applicable(line: CheckInfo, said: Verdict, words: Words) -> dict[str, Any]:
    """Entry for a thing that is not on this machine."""
    text = said.not_applicable.text if said.not_applicable else line.title
    return {"check": line.check, "text": words.say(text, line.pack)}


def _pack(pack: PackInfo) -> dict[str, str]:
    shown = {"name": pack.name, "version": pack.version, "origin": pack.origin, "state": pack.state.value}
    if pack.error:
        shown["error"] = pack.error
    return shown


def _finding(line: CheckInfo, finding: Finding, words: Words) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "text": words.say(finding.text, line.pack),
        "subject": None if finding.subject is None else value(finding.subject, line.pack, words),
        "evidence": {name: value(item, line.pack, words) for name, item in finding.evidence.items()},
        "fixes": [_plan(plan, line.pack, words) for plan in plans_of(line, finding)],
    }


def _plan(plan: Plan, pack: str, words: Words) -> dict[str, Any]:
    return {
        "id": plan.id,
        "title": words.say(plan.title, pack),
        "effort": None if plan.effort is None else words.say(plan.effort, pack),
        "safety": plan.safety,
        "steps": [
            {"text": words.say(wording.step(step), pack), **({} if isinstance(step, Instruct) else _opens(step, pack))}
            for step in plan.steps
        ],
    }


def _opens(step: OpenSettings, pack: str) -> dict[str, str]:
    """Id of the page that a step opens. That of a page which the pack brings is told behind the pack's name."""
    return {"open": step.info.id if isinstance(step.page, SettingsPage) else f"{pack}:{step.info.id}"}


def value(item: Value | Text, pack: str, words: Words) -> dict[str, Any]:
    """Typed value: its kind, its words, and its bare number or time, if any."""
    shown: dict[str, Any] = {"kind": kind_of(item), "text": words.value(item, pack)}
    if isinstance(item, int):
        shown["value"] = int(item)
    elif isinstance(item, datetime):
        shown["value"] = utc(item)
    elif isinstance(item, date):
        shown["value"] = item.isoformat()
    return shown
