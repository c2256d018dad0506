"""Summary of many computers as one HTML page, without scripts.

It loads nothing, and is for screens, paper and screen readers.
The page's frame stands in postigo_resources/reports/summary.html, its style in report.css; here are its sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from string import Template

from postigo.fleet import wording
from postigo.fleet.page import first_sheet
from postigo.fleet.page.maker import outline
from postigo.fleet.page.outline import House, Listed, Outline, Table, ToDo, Window
from postigo.fleet.summary import Summary
from postigo.reports.first_sheet import behind, below
from postigo.reports.html_sheet import drawing
from postigo.reports.markup import Html, shutters, style, tag, together
from postigo.words import Words


def render(summary: Summary, language: str) -> bytes:
    """The summary as a page, UTF-8."""
    told, words = outline(summary, language), Words(language)
    shown = first_sheet.to_do(told)
    page = Template((resources.files("postigo_resources") / "reports" / "summary.html").read_text("utf-8"))
    filled = page.substitute(
        lang=language,
        style=style(told.foot),
        shutters=shutters(),
        title=together("Postigo: ", told.title),
        first=_first(told, shown, words),
        rest=together(*_rest(told, shown, words)),
    )
    return filled.encode("utf-8", "replace")


# --- the first sheet


def _first(told: Outline, shown: int, words: Words) -> Html:
    head = tag(
        "header",
        tag("p", "Postigo", class_="brand"),
        tag("h1", told.title),
        tag("p", told.lead, class_="lead"),
        tag("p", f"{told.under} {told.about}".strip(), class_="quiet"),
        tag("div", *(tag("p", line) for line in told.left_out), class_="out") if told.left_out else "",
        tag("ul", *map(_window, told.windows), class_="facade") if told.windows else "",
        tag("ul", *map(_house, told.houses), class_="street places" if told.by_place else "street")
        if told.houses
        else "",
        *(tag("p", line, class_="quiet") for line in told.houses_more),
    )
    to_do = together(_things(told.to_do[:shown], words, few=True), _more("all_to_do", len(told.to_do) - shown, words))
    return tag(
        "div",
        head,
        _section("to_do", told, to_do) if told.to_do else "",
        _section("visits", told, _table(told.visits_few, "going")) if told.visits_few.rows else "",
        _section("changes", told, tag("p", told.changes_lead)) if told.changes_lead else "",
        class_="sheet",
    )


def _window(one: Window) -> Html:
    return tag(
        "li",
        drawing(one.shape, big=True),
        tag("span", one.name, class_="name"),
        tag("span", one.text, class_=f"state {one.shape}"),
    )


def _house(one: House) -> Html:
    drawn = "".join(
        f'<use href="#{shape}" x="{20 + 148 * at}" y="48" width="150" height="150"/>'
        for at, shape in enumerate(one.windows)
    )
    picture = Html(f'<svg viewBox="0 0 780 210" class="house" aria-hidden="true"><use href="#house"/>{drawn}</svg>')
    states = (tag("span", part.text, class_=f"state {part.shape}") for part in one.states)
    return tag("li", picture, tag("span", one.name, class_="name"), *states, tag("span", one.said, class_="heard"))


def _things(things: Sequence[ToDo], words: Words, *, few: bool) -> Html:
    head = tag("tr", *(tag("th", words.say(name), scope="col") for name in wording.TO_DO_COLUMNS))
    rows = (
        tag(
            "tr",
            tag(
                "th",
                f"☐ {number}. {one.what}",
                " ",
                tag("span", one.few if few else one.names, class_="quiet"),
                scope="row",
            ),
            tag("td", one.urgency.text, class_=f"state {one.urgency.shape}"),
            tag("td", one.on),
            tag("td", one.time),
        )
        for number, one in enumerate(things, 1)
    )
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="first")


def _more(name: str, left: int, words: Words) -> Html:
    """Sentence about rows that stand further down, or on other pages of paper."""
    if left <= 0:
        return Html("")
    link = tag("a", words.say(below(left)), href=f"#{name}", class_="on-screen")
    return tag("p", link, tag("span", words.say(behind(left)), class_="on-paper"))


# --- the other sheets


def _rest(told: Outline, shown: int, words: Words) -> Iterable[Html]:
    if first_sheet.is_cut(told, shown):
        yield _section("all_to_do", told, _things(told.to_do, words, few=False), _said(told.to_do_more))
    if told.visits.rows:
        yield _section("all_visits", told, _table(told.visits, "visits"))
    if told.changes:
        lists = (
            together(tag("h3", one.title), tag("ul", *(tag("li", part.text) for part in one.lines), class_="plain"))
            for one in told.changes
        )
        yield _section("all_changes", told, *lists, class_="named")
    if told.places.rows:
        yield _section("places", told, _table(told.places, "numbers"))
    if told.checks.rows:
        yield _section("checks", told, _table(told.checks, "numbers"))
    if told.which:
        yield _section("which", told, *map(_listed, told.which), class_="named")
    if told.devices.rows:
        yield _section("devices", told, _table(told.devices, "numbers devices"))
    if told.files.rows:
        yield _section("left", told, _table(told.reasons, "reasons"), _table(told.files, "files"))
    yield _section("meanings", told, _pairs(told.meanings))
    yield _section("made", told, _pairs(told.made))
    first, *numbers = told.help
    yield _section("help", told, tag("p", first), tag("ul", *(tag("li", one) for one in numbers), class_="plain"))


def _section(name: str, told: Outline, *inside: str | Html, class_: str = "") -> Html:
    heading = tag("h2", told.headings[name], id=name)
    attributes = {"class_": class_} if class_ else {}
    return tag("section", heading, *inside, aria_labelledby=name, **attributes)


def _said(sentence: str) -> Html:
    return tag("p", sentence, class_="quiet") if sentence else Html("")


def _listed(one: Listed) -> Html:
    lines = (tag("p", part.text, class_=f"state {part.shape}" if part.shape else "quiet") for part in one.lines)
    return together(tag("h3", one.title), *lines)


def _table(table: Table, kind: str) -> Html:
    if not table.rows:
        return Html("")
    head = tag("tr", *(tag("th", name, scope="col") for name in table.heads))
    rows = (tag("tr", tag("th", row[0], scope="row"), *map(_cell, row[1:], table.heads[1:])) for row in table.rows)
    drawn = tag("table", tag("thead", head), tag("tbody", *rows), class_=kind)
    return together(drawn, _said(table.more))


def _cell(text: str, head: str) -> Html:
    """A cell. On a narrow screen its head stands before it."""
    return tag("td", text, data_head=head)


def _pairs(table: Table) -> Html:
    return tag("dl", *(together(tag("dt", name), tag("dd", what)) for name, what in table.rows))
