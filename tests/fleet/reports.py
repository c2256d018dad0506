"""Reports of made-up computers, as short as the schema lets them be, with a true fingerprint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from postigo.reports import json_
from postigo.reports.integrity import sealed

FIX: Final[Mapping[str, Any]] = {"id": "mend", "title": "Mend it", "effort": None, "safety": False, "steps": []}


def document(
    answers: Mapping[str, str], began: str = "2026-11-23T08:12:00Z", *, tip: int = 3, **more: Any
) -> dict[str, Any]:
    """A report. `answers` tells the level of each check, or "unknown", "absent", "not-looked"."""
    seen = {check: level for check, level in answers.items() if level in {"good", "note", "advise", "act", "unknown"}}
    whole = {
        "schema": "postigo.report/1",
        "app": {"version": "0.1.0"},
        "lang": "en",
        "level": "share",
        "device": {"platform": "linux", "elevated": True, "remembered": False, "system": "Debian GNU/Linux 12"},
        "began": began,
        "ended": began,
        "shutters": [{"tip": tip, "title": "Up to date", "state": _shutter([*seen.values()]), "text": "…"}],
        "to_do": [
            _thing(check, level)
            for check, level in sorted(seen.items(), key=lambda one: one[1])
            if level in {"act", "advise"}
        ],
        "packs": [{"name": "postigo_checks", "version": "0.1.0", "origin": "built-in", "state": "runs"}],
        "results": [_result(check, level, began, tip) for check, level in seen.items()],
        "not_here": [{"check": check, "text": "None."} for check, level in answers.items() if level == "absent"],
        "not_looked": [{"check": check, "title": check} for check, level in answers.items() if level == "not-looked"],
        "counts": {name: [*seen.values()].count(name) for name in ("good", "note", "advise", "act", "unknown")},
    } | more
    return sealed(json.loads(json.dumps(whole)))


def _shutter(levels: list[str]) -> str:
    for level, state in (("act", "open"), ("advise", "ajar"), ("unknown", "fogged")):
        if level in levels:
            return state
    return "closed" if levels else "bare"


def _result(check: str, level: str, at: str, tip: int) -> dict[str, Any]:
    unknown = level == "unknown"
    finding: dict[str, Any] = {
        "code": "off",
        "level": level,
        "text": "Seen.",
        "subject": None,
        "evidence": {},
        "fixes": [FIX],
    }
    return {
        "check": check,
        "tip": tip,
        "title": f"About {check}",
        "level": None if unknown else level,
        "gaps": [{"why": "denied", "text": "Denied."}] if unknown else [],
        "looked_at": at,
        "findings": [] if unknown else [finding],
    }


def _thing(check: str, level: str) -> dict[str, Any]:
    said = {"check": check, "code": "off", "level": level, "what": "Mend it", "seen": "Seen."}
    return said | {"fix": "mend", "effort": None, "who": "machine"}


def write(folder: Path, name: str, said: dict[str, Any] | bytes) -> Path:
    """A file below a folder."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(said if isinstance(said, bytes) else json_.render(said))
    return file
