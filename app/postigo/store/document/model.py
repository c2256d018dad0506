"""Stored audit, `postigo.audit/1`: one audit as it is kept, and never given away.

Its schema is published in postigo_resources/schema/audit-1.json; docs/stored-audit.md says what a version promises.
Written by `write`, read by `read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from postigo.core.model import Finding, Level
from postigo.core.report import Report
from postigo.core.values import Text

SCHEMA: Final = "postigo.audit/1"
LONGEST: Final = 1 << 24
"""Bytes of a document that is opened or written. A whole computer has some 40 kB, ten thousand findings 6 MB."""

LEVELS: Final[Mapping[str, Level]] = {level.name.lower(): level for level in Level}
"""Levels by the words of the document."""

TOO_LARGE: Final = Text("This audit is larger than what Postigo can keep. Choose another one.")

Identity: TypeAlias = tuple[str, str, str | None]
"""Identity of a finding in a document: its check, its code, its `ref`."""


class StoredAuditError(Exception):
    """A document that cannot be used. `text` says so to a person and what to do; `detail` is technical."""

    def __init__(self, text: Text, detail: str) -> None:
        super().__init__(detail)
        self.text = text
        self.detail = detail


@dataclass(frozen=True)
class StoredAudit:
    """One audit as it was kept.

    `report` is what it said, in sentences of its own: every rule of a report holds, and each format can show it or make
    a copy of it. It has no plans (a finding names them by id: the advice is today's), no detail and no handle.
    `refs` are those of each check's findings, in their order. Those of two documents can be compared only where `ref_key`
    is the same. `languages` are those of its sentences. `not_understood` are the places that this version did not
    understand; each is a gap of its check.
    """

    report: Report
    refs: Mapping[str, tuple[str | None, ...]]
    ref_key: str
    languages: tuple[str, ...]
    not_understood: tuple[str, ...] = ()

    def findings(self) -> Iterator[tuple[Identity, Finding]]:
        """Every finding with its identity, in the catalogue's order."""
        for verdict in self.report.verdicts:
            for ref, finding in zip(self.refs[verdict.check], verdict.findings, strict=True):
                yield (verdict.check, finding.code, ref), finding
