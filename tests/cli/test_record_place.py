"""`postigo record --check X --case Y` writes where the recordings of that check lie, in a checkout."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

import pytest

from postigo.cli import record_place
from postigo.cli.record_place import chosen
from postigo.cli.status import UsageError


def asked(**given: object) -> Namespace:
    return Namespace(**{"checks": [], "output": None, "check": None, "case": None, "windows_calls": None, **given})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "tests/recordings/boot.secure").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(("system", "platform"), [("linux", "linux"), ("win32", "windows"), ("darwin", "macos")])
def test_a_case_lies_beside_the_others_of_its_check(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, system: str, platform: str
) -> None:
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(sys, "platform", system)
    checks, file = chosen(asked(check="boot.secure", case="old-laptop"), checkout)
    assert checks == ["boot.secure"]
    assert file == str(Path("tests/recordings/boot.secure") / f"{platform}-old-laptop.json")


def test_without_a_case_it_is_the_file_that_was_named() -> None:
    assert chosen(asked(checks=["boot.secure"], output="a.json")) == (["boot.secure"], "a.json")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Where shall it be kept?"),
        ({"check": "boot.secure"}, "go together"),
        ({"case": "old"}, "go together"),
        ({"check": "boot.secure", "case": "old", "output": "a.json"}, "leave --output"),
        ({"check": "boot.secure", "case": "old", "checks": ["boot.secure"]}, "leave --output"),
        ({"check": "boot.secure", "case": "../old"}, "no name of a case"),
        ({"check": "net.example", "case": "old"}, "Make the check first"),
        ({"check": "..", "case": "old"}, "Make the check first"),
        ({"windows_calls": "a.json", "output": "b.json"}, "Leave the rest out"),
        ({"windows_calls": "a.json", "checks": ["boot.secure"]}, "Leave the rest out"),
        ({"windows_calls": "a.json", "check": "boot.secure", "case": "old"}, "Leave the rest out"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(checkout: Path, given: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(asked(**given), checkout)
    assert said in refused.value.text.one


def test_outside_a_checkout_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(asked(check="boot.secure", case="old"), tmp_path)
    assert "installed without it" in refused.value.text.one


def test_this_is_a_checkout() -> None:
    assert (record_place.ROOT / "tests/recordings").is_dir()


def test_the_calls_of_windows_have_a_file_of_their_own() -> None:
    assert chosen(asked(windows_calls="a.json")) == ([], "a.json")
