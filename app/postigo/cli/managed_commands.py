"""Commands of a computer that somebody looks after: what is set for it, and looks on a schedule. As `parser.py` says them."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Say = Callable[[str], str]


def add(command: Callable[..., argparse.ArgumentParser], _: Say) -> None:
    """Add them to the command line. `command` makes one of a name, its sentence and what stands below its options."""
    _policy(
        command(
            "policy",
            _("what whoever looks after this computer has set for Postigo, and who set each value"),
            _("Exit status: 0 all of it is understood and followed, 1 part of it is not."),
        ),
        _,
    )
    _schedule(
        command(
            "schedule",
            _("the looks that a school arranged on this computer"),
            _(
                "Exit status of a run: 0 not due, or its report is where it belongs; 74 it waits on this computer; "
                "75 another run is at it."
            ),
        ),
        _,
    )


def _policy(policy: argparse.ArgumentParser, _: Say) -> None:
    policy.add_argument("--check", metavar=_("FILE"), help=_("try a policy file before it is rolled out"))
    policy.add_argument("--format", metavar="text|json", help=_("how it is written"))


def _schedule(schedule: argparse.ArgumentParser, _: Say) -> None:
    schedule.add_argument(
        "action",
        nargs="?",
        metavar="run|key",
        help=_("look if it is time, which the system's timer starts; or make the school's key for names of computers"),
    )
    schedule.add_argument("file", nargs="?", metavar=_("FILE"), help=_("for key: a new file"))
    schedule.add_argument("--now", action="store_true", help=_("for run: look although it is not time"))
