"""Reader of a stored audit: tolerant within its major version, and trusting nothing.

Unknown fields are passed over. What it does not understand in a check is a gap of that check; without the head, or
the place of a check, it opens nothing (decision 0652).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Never, TypeVar

from postigo.core.codec import DecodeError, decode
from postigo.core.model import Coverage, Finding, Gap, Level, NotApplicable, Scope, Share, Verdict
from postigo.core.report import TIPS, Box, CheckInfo, PackInfo, PackState, Report
from postigo.core.system import Platform, Unknown
from postigo.core.values import Text, Value
from postigo.store.document import fields
from postigo.store.document.model import LONGEST, TOO_LARGE, StoredAudit, StoredAuditError
from postigo.store.document.values import read_text, read_time, read_value

T = TypeVar("T")

NOT_OURS: Final = Text("This is not an audit that Postigo kept, or it is damaged. Choose another one.")
NEWER: Final = Text("A newer Postigo kept this audit. Update Postigo to open it.")
DAMAGED: Final = Text("This audit is damaged, or a newer Postigo kept it. Update Postigo, or choose another one.")

NOT_UNDERSTOOD: Final = Text(
    "Postigo does not understand a part of this kept audit. Perhaps a newer Postigo kept it: update Postigo to see it."
)
_UNSAID: Final = Text("Something was found here that this version of Postigo cannot show.")
_UNNAMED: Final = Text("Something that this version of Postigo cannot name")
_NOT_KEPT: Final = Text("This is not kept with an audit.")

_MAJOR: Final = re.compile(r"postigo\.audit/([0-9]{1,9})", re.ASCII)
_WORD: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CHECK: Final = re.compile(rf"(?:{_WORD}:)?{_WORD}\.{_WORD}", re.ASCII)


def read(content: bytes) -> StoredAudit:
    """The audit in a document. `StoredAuditError` with one sentence for what is none, and for nothing else."""
    data = _opened(content)
    try:
        return _Reading(_languages(data)).audit(data)
    except DecodeError as misfit:
        raise StoredAuditError(DAMAGED, str(misfit)) from None


def _opened(content: bytes) -> dict[str, Any]:
    """The document's object, of our schema and major version."""
    if len(content) > LONGEST:
        raise StoredAuditError(TOO_LARGE, f"{len(content)} bytes")
    try:
        data = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise StoredAuditError(NOT_OURS, str(wrong)[:200]) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    major = _MAJOR.fullmatch(schema) if isinstance(schema, str) else None
    if major is None or not int(major[1]):
        raise StoredAuditError(NOT_OURS, "its schema is not postigo.audit")
    if int(major[1]) > 1:
        raise StoredAuditError(NEWER, f"{schema}")
    return dict(data)


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no JSON")


@dataclass
class _Reading:
    """One reading: the languages that each sentence has, and the places not understood so far."""

    languages: tuple[str, ...]
    missed: list[str] = field(default_factory=list)

    def audit(self, data: dict[str, Any]) -> StoredAudit:
        """The whole. `DecodeError` if what it must have is not there."""
        device: dict[str, Any] = decode(dict[str, Any], data.get("device"), "device")
        began = read_time(data.get("began"))
        rows = [
            self._check(decode(dict[str, Any], row, f"checks[{index}]"), f"checks[{index}].", began)
            for index, row in enumerate(decode(list[Any], data.get("checks"), "checks"))
        ]
        answered: int = decode(int, data.get("answered"), "answered")
        if answered != len(rows) or answered != len({row.line.check for row in rows}):
            raise DecodeError("checks", "as many as answered, each once, expected")
        report = Report(
            decode(str, decode(dict[str, Any], data.get("app"), "app").get("version"), "app.version"),
            # Whoever does not know what was looked at can say nothing of it, so these two words have no way around.
            decode(Platform, device.get("platform"), "device.platform"),
            began,
            self._take(data, "ended", "", fields.or_none(read_time), None),
            elevated=self._take(device, "elevated", "device.", fields.flag, otherwise=False),
            remembered=self._take(device, "remembered", "device.", fields.flag, otherwise=True),
            packs=tuple(
                self._pack(pack, f"packs[{index}].")
                for index, pack in enumerate(self._take(data, "packs", "", fields.items, [None]))
            ),
            listed=tuple(row.line for row in rows),
            verdicts=tuple(row.said for row in rows),
            incomplete_tips=self._take(data, "incomplete_tips", "", fields.tips, TIPS),
            offered=self._lines(data, "offered"),
            box=_box(device),
            left_out=self._lines(data, "left_out"),
            system=self._take(device, "system", "device.", fields.text, ""),
            label=self._take(data, "label", "", fields.text, ""),
        )
        refs = {row.line.check: row.refs for row in rows}
        ref_key = self._take(data, "ref_key", "", fields.ref, "")
        return StoredAudit(report, refs, ref_key, self.languages, tuple(self.missed))

    def _take(self, data: Mapping[str, Any], name: str, where: str, read: Callable[[Any], T], otherwise: T) -> T:
        """A field, or something in its place that makes nothing better."""
        try:
            if name in data:
                return read(data[name])
        except DecodeError:
            pass  # told just below, as one that is not there
        self.missed.append(f"{where}{name}")
        return otherwise

    def _sentence(self, data: object) -> Text:
        return read_text(data, self.languages)

    def _value(self, data: object) -> Value | Text:
        return read_value(data, self.languages)

    def _objects(self, data: Mapping[str, Any], name: str, where: str) -> list[tuple[str, dict[str, Any]]]:
        """The objects of a list, each with its place. What is no object is missed."""
        found = []
        nothing: list[Any] = []
        for index, item in enumerate(self._take(data, name, where, fields.items, nothing)):
            if isinstance(item, dict):
                found.append((f"{where}{name}[{index}].", item))
            else:
                self.missed.append(f"{where}{name}[{index}]")
        return found

    def _pack(self, data: object, where: str) -> PackInfo:
        """A pack. One that is not understood is as good as broken: its silence is no good news."""
        before = len(self.missed)
        pack: dict[str, Any] = data if isinstance(data, dict) else {}
        read = PackInfo(
            self._take(pack, "name", where, fields.text, "?"),
            self._take(pack, "version", where, fields.text, ""),
            self._take(pack, "origin", where, fields.text, ""),
            self._take(pack, "state", where, fields.member(PackState), PackState.BROKEN),
        )
        return replace(read, state=PackState.BROKEN) if len(self.missed) > before else read

    def _lines(self, data: dict[str, Any], name: str) -> tuple[CheckInfo, ...]:
        """The checks that have no answer here. One that has no place is missed."""
        found = []
        for where, row in self._objects(data, name, ""):
            try:
                found.append(self._line(row, where))
            except DecodeError:
                self.missed.append(where.removesuffix("."))
        return tuple(found)

    def _line(self, data: dict[str, Any], where: str) -> CheckInfo:
        """The line of a check in the catalogue. `DecodeError` without its id, pack and tip: it has no place."""
        check: str = decode(str, data.get("check"), f"{where}check")
        tip: int = decode(int, data.get("tip"), f"{where}tip")
        if not _CHECK.fullmatch(check) or tip not in TIPS:
            raise DecodeError(where, "a check's id and tip expected")
        return CheckInfo(
            check,
            decode(str, data.get("pack"), f"{where}pack"),
            self._take(data, "title", where, self._sentence, _UNNAMED),
            self._take(data, "why", where, self._sentence, _NOT_KEPT),
            tip,
            # A word that nobody here knows lets nothing out.
            self._take(data, "share", where, fields.member(Share), Share.NEVER),
            self._take(data, "scope", where, fields.member(Scope), Scope.USER),
            (),
            Coverage(_NOT_KEPT, _NOT_KEPT),
            # Documents from before the field are all of the first version of each check.
            version=self._take(data, "version", where, fields.version, None) if "version" in data else 1,
        )

    def _check(self, data: dict[str, Any], where: str, began: datetime) -> _Row:
        """One check that answered. Whatever is not understood of it makes a gap, and never a better answer."""
        before = len(self.missed)
        line = self._line(data, where)
        found = [one for place, item in self._objects(data, "findings", where) if (one := self._finding(item, place))]
        gaps = tuple(self._gap(item, place) for place, item in self._objects(data, "gaps", where))
        said = Verdict(
            line.check,
            self._take(data, "looked_at", where, read_time, began),
            tuple(finding for finding, _ in found),
            gaps,
            self._take(
                data, "not_applicable", where, fields.or_none(lambda text: NotApplicable(self._sentence(text))), None
            ),
        )
        level = self._take(data, "level", where, fields.or_none(fields.level), None)
        if len(self.missed) == before and not _follows(level, said):
            self.missed.append(f"{where}level")
        if len(self.missed) > before:
            said = replace(said, gaps=(*gaps, Gap(Unknown.UNREADABLE, NOT_UNDERSTOOD)), not_applicable=None)
        return _Row(line, said, tuple(ref for _, ref in found))

    def _finding(self, data: dict[str, Any], where: str) -> tuple[Finding, str | None] | None:
        """A finding with its reference; None without its code and level, which are missed."""
        code = self._take(data, "code", where, fields.name, None)
        level = self._take(data, "level", where, fields.level, None)
        if code is None or level is None:
            return None
        nothing: dict[str, Any] = {}
        evidence = self._take(data, "evidence", where, fields.named, nothing)
        finding = Finding(
            code,
            level,
            self._take(data, "text", where, self._sentence, _UNSAID),
            self._take(data, "subject", where, fields.or_none(self._subject), None),
            {
                name: item
                for index, (name, value) in enumerate(evidence.items())
                if (item := self._take({f"[{index}]": value}, f"[{index}]", f"{where}evidence", self._value, None))
                is not None
            },
            self._take(data, "fixes", where, fields.names, ()),
            self._take(data, "needs_confirmation", where, fields.flag, otherwise=False),
            aside=self._take(data, "aside", where, fields.or_none(fields.aside), None) if "aside" in data else None,
        )
        return finding, self._take(data, "ref", where, fields.or_none(fields.ref), None)

    def _subject(self, data: object) -> Value:
        subject = self._value(data)
        if isinstance(subject, Text):
            raise DecodeError("", "a value expected")
        return subject

    def _gap(self, data: dict[str, Any], where: str) -> Gap:
        return Gap(
            self._take(data, "why", where, fields.member(Unknown), Unknown.UNREADABLE),
            self._take(data, "text", where, self._sentence, NOT_UNDERSTOOD),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A check that answered, its verdict, and the references of its findings."""

    line: CheckInfo
    said: Verdict
    refs: tuple[str | None, ...]


def _follows(level: Level | None, said: Verdict) -> bool:
    """Whether a level is that of a verdict which says something. If not, a part of it is lost."""
    return said.level == level and bool(said.findings or said.gaps) != bool(said.not_applicable)


def _box(device: dict[str, Any]) -> Box | None:
    box: Box | None = decode(Box | None, device.get("box", ""), "device.box")  # null is a word too
    return box


def _languages(data: dict[str, Any]) -> tuple[str, ...]:
    languages: tuple[str, ...] = tuple(decode(tuple[str, ...], data.get("languages"), "languages"))
    if not languages:
        raise DecodeError("languages", "a language expected")
    return languages
