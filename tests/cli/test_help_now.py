"""`postigo help-now`: without a terminal, without a network, and nothing of it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import postigo_resources
from postigo.__main__ import main
from postigo.cli import parser
from postigo.cli.status import Exit
from postigo.guidance import helplines
from postigo.store import trace
from tests.support.places import needs
from tests.support.program import postigo


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOME": tmp_path, "XDG_CONFIG_HOME": tmp_path, "XDG_DATA_HOME": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr(trace, "_ON_THE_WAY_TO_HELP", [])


def told(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert main(["help-now", *call]) == Exit.NOTHING_TO_DO
    said = capsys.readouterr()
    assert said.err == ""
    return " ".join(said.out.split())


def test_a_pipe_gets_the_split_all_six_cards_and_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "--country", "ES")
    assert "What is happening?" in said
    assert "need opposite advice" in said
    cards_ = said[said.index("--- Somebody threatens me ---") :]
    places = [cards_.index(f" {step} · ") for step in range(1, 7)]
    assert places == sorted(places)
    for number in ("112", "024", "900 20 20 10", "017", "091", "062", "016", "91 726 01 01", "https://stopncii.org"):
        assert number in said, number
    danger = said[said.index("I am in danger now Breathe out slowly") : said.index("What is happening?")]
    assert [danger.index(number) for number in ("112", "024", "900 20 20 10", "If you cannot speak aloud", "AlertCops")]
    assert said.count("public sources") == 1, "the day of the sources is said once"
    end = said[said.rindex("I am in danger now") :]
    assert end.endswith("The advice begins above, at “What is happening?”.")
    assert [end.index(number) for number in ("112", "024", "900 20 20 10")], "a terminal shows the end of it"
    assert "Tell an adult you trust now" in said
    assert "evidence --help" in said, "the log is in no menu: this is its door"
    assert "do not copy them, and do not ask for them" in said


def test_an_unknown_region_and_spanish_gets_spains_numbers_beside_the_worldwide_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = told(capsys, "--lang", "es")
    assert "900 20 20 10" in said
    assert "https://www.inhope.org" in said
    english = told(capsys, "--lang", "en")
    assert "900 20 20 10" not in english
    assert "Call the emergency number of your country." in english
    assert "https://childhelplineinternational.org" in english


def test_the_systems_region_decides_and_the_option_decides_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert "55 5533 5533" in told(capsys)
    assert "0800 1111" in told(capsys, "--country", "gb")


@pytest.mark.parametrize("country", ["Spain", "", "E", "1!", "ñÑ"])
def test_what_is_no_country_is_refused_kindly(country: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help-now", "--country", country]) == Exit.USAGE
    assert "is no country. Type two letters" in capsys.readouterr().err


def test_nothing_is_written_and_a_fault_is_noted_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(capsys, "--country", "ES")
    assert list(tmp_path.iterdir()) == []

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(helplines, "load", broken)
    assert main(["help-now"]) == Exit.FAULT
    assert list(tmp_path.iterdir()) == [], "no note of a crash"


def test_settings_that_cannot_be_read_are_no_matter_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "postigo"
    folder.mkdir()
    (folder / "settings.toml").write_text("language = [")
    assert "112" in told(capsys, "--country", "ES")
    assert main(["passphrase"]) == Exit.NOTHING_TO_DO
    assert "cannot be read" in capsys.readouterr().err, "else nothing was tried"


def test_without_a_catalogue_it_says_in_spanish_why_it_speaks_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout that was never set up: the sentence stands in the sources, for no catalogue can have it."""
    monkeypatch.setattr(postigo_resources, "__file__", str(tmp_path / "postigo_resources/__init__.py"))
    assert main(["--lang", "es", "help-now"]) == Exit.NOTHING_TO_DO
    assert "Postigo habla inglés" in capsys.readouterr().err
    assert main(["--lang", "en", "help-now"]) == Exit.NOTHING_TO_DO
    assert capsys.readouterr().err == ""


@needs("posix")
def test_it_needs_neither_a_terminal_nor_a_screen_and_names_itself_in_the_help(tmp_path: Path) -> None:
    done = postigo("help-now", env={**os.environ, "DISPLAY": "", "LANG": "es_ES.UTF-8", "HOME": str(tmp_path)})
    assert done.returncode == 0
    assert "No estás solo ni sola." in " ".join(done.stdout.split())
    assert "help-now" in postigo("--help").stdout


def test_it_imports_neither_the_network_nor_the_engine_nor_the_window() -> None:
    import subprocess  # noqa: PLC0415 - a process of its own, whose modules are counted

    script = (
        "import sys, io; sys.stdout = io.StringIO()\n"
        "from postigo.__main__ import main; main(['help-now'])\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr.split()
    assert "postigo.guidance.cards" in loaded
    for heavy in ("postigo.net", "postigo.audit", "postigo.gui", "postigo_checks", "PySide6", "socket", "logging"):
        assert not [name for name in loaded if name == heavy or name.startswith(f"{heavy}.")], heavy


def test_each_command_has_a_module_of_its_name() -> None:
    asked = parser.parse(["help-now", "--country", "ES"], "en")
    assert (asked.command, asked.country) == ("help-now", "ES")


@pytest.mark.parametrize("words", [("help-now",), ("evidence", "show", "there-is-none.age")])
def test_no_bytecode_tells_of_it(words: tuple[str, ...], tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "postigo", *words], capture_output=True, check=False, env=environ)
    left = {one.name.partition(".")[0] for one in tmp_path.rglob("*.pyc")}
    assert "parser" in left  # else nothing was tried
    assert not left & {"help_now", "contacts", "cards", "evidence", "evidence_input", "log", "sealed"}
