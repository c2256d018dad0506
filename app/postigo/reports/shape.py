"""Maker of `postigo.report/1`, the document that is given away. Every other format is made from it.

It has one language and is redacted to its level. Its schema is published in postigo_resources/schema/report-1.json, and
docs/report.md says what a version promises.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from postigo.core import advice
from postigo.core.model import Finding, Instruct, Level, OpenSettings, Plan, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import DOOR, TIPS, CheckInfo, PackInfo, PackState, Report, ranked, tips_in_order
from postigo.core.settings_page import SettingsPage
from postigo.core.values import Personal, Text, Value, kind_of, utc
from postigo.reports import aside, wording
from postigo.reports.cover import NOTHING_ADDED, Cover
from postigo.reports.integrity import sealed
from postigo.reports.printable import printable
from postigo.reports.redaction import NAMES_ARE_OUT, needed, redacted
from postigo.store.document.ref import KEY_BYTES, ref, ref_key, rekeyed
from postigo.words import Words

SCHEMA: Final = "postigo.report/1"
SCREEN: Final = "screen"
"""Level of what the person's own screen shows. No file has it."""

LONGEST: Final = 10_000
"""Letters of one text. A machine may answer with more, and no reader of a report wants it."""
_EXACT: Final = 1 << 53  # the largest number that every reader of JSON has exactly (RFC 8259, 6)

Document: TypeAlias = dict[str, Any]
"""A report as plain JSON values."""

Refs: TypeAlias = Mapping[str, tuple[str | None, ...]]
"""References of each check's findings, in their order."""


def given(report: Report, words: Words, cover: Cover = NOTHING_ADDED, refs: Refs | None = None) -> Document:
    """The report's copy at the level of `words`. `refs` are those of a stored audit, which has no handles any more."""
    level = words.stand_ins.disclosure
    key = cover.key or secrets.token_bytes(KEY_BYTES)
    marks = {
        said.check: tuple(
            rekeyed(key, refs[said.check][index]) if refs is not None else ref(key, finding)
            for index, finding in enumerate(said.findings)
        )
        for said in report.verdicts
    }
    kept = redacted(report, level, watchers=cover.watchers)
    document = _document(kept, words, level.value, cover, marks) | {"ref_key": ref_key(key)}
    return sealed(safe(document))


def shown(report: Report, words: Words) -> Document:
    """The report for the person's own screen, with all that is in no copy. It is never written."""
    document: Document = safe(_document(report, words, SCREEN, NOTHING_ADDED, {}))
    return document


def _document(report: Report, words: Words, level: str, cover: Cover, refs: Refs) -> Document:
    answers = answered(report)
    results = [result(line, said, words, refs.get(line.check, ())) for line, said in answers if not said.not_applicable]
    counted = {one["check"] for one in results}
    return {
        "schema": SCHEMA,
        **_cover(report, words, cover),
        "app": {"version": report.app},
        "lang": words.language,
        "level": level,
        "device": _device(report, words, cover),
        "began": utc(report.began),
        "ended": utc(report.ended) if report.ended else None,
        **_first_page(report, words),
        "packs": [_pack(pack) for pack in report.packs if pack.state is not PackState.OFF],
        "order": {
            "tips": list(tips_in_order(report)),
            "checks": [check for check in ranked(report) if check in counted],
        },
        "results": results,
        "not_here": [
            {
                "check": line.check,
                "title": words.say(line.title, line.pack),
                "text": words.say(said.not_applicable.text, line.pack),
            }
            for line, said in answers
            if said.not_applicable and line.counts
        ],
        "not_looked": [
            {"check": line.check, "title": words.say(line.title, line.pack)}
            for line in report.listed
            if report.verdict(line.check) is None
        ],
        "offered": [line.check for line in report.offered],
        "left_out": [line.check for line in report.left_out],
        "counts": {
            **report.counts(),
            "left_out": len(report.left_out),
            **({"set_aside": n} if (n := len(advice.set_aside(report))) else {}),
        },
    }


def _cover(report: Report, words: Words, cover: Cover) -> dict[str, Any]:
    full = words.stand_ins.disclosure is Disclosure.FULL
    shared = words.stand_ins.disclosure is Disclosure.SHARED
    return {
        **({"label": report.label} if report.label else {}),
        **({"notes": cover.notes} if cover.notes else {}),
        **({} if cover.together is None else {"together": cover.together}),
        **({"reason": cover.reason} if cover.reason and full else {}),
        **({"contact": cover.contact} if cover.contact and not shared else {}),
    }


def _device(report: Report, words: Words, cover: Cover) -> dict[str, Any]:
    shared = words.stand_ins.disclosure is Disclosure.SHARED
    return {
        "platform": report.platform.value,
        "elevated": report.elevated,
        "remembered": report.remembered,
        "box": None if report.box is None else report.box.value,
        **({"system": report.system} if report.system else {}),
        **({"host": cover.host} if cover.host and not shared else {}),
    }


def _first_page(report: Report, words: Words) -> dict[str, Any]:
    """Sentences of the first page: when, how it stands, what to do, about the paper."""
    began = report.began.astimezone()
    offset = began.strftime("%z")
    things = advice.things(report)
    level = words.stand_ins.disclosure
    names = needed(things)
    told = [_told(value, thing, words) for value, thing in names.items() if words.stand_ins.tells(value)]
    hidden = {"names_out": words.say(NAMES_ARE_OUT)} if any(map(words.stand_ins.hides, names)) else {}
    return {
        "title": words.say(Text("This computer, {day}", values={"day": began.date()})),
        "when": words.value(began),
        "zone": f"UTC{offset[:3]}:{offset[3:5]}",
        "verdict": [words.say(sentence) for sentence in wording.verdict_and_when(report)],
        "shutters": [
            {
                "tip": tip,
                "title": words.say(wording.TIPS[tip]),
                "state": "door" if tip == DOOR else report.shutter(tip).value,
                "text": words.say(wording.DOOR if tip == DOOR else wording.shutter_text(report, tip)),
            }
            for tip in TIPS
        ],
        "questions": [
            {"text": words.say(one.text, one.pack), "level": one.level.name.lower()} for one in advice.questions(report)
        ],
        "to_do": [_thing(thing, words) for thing in things],
        **hidden,
        **({"told": told} if told else {}),
        "about": [
            words.say(sentence)
            for sentence in (
                wording.PROVES_NOTHING,
                wording.CHOSEN_NAMES if told else wording.COPIES[level],
                wording.NOT_THE_POLICE,
            )
        ],
    }


def _told(value: Personal, thing: advice.Thing, words: Words) -> dict[str, str]:
    """Name that is told on purpose, with the thing to do that needs it."""
    return {"kind": kind_of(value), "text": words.value(value), "why": words.say(thing.title, thing.line.pack)}


def _thing(thing: advice.Thing, words: Words) -> dict[str, Any]:
    line, plan = thing.line, thing.plan
    return {
        "check": line.check,
        "code": thing.finding.code,
        "level": thing.finding.level.name.lower(),
        "what": words.say(thing.title, line.pack),
        "seen": words.say(thing.finding.text, line.pack),
        "fix": plan.id if plan else None,
        "effort": words.say(plan.effort, line.pack) if plan and plan.effort else None,
        "who": line.scope.value,
        **aside.told(thing.finding.aside, words),
    }


def answered(report: Report) -> list[tuple[CheckInfo, Verdict]]:
    """Checks that answered, in the catalogue's order."""
    pairs = ((line, report.verdict(line.check)) for line in report.listed)
    return [(line, said) for line, said in pairs if said is not None]


def result(line: CheckInfo, said: Verdict, words: Words, refs: tuple[str | None, ...] = ()) -> dict[str, Any]:
    """Result of one check. `unseen` are its gaps as sentences, those that are alike as one."""
    shown = {
        "check": line.check,
        "tip": line.tip,
        **({"version": line.version} if (line.version or 1) > 1 else {}),  # not there: the first one
        "title": words.say(line.title, line.pack),
        "why": words.say(line.why, line.pack),
        "scope": line.scope.value,
        "level": None if said.level is None else said.level.name.lower(),
        "gaps": [{"why": gap.why.value, "text": words.say(gap.text, line.pack)} for gap in said.gaps],
        "unseen": [words.say(gap.text, line.pack) for gap in wording.gaps(said)],
        "looked_at": utc(said.looked_at),
        "findings": [
            _finding(line, finding, words, refs[index] if refs else None) for index, finding in enumerate(said.findings)
        ],
        **({} if line.counts else {"counts": False}),
        **({"discreet": {"seen": any(one.whose for one in said.findings)}} if line.seeks_watchers else {}),
    }
    if words.stand_ins.disclosure is Disclosure.FULL:
        shown["detail"] = said.detail
    return shown


def _pack(pack: PackInfo) -> dict[str, str]:
    shown = {"name": pack.name, "version": pack.version, "origin": pack.origin, "state": pack.state.value}
    if pack.error:
        shown["error"] = pack.error
    return shown


def _finding(line: CheckInfo, finding: Finding, words: Words, mark: str | None) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "text": words.say(finding.text, line.pack),
        "subject": None if finding.subject is None else value(finding.subject, line.pack, words),
        "ref": mark,
        "needs_confirmation": finding.needs_confirmation,
        "evidence": {name: value(item, line.pack, words) for name, item in finding.evidence.items()},
        "fixes": [steps(one, line.pack, words) for one in advice.plans_of(line, finding)],
        **aside.told(finding.aside, words),
    }


def steps(plan: Plan, pack: str, words: Words) -> dict[str, Any]:
    """A plan with its steps."""
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


def of_tip(document: Document, tip: int) -> list[dict[str, Any]]:
    """Results of one tip, in the order in which they are shown."""
    known = {one["check"]: one for one in document["results"] if one["tip"] == tip}
    return [known[check] for check in document["order"]["checks"] if check in known]


def only_fine(one: Mapping[str, Any]) -> bool:
    """Whether a check saw all, and found nothing that asks or is a note."""
    return bool(one["findings"]) and not one["gaps"] and all(finding["level"] == "good" for finding in one["findings"])


def advised(findings: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Level]]:
    """Plans of one check's findings, each once, with the level that asks for it.

    What findings ask for comes first, then what one can do about others, last what to do when the answer to "Is it you?" is no.
    """
    told = set()
    for finding in sorted(findings, key=_weight):
        for plan in finding["fixes"]:
            if plan["id"] not in told:
                told.add(plan["id"])
                yield plan, Level[finding["level"].upper()]


def _weight(finding: dict[str, Any]) -> tuple[int, int]:
    level = Level[finding["level"].upper()]
    return 0 if level >= Level.ADVISE else 1 + finding["needs_confirmation"], -level


def safe(item: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """The document without control codes, broken letters, and texts or numbers without end."""
    match item:
        case str():
            text = printable(item)
            return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        case bool() | None:
            return item
        case int():
            return item if abs(item) < _EXACT else str(item)
        case dict():
            return {printable(name): safe(inner) for name, inner in item.items()}
        case _:
            return [safe(inner) for inner in item]
