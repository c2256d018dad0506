"""What a password audit says, and what it keeps to itself: result, text, JSON and CSV from made-up entries."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

import jsonschema
import pytest

from postigo.core.model import Level
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.passwords import json_csv, text_report
from postigo.passwords.model import Judged, Length, ListTrouble, Profile, ReadProblem, Reason, Source, TagsProblem
from postigo.passwords.protocol import (
    Batch,
    Done,
    Down,
    Kept,
    LeakList,
    Master,
    Opened,
    Order,
    Ready,
    Snagged,
    Try,
    Up,
)
from postigo.passwords.result import Result
from postigo.passwords.severity import level, of_reason
from postigo.passwords.wording import ADVICE, CHANGE, REASONS, SHORT_REASONS, SNAGS, SOURCES
from postigo.pipe.messages import from_line, to_line
from postigo.reports.paper import Paper
from postigo.words import Words

WHEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def judged(row: int, score: int | None, *reasons: Reason, **more: Any) -> Judged:
    return Judged(0, row, f"site-{row}.example", f"user-{row}", "", score, Length.FROM_8, reasons, **more)


def result(*entries: Judged, snags: tuple[Snagged, ...] = (), done: bool = True) -> Result:
    made = Result(["exports/one.csv"])
    made.receive(Ready("zxcvbn 4.5.0", sealed=True))
    made.receive(Opened(0, Source.CHROMIUM))
    for snag in snags:
        made.receive(snag)
    made.receive(Batch(entries))
    if done:
        made.receive(Done(len(entries)))
    return made


def test_every_code_has_its_words() -> None:
    assert REASONS.keys() == SHORT_REASONS.keys() == set(Reason)
    assert SNAGS.keys() == set(ReadProblem)
    assert SOURCES.keys() == set(Source)
    assert ADVICE.keys() <= set(Reason)


@pytest.mark.parametrize(
    ("entry", "asks"),
    [
        (judged(1, 4), Level.GOOD),
        (judged(1, 4, Reason.YEAR), Level.NOTE),
        (judged(1, 1, Reason.DATE), Level.ADVISE),
        (judged(1, 4, Reason.REUSED), Level.ADVISE),
        (judged(1, 4, Reason.OLD), Level.NOTE),
        (judged(1, 4, Reason.OLD, Reason.LEAKED), Level.ACT),
        (judged(1, 0, Reason.COMMON), Level.ACT),
        (judged(1, None, Reason.EMPTY), Level.NOTE),
    ],
)
def test_what_an_entry_asks_of_the_person(entry: Judged, asks: Level) -> None:
    assert level(entry) is asks


@pytest.mark.parametrize("reason", Reason)
def test_a_weaker_password_never_asks_for_less(reason: Reason) -> None:
    asks = [of_reason(reason, score) for score in (4, 3, 2, 1, 0)]
    assert asks == sorted(asks)


def test_what_was_not_looked_at_is_never_good() -> None:
    assert result(judged(1, 4)).worst() is Level.GOOD
    assert result(judged(1, 4), done=False).worst() is None
    assert result().worst() is None
    assert result(judged(1, 4), snags=(Snagged(ReadProblem.RAGGED_ROW, 0, 3),)).worst() is None
    assert result(judged(1, 1, Reason.WORD), snags=(Snagged(ReadProblem.CUT_OFF, 0),)).worst() is Level.ADVISE
    stale = result(judged(1, 4))
    stale.receive(LeakList(0, ListTrouble.NOT_SORTED))
    assert stale.worst() is None


@pytest.mark.parametrize(
    ("sealed", "who"), [(True, "your other programs were kept"), (False, "another program of yours")]
)
def test_it_is_said_who_could_read_along_where_there_was_something_to_read(sealed: bool, who: str) -> None:
    for entries in ((judged(1, 4),), ()):
        made = result(*entries)
        made.receive(Ready("zxcvbn 4.5.0", sealed=sealed))
        told = " ".join(text_report.text(made, WHEN, Profile.POLICE, Words("en"), Paper()).decode().split())
        assert (who in told) is bool(entries)
        assert ("administrator rights" in told) is (sealed and bool(entries))


def test_a_later_answer_takes_the_place_of_an_earlier() -> None:
    made = result(judged(1, 3), judged(2, 3))
    made.receive(Batch((judged(1, 3, Reason.REUSED, reuse_group=1),)))
    assert [entry.reuse_group for entry in made.entries] == [1, None]
    assert made.counts() == {Reason.REUSED: 1}


@pytest.mark.parametrize("disclosure", Disclosure)
def test_the_json_is_as_published_and_names_nobody_below_full(disclosure: Disclosure) -> None:
    made = result(
        judged(1, 1, Reason.DATE, Reason.REUSED, reuse_group=1, changed=date(2020, 2, 29)),
        judged(2, None, Reason.EMPTY),
        snags=(Snagged(ReadProblem.RAGGED_ROW, 0, 7), Snagged(ReadProblem.CHANGED_CELL, 0, 3, sheet=2)),
    )
    content = json_csv.as_json(made, disclosure)
    shape = json.loads(content)
    schema = json.loads((resources.files("postigo_resources") / "schema/passwords-1.json").read_text("utf-8"))
    jsonschema.validate(shape, schema, format_checker=jsonschema.FormatChecker())
    named = disclosure is Disclosure.FULL
    for name in (b"site-1.example", b"user-1", b"one.csv"):
        assert (name in content) is named
    assert shape["entries"][0]["reasons"] == ["date", "reused"]
    assert shape["counts"] == {"entries": 2, "empty": 1, "date": 1, "reused": 1}
    assert shape["complete"] is False


@pytest.mark.parametrize(
    ("frames", "was_read"),
    [
        ((), False),  # the child ended before it said anything of it
        ((Opened(0, Source.CHROMIUM),), False),
        ((Opened(0, Source.CHROMIUM), Batch((judged(1, 4),))), True),
        ((Opened(0, Source.CHROMIUM), Batch((judged(1, 4),)), Snagged(ReadProblem.CUT_OFF, 0)), True),
        ((Opened(0, Source.CHROMIUM), Snagged(ReadProblem.NO_LOGINS, 0), Done(0)), True),
        ((Opened(0, Source.CHROMIUM), Snagged(ReadProblem.RAGGED_ROW, 0, 1), Snagged(ReadProblem.NO_ROW_READ, 0, whole=True), Done(0)), False),
        ((Snagged(ReadProblem.UNKNOWN_HEADING, 0, whole=True), Done(0)), False),
    ],
)  # fmt: skip
def test_read_is_said_only_of_what_was_read(frames: tuple[Any, ...], was_read: bool) -> None:
    made = Result(["one.csv"])
    for frame in frames:
        made.receive(frame)
    (file,) = json.loads(json_csv.as_json(made, Disclosure.FULL))["files"]
    assert file["read"] is was_read


def test_rows_and_sheets_are_told_by_their_numbers() -> None:
    made = result(
        judged(1, 4),
        snags=(
            *(Snagged(ReadProblem.RAGGED_ROW, 0, at) for at in (3, 4)),
            Snagged(ReadProblem.CHANGED_CELL, 0, 7, sheet=2),
            Snagged(ReadProblem.OTHER_SHEET, 0, sheet=3),
        ),
    )
    text = text_report.text(made, WHEN, Profile.POLICE, Words("en"), Paper(width=200)).decode()
    assert "Rows 3 and 4: This row" in text
    assert "Sheet 2, row 7: A spreadsheet" in text
    assert "Sheet 3: Postigo does not understand" in text


def test_a_cell_is_never_a_formula() -> None:
    made = result()
    made.receive(Batch((Judged(0, 1, "=cmd|' /C calc'!A0", "@user", "", 3, Length.FROM_8, ()),)))
    rows = list(csv.DictReader(io.StringIO(json_csv.as_csv(made, Disclosure.FULL).decode())))
    assert rows[0]["site"].startswith("'=")
    assert rows[0]["user"].startswith("'@")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("disclosure", Disclosure)
def test_the_text_names_nobody_below_full(disclosure: Disclosure, language: str) -> None:
    words = Words(language, stand_ins=Pseudonyms(disclosure))
    made = result(judged(1, 1, Reason.DATE), judged(2, 4), snags=(Snagged(ReadProblem.RAGGED_ROW, 0, 7),))
    text = text_report.text(made, WHEN, Profile.POLICE, words, Paper(width=60)).decode()
    named = disclosure is Disclosure.FULL
    for name in ("site-1.example", "user-1", "one.csv"):
        assert (name in text) is named
    assert "site-2.example" not in text
    assert {"en": "2 entries were looked at", "es": "Se han mirado 2 entradas"}[language] in text
    assert "7" in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_advice_is_given_once(language: str) -> None:
    weak = judged(1, 0, Reason.COMMON, Reason.SHORT, Reason.WORD, Reason.REUSED)
    words = Words(language)
    told = " ".join("\n".join(text_report.tail(result(weak), Profile.POLICE, words, Paper())).split())
    assert told.count(words.say(CHANGE)) == 1
    assert words.say(ADVICE[Reason.REUSED]) in told
    assert all(words.say(REASONS[reason]) in told for reason in weak.reasons)


def test_frames_come_back_as_they_went() -> None:
    order = Order(date(2026, 11, 27), ("a.csv",), words=("kira",))
    assert from_line(Down, to_line(order)) == order
    batch = Batch((judged(1, 1, Reason.DATE, changed=date(2020, 2, 29)),))
    assert from_line(Up, to_line(batch)) == batch


def test_no_frame_shows_a_secret_of_its_own() -> None:
    canary = "canary-7f3a"
    for frame in (Order(date(2026, 11, 27), words=(canary,)), Master(0, canary), Try(1, canary)):
        assert canary not in repr(frame)
        assert canary not in str(frame)


@pytest.mark.parametrize("begin", ["=", " =", "\n=", "\t+", "-", "@", "\uff1d", "\uff20"])
def test_no_cell_is_a_formula(begin: str) -> None:
    made = result(replace(judged(1, 4), user=f"{begin}1+1"))
    rows = list(csv.DictReader(io.StringIO(json_csv.as_csv(made, Disclosure.FULL).decode(), newline="")))
    assert rows[0]["user"] == f"'{begin}1+1"


def test_a_table_holds_no_command_to_a_terminal() -> None:
    made = result(replace(judged(1, 4), site="\x1b]0;own\x07", user="\x9b31m\u202e\x00"))
    told = json_csv.as_csv(made, Disclosure.FULL).decode()
    assert not any(sign in told for sign in "\x1b\x07\x9b\u202e\x00")


def test_the_json_says_what_was_not_looked_up_and_what_was_not_kept() -> None:
    made = result(judged(1, 4), judged(2, 4))
    told = json.loads(json_csv.as_json(made, Disclosure.SHARED))
    assert (told["complete"], told["leaks"], told["memory"]) == (True, None, None)
    made.receive(LeakList(0, ListTrouble.NOT_SORTED))
    made.receive(Kept(kept=False, why=TagsProblem.NO_RING))
    told = json.loads(json_csv.as_json(made, Disclosure.SHARED))
    schema = json.loads((resources.files("postigo_resources") / "schema/passwords-1.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    assert told["complete"] is False
    assert told["leaks"] == {"not_looked_up": 2, "trouble": "not-sorted"}
    assert told["memory"] == {"kept": False, "why": "no-key-ring"}
