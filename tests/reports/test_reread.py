"""Copies reread by readers that are not ours: every finding's sentence in every format, of a look and of one that was kept."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.reports import formats, shape
from postigo.reports.cover import Cover
from postigo.reports.redaction import stand_ins, words_for
from postigo.store.document.model import StoredAudit
from postigo.store.document.read import read
from postigo.store.document.write import write
from tests.store.golden import templates
from tests.support import made, remembered
from tests.support.pdf_text import read_back

KEY = bytes(32)
REPORTS: Mapping[str, Callable[[], Report]] = {
    "everything": made.everything,
    **{
        path.stem: lambda path=path: remembered.report(path)  # type: ignore[misc]  # mypy infers no default of a lambda
        for path in remembered.MACHINES
        if path.stem in {"macos-13-old", "linux-school", "windows-11-family"}
    },
}


def of_look(report: Report, lang: str, level: Disclosure) -> shape.Document:
    return shape.given(report, words_for(lang, report, stand_ins(level, report)), Cover(key=KEY))


def of_history(report: Report, lang: str, level: Disclosure) -> shape.Document:
    """The copy of a look that was kept, and opened again."""
    kept: StoredAudit = read(write(report, templates(report), KEY))
    words = words_for(lang, kept.report, stand_ins(level, kept.report))
    return shape.given(kept.report, words, Cover(key=KEY), kept.refs)


Said = Counter[tuple[str, str]]
"""Kinds ("finding" or "gap") with their sentences, so often."""


def expected(document: shape.Document) -> Said:
    told: Said = Counter(("finding", finding["text"]) for one in document["results"] for finding in one["findings"])
    told.update(("gap", gap) for one in document["results"] for gap in one["unseen"])
    return Counter({(kind, " ".join(text.split())): n for (kind, text), n in told.items()})


# --- readers


def _json(content: str) -> Said:
    return expected(json.loads(content))


def _jsonl(content: str) -> Said:
    lines = [json.loads(line) for line in content.splitlines()]
    return expected({"results": [line for line in lines if "findings" in line]})


def _csv(content: str) -> Said:
    rows = list(csv.DictReader(io.StringIO(content, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    told = ((row["kind"], " ".join(row["text"].removeprefix("'").split())) for row in rows)
    return Counter((kind, text) for kind, text in told if kind in {"finding", "gap"})


class _Page(HTMLParser):
    """Sentences beside their state: an item of a list with the class of a state."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._class = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._class = dict(attributes).get("class") or "" if tag == "span" else ""
        if self._class == "said":
            self.rows.append([""])
        elif self._class.startswith("state ") and self.rows and len(self.rows[-1]) == 1:
            self.rows[-1].append(self._class.removeprefix("state "))

    def handle_endtag(self, tag: str) -> None:
        self._class = "" if tag == "span" else self._class

    def handle_data(self, data: str) -> None:
        if self._class == "said":
            self.rows[-1][0] += data


def _html(content: str) -> Said:
    page = _Page()
    page.feed(content)
    return Counter(("gap" if state == "fogged" else "finding", " ".join(said.split())) for said, state in page.rows)


def _md(content: str) -> Said:
    """Text of the items of a list, as a renderer of CommonMark shows it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(content)
    shown = ("".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline")
    rows = (re.fullmatch(r"([✓•△❗?]) [^:]+: (.*)", line.replace("\\N{ZERO WIDTH NON-JOINER}", "")) for line in shown)
    return Counter(("gap" if row[1] == "?" else "finding", row[2]) for row in rows if row)


EXACT: Mapping[str, Callable[[str], Said]] = {"json": _json, "jsonl": _jsonl, "html": _html, "md": _md}


def letters(text: str) -> str:
    """Letters and digits only: lines are folded, and pages have feet."""
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("document", [of_look, of_history])
@pytest.mark.parametrize(("lang", "level"), [("en", Disclosure.FULL), ("es", Disclosure.SHARED)])
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", formats.MODULES)
def test_every_sentence_is_read_in_every_format(
    form: str, name: str, lang: str, level: Disclosure, document: Callable[..., shape.Document]
) -> None:
    given = document(REPORTS[name](), lang, level)
    wanted = expected(given)
    content = read_back(form, formats.render(form, given))
    if form == "csv":  # it has a row for each gap; the others tell those that are alike once
        gaps = Counter(("gap", gap["text"]) for one in given["results"] for gap in one["gaps"])
        assert _csv(content) == Counter({row: n for row, n in wanted.items() if row[0] == "finding"}) + gaps
        return
    if form in EXACT:
        # Where a check found nothing else, its gap is told with its title.
        titles = {f"{one['title']}: {gap}": gap for one in given["results"] for gap in one["unseen"]}
        assert Counter((kind, titles.get(text, text)) for kind, text in EXACT[form](content).elements()) == wanted
        return
    foot = re.compile(rf"Postigo · {re.escape(given['about'][0])}[^\n]*")
    shown = letters(foot.sub("", content))
    for (_, text), n in wanted.items():
        assert shown.count(letters(text)) >= n, text


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_kept_look_counts_and_says_what_the_look_did(name: str, lang: str) -> None:
    report = REPORTS[name]()
    look, kept = (document(report, lang, Disclosure.FULL) for document in (of_look, of_history))
    assert kept["counts"] == look["counts"]
    assert expected(kept) == expected(look)
