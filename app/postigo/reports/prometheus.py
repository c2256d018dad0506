"""Report as metrics in the text format of Prometheus (0.0.4), without a name of anything.

It is meant for the folder of node_exporter's textfile collector, whose files everybody on the machine can read. Labels are
ids of checks, numbers of tips and states, so a machine has some hundred series (docs/engines.md). Source of the format:
Prometheus, "Exposition formats".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, TypeAlias

from postigo.core.report import DOOR
from postigo.reports import outcomes
from postigo.reports.outcomes import Outcome
from postigo.reports.shape import Document

BEGINS: Final = b"# Postigo "
"""How such a file begins. Another one of that name is never written over."""

Sample: TypeAlias = "tuple[dict[str, str], int]"
"""Labels and value of one series."""

HELP: Final = {
    "postigo_info": "Version of Postigo and platform of the machine.",
    "postigo_last_run_timestamp_seconds": "When the audit ended, or began if it did not end.",
    "postigo_run_complete": "1 if the audit looked at all that it lists. 0 says nothing about what it did not see.",
    "postigo_checks": "Number of checks by state. Only good was seen to be good.",
    "postigo_check": "State of each check. unknown and not_looked are neither good nor bad.",
    "postigo_set_aside": "Number of things to do that somebody set aside. They are in the other numbers too.",
    "postigo_shutter": "State of each tip: closed, ajar, asking, open, fogged (could not look), bare (not looked at).",
}


def render(document: Document) -> bytes:
    """The document as metrics, UTF-8. The fingerprint is a comment: as a label it would make new series at each run."""
    lines = [f"{BEGINS.decode()}{_one_line(document['app']['version'])}"]
    if mark := outcomes.fingerprint(document):
        lines.append(f"# Fingerprint of the report (SHA-256): {mark}")
    for name, samples in _metrics(document):
        lines += [f"# HELP {name} {HELP[name]}", f"# TYPE {name} gauge"]
        lines += [f"{name}{_labels(labels)} {value}" for labels, value in samples]
    return "".join(f"{line}\n" for line in lines).encode()


def _metrics(document: Document) -> Iterator[tuple[str, Iterable[Sample]]]:
    seen = [(one["check"], outcome) for one, outcome in outcomes.results(document)]
    silent = [(one["check"], outcome) for one, outcome in outcomes.silent(document)]
    counts = Counter(outcome for _, outcome in (*seen, *silent))
    shown = [*seen, *((check, outcome) for check, outcome in silent if outcome is Outcome.NOT_LOOKED)]
    ended = datetime.fromisoformat(document["ended"] or document["began"])
    yield (
        "postigo_info",
        [({"version": document["app"]["version"], "platform": document["device"]["platform"]}, 1)],
    )
    yield "postigo_last_run_timestamp_seconds", [({}, int(ended.timestamp()))]
    yield "postigo_run_complete", [({}, int(outcomes.is_complete(document)))]
    yield "postigo_checks", [({"state": state.value}, counts[state]) for state in Outcome]
    if n := document["counts"].get("set_aside"):
        yield "postigo_set_aside", [({}, n)]
    yield "postigo_check", [({"check": check, "state": state.value}, 1) for check, state in shown]
    yield (
        "postigo_shutter",
        [({"tip": str(one["tip"]), "state": one["state"]}, 1) for one in document["shutters"] if one["tip"] != DOOR],
    )


def _labels(labels: dict[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
