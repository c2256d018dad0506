"""Commands of whoever looks after computers: policy, schedule, many reports. As `parser.py` says them."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from postigo import invocation
from postigo.cli import typed

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
    _fleet(
        command(
            "fleet",
            _("many reports as one summary: what to do first, and which computers need a visit"),
            _typed(_)
            + "\n"
            + _(
                "Exit status: as of a look, of the worst computer; of diff: 0 nothing is worse, 1 something is, 3 something could not be compared."
            ),
        ),
        _,
    )
    _papers(
        command(
            "papers",
            _("papers that a school needs: for families, for data protection, for accessibility, and a poster"),
            _("What needs the law is a beginning: the school's lawyer reviews it."),
        ),
        _,
    )


def _policy(policy: argparse.ArgumentParser, _: Say) -> None:
    policy.add_argument(
        "--check", type=typed.place, metavar=_("FILE"), help=_("try a policy file before it is rolled out")
    )
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


def _typed(_: Say) -> str:
    """Lines that a technician types."""
    calls = (
        ("report", _("FOLDER")),
        ("report", _("FOLDER"), "--output", "class.html"),
        ("diff", _("LAST-WEEK"), _("THIS-WEEK")),
        ("tidy", _("FOLDER")),
        ("pack", _("FOLDER"), "all.parquet"),
        ("query", "all.parquet", "SELECT name, system FROM reports"),
    )
    return "\n".join([_("What you type:"), *(invocation.line("fleet", *words).replace("%", "%%") for words in calls)])


def _fleet(fleet: argparse.ArgumentParser, _: Say) -> None:
    fleet.add_argument(
        "action",
        nargs="?",
        metavar="report|pack|query|diff|tidy",
        help=_(
            "summarise, pack into one Parquet file, ask it in SQL, tell what changed, or delete reports that are too old"
        ),
    )
    fleet.add_argument(
        "what",
        nargs="*",
        metavar=_("FOLDER"),
        help=_("the folder of reports, a file with one report a line, or a packed file; then what the action takes"),
    )
    fleet.add_argument("--format", metavar="text|html|pdf|json|csv", help=_("how it is written"))
    fleet.add_argument("--output", metavar=_("FILE"), help=_("for report: write it to a new file"))
    fleet.add_argument("--yes", action="store_true", help=_("for tidy: delete what is older than it may be kept"))


def _papers(papers: argparse.ArgumentParser, _: Say) -> None:
    papers.add_argument(
        "paper",
        nargs="?",
        metavar="families|record|impact|accessibility|poster",
        help=_("which one; without a name they are listed"),
    )
    papers.add_argument(
        "--policy",
        type=typed.place,
        metavar=_("FILE"),
        help=_("a policy file that fills it in; else the policy of this computer"),
    )
    papers.add_argument("--format", metavar="html|text|pdf", help=_("how it is written"))
    papers.add_argument("--output", metavar=_("FILE"), help=_("write it to a new file"))
