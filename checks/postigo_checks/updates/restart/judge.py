"""Judge of `update.reboot`: what waits for a restart, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from postigo.api import Finding, Gap, Level, Text, gaps
from postigo_checks.updates.restart.fact import Part, Reason, Restart

SOON: Final = timedelta(days=1)

_REASONS: Final = {
    Reason.KERNEL: Text("the kernel (the heart of the system)"),
    Reason.BASE: Text("a base part of the system"),
    Reason.FLAG: Text("what the system itself marked"),
    Reason.COMPONENTS: Text("parts of Windows"),
    Reason.UPDATES: Text("updates of Windows"),
}
_UNSEEN: Final = {
    Part.FLAG: Text("We could not see whether the system asks for a restart."),
    Part.START: Text("We could not tell when this computer was started."),
    Part.INSTALLED: Text("We could not tell when the base parts of the system were installed."),
    Part.KERNEL: Text("We could not see which kernels are installed."),
    Part.IMAGE: Text("We could not see whether a new system was fetched that waits for a restart."),
    Part.COMPONENTS: Text("We could not see whether parts of Windows wait for a restart."),
    Part.UPDATES: Text("We could not see whether Windows Update waits for a restart."),
}


def judge(fact: Restart) -> Iterator[Finding | Gap]:
    """Findings on what waits and on an older kernel, then the gaps."""
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
        reasons = list(dict.fromkeys(wait.reason for wait in fact.waiting))
        yield Finding(
            "restart-waits",
            Level.NOTE if recent else Level.ADVISE,
            text,
            evidence={reason.name.lower(): _REASONS[reason] for reason in reasons},
            fixes=("restart",),
        )
    elif not fact.unseen:
        yield Finding("none-waits", Level.GOOD, Text("No installed update waits for a restart."))
    if fact.older_kernel and not fact.waiting:
        text = Text(
            "This computer was started with an older kernel (the heart of the system) than its newest one. Somebody may have chosen that."
        )
        yield Finding("older-kernel", Level.NOTE, text)
    yield from gaps(fact.unseen, _UNSEEN)
