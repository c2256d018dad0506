"""Copies of a report to give away, for the terminal and the window alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import Report
from postigo.core.values import Device
from postigo.reports import redaction, shape
from postigo.reports.cover import Cover
from postigo.reports.shape import Document, Refs

if TYPE_CHECKING:
    from postigo.reports.pair import Pair


def document(
    report: Report, code: str, level: Disclosure, cover: Cover, pair: Pair | None = None, refs: Refs | None = None
) -> Document:
    """The document of a new copy in a language. Names of this computer's people are asked for, if the level needs them.

    `refs` are those of a stored audit, which has no handles any more.
    """
    known = not report.remembered and level is not Disclosure.SHARED
    people, host = _names(level) if known else ((), "")
    number = pair.number if pair else None
    stand_ins = redaction.stand_ins(level, report, people=people, number=number, cover=cover)
    words = redaction.words_for(code, report, stand_ins)
    return shape.given(report, words, replace(cover, host=host, key=pair.key if pair else None), refs)


def _names(level: Disclosure) -> tuple[tuple[str, ...], str]:
    """Names of this computer's people, and its own if this level may have it."""
    from postigo.system import identity  # noqa: PLC0415 - a copy for whoever looks after this computer is rare

    host = identity.host()
    hidden = Pseudonyms(level, identity.called(computer=False)).hides(Device(host))
    return identity.called() if level is Disclosure.INTERNAL else (), "" if hidden else host
