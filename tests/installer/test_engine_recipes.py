"""Files of the recipes in docs/engines.md: each is parsed, and what can be tried without its server is tried."""

from __future__ import annotations

import configparser
import json
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tree_sitter_pwsh
from defusedxml import ElementTree as Xml
from installer.environment import ROOT
from installer.recipes import latest, verdict
from tree_sitter import Language, Parser

from postigo.core.model import Finding, Gap, Level
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.reports import formats, shape
from tests.fleet.reports import document
from tests.reports.test_formats import document as of_report
from tests.support import made

RECIPES = ROOT / "installer/recipes"
PAGE = (ROOT / "docs/engines.md").read_text("utf-8")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
FRESH = "2026-11-29T08:00:00Z"


def test_each_file_is_named_on_the_page() -> None:
    files = [path.name for path in RECIPES.iterdir() if path.is_file() and path.name != "__init__.py"]
    assert len(files) >= 10
    assert [name for name in files if f"installer/recipes/{name}" not in PAGE] == []


def test_each_engine_that_is_not_here_says_that_it_was_not_tried() -> None:
    for heading in ("osquery and Fleet", "Wazuh", "Intune", "Group Policy", "migasfree", "LliureX"):
        (section,) = re.findall(rf"^### {re.escape(heading)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
        assert re.search(r"\*\*(?:Not tried|In part tried)", section), heading


# --- one name for the newest report


def test_the_newest_report_gets_one_name(tmp_path: Path) -> None:
    target = tmp_path / "latest.json"
    assert latest.main(str(tmp_path / "none"), str(target)) == 1
    for day, content in (("2026-11-29", "new"), ("2026-11-30", "newer")):
        folder = tmp_path / f"reports/site=main/date={day}"
        folder.mkdir(parents=True)
        (folder / "a.json").write_text(content)
        assert latest.main(str(tmp_path / "reports"), str(target)) == 0
        assert target.read_text() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest.json", "reports"]


def test_the_drop_in_starts_it_and_a_failure_of_it_is_none_of_the_look() -> None:
    read = configparser.ConfigParser()
    read.read(RECIPES / "postigo-audit.service.conf", "utf-8")
    assert read["Service"]["ExecStartPost"].startswith("-/usr/bin/python3 /usr/local/lib/postigo/latest.py")


# --- migasfree: one word


@pytest.mark.parametrize(
    ("answers", "more", "word"),
    [
        ({"a.b": "good"}, {}, "fine"),
        ({"a.b": "good", "a.c": "note"}, {}, "fine"),
        ({"a.b": "good", "a.c": "unknown"}, {}, "unknown"),
        ({"a.b": "good", "a.c": "not-looked"}, {}, "unknown"),
        ({"a.b": "good"}, {"ended": None}, "unknown"),
        ({"a.b": "good"}, {"packs": [{"name": "x", "version": "1", "origin": "y", "state": "broken"}]}, "unknown"),
        ({"a.b": "note"}, {}, "unknown"),
        ({}, {}, "unknown"),
        ({"a.b": "unknown", "a.c": "advise"}, {}, "advise"),
        ({"a.b": "unknown", "a.c": "advise", "a.d": "act"}, {}, "act"),
    ],
)
def test_one_word_never_calls_fine_what_was_not_seen(answers: dict[str, str], more: dict[str, Any], word: str) -> None:
    said = verdict.verdict(document(answers, FRESH, **more), NOW)
    assert said.partition("~")[0] == word
    assert "," not in said, "migasfree parts a list there"


def test_a_report_that_is_old_or_of_tomorrow_tells_nothing() -> None:
    one = document({"a.b": "good"}, FRESH)
    for days in (-3, 9, 20_000):
        assert verdict.verdict(one, NOW + timedelta(days=days)).startswith("unknown~")


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"counts": {}}', '{"counts": 1, "began": 2}'])
def test_what_is_no_report_is_unknown(tmp_path: Path, content: str | None) -> None:
    """As migasfree runs it: the file by itself, and its line."""
    file = tmp_path / "latest.json"
    if content is not None:
        file.write_text(content)
    done = subprocess.run(
        [sys.executable, "-I", str(RECIPES / "verdict.py"), str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch("unknown~[^~,\n]+\n", done.stdout)


# --- osquery, Fleet


def test_rows_for_osquery_are_the_checks_of_the_report() -> None:
    report = document({"a.b": "good", "a.c": "unknown", "a.d": "act", "a.e": "not-looked", "a.f": "absent"}, FRESH)
    config = json.loads((RECIPES / "osquery.conf").read_text("utf-8"))
    table = config["auto_table_construction"]["postigo_checks"]
    with sqlite3.connect(":memory:", isolation_level=None) as base:
        base.create_function(
            "readfile", 1, lambda name: json.dumps(report).encode() if name == verdict.LATEST else None
        )
        for _ in range(2):
            base.executescript((RECIPES / "osquery.sql").read_text("utf-8"))
        rows = base.execute(table["query"])
        assert [column[0] for column in rows.description] == table["columns"]
        told = {check: state for _, check, state in rows.fetchall()}
    assert told == {"a.b": "good", "a.c": "unknown", "a.d": "act", "a.e": "not_looked"}
    assert config["schedule"]["postigo_checks"]["query"] == "SELECT * FROM postigo_checks;"


def parse_json(report: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows of Fleet's table `parse_json` for the counts of a report."""
    return [(verdict.LATEST, "counts", key, str(value)) for key, value in report["counts"].items()]


@pytest.mark.parametrize(
    ("answers", "passes"),
    [
        ({"a.b": "good"}, {"fleet-act": True, "fleet-looked": True}),
        ({"a.b": "good", "a.c": "unknown"}, {"fleet-act": True, "fleet-looked": False}),
        ({"a.b": "act"}, {"fleet-act": False, "fleet-looked": True}),
        (None, {"fleet-act": False, "fleet-looked": False}),
    ],
)
def test_policies_of_fleet_tell_apart_what_asks_and_what_is_not_known(
    answers: dict[str, str] | None, passes: dict[str, bool]
) -> None:
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE parse_json (path TEXT, parent TEXT, key TEXT, value TEXT)")
        if answers is not None:
            base.executemany("INSERT INTO parse_json VALUES (?, ?, ?, ?)", parse_json(document(answers, FRESH)))
        for name, passed in passes.items():
            rows = base.execute((RECIPES / f"{name}.sql").read_text("utf-8")).fetchall()
            assert bool(rows) is passed, name


# --- Wazuh


def events() -> list[dict[str, Any]]:
    said: dict[str, Finding | Gap] = {level.name.lower(): made.finding(level) for level in Level}
    said["unknown"] = Gap(Unknown.DENIED, Text("It could not be seen."))
    pairs = ((made.listed(f"a.{name}", 3), made.verdict(f"a.{name}", one)) for name, one in said.items())
    report = made.report(*pairs)
    given: shape.Document = of_report(report)
    return [json.loads(line) for line in formats.render("ocsf", given).splitlines()]


def field(event: Any, path: str) -> str:
    """Value of a dynamic field, as Wazuh's JSON decoder names them."""
    for name in path.split("."):
        event = event[name]
    return str(event)


def test_rules_of_wazuh_alert_on_what_asks_and_tell_apart_what_is_not_known() -> None:
    rules = Xml.fromstring((RECIPES / "wazuh-rules.xml").read_text("utf-8")).findall("rule")
    first, *others = rules
    assert first.get("level") == "0"
    assert {rule.findtext("if_sid") for rule in others} == {first.get("id")}
    assert len({rule.get("id") for rule in rules}) == len(rules)
    levels = {}
    for event in events():
        assert all(re.search(one.text or "", field(event, str(one.get("name")))) for one in first.findall("field"))
        hits = [
            rule
            for rule in others
            if all(re.search(one.text or "", field(event, str(one.get("name")))) for one in rule.findall("field"))
        ]
        levels[event["compliance"]["control"]] = [rule.get("level") for rule in hits]
        for named in re.findall(r"\$\(([^)]+)\)", " ".join(rule.findtext("description") or "" for rule in rules)):
            assert field(event, named)
    assert levels == {"a.good": [], "a.note": [], "a.advise": ["4"], "a.act": ["7"], "a.unknown": ["3"]}


def test_the_agent_of_wazuh_reads_lines_of_json() -> None:
    local = Xml.fromstring((RECIPES / "wazuh-agent.xml").read_text("utf-8")).find("localfile")
    assert local is not None
    assert local.findtext("log_format") == "json"
    assert str(local.findtext("location")) in PAGE


# --- Intune

TYPES = {"Boolean": bool, "Int64": int}
OPERATORS = {"IsEquals", "NotEquals", "GreaterThan", "GreaterEquals", "LessThan", "LessEquals"}


def test_rules_of_intune_are_as_its_page_says_in_both_languages() -> None:
    rules = json.loads((RECIPES / "intune-rules.json").read_text("utf-8"))["Rules"]
    script = (RECIPES / "intune-discover.ps1").read_text("utf-8")
    for rule in rules:
        assert rule.keys() == {"SettingName", "Operator", "DataType", "Operand", "MoreInfoUrl", "RemediationStrings"}
        assert rule["Operator"] in OPERATORS
        assert type(rule["Operand"]) is TYPES[rule["DataType"]]
        assert [one["Language"] for one in rule["RemediationStrings"]] == ["en_US", "es_ES"]
        assert f"{rule['SettingName']} = " in script
    first = re.search(r"@\{ (.*) \}", script)
    assert first
    values = dict(pair.split(" = ") for pair in first[1].split("; "))
    assert values["PostigoLooked"] == "$false", "nothing passes before something was seen"
    assert {value for name, value in values.items() if name != "PostigoLooked"} == {"-1"}


def test_the_script_of_intune_is_powershell() -> None:
    parser = Parser(Language(tree_sitter_pwsh.language()))
    assert not parser.parse((RECIPES / "intune-discover.ps1").read_bytes()).root_node.has_error
