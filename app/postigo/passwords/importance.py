"""What an account opens, and so what a person should look at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from postigo.core.model import Level
from postigo.passwords.hosts import parents
from postigo.passwords.model import Judged, Reason
from postigo.passwords.weight import level


class Kind(StrEnum):
    """What an account is for, the most important first."""

    MAIL = "mail"  # e-mail, and the accounts of Apple, Google and Microsoft: who has it can reset all others
    BANK = "bank"  # money
    CLOUD = "cloud"  # photos and files; other passwords
    SOCIAL = "social"  # social networks and messages
    GAME = "game"
    SHOP = "shop"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Service:
    """One service with one account for all its domains."""

    name: str
    kind: Kind


@cache
def _services() -> Mapping[str, Service]:
    """Domain -> service. Written by hand; what is not in it is OTHER, which says nothing about it."""
    return dict(_read((resources.files("postigo_resources") / "data" / "services.csv").read_text("utf-8")))


def _read(table: str) -> Iterator[tuple[str, Service]]:
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, kind, domains = line.split(",")
            for domain in domains.split():
                yield domain, Service(name, Kind(kind))


def service(host: str) -> Service | None:
    """The service that a host belongs to, if it is one we know."""
    known = _services()
    return next((known[domain] for domain in parents(host) if domain in known), None)


def kind(site: str) -> Kind:
    """What an account is for, by its site as `model.Judged` has it: a host, an app's package, or a title."""
    found = service(site) or service(".".join(reversed(site.split("."))))
    return found.kind if found else Kind.OTHER


_RANK: Final[Mapping[Kind, int]] = {each: rank for rank, each in enumerate(Kind)}
_CARRIES_OTHERS: Final = frozenset({Kind.MAIL, Kind.BANK})
# The worst first. How a password is built comes after: the score tells that.
_WORST: Final = (
    Reason.LEAKED,
    Reason.DEFAULT,
    Reason.COMMON,
    Reason.REUSED,
    Reason.NEAR,
    Reason.INCREMENTED,
    Reason.HTTP,
)


def asks(entry: Judged) -> Level:
    """How much an entry asks of the person, with what it opens: the worst that its reasons ask for.

    A password used twice or easily guessed is as urgent as a leaked one where it opens a mailbox or a bank.
    """
    asked = level(entry)
    exposed = Reason.REUSED in entry.reasons or (entry.score is not None and entry.score <= 1)
    if asked is Level.ADVISE and exposed and kind(entry.site) in _CARRIES_OTHERS:
        return Level.ACT
    return asked


def first_things_first(entry: Judged) -> tuple[int, int, int, int, str, int, int]:
    """The key to sort by, for terminal and window alike: what to do now comes first."""
    about, asked = kind(entry.site), asks(entry)
    worst = next((rank for rank, reason in enumerate(_WORST) if reason in entry.reasons), len(_WORST))
    score = 5 if entry.score is None else entry.score
    return -asked, _RANK[about], worst, score, entry.site.casefold(), entry.file, entry.row
