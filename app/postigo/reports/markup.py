"""HTML building blocks. What is not markup is escaped, so that no name becomes a tag."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template

from postigo.reports.printable import printable


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *inside: str | Html, **attributes: str) -> Html:
    """An element. Plain text inside and in attributes is escaped; `class_` is written `class`, `aria_hidden` with `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(printable(word))}"' for key, word in attributes.items()
    )
    return Html(f"<{name}{written}>{together(*inside)}</{name}>")


def together(*parts: str | Html) -> Html:
    """Several pieces in a row."""
    return Html("".join(part if isinstance(part, Html) else escape(printable(part)) for part in parts))


def in_style(text: str) -> str:
    """Text for a quoted string of a page's style. Only letters and spaces stand for themselves there."""
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in printable(text))


def colours() -> str:
    """Colours of every page, as rules of its style: light, dark and print."""
    return _resource("colours.css")


def style(foot: str) -> str:
    """Style of a report and of a summary, with the foot of each printed page."""
    return Template(_resource("report.css")).substitute(colours=colours(), proves=in_style(foot))


def shutters() -> str:
    """Drawings of the shutters. A page has them once, and uses each by its name."""
    return _resource("shutters.svg")


def _resource(name: str) -> str:
    return (resources.files("postigo_resources") / "reports" / name).read_text("utf-8").strip()
