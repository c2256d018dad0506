"""Report as PDF: tagged (PDF/UA-1), by Typst (`reports/typeset.py`). The same document is the same bytes."""

from __future__ import annotations

from typing import Any, Final

from postigo.core.model import Level, Scope
from postigo.core.report import DOOR, Shutter
from postigo.core.values import Text
from postigo.reports import first_sheet, parts, typeset, wording
from postigo.reports.evidence_names import named
from postigo.reports.shape import Document, advised, of_tip, only_fine
from postigo.words import Words

_STATES: Final = {"good": "closed", "note": "note", "advise": "ajar", "act": "open", None: "fogged"}
DRAWN: Final = {
    "closed": Text("A window with closed shutters."),
    "ajar": Text("A window with its shutters ajar."),
    "open": Text("An open window."),
    "fogged": Text("A fogged window."),
    "bare": Text("A window that is only outlined, with a question mark."),
    "door": Text("An open door."),
}
"""Text of each drawing for screen readers. The words beside it tell how it stands."""


def render(document: Document) -> bytes:
    """The document as PDF. `ImportError` without Typst: see `typeset.available`."""
    words = Words(document["lang"])
    return typeset.made("report.typ", _said(document, words), "above", words.say(typeset.LETTERS))


def _said(document: Document, words: Words) -> dict[str, Any]:
    """All that stands in the PDF, in sentences."""
    device = document["device"]
    say = words.say
    sheet = first_sheet.fitting(document, words)
    asked, unseen = first_sheet.questions(document), parts.unseen(document, words)
    lists: dict[str, list[Any]] = {
        "questions": asked,
        "to_do": _things(document, words),
        "unseen": [{"what": title, "why": why} for title, why in unseen],
    }
    first, *numbers = (say(sentence) for sentence in wording.help_now())
    door = document["shutters"][DOOR - 1]
    absent = list(dict.fromkeys(one["text"] for one in document["not_here"]))
    return {
        "lang": document["lang"],
        "title": parts.label(document),
        "mark": document["integrity"]["sha256"],
        "keywords": [document["integrity"]["sha256"]],
        "footer": parts.foot(document),
        "page_of": say(typeset.PAGE_OF),
        "above": parts.above(document, words),
        "verdict": " ".join(document["verdict"]),
        "under": " · ".join(
            one
            for one in (device.get("host", ""), device.get("system", ""), document["when"], document["about"][0])
            if one
        ),
        "headings": {
            name: say(text)
            for name, text in (
                ("questions", Text("Only you can tell")),
                ("to_do", Text("What to do, the most useful first")),
                ("unseen", Text("What we could not see, and why")),
                ("notes", Text("Notes")),
                ("all", Text("Everything, tip by tip")),
                ("made", Text("How this was made")),
                ("changed", Text("Whether it was changed")),
            )
        },
        "names": {
            "to_do": [say(Text("What")), say(Text("How urgent")), say(Text("Time")), say(Text("Who"))],
            "unseen": [say(Text("What")), say(Text("Why"))],
            "made": [say(Text("What")), say(Text("How it was"))],
        },
        "shutters": [(tip := _tip(one)) | {"drawn": say(DRAWN[tip["state"]])} for one in document["shutters"]],
        "first": {name: rows[: sheet[at]] for at, (name, rows) in enumerate(lists.items())},
        "more": {name: _more(len(rows) - sheet[at], words) for at, (name, rows) in enumerate(lists.items())},
        "rest": [
            {"list": name, "title": say(first_sheet.REST[name]), "items": rows[sheet[at] :]}
            for at, (name, rows) in enumerate(lists.items())
            if rows[sheet[at] :]
        ],
        "neither": say(wording.NEITHER) if unseen or parts.broken(document, words) else "",
        "names_out": document.get("names_out", ""),
        "unseen_too": [*parts.broken(document, words), *parts.withheld(document, words)]
        or ([] if unseen else [say(Text("Everything that we asked was answered."))]),
        "notes": [line for line in document.get("notes", "").splitlines() if line.strip()]
        if sheet.notes
        else [say(first_sheet.NOTES_ARE_LONG)],
        "together": parts.ticks(document, words),
        "tips": [
            _tip(document["shutters"][number - 1]) | {"checks": [_check(one, document, words) for one in here]}
            for number in document["order"]["tips"]
            if (here := of_tip(document, number))
        ],
        "lists": [
            *([{"title": say(Text("Nothing to look at")), "items": absent}] if absent else []),
            {"title": f"{DOOR} · {door['title']}", "items": [first, *numbers]},
        ],
        "made": [{"name": name, "what": what} for name, what in parts.made(document, words)],
        "about": document["about"],
        "checked_by": say(parts.CHECKED_BY),
    }


def _things(document: Document, words: Words) -> list[dict[str, str]]:
    return [
        {
            "what": f"{number}. {parts.what(thing)}",
            "level": _level(thing["level"], words),
            "state": _STATES[thing["level"]],
            "time": parts.effort(thing),
            "who": words.say(wording.WHO[Scope(thing["who"])]),
        }
        for number, thing in enumerate(document["to_do"], 1)
    ]


def _more(rest: int, words: Words) -> str:
    return words.say(first_sheet.behind(rest)) if rest > 0 else ""


def _level(level: str | None, words: Words) -> str:
    return words.say(wording.LEVELS[None if level is None else Level[level.upper()]])


def _tip(shutter: dict[str, Any]) -> dict[str, Any]:
    state = shutter["state"] if shutter["state"] == "door" else Shutter(shutter["state"]).shape
    return {"name": f"{shutter['tip']} · {shutter['title']}", "text": shutter["text"], "state": state}


def _check(one: dict[str, Any], document: Document, words: Words) -> dict[str, Any]:
    findings = sorted(one["findings"], key=lambda finding: -Level[finding["level"].upper()])
    said = [(finding["level"], parts.said(finding)) for finding in findings]
    said += [(None, gap if findings else f"{one['title']}: {gap}") for gap in one["unseen"]]
    told = document["level"] != "share"
    evidence = [
        f"{finding['code']}: {words.value(named(name))}: {item['text']}"
        for finding in one["findings"]
        for name, item in finding["evidence"].items()
    ]
    plans = []
    warned = False
    for plan, _ in advised(one["findings"]):
        safety = [words.say(wording.safety())] if plan["safety"] and not warned else []
        warned = warned or plan["safety"]
        lines = [*([plan["effort"]] if plan["effort"] else []), *safety]
        plans.append({"title": plan["title"], "lines": lines, "steps": [step["text"] for step in plan["steps"]]})
    return {
        "fine": only_fine(one),
        "rows": [{"level": _level(level, words), "state": _STATES[level], "text": text} for level, text in said],
        "why": one["why"] if one["level"] in {"advise", "act"} else "",
        "plans": plans,
        "note": parts.watching(one, words),
        "evidence": [*evidence, *([one["detail"]] if one.get("detail") else [])] if told else [],
    }
