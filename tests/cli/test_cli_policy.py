"""`postigo policy`: each value with who set it, and what is not followed; a trial of a file before it is rolled out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from postigo.core.policy_table import KEYS
from postigo.store import files
from postigo.store import policy as stored
from postigo.store.files import Settings
from postigo.store.policy import Found, NotRead, Refusal
from tests.support.program import inside

pytestmark = pytest.mark.usefixtures("home")


def _of_this_computer(monkeypatch: pytest.MonkeyPatch, found: Found) -> None:
    monkeypatch.setattr(stored, "found", lambda: found)


def _said(*words: str, status: int) -> str:
    done = inside("policy", *words)
    assert (done.returncode, done.stderr) == (status, ""), done
    return done.stdout


def _values(told: dict[str, Any]) -> dict[str, tuple[Any, str]]:
    return {one["key"]: (one["value"], one["set_by"]) for one in told["values"]}


def test_without_a_policy_every_key_is_told_with_its_own_value() -> None:
    told = json.loads(_said("--format", "json", status=0))
    assert told["policy"] is None
    assert [one["key"] for one in told["values"]] == [key.id for key in KEYS]
    assert {by for _, by in _values(told).values()} == {"built-in"}
    assert "This computer has no policy." in _said(status=0)


def test_each_value_is_told_with_who_set_it(monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep(Settings(country="ES", shared=False))
    tables = {"mandatory": {"fixes_off": True, "shared": True}, "default": {"country": "MX", "language": "es"}}
    _of_this_computer(monkeypatch, Found("/etc/postigo/policy.toml", tables))
    told = json.loads(_said("--format", "json", status=0))
    values = _values(told)
    assert values["fixes_off"] == (True, "mandatory")
    assert values["shared"] == (True, "mandatory")
    assert values["country"] == ("ES", "person")
    assert values["language"] == ("es", "default")
    assert {one["key"] for one in told["values"] if one["fixed"]} == {"fixes_off", "shared"}
    text = _said(status=0)
    assert "sí: fijado por tu centro educativo" in text
    assert "ES: elegido por ti" in text
    assert "español: de tu centro educativo, hasta que tú elijas" in text


def test_what_is_not_followed_is_told_with_its_path_and_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {"mandatory": {"fixes_of": True, "report_level": 3}}
    _of_this_computer(monkeypatch, Found("/etc/postigo/policy.toml", tables))
    told = json.loads(_said("--format", "json", status=1))
    assert [one["key"] for one in told["troubles"]] == ["mandatory.fixes_of", "mandatory.report_level"]
    assert _values(told)["report_level"] == ("share", "careful")
    assert "/etc/postigo/policy.toml: mandatory.fixes_of: " in _said(status=1)


@pytest.mark.parametrize("why", list(Refusal))
def test_a_policy_that_is_not_read_is_said_once_by_every_other_command_too(
    monkeypatch: pytest.MonkeyPatch, why: Refusal
) -> None:
    _of_this_computer(monkeypatch, Found("/x/policy.toml", refused=NotRead(why, "/x", "the detail")))
    text = _said(status=1)
    assert "/x: It " in text or "/x: Other " in text or "/x: This " in text
    assert "the detail" in text
    done = inside("history")
    assert done.returncode == 0
    assert done.stderr.count("postigo policy") == 1
    assert inside("help-now").stderr == "", "whoever looks for help is told nothing of policies"


def test_a_file_is_tried_whoever_owns_it(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[mandatory]\nlabel = "Room 3"\n', "utf-8")
    told = json.loads(_said("--check", str(file), "--format", "json", status=0))
    assert told["policy"] == str(file)
    assert _values(told)["label"] == ("Room 3", "mandatory")
    file.write_text('[mandatory]\nlabell = "Room 3"\n', "utf-8")
    assert "mandatory.labell: Postigo knows no such name" in " ".join(_said("--check", str(file), status=1).split())
    file.write_text('label = "Room 3"\n', "utf-8")
    assert "label: This key has to stand below [mandatory]" in " ".join(_said("--check", str(file), status=1).split())
    file.write_text("label", "utf-8")
    assert "cannot be read" in _said("--check", str(file), status=1)
    told = json.loads(_said("--check", str(file), "--format", "json", status=1))
    assert _values(told)["fixes_off"] == (True, "careful")  # as on a computer that has this file


def test_words_of_the_file_are_said_as_what_they_mean_and_stay_words_for_programs(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    words = {"scope": "machine", "report_level": "internal", "schedule": "weekly", "report_folder": "/mnt/reports"}
    file.write_text("[mandatory]\n" + "".join(f'{key} = "{word}"\n' for key, word in words.items()), "utf-8")
    told = _values(json.loads(_said("--check", str(file), "--format", "json", status=0)))
    assert {key: told[key][0] for key in words} == words
    text = _said("--check", str(file), "--lang", "es", status=0)
    for word in ("machine", "internal", "weekly"):
        assert word not in text
    assert "programas y aparatos con su nombre: fijado por tu centro educativo" in text


def test_of_thousands_of_unknown_names_a_dozen_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    for n, told in ((12, ""), (13, "One more is not followed."), (1500, "1,488 more are not followed.")):
        file.write_text("[mandatory]\n" + "".join(f"key{number} = 1\n" for number in range(n)), "utf-8")
        text = " ".join(_said("--check", str(file), "--lang", "en", status=1).split())
        assert text.count("Postigo knows no such name.") == 12
        assert told in text
        assert ("not followed" in text) is bool(told)
    assert len(json.loads(_said("--check", str(file), "--format", "json", status=1))["troubles"]) == 1500


def test_a_schedule_whose_reports_have_no_place_is_told(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[mandatory]\nschedule = "weekly"\n', "utf-8")
    assert "names no folder for the reports" in " ".join(_said("--check", str(file), status=0).split())
    file.write_text('[mandatory]\nschedule = "weekly"\nreport_folder = "/mnt/reports"\n', "utf-8")
    assert "names no folder for" not in _said("--check", str(file), status=0)


def test_in_a_trial_the_person_chooses_nothing(tmp_path: Path) -> None:
    files.keep(Settings(country="ES"))
    file = tmp_path / "policy.toml"
    file.write_text('[default]\ncountry = "MX"\n', "utf-8")
    told = json.loads(_said("--check", str(file), "--format", "json", status=0))
    assert _values(told)["country"] == ("MX", "default")


def test_a_name_of_no_check_is_told_and_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('[mandatory]\nallowed_checks = ["camera.in-use", "camera.in-used"]\n', "utf-8")
    told = json.loads(_said("--check", str(file), "--format", "json", status=0))
    assert told["checks_unknown_here"] == ["camera.in-used"]


@pytest.mark.parametrize("name", ["nothing.toml", "folder.toml", "policy.admx"])
def test_a_file_that_cannot_be_tried_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    done = inside("policy", "--check", str(tmp_path / name))
    assert done.returncode in {1, 64}, done
    assert name in f"{done.stderr} {done.stdout}"


def test_a_mandatory_language_is_spoken_and_a_typed_one_still_more(monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep(Settings(language="en"))
    _of_this_computer(monkeypatch, Found("x", {"mandatory": {"language": "es"}}))
    assert "Política: x" in _said(status=0)
    assert "Policy: x" in _said("--lang", "en", status=0)


def test_reading_asks_for_the_place_of_this_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def in_file(place: str) -> dict[str, Any]:
        asked.append(place)
        raise FileNotFoundError

    monkeypatch.setattr(stored, "in_file", in_file)
    for system, place in (("linux", stored.FILE), ("darwin", stored.PREFERENCES)):
        monkeypatch.setattr(sys, "platform", system)
        assert stored.found() is stored.NONE
        assert asked.pop() == place
