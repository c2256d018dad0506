"""Sources of a report's rows beside the audited device, such as the person's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from postigo.core.model import Verdict
from postigo.core.report import PASSWORDS, CheckInfo, Report


@dataclass(frozen=True, slots=True)
class Source:
    """Catalogue of one source and its verdicts so far. One without rows says nothing."""

    name: str
    listed: tuple[CheckInfo, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def union(device: Report, others: Collection[Source]) -> Report:
    """Report of a device with the rows of other sources at the end.

    No tip counts as looked at whole of which only others have told something: they know their own part (decision 0415).
    """
    rows = tuple(line for source in others for line in source.listed)
    if not rows:
        return device
    seen = [line for line in rows if not line.told]
    tips = {line.tip for line in seen} - {line.tip for line in _answered(device)}
    return replace(
        device,
        listed=(*device.listed, *rows),
        verdicts=(*device.verdicts, *(said for source in others for said in source.verdicts)),
        incomplete_tips=tuple(sorted({*device.incomplete_tips, *tips})),
        passwords=device.passwords or any(line.tip == PASSWORDS for line in seen),
    )


def _answered(report: Report) -> Iterable[CheckInfo]:
    """The checks that have told something of this device."""
    return (report.listing(said.check) for said in report.verdicts if said.not_applicable is None)
