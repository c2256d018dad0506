"""What leaves: canaries in every place that can carry a name, every format, every level."""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from postigo.core.codec import encode
from postigo.core.model import Finding, Level, Share
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import Report
from postigo.core.values import Device, Program, Text
from postigo.reports import csv_, html, json_, jsonl, markdown, ocsf, pdf, prometheus, sarif, shape, text
from postigo.reports.cover import Cover
from postigo.reports.paper import Paper
from postigo.reports.redaction import redacted, stand_ins, words_for
from postigo.words import Words
from tests.support import made, remembered
from tests.support.pdf_text import read_back

pytestmark = pytest.mark.breadth(3)

Render = Callable[[shape.Document], bytes]


def _details(document: shape.Document) -> bytes:
    return text.render(document, Paper(details=True, width=4000))


FORMATS: Mapping[str, Render] = {
    "text": text.render,
    "text with details": _details,
    "json": json_.render,
    "jsonl": jsonl.render,
    "html": html.render,
    "csv": csv_.render,
    "md": markdown.render,
    "pdf": pdf.render,
    "prom": prometheus.render,
    "ocsf": ocsf.render,
    "sarif": sarif.render,
}
COVER = Cover(key=bytes(32))
"""Without a key of its own, each copy has another one."""

CASES = [(name, lang) for name in FORMATS for lang in ("en", "es")]


def rendered(form: str, level: Disclosure, lang: str = "en", report: Report | None = None) -> str:
    """A copy as a person would read it: with line ends and markup out of the way, so that nothing hides in them."""
    return read(form, document(level, lang, report or made.everything()))


def document(level: Disclosure, lang: str, report: Report) -> shape.Document:
    return shape.given(report, words_for(lang, report, stand_ins(level, report)), COVER)


def read(form: str, given: shape.Document) -> str:
    content = read_back(form, FORMATS[form](given))
    return content + " ".join(content.split()) + markup.unescape(content)


@pytest.mark.parametrize(("form", "lang"), CASES)
def test_a_copy_to_give_away_holds_no_name(form: str, lang: str) -> None:
    found = re.findall(r"canary[\w.-]*", rendered(form, Disclosure.SHARED, lang))
    assert found == []


@pytest.mark.parametrize(("form", "lang"), CASES)
def test_an_internal_copy_names_programs_and_devices_and_nothing_of_the_person(form: str, lang: str) -> None:
    found = set(re.findall(r"canary[\w.-]*\w", rendered(form, Disclosure.INTERNAL, lang)))
    assert found == (set() if form == "prom" else {"canary-program", "canary-device"})


@pytest.mark.parametrize("form", ["json", "jsonl", "html", "text with details"])
def test_a_full_copy_tells_everything_but_what_never_leaves(form: str) -> None:
    shown = rendered(form, Disclosure.FULL)
    for name in (
        "canary-program",
        "canary-site.example",
        "canary-path",
        "canary-device",
        "canary-account",
        "canary-host",
    ):
        assert name in shown


def outcomes_told(form: str, level: Disclosure, lang: str) -> set[tuple[str, str]]:
    """Checks with what OCSF or SARIF says of them: "open" where they have not passed, and nothing is said against them."""
    content = FORMATS[form](document(level, lang, made.everything())).decode()
    if form == "sarif":
        return {(one["ruleId"], one["kind"]) for one in json.loads(content)["runs"][0]["results"]}
    told = [json.loads(line)["compliance"] for line in content.splitlines()]
    return {(one["control"], "open" if one["status_id"] == 0 else one["status"]) for one in told}


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize(("form", "lang"), CASES)
def test_what_never_leaves_is_in_no_file_at_no_level(form: str, lang: str, level: Disclosure) -> None:
    shown = rendered(form, level, lang)
    assert "canary-never" not in shown
    if form in {"ocsf", "sarif"}:  # a line for each
        assert {one[1] for one in outcomes_told(form, level, lang) if one[0].startswith("secret.")} == {"open"}
        return
    named = re.sub(r'"left_out": \[[^\]]*\]|left_out,[^,]*,', "", shown)  # that it was looked at, and nothing else
    assert "secret." not in named


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize(("form", "lang"), CASES)
def test_no_file_has_a_handle_at_any_level(form: str, lang: str, level: Disclosure) -> None:
    assert "canary-handle" not in rendered(form, level, lang)


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_has_a_handle_even_where_nobody_asked_for_redaction(form: str) -> None:
    assert b"canary-handle" not in FORMATS[form](shape.given(made.everything(), Words("en")))


@pytest.mark.parametrize("level", list(Disclosure))
def test_a_copy_is_without_handles_before_anything_renders_it(level: Disclosure) -> None:
    assert "canary-handle" in json.dumps(encode(made.everything()))
    assert "canary-handle" not in json.dumps(encode(redacted(made.everything(), level)))


@pytest.mark.parametrize("form", FORMATS)
def test_never_holds_even_where_nobody_asked_for_redaction(form: str) -> None:
    assert b"canary-never" not in FORMATS[form](shape.given(made.everything(), Words("en")))


@pytest.mark.parametrize("form", FORMATS)
def test_what_never_leaves_does_not_show_by_its_absence(form: str) -> None:
    """Counts, verdict, shutters and stand-ins are the same whatever its answer was: only that there is one is told."""
    whole = made.everything()
    level = Disclosure.SHARED
    never = {line.check for line in whole.listed if line.share is Share.NEVER}
    fine = tuple(
        made.verdict(said.check, made.finding(Level.GOOD)) if said.check in never else said for said in whole.verdicts
    )
    other = replace(whole, verdicts=fine)
    assert other != whole
    assert rendered(form, level, report=whole) == rendered(form, level, report=other)
    bare = redacted(whole, level)  # with the handles gone, so that things have other references
    assert without_refs(rendered(form, level, report=whole)) == without_refs(rendered(form, level, report=bare))


def without_refs(content: str) -> str:
    return re.sub('"[0-9a-f]{16}"|[0-9a-f]{16}|null', "", content)


def test_the_same_thing_has_the_same_stand_in_in_every_format() -> None:
    """Each format shows things in an order of its own; the numbers must not follow it."""
    apps = [Program(f"canary-{letter}") for letter in "abc"]
    levels = (Level.NOTE, Level.ADVISE, Level.ACT)  # told worst first, listed mildest first
    report = made.report(
        *(
            (
                made.listed(f"area.check{number}", 3),
                made.verdict(
                    f"area.check{number}",
                    Finding("seen", level, Text("{app} is a level-{n} program", values={"app": app, "n": number}), app),
                ),
            )
            for number, (app, level) in enumerate(zip(apps, levels, strict=True), 1)
        )
    )
    for form in FORMATS.keys() - {"prom"}:  # it has no sentences
        shown = re.findall(r"Program (\d) is a level-(\d) program", rendered(form, Disclosure.SHARED, report=report))
        assert set(shown) == {("1", "1"), ("2", "2"), ("3", "3")}, form


def test_a_before_and_after_pair_shares_its_stand_ins() -> None:
    def seen(*apps: str) -> Report:
        findings = [Finding("seen", Level.NOTE, Text("{app} looks", values={"app": Program(app)})) for app in apps]
        return made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", *findings)))

    before, after = seen("first", "second"), seen("third", "second")
    pair = stand_ins(Disclosure.SHARED, before, after)

    def sentences(report: Report) -> list[str]:
        results = json.loads(json_.render(shape.given(report, words_for("en", report, pair))))["results"]
        return [one["text"] for one in results[0]["findings"]]

    assert sentences(before) == ["Program 1 looks", "Program 2 looks"]
    assert sentences(after) == ["Program 3 looks", "Program 2 looks"]


def test_the_check_that_never_leaves_is_told_on_the_own_screen() -> None:
    report = made.everything()
    lines = text.tip(shape.shown(report, words_for("en", report)), 1, words_for("en", report), Paper())
    assert "canary-never" in "\n".join(lines)


def test_share_decides_and_nothing_else() -> None:
    report = made.everything()
    kept = {line.check for line in redacted(report, Disclosure.FULL).listed}
    assert kept == {line.check for line in report.listed if line.share is not Share.NEVER}
    assert {line.check for line in redacted(report, Disclosure.FULL).left_out} == {"secret.never", "secret.absent"}
    opened = replace(report, listed=tuple(replace(line, share=Share.OPEN) for line in report.listed))
    bare = tuple(
        replace(said, findings=tuple(replace(one, handle=None) for one in said.findings)) for said in opened.verdicts
    )
    assert redacted(opened, Disclosure.FULL) == replace(opened, verdicts=bare)


AFTER_A_PERSON = (
    "iPhone de Ana Camera",
    "iPhone de ana",
    "Ana's iPhone",
    "Ana’s AirPods Pro",
    "Jonas’ Kamera",
    "iPhone von Jörg",
    "Galaxy S23 de la Marta",
    "Móvil de Núria",
    "iPhone d’en Pau",
    "iPhone de l'Aina",
    "Mirenen iPhonea",
    "telemóvel do João",
    "iPhone di Giulia",
    "MacBook Air de Ana",
    "Auriculares de Íñigo",
    "telèfon d'en Pau",
    "Paurekin",
    "Handy von Ana",
    "Galaxy S21 de Lucía",
    "ordinador de n'Aina",
    "Casque d'Amélie",
    "Tablet da Mariana",
    "Uhr von Opa",
    "JBL de mamá",
    "Lucias-MacBook-Air",
    "LUCIA-PC",
    "iPhone (Lucía)",
    "Quetzalinaren iPhonea",
    "Quetzalina's Galaxy Buds",
    "portátil de quetzal",
    "iPhone Анны",
    "小明的iPad",
    "iPhone (سارة)",
    "Quetzal的iPhone",
)
AFTER_NOBODY = (
    "FaceTime HD Camera",
    "Cámara FaceTime HD",
    "MacBook Pro Camera",
    "Micrófono de MacBook Pro",
    "Varios micrófonos (Tecnología Intel® Smart Sound para micrófonos digitales)",
    "Matriz de micrófonos (Realtek(R) Audio)",
    "HP TrueVision HD",
    "Logitech BRIO",
    "C922 Pro Stream Webcam",
    "Integrated_Webcam_HD",
    "Cámara de Continuidad",
    "OBS Virtual Camera",
    "Dispositivo de High Definition Audio",
    "Surface Camera Front",
    "Monitor of Built-in Audio Analog Stereo",
    "AirPods Max",
    "Desk View Camera",
    "Yeti Stereo Microphone",
    "Cámara con vista de escritorio",
    "HDA Intel PCH",
    "Микрофон (Realtek(R) Audio)",
    "麦克风阵列 (Realtek)",
)


@pytest.mark.parametrize("name", AFTER_A_PERSON)
def test_a_device_that_bears_a_persons_name_has_a_stand_in_below_full(name: str) -> None:
    assert Pseudonyms(Disclosure.INTERNAL).shown(Device(name)) != name
    assert Pseudonyms(Disclosure.FULL).shown(Device(name)) == name


@pytest.mark.parametrize("name", AFTER_NOBODY)
def test_a_device_that_is_called_after_nobody_keeps_its_name(name: str) -> None:
    assert Pseudonyms(Disclosure.INTERNAL, people=("Ana", "alba")).shown(Device(name)) == name


@pytest.mark.parametrize("name", ["respaldo-de-lucia.sh", "Copia de Núria.app", "Lucía's player"])
def test_a_program_that_says_whose_it_is_has_a_stand_in_below_full(name: str) -> None:
    assert Pseudonyms(Disclosure.INTERNAL).shown(Program(name)) != name


@pytest.mark.parametrize(
    "name", ["Claude", "Internet Explorer", "Bloc de notas", "Lucas Chess", "McAfee LiveSafe", "Julia"]
)
def test_a_program_that_is_only_called_as_people_are_keeps_its_name(name: str) -> None:
    assert Pseudonyms(Disclosure.INTERNAL).shown(Program(name)) == name


@pytest.mark.parametrize("value", [Device("Webcam quetzal"), Program("respaldo-Quetzal.sh"), Device("QUETZAL2")])
def test_who_is_known_here_is_named_by_nothing_below_full(value: Device | Program) -> None:
    assert Pseudonyms(Disclosure.INTERNAL, people=("Quetzal",)).shown(value) != value.name


def _nacleta(recording: str) -> str:
    """Another name for the person: "ana" stands in many words."""
    return re.sub(r"\b([Aa])na\b", r"\1nacleta", recording)


@cache
def internal(path: Path, lang: str) -> shape.Document:
    """One document for all formats, as in the window (0695)."""
    return document(Disclosure.INTERNAL, lang, remembered.report(path, _nacleta))


@pytest.mark.parametrize("form", FORMATS)
def test_no_remembered_machine_names_a_person_at_the_internal_level(form: str) -> None:
    """Two of our own machines have a phone that bears its owner's name: it stood in every format."""
    for path in remembered.MACHINES:
        for lang in ("en", "es"):
            assert "nacleta" not in read(form, internal(path, lang)).casefold(), path.stem
