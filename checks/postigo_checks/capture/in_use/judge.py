"""The judgement on a camera or a microphone in use, in one set of sentences for both.

The levels, for the camera (a catalogue severity of `high`):

- a known browser, call or camera program where such a program lies: NOTE, "Is it you?";
- a known name in a folder of the account that is not that program's own: ADVISE, because a name can be borrowed;
- a runtime, in which any program may run: ADVISE, because its name says nothing of who films;
- a part of Windows, by its whole path: NOTE, and where others work in it (svchost) that nobody can tell for whom;
- a program that is not in the table, or is there as something that needs no camera: ACT;
- any program in a folder for downloads or temporary files: ACT, whatever its name;
- the device runs and the system does not tell for whom (macOS), or seems to run (a Store app without a process):
  ADVISE, or NOTE if the app is known. The person can settle it with one look at their own windows.

For the microphone (severity `med`) the same with nothing above ADVISE.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Path, Platform, Program, Text, Value
from postigo_checks.capture.in_use.fact import Blind, DeviceUse, Part, Standing, User
from postigo_checks.common.known_programs import Where, where


@dataclass(frozen=True, slots=True)
class Words:
    """What differs between the checks. `device` has its article: "the camera"; `stranger` has a `{program}`.

    The rest are whole sentences where another language bends a word to fit the device ("abierta", "abierto").
    """

    device: Text
    none_here: Text
    stranger: Text
    nameless: Text
    passed_on: Text
    behind: Text
    holders: Text


LEVELS: Final = {
    Standing.EXPECTED: ("in-use", Level.NOTE),
    Standing.SYSTEM: ("in-use-by-system", Level.NOTE),
    Standing.HOST: ("in-use-by-system", Level.NOTE),
    Standing.UNPLACED: ("in-use", Level.NOTE),
    Standing.RUNTIME: ("in-use-stranger", Level.ADVISE),
    Standing.MISPLACED: ("in-use-odd-place", Level.ADVISE),
    Standing.STRANGER: ("in-use-stranger", Level.ACT),
    Standing.LANDED: ("in-use-download", Level.ACT),
    Standing.NAMELESS: ("on", Level.ADVISE),
}
"""The code and the level of each standing, before the check's own limit."""


def judge_use(
    use: DeviceUse, words: Words, worst: Level, fixes: tuple[str, ...]
) -> list[Finding | Gap] | NotApplicable:
    """What a device's use means. `worst` is the highest level that the check may give; the first of `fixes` is for all."""
    if not use.here and not use.users and not use.blind:
        return NotApplicable(words.none_here)
    said: list[Finding | Gap] = [_finding(user, words, worst, fixes) for user in use.users]
    if use.passed_on and not use.users:
        said.append(Finding("passed-on", Level.NOTE, words.passed_on))
    said += gaps(use.blind, words)
    good = Text("No program is using {device} now.", values={"device": words.device})
    return said or [Finding("not-in-use", Level.GOOD, good)]


_IN_USE: Final = {
    Standing.EXPECTED: Text("{program} is using {device} now. Is it you?"),
    Standing.UNPLACED: Text("{program} is using {device} now. Is it you?"),
    Standing.SYSTEM: Text("{program} is using {device} now. It is a part of the system."),
    Standing.HOST: Text(
        "A part of Windows is using {device} now: {program}. Windows does not tell which one. Is it you?"
    ),
    Standing.RUNTIME: Text(
        "A program that runs in {program} is using {device} now. Many programs can run in it. Is it one of yours?"
    ),
    Standing.MISPLACED: Text(
        "A program called {program} is using {device} now. It is not in the folder where {program} usually is."
    ),
    Standing.LANDED: Text("{program} is using {device} now. It runs from a folder for downloads or temporary files."),
}
_SEEMS: Final = Text("It seems that {program} is using {device} now. Is it you?")


def _finding(user: User, words: Words, worst: Level, fixes: tuple[str, ...]) -> Finding:
    code, level = LEVELS[user.standing]
    program = Program(user.program)
    text = _IN_USE.get(user.standing, words.stranger)
    if user.seems:
        code = "seems-in-use"
        level = min(level, Level.ADVISE)
        text = _SEEMS
    named = replace(text, values={"program": program, "device": words.device})
    text = words.nameless if user.standing is Standing.NAMELESS and not user.seems else named
    evidence: dict[str, Value | Text] = {}
    if user.path and (user.own or _names_nobody(user.path)):
        evidence["path"] = Path(user.path)
    if not user.own:
        evidence["account"] = Text("It belongs to another account of this computer.")
    subject = None if user.standing is Standing.NAMELESS else program
    level = min(level, worst)
    asks = user.standing is not Standing.SYSTEM  # is it the person's own call? A shutter is not closed over an open eye
    if level < Level.ADVISE:
        fixes = fixes[:1] if asks else ()  # "No, it is not me" needs a plan: the first, which closes the eye
    return Finding(code, level, text, subject, evidence, fixes, needs_confirmation=asks)


def _names_nobody(path: str) -> bool:
    """Whether a program lies where all share it: elsewhere the folder tells whose it is, also of other accounts."""
    return where(path, Platform.WINDOWS if "\\" in path else Platform.LINUX) is Where.INSTALLED


_SAYS: Final[dict[Part, Callable[[Blind, Words], Text]]] = {
    Part.PROCESSES: lambda item, words: Text(
        "We could not look into {hidden} of {total} programs. It could be using {device}.",
        "We could not look into {hidden} of {total} programs. One of them could be using {device}.",
        item.total - item.seen,
        {"hidden": item.total - item.seen, "total": item.total, "device": words.device},
    ),
    Part.HIDDEN: lambda _, words: Text(
        "This system shows us only some of its programs. Another one could be using {device}.",
        values={"device": words.device},
    ),
    Part.HOLDERS: lambda _, words: words.holders,
    Part.SOUND_SERVER: lambda *_: Text(
        "We could not ask PipeWire or PulseAudio, which pass pictures and sound on to programs."
    ),
    Part.SHAPE: lambda _, words: Text(
        "Something goes through PipeWire, and we do not know from what. It could be {device}.",
        values={"device": words.device},
    ),
    Part.BEHIND: lambda _, words: words.behind,
    Part.PLACE: lambda item, _: Text(
        "We could not see in which folder {program} lies.", values={"program": Program(item.program)}
    ),
    Part.NAME: lambda _, words: Text(
        "The system does not tell which program is using {device}.", values={"device": words.device}
    ),
    Part.STORE: lambda *_: Text("We could not read what Windows notes about the use of this device."),
    Part.LEAF: lambda item, _: Text(
        "We could not read what Windows notes about {program}.", values={"program": Program(item.program)}
    ),
    Part.SERVICE: lambda *_: Text("The part of Windows that notes which programs use this device may be switched off."),
    Part.OLD: lambda _, words: Text(
        "This version of Windows does not note which programs use {device}.", values={"device": words.device}
    ),
    Part.NEWER: lambda _, words: Text(
        "This version of Windows may not note each use of {device} any more. So there could be one that we do not see.",
        values={"device": words.device},
    ),
    Part.BUILD: lambda *_: Text(
        "We could not see which version of Windows this is. Some of them do not note each use."
    ),
    Part.ALIVE: lambda item, _: Text(
        "Windows noted that {program} began to use this device. We could not see whether it still runs.",
        values={"program": Program(item.program)},
    ),
    Part.LIST: lambda *_: Text("We could not see the list of programs that are running."),
}
"""What to say about each part that could not be seen."""


def gaps(blind: tuple[Blind, ...], words: Words) -> list[Gap]:
    """What could not be seen, said."""
    return [Gap(item.why, _SAYS[item.part](item, words)) for item in dict.fromkeys(blind)]
