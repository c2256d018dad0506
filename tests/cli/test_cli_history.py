"""`postigo history` and `postigo diff`: off until the person says yes, and what is told of what was kept."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import postigo_resources
from postigo.__main__ import main
from postigo.cli import history as command
from postigo.cli import save_report
from postigo.core.model import BUILT_IN, Level
from postigo.core.redact import Disclosure
from postigo.core.report import PackInfo, Report
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.reports import json_
from postigo.reports.redaction import stand_ins, words_for
from postigo.reports.shape import given
from postigo.store import files, saves
from postigo.store.files import Settings
from postigo.store.history import database
from postigo.store.history.history import history
from tests.store.golden import templates
from tests.support import made
from tests.support.program import posix, postigo, recorded
from tests.support.teletype import Screen
from tests.support.teletype import command as line

pytestmark = pytest.mark.usefixtures("home")

SCHEMAS = Path(postigo_resources.__file__).parent / "schema"
Said = tuple[int, str, str]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """A call within this process: its status, and what it said on stdout and stderr, each as one line."""

    def call(*words: str) -> Said:
        status = main(words)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return call


def look(days: float, level: Level, label: str = "") -> Report:
    """A look of so many days ago, with one thing in it."""
    began = datetime.now(UTC) - timedelta(days=days)
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", made.finding(level))))
    return replace(report, began=began, ended=began, label=label, packs=(PackInfo("acme", "1.2", BUILT_IN),))


def keep(*reports: Report) -> None:
    for report in reports:
        history().keep(report, templates(report), datetime.now(UTC))


# --- on and off


def test_nothing_is_kept_before_the_person_says_yes(say: Callable[..., Said]) -> None:
    assert postigo("audit", "update.auto").returncode in {0, 1, 2, 3}
    assert history().files() == []
    status, said, _ = say("history")
    assert (status, said) == (0, "No look is kept. There is none yet. To keep them: postigo history on")


def test_a_look_of_this_computer_is_kept_once_it_is_on_and_no_more_once_it_is_off(say: Callable[..., Said]) -> None:
    status, said, _ = say("history", "on", "--days", "30")
    assert status == 0
    assert "is kept for 30 days" in said
    assert "Whoever can use this account can read it." in said
    assert files.settings() == Settings(history=True, history_days=30)
    looked = postigo("audit", "update.auto", "--label", "PC 12")
    assert "Postigo" in looked.stdout
    assert [one.label for one in history().looks()] == ["PC 12"]
    replay = str(recorded("update.auto", "good"))
    postigo("audit", "--replay", replay, "update.auto")
    postigo("audit", "info.monitoring-software")
    assert len(history().looks()) == 1
    status, said, _ = say("history", "off")
    assert status == 0
    assert "No look is kept. There is one." in said
    assert "postigo history forget" in said
    postigo("audit", "update.auto")
    assert len(history().looks()) == 1


@pytest.mark.parametrize("harm", ["damaged", "newer", "locked"])
def test_a_history_that_cannot_be_used_costs_no_look(harm: str) -> None:
    files.keep(Settings(history=True))
    keep(look(1, Level.GOOD))
    file = history().file
    holding = sqlite3.connect(file, isolation_level=None)
    try:
        match harm:
            case "damaged":
                holding.close()
                file.write_bytes(b"no database, and longer than the head of one" * 9)
            case "newer":
                holding.execute("PRAGMA user_version = 9")
            case _:
                holding.execute("BEGIN EXCLUSIVE")
        looked = postigo("audit", "update.auto", "--format", "json")
    finally:
        holding.close()
    assert json.loads(looked.stdout)["results"]
    assert looked.returncode in {0, 1, 2, 3}
    assert "history" in looked.stderr
    assert "Traceback" not in looked.stderr


# --- the list, one look, and forgetting


def test_the_list_tells_each_look_in_words_beside_its_house(say: Callable[..., Said]) -> None:
    keep(look(3, Level.ACT, "before"), look(1, Level.GOOD, "after"))
    status, said, _ = say("history", "list")
    assert status == 0
    assert said.index("after") < said.index("before")
    assert "[░|█|░|░|░] after · fine: 1" in said
    assert "[░| |░|░|░] before · act: 1" in said
    assert "Each house is one look." in said


def test_the_list_as_json_fits_its_schema(say: Callable[..., Said]) -> None:
    schema = json.loads((SCHEMAS / "history-1.json").read_text("utf-8"))
    for expected in (0, 2):
        status, said, _ = say("history", "list", "--format", "json")
        content = json.loads(said)
        Draft202012Validator(schema).validate(content)
        assert (status, len(content["looks"]), content["on"]) == (0, expected, False)
        keep(look(3, Level.ACT, "before"), look(1, Level.GOOD))


def test_the_list_forgets_what_is_too_old(say: Callable[..., Said]) -> None:
    files.keep(Settings(history_days=10))
    keep(look(20, Level.ACT, "old"), look(1, Level.GOOD, "young"))
    _, said, _ = say("history", "list")
    assert "young" in said
    assert "old" not in said


def test_a_look_is_shown_as_on_its_day_and_a_copy_of_it_has_no_names(say: Callable[..., Said]) -> None:
    keep(replace(made.everything(), began=datetime.now(UTC)))
    status, said, _ = say("history", "show", "1")
    assert status == 2
    assert "There are 6 things to do now." in said
    assert "canary" not in said
    status, said, _ = say("report", "1", "--format", "json", "--level", "full", "--reason", "for a court")
    document = json.loads(said)
    assert (document["level"], document["reason"]) == ("full", "for a court")
    assert "canary-program" in said


def test_a_full_copy_of_a_look_needs_a_reason_as_every_full_copy(called: Callable[..., str]) -> None:
    keep(replace(made.everything(), began=datetime.now(UTC)))
    assert "add --reason" in called("report", "1", "--level", "full")
    assert "--reason goes with --level full only" in called("report", "1", "--reason", "for a court")


def test_things_of_a_copy_have_references_as_in_any_copy(say: Callable[..., Said]) -> None:
    keep(replace(made.everything(), began=datetime.now(UTC)))
    told = [json.loads(say("report", "1", "--format", "json")[1]) for _ in range(2)]
    seen = [[one["ref"] for result in copy["results"] for one in result["findings"] if one["ref"]] for copy in told]
    assert seen[0]
    assert not set(seen[0]) & set(seen[1]), "each copy has a key of its own"


def test_a_look_that_is_shown_again_counts_and_says_the_same_in_each_form(say: Callable[..., Said]) -> None:
    report = replace(made.everything(), began=datetime.now(UTC))
    keep(report)
    _, told, _ = say("report", "1", "--format", "json")
    document = json.loads(told)
    assert document["counts"] == given(report, words_for("en", report, stand_ins(Disclosure.SHARED, report)))["counts"]
    _, shown, _ = say("history", "show", "1")
    for one in document["results"]:
        for sentence in [*(finding["text"] for finding in one["findings"]), *one["unseen"]]:
            assert " ".join(sentence.split()) in shown


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9" * 40, "١"])
def test_a_look_that_there_is_not(called: Callable[..., str], number: str) -> None:
    keep(look(1, Level.GOOD))
    said = called("history", "show", number)
    assert "There is no look" in said or "does not understand" in said


def test_which_look_is_asked_for(called: Callable[..., str]) -> None:
    assert "Which look?" in called("history", "show")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("listt",), "It knows on, off, list, show and forget."),
        (("list", "3"), "A number goes with “show” only."),
        (("list", "--days", "3"), "--days goes with “on” only."),
        (("list", "--yes"), "--yes goes with “forget” only."),
        (("off", "--format", "json"), "--format goes with “list” only."),
        (("show", "1", "--format", "json"), "--format goes with “list” only."),
        (("list", "--format", "html"), "--format does not know “html”."),
        (("show", "1", "--level", "all"), "unrecognized arguments: --level"),
        (("on", "--days", "0"), "a number from 1 to 3,650"),
        (("on", "--days", "soon"), "“soon” is no number."),
        (("forget",), "Add --yes to delete the history."),
    ],
)
def test_calls_that_are_wrong(called: Callable[..., str], words: tuple[str, ...], sentence: str) -> None:
    keep(look(1, Level.GOOD))
    assert sentence in called("history", *words)
    assert history().count() == 1


def test_the_history_is_forgotten(say: Callable[..., Said]) -> None:
    files.keep(Settings(history=True))
    keep(look(1, Level.GOOD))
    status, said, _ = say("history", "forget", "--yes")
    assert status == 0
    assert "The history is deleted." in said
    assert "To keep no more: postigo history off" in said
    assert history().files() == []
    assert say("history", "forget")[:2] == (0, "There is no history to delete.")


@pytest.mark.parametrize(("answer", "left"), [("n", 1), ("", 1), ("y", 0)])
def test_forgetting_is_asked_before(monkeypatch: pytest.MonkeyPatch, answer: str, left: int) -> None:
    keep(look(1, Level.GOOD))
    monkeypatch.setattr(command, "_agreed", lambda words: answer == "y")
    assert main(("history", "forget")) == 0
    assert history().count() == left


@pytest.mark.parametrize("action", ["list", "show", "diff"])
def test_a_history_that_cannot_be_opened_has_a_status_of_its_own(
    say: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setattr(database, "VERSION", 0)
    files.keep(Settings(history=True))
    history().file.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(history().file) as made_by_another:
        made_by_another.execute("PRAGMA user_version = 9")
    made_by_another.close()
    words = {"list": ("history", "list"), "show": ("history", "show", "1"), "diff": ("diff",)}[action]
    status, out, err = say(*words)
    assert (status, out) == (66, "")
    assert err == database.NEWER.one


# --- what changed


def test_the_last_two_looks_are_compared_and_the_older_one_is_the_one_before(say: Callable[..., Said]) -> None:
    keep(look(5, Level.NOTE), look(3, Level.ACT), look(1, Level.ADVISE))
    status, said, _ = say("diff")
    assert status == 0
    assert "One thing is better than before." in said
    for words in (("1", "2"), ("2", "1")):
        status, said, _ = say("diff", *words)
        assert status == 2
        assert "One thing is worse than before." in said
    status, said, _ = say("diff", "1")
    assert status == 1


def test_two_files_are_compared(say: Callable[..., Said], tmp_path: Path) -> None:
    before, after = look(3, Level.ACT), look(1, Level.GOOD)
    for name, report in (("before.json", before), ("after.json", after)):
        words = words_for("en", report, stand_ins(Disclosure.SHARED, report))
        (tmp_path / name).write_bytes(json_.render(given(report, words)))
    status, said, _ = say("diff", str(tmp_path / "before.json"), str(tmp_path / "after.json"))
    assert status == 0
    assert "One thing is better than before." in said
    assert "These two have no common key." in said
    keep(after)
    status, said, _ = say("diff", str(tmp_path / "before.json"), "1", "--format", "json")
    assert status == 0
    content = json.loads(said)
    assert content["told_apart_by"] == "kind"
    assert content["counts"]["better"] == 1


def test_what_cannot_be_compared_makes_no_good_status(say: Callable[..., Said]) -> None:
    hidden = look(1, Level.GOOD)
    gap = made.verdict("camera.in-use", made.everything().verdicts[2].gaps[0])
    keep(look(3, Level.ACT), hidden.merge(gap))
    status, said, _ = say("diff")
    assert status == 3
    assert "That does not mean that it is fixed" in said


def test_files_that_cannot_be_compared(called: Callable[..., str], tmp_path: Path) -> None:
    keep(look(1, Level.GOOD))
    (tmp_path / "page.html").write_text("<html></html>")
    (tmp_path / "huge.json").write_bytes(b" ")
    with (tmp_path / "huge.json").open("r+b") as file:
        file.truncate(2 << 30)  # a hole: no disk is needed for it
    assert "There is no file" in called("diff", "nowhere.json", "1")
    assert "it is a folder" in called("diff", str(tmp_path), "1")
    assert "it is too large" in called("diff", str(tmp_path / "huge.json"), "1")
    assert "neither a report of Postigo" in called("diff", str(tmp_path / "page.html"), "1")
    assert "There is no look “7”" in called("diff", "1", "7")
    assert "There are no two looks to compare." in called("diff")
    assert "There is no look to compare it with." in called("diff", "1")
    other = replace(look(1, Level.GOOD), platform=Platform.MACOS)
    keep(other)
    assert "not of the same system" in called("diff")


def test_one_look_is_never_compared_with_itself_however_its_number_is_typed(called: Callable[..., str]) -> None:
    keep(look(1, Level.ACT))
    assert "There is no look to compare it with." in called("diff", "001")
    assert "There is no look" in called("diff", "9" * 5000, "1")


def test_who_keeps_looks_is_not_told_to_keep_them(called: Callable[..., str]) -> None:
    keep(look(1, Level.GOOD))
    assert "postigo history on" in called("diff")
    files.keep(Settings(history=True))
    told = called("diff")
    assert "There are no two looks to compare." in told
    assert "postigo history on" not in told


def test_a_copy_of_a_comparison_has_no_names(say: Callable[..., Said]) -> None:
    whole = made.everything()
    now = datetime.now(UTC)
    keep(replace(whole, began=now - timedelta(days=1)), replace(whole, began=now, verdicts=whole.verdicts[3:]))
    for words in (("diff",), ("diff", "--format", "json"), ("diff", "--level", "give-away")):
        assert "canary" not in say(*words)[1]
    assert "canary-program" in say("diff", "--level", "full")[1]


# --- on a terminal


@posix
def test_a_person_at_a_terminal_is_asked_and_sees_names() -> None:
    whole = replace(made.everything(), began=datetime.now(UTC))
    keep(whole, replace(whole, began=whole.began + timedelta(seconds=5)))
    screen = Screen("diff")
    assert screen.end() == 3  # something could be seen neither time
    assert "canary-program" in screen.text
    screen = Screen("history", "show", "1")
    assert screen.end() == 2
    assert "canary-program" in screen.text
    screen = Screen("history", "forget")
    screen.until("[y/N]")
    screen.type("y")
    assert screen.end() == 0
    assert "The history is deleted." in screen.text
    assert history().files() == []


# --- the list of saves (red line E2)


def test_every_report_that_is_saved_is_noted_though_there_is_no_history(tmp_path: Path) -> None:
    replay = str(recorded("update.auto", "good"))
    postigo("audit", "update.auto", "--replay", replay, "--output", str(tmp_path / "a.json"))
    postigo("audit", "update.auto", "--replay", replay, "--report", str(tmp_path / "b.html"), "--level", "internal")
    with (tmp_path / "c.txt").open("wb") as file:
        words = line("audit", "update.auto", "--replay", replay)
        subprocess.run(words, stdout=file, stderr=subprocess.DEVNULL, timeout=60, check=False)
    found, lost = saves.saves()
    assert [(one.level, one.form) for one in found] == [
        (Disclosure.SHARED, "text"),
        (Disclosure.INTERNAL, "html"),
        (Disclosure.SHARED, "json"),
    ]
    assert lost == 0
    assert history().files() == []
    assert str(tmp_path) not in saves.list_file().read_text()


def test_a_report_of_passwords_is_noted_too(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,url,username,password\nx,https://x.example,ana,canary-secret\n")
    postigo("passwords", str(tmp_path / "mine.csv"), "--output", str(tmp_path / "copy.csv"))
    assert [(one.level, one.form) for one in saves.saves()[0]] == [(Disclosure.SHARED, "csv")]


def test_what_is_told_to_a_pipe_or_the_screen_is_no_save() -> None:
    postigo("audit", "update.auto", "--replay", str(recorded("update.auto", "good")))
    postigo("help-now")
    assert saves.saves() == ([], 0)


def test_the_windows_save_is_noted(tmp_path: Path) -> None:
    assert save_report.keep(str(tmp_path / "r.html"), b"<!doctype html>", Disclosure.SHARED, "html") == (True, None)
    assert [(one.level, one.form) for one in saves.saves()[0]] == [(Disclosure.SHARED, "html")]


def test_a_save_that_could_not_be_noted_is_told_and_the_report_is_there(tmp_path: Path) -> None:
    saves.list_file().parent.mkdir(parents=True)
    saves.list_file().mkdir()
    replay = str(recorded("update.auto", "good"))
    done = postigo("audit", "update.auto", "--replay", replay, "--output", str(tmp_path / "a.json"))
    assert done.returncode == 0
    assert "could not be noted" in done.stderr
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["results"]


def test_each_sentence_is_kind_and_short() -> None:
    for sentence in (database.NEWER, database.BUSY, database.FULL):
        assert isinstance(sentence, Text)
        assert all(len(part.split()) <= 20 for part in sentence.one.split("."))
