"""Report saved for the window: written and noted by the same hand as the terminal's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postigo.core.redact import Disclosure
    from postigo.core.values import Text


def keep(name: str, content: bytes, level: Disclosure, form: str) -> tuple[bool, Text | None]:
    """Write a copy to a new private file, and note that it was saved.

    Returns whether it is there, and a sentence on what could not be done.
    """
    from postigo.cli import output, traces  # noqa: PLC0415 - the window's first frame need not wait for a report
    from postigo.cli.status import UsageError  # noqa: PLC0415

    try:
        output.write_new(output.refuse_unless_new(name), content)
    except UsageError as wrong:
        return False, wrong.text
    return True, traces.saved(level, form)
