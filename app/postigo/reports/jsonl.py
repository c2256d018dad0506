"""The report as JSON lines: one result a line, in the shape of `postigo.report/1`, for tools that read line by line."""

from __future__ import annotations

import json

from postigo.core.report import Report
from postigo.reports.copy import copy_of
from postigo.reports.json_ import answered, harmless, not_here, result
from postigo.words import Words


def render(report: Report, words: Words) -> bytes:
    """A line for each check that answered; what is not on this machine says only so (`check` and `text`)."""
    lines = (
        not_here(line, said, words) if said.not_here else result(line, said, words)
        for line, said in answered(copy_of(report, words.stand_ins.disclosure))
    )
    return "".join(harmless(json.dumps(line, ensure_ascii=False)) + "\n" for line in lines).encode(errors="replace")
