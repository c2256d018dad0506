"""The policy of a computer: which value counts, who set it, and what follows from what is not understood."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core.policy import Policy, Source, Trouble
from postigo.core.policy_kind import Choice, Flag, Line, Number, taken
from postigo.core.policy_table import BY_ID, KEYS, TABLES, Key, careful, understood, who
from postigo.core.redact import Disclosure
from postigo.core.values import Text
from postigo.languages import LANGUAGES
from postigo.reports.cover import LONGEST_LABEL
from postigo.store.files import Settings

FILE = "policy.toml"

GOOD: dict[str, list[Any]] = {
    "allowed_checks": [["camera.in-use"], ["net.listening", "acme:door.open"]],
    "scope": ["machine", "user"],
    "report_folder": ["/srv/reports", r"C:\Reports", r"\\server\share\reports", "//server/share"],
    "report_level": ["share", "internal", "full"],
    "label": ["Room 3, PC 12", "Aula 3"],
    "schedule": ["off", "daily", "weekly", "monthly"],
    "site": ["school-12", "A", "28012345"],
    "language": ["en", "es"],
    "country": ["ES", "PT"],
    "keep_days": [1, 30],
    "school_programs": [["Veyon"], ["Veyon", "AnyDesk"]],
    "contact": ["Marta, room 12, extension 33"],
}
BAD: dict[str, list[Any]] = {
    "allowed_checks": ["camera.in-use", [], [1], [""], ["a\nb"], {"a": 1}],
    "scope": ["all", True, ["machine"], {}],
    "report_folder": ["reports", "../reports", "/srv/../root", "", 5, r"C:\a\..\b", "~/reports"],
    "report_level": ["ful", "Share", 3],
    "label": ["", "   ", "x" * 101, "a\nb", 5, "a\u2028b"],
    "schedule": ["hourly", False, ""],
    "site": ["a/b", "..", "-a", "x" * 41, "a b", "á", 12],
    "language": ["fr", "ES", ["es"]],
    "country": ["es", "ESP", "Spain", 34],
    "keep_days": [0, 31, -1, True, 7.0, "7"],
    "school_programs": ["Veyon", [], [["Veyon"]], ["x" * 101]],
    "contact": ["", 900, "x" * 201],
}
for _key in KEYS:
    if isinstance(_key.kind, Flag):
        GOOD[_key.id], BAD[_key.id] = [True, False], [1, 0, "true", "yes", [], None]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_a_value_of_the_right_kind_counts_and_its_setter_is_told(key: Key) -> None:
    for raw in GOOD[key.id]:
        for table, source in (("mandatory", Source.MANDATORY), ("default", Source.DEFAULT)):
            told = understood({table: {key.id: raw}}, FILE)
            assert told.troubles == ()
            assert told.sources[key.id] is source
            assert getattr(told, key.id) == (tuple(raw) if isinstance(raw, list) else raw)
            assert told.locks(key.id) is (source is Source.MANDATORY)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_another_value_is_named_with_its_path_and_the_other_keys_still_count(key: Key) -> None:
    for raw in BAD[key.id]:
        other = next(one for one in KEYS if one.id != key.id)
        told = understood({"mandatory": {key.id: raw, other.id: GOOD[other.id][0]}}, FILE)
        (trouble,) = told.troubles
        assert (trouble.where, trouble.key) == (FILE, f"mandatory.{key.id}"), raw
        assert told.sources[other.id] is Source.MANDATORY
        assert getattr(told, key.id) == (key.built_in if key.careful is None else key.careful)


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ({"mandatory": {"fixes_of": True}}, "mandatory.fixes_of"),
        ({"mandatory": {"FixesOff": True}}, "mandatory.FixesOff"),
        ({"default": {"": 1}}, "default."),
        ({"mandetory": {"fixes_off": True}}, "mandetory"),
        ({"fixes_off": True}, "fixes_off"),
        ({"default": ["fixes_off"]}, "default"),
    ],
)
def test_a_name_that_nobody_knows_may_stand_for_any_key_and_all_are_careful_but_what_is_mandatory(
    tables: dict[str, Any], named: str
) -> None:
    told = understood(tables, FILE)
    assert [one.key for one in told.troubles] == [named]
    assert told == careful(told.troubles[0])
    more = {"report_level": "internal", "language": "es"}, {"shared": False, "country": "MX"}
    fixed, told_too = (tables.get(name, {}) for name in TABLES)
    if isinstance(told_too, dict):
        told = understood({**tables, "mandatory": {**fixed, **more[0]}, "default": {**told_too, **more[1]}}, FILE)
        assert (told.report_level, told.language, told.country) == ("internal", "es", "MX")
        assert (told.shared, told.fixes_off, told.sources["shared"]) == (True, True, Source.CAREFUL)


def test_where_a_table_is_none_all_is_careful() -> None:
    told = understood({"mandatory": ["fixes_off"]}, FILE)
    assert [one.key for one in told.troubles] == ["mandatory"]
    assert told == careful(told.troubles[0])


def test_the_careful_side_changes_nothing_asks_nobody_and_tells_least() -> None:
    told = careful(Trouble(FILE, "", Text("It is too large.")))
    assert (told.fixes_off, told.online_off, told.history_off, told.shared) == (True, True, True, True)
    assert (told.report_level, told.schedule) == ("share", "off")
    assert (told.allowed_checks, told.scope) == (None, None), "what nobody understands hides nothing"
    assert told.school_programs == (), "and calls no program the school's"
    assert told.locks("fixes_off")
    assert told.troubles


@pytest.mark.parametrize(
    ("tables", "chosen", "value", "source"),
    [
        ({}, None, None, Source.BUILT_IN),
        ({}, "es", "es", Source.PERSON),
        ({"default": {"language": "en"}}, None, "en", Source.DEFAULT),
        ({"default": {"language": "en"}}, "es", "es", Source.PERSON),
        ({"mandatory": {"language": "en"}}, "es", "en", Source.MANDATORY),
        ({"mandatory": {"language": "en"}, "default": {"language": "es"}}, None, "en", Source.MANDATORY),
        ({"mandatory": {"language": 3}, "default": {"language": "es"}}, None, "es", Source.DEFAULT),
    ],
)
def test_mandatory_comes_before_the_person_and_the_person_before_a_default(
    tables: dict[str, Any], chosen: str | None, value: str | None, source: Source
) -> None:
    told = who(understood(tables, FILE), BY_ID["language"], chosen)
    assert (told.value, told.source) == (value, source)
    assert told.locked is (source is Source.MANDATORY)


def test_a_wrong_default_never_weakens_what_is_mandatory() -> None:
    told = understood({"mandatory": {"report_level": "internal"}, "default": {"report_level": 3}}, FILE)
    assert told.report_level == "internal"
    assert told.sources["report_level"] is Source.MANDATORY


def test_the_table_has_a_key_for_each_field_and_no_other() -> None:
    assert [key.id for key in KEYS] == list(Policy._fields[: len(KEYS)])
    assert Policy._fields[len(KEYS) :] == ("sources", "troubles", "where")
    assert len({key.name for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_what_stands_in_the_table_is_of_its_kind(key: Key) -> None:
    assert key.careful is None or taken(key.kind, key.careful) == key.careful
    assert key.built_in in {None, ()} or taken(key.kind, key.built_in) == key.built_in
    hint = get_type_hints(Policy)[key.id]
    if isinstance(key.kind, Choice) and key.id != "language":
        words = [word for part in (hint, *get_args(hint)) if get_origin(part) is Literal for word in get_args(part)]
        assert words == list(key.kind.options)
    if key.setting:
        assert key.setting in {one.name for one in fields(Settings)}


def test_the_table_agrees_with_what_others_hold() -> None:
    language = BY_ID["language"].kind
    assert isinstance(language, Choice)
    assert language.options.keys() == LANGUAGES.keys()
    assert BY_ID["label"].kind == Line(LONGEST_LABEL)
    assert BY_ID["keep_days"].kind == Number(1, 30), "no policy keeps a report of a minor's computer for longer"
    assert set(get_args(get_type_hints(Policy)["report_level"])[0].__args__) == set(Disclosure)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from([*(key.id for key in KEYS), "other"])


@given(
    st.dictionaries(st.sampled_from(["mandatory", "default", "else"]), st.dictionaries(_NAMES, _ANY, max_size=4) | _ANY)
)
def test_whatever_stands_in_a_file_each_value_has_its_kind_and_each_misfit_is_told(tables: dict[str, Any]) -> None:
    told = understood(tables, FILE)
    for key in KEYS:
        value = getattr(told, key.id)
        assert value in {None, key.built_in} or taken(key.kind, _raw(value)) == value
    followed = {
        (table, id_) for table, keys in tables.items() if table in TABLES and isinstance(keys, dict) for id_ in keys
    } - {tuple(one.key.split(".", 1)) for one in told.troubles}
    assert all(told.sources[id_] in {Source.MANDATORY, Source.DEFAULT, Source.CAREFUL} for _, id_ in followed)


def _raw(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


_SETS = st.sets(st.tuples(st.sampled_from(TABLES), st.sampled_from(list(BY_ID)), st.booleans()), min_size=1, max_size=8)
_LETTERS = st.sampled_from([*"abtef_.=[]{}\"' \n0123456789", "é"])
"""Letters that a slip may bring in. A “#” is none: it takes a line away as its writer can see."""


def _toml(sets: set[tuple[str, str, bool]]) -> str:
    """A policy file with these keys. A careful value, where there is one, if that is wished."""
    lines = []
    for table in TABLES:
        lines.append(f"[{table}]")
        wished = {id_: _wished(BY_ID[id_], most_careful=most) for name, id_, most in sorted(sets) if name == table}
        lines += [f"{id_} = {json.dumps(value)}" for id_, value in wished.items()]
    return "\n".join([*lines, ""])


def _wished(key: Key, *, most_careful: bool) -> object:
    return key.careful if most_careful and key.careful is not None else GOOD[key.id][-1]


def _followed(text: str) -> Policy:
    try:
        return understood(tomllib.loads(text), FILE)
    except tomllib.TOMLDecodeError:
        return careful(Trouble(FILE, "", Text("It is not in its format, so it cannot be read.")))


def _care(policy: Policy, key: Key) -> tuple[int, bool]:
    """How careful a policy is about a key that has a careful side, and whether a person cannot change that."""
    value = getattr(policy, key.id)
    if isinstance(key.kind, Choice):
        words = [*key.kind.options][::-1]
        return (words.index(value) if policy.most is not None else -1), policy.locks(key.id)
    return int(value is key.careful), policy.locks(key.id)


@given(_SETS, st.data())
def test_no_slip_of_one_letter_makes_a_policy_less_careful(
    sets: set[tuple[str, str, bool]], data: st.DataObject
) -> None:
    text = _toml(sets)
    before = understood(tomllib.loads(text), FILE)
    assert before.troubles == ()
    at = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(st.sampled_from(["away", "another", "more", "swapped"]))
    letter, rest = ("" if slip == "away" else data.draw(_LETTERS)), text[at + 1 :]
    if slip == "swapped":
        after = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    else:
        after = text[:at] + letter + (text[at] if slip == "more" else "") + rest
    told = _followed(after)
    for key in KEYS:
        if key.careful is not None:
            assert _care(told, key) >= _care(before, key), (after, key.id)
