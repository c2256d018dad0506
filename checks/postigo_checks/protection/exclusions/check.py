r"""`av.exclusions`: where Microsoft Defender was told not to look.

What is said, and why: a folder of an installed program is a **NOTE**, since makers of games and of tools ask for that. Anything
else is **ADVISE**: a whole disk, a person's own folders, folders for downloads, kinds of programs.

Below Windows' own folder nobody installs programs: droppers make a folder there and leave it out, so nothing there is soothed.
Defender keeps `%ProgramFiles%` as it was written.

Traps: without administrator rights Defender fills each list with one sentence ("N/A: Must be an administrator…"), and a count
of it says 1. How it reads in other languages is not known, so rights decide, and a policy that hides the lists from
administrators too. Whatever begins like that sentence, or is no path, is never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Choice,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Json,
    Key,
    Level,
    NotApplicable,
    OpenSettings,
    Path,
    Place,
    Plan,
    Platform,
    Probe,
    Share,
    System,
    Text,
    Unknown,
    Value,
    attempt,
)
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.common.known_programs import Where, where
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Silence

PREFERENCE: Final = (
    "Get-MpPreference | Select-Object ExclusionPath,ExclusionProcess,ExclusionExtension,ExclusionIpAddress"
)
POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
HIDDEN: Final = "HideExclusionsFromLocalAdmins"

_KIND: Final = re.compile(r"\.?[A-Za-z0-9_-]{1,20}")
_KNOWN: Final = (HIDDEN, "DisableCatchupFullScan", "DisableCatchupQuickScan", "DisableLocalAdminMerge")
"""Rules of the Defender CSP that leave nothing out, whatever they are set to."""
_NAMED: Final = 10
_FOLDERS: Final = {
    "%programfiles%": "C:\\Program Files",
    "%programw6432%": "C:\\Program Files",
    "%programfiles(x86)%": "C:\\Program Files (x86)",
    "%systemroot%": "C:\\Windows",
    "%windir%": "C:\\Windows",
}
"""Where these folders lie unless Windows was set up on another drive; only that they are such folders matters here."""


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What Defender leaves out: places and programs by path, kinds of files, and how many addresses."""

    paths: tuple[str, ...]
    kinds: tuple[str, ...]
    addresses: int
    doubt: CannotTell | None = None  # a rule of a school or firm that we do not know, and that takes something away


def windows(system: System, data: Data) -> Exclusions | Silence:
    """By Defender's own word, for an administrator; `Silence` where it is known that it does not watch at all."""
    del data
    if not system.elevated:
        raise CannotTell(Unknown.DENIED, "Defender tells its exclusions only to administrators")
    policy = system.registry(POLICY, optional=True)
    if isinstance(policy, Key) and policy.values.get(HIDDEN, 0) != 0:
        raise CannotTell(Unknown.DENIED, f"{HIDDEN} is set")
    preference = defender.report(system, PREFERENCE)
    if isinstance(preference, Silence):
        return preference
    paths = (*_list(preference, "ExclusionPath"), *_list(preference, "ExclusionProcess"))
    kinds = _list(preference, "ExclusionExtension")
    if not all(_KIND.fullmatch(kind) for kind in kinds):
        raise CannotTell(Unknown.UNREADABLE, "a kind of files that is none")
    rules = attempt(policy_words.require_known, [policy.values] if isinstance(policy, Key) else [], _KNOWN)
    addresses = len(_list(preference, "ExclusionIpAddress"))
    return Exclusions(paths, kinds, addresses, rules if isinstance(rules, CannotTell) else None)


def _list(entry: dict[str, Json], name: str) -> tuple[str, ...]:
    """One list; one entry may come without its list, none as null. The property itself must be there."""
    value = entry.get(name, False)
    listed = [] if value is None else value if isinstance(value, list) else [value]
    texts = tuple(item for item in listed if isinstance(item, str) and item)
    if len(texts) != len(listed):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of texts")
    if any(text.startswith("N/A") for text in texts):
        raise CannotTell(Unknown.DENIED, f"{name} is hidden")
    return texts


def judge(fact: Exclusions | Silence) -> Iterator[Finding | Gap] | NotApplicable:
    """Nothing to leave out where Defender does not watch."""
    if isinstance(fact, Silence):
        return NotApplicable(Text("Microsoft Defender does not watch this computer now."))
    return _judge(fact)


def _judge(fact: Exclusions) -> Iterator[Finding | Gap]:
    """The wide ones, the usual ones, kinds of files."""
    usual = [path for path in fact.paths if _is_usual(path)]
    wide = [path for path in fact.paths if path not in usual]
    if wide or fact.kinds:
        text = Text(
            "Someone told the antivirus not to look at {n} place. Spy programs sometimes ask for this.",
            "Someone told the antivirus not to look at {n} places. Spy programs sometimes ask for this.",
            len(wide) + len(fact.kinds),
            {"n": len(wide) + len(fact.kinds)},
        )
        evidence: dict[str, Value | Text] = {f"path {n}": Path(path) for n, path in enumerate(wide[:_NAMED], 1)}
        evidence |= {f"kind {n}": _shown(kind) for n, kind in enumerate(fact.kinds[:_NAMED], 1)}
        yield Finding("places-left-out", Level.ADVISE, text, evidence=evidence, fixes=("remove",))
    if usual or fact.addresses:
        text = Text(
            "The antivirus leaves out {n} folder or address of an installed program. Games and tools ask for this.",
            "The antivirus leaves out {n} folders or addresses of installed programs. Games and tools ask for this.",
            len(usual) + fact.addresses,
            {"n": len(usual) + fact.addresses},
        )
        evidence = {f"path {n}": Path(path) for n, path in enumerate(usual[:_NAMED], 1)}
        yield Finding("programs-left-out", Level.NOTE, text, evidence=evidence)
    if fact.doubt is not None:
        yield Gap(fact.doubt.why, Text("A rule that we do not know may take something from the antivirus."))
    elif not (fact.paths or fact.kinds or fact.addresses):
        yield Finding("none", Level.GOOD, Text("Microsoft Defender looks everywhere: nothing is left out."))


def _is_usual(path: str) -> bool:
    """A folder or program below a place where only an administrator installs programs, and no pattern."""
    path = expanded(path)
    parts = path.rstrip("\\").split("\\")
    if len(parts) <= 2 or "*" in path or ".." in parts or parts[1].casefold() == "windows":
        return False
    return where(path, Platform.WINDOWS) is Where.INSTALLED


def expanded(path: str) -> str:
    r"""A path with the variables that stand for one folder on every Windows written out, and `\` between its parts."""
    path = path.replace("/", "\\")
    head, slash, tail = path.partition("\\")
    return _FOLDERS.get(head.casefold(), head) + slash + tail


_WORDS: Final = {word: Choice(word) for word in ("exe", "dll", "scr", "com", "bat", "cmd", "ps1", "vbs", "js", "msi")}


def _shown(kind: str) -> Value | Text:
    return _WORDS.get(kind.lstrip(".").casefold(), Text("another kind of files"))


AV_EXCLUSIONS: Final = Check(
    id="av.exclusions",
    title=Text("Where the antivirus does not look"),
    why=Text("Where the antivirus does not look, a harmful program can hide."),
    tip=3,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Where Microsoft Defender was told not to look."),
            Text("Without administrator rights everything. Exceptions of antivirus programs of other makers."),
            elevated=True,
        ),
    },
    share=Share.NAMES,
    budget=30.0,
    fixes=(
        Plan(
            "remove",
            Text("Take back the exceptions that nobody needs"),
            (
                Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
                OpenSettings(Place.ANTIVIRUS),
                Instruct(
                    Text("Choose “Virus & threat protection”, “Manage settings”, then “Add or remove exclusions”.")
                ),
                Instruct(Text("Remove what nobody needs, and let the antivirus look at the whole computer.")),
            ),
            Text("About 10 minutes."),
            safety=True,
            on=frozenset({Platform.WINDOWS}),
        ),
    ),
)
