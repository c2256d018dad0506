"""Packages that apt never takes: on hold, pinned, or outside `APT::Default-Release`.

The hold stands in dpkg's own list. Whether a rule holds a package back is not read off the rule, which may name packages by
pattern, origin, release or version (apt_preferences(5)): apt itself is asked for its candidate, and only where there is
a rule at all, since apt builds a cache of all packages before it answers. `APT::Default-Release "bookworm"` is such a rule:
it lifts the main suite over that of security, whose repairs then never come (seen with apt 2.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from postigo.api import CannotTell, System, Unknown
from postigo_checks.updates.pending.deb_version import compare

PREFERENCES = ("/etc/apt/preferences", "/etc/apt/preferences.d/*")
DEFAULT = ("apt-config", "shell", "release", "APT::Default-Release", "end", "APT::Architecture")
POLICY = ("apt-cache", "policy")
"""With names: what apt would install of each. Without: how it ranks its sources, to "Pinned packages:" as its end mark."""

MANY = 500  # names in one question

_DEFAULT_LINE = re.compile(r"(?:release='([^']*)'\n)?end='[^']+'\n")
_HEAD = re.compile(r"(\S+):")
_CANDIDATE = re.compile(r"  Candidate: (\S+)")
_TABLE = "  Version table:"
_RANKS_BEGIN, _RANKS_END = "Package files:", "Pinned packages:"
_RANK = re.compile(r" {0,3}(-?\d{1,9}) \S.*")
_RELEASE = re.compile(r" {5}release (\S.*)")
_ORIGIN = re.compile(r" {5}origin .*")  # of the source before; empty for one on this computer
_NEVER = 100  # from here down nothing that is installed is ever renewed from a source


@dataclass(frozen=True, slots=True)
class Rank:
    """Rank of one source, which is named as its own head names it."""

    priority: int
    origin: str
    codename: str
    label: str


def has_rules(system: System) -> bool:
    """Whether anything but the newest version may decide what apt takes."""
    if any(entry.kind == "file" for pattern in PREFERENCES for entry in system.glob(pattern)):
        return True
    found = _DEFAULT_LINE.fullmatch(system.run(*DEFAULT).out)
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "the settings of apt are not whole")
    return bool(found[1])


def never_taken(system: System, installed: dict[str, str]) -> set[str]:
    """Packages for which apt knows nothing newer that it would take. `installed`: versions by name."""
    names = sorted(installed)[:MANY]
    said = system.run(*POLICY, *names, timeout=15.0)
    candidates = parse(said.out)
    if said.code or len(candidates) != len(names):
        raise CannotTell(Unknown.UNREADABLE, f"apt-cache policy told of {len(candidates)} of {len(names)} packages")
    # It answers in the order in which it was asked.
    asked = [name.partition(":")[0] for name in names]
    if asked != [name.partition(":")[0] for name, _ in candidates]:
        raise CannotTell(Unknown.UNREADABLE, "apt-cache policy told of other packages")
    return {
        name
        for name, (_, candidate) in zip(names, candidates, strict=True)
        if candidate == "(none)" or compare(candidate, installed[name]) <= 0
    }


def ranks(system: System) -> list[Rank]:
    """Ranks that apt gives its sources."""
    said = system.run(*POLICY, timeout=15.0)
    lines = said.out.splitlines()
    if said.code or _RANKS_BEGIN not in lines[:1] or _RANKS_END not in lines:
        raise CannotTell(Unknown.UNREADABLE, "apt-cache policy did not rank the sources")
    found: list[Rank] = []
    priority: int | None = None
    for line in lines[1 : lines.index(_RANKS_END)]:
        if rank := _RANK.fullmatch(line):
            priority = int(rank[1])
        elif priority is not None and (release := _RELEASE.fullmatch(line)):
            fields = dict(word.partition("=")[::2] for word in release[1].split(","))
            found.append(Rank(priority, fields.get("o", ""), fields.get("n", ""), fields.get("l", "")))
        elif not _ORIGIN.fullmatch(line):
            raise CannotTell(Unknown.UNREADABLE, "apt-cache policy has a line of another form")
    return found


def passed_over(system: System, origin: str, codename: str, label: str) -> bool:
    """Whether apt never takes anything from a source of security updates.

    That is so below 100, and where another source of the same maker for the same release counts more: whatever stands
    there, in any version, is taken before a repair.
    """
    found = ranks(system)
    own = [rank.priority for rank in found if (rank.origin, rank.codename, rank.label) == (origin, codename, label)]
    if not own:
        raise CannotTell(Unknown.UNREADABLE, "apt-cache policy does not know the source of security updates")
    base = codename.removesuffix("-security")
    others = [rank.priority for rank in found if rank.origin == origin and rank.codename == base]
    return max(own) < max((_NEVER, *others))


def parse(text: str) -> list[tuple[str, str]]:
    """Packages that `apt-cache policy` printed, each with the version apt would install."""
    packages: list[tuple[str, str]] = []
    head = candidate = ""
    for line in text.splitlines():
        if found := _HEAD.fullmatch(line):
            head, candidate = found[1], ""
        elif found := _CANDIDATE.fullmatch(line):
            candidate = found[1]
        elif line == _TABLE and head and candidate:
            packages.append((head, candidate))
    return packages
