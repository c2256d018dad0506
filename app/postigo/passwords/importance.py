"""Importance of an account, by the services that we know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from postigo.passwords.hosts import parents


class Kind(StrEnum):
    """Purpose of an account, the most important first."""

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
    for domain in parents(host):
        if found := known.get(domain):
            return found
    return None


def kind(site: str) -> Kind:
    """Purpose of an account by its site: a host, an app's package, or a title. As `model.Judged` has it."""
    found = service(site) or service(".".join(reversed(site.split("."))))
    return found.kind if found else Kind.OTHER
