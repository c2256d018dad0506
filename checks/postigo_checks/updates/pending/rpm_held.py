"""Rules by which dnf never takes a package: exclusions and locks (dnf 4 and 5).

Asked only where something waits. An exclusion names packages by a pattern, alone, with their architecture, or whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from postigo.api import ABSENT, CannotTell, System, Unknown

CONF = "/etc/dnf/dnf.conf"
REPOSITORIES = "/etc/yum.repos.d/*.repo"
LOCKS = "/etc/dnf/plugins/versionlock.list"
LOCKS_5 = "/etc/dnf/versionlock.toml"

_EXCLUDE = re.compile(r"^[ \t]*exclude(?:pkgs)?[ \t]*=[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_LOCK = re.compile(r"(?P<name>.+)-(?:\d+:)?[^-]+-[^-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of dnf: patterns of what is excluded, and of what is locked. A lock has a name, and its only version ("" for any)."""

    excluded: tuple[str, ...] = ()
    locked: tuple[tuple[str, str], ...] = ()

    def hold(self, name: str, arch: str, offered: str) -> bool:
        """Whether an offer (`epoch:version-release`) is never taken."""
        bare = offered.removeprefix("0:")
        whole = {f"{name}-{version}.{arch}" for version in (offered, bare)}
        if any(fnmatchcase(text, pattern) for text in {name, f"{name}.{arch}", *whole} for pattern in self.excluded):
            return True
        locks = [version for pattern, version in self.locked if fnmatchcase(name, pattern)]
        return bool(locks) and not any(fnmatchcase(version, lock) for lock in locks for version in (offered, bare))


def rules(system: System) -> Rules:
    """Rules of this machine."""
    files = [CONF, *(entry.path for entry in system.glob(REPOSITORIES) if entry.kind == "file")]
    excluded = [word for path in files for word in _excluded(_text(system, path))]
    return Rules(tuple(excluded), (*_locks(_text(system, LOCKS)), *_locks_5(_text(system, LOCKS_5))))


def _text(system: System, path: str) -> str:
    """A text file; empty where it is not there."""
    content = system.read(path, optional=True)
    try:
        return "" if content is ABSENT else content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None


def _excluded(text: str) -> list[str]:
    return [word for found in _EXCLUDE.findall(text) for word in re.split(r"[\s,]+", found) if word]


def _locks(text: str) -> Iterator[tuple[str, str]]:
    """Locks by lines such as `openssl-1:3.0.7-1.el9.*`. With a "!" before it a version is excluded, which another may pass."""
    for line in text.splitlines():
        words = line.partition("#")[0].strip()
        found = _LOCK.fullmatch(words)
        if words.startswith("!"):
            continue
        if found is not None:
            yield found["name"], words[len(found["name"]) + 1 :].removesuffix(".*")
        elif words:
            yield words, ""


def _locks_5(text: str) -> Iterator[tuple[str, str]]:
    import tomllib  # noqa: PLC0415 - 3 ms in each audit; few computers have this file

    try:
        packages = tomllib.loads(text).get("packages", [])
    except tomllib.TOMLDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{LOCKS_5} is not TOML") from None
    for package in packages if isinstance(packages, list) else [None]:
        name = package.get("name") if isinstance(package, dict) else None
        if not isinstance(package, dict) or not isinstance(name, str):
            raise CannotTell(Unknown.UNREADABLE, f"{LOCKS_5} has a lock without a name")
        yield name, ""
