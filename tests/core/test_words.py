"""Text becomes a sentence: languages, plurals, lists, numbers, dates and stand-ins."""

from __future__ import annotations

import ast
import time
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.values import Account, Device, Keyword, Program, Quoted, Site, Text, Version
from postigo.core.values import Path as Folder
from postigo.languages import of_number
from postigo.words import UnknownLanguage, Words, language

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "es_ES.UTF-8"}, "en"),
        ({"LANGUAGE": "ca:es:en", "LANG": "ca_ES.UTF-8"}, "es"),
        ({"LC_MESSAGES": "es_MX", "LANG": "en_US"}, "es"),
        ({"LANG": "ca_ES.UTF-8@valencia"}, "es"),
        ({"LANG": "ca_AD"}, "es"),
        ({"LANG": "gl_ES.UTF-8"}, "es"),
        ({"LANG": "eu_ES"}, "es"),
        ({"LANG": "eu@euro"}, "es"),
        ({"LANGUAGE": "fr:eu", "LANG": "fr_FR"}, "es"),
        ({"LANG": "est_EE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], code: str) -> None:
    assert language(None, environ) == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0x0C0A, "es"),  # Spain
        (0x080A, "es"),  # Mexico
        (0x0403, "es"),  # Catalan
        (0x0803, "es"),  # Valencian
        (0x0456, "es"),  # Galician
        (0x042D, "es"),  # Basque
        (0x0409, "en"),
        (0x040C, "en"),  # French
        (0, "en"),
    ],
)
def test_the_language_of_its_menus_chooses_on_windows(number: int, code: str) -> None:
    assert of_number(number) == code


def test_a_language_that_was_asked_for_is_spoken_or_refused() -> None:
    assert language("es-ES", {"LANG": "en_US"}) == "es"
    with pytest.raises(UnknownLanguage):
        language("tlh")
    with pytest.raises(UnknownLanguage):
        language("ca")  # who asks for it by name is told that there is none


@pytest.mark.parametrize(
    ("code", "items", "said"),
    [
        ("en", ["a"], "a"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("es", ["a", "b", "c"], "a, b y c"),
        ("es", ["a", "iglesia"], "a e iglesia"),
        ("es", ["a", "hijo"], "a e hijo"),
        ("es", ["a", "hielo"], "a y hielo"),
        ("en", [], ""),
    ],
)
def test_lists_read_as_people_say_them(code: str, items: list[str], said: str) -> None:
    assert Words(code).enumeration(items) == said


def test_plurals_numbers_dates_and_values() -> None:
    words = Words("en")
    many = Text("{n} thing", "{n} things", 1234, {"n": 1234})
    assert words.say(many) == "1,234 things"
    assert words.say(Text("{n} thing", "{n} things", 1, {"n": 1})) == "1 thing"
    assert words.say(Text("{d}", values={"d": date(2026, 1, 2)})) == "2 Jan 2026"
    assert Words("es").say(Text("{d}", values={"d": date(2026, 1, 2)})) == "2 ene 2026"
    assert "2026" in words.say(Text("{d}", values={"d": datetime(2026, 1, 2, tzinfo=UTC)}))
    listed = Text("{x}", values={"x": (Program("A"), Version("1.2"), Keyword("apt"), Text("and more"))})
    assert words.say(listed) == "A, 1.2, apt and and more"


def test_a_name_with_braces_is_only_a_name() -> None:
    assert Words().say(Text("{p}", values={"p": Program("{0.__class__}")})) == "{0.__class__}"


def test_the_same_thing_has_the_same_stand_in() -> None:
    words = Words("en", stand_ins=Pseudonyms(Disclosure.SHARED))
    text = Text("{a} {b} {c} {d}", values={"a": Program("x"), "b": Program("y"), "c": Device("x"), "d": Program("x")})
    assert words.say(text) == "Program 1 program 2 device 1 program 1"


def test_the_levels_show_more_and_more() -> None:
    text = Text("{p}|{f}|{a}", values={"p": Program("Zoom"), "f": Folder("~/x"), "a": Account("ana")})
    said = {level: Words("en", stand_ins=Pseudonyms(level)).say(text) for level in Disclosure}
    assert said[Disclosure.SHARED] == "Program 1|folder or file 1|account 1"
    assert said[Disclosure.INTERNAL] == "Zoom|folder or file 1|account 1"
    assert said[Disclosure.FULL] == "Zoom|~/x|ana"


def test_every_sentence_of_the_app_is_given_the_values_it_asks_for() -> None:
    """A sentence without its values is shown with its braces, and nothing else complains."""
    lacking = []
    for file in (ROOT / "app").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Text"):
                continue
            said = [
                part.value for part in call.args[:2] if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            wanted = {name for sentence in said for _, name, _, _ in Formatter().parse(sentence) if name}
            given = next(
                (word.value for word in call.keywords if word.arg == "values"), call.args[3] if call.args[3:] else None
            )
            if given is None:
                names = set[object]()
            elif isinstance(given, ast.Dict) and None not in given.keys:  # `None`: what `**` brings in
                names = {key.value for key in given.keys if isinstance(key, ast.Constant)}
            else:
                continue  # values made elsewhere
            if wanted - names:
                lacking.append(f"{file.name}:{call.lineno} {sorted(wanted - names)}")
    assert not lacking


@pytest.mark.parametrize(
    "sentence",
    ["Hello {name}", "Hello {", "Hello }", "Hello {0}", "Hello {n.real.x}", "Hello {n:>9999999999}", "Hello {n!r}"],
)
def test_a_sentence_that_cannot_be_filled_in_is_shown_as_it_is(sentence: str) -> None:
    assert Words("en").say(Text(sentence, values={"n": 1})) == sentence


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_pack_whose_catalogue_is_garbage_speaks_its_own_language(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "es" / "LC_MESSAGES" / "broken.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert Words("es", {"broken": str(tmp_path)}).say(Text("A word of its own"), "broken") == "A word of its own"


def test_the_edges_of_the_calendar_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert Words("en").moment(datetime.min.replace(tzinfo=UTC)).startswith("1 Jan 1")
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("kind", [Program, Site, Folder, Device, Account, Quoted, Version, Keyword])
def test_no_name_begins_a_line_or_commands_a_terminal(kind: type[Program]) -> None:
    said = Words("en").say(Text("{name} is there.", values={"name": kind("a\n\x1b[31mAll is well.\u202e\r\u2028b")}))
    assert said == "a �[31mAll is well.���b is there."
    assert Words("en").say(Text("{name}", values={"name": [kind("café\u00a0\tñ")]})) == "café\u00a0 ñ"
    assert Words("en").value(kind("one\ntwo")) == "one\ntwo", "by itself it may have lines, as a technical detail has"
