"""Look of a computer at itself, at no account, and its report for the school."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Final

from postigo.audit import supervisor
from postigo.audit.request import NO_RULES, Request, Rules
from postigo.audit.supervisor import Cancel
from postigo.audit.worker_process import CannotBegin
from postigo.core.model import Scope
from postigo.core.progress import Progress
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.reports import copies, json_
from postigo.reports.cover import Cover
from postigo.words import Words

WHY_ALL: Final = Text("The policy of this computer says so.")
"""Reason that stands in a full copy, which nobody typed."""


def look(cancel: Cancel, rules: Rules = NO_RULES, replay: str | None = None) -> Report | None:
    """Report of one look, by the built-in checks that ask nothing of a person. None where it was stopped before its end.

    `rules` are those of the policy, `replay` the path of a remembered machine to look at instead.
    """
    request = Request(scope=Scope.MACHINE, rules=rules, replay=replay)
    try:
        return _looked(request, cancel)
    except CannotBegin:  # a computer that just started may read the program too slowly; now its files are in memory
        return _looked(request, cancel)


def _looked(request: Request, cancel: Cancel) -> Report | None:
    heard = Progress()
    with closing(supervisor.audit(request, cancel)) as events:
        for event in events:
            heard = heard.after(event)
    return None if heard.cancelled else heard.report


def report_file(report: Report, lang: str, level: Disclosure, label: str) -> bytes:
    """Content of its file: `postigo.report/1`, at a level, under the name of the computer."""
    cover = Cover(reason=Words(lang).say(WHY_ALL) if level is Disclosure.FULL else "")
    return json_.render(copies.document(replace(report, label=label), lang, level, cover))
