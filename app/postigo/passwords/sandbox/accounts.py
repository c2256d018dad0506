"""Which entries are one account, and which files are in the same hands.

An account is a service and a user. Exports name one account in many ways: with and without a subdomain, as an app, under an
older domain of the same service, with the e-mail address or only its first part, or twice because two browsers were exported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from postigo.passwords.hosts import parents
from postigo.passwords.importance import service


class Login(NamedTuple):
    """Login as it is kept for comparing. `password` is a number, the same for the same password."""

    file: int
    password: int
    host: str  # or the title in brackets, where there is no host
    user: str


class Account(NamedTuple):
    """One account of one service."""

    service: str
    user: str


def accounts(logins: Sequence[Login]) -> list[Account]:
    """The account of each login."""
    hosts = {login.host for login in logins}
    services = {host: _service(host, hosts) for host in hosts}
    users: dict[str, set[str]] = defaultdict(set)
    for login in logins:
        users[services[login.host]].add(login.user)
    beside: dict[tuple[str, int], set[str]] = defaultdict(set)  # the users of one password, where an entry names none
    for login in logins:
        if "" in users[services[login.host]]:
            beside[services[login.host], login.password].add(login.user)
    whole = {at: _whole(known) for at, known in users.items() if len(known) > 1}
    found = []
    for _, password, host, user in logins:
        at = services[host]
        named = user or _only(beside[at, password]) or _only(users[at])
        found.append(Account(at, whole[at].get(named, named) if at in whole else named))
    return found


def _service(host: str, hosts: AbstractSet[str]) -> str:
    """Service by its known name, else the highest domain that the files name."""
    known = service(host)
    return known.name if known else next(parent for parent in reversed(parents(host)) if parent in hosts)


def _whole(users: Iterable[str]) -> Mapping[str, str]:
    """The first parts of e-mail addresses -> the address, where there is one address only."""
    firsts: dict[str, set[str]] = defaultdict(set)
    for user in users:
        first, sign, _ = user.partition("@")
        if sign:
            firsts[first].add(user)
    return {first: next(iter(full)) for first, full in firsts.items() if len(full) == 1}


def _only(users: Iterable[str]) -> str:
    """The one user there is, where an entry names none; "" where that could be several."""
    named = {user for user in users if user}
    return min(named) if len(named) == 1 else ""


def hands(logins: Sequence[Login], found: Sequence[Account]) -> Mapping[int, int]:
    """Owner of each file, as a number. Two exports of one person are in the same hands.

    They are when more than half of the entries of the smaller file have a user name that the other has too, or are the same account
    with the same password. Members of a family have few of either in common, beside what they share.
    """
    numbers = {login.file for login in logins}
    if len(numbers) < 2:
        return {number: number for number in numbers}
    by_file: dict[int, list[tuple[str, Account, int]]] = defaultdict(list)
    for login, account in zip(logins, found, strict=True):
        by_file[login.file].append((account.user, account, login.password))
    whose = {file: file for file in by_file}
    files = sorted(by_file, key=lambda file: len(by_file[file]))
    for place, smaller in enumerate(files):
        for larger in files[place + 1 :]:
            if _one_person(by_file[smaller], by_file[larger]):
                old, new = whose[smaller], whose[larger]
                whose = {file: new if hand == old else hand for file, hand in whose.items()}
    return whose


def _one_person(smaller: Sequence[tuple[str, Account, int]], larger: Sequence[tuple[str, Account, int]]) -> bool:
    users = {user for user, _, _ in larger if user}
    same = {(account, password) for _, account, password in larger}
    common = sum((user in users) or ((account, password) in same) for user, account, password in smaller)
    return 2 * common > len(smaller)
