"""Rows of answers and values for PowerShell (tests/powershell), for the tests and for a real one.

`answers.jsonl`: captured from PowerShell 7.6 on Linux; `framed` is what stood between the marks, `right` the reason that must be
made of it, null for a value. `values.jsonl`: written here; texts that may end a '…' text, be code or get lost, each with
the code that must stand beside an expression, and with the answer of a PowerShell that says `$folder`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).resolve().parents[1] / "powershell"


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


ANSWERS: Final = _rows("answers.jsonl")
VALUES: Final = _rows("values.jsonl")
