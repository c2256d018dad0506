"""The renewal of the dated tables, on answers of the documented shape; and the rule of their age, with a day handed in."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from installer import release, table_rows, tables
from installer.tables import BROWSERS, SYSTEMS, NotRenewedError

from tests.tables import FOLDER

BUNDLED = FOLDER / "2026-11-19"


def answer(name: str, rows: list[dict[str, str]], day: str = "2026-12-20") -> bytes:
    """What the API (version 1) answers, made of the rows of a table; the shape is that of its openapi.yml."""
    releases: list[dict[str, Any]] = []
    for row in rows:
        ends = row["ends"]
        known: dict[str, Any] = {
            "name": row.get("cycle") or row["version"],
            "codename": row.get("codename", "").title() + " Animal" if row.get("codename") else None,
            "label": row.get("name", row.get("version", "")).removeprefix("Windows "),
            "releaseDate": row["released"],
            "isLts": row.get("long") == "yes",
            "ltsFrom": None,
            "isEol": ends not in {"", "False"} and ends <= day,
            "eolFrom": None if ends in {"", "False"} else ends,
            "isMaintained": True,
            "latest": None,
            "custom": None,
        }
        if row.get("extended"):
            known |= {"isEoes": False, "eoesFrom": row["extended"]}
        if row.get("build"):
            known["latest"] = {"name": f"10.0.{row['build']}", "date": None, "link": None}
        if row.get("latest"):
            known["latest"] = {"name": row["latest"], "date": row["updated"], "link": None}
        releases.append(known)
    label = {"debian": "Debian", "ubuntu": "Ubuntu"}.get(name, name)
    whole = {
        "schema_version": "1.2.1",
        "generated_at": f"{day}T05:12:44+00:00",
        "last_modified": f"{day}T05:12:44+00:00",
        "result": {"name": name, "label": label, "releases": releases},
    }
    return json.dumps(whole).encode()


class Server:
    """endoflife.date as it would answer for our own tables; `instead` has other answers, by product."""

    def __init__(self, day: str = "2026-12-20", **instead: bytes) -> None:
        self.asked: list[str] = []
        self.day, self.instead = day, instead

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        found = re.fullmatch(r"https://endoflife\.date/api/v1/products/([a-z-]+)/", url)
        assert found is not None, url
        name = found[1]
        if name in self.instead:
            return self.instead[name]
        table = BROWSERS if name in table_rows.BROWSERS else SYSTEMS
        rows = [row for row in tables.read(BUNDLED / table).rows if next(iter(row.values())) == name]
        return answer(name, [row for row in rows if row["source"] == "endoflife.date"], self.day)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (SYSTEMS, BROWSERS):
        shutil.copy(BUNDLED / name, tmp_path / name)
    by_hand = (BUNDLED / release.BUILDS).read_text("utf-8")
    (tmp_path / release.BUILDS).write_text(re.sub(r"# date: .*", "# date: 2026-12-20", by_hand), encoding="utf-8")
    return tmp_path


def rows(folder: Path, name: str, kind: str) -> dict[str, dict[str, str]]:
    found = tables.read(folder / name).rows
    return {row.get("cycle") or row["version"]: row for row in found if next(iter(row.values())) == kind}


def test_a_renewal_that_brings_nothing_new_changes_the_day_alone(folder: Path) -> None:
    """Their answers and our additions make the very tables that are bundled."""
    server = Server()
    assert tables.renew(server, folder) == []
    assert len(server.asked) == len(table_rows.SYSTEMS) + len(table_rows.BROWSERS)
    for name, kinds in ((SYSTEMS, table_rows.SYSTEMS), (BROWSERS, (*table_rows.BROWSERS, "safari"))):
        assert "# date: 2026-12-20\n" in (folder / name).read_text("utf-8")
        assert "# known" not in (folder / name).read_text("utf-8")
        for kind in kinds:
            before, after = rows(BUNDLED, name, kind), rows(folder, name, kind)
            for key in before:
                was = {what: before[key][what] for what in before[key] if what != "name"}
                assert was == {what: after[key][what] for what in was}, key


def test_what_is_new_there_is_in_the_table(folder: Path) -> None:
    known = [{**row, "name": row["cycle"]} for row in rows(BUNDLED, SYSTEMS, "fedora").values()]
    new = {"cycle": "45", "name": "45", "released": "2026-11-03", "ends": "2027-12-01", "codename": "", "extended": ""}
    tables.renew(Server(fedora=answer("fedora", [new, *known])), folder)
    assert rows(folder, SYSTEMS, "fedora")["45"] == {
        "product": "fedora",
        "cycle": "45",
        "name": "Fedora 45",
        "codename": "",
        "released": "2026-11-03",
        "ends": "2027-12-01",
        "extended": "",
        "build": "",
        "source": "endoflife.date",
    }


def test_a_row_of_ours_holds_until_a_younger_answer_has_one(folder: Path) -> None:
    theirs = [row for row in rows(BUNDLED, SYSTEMS, "ubuntu").values() if row["cycle"] != "26.10"]
    own = {**rows(BUNDLED, SYSTEMS, "ubuntu")["26.10"], "released": "2026-10-22", "ends": "2027-07-22"}
    older = Server("2026-08-22", ubuntu=answer("ubuntu", [own, *theirs], "2026-08-22"))
    tables.renew(older, folder)
    assert rows(folder, SYSTEMS, "ubuntu")["26.10"]["released"] == "2026-10-15"
    younger = Server(ubuntu=answer("ubuntu", [own, *theirs]))
    tables.renew(younger, folder)
    assert rows(folder, SYSTEMS, "ubuntu")["26.10"]["released"] == "2026-10-22"
    assert rows(folder, SYSTEMS, "ubuntu")["26.10"]["source"] == "endoflife.date"


def test_safari_comes_and_goes_with_macos(folder: Path) -> None:
    tables.renew(Server(), folder)
    safari = rows(folder, BROWSERS, "safari")
    assert safari["27"]["ends"] == ""
    assert safari["26"]["ends"] == safari["27"]["released"] == "2026-09-14"
    assert safari["18"]["released"] == rows(folder, SYSTEMS, "macos")["15"]["released"]


def test_a_release_that_cannot_be_read_costs_itself_and_is_named(folder: Path) -> None:
    known = list(rows(BUNDLED, SYSTEMS, "debian").values())
    spoilt = json.loads(answer("debian", known))
    spoilt["result"]["releases"][3]["releaseDate"] = "in summer"
    spoilt["result"]["releases"][4]["name"] = 'two, "names"'
    bad = tables.renew(Server(debian=json.dumps(spoilt).encode()), folder)
    assert len(bad) == 2
    assert bad[0] == f"debian {known[3]['cycle']}"
    assert known[3]["cycle"] not in rows(folder, SYSTEMS, "debian")


def test_one_that_ended_on_an_unknown_day_is_not_told_to_go_on(folder: Path) -> None:
    known = list(rows(BUNDLED, SYSTEMS, "macos").values())
    told = json.loads(answer("macos", known))
    told["result"]["releases"][2] |= {"isEol": True, "eolFrom": None}
    tables.renew(Server(macos=json.dumps(told).encode()), folder)
    assert rows(folder, SYSTEMS, "macos")[known[2]["cycle"]]["ends"] == "2026-12-20"


def no_network(url: str) -> bytes:
    del url
    raise OSError(-3, "Temporary failure in name resolution")


@pytest.mark.parametrize(
    ("fetch", "said"),
    [
        (no_network, "endoflife.date could not be reached"),
        (Server(fedora=b"<!doctype html>"), "a shape we do not know"),
        (Server(fedora=b'{"result": []}'), "a shape we do not know"),
        (Server(chrome=b'[{"cycle": "151"}]'), "a shape we do not know"),
        (Server(fedora=answer("fedora", [{"cycle": "44", "released": "2026-04-28", "ends": ""}])), "too few"),
    ],
)
def test_where_it_cannot_renew_it_says_one_sentence_and_changes_nothing(
    folder: Path, fetch: tables.Fetch, said: str
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(NotRenewedError, match=said) as raised:
        tables.renew(fetch, folder)
    assert "\n" not in str(raised.value)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_command_says_it_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "fetched", no_network)
    before = (tables.TABLES / SYSTEMS).read_bytes()
    assert tables.main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("endoflife.date could not be reached, so the tables stay as they are")
    assert said.count("\n") == 1
    assert (tables.TABLES / SYSTEMS).read_bytes() == before


def test_each_addition_says_where_it_comes_from() -> None:
    for name, columns in ((SYSTEMS, table_rows.SYSTEM_COLUMNS), (BROWSERS, table_rows.BROWSER_COLUMNS)):
        text = (tables.ADDITIONS / name).read_text("utf-8")
        added = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
        assert added
        for row in added:
            assert list(row) == [*columns, "known"]
            assert row["source"] not in {"", "endoflife.date"}
            date.fromisoformat(row["known"])
            assert None not in row.values()


# --- the rule of their age -------------------------------------------------------------------------------------------


def test_a_table_may_be_sixty_days_old(folder: Path) -> None:
    tables.renew(Server("2026-12-20"), folder)
    assert release.faults(date(2026, 12, 20), folder) == []
    assert release.faults(date(2026, 12, 20) + timedelta(days=60), folder) == []
    faults = release.faults(date(2026, 12, 20) + timedelta(days=61), folder)
    assert len(faults) == 3
    assert faults[0] == "os_support.csv is of 2026-12-20: 61 days old, and 60 are allowed."


def test_a_part_that_could_not_be_renewed_is_as_old_as_it_is(folder: Path) -> None:
    path = folder / SYSTEMS
    tables.renew(Server("2026-12-20"), folder)
    path.write_text(
        path.read_text("utf-8").replace("# date", "# known fedora: 2026-08-22\n# date", 1), encoding="utf-8"
    )
    assert release.faults(date(2026, 12, 21), folder) == [
        "os_support.csv, fedora is of 2026-08-22: 121 days old, and 60 are allowed."
    ]


def test_a_table_without_a_day_is_a_fault(folder: Path) -> None:
    path = folder / BROWSERS
    path.write_text(re.sub(r"# date: .*\n", "", path.read_text("utf-8")), encoding="utf-8")
    assert "browsers.csv does not say its day." in release.faults(date(2026, 11, 29), folder)
