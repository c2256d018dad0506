"""Report as PDF, by Typst: tagged (PDF/UA-1), the same bytes for the same document.

Typst comes with the extra `postigo[pdf]`. The template is ours; what a report says reaches it as JSON, never as source.
Its root is an empty folder, no package is there, and of fonts only those that Typst brings.
"""

from __future__ import annotations

import json
import re
import tempfile
from importlib import resources
from importlib.util import find_spec
from typing import Any, Final

from postigo.core.model import Level, Scope
from postigo.core.report import DOOR, Shutter
from postigo.core.values import Text
from postigo.reports import parts, wording
from postigo.reports.evidence_names import named
from postigo.reports.shape import Document, advised, of_tip
from postigo.words import Words

MISSING: Final = Text(
    "PDF needs the program Typst, which is not installed here. Start set-up once more with a network: python3 -m "
    "installer.run. The page (--format html) says the same, and can be printed."
)

_STATES: Final = {"good": "closed", "note": "note", "advise": "ajar", "act": "open", None: "fogged"}
_LETTERS: Final = Text(
    "Some letters of names cannot be shown in a PDF: there is a “�” in their place. The page (--format html) has them."
)
_TRIES: Final = 4
_ASCII: Final = 127
_ONE_SHEET: Final = 16
"""Lines of the tables that surely fit on the first sheet."""


def available() -> bool:
    """Whether Typst is here. It is asked before anything is looked at."""
    return find_spec("typst") is not None


def render(document: Document) -> bytes:
    """The document as PDF. `ImportError` without Typst: see `available`.

    Letters that its fonts do not have (Chinese names, emoji) are shown as "�", and the paper says so: PDF/UA allows no empty boxes.
    """
    import typst  # noqa: PLC0415 - 80 MB, for those who ask for a PDF

    words = Words(document["lang"])
    said = _said(document, words)
    for _ in range(_TRIES):
        try:
            return _made(said)
        except typst.TypstError as why:
            unknown = _unknown(why.diagnostic)
            if not unknown:
                raise
        said["above"] = (
            [*said["above"], words.say(_LETTERS)] if words.say(_LETTERS) not in said["above"] else said["above"]
        )
        said = _without(unknown, said)
    return _made(said)


def _made(said: dict[str, Any]) -> bytes:
    import typst  # noqa: PLC0415 - as above

    template = (resources.files("postigo_resources") / "reports" / "report.typ").read_bytes()
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            template,
            root=empty,
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(said)},
            package_path=empty,
            package_cache_path=empty,
        )
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # noqa: S101 - only of pictures are there several
    return made


def _unknown(diagnostic: str) -> set[str]:
    """Letters that no font has, by what Typst says of them. It writes some as Rust does, by their number."""
    found = re.findall(r'the text `"(.*?)"` could not be displayed', diagnostic)
    plain = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text) for text in found)
    return {letter for text in plain for letter in text if ord(letter) > _ASCII}


def _without(unknown: set[str], item: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Texts with a sign in the place of letters that cannot be shown."""
    match item:
        case str():
            return "".join("�" if letter in unknown else letter for letter in item)
        case list():
            return [_without(unknown, one) for one in item]
        case dict():
            return {name: _without(unknown, one) for name, one in item.items()}
    return item


def _said(document: Document, words: Words) -> dict[str, Any]:
    """All that stands in the PDF, in sentences."""
    device = document["device"]
    say = words.say
    unseen = parts.unseen(document, words)
    first, *numbers = (say(sentence) for sentence in wording.help_now())
    door = document["shutters"][DOOR - 1]
    absent = list(dict.fromkeys(one["text"] for one in document["not_here"]))
    return {
        "lang": document["lang"],
        "title": parts.label(document),
        "mark": document["integrity"]["sha256"],
        "footer": parts.foot(document),
        "page_of": say(Text("page {page} of {pages}")),
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
            "shutters": [say(Text("Tip")), say(Text("How it stands"))],
            "to_do": [say(Text("What")), say(Text("How urgent")), say(Text("Time")), say(Text("Who"))],
            "unseen": [say(Text("What")), say(Text("Why"))],
            "made": [say(Text("What")), say(Text("How it was"))],
        },
        "shutters": [_tip(one) for one in document["shutters"]],
        "questions": [one["text"] for one in document["questions"] if one["level"] == "note"],
        "to_do": [
            {
                "what": f"{number}. {thing['what']}",
                "level": _level(thing["level"], words),
                "state": _STATES[thing["level"]],
                "time": parts.effort(thing),
                "who": say(wording.WHO[Scope(thing["who"])]),
            }
            for number, thing in enumerate(document["to_do"], 1)
        ],
        "names_out": document.get("names_out", ""),
        "unseen": [{"what": title, "why": why} for title, why in unseen],
        "unseen_too": [*parts.broken(document, words), *parts.withheld(document, words)]
        or ([] if unseen else [say(Text("Everything that we asked was answered."))]),
        "notes": [line for line in document.get("notes", "").splitlines() if line.strip()],
        "together": parts.ticks(document, words),
        "one_sheet": len(document["to_do"]) + 2 * len(unseen) <= _ONE_SHEET,
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


def _level(level: str | None, words: Words) -> str:
    return words.say(wording.LEVELS[None if level is None else Level[level.upper()]])


def _tip(shutter: dict[str, Any]) -> dict[str, Any]:
    state = shutter["state"] if shutter["state"] == "door" else Shutter(shutter["state"]).shape
    return {"name": f"{shutter['tip']} · {shutter['title']}", "text": shutter["text"], "state": state}


def _check(one: dict[str, Any], document: Document, words: Words) -> dict[str, Any]:
    findings = sorted(one["findings"], key=lambda finding: -Level[finding["level"].upper()])
    said = [(finding["level"], finding["text"]) for finding in findings]
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
        "rows": [{"level": _level(level, words), "state": _STATES[level], "text": text} for level, text in said],
        "why": one["why"] if one["level"] in {"advise", "act"} else "",
        "plans": plans,
        "evidence": [*evidence, *([one["detail"]] if one.get("detail") else [])] if told else [],
    }
