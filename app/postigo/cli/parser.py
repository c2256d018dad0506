"""The words of the command line. Only argparse and gettext: `postigo --help` must answer at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from postigo import __version__, invocation
from postigo.cli import managed_commands, typed
from postigo.cli.status import UsageError
from postigo.languages import LANGUAGES, UnknownLanguage, language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

Say = Callable[[str], str]

FORMATS = ("text", "html", "pdf", "md", "csv", "json", "jsonl", "prom", "ocsf", "sarif")
LEVELS = ("share", "internal", "full")
SCOPES = ("user", "machine")
UNLISTED = frozenset({"evidence"})
"""Commands that no list names. Whoever looks over a shoulder does not learn of such a log (red line E10)."""


class Parser(argparse.ArgumentParser):
    """Parser that raises `UsageError` instead of ending the process, in the person's language."""

    say: Say = staticmethod(str)

    def __init__(
        self,
        prog: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        parents: Sequence[Parser] = (),
        color: bool = False,  # Python 3.14 hands it to the parser of each command
    ) -> None:
        super().__init__(
            prog,
            description=description,
            epilog=epilog,
            parents=parents,
            formatter_class=_Formatter,
            add_help=False,  # ours is translated
            allow_abbrev=False,  # a word that is short for one option today may be short for two tomorrow
        )
        self.color = color  # an older Python does not know it; and a newer one would paint unless told not to

    def format_help(self) -> str:
        """The help, with argparse's three headings in the person's language."""
        _ = Parser.say
        self._positionals.title = _("what")
        self._optionals.title = _("options")
        return super().format_help()

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help. argparse keeps to itself that it could not."""
        if message:
            (file or sys.stderr).write(message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """A command that there is not: argparse would say so in English, whatever the language."""
        if action.choices is None or value in action.choices:
            return
        from postigo.core.values import Quoted, Text  # noqa: PLC0415 - see status.py

        raise UsageError(
            Text(
                "Postigo knows no “{word}”. It knows {known}. Type “{help}” to see what each does.",
                values={
                    "word": Quoted(str(value)),
                    "known": [Quoted(str(one)) for one in action.choices if one not in UNLISTED],
                    "help": Quoted(f"{self.prog} --help"),
                },
            )
        )

    def parse_known_args(  # type: ignore[override]  # argparse's own has overloads for namespaces of one's own
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Words of a command, with its options anywhere among them: `query all.parquet --format csv "SELECT …"`.

        argparse gives all places that may be empty away at the first word, and knows no word behind an option.
        """
        if args is not None and self._subparsers is None:
            args = self._options_first(args)
        return super().parse_known_args(args, namespace)

    def _options_first(self, words: Sequence[str]) -> list[str]:
        options = self._option_string_actions
        if any(one.nargs == "?" for one in options.values()):  # behind such a one nobody knows whose a word is
            return list(words)
        ahead: list[str] = []
        rest: list[str] = []
        at = 0
        while at < len(words) and words[at] != "--":
            option = options.get(words[at])
            taken = 1 if option is None or option.nargs == 0 else 2
            given = words[at : at + taken]
            if len(given) < taken or given[-1] == "--":  # its value is missing, and argparse says so
                return list(words)
            (ahead if given[0].startswith("-") and given[0] != "-" else rest).extend(given)
            at += taken
        return [*ahead, *rest, *words[at:]]

    def error(self, message: str) -> NoReturn:
        """Report an error that argparse found."""
        from postigo.cli.usage_errors import usage_error  # noqa: PLC0415 - see status.py

        raise UsageError(usage_error(message, self.prog))


class _Formatter(argparse.HelpFormatter):
    """argparse's help, with its first word translated and the description's lines kept."""

    def __init__(self, prog: str) -> None:
        # Told the width, argparse does not import shutil, which costs as much as all the rest of the help.
        super().__init__(prog, width=_width())

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """See argparse."""
        _ = Parser.say
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(super(_Formatter, self)._fill_text(line, width, indent) for line in text.splitlines())


def _width() -> int:
    try:
        return max(40, int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns) - 2
    except (OSError, ValueError):
        return 78


def spoken(argv: Sequence[str], chosen: str | None) -> str:
    """Language of the call: `--lang` before anything else, then the person's settings. Help is written in it too.

    `UsageError` for a language that there is not.
    """
    wanted = None
    for index, word in enumerate(argv):
        if word == "--lang":
            wanted = argv[index + 1] if index + 1 < len(argv) else None
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    try:
        return language(chosen if wanted is None and chosen in LANGUAGES else wanted)
    except UnknownLanguage:
        from postigo.core.values import Quoted, Text  # noqa: PLC0415 - see status.py

        raise UsageError(
            Text(
                "Postigo does not speak “{language}”. It speaks {known}.",
                values={"language": Quoted(str(wanted)), "known": [Quoted(code) for code in LANGUAGES]},
            )
        ) from None


def speaker(code: str) -> Say:
    """Translator of help into a language, without the weight of `postigo.words`."""
    if code == "en":
        return str
    import gettext  # noqa: PLC0415 - English needs none

    import postigo_resources  # noqa: PLC0415

    folder = os.path.join(os.path.dirname(postigo_resources.__file__), "locale")  # noqa: PTH118, PTH120 - pathlib costs 6 ms
    return gettext.translation("postigo", folder, [code], fallback=True).gettext


def parser(code: str) -> Parser:
    """The whole command line, in one language."""
    _ = Parser.say = staticmethod(speaker(code))
    common = _common(_)
    replay = Parser()
    replay.add_argument(
        "--replay",
        type=typed.place,
        metavar=_("FILE"),
        default=argparse.SUPPRESS,
        help=_("look at a remembered machine instead of this one"),
    )
    whole = Parser(
        prog=invocation.way(),
        parents=[common, replay],
        description=_("Shows who can look in through your device, and helps you close the shutters.")
        + "\n"
        + _("Without a command it opens its window.")
        + "\n"
        + _("Look only at your own device, or with its owner, who wants it."),
    )
    whole.add_argument("--try-window", action="store_true", help=argparse.SUPPRESS)  # see Exit.NO_WINDOW
    whole.add_argument(
        "--version", action="version", version=f"Postigo {__version__}", help=_("show the version and end")
    )
    commands = whole.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=Parser, prog=invocation.way()
    )

    def command(name: str, help_: str, more: str = "", parents: Sequence[Parser] = ()) -> Parser:
        made = commands.add_parser(name, help=help_, description=help_, epilog=more or None, parents=[common, *parents])
        assert isinstance(made, Parser)  # noqa: S101 - parser_class says so
        return made

    _audit(
        command(
            "audit",
            _("look at this device, and say what was seen"),
            _("Look only at your own device, or with its owner, who wants it.")
            + " "
            + _(
                "Exit status: 0 nothing to do, 1 something can be better, 2 act now, 3 something could not be told, "
                "64 wrong call, 70 our fault, 71 too little memory, 74 nowhere to write, 130 stopped."
            ),
            [replay],
        ),
        _,
    )
    help_ = command(
        "help-now",
        _("when somebody threatens you: what to do, and whom to call"),
        _("It needs no network and writes nothing. The line that you type may stay in the history of your terminal."),
    )
    help_.add_argument("--country", metavar="ES|MX|…", help=_("whose numbers: two letters; else your system's region"))
    command("checks", _("list what there is to look at"), parents=[replay])
    explain = command("explain", _("what one check reads, why, and how it is fixed"), parents=[replay])
    explain.add_argument(
        "check",
        metavar=_("CHECK"),
        help=_("its name, as this lists it: {command}").format(command=_in_help("checks")),
    )
    packs = command("packs", _("whose checks there are; allow or forbid those of others"))
    packs.add_argument("action", nargs="?", metavar="enable|disable")
    packs.add_argument(
        "name",
        nargs="?",
        metavar=_("NAME"),
        help=_("the pack, as this lists it: {command}").format(command=_in_help("packs")),
    )
    _passwords(
        command(
            "passwords",
            _("look at the passwords in files that you choose, without keeping any"),
            _(
                "A file that your browser or password manager exported (CSV, JSON, XML, ZIP, 1PUX), your own spreadsheet "
                "(.xlsx, .ods), or a KeePass database. "
                "Several files are looked at as one. Nothing leaves this computer unless you ask for --hibp online."
            )
            + " "
            + _("Look only at your own passwords, or with their owner, who wants it."),
        ),
        _,
    )
    _aside(
        command(
            "aside",
            _("what is set aside here; set something aside, or take it up again"),
            _(
                "It keeps its level and still counts. What is urgent can be set aside until tomorrow only. "
                "The line that you type may stay in the history of your terminal."
            ),
        ),
        _,
    )
    _history(command("history", _("the looks that are kept here, if you want that")), _)
    _diff(
        command(
            "diff",
            _("what changed between two looks"),
            _(
                "Exit status: 0 nothing is new or worse, 1 something can be better that is new or worse, 2 act now, "
                "3 not everything could be compared."
            ),
        ),
        _,
    )
    _fixes(command, replay, _)
    verify = command(
        "verify",
        _("check whether a report is unchanged"),
        _(
            "It checks a report as JSON or JSON lines, and any other copy beside that. It cannot tell whether a report is true, "
            "or from whom it is."
        ),
    )
    verify.add_argument("file", type=typed.place, metavar=_("FILE"), help=_("the report"))
    verify.add_argument(
        "--with",
        dest="beside",
        type=typed.place,
        metavar=_("FILE"),
        help=_("the JSON of the report from which a page, a table, a text or a PDF was made"),
    )
    _report(command("report", _("make a copy in another format of a report, or of a kept look")), _)
    record = command("record", _("keep what this machine answered, with the names taken out"))
    record.add_argument("checks", nargs="*", metavar=_("CHECK"), help=_("only these; all if none is named"))
    record.add_argument("--output", metavar=_("FILE"), help=_("a new file to write"))
    record.add_argument("--check", metavar=_("CHECK"), help=_("for Postigo's own tests: the check, with --case"))
    record.add_argument("--case", metavar=_("NAME"), help=_("for Postigo's own tests: what the recording is called"))
    record.add_argument(
        "--windows-calls",
        nargs="?",
        const="windows-calls.json",
        metavar=_("FILE"),
        help=_(
            "to help Postigo on Windows: what each call of Windows answers here ({file} if no file is named)"
        ).format(file="windows-calls.json"),
    )
    record.add_argument("--yes", action="store_true", help=_("keep it without showing it first"))
    evidence = commands.add_parser(
        "evidence", description=_("keep a log of what somebody did to you"), parents=[common]
    )
    assert isinstance(evidence, Parser)  # noqa: S101 - parser_class says so
    _evidence(evidence, _)
    phrase = command("passphrase", _("make a phrase that is easy to remember and hard to guess"))
    phrase.add_argument(
        "--words", metavar="N", type=typed.number, help=_("how many words: 4 to 10; 6 if it is not said")
    )
    _photos(
        command(
            "clean-photos",
            _("make copies of photos without the place where they were taken"),
            _("Your photos stay as they are. A copy keeps its date and which way up it is; all other details are gone.")
            + " "
            + _("Exit status: 0 every photo has a copy, 3 some have none."),
        ),
        _,
    )
    managed_commands.add(command, _)
    phone = command("phone", _("what to look at on your phone, with the words of its menus"))
    phone.add_argument("--android", action="store_true", help=_("only Android phones"))
    phone.add_argument("--iphone", action="store_true", help=_("only iPhones"))
    return whole


def _common(_: Say) -> Parser:
    """Options of every command."""
    common = Parser()
    common.add_argument("-h", "--help", action="help", help=_("show this help and end"))
    common.add_argument(
        "--lang", metavar="|".join(LANGUAGES), default=argparse.SUPPRESS, help=_("the language to speak")
    )
    common.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("show the technical side of a fault of Postigo's own"),
    )
    common.add_argument(
        "--classroom",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("for a class: look at the computer only, hide all names, keep nothing"),
    )
    return common


def _aside(aside: Parser, _: Say) -> None:
    aside.add_argument(
        "action", nargs="?", metavar="snooze|accept|end", help=_("not now, it is fine here, or take it up again")
    )
    aside.add_argument(
        "check",
        nargs="?",
        metavar=_("CHECK"),
        help=_("its name, as this lists it: {command}").format(command=_in_help("checks")),
    )
    aside.add_argument(
        "--for", dest="span", metavar="day|week|month", help=_("for snooze: how long; a day if it is not said")
    )
    aside.add_argument(
        "--because", metavar=_("TEXT"), help=_("for accept: why it is fine; kept here, and in full copies only")
    )


def _fixes(command: Callable[..., Parser], replay: Parser, _: Say) -> None:
    fix = command(
        "fix",
        _("what Postigo can change itself: shown first, made if you say so, and undone when you want"),
        _(
            "Exit status: 0 changed and mended, or nothing to change; 1 not changed; 3 whether it helped could not be seen."
        ),
        [replay],
    )
    fix.add_argument(
        "check", nargs="?", metavar=_("CHECK"), help=_("of this check only; a list of all if none is named")
    )
    fix.add_argument("--plan", metavar=_("NAME"), help=_("only this plan of the check"))
    fix.add_argument("--dry-run", action="store_true", help=_("show what would be changed, and change nothing"))
    fix.add_argument("--yes", action="store_true", help=_("change it without asking"))
    fix.add_argument("--format", metavar="text|json", help=_("how it is written"))
    fix.add_argument("--events", action="store_true", help=argparse.SUPPRESS)  # for the window
    undo = command("undo", _("take back what Postigo changed"))
    undo.add_argument(
        "id", nargs="?", metavar=_("NUMBER"), help=_("the change, as the list of changes names it; else the last one")
    )
    undo.add_argument("--yes", action="store_true", help=_("do not ask again"))
    undo.add_argument("--format", metavar="text|json", help=_("how it is written"))
    changes = command("changes", _("what Postigo changed here, and how it is undone"))
    changes.add_argument("--format", metavar="text|json", help=_("how it is written"))


def _photos(photos: Parser, _: Say) -> None:
    photos.add_argument("files", nargs="+", type=typed.place, metavar=_("FILE"), help=_("the photos"))
    photos.add_argument(
        "--to",
        type=typed.place,
        metavar=_("FOLDER"),
        help=_("where the copies go; beside the photos if it is not said"),
    )
    photos.add_argument("--dry-run", action="store_true", help=_("only say what would be done; write nothing"))
    photos.add_argument("--format", metavar="text|json", help=_("how it is written"))


def _history(history: Parser, _: Say) -> None:
    history.add_argument(
        "action",
        nargs="?",
        metavar="on|off|list|show|forget",
        help=_("keep each look, keep no more, list them, show one, or delete all"),
    )
    history.add_argument("number", nargs="?", metavar=_("NUMBER"), help=_("for show: the look, by its number"))
    history.add_argument("--days", metavar="N", type=typed.number, help=_("for on: how long a look is kept; 365 days"))
    history.add_argument("--yes", action="store_true", help=_("for forget: do not ask again"))
    history.add_argument("--format", metavar="text|json", help=_("for list: how it is written"))
    history.add_argument(
        "--details", action="store_true", help=_("also show what is fine, and what each result is based on")
    )


def _report(report: Parser, _: Say) -> None:
    report.add_argument(
        "which",
        type=typed.place,
        metavar=_("FILE"),
        help=_("a report that was given away (JSON or JSON lines), or a kept look by its number"),
    )
    report.add_argument("--format", metavar="|".join(FORMATS), help=_("how it is written"))
    report.add_argument("--output", metavar=_("FILE"), help=_("write it to a new file"))
    report.add_argument(
        "--level",
        metavar="|".join(LEVELS),
        help=_("of a kept look, how much the copy tells: nothing that names you, programs and devices, or all"),
    )
    report.add_argument(
        "--reason", metavar=_("TEXT"), help=_("with --level full: why all names are given away; it stands in the copy")
    )


def _diff(diff: Parser, _: Say) -> None:
    diff.add_argument(
        "before",
        nargs="?",
        type=typed.place,
        metavar="A",
        help=_("a look by its number, or a file: a report that was given away (JSON). The last two if none is named"),
    )
    diff.add_argument(
        "after", nargs="?", type=typed.place, metavar="B", help=_("the other one; the last look if it is not named")
    )
    diff.add_argument("--format", metavar="text|json", help=_("how it is written"))
    diff.add_argument(
        "--level",
        metavar="|".join(LEVELS),
        help=_("how much a copy tells: nothing that names you, programs and devices, or all"),
    )


def _evidence(evidence: Parser, _: Say) -> None:
    evidence.epilog = _(
        "What you note, and your passphrase, are asked for: they are never part of the line that you type. "
        "The line itself may stay in the history of your terminal."
    )
    evidence.add_argument(
        "action",
        nargs="?",
        metavar="new|add|show|verify|draft|stamp|hand-over",
        help=_(
            "begin one, add to it, read it, check it, draft a report to the police, have it stamped, or write an open copy to hand over"
        ),
    )
    evidence.add_argument(
        "file", nargs="?", type=typed.place, metavar=_("FILE"), help=_("the log: one sealed file, where you want it")
    )
    evidence.add_argument(
        "folder",
        nargs="?",
        type=typed.place,
        metavar=_("FOLDER"),
        help=_("for hand-over: a new folder, as on a USB stick"),
    )
    evidence.add_argument("--zip", action="store_true", help=_("for hand-over: the log as one ZIP file"))
    evidence.add_argument(
        "--service", metavar="URL", help=_("for stamp: the time-stamp service (RFC 3161). There is none of ours")
    )
    evidence.add_argument(
        "--certificates",
        type=typed.place,
        metavar=_("FILE"),
        help=_("for stamp and verify: certificates (PEM) to which a stamp must lead"),
    )
    evidence.add_argument("--output", metavar=_("FILE"), help=_("for draft: the new file, where you want it"))
    evidence.add_argument("--language", metavar="|".join(LANGUAGES), help=_("for draft: the language it is written in"))
    evidence.add_argument("--format", metavar="html|text|pdf", help=_("for draft: a page to print, plain text, or PDF"))


def _in_help(word: str) -> str:
    """A line to type, as argparse wants it in a help text."""
    return invocation.line(word).replace("%", "%%")


def _audit(audit: Parser, _: Say) -> None:
    audit.add_argument("checks", nargs="*", metavar=_("CHECK"), help=_("only these; all if none is named"))
    audit.add_argument("--tip", metavar="1…6", help=_("only the checks of one tip"))
    audit.add_argument("--scope", metavar="|".join(SCOPES), help=_("only this account, or only the machine"))
    audit.add_argument(
        "--format",
        metavar="|".join(FORMATS),
        help=_("how it is written; all but text on a terminal has the names taken out"),
    )
    audit.add_argument("--output", metavar=_("FILE"), help=_("write it to a new file"))
    audit.add_argument("--report", metavar=_("FILE"), help=_("write a page to give away (HTML) to a new file as well"))
    audit.add_argument(
        "--level",
        metavar="|".join(LEVELS),
        help=_("how much a copy tells: nothing that names you, programs and devices, or all"),
    )
    audit.add_argument(
        "--label", metavar=_("TEXT"), help=_("what this audit is called, in each copy of it: “Room 3, PC 12”")
    )
    audit.add_argument("--notes", metavar=_("TEXT"), help=_("what you noticed, to stand in each copy"))
    audit.add_argument(
        "--together", metavar="yes|no", help=_("whether you looked together with the person, to stand in each copy")
    )
    audit.add_argument(
        "--reason", metavar=_("TEXT"), help=_("with --level full: why all names are given away; it stands in the copy")
    )
    audit.add_argument(
        "--pair",
        type=typed.place,
        metavar=_("FILE"),
        help=_("to compare two copies later: make both with this file. Keep it to yourself, and delete it then"),
    )
    audit.add_argument(
        "--sign",
        action="store_true",
        help=_("sign the copy with a key of your own, which your system's key ring keeps"),
    )
    audit.add_argument(
        "--details", action="store_true", help=_("also show what is fine, and what each result is based on")
    )
    audit.add_argument(
        "--events", action="store_true", help=_("for other programs: everything as it happens, on a pipe")
    )


def _passwords(passwords: Parser, _: Say) -> None:
    passwords.add_argument(
        "files", nargs="*", type=typed.place, metavar=_("FILE"), help=_("the files with your passwords")
    )
    passwords.add_argument(
        "--key-file",
        type=typed.place,
        metavar=_("FILE"),
        help=_("the key file of a KeePass database; else you are asked for it"),
    )
    passwords.add_argument(
        "--profile", metavar="police|nist", help=_("whose advice on changing them: remind after 6 months, or never")
    )
    passwords.add_argument(
        "--words",
        type=typed.place,
        metavar=_("FILE"),
        help=_("words of yours (names, pets, plates, birthdays), one a line; - to type them"),
    )
    passwords.add_argument(
        "--hibp",
        type=typed.place,
        metavar="online|" + _("FILE"),
        help=_(
            "look up whether they were stolen: online (five characters of a fingerprint leave), or in a downloaded list"
        ),
    )
    passwords.add_argument("--yes", action="store_true", help=_("do not ask again before going online"))
    passwords.add_argument(
        "--remember", action="store_true", help=_("keep a mark of each password, to tell next time which ones changed")
    )
    passwords.add_argument("--forget", action="store_true", help=_("forget those marks, and end"))
    passwords.add_argument(
        "--format",
        metavar="text|json|csv",
        help=_("how it is written; all but text on a terminal has the names taken out"),
    )
    passwords.add_argument("--output", metavar=_("FILE"), help=_("write it to a new file"))
    passwords.add_argument(
        "--level",
        metavar="|".join(LEVELS),
        help=_("how much a copy tells: pages and user names are in it at full only"),
    )
    passwords.add_argument(
        "--details", action="store_true", help=_("show every entry, also those that ask for nothing")
    )


def parse(argv: Sequence[str], code: str) -> argparse.Namespace:
    """The call, in words that were checked for their form only."""
    whole = parser(code)
    asked, unknown = whole.parse_known_args(argv)
    if unknown:  # said here: argparse would name the help of the whole, not that of the command
        from postigo.cli.usage_errors import usage_error  # noqa: PLC0415 - see status.py

        raise UsageError(
            usage_error(
                f"unrecognized arguments: {' '.join(unknown)}", " ".join(filter(None, (whole.prog, asked.command)))
            )
        )
    for name in ("replay", "debug"):
        setattr(asked, name, getattr(asked, name, None))
    return asked


def arguments() -> list[str]:
    """Words of the command line."""
    return sys.argv[1:]
