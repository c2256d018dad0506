"""Report as one HTML page: no script, nothing loaded; for screens, paper and screen readers.

Made from `postigo.report/1`. The page's frame stands in postigo_resources/reports/report.html, its style in report.css; here are its sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from string import Template
from typing import Any

from postigo.core.model import Level
from postigo.core.report import DOOR, Shutter
from postigo.core.values import Text
from postigo.reports import first_sheet, html_sheet, parts, wording
from postigo.reports.evidence_names import named
from postigo.reports.markup import Html, shutters, style, tag, together
from postigo.reports.shape import Document, advised, of_tip, only_fine
from postigo.words import Words

Row = Mapping[str, Any]


def render(document: Document) -> bytes:
    """The document as a page, UTF-8."""
    words = Words(document["lang"])
    sheet = first_sheet.fitting(document, words)
    page = Template((resources.files("postigo_resources") / "reports" / "report.html").read_text("utf-8"))
    filled = page.substitute(
        lang=document["lang"],
        style=style(parts.foot(document)),
        shutters=shutters(),
        title=together("Postigo: ", parts.label(document)),
        first=html_sheet.first(document, words, sheet),
        everything=together(html_sheet.rest(document, words, sheet), _everything(document, words)),
        made=together(_made(document, words), _integrity(document, words)),
    )
    return filled.encode()


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
    rows = [_row(finding["level"], parts.said(finding), words) for finding in findings]
    rows += [_row(None, gap if findings else f"{one['title']}: {gap}", words) for gap in one["unseen"]]
    why = tag("p", one["why"], class_="why") if one["level"] in {"advise", "act"} else ""
    plans: list[Html] = []
    warned = False
    for plan, _ in advised(one["findings"]):
        plans.append(_plan(plan, words, warn=not warned))
        warned = warned or plan["safety"]
    note = (tag("p", sentence, class_="safety") for sentence in parts.watching(one, words))
    evidence = _evidence(one, words) if told else ""
    weight = "fine" if only_fine(one) else "check"
    return tag("li", tag("ul", *rows, class_="rows"), why, *plans, *note, evidence, class_=weight)


def _plan(plan: Row, words: Words, *, warn: bool) -> Html:
    """A plan with its steps. Whoever could be harmed by it is thought of before."""
    effort = tag("p", plan["effort"], class_="quiet") if plan["effort"] else ""
    safety = tag("p", words.say(wording.safety()), class_="safety") if plan["safety"] and warn else ""
    steps = tag("ol", *(tag("li", step["text"]) for step in plan["steps"]), class_="steps") if plan["steps"] else ""
    return tag("div", tag("h4", plan["title"]), effort, safety, steps, class_="plan")


def _row(level: str | None, sentence: str, words: Words) -> Html:
    state = html_sheet.STATES[level]
    word = words.say(wording.LEVELS[None if level is None else Level[level.upper()]])
    return tag(
        "li",
        html_sheet.drawing(state),
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
