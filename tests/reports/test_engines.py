"""Formats that other programs define (Prometheus, OCSF, SARIF): nothing that was not seen is a pass, and they tell no more than the copy."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

from postigo.core.model import Finding, Gap, Level, NotApplicable, Verdict
from postigo.core.redact import Disclosure
from postigo.core.report import PackInfo, PackState, Report
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.reports import formats, ocsf, outcomes, sarif, shape
from postigo.reports.cover import Cover
from postigo.reports.outcomes import Outcome
from tests.reports import test_more_told
from tests.reports.test_formats import document, hostile, ten_thousand
from tests.support import made, remembered

ENGINES = [*formats.ENGINES]
GAP = Gap(Unknown.DENIED, Text("The system did not let us look."))
Told = Mapping[str, str]
"""What a format says of each check: "pass", or anything else."""


def rendered(form: str, given: shape.Document) -> str:
    return formats.render(form, given).decode()


# --- what passes


def _prom(content: str) -> Told:
    states = dict(re.findall(r'^postigo_check\{check="([^"]+)",state="([^"]+)"\} 1$', content, re.MULTILINE))
    return {check: "pass" if state == "good" else state for check, state in states.items()}


def _ocsf(content: str) -> Told:
    events = [json.loads(line) for line in content.splitlines()]
    for event in events:
        lines = [line["status"] for line in event["compliance"].get("checks", ())]
        assert ("Pass" in lines) <= (event["compliance"]["status"] == "Pass")
    return {event["compliance"]["control"]: event["compliance"]["status"].lower() for event in events}


def _sarif(content: str) -> Told:
    kinds: dict[str, set[str]] = {}
    for one in json.loads(content)["runs"][0]["results"]:
        kinds.setdefault(one["ruleId"], set()).add(one["kind"])
    return {check: "pass" if "pass" in seen else min(seen) for check, seen in kinds.items()}


READ: Mapping[str, Callable[[str], Told]] = {"prom": _prom, "ocsf": _ocsf, "sarif": _sarif}


def every_verdict() -> dict[str, Verdict]:
    """Verdicts of up to two findings of each level, with and without a gap."""
    said = [(), *((level,) for level in Level), *product(Level, Level)]
    verdicts = {}
    for number, (levels, gaps) in enumerate(product(said, [(), (GAP,)])):
        if levels or gaps:
            name = f"a.c{number}"
            verdicts[name] = made.verdict(name, *map(made.finding, levels), *gaps)
    return verdicts


def of(*verdicts: Verdict, **more: Any) -> Report:
    report = made.report(*((made.listed(one.check, 3), one) for one in verdicts))
    return replace(report, **more)


@pytest.mark.parametrize("form", ENGINES)
def test_only_what_was_wholly_seen_and_good_passes(form: str) -> None:
    verdicts = every_verdict()
    told = READ[form](rendered(form, document(of(*verdicts.values()))))
    assert told.keys() == verdicts.keys()
    fine = {check for check, said in verdicts.items() if said.level is Level.GOOD}
    assert fine
    assert {check for check, word in told.items() if word == "pass"} == fine


@pytest.mark.parametrize("form", ENGINES)
@pytest.mark.parametrize("name", [path.stem for path in remembered.MACHINES][::5])
def test_a_machine_passes_where_it_is_good_and_nowhere_else(form: str, name: str) -> None:
    (path,) = (path for path in remembered.MACHINES if path.stem == name)
    given = document(remembered.report(path), Disclosure.SHARED)
    told = READ[form](rendered(form, given))
    levels = {one["check"]: one["level"] for one in given["results"]}
    assert {check for check, word in told.items() if word == "pass"} == {
        check for check, level in levels.items() if level == "good"
    }
    assert levels.keys() <= told.keys()


@pytest.mark.parametrize("form", ENGINES)
def test_what_was_not_looked_at_is_said_and_is_no_pass(form: str) -> None:
    fine = made.verdict("a.fine", made.finding(Level.GOOD))
    report = of(fine, ended=None)
    report = replace(report, listed=(*report.listed, made.listed("a.later", 3)))
    told = READ[form](rendered(form, document(report)))
    assert told == {"a.fine": "pass", "a.later": {"prom": "not_looked", "ocsf": "unknown", "sarif": "open"}[form]}


def test_no_table_of_a_format_calls_anything_else_a_pass() -> None:
    assert {one for one, (status, _) in ocsf.STATUS.items() if status == 1} == {Outcome.GOOD}
    assert {one for one, (kind, _) in sarif.KIND.items() if kind == "pass"} == {Outcome.GOOD}
    for one in outcomes.UNSEEN:
        assert ocsf.STATUS[one] == (0, "Unknown")
        assert sarif.KIND[one] == ("open", "none")
    assert ocsf.STATUS.keys() == ocsf.SEVERITY.keys() == sarif.KIND.keys() == {*Outcome}


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({}, True),
        ({"ended": None}, False),
        ({"packs": (PackInfo("rotten", "1", "rotten-dist", PackState.BROKEN),)}, False),
    ],
)
def test_an_audit_that_is_not_whole_says_so(changes: dict[str, Any], whole: bool) -> None:
    given = document(of(made.verdict("a.b", made.finding(Level.GOOD)), **changes))
    assert f"\npostigo_run_complete {int(whole)}\n" in rendered("prom", given)
    assert json.loads(rendered("sarif", given))["runs"][0]["invocations"][0]["executionSuccessful"] is whole


def test_what_there_is_not_on_the_machine_neither_passes_nor_fails() -> None:
    given = document(of(made.verdict("a.b", not_applicable=NotApplicable(Text("There is no camera.")))))
    assert READ["ocsf"](rendered("ocsf", given)) == {"a.b": "not applicable"}
    assert READ["sarif"](rendered("sarif", given)) == {"a.b": "notApplicable"}
    assert READ["prom"](rendered("prom", given)) == {}
    assert '\npostigo_checks{state="not_here"} 1\n' in rendered("prom", given)


def test_a_note_that_asks_the_person_is_to_be_reviewed() -> None:
    asks = Finding("seen", Level.NOTE, Text("Is it you?"), needs_confirmation=True)
    (one,) = json.loads(rendered("sarif", document(of(made.verdict("a.b", asks)))))["runs"][0]["results"]
    assert (one["kind"], one["level"]) == ("review", "none")


# --- the same findings and counts


@pytest.mark.long
def test_ten_thousand_findings_are_in_the_formats_that_have_sentences() -> None:
    report, given = ten_thousand()
    wanted = Counter(finding.level.name.lower() for said in report.verdicts for finding in said.findings)
    gaps = sum(len(said.gaps) for said in report.verdicts)
    results = json.loads(rendered("sarif", given))["runs"][0]["results"]
    kinds = Counter((one["kind"], one["level"]) for one in results)
    calm = wanted["good"] + wanted["note"]
    assert kinds["pass", "none"] + kinds["informational", "none"] == calm
    assert (kinds["fail", "warning"], kinds["fail", "error"]) == (wanted["advise"], wanted["act"])
    assert kinds["open", "none"] == gaps
    lines = [
        line for event in rendered("ocsf", given).splitlines() for line in json.loads(event)["compliance"]["checks"]
    ]
    told = Counter((line["status"], line["severity"]) for line in lines)
    assert told["Pass", "Informational"] + told["Note", "Informational"] == calm
    assert (told["Fail", "Low"], told["Fail", "High"]) == (wanted["advise"], wanted["act"])
    assert told["Unknown", "Unknown"] == gaps


def test_metrics_have_the_sums_of_the_report() -> None:
    report = made.everything()
    content = rendered("prom", document(report))
    told = {state: int(n) for state, n in re.findall(r'^postigo_checks\{state="(\w+)"\} (\d+)$', content, re.MULTILINE)}
    counts = document(report)["counts"]
    assert told == counts | {"not_looked": 0, "not_here": 1}
    assert "postigo_set_aside" not in content
    assert "\npostigo_set_aside 2\n" in rendered("prom", document(made.set_aside()))


# --- how much they tell


@pytest.mark.parametrize("level", list(Disclosure))
def test_metrics_name_nothing_at_any_level(level: Disclosure) -> None:
    cover = Cover(notes="The fan is loud", together=True, reason="For the police", host="aula3-pc12")
    content = rendered("prom", document(replace(made.everything(), label="Aula 3, PC 12"), level, cover))
    assert not re.search("canary|aula|fan|police|acme", content, re.IGNORECASE)
    labels = {name for labels in re.findall(r"\{(.*?)\}", content) for name in re.findall(r'(\w+)="', labels)}
    assert labels == {"version", "platform", "state", "check", "tip"}
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    assert len(lines) < 40


@pytest.mark.parametrize("form", ["ocsf", "sarif"])
@pytest.mark.parametrize("level", list(Disclosure))
def test_label_notes_and_reason_are_in_the_formats_that_have_sentences(form: str, level: Disclosure) -> None:
    cover = Cover(notes="The fan is loud", together=True, reason="For the police", host="aula3-pc12")
    content = rendered(form, document(replace(made.everything(), label="Aula 3, PC 12"), level, cover))
    assert "Aula 3, PC 12" in content
    assert "The fan is loud" in content
    assert ("For the police" in content) is (level is Disclosure.FULL)
    assert ("aula3" in content) is (form == "ocsf" and level is not Disclosure.SHARED)


@pytest.mark.parametrize("form", ENGINES)
def test_what_may_watch_the_person_goes_to_no_server(form: str) -> None:
    report = test_more_told.asked(test_more_told.SEEN, test_more_told.GAP)
    content = rendered(form, test_more_told.document(report, test_more_told.TICKED))
    assert test_more_told.LINE.check not in content
    assert "can see what you do" not in content


@pytest.mark.parametrize("form", ENGINES)
def test_hostile_names_stay_text(form: str) -> None:
    given = document(hostile(), cover=Cover(notes="\x1b[2J", host="\u202e"))
    content = rendered(form, given)
    assert not set(content) & set("\x1b\x07\x9b\u202e\x00\x01\ufeff")
    assert len(content) < 600_000
    if form == "ocsf":
        assert len(content.split("\n")) == 2  # a line for the one check, and its end


def test_a_hostile_id_ends_no_label() -> None:
    given = document(of(made.verdict("a.b", made.finding(Level.GOOD))))
    given["results"][0]["check"] = 'a"} 1\npostigo_x{y="\\'
    line = r'postigo_check{check="a\"} 1\npostigo_x{y=\"\\",state="good"} 1'
    assert f"\n{line}\n" in rendered("prom", given)


# --- as their makers want them


@cache
def schema_of_ocsf() -> Draft202012Validator:
    schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=ocsf.VERSION))
    return Draft202012Validator(schema.get_class_schema(class_name="compliance_finding"))


@pytest.mark.parametrize("level", [Disclosure.SHARED, Disclosure.FULL])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_event_is_as_the_schema_of_ocsf_wants_it(lang: str, level: Disclosure) -> None:
    cover = Cover(notes="n", together=True, reason="r", host="aula3-pc12")
    for report in (made.everything(), made.set_aside(), hostile(), of(ended=None)):
        for line in rendered("ocsf", document(report, level, cover, lang)).splitlines():
            schema_of_ocsf().validate(json.loads(line))


def test_the_schema_of_ocsf_refuses_what_is_wrong() -> None:
    event = json.loads(rendered("ocsf", document(made.everything())).splitlines()[0])
    for name, wrong in (("severity_id", 77), ("compliance", None), ("surprise", 1)):
        assert not schema_of_ocsf().is_valid(event | {name: wrong})


METRIC = re.compile(
    r"# Postigo \S+|# Fingerprint of the report \(SHA-256\): [0-9a-f]{64}|# HELP postigo_\w+ [^\\\n]+|# TYPE postigo_\w+ gauge"
    r'|postigo_\w+(\{\w+="[^"\\\n]*"(,\w+="[^"\\\n]*")*\})? -?\d+'
)


def test_every_line_of_the_metrics_is_of_the_text_format() -> None:
    content = rendered("prom", document(made.everything()))
    assert content.endswith("\n")
    assert [line for line in content.splitlines() if not METRIC.fullmatch(line)] == []


def test_rules_and_results_of_sarif_belong_together() -> None:
    (run,) = json.loads(rendered("sarif", document(made.everything())))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    marks = [one["partialFingerprints"]["postigoFinding/v1"] for one in run["results"]]
    assert len(marks) == len(set(marks))
