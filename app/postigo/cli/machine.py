"""What every command that looks asks first: which machine, whose packs may run, and which checks there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path as File

from postigo.cli.status import WrongCall
from postigo.core.values import Choice, Path, Text
from postigo.engine.events import Catalogue
from postigo.engine.request import Request


def remembered(name: str | None) -> str | None:
    """The path of a recording that can be read, or None; `WrongCall` says why it cannot."""
    if name is None:
        return None
    from postigo.system.recording import NotARecording, load  # noqa: PLC0415 - few audits look at a recording

    shown = Path(name)
    try:
        load(File(name).read_bytes())
    except FileNotFoundError:
        raise WrongCall(Text("There is no file {file}. Look at its name again.", values={"file": shown})) from None
    except OSError as why:
        reason = Choice(why.strerror or type(why).__name__)
        raise WrongCall(Text("{file} cannot be read: {reason}.", values={"file": shown, "reason": reason})) from None
    except NotARecording as why:
        raise WrongCall(
            Text(
                "{file} is not a recording of a machine: {reason}. “postigo record” makes one.",
                values={"file": shown, "reason": Choice(str(why))},
            )
        ) from None
    return name


def enabled() -> tuple[str, ...]:
    """The distributions of strangers whose packs the person allowed."""
    try:
        from postigo.store import files
    except ImportError:
        return ()
    return files.settings().enabled_packs


def catalogue(replay: str | None) -> Catalogue:
    """Everything there is, with nothing looked at."""
    from postigo.engine import supervisor  # noqa: PLC0415 - the commands that refuse a call need no worker

    found = supervisor.catalogue(Request(enabled=enabled(), replay=replay))
    assert found is not None  # noqa: S101 - nobody can cancel it
    return found


def missing(wanted: Sequence[str], listed: Iterable[str]) -> str | None:
    """The first id that is asked for and not listed."""
    known = set(listed)
    return next((check for check in wanted if check not in known), None)


def unknown(check: str, there: Iterable[str]) -> WrongCall:
    """That there is no such check, with those that are spelled most alike."""
    known = list(there)
    near = (
        difflib.get_close_matches(check, known, n=3, cutoff=0.5)
        or [name for name in known if check and check.lower() in name][:3]
    )
    if near:
        return WrongCall(
            Text(
                "There is no check “{check}” here. Did you mean {near}? “postigo checks” lists them all.",
                values={"check": Choice(check), "near": Choice(", ".join(near))},
            )
        )
    return WrongCall(
        Text("There is no check “{check}” here. “postigo checks” lists them all.", values={"check": Choice(check)})
    )


def one_of(option: str, word: str | None, known: Sequence[str]) -> str | None:
    """The word if it is one of those an option knows; `WrongCall` if not."""
    if word is None or word in known:
        return word
    raise WrongCall(
        Text(
            "{option} does not know “{word}”. It knows {known}.",
            values={"option": Choice(option), "word": Choice(word), "known": [Choice(name) for name in known]},
        )
    )


def allow(origin: str, *, allowed: bool) -> str:
    """Keep whether a stranger's pack may run; the file in which that stands."""
    from postigo.store import files  # noqa: PLC0415 - see above

    raise NotImplementedError(files, origin, allowed)
