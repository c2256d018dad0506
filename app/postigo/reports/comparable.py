"""Reader of files to compare: stored audits, and reports that were given away (JSON).

It trusts nothing, and reads tolerantly: what a younger Postigo added is passed over, and what is not understood in a check is a
gap of that check, never good.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, Final

from postigo.core.aside import Aside
from postigo.core.codec import DecodeError, decode
from postigo.core.diff import Side
from postigo.core.model import BUILT_IN, Coverage, Finding, Gap, NotApplicable, Scope, Share, Verdict
from postigo.core.report import TIPS, Box, CheckInfo, PackInfo, PackState, Report
from postigo.core.system import Platform, Unknown
from postigo.core.values import StoredText, Text
from postigo.reports import shape
from postigo.store.document import fields, read
from postigo.store.document.model import LEVELS, LONGEST, TOO_LARGE, StoredAudit, StoredAuditError
from postigo.store.document.values import read_time

NOT_OURS: Final = Text(
    "This is neither a report of Postigo (JSON) nor an audit that it kept, or it is damaged. Choose another one."
)
NEWER: Final = Text("A newer Postigo wrote this report. Update Postigo to open it.")
DAMAGED: Final = Text("This report is damaged, or a newer Postigo wrote it. Update Postigo, or choose another one.")

_MAJOR: Final = re.compile(r"postigo\.(audit|report)/([0-9]{1,9})", re.ASCII)
_NOT_TOLD: Final = Text("This is not in a report.")
_UNKNOWN_COVERAGE: Final = Coverage(_NOT_TOLD, _NOT_TOLD)


def side(content: bytes) -> Side:
    """Content of a file, ready to be compared. `StoredAuditError` with one sentence for anything else."""
    if len(content) > LONGEST:
        raise StoredAuditError(TOO_LARGE, f"{len(content)} bytes")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise StoredAuditError(NOT_OURS, str(wrong)[:200]) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    found = _MAJOR.fullmatch(schema) if isinstance(schema, str) else None
    if found is None:
        raise StoredAuditError(NOT_OURS, "its schema is neither postigo.report nor postigo.audit")
    if found[1] == "audit":
        return of_stored(read.read(content))
    if found[0] != shape.SCHEMA:
        raise StoredAuditError(NEWER, found[0])
    try:
        return _report(_that_counts(data))
    except DecodeError as misfit:
        raise StoredAuditError(DAMAGED, str(misfit)) from None


def _that_counts(data: dict[str, Any]) -> dict[str, Any]:
    """A report without what may watch a person. A comparison would tell that somebody looked for it."""
    results = data.get("results")
    if not isinstance(results, list):
        return data
    return data | {"results": [one for one in results if not (isinstance(one, dict) and one.get("counts") is False)]}


def of_stored(audit: StoredAudit) -> Side:
    """A stored audit as one side of a comparison."""
    return Side(audit.report, audit.refs, audit.ref_key)


def _report(data: dict[str, Any]) -> Side:
    device: dict[str, Any] = decode(dict[str, Any], data.get("device"), "device")
    lang: str = decode(str, data.get("lang"), "lang")
    began = read_time(data.get("began"))
    packs = tuple(_pack(one) for one in decode(list[Any], data.get("packs"), "packs"))
    # Reports tell versions since they have references: where one is not there, it is the first. Older ones tell none.
    untold = {"version": 1} if "ref_key" in data else {}
    results, not_here = (
        [untold | fields.named(one) for one in decode(list[Any], data.get(name), name)]
        for name in ("results", "not_here")
    )
    rows = [_row(one, lang, packs, began) for one in results]
    pairs = [*((line, said) for line, said, _ in rows), *(_absent(one, lang, packs, began) for one in not_here)]
    if len({line.check for line, _ in pairs}) != len(pairs):
        raise DecodeError("results", "each check once expected")
    ended = data.get("ended")
    label = data.get("label")
    report = Report(
        decode(str, decode(dict[str, Any], data.get("app"), "app").get("version"), "app.version"),
        decode(Platform, device.get("platform"), "device.platform"),
        began,
        None if ended is None else read_time(ended),
        elevated=fields.flag(device.get("elevated")),
        remembered=fields.flag(device.get("remembered")),
        packs=packs,
        listed=tuple(line for line, _ in pairs),
        verdicts=tuple(said for _, said in pairs),
        box=decode(Box | None, device.get("box"), "device.box"),
        left_out=tuple(_line(check, packs, lang) for check in fields.names(data.get("left_out", []))),
        label=label if isinstance(label, str) else "",
    )
    key = data.get("ref_key")
    refs = {line.check: refs for line, _, refs in rows}
    return Side(report, refs, key if isinstance(key, str) else "")


def _pack(data: object) -> PackInfo:
    pack = fields.named(data)
    return PackInfo(
        fields.text(pack.get("name")),
        fields.text(pack.get("version")),
        fields.text(pack.get("origin")),
        PackState.RUNS if pack.get("state") == PackState.RUNS.value else PackState.BROKEN,
    )


def _line(
    check: str, packs: tuple[PackInfo, ...], lang: str, title: object = None, tip: object = 1, version: object = None
) -> CheckInfo:
    """A check as a report names it. A report tells no scope and no pack: that stands before the colon of its id."""
    if tip not in TIPS:
        raise DecodeError("tip", "a tip expected")
    return CheckInfo(
        fields.name(check),
        _pack_of(check, packs),
        _said(title or check, lang),
        _NOT_TOLD,
        decode(int, tip),
        Share.NAMES,
        Scope.USER,
        (),
        _UNKNOWN_COVERAGE,
        version=_version(version),
    )


def _version(data: object) -> int | None:
    """Version of a check; None where none is told, or one that nobody understands."""
    try:
        return fields.version(data)
    except DecodeError:
        return None


def _pack_of(check: str, packs: tuple[PackInfo, ...]) -> str:
    """Pack of a check by the origin before its colon: ours have none."""
    maker, colon, _ = check.partition(":")
    origin = maker if colon else BUILT_IN
    return next((pack.name for pack in packs if pack.origin == origin), "")


def _row(
    row: dict[str, Any], lang: str, packs: tuple[PackInfo, ...], began: datetime
) -> tuple[CheckInfo, Verdict, tuple[str | None, ...]]:
    line = _line(fields.text(row.get("check")), packs, lang, row.get("title"), row.get("tip"), row.get("version"))
    found, refs, gaps = [], [], [_gap(one, lang) for one in fields.items(row.get("gaps"))]
    for one in fields.items(row.get("findings")):
        finding = fields.named(one)
        if finding.get("level") not in [*LEVELS]:  # a list: whatever stands there can be compared
            gaps.append(Gap(Unknown.UNREADABLE, read.NOT_UNDERSTOOD))
            continue
        ref = finding.get("ref")
        found.append(
            Finding(
                fields.name(finding.get("code")),
                fields.level(finding["level"]),
                _said(finding.get("text"), lang),
                aside=_aside(finding.get("aside")),
            )
        )
        refs.append(ref if isinstance(ref, str) and ref else None)
    said = Verdict(line.check, began, tuple(found), tuple(gaps))
    lost = row.get("level") != (None if said.level is None else said.level.name.lower())  # something in between
    if lost or ("version" in row and line.version is None):
        said = Verdict(line.check, began, tuple(found), (*gaps, Gap(Unknown.UNREADABLE, read.NOT_UNDERSTOOD)))
    return line, said, tuple(refs)


def _aside(data: object) -> Aside | None:
    """Mark of what was set aside. One that is not understood is as none: the thing asks as before."""
    try:
        return None if data is None else fields.aside(data)
    except DecodeError:
        return None


def _gap(data: object, lang: str) -> Gap:
    gap = fields.named(data)
    why = gap.get("why")
    known = why if why in [reason.value for reason in Unknown] else Unknown.UNREADABLE.value
    return Gap(Unknown(known), _said(gap.get("text"), lang))


def _absent(row: dict[str, Any], lang: str, packs: tuple[PackInfo, ...], began: datetime) -> tuple[CheckInfo, Verdict]:
    check = fields.text(row.get("check"))
    text = _said(row.get("text"), lang)
    line = _line(check, packs, lang, row.get("title") or row.get("text"), row.get("tip", 1), row.get("version"))
    return line, Verdict(check, began, not_applicable=NotApplicable(text))


def _said(data: object, lang: str) -> StoredText:
    """A sentence of the report, in its one language, with nothing to fill in."""
    sentence = fields.name(data).replace("{", "{{").replace("}", "}}")
    return StoredText(sentence, templates={lang: sentence})
