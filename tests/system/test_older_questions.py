"""Recordings of an older Postigo: what it asked is still answered, as long as the question of now is asked at all.

Loops and no parameters: any of these lists may become empty.
"""

from __future__ import annotations

import re

import pytest

from postigo.core.system import CannotTell, Json, Platform
from postigo.system import older_questions
from postigo.system.older_questions import BESIDE, older
from postigo.system.powershell_values import NAMES
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from tests.support.powershell_expressions import texts

O_NEILL = "C:\\o'neill"


def _values(text: str) -> dict[str, str]:
    return dict.fromkeys(NAMES & set(re.findall(r"\$(\w+)", text)), O_NEILL)


def _remembered(question: str, value: Json) -> Replay:
    return Replay(Recording(Platform.WINDOWS, "0.1.0", {question: {"value": value}}))


OLDER = [(text, found) for text in texts() if (found := older(text, _values(text))) is not None]


def test_an_older_wording_is_kept_only_for_what_is_still_asked() -> None:
    """Where a question goes, its older wordings go with it (decision 0658)."""
    kept = [now for now, _ in older_questions._OTHERS]
    assert [now for now in kept if not any(now in text for text in texts())] == []
    assert BESIDE.keys() <= {question for _, question in OLDER}


def test_what_an_older_postigo_asked_is_still_answered() -> None:
    for text, question in OLDER:
        values = _values(text)
        assert not any(f"${name}" in question for name in values)
        assert "o''neill" in question or not values
        remembered = _remembered(question, ["an answer"])
        assert remembered.powershell(text, timeout=20.0, **values) == ["an answer"]


def test_a_question_that_never_changed_has_one_wording() -> None:
    assert older("Get-X", {}) is None
    with pytest.raises(CannotTell):
        _remembered("powershell Get-Y", 7).powershell("Get-X")
