"""Judge of `av.exclusions`: a folder of an installed program is a **NOTE**, anything else **ADVISE**.

Makers of games and of tools ask for the first. Anything else is a whole disk, a person's own folders, folders for downloads,
kinds of programs. Below Windows' own folder nobody installs programs: droppers make a folder there and leave it out, so nothing
there is soothed. Defender keeps `%ProgramFiles%` as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Keyword, Level, NotApplicable, Path, Platform, Text, Value, gaps
from postigo_checks.common.known_programs import Where, where
from postigo_checks.common.windows.short_names import is_short
from postigo_checks.protection.defender.windows import Silence
from postigo_checks.protection.exclusions.fact import Exclusions

_NAMED: Final = 10
_FOLDERS: Final = {
    "%programfiles%": "C:\\Program Files",
    "%programw6432%": "C:\\Program Files",
    "%programfiles(x86)%": "C:\\Program Files (x86)",
    "%systemroot%": "C:\\Windows",
    "%windir%": "C:\\Windows",
}
"""Folders by variable, as they lie by default.

Windows may be set up on another drive; only that they are such folders matters here.
"""


def judge(fact: Exclusions | Silence) -> Iterator[Finding | Gap] | NotApplicable:
    """Judgement of the exclusions. There is nothing to leave out where Defender does not watch."""
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
    yield from gaps(fact.unseen, lambda _: Text("A rule that we do not know may take something from the antivirus."))
    if not (fact.unseen or fact.paths or fact.kinds or fact.addresses):
        yield Finding("none", Level.GOOD, Text("Microsoft Defender looks everywhere: nothing is left out."))


_OF_THE_STORE: Final = {"windowsapps", "modifiablewindowsapps"}


def _is_usual(path: str) -> bool:
    """Whether a path lies below a place of administrators only, and is no pattern. It is a folder's or a program's.

    Apps from the Store land below WindowsApps, and no administrator is asked for those: the whole of it is wide.
    """
    path = expanded(path)
    parts = [part for part in path.split("\\") if part.strip(". \0")]  # Windows passes over what else stands there
    if len(parts) <= 2 or not {"*", "?"}.isdisjoint(path) or ".." in path.split("\\"):
        return False
    last = parts[-1].rstrip(". \0")
    if parts[1].casefold() == "windows" or last.casefold() in _OF_THE_STORE or is_short(last):
        return False
    return where("\\".join(parts), Platform.WINDOWS) is Where.INSTALLED


def expanded(path: str) -> str:
    r"""Path with the variables of Windows' usual folders written out, and `\` between its parts."""
    path = path.replace("/", "\\")
    head, slash, tail = path.partition("\\")
    return _FOLDERS.get(head.casefold(), head) + slash + tail


_WORDS: Final = {word: Keyword(word) for word in ("exe", "dll", "scr", "com", "bat", "cmd", "ps1", "vbs", "js", "msi")}


def _shown(kind: str) -> Value | Text:
    return _WORDS.get(kind.lstrip(".").casefold(), Text("another kind of files"))
