"""What is written from something else is up to date, and `installer.generate` tells what is not."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from installer import generate, readme
from installer.generator import ROOT, Generator

from postigo.core.report import DOOR
from postigo_checks import pack


@pytest.mark.parametrize("name", [name for name in generate.PLACES if name != "window"])  # tests/golden: an act each
def test_nothing_is_stale(name: str) -> None:
    one = generate.generator(name)
    found = [] if one.lacks() else list(one.validate())
    assert not found, "\n".join(found)


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generator of one file, the only one there is."""
    file = tmp_path / "sub/file.md"

    def made() -> Mapping[Path, bytes]:
        return {file: b"made"}

    monkeypatch.setattr("installer.generator.ROOT", tmp_path)
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "PLACES", {"one": "nowhere"})
    monkeypatch.setattr(generate, "generator", lambda _: Generator("one", made))
    return file


def test_check_names_what_is_stale_and_how_to_renew_it(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err == "one: sub/file.md is stale: run python3 -m installer.generate\n"
    assert not one.exists()


def test_what_is_stale_is_written_and_named(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main([]) == 0
    assert one.read_bytes() == b"made"
    assert capsys.readouterr().out == "sub/file.md\n"
    assert generate.main(["one"]) == 0
    assert generate.main(["--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_made_here_is_left_alone_and_told(
    one: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        generate, "generator", lambda name: Generator(name, dict, lambda: ["never asked"], lacks=lambda: "Qt")
    )
    for words in (["--check"], []):
        assert generate.main(words) == 0
        assert capsys.readouterr() == ("one: left as it is, for this place has no Qt\n", "")
    assert not one.exists()


def test_what_only_a_person_can_mend_fails_in_both_ways(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "generator", lambda name: Generator(name, dict, lambda: ["no translation: Hello"]))
    assert generate.main(["translations"]) == 1
    assert generate.main(["translations", "--check"]) == 1
    assert capsys.readouterr().err == "translations: no translation: Hello\n" * 2


def test_a_generator_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        generate.main(["nothing"])
    assert "no such generator: nothing" in capsys.readouterr().err


def test_the_readme_names_every_check_and_how_many_there_are() -> None:
    """All but those behind the door, which are in no list (0681)."""
    text = (ROOT / "README.md").read_text("utf-8")
    listed = [check for check in pack.checks if check.tip != DOOR]
    assert f"There are {len(listed)} checks" in text
    assert [check.id for check in pack.checks if (f"`{check.id}`" in text) is not (check in listed)] == []


def test_a_readme_without_its_marks_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readme, "TARGET", tmp_path / "README.md")
    readme.TARGET.write_text("no marks\n", "utf-8")
    with pytest.raises(ValueError, match="end of checks"):
        readme.made()


def test_a_python_without_the_project_hands_over_to_the_one_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr("installer.environment.prepare", lambda folder, layers: folder / "-".join(layers))
    monkeypatch.setattr(subprocess, "run", run)
    assert generate.main(["--check", "readme"]) == 3
    assert started == [[str(ROOT / ".venv/base-dev"), "-m", "installer.generate", "--check", "readme"]]
