"""Security patches that wait on openSUSE and SUSE, by zypper's last lists.

Two traps, both seen with 1.14: zypper ends with 0 also when there is no repository at all; and in spite of `--no-refresh` it
fetches the lists of a repository that it has never seen. So the repositories are looked at first, and nothing
is asked unless each of them has its lists already. A refresh that finds nothing new touches `repomd.xml`, so its time
tells when somebody last looked.

What is locked zypper does not list, as if nothing were newer; its man page says that `--all` lists that too.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from postigo.api import ABSENT, CannotTell, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.release import LinuxRelease
from postigo_checks.updates.pending.fact import Lack, Manager, Part, WaitingUpdates

RAW = "/var/cache/zypp/raw"
LOCKS = "/etc/zypp/locks"
ZYPPER = ("zypper", "--no-refresh", "--xmlout")

_REPOSITORIES = re.compile(r"<repo-list>\s*((?:<repo [^>]*>[^<]*(?:<url[^>]*>[^<]*</url>\s*)*</repo>\s*)*)</repo-list>")
_UPDATES = re.compile(
    r"<update-list>\s*((?:<update [^>]*>(?:(?!</?update[ >]).)*</update>\s*)*)</update-list>", re.DOTALL
)
_STATUSES = re.compile(r" status=\"(?:needed|not-needed|applied|unwanted|optional|retracted|undetermined)\"")
_REPOSITORY = re.compile(r"<repo (?=[^>]*\balias=\"([^\"]+)\")(?=[^>]*\benabled=\"([01])\")")
_ENABLED = re.compile(r"<repo ([^>]*\benabled=\"1\"[^>]*)>(.*?)</repo>", re.DOTALL)
_OWN = re.compile(r"(?<!non)[\"/:_.-](?:oss|updates?|sle)[\"/:_.<-]", re.IGNORECASE)
_OWN_UPDATES = re.compile(r"[\"/:_.-]updates?[\"/:_.<-]", re.IGNORECASE)
"""The repositories of openSUSE itself, by their names and addresses (`openSUSE:repo-oss`, `repo-update`, `…/update/leap/…`).
Up to Leap 15 repairs came in repositories for updates alone."""
_UPDATE = re.compile(r"<update ([^>]*)>(.*?)</update>", re.DOTALL)
_ISSUED = re.compile(r"<issue-date time_t=\"(\d{1,10})\"")

_LOCK = re.compile(r"[a-z_]+:.*")

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}  # the last one last


def waiting(system: System, release: LinuxRelease) -> WaitingUpdates:
    """Patches that zypper's lists know of; on a system that rolls, all updates."""
    split = release.id.startswith(("opensuse-leap", "sle"))  # Tumbleweed, Slowroll and MicroOS have no patches
    listed = _whole(system.run(*ZYPPER, "repos").out, "</repo-list>")
    enabled = repositories(listed)
    if not enabled:
        return WaitingUpdates(Manager.ZYPPER, system.now(), None, 0, 0, split=split, lack=Lack.NO_SOURCE)
    fetched = {entry.path: entry.modified for entry in system.glob(f"{RAW}/*/repodata/repomd.xml")}
    looked = {name: fetched.get(f"{RAW}/{name}/repodata/repomd.xml") for name in enabled}
    dates = [date for date in looked.values() if date is not None]
    if len(dates) < len(looked):
        return WaitingUpdates(Manager.ZYPPER, system.now(), None, 0, 0, split=split, lack=Lack.NO_LIST)
    asked = ("list-patches", "--category", "security") if split else ("list-updates",)
    said = system.run(*ZYPPER, *asked, timeout=20.0)
    if said.code:
        raise CannotTell(Unknown.UNREADABLE, f"zypper ended with {said.code}")
    issued = updates(_whole(said.out, "</update-list>"), "patch" if split else "package")
    own = attempt(_has_its_own, listed, release)
    held: int | CannotTell = 0
    if split or not issued:
        held = attempt(_held, system)
    return WaitingUpdates(
        manager=Manager.ZYPPER,
        today=system.now(),
        listed=min(dates),
        waiting=len(issued),
        repairs=len(issued),
        split=split,
        since=min((date for date in issued if date is not None), default=None),
        held=0 if isinstance(held, CannotTell) else held,
        by_dup=not split,
        unseen=tuple(
            Unseen(part, told.why)
            for part, told in ((Part.OWN_SOURCES, own), (Part.HELD, held))
            if isinstance(told, CannotTell)
        ),
    )


def _has_its_own(listed: str, release: LinuxRelease) -> None:
    """MISSING unless a repository of openSUSE's own is on: others' (Packman) do not count."""
    if not release.id.startswith(("opensuse", "aeon", "kalpa")):
        return
    of_old = release.id == "opensuse-leap" and release.version.startswith("15.")
    own = _OWN_UPDATES if of_old else _OWN
    if not any(own.search(text) for words in _ENABLED.findall(listed) for text in words):
        raise CannotTell(Unknown.MISSING, "none of the repositories that are on is of openSUSE's own updates")


def _held(system: System) -> int:
    """How many newer packages stand behind a lock. Without a lock there is none, and nothing more is asked."""
    content = system.read(LOCKS, optional=True)
    if content is ABSENT or not locks(content.decode(errors="replace")):
        return 0
    counts = []
    for asked in (("list-updates", "--all"), ("list-updates",)):
        said = system.run(*ZYPPER, *asked, timeout=20.0)
        if said.code:
            raise CannotTell(Unknown.UNREADABLE, f"zypper ended with {said.code}")
        counts.append(len(updates(_whole(said.out, "</update-list>"), "package")))
    return max(counts[0] - counts[1], 0)


def locks(text: str) -> int:
    """Number of locks: each is some lines of `key: value`, one its `type`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not all(_LOCK.fullmatch(line) for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"{LOCKS} has a line that is no lock")
    return sum(line.startswith(("type:", "solvable_name:")) for line in lines)


def _whole(text: str, inner: str) -> str:
    """An answer of zypper that was not cut and tells of no error."""
    if not text.startswith("<?xml") or not text.rstrip().endswith("</stream>") or inner not in text:
        raise CannotTell(Unknown.UNREADABLE, "the answer of zypper is not whole")
    if '<message type="error">' in text or "no-update-repositories" in text:
        raise CannotTell(Unknown.UNREADABLE, "zypper tells of an error")
    return text


def repositories(text: str) -> list[str]:
    """Names of the repositories that are switched on."""
    listed = _REPOSITORIES.search(text)
    found = _REPOSITORY.findall(listed[1]) if listed else []
    if listed is None or len(found) != text.count("<repo "):
        raise CannotTell(Unknown.UNREADABLE, "a repository without a name or a state")
    for entity, sign in _ENTITIES.items():
        found = [(alias.replace(entity, sign), enabled) for alias, enabled in found]
    return [alias for alias, enabled in found if enabled == "1"]


def updates(text: str, kind: str) -> list[datetime | None]:
    """Days on which the waiting updates came out, where they say so."""
    listed = _UPDATES.search(text)
    found = _UPDATE.findall(listed[1]) if listed else []
    if listed is None or len(found) != text.count("<update ") or any(f'kind="{kind}"' not in head for head, _ in found):
        raise CannotTell(Unknown.UNREADABLE, "an update in the answer of zypper is not whole")
    if kind == "patch":
        if not all(_STATUSES.search(head) and ' category="' in head for head, _ in found):
            raise CannotTell(Unknown.UNREADABLE, "a patch in the answer of zypper has no state that we know")
        found = [(head, body) for head, body in found if 'status="needed"' in head and 'category="security"' in head]
    days = (_ISSUED.search(body) for _, body in found)
    return [None if day is None else datetime.fromtimestamp(int(day[1]), UTC) for day in days]
