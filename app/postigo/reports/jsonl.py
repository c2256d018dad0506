"""Report as JSON lines, in the shapes of `postigo.report/1`. It is for tools that read line by line.

The first line tells what this is, then comes one result a line, and the last says how it ended. Where the person named the
audit (`label`) each line bears the name, so that the lines of many machines can lie in one file and be sorted.
"""

from __future__ import annotations

import json

from postigo.core.report import Report
from postigo.reports.json_ import answered, harmless, head, labelled, not_applicable, result, tail
from postigo.reports.redaction import redacted
from postigo.words import Words


def render(report: Report, words: Words) -> bytes:
    """Head, one line for each check that answered, and tail. What is not on this machine has `check` and `text`."""
    report = redacted(report, words.stand_ins.disclosure)
    lines = (
        head(report, words),
        *(
            not_applicable(line, said, words) if said.not_applicable else result(line, said, words)
            for line, said in answered(report)
        ),
        tail(report),
    )
    name = labelled(report)
    return "".join(harmless(json.dumps(line | name, ensure_ascii=False)) + "\n" for line in lines).encode(
        errors="replace"
    )
