"""Recordings that hold words: what a verdict must say, and what it must never say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from postigo.system.recording import Recording, dump, load
from postigo.testing import replay_all
from postigo_checks import pack

TAMPER = Path(__file__).parents[1] / "recordings" / "av.tamper"


def failing(folder: Path, recording: Recording) -> str:
    """What the test kit says of one recording, alone in a folder."""
    place = folder / "av.tamper"
    place.mkdir()
    (place / "windows-case.json").write_bytes(dump(recording))
    of_recordings, _, _ = replay_all(pack, folder)
    try:
        of_recordings("av.tamper")
    except AssertionError as wrong:
        return str(wrong)
    return ""


@pytest.fixture
def open_() -> Recording:
    return load((TAMPER / "windows-open.json").read_bytes())


def test_the_words_of_a_finding_and_of_its_fix_are_heard_in_both_languages(tmp_path: Path, open_: Recording) -> None:
    says = {"en": ("could switch off Microsoft Defender", "Tamper Protection"), "es": ("Microsoft Defender",)}
    never = {"en": ("No program can",), "es": ("Ningún programa puede",)}
    assert failing(tmp_path, replace(open_, says=says, never=never)) == ""


@pytest.mark.parametrize(
    "words", [{"says": {"es": ("Tamper Protection is fine",)}}, {"never": {"en": ("Microsoft Defender",)}}]
)
def test_a_wrong_word_fails_and_is_quoted(
    tmp_path: Path, open_: Recording, words: dict[str, dict[str, tuple[str, ...]]]
) -> None:
    (phrases,) = words.values()
    ((phrase,),) = phrases.values()
    assert repr(phrase) in failing(tmp_path, replace(open_, **words))  # type: ignore[arg-type]  # one of the two fields


def test_a_question_that_the_recording_does_not_answer_fails(tmp_path: Path, open_: Recording) -> None:
    assert "not in the recording" in failing(tmp_path, replace(open_, answers={}, verdicts={"av.tamper": {}}))


def test_words_are_kept_and_empty_ones_are_not_written(open_: Recording) -> None:
    said = replace(open_, says={"en": ("a",)})
    assert load(dump(said)) == said
    assert b'"never"' not in dump(said)
    assert b'"says"' not in dump(open_)
