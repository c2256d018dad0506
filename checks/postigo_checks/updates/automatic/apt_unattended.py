"""Effect of unattended-upgrades: what it takes by its own rules, and when it last ended.

The switch and the timer say that it starts. Which updates it takes its origins decide: with none, with everything on its list
of exclusions, or on a system whose lists are signed by another maker it starts each day, takes nothing, and says so in a log
that nobody reads. So its settings are compared with the heads of the releases in /var/lib/apt/lists as its own code
compares them (unattended-upgrades 2.9), and its stamp is looked at: it writes one only when it got to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from fnmatch import fnmatch
from pathlib import PurePosixPath

from postigo.api import CannotTell, System, Unknown
from postigo_checks.common.linux.release import LinuxRelease
from postigo_checks.updates.pending import apt, apt_held
from postigo_checks.updates.pending.apt_release import Release

SETTINGS = r"""settings=$(apt-config dump) || exit; printf '%s\n' "$settings" | LC_ALL=C awk '
tolower($0) ~ /^unattended-upgrade::/ { lines++; print } END { printf "end\t%d\n", lines }'"""
"""Shell script that prints the settings of unattended-upgrades, then how many lines. They are as apt reads them, out of all its files."""

LSB = ("lsb_release", "-i", "-c", "-s")
"""Maker and codename of the system, from where unattended-upgrades takes them too."""

STAMP = "/var/lib/apt/periodic/unattended-upgrades-stamp"
PROGRAM = "/var/lib/dpkg/info/unattended-upgrades.list"
LATE = timedelta(days=14)

_SETTING = re.compile(r'Unattended-Upgrade::([A-Za-z-]+)(::\S*)? "(.*)";', re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]*")
_KEYS = {
    "o": "origin",
    "origin": "origin",
    "l": "label",
    "label": "label",
    "a": "suite",
    "suite": "suite",
    "archive": "suite",
    "n": "codename",
    "codename": "codename",
    "c": "component",
    "component": "component",
    "site": "site",
}
_SAMPLES = ("openssl", "libc6", "linux-image-amd64", "zlib1g", "firefox-esr", "0ad", "xserver-xorg-core")
"""Names as unlike as they come: a rule that fits all of them fits everything."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings that decide what is taken; each a list, empty where it is not set."""

    origins: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Reach(Enum):
    """Reach of its rules."""

    ALL = "this system's security updates"
    MOST = "but for those of a few packages"
    FEW = "only those of a few packages"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Taken:
    """Updates that unattended-upgrades takes. `ended` is when it last got to its end; `since` when it was installed; None where no
    file tells.
    """

    reach: Reach
    ended: datetime | None = None
    since: datetime | None = None


def taken(system: System, linux: LinuxRelease) -> Taken:
    """Updates that are taken on this machine; CannotTell without a list to compare with."""
    settings = parse(system.run("sh", "-c", SETTINGS).out)
    stamps = system.glob(STAMP)
    since = min((entry.modified for entry in system.glob(PROGRAM)), default=None)
    ended = max((entry.modified for entry in stamps), default=None)
    return Taken(_reach(system, linux, settings), ended, since)


def _reach(system: System, linux: LinuxRelease, settings: Settings) -> Reach:
    by_name = _by_name(settings)
    if by_name is Reach.NONE or not (settings.origins or settings.allowed):
        return Reach.NONE
    lists = apt.fetched(system, linux)
    if not lists.releases:
        raise CannotTell(Unknown.MISSING, "apt has fetched no list")
    rules = _rules(settings, *_lsb(system, settings))
    if not any(_taken(each, rules) for each in lists.releases):
        return Reach.NONE
    if not (lists.own or lists.of_makers):
        raise CannotTell(Unknown.MISSING, "what it takes is of a source that we do not know")
    if not lists.own or not all(_taken(each, rules) for each in lists.own):
        return Reach.NONE
    if apt_held.has_rules(system):
        passed = [apt_held.passed_over(system, each.origin, each.codename, each.label) for each in lists.own]
        if any(passed):
            return Reach.NONE
    return by_name


def parse(text: str) -> Settings:
    """Settings that `SETTINGS` printed."""
    *lines, end = text.splitlines() or [""]
    found = [_SETTING.fullmatch(line) for line in lines]
    if end != f"end\t{len(lines)}" or not all(found):
        raise CannotTell(Unknown.UNREADABLE, "the settings of unattended-upgrades are not whole")
    values: dict[str, list[str]] = {}
    for line in found:
        if line is not None and line[2] is not None:  # the line of the list itself holds no value
            values.setdefault(line[1].casefold(), []).append(line[3])
    return Settings(
        tuple(values.get("origins-pattern", ())),
        tuple(values.get("allowed-origins", ())),
        tuple(values.get("package-blacklist", ())),
        tuple(values.get("package-whitelist", ())),
    )


def _lsb(system: System, settings: Settings) -> tuple[str, str]:
    """Maker and codename for `${distro_id}` and `${distro_codename}`, asked for only where they are used."""
    if not any("$" in rule for rule in (*settings.origins, *settings.allowed)):
        return "", ""
    said = system.run(*LSB)
    words = said.out.split()
    if said.code or not said.out.endswith("\n") or len(words) != 2 or not all(_NAME.fullmatch(word) for word in words):
        raise CannotTell(Unknown.UNREADABLE, "lsb_release does not tell maker and codename")
    return words[0], words[1]


def _rules(settings: Settings, maker: str, codename: str) -> list[dict[str, list[str]]]:
    """Rules as patterns for each part of a release's head, which must all fit. One that is wrong takes nothing at all."""
    texts = list(settings.origins)
    for text in settings.allowed:  # "Debian:stable", of old
        words = re.split(r"(?<!\\):", text) if re.search(r"(?<!\\):", text) else text.split()
        if len(words) != 2:
            return []
        texts.append(",".join(f"{key}={word}" for key, word in zip("oa", _escaped(words), strict=True)))
    rules = []
    for text in texts:
        rule: dict[str, list[str]] = {}
        for token in text.strip().replace("\\,", "%2C").split(",") if text.strip() else ():
            key, equals, value = (part.strip().replace("%2C", ",") for part in token.partition("="))
            if not equals or "=" in value or key not in _KEYS:
                return []
            for name, stands_for in (("distro_id", maker), ("distro_codename", codename)):
                value = value.replace(f"${{{name}}}", stands_for).replace(f"${name}", stands_for)
            if "$" in value:
                return []
            rule.setdefault(_KEYS[key], []).append(value)
        if rule:
            rules.append(rule)
    return rules


def _escaped(words: Iterable[str]) -> list[str]:
    return [re.sub(r"([^\\]),", r"\1\\,", word.replace("\\:", ":")) for word in words]


def _taken(release: Release, rules: list[dict[str, list[str]]]) -> bool:
    """Whether one of the rules fits a release. A release has many components; a rule for one of them is for `main`."""
    site = PurePosixPath(release.path).name.partition("_")[0]
    head = {
        "origin": release.origin,
        "label": release.label,
        "suite": release.suite,
        "codename": release.codename,
        "component": "main",
        "site": site,
    }
    return any(all(fnmatch(head[key], value) for key, values in rule.items() for value in values) for rule in rules)


def _by_name(settings: Settings) -> Reach:
    """How far the rules about names of packages reach. One that is no pattern stops unattended-upgrades altogether."""
    try:
        left = [name for name in _SAMPLES if not any(re.match(rule, name) for rule in settings.excluded)]
        only = [re.compile(rule) for rule in settings.only]
    except re.error:
        return Reach.NONE
    if not left:
        return Reach.NONE
    if only and not all(any(rule.match(name) for rule in only) for name in left):
        return Reach.FEW
    if settings.excluded:
        return Reach.MOST if len(left) * 2 > len(_SAMPLES) else Reach.FEW
    return Reach.ALL
