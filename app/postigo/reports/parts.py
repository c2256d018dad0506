"""Parts of a report that several formats share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from postigo.core.redact import Disclosure
from postigo.core.report import Box, PackInfo, PackState
from postigo.core.system import Platform
from postigo.core.values import Keyword, Text
from postigo.reports import wording
from postigo.reports.shape import Document
from postigo.words import Words

YES_OR_NO: Final = {True: Text("yes"), False: Text("no")}
CHECKED_BY: Final = Text(
    "This is the fingerprint (SHA-256) of the report. Postigo can check its JSON: {command}. A fingerprint does not tell whether "
    "it is true, or from whom it is.",
    values={"command": Keyword("postigo verify")},
)
_FOOT: Final = 40  # letters of a label that have room in one line with the rest
TOGETHER: Final = Text("Checked together with the person")


def label(document: Document) -> str:
    """Title of the report, behind what the person called it."""
    return " · ".join([*([document["label"]] if "label" in document else []), document["title"]])


def above(document: Document, words: Words) -> list[str]:
    """Sentences above all others: what machine it is of; that a copy tells everything."""
    device = document["device"]
    told = [wording.REMEMBERED] if device["remembered"] else []
    told += [wording.BOXES[Box(device["box"])]] if device["box"] else []
    told += [wording.COPIES[Disclosure.FULL]] if document["level"] == Disclosure.FULL.value else []
    return [words.say(sentence) for sentence in told]


def foot(document: Document) -> str:
    """Foot of each printed page: pages of several computers lie in one printer."""
    label = document.get("label", "")
    short = label if len(label) <= _FOOT else f"{label[:_FOOT]}…"
    return " · ".join(part for part in ("Postigo", short, document["about"][0]) if part)


def said(finding: Mapping[str, Any]) -> str:
    """Sentence of a finding, with the mark of what was set aside."""
    return _marked(finding["text"], finding)


def what(thing: Mapping[str, Any]) -> str:
    """Title of a thing to do, with the same mark."""
    return _marked(thing["what"], thing)


def _marked(sentence: str, one: Mapping[str, Any]) -> str:
    mark = one.get("aside")
    return sentence if mark is None else f"{sentence} · {mark['text']}"


def effort(thing: Mapping[str, Any]) -> str:
    """Time that a thing to do takes, without the advice behind it."""
    return (thing["effort"] or "").partition(". ")[0].rstrip(".")


def ticks(document: Document, words: Words) -> str:
    """Line with a box for yes and one for no. The one that the person told is ticked."""
    looked = document.get("together")
    boxes = (f"{'☑' if looked is answer else '☐'} {words.say(word)}" for answer, word in YES_OR_NO.items())
    return "  ".join([f"{words.say(TOGETHER)}:", *boxes])


def unseen(document: Document, words: Words) -> list[tuple[str, str]]:
    """Titles of checks with what could not be seen, and why."""
    gaps = [(one["title"], gap) for one in document["results"] for gap in one["unseen"]]
    return [*gaps, *((one["title"], words.say(Text("Not looked at."))) for one in document["not_looked"])]


def watching(one: Mapping[str, Any], words: Words) -> list[str]:
    """Safety note behind a result that tells what may watch the person. Nothing behind any other."""
    if "discreet" not in one:
        return []
    from postigo.reports import watched  # noqa: PLC0415 - few copies have it

    return [words.say(sentence) for sentence in watched.note(seen=one["discreet"]["seen"])]


def broken(document: Document, words: Words) -> list[str]:
    """Sentences on packs that could not be loaded."""
    return [words.say(wording.broken(one)) for one in _packs(document) if one.state is PackState.BROKEN]


def withheld(document: Document, words: Words) -> list[str]:
    """Sentences on what is in no copy, and on what nobody asked for."""
    n = len(document["left_out"])
    told = [wording.left_out(n) if n else None, wording.offered(document["offered"])]
    return [words.say(sentence) for sentence in told if sentence is not None]


def made(document: Document, words: Words) -> list[tuple[str, str]]:
    """How the report was made: names with their values."""
    device = document["device"]
    level = Disclosure(document["level"])
    rights = Text("administrator") if device["elevated"] else Text("an ordinary account")
    packs = [
        f"{pack.name} {pack.version} ({words.say(wording.origin(pack))})"
        for pack in _packs(document)
        if pack.state is PackState.RUNS
    ]
    together = YES_OR_NO[document["together"]] if "together" in document else None
    items = [
        (Text("Looked at"), f"{document['when']} ({document['zone']})"),
        (Text("Computer"), device.get("host", "")),
        (Text("System"), device.get("system") or wording.PLATFORMS[Platform(device["platform"])].text),
        (Text("Rights"), words.say(rights)),
        (Text("This copy"), words.say(wording.DISCLOSURES[level])),
        (Text("Why it tells everything"), document.get("reason", "")),
        *((Text("Told by name on purpose"), f"{one['text']} ({one['why']})") for one in document.get("told", ())),
        (TOGETHER, words.say(together) if together else ""),
        (Text("Notes"), document.get("notes", "")),
        (Text("Who helps in the school"), document.get("contact", "")),
        (Text("Program"), f"Postigo {document['app']['version']}"),
        (Text("Checks from"), ", ".join(packs)),
        (Text("Fingerprint (SHA-256)"), document.get("integrity", {}).get("sha256", "")),
        (Text("Signed by the key (Ed25519)"), document.get("integrity", {}).get("signature", {}).get("key", "")),
    ]
    return [(words.say(name), what) for name, what in items if what]


def _packs(document: Document) -> list[PackInfo]:
    return [PackInfo(one["name"], one["version"], one["origin"], PackState(one["state"])) for one in document["packs"]]
