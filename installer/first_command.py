"""First command of the README, behind `installer.run`: sets up, then does the main job."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from installer import environment, ground, person, system_packages, watched
from installer.part import part
from installer.words import SetupError, say, sentence

FAULT = 70  # EX_SOFTWARE: ours, not the person's
INTERRUPTED = 130
NO_WINDOW = 69  # `postigo.cli.status.Exit.NO_WINDOW`
WINDOW = ["--try-window"]
HAS_LOOKED = range(4)  # nothing to do, advice, act, could not tell: an audit that ran


def has_display(environ: Mapping[str, str], system: str) -> bool:
    """Whether a window has a place to open."""
    if system in ("win32", "darwin"):
        return not environ.get("CI")
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def words_for_postigo(arguments: Sequence[str]) -> list[str]:
    """Words typed after `installer.run`, without the `--` that may stand first."""
    return list(arguments[1:] if arguments and arguments[0] == "--" else arguments)


def main_job(*, window: bool, writable: bool, now: time.struct_time) -> list[str]:
    """Main job when nothing was typed: the window, or the audit as text. The latter with a report to give away."""
    if window:
        return WINDOW
    return ["audit", *(["--report", time.strftime("postigo-report-%Y%m%d-%H%M.html", now)] if writable else [])]


def free_name(folder: Path, name: str) -> str:
    """Name that is free: this one, or the next. Two looks within a minute both get a report."""
    stem, ending = Path(name).stem, Path(name).suffix
    tried, number = name, 1
    while os.path.lexists(folder / tried):
        number += 1
        tried = f"{stem}-{number}{ending}"
    return tried


def outcome(status: int, words: Sequence[str]) -> int:
    """Our exit status: findings of an audit are no failure of set-up; a crash is. Who was ended by a signal ends as in a shell."""
    if watched.is_crash(status):
        return FAULT
    if status == watched.INTERRUPTED_ON_WINDOWS:
        return INTERRUPTED
    if status < 0:
        return 128 - status
    return 0 if status in HAS_LOOKED and list(words[:1]) == ["audit"] else status


def start(python: Path, words: Sequence[str]) -> int:
    """Postigo's own exit status. How it ended is said where Postigo could not say it any more."""
    status, note = watched.start(python, words)
    if watched.is_crash(status):
        said = sentence("crashed", how=watched.signal_name(status))
        say(said + " " + (sentence("crash-noted", file=note) if note else sentence("tell-us")))
    elif status < 0 and 128 - status != INTERRUPTED:
        say(sentence("ended", how=watched.signal_name(status)))
    return status


def do(python: Path, arguments: Sequence[str], *, window: bool) -> int:
    """The main job, or what was typed."""
    if arguments:
        return outcome(start(python, arguments), arguments)
    if window and (status := start(python, WINDOW)) != NO_WINDOW:
        return outcome(status, WINDOW)
    say(sentence("no-window"))
    here = Path.cwd()
    words = main_job(window=False, writable=os.access(here, os.W_OK), now=time.localtime())
    older = sorted(here.glob("postigo-report-*.html"))
    if "--report" in words:
        words[-1] = str(here / free_name(here, words[-1]))
    status = start(python, words)
    result = outcome(status, words)
    if result == 0 and "--report" in words and not Path(words[-1]).is_file():
        # An uncaught exception ends with 1, which also means: advice.
        say(sentence("stopped", status=status))
        return FAULT
    if words == ["audit"]:
        say(sentence("no-report-here"))
    elif result == 0 and older:
        say(sentence("older-reports", count=len(older)))
    return result


def set_up_and_run(arguments: Sequence[str]) -> int:
    """Everything from a bare machine to the job done; the exit status."""
    ground.refuse_half_a_windows()
    behind = person.behind_sudo(os.environ, root=system_packages.is_root())
    weak = ground.weak_place(os.environ)
    if weak is not None:  # looked at before anything else here is done with root's rights
        if behind is None:
            raise SetupError("weak-ground", place=weak)
        say(sentence("weak-ground-as-you", place=weak, name=behind.name))
        return person.again_as(behind, "installer.run", arguments)
    words, display = words_for_postigo(arguments), has_display(os.environ, sys.platform)
    layer = environment.qt_layer_here()
    advise = behind is None and display and not words  # for a window only
    can_show = layer is not None and (sys.platform != "linux" or system_packages.provide_libraries(advise=advise))
    layers = ["base", *environment.extra_layers_here(), *([layer] if layer and can_show else [])]
    if behind is not None:  # they will be advised when it is their turn
        if environment.is_roots():  # one for all accounts: the person could not set it up
            environment.prepare(environment.ROOT / ".venv", layers)
        return person.again_as(behind, "installer.run", arguments)
    python = environment.prepare(environment.ROOT / ".venv", layers)
    invocation = part("invocation")
    os.environ[invocation.CALLED] = invocation.through_set_up(str(environment.ROOT))
    status = do(python, words, window=display and layer in layers)
    if advise and layer and not can_show:  # once more, where it is seen: the checklist is longer than a screen
        system_packages.remind()
    return status


def guarded(work: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Guard of the work, with every error as a sentence for a person.

    It is the one place where set-up catches what it cannot name.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot write an accent is no reason to stop
    try:
        return work(arguments)
    except SetupError as error:
        say(sentence(error.key, **error.values))
        if error.detail:
            say("  " + error.detail)
    except KeyboardInterrupt:
        say(sentence("interrupted"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - never a traceback before the program has even started
        say(sentence("unexpected"))
        where = traceback.extract_tb(error.__traceback__)[-1]
        say(f"  {type(error).__name__}: {error} ({Path(where.filename).name}, {where.lineno})")
    return FAULT


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    return guarded(set_up_and_run, sys.argv[1:] if arguments is None else arguments)
