"""Waiting security patches on openSUSE and SUSE, by zypper's own last lists and without refreshing them.

Two traps, both seen with 1.14: zypper ends with 0 also when there is no repository at all; and in spite of `--no-refresh` it
fetches the lists of a repository that it has never seen. So the repositories are looked at first, and nothing
is asked unless each of them has its lists already. A refresh that finds nothing new touches `repomd.xml`, so its time
tells when somebody last looked.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from postigo.api import CannotTell, System, Unknown
from postigo_checks.linux_release import LinuxRelease
from postigo_checks.waiting import Lack, Manager, WaitingUpdates

RAW = "/var/cache/zypp/raw"
ZYPPER = ("zypper", "--no-refresh", "--xmlout")

_REPOSITORY = re.compile(r"<repo (?=[^>]*\balias=\"([^\"]+)\")(?=[^>]*\benabled=\"([01])\")")
_UPDATE = re.compile(r"<update ([^>]*)>(.*?)</update>", re.DOTALL)
_ISSUED = re.compile(r"<issue-date time_t=\"(\d{1,10})\"")

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}  # the last one last


def waiting(system: System, release: LinuxRelease) -> WaitingUpdates:
    """The patches that zypper's lists know of; on a system that rolls, all updates."""
    split = release.id.startswith(("opensuse-leap", "sle"))  # Tumbleweed, Slowroll and MicroOS have no patches
    enabled = repositories(_whole(system.run(*ZYPPER, "repos").out, "</repo-list>"))
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
    return WaitingUpdates(
        manager=Manager.ZYPPER,
        today=system.now(),
        listed=min(dates),
        waiting=len(issued),
        repairs=len(issued),
        split=split,
        since=min((date for date in issued if date is not None), default=None),
    )


def _whole(text: str, inner: str) -> str:
    """An answer of zypper that was not cut and tells of no error."""
    if not text.startswith("<?xml") or not text.rstrip().endswith("</stream>") or inner not in text:
        raise CannotTell(Unknown.UNREADABLE, "the answer of zypper is not whole")
    if '<message type="error">' in text or "no-update-repositories" in text:
        raise CannotTell(Unknown.UNREADABLE, "zypper tells of an error")
    return text


def repositories(text: str) -> list[str]:
    """The names of the repositories that are switched on."""
    found = _REPOSITORY.findall(text)
    if len(found) != text.count("<repo "):
        raise CannotTell(Unknown.UNREADABLE, "a repository without a name or a state")
    for entity, sign in _ENTITIES.items():
        found = [(alias.replace(entity, sign), enabled) for alias, enabled in found]
    return [alias for alias, enabled in found if enabled == "1"]


def updates(text: str, kind: str) -> list[datetime | None]:
    """When each waiting update came out, where it says so."""
    found = _UPDATE.findall(text)
    if len(found) != text.count("<update ") or any(f'kind="{kind}"' not in head for head, _ in found):
        raise CannotTell(Unknown.UNREADABLE, "an update in the answer of zypper is not whole")
    if kind == "patch":
        found = [(head, body) for head, body in found if 'status="needed"' in head and 'category="security"' in head]
    days = (_ISSUED.search(body) for _, body in found)
    return [None if day is None else datetime.fromtimestamp(int(day[1]), UTC) for day in days]
