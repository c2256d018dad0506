"""`update.reboot`: whether updates are installed that only work after a restart.

What is said, and why:

- A restart that waits for less than a day is a **NOTE**: most computers are started anew tomorrow. After that **ADVISE**.
- macOS installs its own updates while it restarts, so nothing can wait there, and the check does not exist on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
)
from postigo_checks.updates.restart.fact import Part, Restart, Source
from postigo_checks.updates.restart.linux import linux
from postigo_checks.updates.restart.windows import windows

SOON: Final = timedelta(days=1)

_PARTS: Final = {
    Part.KERNEL: Text("the kernel (the heart of the system)"),
    Part.BASE: Text("a base part of the system"),
    Part.FLAG: Text("what the system itself marked"),
    Part.COMPONENTS: Text("parts of Windows"),
    Part.UPDATES: Text("updates of Windows"),
}
_UNSEEN: Final = {
    Source.FLAG: Text("We could not see whether the system asks for a restart."),
    Source.START: Text("We could not tell when this computer was started."),
    Source.INSTALLED: Text("We could not tell when the base parts of the system were installed."),
    Source.KERNEL: Text("We could not see which kernels are installed."),
    Source.IMAGE: Text("We could not see whether a new system was fetched that waits for a restart."),
    Source.COMPONENTS: Text("We could not see whether parts of Windows wait for a restart."),
    Source.UPDATES: Text("We could not see whether Windows Update waits for a restart."),
}


def judge(fact: Restart) -> Iterator[Finding | Gap]:
    """What waits, since when; an older kernel that somebody chose; what could not be seen."""
    if fact.waiting:
        sinces = [wait.since for wait in fact.waiting if wait.since is not None]
        since = min(sinces, default=None)
        recent = since is not None and len(sinces) == len(fact.waiting) and timedelta() <= fact.now - since < SOON
        if since is None:
            text = Text("Some updates are installed but not in use yet. They need a restart.")
        else:
            text = Text(
                "Some updates are installed but not in use yet. They have needed a restart since {date}.",
                values={"date": since.date()},
            )
        parts = list(dict.fromkeys(wait.part for wait in fact.waiting))
        yield Finding(
            "restart-waits",
            Level.NOTE if recent else Level.ADVISE,
            text,
            evidence={part.name.lower(): _PARTS[part] for part in parts},
            fixes=("restart",),
        )
    elif not fact.missed:
        yield Finding("none-waits", Level.GOOD, Text("No installed update waits for a restart."))
    if fact.older_kernel and not fact.waiting:
        text = Text(
            "This computer was started with an older kernel (the heart of the system) than its newest one. Somebody may have chosen that."
        )
        yield Finding("older-kernel", Level.NOTE, text)
    for why, source in dict.fromkeys((unknown.why, source) for source, unknown in fact.missed):
        yield Gap(why, _UNSEEN[source])


_SAVE: Final = Instruct(Text("Save your work and close your programs."))
_EFFORT: Final = Text("About 5 minutes.")

UPDATE_REBOOT: Final = Check(
    id="update.reboot",
    title=Text("Updates that wait for a restart"),
    why=Text("An update repairs a fault only when the repaired part has been started."),
    tip=3,
    probe=Probe(linux=linux, windows=windows),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The system's own mark, the newest kernel, and when base parts were installed."),
            Text("Programs that still run in their old version. Closing and opening them is enough."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The marks that Windows sets when installed parts or updates wait for a restart."),
            Text("Programs of other makers that want a restart."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "restart",
            Text("Restart the computer"),
            (
                _SAVE,
                Instruct(
                    Text(
                        "Choose “Update and restart” in the start menu, or in the settings under “Windows Update”. "
                        "“Restart” alone, or “Shut down”, is often not enough."
                    )
                ),
            ),
            _EFFORT,
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "restart",
            Text("Restart the computer"),
            (_SAVE, Instruct(Text("Restart from the menu, or type in a terminal: sudo reboot"))),
            _EFFORT,
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
