"""All that comes from the table of policy: each key is in each file, and the files say the same as the reader."""

from __future__ import annotations

import json
import plistlib
import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from installer import policy as generated

from postigo.core.policy_kind import Choice, Flag, Line, Lines, Number
from postigo.core.policy_table import KEYS, Key, understood
from postigo.store import policy as stored
from postigo.store.policy import Found
from tests.core.test_policy import BAD, GOOD

FOLDER = generated.FOLDER
SPACE = {"p": generated.DEFINITIONS}
MOST_OF_A_NAME = re.compile(r"[A-Za-z0-9_]+")  # itemName and resourceID of Microsoft's BaseTypes.xsd


def _tree(name: str) -> ET.Element:
    root: ET.Element = fromstring((FOLDER / name).read_bytes())
    return root


def _policies() -> dict[str, ET.Element]:
    found = _tree("postigo.admx").findall("p:policies/p:policy", SPACE)
    named = {str(one.get("name")): one for one in found}
    assert len(named) == len(found)
    return named


def _plain(toml: str) -> str:
    """The sample with its marks taken away before each key."""
    return re.sub(r"^# (?=[a-z_]+ = )", "", toml, flags=re.MULTILINE)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_each_key_is_in_each_file(key: Key) -> None:
    assert {key.name, key.name + generated.RECOMMEND} <= _policies().keys()
    for name in generated.LANGUAGES.values():
        ids = {one.get("id") for one in _tree(f"{name}/postigo.adml").iter(f"{{{generated.DEFINITIONS}}}string")}
        assert {key.name, f"{key.name}_Explain"} <= ids
    sample = tomllib.loads(_plain((FOLDER / "policy.toml").read_text("utf-8")))
    assert key.id in sample["mandatory"]
    (payload,) = plistlib.loads((FOLDER / "postigo.mobileconfig").read_bytes())["PayloadContent"]
    assert key.name in payload
    assert key.id in json.loads((FOLDER / "policy.schema.json").read_bytes())["$defs"]["keys"]["properties"]
    assert re.search(rf"^\| `{key.id}` \|", generated.PAGE.read_text("utf-8"), re.MULTILINE)


def test_no_file_has_a_key_that_the_table_has_not() -> None:
    names = {key.name for key in KEYS}
    assert {name.removesuffix(generated.RECOMMEND) for name in _policies()} == names
    schema = json.loads((FOLDER / "policy.schema.json").read_bytes())
    assert list(schema["$defs"]["keys"]["properties"]) == [key.id for key in KEYS]
    (payload,) = plistlib.loads((FOLDER / "postigo.mobileconfig").read_bytes())["PayloadContent"]
    assert {name for name in payload if not name.startswith("Payload")} == names | {stored.RECOMMENDED}


def test_each_word_and_each_box_that_the_template_names_is_there_in_both_languages() -> None:
    root = _tree("postigo.admx")
    text = (FOLDER / "postigo.admx").read_text("utf-8")
    strings = set(re.findall(r"\$\(string\.(\w+)\)", text))
    boxes = set(re.findall(r"\$\(presentation\.(\w+)\)", text))
    elements = {str(one.get("id")) for one in root.findall("p:policies/p:policy/p:elements/*", SPACE)}
    for name in generated.LANGUAGES.values():
        words = _tree(f"{name}/postigo.adml")
        told = {str(one.get("id")): one.text for one in words.findall(".//p:stringTable/p:string", SPACE)}
        assert told.keys() == strings, name
        assert all(told.values())
        shown = {str(one.get("id")): one for one in words.findall(".//p:presentationTable/p:presentation", SPACE)}
        assert shown.keys() == boxes, name
        assert {str(box.get("refId")) for one in shown.values() for box in one} == elements


def test_the_template_has_the_form_that_group_policy_reads() -> None:
    """After Microsoft's schema (PolicyDefinitions.xsd), which may not be shipped: names, order, one way to hold a value."""
    root = _tree("postigo.admx")
    parts = [one.tag.rpartition("}")[2] for one in root]
    assert parts == ["policyNamespaces", "resources", "supportedOn", "categories", "policies"]
    categories = {one.get("name") for one in root.findall("p:categories/p:category", SPACE)}
    supported = {one.get("name") for one in root.findall("p:supportedOn/p:definitions/p:definition", SPACE)}
    for name, policy in _policies().items():
        key = next(one for one in KEYS if one.name == name.removesuffix(generated.RECOMMEND))
        assert MOST_OF_A_NAME.fullmatch(name)
        assert policy.get("class") == "Machine"
        below = stored.KEY if name == key.name else rf"{stored.KEY}\{stored.RECOMMENDED}"
        assert policy.get("key") == below
        tags = [one.tag.rpartition("}")[2] for one in policy]
        held = ["enabledValue", "disabledValue"] if isinstance(key.kind, Flag) else ["elements"]
        assert tags == ["parentCategory", "supportedOn", *held]
        assert policy[0].get("ref") in categories
        assert policy[1].get("ref") in supported
        names = {policy.get("valueName")} if isinstance(key.kind, Flag) else {one.get("valueName") for one in policy[2]}
        assert names == {key.name}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_what_the_template_lets_somebody_choose_the_reader_takes(key: Key) -> None:
    policy = _policies()[key.name]
    match key.kind:
        case Choice(options):
            assert [one.text for one in policy.findall(".//p:value/p:string", SPACE)] == list(options)
        case Number(least, most):
            (held,) = policy.findall(".//p:decimal", SPACE)
            assert (held.get("minValue"), held.get("maxValue")) == (str(least), str(most))
        case Lines(longest, most):
            (held,) = policy.findall(".//p:multiText", SPACE)
            assert (held.get("maxLength"), held.get("maxStrings")) == (str(longest), str(most))
        case Line(longest):
            (held,) = policy.findall(".//p:text", SPACE)
            assert held.get("maxLength") == str(longest)
        case _:
            assert policy.get("valueName") == key.name or policy.find(".//p:text", SPACE) is not None


def test_the_sample_fixes_nothing_and_all_of_it_is_understood_once_it_does() -> None:
    sample = (FOLDER / "policy.toml").read_text("utf-8")
    as_it_is = understood(tomllib.loads(sample), "sample")
    assert (as_it_is.sources, as_it_is.troubles) == ({}, ())
    whole = understood(tomllib.loads(_plain(sample)), "sample")
    assert whole.troubles == ()
    assert {key.id for key in KEYS} == whole.sources.keys()


def test_the_profile_of_macos_is_understood_as_the_property_list_that_it_becomes(tmp_path: Path) -> None:
    (payload,) = plistlib.loads((FOLDER / "postigo.mobileconfig").read_bytes())["PayloadContent"]
    assert payload["PayloadType"] == stored.BUNDLE == Path(stored.PREFERENCES).stem
    place = tmp_path / "managed.plist"
    place.write_bytes(plistlib.dumps(payload))
    told = stored.understood(Found(str(place), stored.in_file(str(place), owner=None)))
    assert told.troubles == ()
    assert {key.id for key in KEYS} == told.sources.keys()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_the_schema_takes_what_the_reader_takes(key: Key) -> None:
    schema: Any = json.loads((FOLDER / "policy.schema.json").read_bytes())
    check = jsonschema.Draft202012Validator(schema)
    check.check_schema(schema)
    for raw in GOOD[key.id]:
        assert check.is_valid({"mandatory": {key.id: raw}}), raw
    for raw in BAD[key.id]:
        if check.is_valid({"mandatory": {key.id: raw}}):
            # What a schema says badly: blanks only, control signs, a way up, and 7.0, which is no integer in TOML.
            text = raw[0] if isinstance(raw, list) else raw
            assert isinstance(text, float) or re.search(r"^\s*$|[\n\u2028]|\.\.", text), raw
    assert not check.is_valid({"mandatory": {"no_such_key": 1}})
    assert not check.is_valid({"mandetory": {}})
