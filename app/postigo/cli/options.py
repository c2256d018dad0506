"""Options of one audit: the words of the call, checked before the look."""

from __future__ import annotations

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import TYPE_CHECKING

from postigo.audit.request import Request, Rules
from postigo.cli import catalogue
from postigo.cli.parser import FORMATS, SCOPES
from postigo.cli.status import UsageError
from postigo.core.events import Catalogue
from postigo.core.model import Scope
from postigo.core.policy_says import LABEL
from postigo.core.redact import Disclosure
from postigo.core.report import DOOR, TIPS
from postigo.core.values import Path, Quoted, Text
from postigo.guidance import classroom
from postigo.guidance.reader import ALONE, Reader
from postigo.reports.cover import LONGEST_LABEL, LONGEST_NOTES, Cover, one_line, several_lines
from postigo.store.context import Context
from postigo.store.files import Settings

if TYPE_CHECKING:
    from postigo.reports.pair import Pair

ENDINGS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".md": "md",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".prom": "prom",
    ".ocsf": "ocsf",
    ".sarif": "sarif",
}

_AS_ROOT = Text(
    "This runs as root. Only the machine is looked at, no account. Add --scope user to look at root's own account."
)
_BEHIND_SUDO = Text(
    "This runs with the rights of root. Only the machine is looked at. Run it without sudo to look at an account too."
)
_ROOTS_ACCOUNT = Text("This runs as root. The account that is looked at is root's own, not yours.")


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """Options of one audit. `level` is None when they did not say how much a copy may tell."""

    request: Request
    lang: str
    form: str = "text"
    output: File | None = None
    report: File | None = None
    level: Disclosure | None = None
    details: bool = False
    notice: Text | None = None
    label: str = ""
    reader: Reader = ALONE
    settings: Settings = field(default_factory=Settings)
    classroom: bool = False
    cover: Cover = field(default_factory=Cover)
    pair: tuple[File, Pair] | None = field(default=None, repr=False)
    secret: bytes | None = field(default=None, repr=False)

    @property
    def door(self) -> bool:
        """Whether the audit is about tip 6, the way to help.

        Nothing is looked at then, unless a stranger's pack does.
        """
        return self.request.tip == DOOR

    @property
    def own_screen(self) -> bool:
        """Whether the output is for the person here, and no copy to give away."""
        preview = self.level is not None and self.report is None
        return self.form == "text" and self.output is None and sys.stdout.isatty() and not (preview or self.classroom)


def audit_options(args: Namespace, context: Context) -> AuditOptions:
    """The call with every word checked, before anything is looked at. `UsageError` for the first that is wrong."""
    form = catalogue.one_of("--format", args.format, FORMATS)
    level = catalogue.level(args.level, context.policy)
    together = catalogue.one_of("--together", args.together, ["yes", "no"])
    scope = catalogue.one_of("--scope", args.scope, SCOPES)
    tip = catalogue.one_of("--tip", args.tip, [str(number) for number in TIPS])
    if args.events:
        _refuse_with_events(args)
    if context.classroom:
        _refuse_in_class(args, level, scope)
        level = Disclosure.SHARED
    replay = catalogue.remembered(args.replay)
    if args.output is not None and args.report is not None and File(args.output) == File(args.report):
        raise UsageError(Text("--output and --report name the same file. Name two."))
    form, place = written(form, args.output)
    page = None if args.report is None else _page(args.report)
    only_machine = context.classroom or _only_machine(args, scope)
    request = Request(
        checks=tuple(args.checks),
        tip=None if tip is None else int(tip),
        scope=Scope.MACHINE if only_machine else None if scope is None else Scope(scope),
        enabled=context.settings.enabled_packs,
        replay=replay,
        rules=Rules.of(context.policy),
    )
    return AuditOptions(
        request,
        context.lang,
        form,
        place,
        page,
        level,
        args.details,
        notice=_notice(context) if only_machine else None,
        label=_label(args.label, context),
        reader=catalogue.speaks_to(context),
        settings=context.settings,
        classroom=context.classroom,
        cover=Cover(
            notes=_notes(args.notes),
            together=None if together is None else together == "yes",
            reason=reason(args, level),
            contact=context.policy.contact or "",
        ),
        pair=None if args.pair is None else _pair(args.pair),
        secret=_secret() if args.sign else None,
    )


def refuse_other_ending(place: File, known: Collection[str]) -> None:
    """`UsageError` where the place has an ending, and none of these. Nobody said the format, and it would be guessed."""
    if place.suffix and place.suffix.lower() not in known:
        raise UsageError(
            Text(
                "Postigo writes no {ending} file. It writes {known}; or say which with --format.",
                values={"ending": Quoted(place.suffix), "known": [Quoted(ending) for ending in known]},
            )
        )


def written(form: str | None, name: str | None) -> tuple[str, File | None]:
    """Format and place of a copy, both checked. The place's ending tells a format that was not said."""
    metrics = (form or ENDINGS.get(File(name or "").suffix.lower())) == "prom"
    place = None if name in {None, "-"} else _new_file(str(name), metrics=metrics)
    if form is None and place is not None:
        refuse_other_ending(place, ENDINGS)
    form = form or (ENDINGS.get(place.suffix.lower(), "text") if place else "text")
    if form == "pdf":
        refuse_without_pdf(place)
    return form, place


def refuse_without_pdf(place: File | None) -> None:
    """Refuse a PDF that cannot be made here, or would be poured over a terminal."""
    from postigo.reports import typeset  # noqa: PLC0415 - few audits make one

    if not typeset.available():
        raise UsageError(typeset.missing())
    if place is None and sys.stdout.isatty():
        raise UsageError(Text("A PDF is no text for a terminal. Name a file for it: --output report.pdf"))


def _page(name: str) -> File:
    """Place of a page to give away. A name that promises another form would be believed: `report.json` is read as JSON."""
    if ENDINGS.get(File(name).suffix.casefold(), "html") != "html":
        raise UsageError(
            Text(
                "--report writes a page: {file} must end in .html. For another form: --output.",
                values={"file": Path(name)},
            )
        )
    return _new_file(name)


def _new_file(name: str, *, metrics: bool = False) -> File:
    from postigo.cli import output  # noqa: PLC0415 - most audits write no file

    return File(name) if metrics and output.has_metrics(File(name)) else output.refuse_unless_new(name)


def _notice(context: Context) -> Text:
    """Sentence on why no account is looked at."""
    if context.classroom:
        return classroom.NOTICE
    return _BEHIND_SUDO if _behind_sudo() else _AS_ROOT


def _label(typed: str | None, context: Context) -> str:
    """Label of this audit: one line, short enough to stand above a report. The policy may give it, or suggest one."""
    if typed is not None and context.policy.locks("label"):
        raise UsageError(LABEL)
    if typed is not None and context.classroom and not classroom.is_label(one_line(typed)):
        raise UsageError(classroom.NO_LABEL)
    typed = context.policy.label if typed is None else typed
    label = one_line(typed or "")
    if typed is not None and not label:
        raise UsageError(Text("--label needs a few words, such as “Room 3, PC 12”."))
    if len(label) > LONGEST_LABEL:
        raise UsageError(Text("This name is too long. Use {n} letters or fewer.", values={"n": LONGEST_LABEL}))
    return label


def _notes(typed: str | None) -> str:
    notes = several_lines(typed or "")
    if len(notes) > LONGEST_NOTES:
        raise UsageError(Text("These notes are too long. Use {n} letters or fewer.", values={"n": LONGEST_NOTES}))
    return notes


def reason(args: Namespace, level: Disclosure | None) -> str:
    """Why everything is given away. It stands in the copy, so that whoever gets it knows too."""
    why = one_line(args.reason or "")[:LONGEST_LABEL]
    if level is Disclosure.FULL and not why:
        raise UsageError(
            Text(
                "A full copy names people, folders and accounts. Say why it is needed: add --reason with a few words. "
                "Most helpers need no more than --level internal."
            )
        )
    if level is not Disclosure.FULL and args.reason is not None:
        raise UsageError(Text("--reason goes with --level full only. Leave it out."))
    return why


def _pair(name: str) -> tuple[File, Pair]:
    """The pair in a file, or a new one where there is none yet."""
    from postigo.reports.pair import PairTrouble, opened  # noqa: PLC0415 - few audits are one of a pair

    place = File(name)
    try:
        return place if os.path.lexists(place) else _new_file(name), opened(place)
    except PairTrouble as trouble:
        raise UsageError(trouble.text) from None


def _secret() -> bytes:
    """The person's key to sign with. It is in their key ring, and in no file."""
    from postigo.passwords import tag_key  # noqa: PLC0415 - few audits are signed

    found = tag_key.signing_key()
    if isinstance(found, tag_key.TagKey):
        return found.secret
    raise UsageError(
        Text(
            "The key ring of this system did not give or keep a key, so nothing can be signed. Postigo keeps no such key in a "
            "file. Leave out --sign, or unlock the key ring."
        )
    )


def _refuse_with_events(args: Namespace) -> None:
    """Refusal of events on a screen or in a file. Events are for our own window: everything, unredacted."""
    if args.sign:
        raise UsageError(Text("--events goes with no {option}.", values={"option": Quoted("--sign")}))
    for name in ("format", "output", "report", "level", "label", "notes", "together", "reason", "pair"):
        if getattr(args, name) is not None:
            raise UsageError(Text("--events goes with no {option}.", values={"option": Quoted(f"--{name}")}))
    if sys.stdout.isatty() or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
        raise UsageError(Text("--events speaks to programs, on a pipe. For people, leave it out."))


def _refuse_in_class(args: Namespace, level: Disclosure | None, scope: str | None) -> None:
    """Refusal of what is about one person, or tells a name."""
    wrong = [name for name in ("notes", "together", "reason", "pair", "sign") if getattr(args, name)]
    wrong += ["level"] if level not in {None, Disclosure.SHARED} else []
    wrong += ["scope"] if scope == Scope.USER.value else []
    if wrong:
        raise UsageError(
            Text("In class this goes with no {option}. Leave it out.", values={"option": Quoted(f"--{wrong[0]}")})
        )


def _only_machine(args: Namespace, scope: str | None) -> bool:
    """Whether no account is looked at. As root there is none; behind sudo it would be the wrong one.

    Whoever names a check or a scope gets it; the window of root is root's own, but not behind sudo.
    """
    named = bool(args.checks) or scope is not None or args.replay is not None
    return _root() and not named and (_behind_sudo() or not args.events)


def _root() -> bool:
    geteuid = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0


def _behind_sudo() -> bool:
    """Whether a person asked for these rights. Their home and session are not what root would look at."""
    return _root() and any(os.environ.get(name) for name in ("SUDO_UID", "PKEXEC_UID", "DOAS_USER"))


def about(wish: AuditOptions, listed: Catalogue) -> Text | None:
    """Sentence on whose account is looked at, where it is not plain."""
    users = any(line.scope is Scope.USER for line in listed.listed)
    return wish.notice or (_ROOTS_ACCOUNT if users and _behind_sudo() and not listed.remembered else None)
