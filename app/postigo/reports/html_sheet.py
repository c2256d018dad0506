"""First sheet of a report as HTML: state, what to do, what was not seen. Behind it comes what has no room there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from postigo.core.model import Level, Scope
from postigo.core.report import Shutter
from postigo.core.values import Text
from postigo.reports import first_sheet, parts, wording
from postigo.reports.first_sheet import Sheet
from postigo.reports.markup import Html, tag, together
from postigo.reports.shape import Document
from postigo.words import Words

STATES: Final[Mapping[str | None, str]] = {
    "good": "closed",
    "note": "note",
    "advise": "ajar",
    "act": "open",
    None: "fogged",
}
"""Which drawing and colour of the page's frame a finding has."""

Row = Mapping[str, Any]


def first(document: Document, words: Words, sheet: Sheet) -> Html:
    """The first sheet. On a screen it is the beginning of the page."""
    return tag(
        "div",
        tag("header", tag("p", "Postigo", class_="brand"), _head(document, words), _facade(document)),
        _questions(document, words, sheet),
        _to_do(document, words, sheet),
        _unseen(document, words, sheet),
        _by_hand(document, words, sheet),
        class_="sheet",
    )


def rest(document: Document, words: Words, sheet: Sheet) -> Html:
    """Lists that go on where the first sheet had no more room."""
    asked = first_sheet.questions(document)[sheet.questions :]
    unseen = parts.unseen(document, words)[sheet.unseen :]
    lists = {
        "questions": tag("ul", *(tag("li", one) for one in asked), class_="asked") if asked else "",
        "to_do": _things(document, words, sheet.to_do, None) if len(document["to_do"]) > sheet.to_do else "",
        "unseen": _gaps(unseen, words) if unseen else "",
    }
    return together(
        *(
            tag(
                "section",
                tag("h2", words.say(first_sheet.REST[name]), id=f"more-{name}"),
                inside,
                aria_labelledby=f"more-{name}",
            )
            for name, inside in lists.items()
            if inside
        )
    )


def _more(name: str, left: int, words: Words) -> Html:
    """Sentence about rows that stand in `rest`: further down, or on other pages of paper."""
    if left <= 0:
        return Html("")
    link = tag("a", words.say(first_sheet.below(left)), href=f"#more-{name}", class_="on-screen")
    return tag("p", link, tag("span", words.say(first_sheet.behind(left)), class_="on-paper"))


def _head(document: Document, words: Words) -> Html:
    device = document["device"]
    system = device.get("system") or ""
    return together(
        *(tag("p", sentence, class_="remembered") for sentence in parts.above(document, words)),
        tag("h1", parts.label(document)),
        tag("p", " ".join(document["verdict"]), class_="lead"),
        tag("p", " · ".join(one for one in (device.get("host", ""), system, document["when"]) if one), class_="quiet"),
        tag("p", document["about"][0], class_="quiet"),
    )


def _facade(document: Document) -> Html:
    def window(shutter: Row) -> Html:
        state = shutter["state"] if shutter["state"] == "door" else Shutter(shutter["state"]).shape
        return tag(
            "li",
            drawing(state, big=True),
            tag("span", f"{shutter['tip']} · {shutter['title']}", class_="name"),
            tag("span", shutter["text"], class_=f"state {state}"),
        )

    return tag("ul", *(window(shutter) for shutter in document["shutters"]), class_="facade")


def drawing(state: str, *, big: bool = False) -> Html:
    """A shutter, drawn once in the page's frame and used by its name. The word beside it tells the same."""
    size = "big" if big else "small"
    drawn = f'<use href="#{state}" width="150" height="150"/>'
    return Html(f'<svg viewBox="5 5 140 136" class="{size}" aria-hidden="true">{drawn}</svg>')


def _questions(document: Document, words: Words, sheet: Sheet) -> Html:
    asked = first_sheet.questions(document)
    if not asked:
        return Html("")
    items = tag("ul", *(tag("li", one) for one in asked[: sheet.questions]), class_="asked")
    title = tag("h2", words.say(Text("Only you can tell")), id="asked")
    more = _more("questions", len(asked) - sheet.questions, words)
    return tag("section", title, items, more, aria_labelledby="asked")


def _to_do(document: Document, words: Words, sheet: Sheet) -> Html:
    """Things to do, one line each, the worst first, to go through with a pencil."""
    if not document["to_do"]:
        return Html("")
    return tag(
        "section",
        tag("h2", words.say(Text("What to do, the most useful first")), id="to-do"),
        _things(document, words, 0, sheet.to_do),
        _more("to_do", len(document["to_do"]) - sheet.to_do, words),
        tag("p", document["names_out"], class_="quiet") if "names_out" in document else "",
        aria_labelledby="to-do",
    )


def _things(document: Document, words: Words, begin: int, end: int | None) -> Html:
    names = (Text("What"), Text("How urgent"), Text("Time"), Text("Who"))
    head = tag("tr", *(tag("th", words.say(name), scope="col") for name in names))
    things = document["to_do"][begin:end]
    rows = (_in_one_line(number, thing, words) for number, thing in enumerate(things, begin + 1))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="to-do")


def _in_one_line(number: int, thing: Row, words: Words) -> Html:
    level = Level[thing["level"].upper()]
    seen = tag("span", thing["seen"], class_="quiet") if thing["fix"] is not None else ""
    return tag(
        "tr",
        tag("th", f"☐ {number}. {parts.what(thing)}", " ", seen, scope="row"),
        tag("td", words.say(wording.LEVELS[level]), class_=f"state {STATES[thing['level']]}"),
        tag("td", parts.effort(thing)),
        tag("td", words.say(wording.WHO[Scope(thing["who"])])),
    )


def _unseen(document: Document, words: Words, sheet: Sheet) -> Html:
    rows = parts.unseen(document, words)
    broken = [tag("p", sentence) for sentence in parts.broken(document, words)]
    withheld = [tag("p", sentence) for sentence in parts.withheld(document, words)]
    inside: list[Html] = []
    if rows or broken:
        table = _gaps(rows[: sheet.unseen], words) if rows else Html("")
        more = _more("unseen", len(rows) - sheet.unseen, words)
        inside = [tag("p", words.say(wording.NEITHER), class_="quiet"), table, more, *broken]
    elif document["results"] or document["not_here"] or not document["left_out"]:
        asked = bool(document["results"] or document["not_here"])
        inside = [tag("p", words.say(Text("Everything that we asked was answered.")))] if asked else []
    title = tag("h2", words.say(Text("What we could not see, and why")), id="unseen")
    return tag("section", title, *inside, *withheld, aria_labelledby="unseen")


def _gaps(rows: Iterable[tuple[str, str]], words: Words) -> Html:
    head = tag("tr", *(tag("th", words.say(name), scope="col") for name in (Text("What"), Text("Why"))))
    lines = (tag("tr", tag("th", title, scope="row"), tag("td", why)) for title, why in rows)
    return tag("table", tag("thead", head), tag("tbody", *lines))


def _by_hand(document: Document, words: Words, sheet: Sheet) -> Html:
    """Notes, and what is ticked and written with a pencil."""
    ticks = tag("p", parts.ticks(document, words), class_="boxes")
    typed = document.get("notes", "").splitlines() if sheet.notes else [words.say(first_sheet.NOTES_ARE_LONG)]
    notes = (tag("p", line) for line in typed if line.strip())
    title = tag("h2", words.say(Text("Notes")), id="notes")
    return tag("section", title, *notes, ticks, class_="notes", aria_labelledby="notes")
