"""Report as one HTML page: no script, nothing loaded; for screens, paper and screen readers.

Made from `postigo.report/1`. The page's frame and style stand in postigo_resources/reports/report.html; here are its sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from string import Template
from typing import Any, Final

from postigo.core.model import Level, Scope
from postigo.core.report import DOOR, Shutter
from postigo.core.values import Text
from postigo.reports import parts, wording
from postigo.reports.evidence_names import named
from postigo.reports.markup import Html, colours, in_style, tag, together
from postigo.reports.shape import Document, advised, of_tip, only_fine
from postigo.words import Words

_STATES: Final[Mapping[str | None, str]] = {
    "good": "closed",
    "note": "note",
    "advise": "ajar",
    "act": "open",
    None: "fogged",
}
"""Which drawing and colour of the page's frame a finding has."""

_ONE_SHEET: Final = 19
"""Lines of the tables that surely fit on a sheet of A4, under the façade."""

Row = Mapping[str, Any]


def render(document: Document) -> bytes:
    """The document as a page, UTF-8."""
    words = Words(document["lang"])
    page = Template((resources.files("postigo_resources") / "reports" / "report.html").read_text("utf-8"))
    filled = page.substitute(
        lang=document["lang"],
        colours=colours(),
        title=together("Postigo: ", parts.label(document)),
        proves=in_style(parts.foot(document)),
        first=_first_page(document, words),
        everything=_everything(document, words),
        made=together(_made(document, words), _integrity(document, words)),
    )
    return filled.encode()


# --- the first page: how it stands, what to do, what could not be seen


def _first_page(document: Document, words: Words) -> Html:
    unseen = _unseen(document, words)
    lines = sum(_lines(thing["what"], 34) for thing in document["to_do"]) + len(document["questions"])
    lines += sum(_lines(why, 42) for _, why in parts.unseen(document, words)) + len(document["verdict"]) // 3
    return tag(
        "div",
        tag("header", tag("p", "Postigo", class_="brand"), _head(document, words), _facade(document)),
        _questions(document, words),
        _to_do(document, words),
        unseen,
        _by_hand(document, words),
        class_="sheet" if lines <= _ONE_SHEET else "sheets",
    )


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell of so many letters."""
    return -(-len(text) // width)


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
            _drawing(state, big=True),
            tag("span", f"{shutter['tip']} · {shutter['title']}", class_="name"),
            tag("span", shutter["text"], class_=f"state {state}"),
        )

    return tag("ul", *(window(shutter) for shutter in document["shutters"]), class_="facade")


def _drawing(state: str, *, big: bool = False) -> Html:
    """A shutter, drawn once in the page's frame and used by its name. The word beside it tells the same."""
    size = "big" if big else "small"
    drawn = f'<use href="#{state}" width="150" height="150"/>'
    return Html(f'<svg viewBox="5 5 140 136" class="{size}" aria-hidden="true">{drawn}</svg>')


def _questions(document: Document, words: Words) -> Html:
    asked = [one["text"] for one in document["questions"] if Level[one["level"].upper()] < Level.ADVISE]
    if not asked:
        return Html("")
    title = tag("h2", words.say(Text("Only you can tell")), id="asked")
    return tag("section", title, tag("ul", *(tag("li", one) for one in asked), class_="asked"), aria_labelledby="asked")


def _to_do(document: Document, words: Words) -> Html:
    """Everything that can be better, one line each, to go through with a pencil."""
    if not document["to_do"]:
        return Html("")
    names = (Text("What"), Text("How urgent"), Text("Time"), Text("Who"))
    head = tag("tr", *(tag("th", words.say(name), scope="col") for name in names))
    rows = (_in_one_line(number, thing, words) for number, thing in enumerate(document["to_do"], 1))
    hidden = tag("p", document["names_out"], class_="quiet") if "names_out" in document else ""
    return tag(
        "section",
        tag("h2", words.say(Text("What to do, the most useful first")), id="to-do"),
        tag("table", tag("thead", head), tag("tbody", *rows), class_="to-do"),
        hidden,
        aria_labelledby="to-do",
    )


def _in_one_line(number: int, thing: Row, words: Words) -> Html:
    level = Level[thing["level"].upper()]
    seen = tag("span", thing["seen"], class_="quiet") if thing["fix"] is not None else ""
    return tag(
        "tr",
        tag("th", f"☐ {number}. {thing['what']}", " ", seen, scope="row"),
        tag("td", words.say(wording.LEVELS[level]), class_=f"state {_STATES[thing['level']]}"),
        tag("td", parts.effort(thing)),
        tag("td", words.say(wording.WHO[Scope(thing["who"])])),
    )


def _unseen(document: Document, words: Words) -> Html:
    rows = [tag("tr", tag("th", title, scope="row"), tag("td", why)) for title, why in parts.unseen(document, words)]
    broken = [tag("p", sentence) for sentence in parts.broken(document, words)]
    withheld = [tag("p", sentence) for sentence in parts.withheld(document, words)]
    inside: list[Html] = []
    if rows or broken:
        names = (Text("What"), Text("Why"))
        head = tag("tr", *(tag("th", words.say(name), scope="col") for name in names))
        table = tag("table", tag("thead", head), tag("tbody", *rows)) if rows else Html("")
        inside = [tag("p", words.say(wording.NEITHER), class_="quiet"), table, *broken]
    elif document["results"] or document["not_here"] or not document["left_out"]:
        asked = bool(document["results"] or document["not_here"])
        inside = [tag("p", words.say(Text("Everything that we asked was answered.")))] if asked else []
    title = tag("h2", words.say(Text("What we could not see, and why")), id="unseen")
    return tag("section", title, *inside, *withheld, aria_labelledby="unseen")


def _by_hand(document: Document, words: Words) -> Html:
    """Notes, and what is ticked and written with a pencil."""
    ticks = tag("p", parts.ticks(document, words), class_="boxes")
    notes = (tag("p", line) for line in document.get("notes", "").splitlines() if line.strip())
    title = tag("h2", words.say(Text("Notes")), id="notes")
    return tag("section", title, *notes, ticks, class_="notes", aria_labelledby="notes")


# --- everything, tip by tip


def _everything(document: Document, words: Words) -> Html:
    tips = [_tip(document, number, words) for number in document["order"]["tips"]]
    if absent := [one["text"] for one in document["not_here"]]:
        rows = (tag("li", sentence) for sentence in dict.fromkeys(absent))
        tips.append(tag("section", tag("h3", words.say(Text("Nothing to look at"))), tag("ul", *rows)))
    tips.append(_help(document, words))
    title = tag("h2", words.say(Text("Everything, tip by tip")), id="all")
    return tag("section", title, *tips, class_="all", aria_labelledby="all")


def _help(document: Document, words: Words) -> Html:
    """Tip 6: whom to call. It is on every page, whatever was seen."""
    first, *numbers = (words.say(sentence) for sentence in wording.help_now())
    door = document["shutters"][DOOR - 1]
    heading = tag("h3", f"{DOOR} · {door['title']} ", tag("span", door["text"], class_="state door"))
    return tag("section", heading, tag("p", first), tag("ul", *(tag("li", number) for number in numbers)))


def _tip(document: Document, number: int, words: Words) -> Html:
    here = of_tip(document, number)
    if not here:
        return Html("")
    shutter = document["shutters"][number - 1]
    state = shutter["state"] if shutter["state"] == "door" else Shutter(shutter["state"]).shape
    heading = tag("h3", f"{number} · {shutter['title']} ", tag("span", shutter["text"], class_=f"state {state}"))
    checks = (_check(one, words, told=document["level"] != "share") for one in here)
    return tag("section", heading, tag("ul", *checks, class_="card"))


def _check(one: Row, words: Words, *, told: bool) -> Html:
    findings = sorted(one["findings"], key=lambda finding: -Level[finding["level"].upper()])
    rows = [_row(finding["level"], finding["text"], words) for finding in findings]
    rows += [_row(None, gap if findings else f"{one['title']}: {gap}", words) for gap in one["unseen"]]
    why = tag("p", one["why"], class_="why") if one["level"] in {"advise", "act"} else ""
    plans: list[Html] = []
    warned = False
    for plan, _ in advised(one["findings"]):
        plans.append(_plan(plan, words, warn=not warned))
        warned = warned or plan["safety"]
    evidence = _evidence(one, words) if told else ""
    weight = "fine" if only_fine(one) else "check"
    return tag("li", tag("ul", *rows, class_="rows"), why, *plans, evidence, class_=weight)


def _plan(plan: Row, words: Words, *, warn: bool) -> Html:
    """A plan with its steps. Whoever could be harmed by it is thought of before."""
    effort = tag("p", plan["effort"], class_="quiet") if plan["effort"] else ""
    safety = tag("p", words.say(wording.safety()), class_="safety") if plan["safety"] and warn else ""
    steps = tag("ol", *(tag("li", step["text"]) for step in plan["steps"]), class_="steps") if plan["steps"] else ""
    return tag("div", tag("h4", plan["title"]), effort, safety, steps, class_="plan")


def _row(level: str | None, sentence: str, words: Words) -> Html:
    state = _STATES[level]
    word = words.say(wording.LEVELS[None if level is None else Level[level.upper()]])
    return tag(
        "li",
        _drawing(state),
        tag("span", sentence, class_="said"),
        tag("span", word, class_=f"state {state}"),
    )


def _evidence(one: Row, words: Words) -> Html:
    """Evidence of each finding, where the copy is for somebody who looks after this computer."""
    items = [
        (f"{finding['code']}: {words.value(named(name))}", item["text"])
        for finding in one["findings"]
        for name, item in finding["evidence"].items()
    ]
    if one.get("detail"):
        items.append((words.say(Text("Technical detail")), one["detail"]))
    return _pairs(items, class_="evidence") if items else Html("")


# --- how it was made


def _made(document: Document, words: Words) -> Html:
    return tag(
        "section",
        tag("h2", words.say(Text("How this was made")), id="made"),
        _pairs(parts.made(document, words)),
        *(tag("p", sentence) for sentence in document["about"]),
        aria_labelledby="made",
    )


def _integrity(document: Document, words: Words) -> Html:
    """How to see whether the report is still as it was made."""
    mark = document.get("integrity", {}).get("sha256", "")
    if not mark:
        return Html("")
    return tag(
        "section",
        tag("h2", words.say(Text("Whether it was changed")), id="changed"),
        tag("p", words.say(parts.CHECKED_BY)),
        tag("p", tag("code", mark)),
        aria_labelledby="changed",
    )


def _pairs(items: Iterable[tuple[str, str]], class_: str = "pairs") -> Html:
    """Names with their values. A name that comes again gets all of them together."""
    told: dict[str, list[str]] = {}
    for name, what in items:
        told.setdefault(name, []).append(what)
    return tag(
        "dl",
        *(together(tag("dt", name), *(tag("dd", one) for one in what)) for name, what in told.items()),
        class_=class_,
    )
