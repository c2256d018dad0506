"""Reuse of passwords: twice, nearly twice, by several people; and their accounts.

    across = Across(today=…, profile=…, tags=…)
    for each entry of each file:  across.add(judged, entry, random=strength.random)
    for judged in across.final(): …            # all that are not as they were added

No password is kept: what is kept of an entry is a number, the same for the same password.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from postigo.passwords.hosts import Address, addresses, is_local
from postigo.passwords.importance import Kind, kind, service
from postigo.passwords.model import Judged, Profile, Reason
from postigo.passwords.sandbox import similarity
from postigo.passwords.sandbox.accounts import Account, Login, accounts, hands
from postigo.passwords.sandbox.defaults import is_default
from postigo.passwords.sandbox.entry import Entry
from postigo.passwords.sandbox.tags import Age, Sighting, Tags, half_a_year_ago

_ORDER: Final = {reason: place for place, reason in enumerate(Reason)}
_SECOND_FACTOR_MATTERS: Final = frozenset({Kind.MAIL, Kind.CLOUD, Kind.SOCIAL, Kind.GAME})
"""Accounts for which a second factor matters.

A bank asks for one by law (PSD2, Commission Delegated Regulation 2018/389), and it never lies in a password manager.
"""


@dataclass(slots=True, repr=False)
class _Added:
    """An entry, as far as it is kept."""

    judged: Judged
    login: Login
    own: tuple[Reason, ...]  # what it says by itself
    open_hosts: tuple[str, ...]  # its http addresses, where it has no other
    no_second_factor: bool
    sighting: Sighting | None


class Across:
    """All entries of one audit, side by side."""

    def __init__(self, *, today: date, profile: Profile = Profile.POLICE, tags: Tags | None = None) -> None:
        self._half_a_year_ago = half_a_year_ago(today)
        self._profile = profile
        self._tags = tags
        self._key = secrets.token_bytes(32)  # of this audit only: no digest of it means anything afterwards
        self._numbers: dict[bytes, int] = {}
        self._near = similarity.Nearness()
        self._added: list[_Added] = []
        self._protected: set[str] = set()
        self._second_factors: set[int] = set()

    def add(self, judged: Judged, entry: Entry, *, random: bool) -> None:
        """Add an entry as it was judged by itself.

        `random`: it was drawn by lot, so that what it is near to is chance.
        """
        found = addresses(entry.urls)
        self._protected.update(each.host for each in found if each.scheme == "https")
        if entry.second_factor:
            self._second_factors.add(judged.file)
        user = entry.user.strip().casefold()
        self._added.append(
            _Added(
                judged=judged,
                login=Login(judged.file, self._number(entry, found, random=random), _host(found, entry.title), user),
                own=tuple(_own(entry, found, random=random)),
                open_hosts=_open_hosts(found),
                no_second_factor=entry.second_factor is False and kind(judged.site) in _SECOND_FACTOR_MATTERS,
                sighting=self._tags.see(judged.site, user, entry.password) if self._tags and entry.password else None,
            )
        )

    def final(self) -> Iterator[Judged]:
        """Entries that are no longer as they were added, in their order."""
        with_password = [added for added in self._added if added.login.password >= 0]
        logins = [added.login for added in with_password]
        beside = _beside(logins, self._near.group)
        compared = iter(beside)
        for added in self._added:
            mine = next(compared) if added.login.password >= 0 else _ALONE
            age = self._age(added)
            now = (
                in_order({*added.judged.reasons, *added.own, *mine.reasons(), *self._about(added, age)}),
                mine.reuse_group,
                mine.near_group,
                age.changed,
                age.unchanged_since,
            )
            was = added.judged
            if now != (was.reasons, was.reuse_group, was.near_group, was.changed, was.unchanged_since):
                reasons, reuse_group, near_group, changed, unchanged_since = now
                yield replace(
                    was,
                    reasons=reasons,
                    reuse_group=reuse_group,
                    near_group=near_group,
                    changed=changed,
                    unchanged_since=unchanged_since,
                )

    def _number(self, entry: Entry, found: Sequence[Address], *, random: bool) -> int:
        """The number of a password, from 0; -1 for none."""
        if not entry.password:
            return -1
        text = entry.password.encode(errors="surrogatepass")
        digest = hashlib.blake2b(text, key=self._key, digest_size=16).digest()
        number = self._numbers.get(digest)
        if number is None:
            number = self._numbers[digest] = len(self._numbers)
            if random:
                self._near.skip(number)
            else:
                self._near.add(number, entry.password)
        if not random:
            self._near.add_at(number, entry.password, (name for each in found for name in similarity.names(each.host)))
        return number

    def _about(self, added: _Added, age: Age) -> Iterator[Reason]:
        """Reasons about the account of an entry."""
        if added.open_hosts and self._protected.isdisjoint(added.open_hosts):
            yield Reason.HTTP
        # A file in which no login has one tells nothing: who keeps them elsewhere has none here.
        if added.no_second_factor and added.judged.file in self._second_factors:
            yield Reason.NO_SECOND_FACTOR
        known = age.changed or age.unchanged_since
        if self._profile is Profile.POLICE and known is not None and known < self._half_a_year_ago:
            yield Reason.OLD

    def _age(self, added: _Added) -> Age:
        if added.judged.changed is not None:
            return Age(changed=added.judged.changed)
        age = self._tags.age(added.sighting) if self._tags and added.sighting else Age()
        since = added.judged.unchanged_since
        if since is None or age.changed:
            return age
        return Age(unchanged_since=min(since, age.unchanged_since or since))


def in_order(reasons: AbstractSet[Reason]) -> tuple[Reason, ...]:
    """Reasons in the order of `Reason`."""
    return tuple(sorted(reasons, key=_ORDER.__getitem__))


def _own(entry: Entry, found: Sequence[Address], *, random: bool) -> Iterator[Reason]:
    if entry.password and is_default(entry.user, entry.password, found):
        yield Reason.DEFAULT
    # Managers keep an old password also where only a note was changed: the same one is no former one.
    if entry.password and not random and any(similarity.is_near(entry.password, former) for former in entry.history):
        yield Reason.INCREMENTED


def _host(found: Sequence[Address], name: str) -> str:
    return found[0].host if found else f"[{name.strip().casefold()}]"


def _open_hosts(found: Sequence[Address]) -> tuple[str, ...]:
    """The hosts of an entry that has http addresses only. In one's own house nobody has better; the known have long changed."""
    if any(each.scheme != "http" for each in found):
        return ()
    return tuple(each.host for each in found if not is_local(each.host) and service(each.host) is None)


@dataclass(slots=True)
class _Beside:
    """Relations of an entry to the others."""

    reused: bool = False
    near: bool = False
    shared: bool = False
    reuse_group: int | None = None
    near_group: int | None = None

    def reasons(self) -> Iterator[Reason]:
        """The same as reasons."""
        if self.reused:
            yield Reason.REUSED
        if self.near:
            yield Reason.NEAR
        if self.shared:
            yield Reason.SHARED


_ALONE: Final = _Beside()


def _beside(logins: Sequence[Login], group_of: Callable[[int], int]) -> list[_Beside]:
    found = accounts(logins)
    whose = hands(logins, found)
    told = [_Beside() for _ in logins]
    groups = 0
    for members in _several(logins, lambda login: login.password):
        # One account that two exports of a person name is used once.
        reused = len({found[place] for place in members}) > 1
        shared = len({whose[logins[place].file] for place in members}) > 1
        groups += reused or shared
        for place in members:
            told[place].reused, told[place].shared = reused, shared
            told[place].reuse_group = groups if reused or shared else None
    groups = 0
    for members in _several(logins, lambda login: group_of(login.password)):
        near = _near(members, logins, found)
        groups += bool(near)
        for place in near:
            told[place].near, told[place].near_group = True, groups
    return told


def _near(members: Sequence[int], logins: Sequence[Login], found: Sequence[Account]) -> list[int]:
    """Those of a group that have a different password and a different account beside them.

    Two passwords of one account are an old one and a new one that a second export has not learnt of yet.
    """
    passwords = Counter(logins[place].password for place in members)
    if len(passwords) == 1:
        return []
    of_account = Counter(found[place] for place in members)
    same = Counter((logins[place].password, found[place]) for place in members)
    return [
        place
        for place in members
        if len(members)
        > passwords[logins[place].password] + of_account[found[place]] - same[logins[place].password, found[place]]
    ]


def _several(logins: Sequence[Login], key: Callable[[Login], int]) -> list[list[int]]:
    """Places of each group of several logins with the same key, in their order."""
    first: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for place, login in enumerate(logins):
        of_all = key(login)
        before = first.setdefault(of_all, place)
        if before != place:
            groups.setdefault(of_all, [before]).append(place)
    return sorted(groups.values())
