"""Judge of a camera or microphone in use, with one set of sentences.

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
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Path, Platform, Program, Text, Unseen, Value, gaps
from postigo_checks.capture.in_use.fact import DeviceUse, Part, Standing, User
from postigo_checks.capture.in_use.words import Words
from postigo_checks.common.known_programs import Where, where

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
    """Findings on a device's use.

    `worst` is the highest level that the check may give; the first of `fixes` is for all.
    """
    if not use.here and not use.users and not use.unseen:
        return NotApplicable(words.none_here)
    said: list[Finding | Gap] = [use_finding(user, _text(user, words), worst, fixes) for user in use.users]
    if use.passed_on and not use.users:
        said.append(Finding("passed-on", Level.NOTE, words.passed_on))
    said += gaps(use.unseen, saying(words, use.hidden, use.processes))
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


def _text(user: User, words: Words) -> Text:
    if user.standing is Standing.NAMELESS and not user.seems:
        return words.nameless
    text = _SEEMS if user.seems else _IN_USE.get(user.standing, words.stranger)
    return replace(text, values={"program": Program(user.program), "device": words.device})


def use_finding(user: User, text: Text, worst: Level, fixes: tuple[str, ...]) -> Finding:
    """Finding on one use: code and level of its standing, at most `worst`."""
    code, level = LEVELS[user.standing]
    if user.seems:
        code, level = "seems-in-use", min(level, Level.ADVISE)
    evidence: dict[str, Value | Text] = {}
    if user.path and (user.own or _names_nobody(user.path)):
        evidence["path"] = Path(user.path)
    if not user.own:
        evidence["account"] = Text("It belongs to another account of this computer.")
    subject = None if user.standing is Standing.NAMELESS else Program(user.program)
    level = min(level, worst)
    asks = user.standing is not Standing.SYSTEM  # is it the person's own call? A shutter is not closed over an open eye
    handle = user.handle if level >= Level.ADVISE else None  # nothing is to be done about what is expected
    if level < Level.ADVISE:
        fixes = fixes[:1] if asks else ()  # "No, it is not me" needs a plan: the first, which closes the eye
    return Finding(code, level, text, subject, evidence, fixes, needs_confirmation=asks, handle=handle)


def _names_nobody(path: str) -> bool:
    """Whether a program lies where all share it. Elsewhere the folder tells whose it is, also of other accounts."""
    return where(path, Platform.WINDOWS if "\\" in path else Platform.LINUX) is Where.INSTALLED


_UNSEEN: Final = {
    Part.HIDDEN: Text("This system shows us only some of its programs. Another one could be using {device}."),
    Part.SOUND_SERVER: Text("We could not ask PipeWire or PulseAudio, which pass pictures and sound on to programs."),
    Part.SHAPE: Text("Something goes through PipeWire, and we do not know from what. It could be {device}."),
    Part.PLACE: Text("We could not see in which folder {program} lies."),
    Part.NAME: Text("The system does not tell which program is using {device}."),
    Part.STORE: Text("We could not read what Windows notes about the use of this device."),
    Part.LEAF: Text("We could not read what Windows notes about {program}."),
    Part.SERVICE: Text("The part of Windows that notes which programs use this device may be switched off."),
    Part.OLD: Text("This version of Windows does not note which programs use {device}."),
    Part.NEWER: Text(
        "This version of Windows may not note each use of {device} any more. So there could be one that we do not see."
    ),
    Part.BUILD: Text("We could not see which version of Windows this is. Some of them do not note each use."),
    Part.ALIVE: Text("Windows noted that {program} began to use this device. We could not see whether it still runs."),
    Part.LIST: Text("We could not see the list of programs that are running."),
    Part.LIVE: Text(
        "Windows did not tell us all about which programs use {device} now. So there could be one that we do not see."
    ),
}
"""Sentences for parts that could not be seen. Those that are missing here are the check's own, or count programs."""


def saying(words: Words, hidden: int = 0, processes: int = 0) -> Callable[[Unseen[Part]], Text]:
    """Sentence of each part, with a check's words. `hidden` of `processes` could not be looked into."""

    def say(item: Unseen[Part]) -> Text:
        match item.part:
            case Part.HOLDERS:
                return words.holders
            case Part.BEHIND:
                return words.behind
            case Part.PROCESSES:
                return Text(
                    "We could not look into {hidden} of {total} programs. It could be using {device}.",
                    "We could not look into {hidden} of {total} programs. One of them could be using {device}.",
                    hidden,
                    {"hidden": hidden, "total": processes, "device": words.device},
                )
        text = _UNSEEN[item.part]
        known: dict[str, Value | Text | None] = {"program": item.subject, "device": words.device}
        return replace(
            text,
            values={name: value for name, value in known.items() if value is not None and f"{{{name}}}" in text.one},
        )

    return say
