"""Report as SARIF 2.1.0, one run with a rule for each check.

A result has a place in the machine (`logicalLocations`), and never a file. What could not be seen is of the kind `open`,
what there is not on this machine `notApplicable`: neither is a pass. Source: SARIF 2.1.0 (OASIS), §3.27.9 (kind), §3.27.10 (level).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from postigo.core.model import Level
from postigo.core.values import Text
from postigo.reports import outcomes, parts
from postigo.reports.outcomes import Outcome, steps
from postigo.reports.printable import harmless
from postigo.reports.shape import Document, advised
from postigo.words import Words

KIND: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.GOOD: ("pass", "none"),
    Outcome.NOTE: ("informational", "none"),
    Outcome.ADVISE: ("fail", "warning"),
    Outcome.ACT: ("fail", "error"),
    Outcome.UNKNOWN: ("open", "none"),
    Outcome.NOT_LOOKED: ("open", "none"),
    Outcome.LEFT_OUT: ("open", "none"),
    Outcome.NOT_HERE: ("notApplicable", "none"),
}
"""Kind and level of a result. A level other than `none` goes with the kind `fail` only (§3.27.10)."""
ASKS: Final = "review"
"""Kind of a note that only the person can answer ("Is it you?")."""
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
NOT_LOOKED: Final = Text("Not looked at.")
LEFT_OUT: Final = Text("It was looked at. Its answer is in no copy.")


def render(document: Document) -> bytes:
    """The document as one log, indented, UTF-8."""
    words = Words(document["lang"])
    rules = {one["check"]: index for index, one in enumerate(_asked(document))}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(document)},
                "language": document["lang"],
                "invocations": [_invocation(document, words)],
                "results": [{**one, "ruleIndex": rules[one["ruleId"]]} for one in _results(document, words)],
                "properties": {**outcomes.cover(document), "fingerprint": outcomes.fingerprint(document)},
            }
        ],
    }
    return (harmless(json.dumps(log, ensure_ascii=False, indent=1)) + "\n").encode()


def _asked(document: Document) -> Iterator[dict[str, Any]]:
    """Lines of all checks that have a rule, each once."""
    yield from (one for one, _ in outcomes.results(document))
    yield from (one for one, _ in outcomes.silent(document))


def _driver(document: Document) -> dict[str, Any]:
    version = {"version": document["app"]["version"]}
    return {"name": "Postigo", **version, "rules": [_rule(one) for one in _asked(document)]}


def _rule(one: Mapping[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": one["check"], "shortDescription": {"text": _sentence(one.get("title", one["check"]))}}
    if "why" in one:
        rule["fullDescription"] = {"text": _sentence(one["why"])}
        rule["properties"] = {"tip": one["tip"], "scope": one["scope"]}
        rule["help"] = {"text": _help(one)}
    return rule


def _help(one: Mapping[str, Any]) -> str:
    """Steps of the plans that the findings ask for, or why the check is there."""
    plans = [plan for plan, level in advised(one["findings"]) if level >= Level.ADVISE]
    return "\n".join(map(steps, plans)) or _sentence(one["why"])


def _results(document: Document, words: Words) -> Iterator[dict[str, Any]]:
    place = outcomes.place(document)
    for one, outcome in outcomes.results(document):
        for index, (finding, told) in enumerate(outcomes.of_findings(one, outcome)):
            kind, level = KIND[told]
            asks = finding["needs_confirmation"] and kind == "informational"
            mark = f"{finding['code']}/{index}"
            yield _result(one["check"], ASKS if asks else kind, level, parts.said(finding), mark, place)
        for index, gap in enumerate(one["gaps"]):
            yield _result(one["check"], *KIND[Outcome.UNKNOWN], gap["text"], f"gap-{gap['why']}/{index}", place)
    said = {Outcome.NOT_LOOKED: words.say(NOT_LOOKED), Outcome.LEFT_OUT: words.say(LEFT_OUT)}
    for one, outcome in outcomes.silent(document):
        text = one["text"] if outcome is Outcome.NOT_HERE else said[outcome]
        yield _result(one["check"], *KIND[outcome], text, outcome.value, place)


def _result(check: str, kind: str, level: str, said: str, mark: str, place: str) -> dict[str, Any]:
    """One result. Its mark names check and code, so that it is the same in the next report."""
    where = {"name": place, "fullyQualifiedName": f"{place}/{check}", "kind": "resource"}
    return {
        "ruleId": check,
        "kind": kind,
        "level": level,
        "message": {"text": _sentence(said)},
        "locations": [{"logicalLocations": [where]}],
        "partialFingerprints": {"postigoFinding/v1": f"{check}/{mark}"},
    }


def _invocation(document: Document, words: Words) -> dict[str, Any]:
    """The run: when, whether it is whole, and what says that it is not."""
    ended = {} if document["ended"] is None else {"endTimeUtc": document["ended"]}
    return {
        "executionSuccessful": outcomes.is_complete(document),
        "startTimeUtc": document["began"],
        **ended,
        "toolExecutionNotifications": [*_notes("error", parts.broken(document, words))],
    }


def _notes(level: str, sentences: Iterable[str]) -> Iterator[dict[str, Any]]:
    yield from ({"level": level, "message": {"text": _sentence(said)}} for said in sentences)


def _sentence(text: str) -> str:
    """Text with an end, as SARIF wants its messages (§3.11.3)."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."
