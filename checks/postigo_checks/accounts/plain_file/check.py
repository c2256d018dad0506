"""`password.plain-file`: files whose name looks like a list of passwords. It runs only when asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.accounts.plain_file.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.accounts.plain_file.fact import PlainFiles


def load(_platform: Platform) -> Implementation[PlainFiles]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.accounts.plain_file.judge import judge
    from postigo_checks.accounts.plain_file.probes import learn

    return Implementation(learn, judge)


PLAIN_FILE: Final = Check(
    id="password.plain-file",
    title=Text("Files named like a list of passwords"),
    why=Text("If someone opens a list of passwords, they have all your keys."),
    tip=4,
    load=load,
    coverage={
        platform: Coverage(
            Text("The names of files on the desktop and in the documents that look like a list of passwords."),
            Text("Other folders, other names, and what is in the files: none is opened."),
        )
        for platform in Platform
    },
    fixes=FIXES,
    on_request=True,
)
