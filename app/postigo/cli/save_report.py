"""Report saved for the window: written and noted by the same hand as the terminal's."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postigo.core.redact import Disclosure
    from postigo.core.values import Text
    from postigo.reports.pair import Pair


def keep(
    name: str, content: bytes, level: Disclosure, form: str, pair: tuple[str, Pair] | None = None
) -> tuple[bool, Text | None]:
    """Write a copy to a new private file, and note that it was saved. The file of its `pair` is written before.

    Returns whether it is there, and a sentence on what could not be done.
    """
    from postigo.cli import output, traces  # noqa: PLC0415 - the window's first frame need not wait for a report
    from postigo.cli.status import UsageError  # noqa: PLC0415

    try:
        place = output.refuse_unless_new(name)
        if pair is not None:
            output.write_pair(File(pair[0]), pair[1])
        output.write_new(place, content)
    except UsageError as wrong:
        return False, wrong.text
    return True, traces.saved(level, form)
