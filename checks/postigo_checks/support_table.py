"""The bundled table of when systems stop getting security updates, with its own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from packaging.version import InvalidVersion, Version

from postigo.api import Data
from postigo_checks import dated_table

NAME = "os_support.csv"


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a system. `ends` is the last day of its security updates; None: no end was known.

    `extended` is the last day of updates by somebody else, or for those who enrolled.
    """

    product: str
    cycle: str
    name: str
    released: date
    ends: date | None
    extended: date | None
    build: str = ""


@dataclass(frozen=True, slots=True)
class SupportTable:
    """All releases, newest first within a product, as they were known on `day`."""

    day: date
    releases: tuple[Release, ...]

    def of(self, product: str) -> tuple[Release, ...]:
        """The releases of one product, newest first."""
        found = [release for release in self.releases if release.product == product]
        return tuple(sorted(found, key=lambda release: release.released, reverse=True))

    def find(self, product: str, cycle: str) -> Release | None:
        """One release."""
        return next((release for release in self.of(product) if release.cycle == cycle), None)

    def is_newer(self, product: str, cycle: str) -> bool:
        """Whether a release came after all that the table knows, as far as its number tells."""
        known = [_number(release.cycle) for release in self.of(product)]
        number = _number(cycle)
        return number is not None and all(other is None or number > other for other in known)


def read_table(data: Data) -> SupportTable:
    """The table in the pack."""
    day, rows = dated_table.read(data, NAME)
    return SupportTable(day, tuple(_release(row) for row in rows))


def _release(row: dict[str, str]) -> Release:
    return Release(
        product=row["product"],
        cycle=row["cycle"],
        name=row["name"],
        released=date.fromisoformat(row["released"]),
        ends=_day(row["ends"]),
        extended=_day(row["extended"]),
        build=row["build"],
    )


def _day(text: str) -> date | None:
    return None if text in {"", "False"} else date.fromisoformat(text)


def _number(cycle: str) -> Version | None:
    try:
        return Version(cycle)
    except InvalidVersion:
        return None
