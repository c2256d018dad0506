"""The first command of the README: sets everything up, then does the main job. `python3 -m installer.run [-- words for postigo]`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from installer import environment, ground, person, system_packages
from installer.words import SetupError, say, sentence

FAULT = 70  # EX_SOFTWARE: ours, not the person's
INTERRUPTED = 130
HAS_LOOKED = range(4)  # nothing to do, advice, act, could not tell: an audit that ran


def has_display(environ: Mapping[str, str], system: str) -> bool:
    """Whether a window has a place to open."""
    if system in ("win32", "darwin"):
        return not environ.get("CI")
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def words_for_postigo(arguments: Sequence[str]) -> list[str]:
    """What was typed after `installer.run`, without the `--` that may stand first."""
    return list(arguments[1:] if arguments and arguments[0] == "--" else arguments)


def main_job(*, window: bool, writable: bool, now: time.struct_time) -> list[str]:
    """What Postigo is asked to do when nothing was typed: its window, or the audit as text with a report to give away."""
    if window:
        return []
    return ["audit", *(["--report", time.strftime("postigo-report-%Y%m%d-%H%M.html", now)] if writable else [])]


def free_name(folder: Path, name: str) -> str:
    """The name, or the next one that is not taken: two looks within a minute both get a report."""
    stem, ending = Path(name).stem, Path(name).suffix
    tried, number = name, 1
    while os.path.lexists(folder / tried):
        number += 1
        tried = f"{stem}-{number}{ending}"
    return tried


def outcome(status: int, words: Sequence[str]) -> int:
    """Our exit status: findings of an audit are no failure of set-up; a program killed by a signal is."""
    if status == -2:  # SIGINT
        return INTERRUPTED
    if status < 0 or status > 255:  # a signal; Windows gives a crash a number beyond 255
        return FAULT
    return 0 if status in HAS_LOOKED and list(words[:1]) == ["audit"] else status


def start(python: Path, words: Sequence[str]) -> int:
    """Postigo's own exit status.

    -P as in `postigo.engine.child`, which is not there before set-up: what lies in the current folder is not run.
    """
    sys.stdout.flush()
    return subprocess.run([str(python), "-P", "-m", "postigo", *words], check=False).returncode


def do(python: Path, arguments: Sequence[str], *, window: bool) -> int:
    """The main job, or what was typed."""
    if arguments:
        return outcome(start(python, arguments), arguments)
    here = Path.cwd()
    words = main_job(window=window, writable=os.access(here, os.W_OK), now=time.localtime())
    if "--report" in words:
        words[-1] = free_name(here, words[-1])
    status = start(python, words)
    result = outcome(status, words)
    report = here / words[-1] if "--report" in words else None
    if result == 0 and report and not report.is_file():  # an uncaught exception ends with 1, which also means: advice
        result = FAULT
    if result == FAULT:
        say(sentence("stopped", status=status))
    elif report and result == 0:
        print(sentence("report", name=report.name))
    elif words == ["audit"]:
        say(sentence("no-report-here"))
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
    layer = environment.qt_layer_here()
    can_show = layer is not None and (
        sys.platform != "linux" or system_packages.provide_libraries(advise=behind is None)
    )
    if behind is not None:  # they will be advised when it is their turn
        return person.again_as(behind, "installer.run", arguments)
    layers = ["base", layer] if layer and can_show else ["base"]
    python = environment.prepare(environment.ROOT / ".venv", layers)
    display = has_display(os.environ, sys.platform)
    words = words_for_postigo(arguments)
    if display and len(layers) == 1 and not words:
        say(sentence("no-window"))
    return do(python, words, window=display and len(layers) > 1)


def guarded(work: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """The work, with every error turned into a sentence for a person: the one place where set-up catches what it cannot name."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this very module must load on the old one to say so
        say(sentence("old-python", version=sys.version.split()[0]))
        return FAULT
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that cannot write an accent is no reason to stop
    try:
        return work(arguments)
    except SetupError as error:
        say(sentence(error.key, **error.values))
        if error.detail:
            say("  " + error.detail)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - never a traceback before the program has even started
        say(sentence("unexpected"))
        say(f"  {type(error).__name__}: {error}")
    return FAULT


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    return guarded(set_up_and_run, sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    raise SystemExit(main())
