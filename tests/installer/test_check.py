"""The scaffold of a check: what it writes runs as it stands, and says where a person must write."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from installer import check, registration, skeleton
from installer.check import left, main, new

from postigo.system.recording import dump, load
from tests.house.test_docstrings import docstrings, fault

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
from postigo.testing import replay_all
from postigo_checks import pack
import dataclasses
ours = dataclasses.replace(pack, checks=tuple(check for check in pack.checks if check.id == "net.example-thing"))
test_recordings, test_honesty, test_every_case_is_recorded = replay_all(ours, "tests/recordings")
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The pack of a checkout, without its recordings."""
    shutil.copytree(ROOT / "checks", tmp_path / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests/recordings").mkdir(parents=True)
    (tmp_path / "app/postigo").mkdir(parents=True)
    (tmp_path / "app/postigo/api.py").touch()  # ruff takes it for our own
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(house: Path, *words: str) -> str:
    """What a tool prints in that checkout; it must be content."""
    environ = {
        **os.environ,
        "PYTHONPATH": f"{house / 'checks'}{os.pathsep}{ROOT / 'app'}{os.pathsep}{ROOT / 'resources'}",
    }
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=house, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("on", [("linux", "windows", "macos"), ("windows",)])
def test_a_new_check_passes_its_own_tests_as_it_stands(house: Path, on: tuple[str, ...]) -> None:
    files = new(house, "net.example-thing", on)
    (house / "test_ours.py").write_text(TESTS, "utf-8")
    assert "3 passed" in run(house, "pytest", "-q", "-p", "no:cacheprovider", "test_ours.py")
    code = [str(file) for file in files if file.suffix == ".py"]
    run(house, "ruff", "check", "--no-cache", *code)
    run(house, "ruff", "format", "--no-cache", "--check", *code)
    for file in files:
        if file.suffix == ".json":
            assert dump(load(file.read_bytes())) == file.read_bytes()
        elif file.suffix == ".py":
            assert [text for _, text in docstrings(ast.parse(file.read_text("utf-8"))) if fault(text)] == []


def test_it_has_only_the_parts_of_its_systems(house: Path) -> None:
    files = {file.relative_to(house).as_posix() for file in new(house, "net.example-thing", ["windows"])}
    folder, recordings = "checks/postigo_checks/network/example_thing", "tests/recordings/net.example-thing"
    parts = ("__init__", "fact", "windows", "judge", "fixes", "check")
    cases = ("good", "bad", "cannot-tell", "usual")
    assert files == {
        "checks/postigo_checks/__init__.py",
        *(f"{folder}/{part}.py" for part in parts),
        *(f"{recordings}/windows-{case}.json" for case in cases),
        f"{recordings}/without-handle.txt",
    }


def test_it_stands_in_the_list_behind_the_last_of_its_tip(house: Path) -> None:
    listed = house / "checks/postigo_checks/__init__.py"
    before = listed.read_text("utf-8").splitlines()
    new(house, "net.example-thing", ["linux"])
    after = listed.read_text("utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert added == [
        "from postigo_checks.network.example_thing.check import NET_EXAMPLE_THING",
        "        NET_EXAMPLE_THING,",
    ]
    assert after[after.index("        NET_EXAMPLE_THING,") - 1] == "        NET_DETOURS,"


def test_every_part_says_where_a_person_must_write(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = new(house, "net.example-thing", ["linux"])
    said = {place.partition(":")[0] for place in left(house)}
    assert said == {
        file.relative_to(house).as_posix() for file in files if file.name != "__init__.py" or "thing" in str(file)
    }
    assert main(["left"], house) == 1
    assert re.search(r"^\S+/fact.py:\d+: Write here: what one look learns", capsys.readouterr().out, re.MULTILINE)


def test_no_check_still_says_what_the_scaffold_says() -> None:
    """`python3 -m installer.check left` lists the places: write what they ask for, and take the words out."""
    places = list(left(ROOT))
    assert not places, "\n".join(places)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["net.wifi"], "net.wifi is there already."),
        (["Net.Wifi"], "is no id"),
        (["wifi"], "is no id"),
        (["net.class"], "is no id"),
        (["net.example", "--on", "linux,beos"], "There is no 'beos'"),
        (["zoo.example"], "No check has the area 'zoo' yet"),
        (["zoo.example", "--tip", "5"], "one of accounts, blackmail, capture, image, "),
        (
            ["zoo.example", "--subject", "zoo", "--tip", "5"],
            "There is no subject 'zoo' in checks/postigo_checks: accounts, ",
        ),
        (["info.wifi", "--subject", "network"], "network/wifi/__init__.py is there already."),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    house: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    before = sorted(house.rglob("*"))
    assert main(["new", *words], house) == 2
    assert why in capsys.readouterr().err
    assert sorted(house.rglob("*")) == before


def test_a_new_area_is_made_where_it_is_told(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "zoo.example", "--on", "macos", "--subject", "strangers", "--tip", "5"], house) == 0
    said = capsys.readouterr().out
    assert "checks/postigo_checks/strangers/example/macos.py" in said
    assert "Next:" in said
    assert [test for test in check.TESTS if test not in said or not (ROOT / test).is_file()] == []
    assert 'id="zoo.example"' in (house / "checks/postigo_checks/strangers/example/check.py").read_text("utf-8")


def test_the_scaffold_needs_no_part_of_the_project() -> None:
    """Any Python runs it, before anything is installed."""
    for module in (check, skeleton, registration):
        text = Path(module.__file__ or "").read_text("utf-8")
        assert "postigo." not in "".join(line for line in text.splitlines() if line.startswith(("import ", "from ")))
