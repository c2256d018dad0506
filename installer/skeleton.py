"""Skeleton of a check: its files from the templates in `installer/skeletons`, and its recordings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

TEMPLATES = Path(__file__).resolve().parent / "skeletons"
SYSTEMS = {"linux": "Linux", "windows": "Windows", "macos": "macOS"}

_HANDLES = (
    "# Write here: why a finding that asks for something names no thing to act on (tests/checks/test_findings.py has the "
    "reasons). With a handle its line goes."
)


@dataclass(frozen=True)
class Names:
    """Names of the parts of one check."""

    id: str
    subject: str
    tip: int

    @property
    def name(self) -> str:
        """The id without its area: `printer-queue`."""
        return self.id.partition(".")[2]

    @property
    def folder(self) -> str:
        """The folder, which is a module: `printer_queue`."""
        return self.name.replace("-", "_")

    @property
    def fact(self) -> str:
        """The class of the fact: `PrinterQueue`."""
        return "".join(word.capitalize() for word in self.name.split("-"))

    @property
    def constant(self) -> str:
        """The check in its module: `IMAGE_PRINTER_QUEUE`."""
        return self.id.replace(".", "_").replace("-", "_").upper()


def sources(names: Names, on: Sequence[str], pack: Path) -> Iterator[tuple[Path, str]]:
    """Files of the folder, with their content. Of the systems only those where the check exists."""
    coverage = "".join(
        _filled("coverage", PLATFORM=system.upper(), system=SYSTEMS[system]).rstrip("\n") for system in on
    )
    words = {
        "id": names.id,
        "name": names.name,
        "subject": names.subject,
        "folder": names.folder,
        "fact": names.fact,
        "constant": names.constant,
        "tip": str(names.tip),
        "load": _load(names, on),
        "coverage": coverage,
    }
    place = pack / names.subject / names.folder
    yield place / "__init__.py", _filled("package", **words)
    for part in ("fact", *on, "judge", "fixes", "check"):
        yield place / f"{part}.py", _filled(part, **words)


def _load(names: Names, on: Sequence[str]) -> str:
    """The function that imports the way of one system and the judge."""
    package = f"postigo_checks.{names.subject}.{names.folder}"
    several = len(on) > 1
    lines = [
        f"def load({'platform' if several else '_platform'}: Platform) -> Implementation[{names.fact}]:",
        '    """Implementation of the check, imported when it is conducted."""',
        f"    from {package}.judge import judge",
    ]
    if several:
        lines += ["", "    match platform:"]
        for system in on:
            lines += [
                f"        case Platform.{system.upper()}:",
                f"            from {package}.{system} import {system} as way",
            ]
    else:
        lines += [f"    from {package}.{on[0]} import {on[0]} as way", ""]
    return "\n".join([*lines, "    return Implementation(way, judge)"])


def _filled(template: str, **words: str) -> str:
    return Template((TEMPLATES / f"{template}.txt").read_text("utf-8")).substitute(words)


def recordings(names: Names, on: Sequence[str], folder: Path) -> Iterator[tuple[Path, str]]:
    """Recordings good, bad, cannot-tell and usual of each system, and what has no handle."""
    for system in on:
        question, fine, not_fine = {
            "linux": (f"read /etc/{names.name}.conf", "on\n", "off\n"),
            "windows": (rf"registry HKLM\SOFTWARE\{names.fact}", {"values": {"On": 1}}, {"values": {"On": 0}}),
            "macos": (
                f"plist /Library/Preferences/{names.name}.plist",
                {"value": {"On": True}},
                {"value": {"On": False}},
            ),
        }[system]
        good = {"level": "good", "findings": ["fine: good"], "gaps": []}
        bad = {"level": "advise", "findings": ["not-fine: advise"], "gaps": []}
        blind: dict[str, Any] = {"level": None, "findings": [], "gaps": ["missing"]}
        for case, answer, verdict in (
            ("good", fine, good),
            ("bad", not_fine, bad),
            ("cannot-tell", {"absent": True}, blind),
            ("usual", fine, good),
        ):
            recording = {
                "schema": "postigo.recording/1",
                "app": "0.1.0",
                "platform": system,
                "kind": "documented",
                "source": "Write here: the machine or the page that says so. kind: captured, reported, documented or mixed.",
                "answers": {question: answer},
                "verdicts": {names.id: verdict},
            }
            content = json.dumps(recording, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            yield folder / names.id / f"{system}-{case}.json", content
    lines = [f"not-fine {system} whole" for system in sorted(on)]
    yield folder / names.id / "without-handle.txt", "\n".join([_HANDLES, *lines, ""])
