"""Packing: the summary of the Parquet file is the one of the reports, and both are what jq counts."""

from __future__ import annotations

import json
import os
import random
import subprocess
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from postigo.fleet import document as document_of
from postigo.fleet import fold, pack, parquet_tally
from postigo.fleet.between import between
from postigo.fleet.folder import Folder
from postigo.fleet.parquet import NotPacked, Packed, newest
from postigo.fleet.states import Left, State, Visit
from postigo.reports import json_
from postigo.reports.integrity import sealed
from tests.fleet.reports import document, write
from tests.support.places import needs

pytestmark = needs("import duckdb")
TODAY = date(2026, 11, 30)
CHECKS = ("update.auto", "firewall.enabled", "camera.in-use", "image.screen-lock", "info.extensions")
ANSWERS = ("good", "note", "advise", "act", "unknown", "absent", "not-looked", "")


def a_district(folder: Path, computers: int, seed: int = 1) -> None:
    """Computers of three schools over six weeks, with whatever can go wrong among them."""
    chance = random.Random(seed)  # noqa: S311 - the same reports each time
    for number in range(computers):
        site = f"s{number % 3}"
        for week in sorted(chance.sample(range(6), chance.randint(1, 3))):
            at = datetime(2026, 10, 19, 8, 0, chance.randrange(3), tzinfo=UTC) + timedelta(weeks=week)
            said = {check: answer for check in CHECKS if (answer := chance.choice(ANSWERS))}
            more: dict[str, Any] = {"label": f"PC {number}"} if number % 4 == 0 else {}
            if number % 5 == 0:
                more["ended"] = None
            one = document(said, f"{at:%Y-%m-%dT%H:%M:%SZ}", tip=1 + number % 5, **more)
            for result in one["results"]:
                result["version"] = 1 + (chance.random() < 0.1)
                result["title"] = chance.choice(["=1+1", 'a "b", c', "Ñandú <b>"])
                if chance.random() < 0.3:
                    mark = {"kind": "snoozed", "since": "2026-11-01", "until": "2026-12-01"}
                    result["findings"] = [found | {"aside": mark} for found in result["findings"]]
            place = f"site={site}/date={at:%Y-%m-%d}/pc-{number}"
            write(folder, f"{place}.json", sealed(one))
            if chance.random() < 0.2:
                write(folder, f"{place}.090000.json", sealed(one))  # the very same
            if chance.random() < 0.1:
                write(folder, f"{place}.100000.json", document({}, one["began"]))  # it says something else
    write(folder, "site=s1/date=2026-11-01/pc-x.json", b"no report")
    write(folder, "site=s9/date=unknown/pc-y.json", document({"update.auto": "act"}, "1970-01-01T00:00:00Z"))
    write(folder, "notes.txt", b"")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_summary_of_the_parquet_file_is_the_one_of_the_reports(tmp_path: Path, seed: int) -> None:
    a_district(tmp_path / "reports", 40, seed)
    folder, file = Folder(tmp_path / "reports", TODAY), tmp_path / "it's [all].parquet"
    pack.pack(folder, file)
    seen = fold.summarise(Folder(tmp_path / "reports", TODAY), TODAY)
    assert parquet_tally.summarise(file, TODAY) == seen
    assert seen.changes.items
    assert {"s1/pc-x", "s9/pc-y"} <= set(seen.quarantine.unread.names)
    assert seen.passed_over == 1
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == [file.name, "reports"]


def test_of_many_computers_both_name_the_same_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postigo.fleet.summary.LISTED", 20)
    monkeypatch.setattr("postigo.fleet.parquet_tally.LISTED", 20)
    monkeypatch.setattr("postigo.fleet.summary.FEW", 3)
    a_district(tmp_path / "reports", 25)
    pack.pack(Folder(tmp_path / "reports", TODAY), tmp_path / "all.parquet")
    seen = fold.summarise(Folder(tmp_path / "reports", TODAY), TODAY)
    assert parquet_tally.summarise(tmp_path / "all.parquet", TODAY) == seen
    assert len(seen.listed) == 3 < seen.devices
    assert max(len(which.names) for item in seen.items for which in item.states.values()) == 3


def test_nothing_at_all_can_be_packed(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    pack.pack(Folder(tmp_path / "reports", TODAY), tmp_path / "all.parquet")
    assert parquet_tally.summarise(tmp_path / "all.parquet", TODAY).devices == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write(tmp_path, "reports/a.json", document({"update.auto": "good"}))
    (tmp_path / "all.parquet").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        pack.pack(Folder(tmp_path / "reports", TODAY), tmp_path / "all.parquet")
    assert (tmp_path / "all.parquet").read_bytes() == b"mine"


def test_another_file_is_no_packed_one(tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 - the mark above

    (tmp_path / "a.parquet").write_bytes(b"no Parquet")
    other = duckdb.sql("SELECT 1 AS x")
    assert other is not None
    other.write_parquet(str(tmp_path / "b.parquet"))
    (tmp_path / "c.parquet").write_bytes((tmp_path / "b.parquet").read_bytes()[:40])
    for name in ("a", "b", "c"):
        with pytest.raises(NotPacked):
            Packed(tmp_path / f"{name}.parquet")


@pytest.mark.parametrize(
    ("change", "passed"),
    [
        ("SELECT * REPLACE (if(kind = 'to_do', 'no.such', \"check\") AS \"check\") FROM e", "0"),
        ("SELECT * REPLACE (if(kind = 'answer', 99, computer) AS computer) FROM e", "0"),
        ("SELECT * FROM e", "many"),
        ("SELECT * FROM e", "9" * 5000),
    ],
)
def test_a_packed_file_that_somebody_bent_is_refused(tmp_path: Path, change: str, passed: str) -> None:
    with pytest.raises(NotPacked):
        parquet_tally.summarise(_bent(tmp_path, change, passed), TODAY)


def test_a_blank_in_a_packed_file_is_never_fine(tmp_path: Path) -> None:
    bent = _bent(tmp_path, "SELECT * REPLACE (NULL::INTEGER AS n_fine, NULL::INTEGER AS n_act) FROM e", "0")
    (site,) = parquet_tally.summarise(bent, TODAY).sites
    assert site.states == {State.UNKNOWN: 1}


def _bent(folder: Path, change: str, passed: str) -> Path:
    import duckdb  # noqa: PLC0415 - the mark above

    write(folder, "reports/pc.json", document({"update.auto": "act"}))
    pack.pack(Folder(folder / "reports", TODAY), folder / "all.parquet")
    with duckdb.connect() as base:
        base.execute(f"CREATE VIEW e AS SELECT * FROM read_parquet('{folder / 'all.parquet'}')")  # noqa: S608 - ours
        told = f"schema: 'postigo.fleet/1', passed_over: '{passed}'"
        base.execute(f"COPY ({change}) TO '{folder / 'bent.parquet'}' (FORMAT parquet, KV_METADATA {{{told}}})")
    return folder / "bent.parquet"


_JQ = """
def state: .level as $it | if $it == null then "unknown" elif $it == "good" or $it == "note" then "fine" else $it end;
[inputs | select(.schema == "postigo.report/1") | {at: input_filename | capture("site=(?<site>[^/]+)/date=[^/]+/(?<pc>[^./]+)")} + .]
| group_by(.at) | map(max_by(.began)) | length as $all
| {computers: $all, items: (
    [.[] | (.results[] | {check, state: state}), (.not_here[] | {check, state: "absent"}),
        (.not_looked[] | {check, state: "not-looked"})]
    | group_by(.check) | map({key: .[0].check, value: (
        (group_by(.state) | map({key: .[0].state, value: length}) | from_entries) as $n
        | $n + {"not-looked": ((($n["not-looked"] // 0) + $all - length))})})
    | from_entries)}
"""
"""The same count in another language, by somebody who knows the layout and the schema only."""


@needs("jq")
def test_the_figures_are_those_that_jq_counts(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - the same reports each time
    for number in range(30):
        for day in range(1, 2 + number % 3):
            said = {check: answer for check in CHECKS if (answer := chance.choice(ANSWERS))}
            place = f"site=s{number % 2}/date=2026-11-{day:02d}/pc-{number}.json"
            write(tmp_path, place, document(said, f"2026-11-{day:02d}T08:00:00Z"))
    files = sorted(str(file) for file in tmp_path.rglob("*.json"))
    counted = json.loads(subprocess.run(["jq", "-n", _JQ, *files], capture_output=True, check=True).stdout)
    write(tmp_path, "site=s0/date=2026-11-05/pc-1.json", json_.render(document({"update.auto": "act"}))[:-9])
    seen = fold.summarise(Folder(tmp_path, TODAY), TODAY)
    assert seen.devices == counted["computers"] == 30
    assert seen.quarantine.total == 1
    for item in seen.items:
        ours = {state.value: which.count for state, which in item.states.items() if which.count}
        assert ours == {state: n for state, n in counted["items"][item.check].items() if n}
    assert len(seen.items) == len(counted["items"])
    assert {item.states[State.UNKNOWN].count for item in seen.items} != {0}


@needs("jq")
def test_one_file_of_jq_says_the_same_as_the_folder(tmp_path: Path) -> None:
    """As docs/fleet.md has it typed. Odd letters are written in another way there, and are the same."""
    a_district(tmp_path, 6)
    odd = document({"update.auto": "act"}, notes='\x01 \x7f " \\ / \u2028 😀', label="Aula «3»")
    write(tmp_path, "site=s1/date=2026-11-23/odd.json", odd)
    files = [
        str(file.relative_to(tmp_path)) for file in sorted(tmp_path.rglob("*.json")) if file.read_bytes()[:1] == b"{"
    ]
    line = ["jq", "-cS", "{path: input_filename, report: .}", *files]
    told = subprocess.run(line, capture_output=True, check=True, cwd=tmp_path).stdout
    one = write(tmp_path, "all.jsonl", told)
    seen = fold.summarise(Folder(one, TODAY), TODAY)
    one.unlink()
    whole = fold.summarise(Folder(tmp_path, TODAY), TODAY)
    assert (seen.items, seen.listed, seen.changes) == (whole.items, whole.listed, whole.changes)


@pytest.mark.parametrize("name", ["summary-1", "fleet-diff-1"])
def test_what_programs_read_is_as_its_schema_says(tmp_path: Path, name: str) -> None:
    rules = json.loads((resources.files("postigo_resources") / "schema" / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(rules)
    a_district(tmp_path / "a", 12)
    a_district(tmp_path / "b", 9, 2)
    one, other = (Folder(tmp_path / part, TODAY) for part in ("a", "b"))
    told = (
        document_of.render(fold.summarise(one, TODAY))
        if name == "summary-1"
        else document_of.render_changes(between(fold.Fold.of(one), fold.Fold.of(other), TODAY))
    )
    Draft202012Validator(rules).validate(json.loads(told))


def test_a_packed_file_left_out_what_its_folder_did(tmp_path: Path) -> None:
    a_district(tmp_path / "a", 12)
    pack.pack(Folder(tmp_path / "a", TODAY), tmp_path / "all.parquet")
    of_folder = fold.Fold.of(Folder(tmp_path / "a", TODAY))
    seen = between(of_folder, newest(tmp_path / "all.parquet"), TODAY)
    one, other = seen.left_out
    assert one == other
    assert one.total > 1
    assert {"s1/pc-x", "s9/pc-y"} <= {*one.unread.names}
    assert (seen.changes.items, seen.gone.count) == ((), 0)


def test_the_words_of_the_schema_are_ours() -> None:
    rules = json.loads((resources.files("postigo_resources") / "schema" / "summary-1.json").read_text("utf-8"))[
        "properties"
    ]
    assert rules["quarantine"]["properties"]["counts"]["properties"].keys() == {*Left}
    assert rules["items"]["items"]["properties"]["states"]["properties"].keys() == {*State}
    assert rules["visit_reasons"]["properties"].keys() == {*Visit}
