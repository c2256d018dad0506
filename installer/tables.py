"""The renewal of the dated tables: `python3 -m installer.tables`, where endoflife.date can be reached.

It writes when systems end and when browsers were overtaken, with the day on which that was true. What endoflife.date does not
tell, or did not tell yet, stands in `installer/additions`, each row with its source and the day it was `known`: such a row holds
until a younger answer has one of its own. Either both tables are renewed or nothing is changed.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from installer import table_rows
from installer.table_rows import Product, Row, UnknownShapeError

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "checks" / "postigo_checks" / "data"
ADDITIONS = ROOT / "installer" / "additions"
SYSTEMS, BROWSERS = "os_support.csv", "browsers.csv"
URL = "https://endoflife.date/api/v1/products/{name}/"
FEWEST = 0.8  # a product that lost more of its rows than this leaves is an answer cut short, not news

Fetch = Callable[[str], bytes]


class NotRenewedError(Exception):
    """Why nothing was changed, in one sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a file before its head, the rows, and the days it says."""

    head: str
    rows: tuple[Row, ...]


def fetched(url: str) -> bytes:
    """Answer of the server."""
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - an address of ours, https
        body: bytes = answer.read()
        return body


def renew(fetch: Fetch, folder: Path = TABLES, additions: Path = ADDITIONS) -> list[str]:
    """Both tables written anew; the names of what could not be read. `NotRenewedError`: nothing was changed."""
    products = {name: _asked(fetch, name) for name in (*table_rows.SYSTEMS, *table_rows.BROWSERS)}
    systems: list[Row] = []
    browsers: list[Row] = []
    bad: list[str] = []
    for name in table_rows.SYSTEMS:
        rows, unread = table_rows.system_rows(products[name])
        systems += merged(rows, added(additions / SYSTEMS, name), products[name].day)
        bad += unread
    for name in table_rows.BROWSERS:
        rows, unread = table_rows.browser_rows(products[name])
        browsers += merged(rows, added(additions / BROWSERS, name), products[name].day)
        bad += unread
    browsers += table_rows.safari_rows([row for row in systems if row["product"] == "macos"])
    day = min(product.day for product in products.values())
    contents = {
        folder / SYSTEMS: written(folder / SYSTEMS, table_rows.SYSTEM_COLUMNS, systems, day),
        folder / BROWSERS: written(folder / BROWSERS, table_rows.BROWSER_COLUMNS, browsers, day),
    }
    for path, content in contents.items():
        path.write_text(content, encoding="utf-8")
    return bad


def _asked(fetch: Fetch, name: str) -> Product:
    try:
        return table_rows.product(name, fetch(URL.format(name=name)))
    except (OSError, urllib.error.URLError) as error:
        raise NotRenewedError(
            f"endoflife.date could not be reached, so the tables stay as they are ({type(error).__name__}: {error})."
        ) from None
    except UnknownShapeError as error:
        raise NotRenewedError(
            f"endoflife.date answers in a shape we do not know, so the tables stay as they are ({error})."
        ) from None


def added(path: Path, product: str) -> list[Row]:
    """Our own rows of one product."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [row for row in csv.DictReader(lines) if next(iter(row.values())) == product]


def merged(rows: Sequence[Row], ours: Sequence[Row], day: date) -> list[Row]:
    """Rows of theirs, and ours that they lack; newest first.

    Ours count that they had not yet on the day on which ours were known.
    """
    whole = {_identity(row): row for row in rows}
    for row in ours:
        own = {name: value for name, value in row.items() if name != "known"}
        if _identity(row) not in whole or date.fromisoformat(row["known"]) > day:
            whole[_identity(row)] = own
    return sorted(whole.values(), key=lambda row: row["released"], reverse=True)


def _identity(row: Row) -> str:
    return row.get("cycle") or row["version"]


def written(path: Path, columns: Sequence[str], rows: Sequence[Row], day: date) -> str:
    """The file: the lines of its old head, with the new day, and the rows. Refused if much of a product is gone."""
    old = read(path)
    kinds = columns[0]
    for kind in {row[kinds] for row in old.rows}:
        before, after = (sum(row[kinds] == kind for row in each) for each in (old.rows, rows))
        if after < before * FEWEST:
            raise NotRenewedError(
                f"endoflife.date tells {after} releases of {kind} where the table has {before}: too few, so it stays as it is."
            )
    head = [line for line in old.head.splitlines() if not re.match(r"# (?:date|known [\w-]+): ", line)]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return "\n".join([*head, f"# date: {day.isoformat()}", out.getvalue()])


def read(path: Path) -> Table:
    """A table as it lies there."""
    lines = path.read_text("utf-8").splitlines()
    rows = csv.DictReader([line for line in lines if line and not line.startswith("#")])
    return Table("\n".join(line for line in lines if line.startswith("#")), tuple(rows))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    if arguments if arguments is not None else sys.argv[1:]:
        sys.stderr.write("usage: python3 -m installer.tables\n")
        return 2
    try:
        bad = renew(fetched)
    except NotRenewedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name in bad:
        sys.stdout.write(f"left out, because it could not be read: {name}\n")
    sys.stdout.write("Both tables are renewed. Look through the difference, and run the tests.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
