"""The door: the window, or a command. The one place where what was raised becomes an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from postigo.cli import parser
from postigo.cli.status import Exit, WrongCall

COMMANDS = ("audit", "checks", "explain", "packs", "record")
"""Each is a module of `postigo.cli` with `run(asked)`."""


def main(argv: Sequence[str] | None = None) -> int:
    """The whole program; its exit status."""
    argv = parser.arguments() if argv is None else list(argv)
    code = "en"
    try:
        code = parser.spoken(argv)
        return int(_enter(argv, code))
    except WrongCall as wrong:
        _say(wrong.text, code)
        return Exit.WRONG_CALL
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone. stdout must lead somewhere, or the interpreter complains as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.BROKEN_PIPE
    except Exception as fault:  # noqa: BLE001 - a person is told in one sentence; --debug shows the rest
        return _fault(fault, code, debug="--debug" in argv)


def _enter(argv: list[str], code: str) -> int:
    try:
        asked = parser.parse(argv, code)
    except SystemExit as done:  # --help and --version, which argparse ends itself
        sys.stdout.flush()
        return int(done.code or 0)
    if asked.command is None:
        return _window(asked.replay, code, chosen=any(word.startswith("--lang") for word in argv))
    import importlib  # noqa: PLC0415 - each command pays for its own imports only

    status = importlib.import_module(f"postigo.cli.{asked.command}").run(asked)
    sys.stdout.flush()
    return int(status)


def _window(replay: str | None, code: str, *, chosen: bool) -> int:
    """Open the window, or say in one sentence why there is none, and what to do instead."""
    from postigo.cli import machine  # noqa: PLC0415 - see above
    from postigo.core.values import Text  # noqa: PLC0415

    machine.remembered(replay)
    instead = Text("To look at this device in the terminal, type: postigo audit")
    if sys.platform not in {"win32", "darwin"} and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise WrongCall(Text("There is no screen for a window here. {instead}", values={"instead": instead}))
    try:
        import PySide6.QtWidgets  # noqa: F401, PLC0415 - heavy; and its C libraries may be missing, which is an ImportError too
    except ImportError:
        raise WrongCall(
            Text("The window's parts are not installed on this computer. {instead}", values={"instead": instead})
        ) from None
    from postigo.gui.main import main as window  # noqa: PLC0415

    arguments = ["--replay", replay] if replay else []
    return int(window([*arguments, "--lang", code] if chosen else arguments))


def _say(text: object, code: str) -> None:
    """A sentence for the person, on stderr."""
    from postigo.cli import terminal  # noqa: PLC0415 - only when something is wrong
    from postigo.core.values import Text  # noqa: PLC0415
    from postigo.words import Words  # noqa: PLC0415

    assert isinstance(text, Text)  # noqa: S101 - the type is not imported above, for the sake of --help
    terminal.write([Words(code).say(text)], sys.stderr)


def _fault(fault: Exception, code: str, *, debug: bool) -> int:
    from postigo.core.values import Choice, Text  # noqa: PLC0415 - see above

    if debug:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    what = " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
    _say(
        Text(
            "Postigo stopped: {what}. The fault is ours, not yours. With --debug it tells more, for whoever repairs it.",
            values={"what": Choice(what)},
        ),
        code,
    )
    return Exit.FAULT


if __name__ == "__main__":
    sys.exit(main())
