"""Report as JSON lines, in the shapes of `postigo.report/1`. It is for tools that read line by line.

The first line tells what this is, then comes one result a line, and the last has the counts. Where the person named the
audit (`label`) each line bears the name, so that the lines of many machines can lie in one file and be sorted.
"""

from __future__ import annotations

import json
from typing import Final

from postigo.reports.printable import harmless
from postigo.reports.shape import Document

LISTS: Final = ("results", "not_here")
"""The lists whose items have a line each."""
LAST: Final = ("left_out", "counts", "integrity")
"""Names of the last line."""


def render(document: Document) -> bytes:
    """Head, one line for each check that answered, and tail. What is not on this machine has `check` and `text`."""
    head = {name: one for name, one in document.items() if name not in {*LISTS, *LAST}}
    tail = {name: document[name] for name in ("ended", *LAST) if name in document}
    name = {"label": document["label"]} if "label" in document else {}
    lines = (head, *(one for rows in LISTS for one in document[rows]), tail)
    return "".join(harmless(json.dumps(line | name, ensure_ascii=False)) + "\n" for line in lines).encode()
