"""Rows of the two bundled tables, from endoflife.date's answers.

They say when systems end, and when browsers were overtaken. The shape is that of its API, version 1 (`GET
/api/v1/products/{name}/`, described in its openapi.yml): `generated_at`, and under `result` a `label` and `releases`,
each with `name`, `codename`, `label`, `releaseDate`, `isLts`, `isEol`, `eolFrom`, `eoesFrom` and `latest` (`name`,
`date`, or null). A date that is not known is null.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

SYSTEMS = (
    "windows",
    "macos",
    "debian",
    "ubuntu",
    "fedora",
    "linuxmint",
    "opensuse",
    "rhel",
    "almalinux",
    "rocky-linux",
    "centos-stream",
    "alpine-linux",
    "pop-os",
)
BROWSERS = ("chrome", "firefox")
SYSTEM_COLUMNS = ("product", "cycle", "name", "codename", "released", "ends", "extended", "build", "source")
BROWSER_COLUMNS = ("browser", "version", "released", "ends", "long", "latest", "updated", "source")
SOURCE = "endoflife.date"

_LABELS = {"macos": "macOS", "fedora": "Fedora", "opensuse": "openSUSE Leap", "almalinux": "AlmaLinux"}
"""Where a person knows it under another name than endoflife.date's label."""
_NAMED = frozenset({"debian", "ubuntu"})  # derivatives tell the codename of these
_OLDEST = {"chrome": 60, "firefox": 78}  # what is older is older than the oldest row
_SAFARI = {13: 16, 14: 17, 15: 18}  # which Safari came with a macOS, before both carried one number
_ALIGNED = 26

Row = dict[str, str]


class UnknownShapeError(ValueError):
    """An answer that is not of the documented shape."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product as endoflife.date told it on `day`."""

    name: str
    label: str
    day: date
    releases: tuple[dict[str, object], ...]


def product(name: str, answer: bytes) -> Product:
    """The product in an answer; `UnknownShapeError` if it is none."""
    try:
        whole = json.loads(answer)
        result = whole["result"]
        releases = result["releases"]
        day = date.fromisoformat(whole["generated_at"][:10])
        if not isinstance(releases, list) or not releases or not all(isinstance(each, dict) for each in releases):
            raise UnknownShapeError(name)
        return Product(name, str(result["label"]), day, tuple(releases))
    except (ValueError, KeyError, TypeError) as error:
        raise UnknownShapeError(f"{name}: {type(error).__name__} {error}") from None


def system_rows(found: Product) -> tuple[list[Row], list[str]]:
    """The rows of a system, and the names of releases that could not be read."""
    return _rows(found, _system_row)


def browser_rows(found: Product) -> tuple[list[Row], list[str]]:
    """Rows of Chrome or Firefox, and the names of unreadable releases."""
    rows, bad = _rows(found, _browser_row)
    return [row for row in rows if int(row["version"]) >= _OLDEST[found.name]], bad


def safari_rows(macos: list[Row]) -> list[Row]:
    """Rows of Safari. Each comes with a macOS, and goes when the next one comes."""
    days = {}
    for row in macos:
        major = int(row["cycle"].partition(".")[0])
        if major in _SAFARI or major >= _ALIGNED:
            days[_SAFARI.get(major, major)] = (row["released"], row["source"])
    rows, ends = [], ""
    for version, (released, source) in sorted(days.items(), reverse=True):
        row = dict.fromkeys(BROWSER_COLUMNS, "")
        row |= {"browser": "safari", "version": str(version), "released": released, "ends": ends, "source": source}
        rows.append(row)
        ends = released
    return rows


def _rows(found: Product, one: object) -> tuple[list[Row], list[str]]:
    rows, bad = [], []
    for release in found.releases:
        try:
            rows.append(one(found, release))  # type: ignore[operator]
        except (KeyError, TypeError, ValueError):
            bad.append(f"{found.name} {release.get('name')}")
    return rows, bad


def _system_row(found: Product, release: dict[str, object]) -> Row:
    cycle = _text(release["name"])
    latest = release.get("latest")
    version = _text(latest["name"]) if found.name == "windows" and isinstance(latest, dict) else ""
    codename = _text(release.get("codename") or "") if found.name in _NAMED else ""
    return {
        "product": found.name,
        "cycle": cycle,
        "name": _name(found, cycle, _text(release["label"])),
        "codename": codename.partition(" ")[0].lower(),
        "released": _day(release["releaseDate"]),
        "ends": _end(release, found.day),
        "extended": _day(release["eoesFrom"]) if release.get("eoesFrom") else "",
        "build": version.rpartition(".")[2],
        "source": SOURCE,
    }


def _browser_row(found: Product, release: dict[str, object]) -> Row:
    latest = release.get("latest")
    known = isinstance(latest, dict) and latest.get("date") and found.name == "firefox"
    ends = _end(release, found.day)
    return {
        "browser": found.name,
        "version": str(int(_text(release["name"]))),
        "released": _day(release["releaseDate"]),
        "ends": "" if ends == "False" else ends,
        "long": "yes" if release.get("isLts") is True else "",
        "latest": _text(latest["name"]) if known and isinstance(latest, dict) else "",
        "updated": _day(latest["date"]) if known and isinstance(latest, dict) else "",
        "source": SOURCE,
    }


def _end(release: dict[str, object], day: date) -> str:
    """Last day. One that has ended on an unknown day had ended by the day of the answer."""
    if release.get("eolFrom"):
        return _day(release["eolFrom"])
    return day.isoformat() if release["isEol"] is True else "False"


def _name(found: Product, cycle: str, label: str) -> str:
    if found.name == "windows":
        return "Windows " + re.sub(r" \((?:W|E)\)$", "", label)
    if cycle.startswith("lmde"):
        return f"Linux Mint Debian Edition {cycle.removeprefix('lmde')}"
    return f"{_LABELS.get(found.name, found.label)} {cycle}"


def _text(value: object) -> str:
    if not isinstance(value, str) or "," in value or "\n" in value or '"' in value:
        raise TypeError
    return value


def _day(value: object) -> str:
    return date.fromisoformat(_text(value)).isoformat()
