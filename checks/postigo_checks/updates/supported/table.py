"""Table of when systems stop getting security updates, with its own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from packaging.version import InvalidVersion, Version

from postigo.api import Data
from postigo_checks.common import dated_table


@dataclass(frozen=True, slots=True)
class Release:
    """Release of a system. `ends` is the last day of its security updates; None: no end was known.

    `extended` is the last day of updates by somebody else, or for those who enrolled. `codename` is in one small word.
    """

    product: str
    cycle: str
    name: str
    released: date
    ends: date | None
    extended: date | None
    build: str = ""
    codename: str = ""


@dataclass(frozen=True, slots=True)
class SupportTable:
    """Releases as they were known on `day`, the newest first within a product.

    `known` has the earlier day of products that could not be renewed then; `bad` are the rows that could not be read.
    """

    day: date
    releases: tuple[Release, ...]
    known: Mapping[str, date] = field(default_factory=dict)
    bad: tuple[str, ...] = ()

    def day_of(self, product: str) -> date:
        """Day on which the rows of this product were known to be all."""
        return min(self.known.get(product, self.day), self.day)

    def of(self, product: str) -> tuple[Release, ...]:
        """Releases of one product, newest first."""
        found = [release for release in self.releases if release.product == product]
        return tuple(sorted(found, key=lambda release: release.released, reverse=True))

    def find(self, product: str, cycle: str) -> Release | None:
        """Release of that product and cycle; None where there is none."""
        return next((release for release in self.of(product) if release.cycle == cycle), None)

    def by_codename(self, codename: str) -> Release | None:
        """Debian or Ubuntu of that name: "bookworm", "noble"."""
        found = (release for release in self.releases if release.codename == codename.lower() != "")
        return next(found, None)

    def is_newer(self, product: str, cycle: str) -> bool:
        """Whether a release came after all that the table knows, by its number.

        Of a product with a bad row nothing is newer: the row may be the one that is looked for.
        """
        others = {release.product for release in self.releases} - {product}
        if any(row.partition(",")[0] not in others for row in self.bad):
            return False
        known = [each for release in self.of(product) if (each := number(release.cycle))]  # the newest first
        mine = number(cycle)
        return mine is not None and bool(known) and mine > known[0]  # not the highest: Leap went back from 42 to 15


def read_table(data: Data) -> SupportTable:
    """Table in the pack. A row that cannot be read costs that row."""
    table = dated_table.read(data, dated_table.SUPPORT)
    releases, bad = table.parsed(_release)
    return SupportTable(table.day, releases, table.known, bad)


def _release(row: dict[str, str]) -> Release:
    if not row["product"] or not row["cycle"] or not row["name"]:
        raise ValueError
    return Release(
        product=row["product"],
        cycle=row["cycle"],
        name=row["name"],
        released=date.fromisoformat(row["released"]),
        ends=_day(row["ends"]),
        extended=_day(row["extended"]),
        build=row["build"],
        codename=row["codename"],
    )


def _day(text: str) -> date | None:
    return None if text in {"", "False"} else date.fromisoformat(text)


def number(cycle: str) -> Version | None:
    """Number of a release, to compare it; None for what is no number ("lmde7")."""
    try:
        return Version(cycle)
    except InvalidVersion:
        return None
