"""Writer of a stored audit.

It holds the device's answers, whole and by name, in every language; nothing of what leaves in no file, no answer of
the person, no technical detail, and of no thing the machine's own name.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from postigo.core.aside import Aside
from postigo.core.evaluate import unknown_verdict
from postigo.core.model import Finding, Verdict
from postigo.core.report import CheckInfo, PackInfo, Report, without_private
from postigo.core.system import Unknown
from postigo.store.document.model import LONGEST, SCHEMA, TOO_LARGE, StoredAuditError
from postigo.store.document.ref import ref, ref_key
from postigo.store.document.values import Templates, write_text, write_time, write_value


def write(report: Report, templates: Templates, key: bytes) -> bytes:
    """The audit as one JSON object, in ASCII. `StoredAuditError` for one that could not be read again.

    `templates` gives the sentences of each language that we ship; `key` (32 bytes) is this person's, and never in it.
    """
    content = json.dumps(shape(report, templates, key), separators=(",", ":")).encode()
    if len(content) > LONGEST:
        raise StoredAuditError(TOO_LARGE, f"{len(content)} bytes")
    return content


def shape(report: Report, templates: Templates, key: bytes) -> dict[str, Any]:
    """The audit as plain JSON values."""
    report = kept_part(report)
    checks = [_check(line, said, templates, key) for line in report.listed if (said := report.verdict(line.check))]
    return {
        "schema": SCHEMA,
        "app": {"version": report.app},
        "languages": list(templates),
        "ref_key": ref_key(key),
        "label": report.label,
        "device": {
            "platform": report.platform.value,
            "system": report.system,
            "box": None if report.box is None else report.box.value,
            "elevated": report.elevated,
            "remembered": report.remembered,
        },
        "began": write_time(report.began),
        "ended": None if report.ended is None else write_time(report.ended),
        "incomplete_tips": list(report.incomplete_tips),
        "packs": [_pack(pack) for pack in report.packs],
        "answered": len(checks),
        "checks": checks,
        "offered": [_line(line, templates) for line in report.offered],
        "left_out": [_line(line, templates) for line in report.left_out],
    }


def kept_part(report: Report) -> Report:
    """Kept part of a report: answers of the device that may be in a file. A lacking one is a gap."""
    return without_private(_answered(_of_device(report)))


def _of_device(report: Report) -> Report:
    """The report without the rows of other sources (the person's files): no pack brings them."""
    packs = {pack.name for pack in report.packs}
    listed = tuple(line for line in report.listed if line.pack in packs)
    checks = {line.check for line in listed}
    verdicts = tuple(said for said in report.verdicts if said.check in checks)
    return replace(report, listed=listed, verdicts=verdicts, passwords=False)


def _answered(report: Report) -> Report:
    """The report as of an audit stopped here. A check without an answer has a gap."""
    for line in report.listed:
        if report.verdict(line.check) is None:
            report = report.merge(unknown_verdict(line.check, report.ended or report.began, Unknown.CANCELLED))
    return report


def _pack(pack: PackInfo) -> dict[str, str]:
    return {"name": pack.name, "version": pack.version, "origin": pack.origin, "state": pack.state.value}


def _line(line: CheckInfo, templates: Templates) -> dict[str, Any]:
    return {
        "check": line.check,
        "pack": line.pack,
        "tip": line.tip,
        **({"version": line.version} if (line.version or 1) > 1 else {}),  # not there: the first one
        "scope": line.scope.value,
        "share": line.share.value,
        "title": write_text(line.title, line.pack, templates),
        "why": write_text(line.why, line.pack, templates),
    }


def _check(line: CheckInfo, said: Verdict, templates: Templates, key: bytes) -> dict[str, Any]:
    absent = said.not_applicable
    return {
        **_line(line, templates),
        "looked_at": write_time(said.looked_at),
        "level": None if said.level is None else said.level.name.lower(),
        "findings": [_finding(finding, line.pack, templates, key) for finding in said.findings],
        "gaps": [{"why": gap.why.value, "text": write_text(gap.text, line.pack, templates)} for gap in said.gaps],
        "not_applicable": None if absent is None else write_text(absent.text, line.pack, templates),
    }


def _finding(finding: Finding, pack: str, templates: Templates, key: bytes) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "text": write_text(finding.text, pack, templates),
        "subject": None if finding.subject is None else write_value(finding.subject, pack, templates),
        "ref": ref(key, finding),
        "evidence": {name: write_value(item, pack, templates) for name, item in finding.evidence.items()},
        "fixes": list(finding.fixes),
        "needs_confirmation": finding.needs_confirmation,
        **({} if finding.aside is None else {"aside": _aside(finding.aside)}),
    }


def _aside(mark: Aside) -> dict[str, str]:
    """Mark of what was set aside. The reason stays where it can be taken back: in the list of what is set aside."""
    return {"kind": mark.kind.value, "since": mark.since.isoformat(), "until": mark.until.isoformat()}
