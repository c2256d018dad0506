"""Preview of a copy: the words that its file will hold."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from postigo.reports.shape import Document

LONGEST: Final = 400_000
"""Letters that a preview shows. A page of eighty checks has some 40,000."""

_UNSEEN: Final = frozenset({"head", "style", "svg"})
_LINES: Final = frozenset(
    {"dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "header", "li", "ol", "p", "section", "table", "tr", "ul"}
)
_PARTS: Final = frozenset({"h1", "h2", "h3", "h4", "section"})
_GAP: Final = "\t"  # between two cells of a table, or a sentence and its state


def words(form: str, content: bytes, document: Document) -> tuple[str, int]:
    """Text of a copy, and how many letters more the file has.

    A page is told without its layout. A PDF cannot be read back here: it has the words of the page, which is made of the same document.
    """
    if form == "pdf":
        from postigo.reports import html  # noqa: PLC0415 - each format pays for its own imports

        content = html.render(document)
    text = content.decode("utf-8-sig")  # the mark before a table is no letter
    if form in {"html", "pdf"}:
        page = _Page()
        page.feed(text)
        text = page.text()
    return text[:LONGEST], max(0, len(text) - LONGEST)


class _Page(HTMLParser):
    """Reader of a page's words, line by line. Drawings and styles have none."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = [""]
        self._unseen = 0

    def text(self) -> str:
        """All lines, with an empty one before each part."""
        lines = [_tidy(line) for line in self._lines if line == "\n" or _tidy(line)]
        kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
        return "\n".join(kept).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the page does."""
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _PARTS:
            self._lines += ["\n"]
        if tag in _LINES:
            self._lines.append("")
        elif tag in {"td", "th", "span"}:
            self._lines[-1] += _GAP

    def handle_endtag(self, tag: str) -> None:
        """End a line where the page does."""
        self._unseen -= tag in _UNSEEN
        if tag in _LINES:
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        """Words between two tags."""
        if not self._unseen:
            self._lines[-1] += data.replace("\n", " ")


def _tidy(line: str) -> str:
    """A line with its cells beside each other. Those that are empty go."""
    return " · ".join(cell for part in line.split(_GAP) if (cell := " ".join(part.split())))
