"""`postigo fleet`, as a technician types it."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postigo.cli.status import Exit
from postigo.fleet import question, tidy
from postigo.reports.integrity import sealed
from tests.fleet.reports import document, write
from tests.support.places import needs
from tests.support.program import ENGLISH, inside
from tests.support.teletype import command

NOW = datetime.now(UTC).replace(microsecond=0)


def days_ago(days: int) -> str:
    return f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def refused(*words: str, cwd: Path) -> str:
    """What a wrong call is answered with."""
    done = inside(*words, env=ENGLISH, cwd=cwd)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def at(days: int, pc: str) -> str:
    return f"reports/site=r3/date={days_ago(days)[:10]}/{pc}.json"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with the reports of three computers, one of which nobody can read."""
    write(tmp_path, at(9, "pc-1"), document({"update.auto": "good"}, days_ago(9)))
    write(tmp_path, at(2, "pc-1"), document({"update.auto": "act"}, days_ago(2), label="=1+1"))
    write(tmp_path, at(2, "pc-2"), document({"update.auto": "good"}, days_ago(2)))
    write(tmp_path, at(2, "pc-3"), b"{")
    return tmp_path


def test_a_summary_names_computers_and_checks_and_what_is_left_out(room: Path) -> None:
    told = inside("fleet", "report", "reports", env=ENGLISH, cwd=room)
    assert told.returncode == Exit.ACT
    for part in (
        "2 computers",
        "1. Mend it: 1 of 2 (act).",
        "- About update.auto",
        "pc-3.json: ",
        "Asks for more than before",
    ):
        assert part in told.stdout


def test_a_summary_is_json_for_programs(room: Path) -> None:
    told = inside("fleet", "report", "reports", "--output", "class.json", env=ENGLISH, cwd=room)
    assert (told.returncode, told.stdout) == (Exit.ACT, "")
    seen = json.loads((room / "class.json").read_bytes())
    assert (seen["schema"], seen["devices"], seen["quarantine"]["counts"]) == ("postigo.summary/1", 2, {"not-ours": 1})
    assert seen["items"][0]["states"]["act"] == {"count": 1, "names": ["=1+1"]}
    assert "overwrites nothing" in refused("fleet", "report", "reports", "--output", "class.json", cwd=room)


def test_where_all_that_was_seen_is_fine_and_one_could_not_be_read_nobody_can_tell(tmp_path: Path) -> None:
    write(tmp_path, at(2, "pc-2"), document({"update.auto": "good"}, days_ago(2)))
    assert inside("fleet", "report", "reports", cwd=tmp_path).returncode == Exit.NOTHING_TO_DO
    write(tmp_path, at(2, "pc-3"), b"{")
    assert inside("fleet", "report", "reports", cwd=tmp_path).returncode == Exit.CANNOT_TELL


@pytest.mark.parametrize(("other", "day"), [(b"{", 2), (None, 40)])
def test_a_flat_file_that_is_left_out_and_a_silent_computer_are_not_fine(
    tmp_path: Path, other: bytes | None, day: int
) -> None:
    """Nothing tells whose a flat file would have been; and how a computer stood six weeks ago is not how it stands."""
    write(tmp_path, "reports/pc-2.json", document({"update.auto": "good"}, days_ago(2)))
    assert inside("fleet", "report", "reports", cwd=tmp_path).returncode == Exit.NOTHING_TO_DO
    write(tmp_path, "reports/pc-3.json", other or document({"update.auto": "good"}, days_ago(day)))
    assert inside("fleet", "report", "reports", cwd=tmp_path).returncode == Exit.CANNOT_TELL


def test_where_one_side_is_empty_nothing_was_compared(room: Path) -> None:
    (room / "empty").mkdir()
    for words in (("reports", "empty"), ("empty", "reports")):
        assert inside("fleet", "diff", *words, cwd=room).returncode == Exit.CANNOT_TELL


def test_an_empty_folder_tells_nothing_and_is_not_fine(tmp_path: Path) -> None:
    told = inside("fleet", "report", str(tmp_path), env=ENGLISH)
    assert (told.returncode, "There is no report here that counts." in told.stdout) == (Exit.CANNOT_TELL, True)


def test_two_gatherings_are_compared_whichever_is_named_first(room: Path) -> None:
    write(room, "old/pc-1.json", document({"update.auto": "good"}, days_ago(9), label="PC 1"))
    write(room, "old/pc-2.json", document({"update.auto": "good"}, days_ago(9), label="PC 2"))
    write(room, "new/pc-1.json", document({"update.auto": "act"}, days_ago(2), label="PC 1"))
    for words in (("old", "new"), ("new", "old")):
        told = inside("fleet", "diff", *words, env=ENGLISH, cwd=room)
        assert told.returncode == Exit.ADVISE
        assert "- About update.auto: 1 (PC 1)" in told.stdout
        assert "no report any more. Nobody knows how it stands: PC 2" in told.stdout
    told = inside("fleet", "diff", "old", "new", "--format", "json", cwd=room)
    assert json.loads(told.stdout)["gone"] == {"count": 1, "names": ["PC 2"]}


def test_what_a_side_leaves_out_is_named_and_does_not_end_with_0(room: Path) -> None:
    """Of a broken file nobody knows what would have changed. A second copy says nothing new."""
    good = document({"update.auto": "good"}, days_ago(2))
    for folder in ("old", "new"):
        write(room, f"{folder}/pc-1.json", document({"update.auto": "good"}, days_ago(9 if folder == "old" else 2)))
    assert inside("fleet", "diff", "old", "new", cwd=room).returncode == Exit.NOTHING_TO_DO
    write(room, "new/site=a/date=2026-11-05/pc-2.json", good)
    write(room, "new/site=a/date=2026-11-05/pc-2.080000.json", good)
    assert inside("fleet", "diff", "old", "new", cwd=room).returncode == Exit.NOTHING_TO_DO
    write(room, "new/pc-3.json", b"no report")
    for words in (("old", "new"), ("new", "old")):
        told = inside("fleet", "diff", *words, env=ENGLISH, cwd=room)
        assert told.returncode == Exit.CANNOT_TELL
        assert "2 files in new are left out, and are not compared." in told.stdout
        assert "- pc-3.json: It is no JSON, so it is no report." in told.stdout
        assert "in old" not in told.stdout
    told = inside("fleet", "diff", "old", "new", "--format", "json", cwd=room)
    of_old, of_new = json.loads(told.stdout)["left_out"]
    assert (of_old["counts"], of_new["counts"]) == ({}, {"not-json": 1, "twice": 1})
    write(room, "old/pc-1.json", b"no report")
    told = inside("fleet", "diff", "old", "new", env=ENGLISH, cwd=room)
    assert (told.returncode, "1 file in old is left out" in told.stdout) == (Exit.CANNOT_TELL, True)


def test_only_reports_that_are_too_old_are_deleted_and_only_if_asked(room: Path) -> None:
    old = write(room, at(31, "pc-1"), document({"update.auto": "good"}, days_ago(31)))
    write(room, at(40, "pc-9"), b"no report")
    told = inside("fleet", "tidy", "reports", env=ENGLISH, cwd=room)
    assert (told.returncode, old.exists()) == (Exit.ADVISE, True)
    assert told.stdout.splitlines() == ["1 report is older than 30 days.", str(old.relative_to(room / "reports"))]
    before = {file for file in room.rglob("*") if file.is_file()}
    # Of the two that are no reports, nobody can tell how old they are.
    assert inside("fleet", "tidy", "reports", "--yes", cwd=room).returncode == Exit.CANNOT_TELL
    assert before - {file for file in room.rglob("*") if file.is_file()} == {old}
    told = inside("fleet", "tidy", "reports", env=ENGLISH, cwd=room)
    assert (told.returncode, told.stdout) == (Exit.CANNOT_TELL, "0 reports are older than 30 days.\n")
    assert told.stderr.startswith("Nobody can tell how old 2 files are, so they stay.")


def test_old_reports_in_a_file_with_others_stay_and_are_told(tmp_path: Path) -> None:
    reports = [document({"update.auto": "good"}, days_ago(days), label=f"PC {days}") for days in (2, 40)]
    lines = [json.dumps({"path": f"a/{number}.json", "report": one}) for number, one in enumerate(reports)]
    write(tmp_path, "flat/all.jsonl", "\n".join(lines).encode())
    told = inside("fleet", "tidy", "flat", "--yes", env=ENGLISH, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (Exit.CANNOT_TELL, "0 reports are older than 30 days.\n")
    assert told.stderr.startswith("1 more lies in a file with others, and stays.")
    assert (tmp_path / "flat/all.jsonl").exists()


@needs("posix", "import duckdb")
@pytest.mark.parametrize("action", ["report", "query"])
def test_a_pipe_instead_of_a_packed_file_keeps_nobody_waiting(tmp_path: Path, action: str) -> None:
    os.mkfifo(tmp_path / "a.parquet")
    more = ("SELECT 1",) if action == "query" else ()
    assert "no file that Postigo packed" in refused("fleet", action, "a.parquet", *more, cwd=tmp_path)


@needs("posix")
def test_a_report_whose_name_is_shown_as_another_costs_no_other(room: Path) -> None:
    new = write(room, "flat/pc 1.json", document({"update.auto": "good"}, days_ago(2)))
    old = write(room, "flat/pc\n1.json", document({"update.auto": "good"}, days_ago(40)))
    told = inside("fleet", "tidy", "flat", "--yes", env=ENGLISH, cwd=room)
    assert (told.returncode, told.stdout.splitlines()[1:]) == (Exit.NOTHING_TO_DO, ["pc 1.json"])
    assert (new.exists(), old.exists()) == (True, False)


def test_one_place_of_the_folder_can_be_tidied_by_itself(room: Path) -> None:
    old = write(room, at(40, "pc-1"), document({"update.auto": "good"}, days_ago(40)))
    assert inside("fleet", "tidy", "reports/site=r3", "--yes", cwd=room).returncode == Exit.CANNOT_TELL
    assert not old.exists()


@needs("posix")
def test_nothing_is_deleted_behind_a_link(tmp_path: Path) -> None:
    mine = write(tmp_path, "mine/pc.json", b"mine")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a").symlink_to(tmp_path / "mine")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says of it
        tidy.delete(tmp_path / "reports", Path("a/pc.json"))
    assert mine.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say what is to be done. There is report, pack,"),
        (("melt",), "does not know “melt”"),
        (("report",), "“report” takes FOLDER."),
        (("report", "nowhere"), "nowhere cannot be read"),
        (("report", "reports", "--format", "csv"), "does not know “csv”"),
        (("report", "reports", "--yes"), "goes with “tidy” only"),
        (("tidy", "reports", "--output", "z"), "goes with “report” only"),
        (("tidy", "", "--yes"), "“tidy” takes FOLDER."),
        (("tidy", "reports", "--format", "json"), "“tidy” takes no --format."),
        (("report", "reports", "--output", "class.docx"), "writes no .docx file"),
        (("diff", "reports"), "“diff” takes LAST-WEEK and THIS-WEEK. How it is typed: "),
        (("pack", "reports", "all.csv"), "has to end in .parquet"),
        (("query", "all.parquet", "SELECT 1"), "cannot be read"),
    ],
)
def test_a_wrong_call_is_refused_in_one_sentence(room: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("fleet", *words, cwd=room)


def test_without_the_reader_it_says_what_is_missing(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postigo.cli.fleet.find_spec", lambda _: None)
    assert "msgspec" in refused("fleet", "report", "reports", cwd=room)


def test_the_base_imports_neither_msgspec_nor_duckdb() -> None:
    """The command itself, and whatever a schedule needs, work where there is no wheel."""
    code = "import sys, postigo.cli.fleet, postigo.fleet.layout, postigo.fleet.scheduled; print({'msgspec', 'duckdb'} & sys.modules.keys())"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )


# --- questions


@pytest.fixture
def packed(room: Path) -> Path:
    told = inside("fleet", "pack", "reports", "all.parquet", cwd=room, env=ENGLISH)
    assert (told.returncode, told.stderr.splitlines()[1].partition(" This")[0]) == (
        Exit.NOTHING_TO_DO,
        "3 reports are in it. Left out: 1.",
    )
    return room


@needs("import duckdb")
def test_a_packed_file_is_summarised_compared_and_asked(packed: Path) -> None:
    of_folder, of_file = (
        inside("fleet", "report", name, "--format", "json", cwd=packed).stdout for name in ("reports", "all.parquet")
    )
    assert of_file == of_folder
    compared = inside("fleet", "diff", "reports", "all.parquet", cwd=packed, env=ENGLISH)
    assert compared.returncode == Exit.CANNOT_TELL  # both left something out
    assert "Nothing changed since the report before" in compared.stdout
    sql = """SELECT name, "check", state, 7 AS n FROM reports JOIN answers USING (computer, age) WHERE age = 1 ORDER BY name"""
    told = inside("fleet", "query", "all.parquet", sql, cwd=packed)
    assert told.stdout.splitlines() == [
        "name  check        state  n",
        "=1+1  update.auto  act    7",
        "pc-2  update.auto  fine   7",
    ]
    rows = json.loads(inside("fleet", "query", "all.parquet", sql, "--format", "json", cwd=packed).stdout)
    assert rows[0] == {"name": "=1+1", "check": "update.auto", "state": "act", "n": 7}
    table = inside("fleet", "query", "all.parquet", sql, "--format", "csv", cwd=packed).stdout.lstrip("\ufeff")
    assert [row["name"] for row in csv.DictReader(io.StringIO(table))] == ["'=1+1", "pc-2"]


@needs("import duckdb")
def test_a_question_reads_nothing_else_changes_nothing_and_loads_nothing(
    packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(packed)
    write(packed, "secret.csv", b"a,b\n1,2\n")
    before = {file: file.read_bytes() for file in packed.rglob("*") if file.is_file()}
    for sql in (
        "SELECT * FROM read_csv('secret.csv')",
        "SELECT * FROM 'secret.csv'",
        "SELECT content FROM read_text('secret.csv')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM 'https://example.org/a.csv'",
        "COPY reports TO 'out.csv'",
        "COPY reports TO 'all.parquet'",
        "SELECT 1; SELECT 2",
        "CREATE TABLE x AS SELECT 1",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "EXPORT DATABASE 'out'",
        "SELECT nothing FROM nowhere",
        "DROP VIEW reports",
        "",
    ):
        with pytest.raises(question.NoQuestion):
            question.ask(packed / "all.parquet", sql)
    told = inside("fleet", "query", "all.parquet", "DROP VIEW reports", env=ENGLISH, cwd=packed)
    assert (told.returncode, told.stdout) == (Exit.USAGE, "")
    assert "This question cannot be answered." in told.stderr
    assert {file: file.read_bytes() for file in packed.rglob("*") if file.is_file()} == before


@needs("import duckdb")
def test_a_number_that_json_has_not_and_a_broken_letter_stop_no_answer(packed: Path) -> None:
    reply = question.ask(packed / "all.parquet", "SELECT 'nan'::DOUBLE AS x, '\udcff' AS y")
    assert json.loads(question.as_json(reply), parse_constant=pytest.fail) == [{"x": "nan", "y": "?"}]


def test_another_file_is_refused(packed: Path) -> None:
    write(packed, "b.parquet", b"PAR1 no")
    assert "is no file that Postigo packed" in refused("fleet", "report", "b.parquet", cwd=packed)
    assert "overwrites nothing" in refused("fleet", "pack", "reports", "b.parquet", cwd=packed)


@needs("import duckdb", "mount")
@pytest.mark.parametrize("kilobytes", [8, 32])  # its own tables have no room; DuckDB has none
def test_a_share_that_is_full_is_said_and_nothing_stays(tmp_path: Path, kilobytes: int) -> None:
    for number in range(40):
        write(tmp_path, at(2, f"pc-{number}"), document({f"a.b{number}": "act"}, days_ago(2)))
    share = tmp_path / "share"
    share.mkdir()
    call = shlex.join(command("fleet", "pack", str(tmp_path / "reports"), str(share / "all.parquet")))
    script = f"mount -t tmpfs -o size={kilobytes}k none {share}; {call}; echo $?; ls -A {share}"
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=True, env=os.environ | ENGLISH
    )
    assert done.stdout == f"{Exit.USAGE.value}\n"
    assert "cannot be written there (" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_no_sentence_of_a_finding_and_no_evidence_is_in_a_summary(tmp_path: Path) -> None:
    """Also not of a report that tells all names: a summary tells of none."""
    said = document({"update.auto": "act"}, days_ago(2), level="full", reason="canary-reason", notes="canary-notes")
    said["device"]["host"] = "canary-host"
    found = said["results"][0]["findings"][0]
    found |= {"text": "canary-text", "subject": {"kind": "program", "text": "canary-subject"}, "fixes": []}
    found["evidence"] = {"path": {"kind": "path", "text": "canary-evidence"}}
    said["results"][0]["detail"] = "canary-detail"
    said["to_do"][0] |= {"what": "canary-what", "seen": "canary-seen", "fix": None}
    write(tmp_path, at(2, "pc-1"), sealed(said))
    for form in ("text", "json"):
        told = inside("fleet", "report", "reports", "--format", form, cwd=tmp_path)
        assert told.returncode == Exit.ACT
        assert "canary" not in told.stdout + told.stderr
