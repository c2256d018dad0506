"""Golden documents: stored audits as each version of the schema wrote them, and what must be read in them.

They are history. A new version of the schema, or a new field, adds some; nothing renews one:

    python -m tests.store.golden 1      # writes those of tests/golden/audit/1 that are not there yet

`younger.json` is made by hand: a document of tomorrow, with a field, a level, a kind of value, a reason and a state of
a pack that today's reader does not know.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from postigo.core.report import TIPS, Report
from postigo.core.values import StoredText, Text
from postigo.languages import LANGUAGES
from postigo.reports.redaction import words_for
from postigo.store.document.model import StoredAudit
from postigo.store.document.read import read
from postigo.store.document.values import Templates
from postigo.store.document.write import shape
from postigo.words import Words
from tests.support import made, remembered

FOLDER: Final = Path(__file__).parents[1] / "golden/audit"
KEY: Final = bytes(range(32))
MACHINES: Final = ("linux-school", "macos-laptop", "windows-11-family")
EXPECTED: Final = ".expected.json"


def templates(report: Report) -> Templates:
    """The templates of every language that we ship."""
    return {code: words_for(code, report).template for code in LANGUAGES}


def reports() -> Mapping[str, Report]:
    """The reports that a golden document is written of: three remembered machines, one of everything, one with things set aside."""
    machines = {path.stem: path for path in remembered.MACHINES}
    return {
        "everything": made.everything(),
        "aside": made.set_aside(),
        **{name: remembered.report(machines[name]) for name in MACHINES},
    }


def digest(audit: StoredAudit) -> dict[str, Any]:
    """What was read in a document: shutters, levels, references, sentences, and what was not understood."""
    said: dict[str, Any] = {}
    for line in audit.report.listed:
        verdict = audit.report.verdict(line.check)
        assert verdict is not None
        absent = [verdict.not_applicable.text] if verdict.not_applicable else []
        texts = [*(finding.text for finding in verdict.findings), *(gap.text for gap in verdict.gaps), *absent]
        said[line.check] = {
            "level": None if verdict.level is None else verdict.level.name.lower(),
            "codes": [f"{finding.code}: {finding.level.name.lower()}" for finding in verdict.findings],
            "refs": list(audit.refs[line.check]),
            **{code: [_said(text, code) for text in texts] for code in LANGUAGES},
        }
    return {
        "shutters": {str(tip): audit.report.shutter(tip).value for tip in TIPS},
        "checks": said,
        "not_understood": list(audit.not_understood),
    }


def _said(text: Text, code: str) -> str:
    """A sentence of the document; today's own words for what was not understood may change."""
    return Words(code).say(text) if isinstance(text, StoredText) else "(ours)"


def main(version: str) -> None:
    """Write the golden documents of this version, and what is read in each, where there are none."""
    folder = FOLDER / version
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in reports().items():
        if not (folder / f"{name}.json").exists():
            _write(folder / f"{name}.json", shape(report, templates(report), KEY))
    for path in sorted(folder.glob("*.json")):
        expected = path.with_suffix(EXPECTED)
        if not path.name.endswith(EXPECTED) and not expected.exists():
            _write(expected, digest(read(path.read_bytes())))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
