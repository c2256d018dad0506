"""The door: the window, or a command. The one place where what was raised becomes an exit status."""

from __future__ import annotations

import sys

if "--classroom" in sys.argv:  # from the first import on: a class leaves nothing behind
    sys.dont_write_bytecode = True

try:
    import os
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import TYPE_CHECKING

    from postigo import invocation
    from postigo.cli import parser
    from postigo.cli.status import Exit, Stopped, UsageError
    from postigo.store import places, policy, trace
except KeyboardInterrupt:  # so early that nothing here can speak: a traceback would tell a person nothing
    sys.exit(130)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from postigo.core.values import Text
    from postigo.store.context import Context

_UNTOLD = {"help-now", "evidence"}
"""Commands of which nothing on the disk tells. The bytecode of their modules would, with the hour."""

_UNTRANSLATED = {
    "es": "Postigo habla inglés porque aquí aún no están preparadas sus traducciones. "
    "Ábrelo una vez con postigo.sh (Linux), Postigo.command (Mac) o Postigo.cmd (Windows)."
}
"""Sentences in each language but English, for whoever has no catalogue of it. They cannot come out of one."""


def main(argv: Sequence[str] | None = None) -> int:
    """The whole program; its exit status."""
    try:
        return _main(argv)
    except KeyboardInterrupt:  # before the language was known, or once more while the first was answered
        return Exit.INTERRUPTED


def _main(argv: Sequence[str] | None) -> int:
    # Closed by whoever started us: then there is nothing to hear, what is said leads nowhere, and it is no fault.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as we live
    trace.begin()
    _leave_no_bytecode()
    argv = parser.arguments() if argv is None else list(argv)
    found = policy.found()
    classroom = _is_for_a_class(argv, found)
    kept = places.kept()
    chosen = found.language(kept.language)
    code = usual = parser.spoken((), chosen)  # also for saying that there is no such language
    try:
        code = parser.spoken(argv, chosen)
        invocation.always(*([] if code == usual else ["--lang", code]), *(["--classroom"] if classroom else []))
        asked = _asked(argv, code)
        if asked is None:
            return Exit.NOTHING_TO_DO
        _stand_firm(code)
        with _ahead(asked) as asked.ahead:
            if not getattr(asked, "events", False):
                _tell_untranslated(code)
            quiet = asked.command in _UNTOLD | {"policy"}
            context = _context(kept, found, code, quiet=quiet, classroom=classroom)
            status = _window(asked, context) if asked.command is None else _run(asked, context)
            return _stopped(code) if status == Exit.INTERRUPTED and not getattr(asked, "events", False) else status
    except UsageError as wrong:
        _say(wrong.text, code)
        return Exit.USAGE
    except Stopped as stopped:
        _say(stopped.text, code)
        return Exit.INTERRUPTED
    except KeyboardInterrupt:
        return _stopped(code)
    except BrokenPipeError:
        _lead_nowhere("stdout")  # whoever read our output has gone
        _lead_nowhere("stderr")  # perhaps the same one, as behind `2>&1 | head`
        return Exit.BROKEN_PIPE
    except Exception as fault:  # noqa: BLE001 - a person is told in one sentence; --debug shows the rest
        return _ended(fault, code, debug="--debug" in argv)


def _leave_no_bytecode() -> None:
    """Behind sudo: a person could not delete what root leaves among the program's files. Whom we start, neither."""
    if os.environ.get("SUDO_UID") or os.environ.get("PKEXEC_UID"):
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def _is_for_a_class(argv: Sequence[str], found: policy.Found) -> bool:
    """Whether a class uses this. Then nothing is kept, not even a note of a crash. Nor by whom we start.

    The policy's wish is for pupils: root looks after the computer.
    """
    root = sys.platform != "win32" and os.geteuid() == 0
    if "--classroom" not in argv and (root or not found.where or not policy.understood(found).classroom):
        return False
    places.keep_nothing()
    trace.end()
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    return True


def _asked(argv: list[str], code: str) -> Namespace | None:
    """Parsed call; None if it was only for help or the version. Argparse has answered those."""
    try:
        return parser.parse(argv, code)
    except SystemExit:
        sys.stdout.flush()
        return None


def _stand_firm(code: str) -> None:
    """As root: run only what nobody else can change. Steps down to the person who asked, or does not run."""
    if sys.platform == "win32":
        _refuse_half_a_windows()
        return
    if os.geteuid() != 0:
        return
    from postigo.system import install_trust  # noqa: PLC0415 - only as root

    weak = install_trust.weak_ground(os.environ)
    if weak is None:
        return
    from postigo.core.values import Path, Text  # noqa: PLC0415 - see above

    place = {"place": Path(weak)}
    if install_trust.can_step_down(os.environ):
        aside = Text(
            "Another account could change {place}, so this does not run with the rights of root. It runs with yours.",
            values=place,
        )
        _say(aside, code)
        install_trust.step_down(os.environ)
    raise UsageError(
        Text(
            "Another account could change {place}, and then this would be its program with the rights of root. "
            "Run it without sudo; or take away from others the right to write there, or put Postigo where only root can.",
            values=place,
        )
    )


def _refuse_half_a_windows() -> None:
    """Refusal of a 32-bit Python on a 64-bit Windows.

    It is shown other folders than there are: absent is no fact there.
    """
    from postigo.system.wow64 import sees_half  # noqa: PLC0415 - Windows only

    if sees_half():
        from postigo.core.values import Text  # noqa: PLC0415 - see above

        raise UsageError(
            Text(
                "This Python is made for 32 bits, and this Windows has 64. It is not shown the real folders of Windows. "
                "Install the 64-bit Python from python.org, and set Postigo up with it."
            )
        )


def _ahead(args: Namespace) -> AbstractContextManager[object]:
    """Context of what a command starts before anything else of it is loaded."""
    from contextlib import nullcontext  # noqa: PLC0415 - help has no need of it

    if args.command != "passwords":
        return nullcontext()
    from postigo.cli import passwords  # noqa: PLC0415 - see above

    return passwords.ahead(args)


def _tell_untranslated(code: str) -> None:
    """Tell somebody in their language why Postigo speaks English to them.

    A checkout that was not set up has no catalogue.
    """
    if code not in _UNTRANSLATED:
        return
    import postigo_resources  # noqa: PLC0415 - English needs none

    folder = os.path.dirname(postigo_resources.__file__)  # noqa: PTH120 - pathlib costs 6 ms
    if not os.path.exists(os.path.join(folder, "locale", code, "LC_MESSAGES", "postigo.mo")):  # noqa: PTH110, PTH118
        sys.stderr.write(f"{_UNTRANSLATED[code]}\n")


def _context(kept: places.Kept, found: policy.Found, code: str, *, quiet: bool, classroom: bool) -> Context:
    """The context of a command. Settings that cannot be read are told once, and a look goes on without them.

    So are parts of the policy that are not followed. `quiet`: not to somebody who looks for help, and needs none of them.
    A class has nobody's settings: a computer that several people use.
    """
    from dataclasses import replace  # noqa: PLC0415 - help has no need of it

    from postigo.store import files  # noqa: PLC0415 - see above
    from postigo.store.context import Context  # noqa: PLC0415 - see above

    followed = policy.understood(found)
    if followed.troubles and not quiet:
        _say(_not_followed(), code)
    if classroom:
        settled = policy.settled(files.Settings(begun=True), followed)
        return Context(code, replace(settled, shared=True), followed, classroom=True)
    chosen = files.Settings()
    try:
        chosen = files.understood(kept)
    except files.SettingsTrouble as trouble:
        if not quiet:
            _say(trouble.text, code)
    return Context(code, policy.settled(chosen, followed), followed)


def _not_followed() -> Text:
    from postigo.core.policy_says import not_followed  # noqa: PLC0415 - see above
    from postigo.core.values import Quoted  # noqa: PLC0415

    return not_followed(Quoted(invocation.line("policy")))


def _run(args: Namespace, context: Context) -> int:
    import importlib  # noqa: PLC0415 - each command pays for its own imports only

    if context.classroom:
        from postigo.guidance import classroom  # noqa: PLC0415 - see above

        if args.command not in classroom.COMMANDS:
            raise UsageError(classroom.OFF)
    if args.command in _UNTOLD:  # from the first import on
        sys.dont_write_bytecode = True
    status = int(importlib.import_module(f"postigo.cli.{args.command.replace('-', '_')}").run(args, context))
    sys.stdout.flush()
    return status


def _window(args: Namespace, context: Context) -> int:
    """Open the window, or say in one sentence why there is none. It says also what to do instead."""
    from postigo.core.values import Quoted, Text  # noqa: PLC0415 - see above

    replay = None
    if args.replay is not None:
        from postigo.cli import catalogue  # noqa: PLC0415 - the first frame need not wait for it

        replay = catalogue.remembered(args.replay)
    instead = Text(
        "There can be no window here. To look at this device in the terminal, type: {command}",
        values={"command": Quoted(invocation.line("audit"))},
    )
    if replay is not None:
        instead = Text(
            "There can be no window here. To look at it in the terminal, type: {command}",
            values={"command": Quoted(invocation.line("audit", "--replay", replay))},
        )
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in screens):
        from postigo.cli import save_report  # noqa: PLC0415 - see above
        from postigo.gui.main import main as window  # noqa: PLC0415
        from postigo.gui.shell.application import NoWindow  # noqa: PLC0415

        try:
            return window(context, replay=replay, keep=save_report.keep)
        except NoWindow as why:
            if args.debug:
                sys.stderr.write(f"{why}\n")
    if args.try_window:
        return Exit.NO_WINDOW
    raise UsageError(instead)


def _say(text: object, code: str) -> None:
    """A sentence for the person, on stderr."""
    from postigo.cli import terminal  # noqa: PLC0415 - only when something is wrong
    from postigo.core.values import Text  # noqa: PLC0415
    from postigo.words import Words  # noqa: PLC0415

    assert isinstance(text, Text)  # noqa: S101 - the type is not imported above, for the sake of --help
    try:
        terminal.write([Words(code).say(text)], sys.stderr)
    except OSError:  # nobody can be told; the exit status is all that is left, and the interpreter must not change it
        _lead_nowhere("stderr")


def _stopped(code: str) -> int:
    """The end that the person asked for with Ctrl-C."""
    from postigo.core.values import Text  # noqa: PLC0415 - see above

    _say(Text("Stopped. Nothing was changed."), code)
    return Exit.INTERRUPTED


def _lead_nowhere(name: str) -> None:
    """Redirection of a stream to nowhere.

    Without one the interpreter complains as it ends, with an exit status of its own.
    """
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, getattr(sys, name).fileno())
        os.close(nowhere)
    except OSError:  # not even that can be opened
        setattr(sys, name, None)


def _ended(fault: Exception, code: str, *, debug: bool) -> int:
    """Exit status of an unforeseen end: the system's shortage, or a fault of ours."""
    from postigo.cli.resource_errors import shortage  # noqa: PLC0415 - see above

    short = shortage(fault)
    if short is None:
        return _fault(fault, code, debug=debug)
    text, status = short
    _say(text, code)
    _lead_nowhere("stdout")  # what is still to be written cannot be
    return status


def _fault(fault: Exception, code: str, *, debug: bool) -> int:
    from postigo.core.values import Path, Quoted, Text  # noqa: PLC0415 - see above

    if debug:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    what = " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
    noted = _noted(fault)
    _say(
        Text(
            "Postigo stopped: {what}. The fault is ours, not yours. With --debug it tells more, for whoever repairs it.",
            values={"what": Quoted(what)},
        ),
        code,
    )
    if noted is not None:
        _say(
            Text(
                "Where it happened is noted in {file}: files and lines of the program, and nothing of yours.",
                values={"file": Path(noted)},
            ),
            code,
        )
    return Exit.FAULT


def _noted(fault: Exception) -> str | None:
    """The file in which it is noted where this happened, if it could be."""
    from postigo.store import places  # noqa: PLC0415 - only when something is wrong

    try:
        kept = trace.keep(fault, places.data_folder())
    except RuntimeError:  # neither HOME nor an entry among the accounts
        return None
    return None if kept is None else str(kept)


if __name__ == "__main__":
    sys.exit(main())
