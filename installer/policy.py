"""Generator of what comes from the table of policy.

These are the templates of Windows, the profile of macOS, a sample, the schema and the page. Nothing in them is written by hand but the frame: keys, kinds, bounds, titles and help are those of `core.policy_table`.
"""

from __future__ import annotations

import json
import plistlib
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from installer.generator import ROOT, Generator
from postigo.core.policy_kind import Choice, Flag, Folder, Kind, Line, Lines, Number
from postigo.core.policy_table import KEYS, TABLES, Key
from postigo.core.values import Text
from postigo.store.policy import BUNDLE, FILE, KEY, PREFERENCES, RECOMMENDED
from postigo.words import Words

FOLDER: Final = ROOT / "installer/policies"
PAGE: Final = ROOT / "docs/policy.md"
LANGUAGES: Final = {"en": "en-US", "es": "es-ES"}
"""Languages of the templates, by ours."""
DEFINITIONS: Final = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
RECOMMEND: Final = "_recommended"
"""End of a policy's name that is a default, as in the templates of Chromium."""

EXAMPLES: Final[Mapping[str, object]] = {
    "allowed_checks": ["camera.remote-control", "firewall.enabled", "update.os-pending"],
    "scope": "machine",
    "report_folder": "/srv/postigo",
    "report_level": "share",
    "label": "Room 3, PC 12",
    "site": "school-12",
    "language": "es",
    "country": "ES",
    "school_programs": ["Veyon"],
    "contact": "Room 12, extension 33",
}
"""Example of each key that has no value of its own to show."""

_FRAME: Final = {
    "en": {
        RECOMMENDED: "Defaults: they hold until the person chooses",
        "SUPPORTED_Postigo": "Postigo on Windows 10 or later",
        "lines": "One on each line",
    },
    "es": {
        RECOMMENDED: "Valores de partida: valen hasta que la persona elija",
        "SUPPORTED_Postigo": "Postigo en Windows 10 o posterior",
        "lines": "Uno en cada línea",
    },
}
"""Words of the templates that are not in the table, by language."""


def example(key: Key) -> object:
    """A value that the key takes."""
    if key.id in EXAMPLES:
        return EXAMPLES[key.id]
    return True if isinstance(key.kind, Flag) else key.built_in


# --- Windows


def admx() -> bytes:
    """The template: each key as something fixed, and as a default below its own category."""
    root = ET.Element("policyDefinitions", xmlns=DEFINITIONS, revision="1.0", schemaVersion="1.0")
    spaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="postigo", namespace="Postigo.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="SUPPORTED_Postigo", displayName="$(string.SUPPORTED_Postigo)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="Postigo", displayName="$(string.Postigo)")
    below = ET.SubElement(categories, "category", name=RECOMMENDED, displayName=f"$(string.{RECOMMENDED})")
    ET.SubElement(below, "parentCategory", ref="Postigo")
    policies = ET.SubElement(root, "policies")
    for end, key_of_registry, category in (("", KEY, "Postigo"), (RECOMMEND, rf"{KEY}\{RECOMMENDED}", RECOMMENDED)):
        for key in KEYS:
            policies.append(_admx_policy(key, key.name + end, key_of_registry, category))
    return _xml(root)


def _admx_policy(key: Key, name: str, place: str, category: str) -> ET.Element:
    policy = ET.Element(
        "policy",
        {
            "name": name,
            "class": "Machine",
            "displayName": f"$(string.{key.name})",
            "explainText": f"$(string.{key.name}_Explain)",
            "key": place,
        },
    )
    ET.SubElement(policy, "parentCategory", ref=category)
    ET.SubElement(policy, "supportedOn", ref="SUPPORTED_Postigo")
    if isinstance(key.kind, Flag):
        policy.set("valueName", key.name)
        for tag, number in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, tag), "decimal", value=number)
        return policy
    policy.set("presentation", f"$(presentation.{key.name})")
    held = {"id": key.name, "valueName": key.name, "required": "true"}
    elements = ET.SubElement(policy, "elements")
    match key.kind:
        case Number(least, most):
            ET.SubElement(elements, "decimal", held, minValue=str(least), maxValue=str(most))
        case Choice(options):
            choice = ET.SubElement(elements, "enum", held)
            for word in options:
                item = ET.SubElement(choice, "item", displayName=f"$(string.{key.name}_{word})")
                ET.SubElement(ET.SubElement(item, "value"), "string").text = word
        case Line(longest) | Folder(longest):
            ET.SubElement(elements, "text", held, maxLength=str(longest))
        case Lines(longest, most):
            ET.SubElement(elements, "multiText", held, maxLength=str(longest), maxStrings=str(most))
    return policy


def adml(code: str) -> bytes:
    """The words of the template in a language."""
    say = Words(code).say
    root = ET.Element("policyDefinitionResources", xmlns=DEFINITIONS, revision="1.0", schemaVersion="1.0")
    ET.SubElement(root, "displayName").text = "Postigo"
    ET.SubElement(root, "description").text = "Postigo"
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    told = {"Postigo": "Postigo", **_FRAME[code]}
    del told["lines"]
    for key in KEYS:
        told |= {key.name: say(key.title), f"{key.name}_Explain": say(key.help)}
        if isinstance(key.kind, Choice):
            told |= {f"{key.name}_{word}": say(meaning) for word, meaning in key.kind.options.items()}
    for id_, text in told.items():
        ET.SubElement(strings, "string", id=id_).text = text
    table = ET.SubElement(resources, "presentationTable")
    for key in KEYS:
        if not isinstance(key.kind, Flag):
            shown = ET.SubElement(table, "presentation", id=key.name)
            _presented(shown, key, code)
    return _xml(root)


def _presented(shown: ET.Element, key: Key, code: str) -> None:
    title = Words(code).say(key.title)
    match key.kind:
        case Number():
            box = ET.SubElement(shown, "decimalTextBox", refId=key.name, defaultValue=str(key.built_in))
            box.text = title
        case Choice():
            ET.SubElement(shown, "dropdownList", refId=key.name, noSort="true").text = title
        case Lines():
            ET.SubElement(shown, "multiTextBox", refId=key.name).text = f"{title}. {_FRAME[code]['lines']}"
        case _:
            box = ET.SubElement(shown, "textBox", refId=key.name)
            ET.SubElement(box, "label").text = title


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    content: bytes = ET.tostring(root, encoding="utf-8")
    return head + content + b"\n"


# --- macOS


def mobileconfig() -> bytes:
    """A profile of the whole computer: a sample to be edited, with every key. Its identifiers are the same each time."""

    def id_of(what: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://postigo.invalid/{what}")).upper()

    values = {key.name: example(key) for key in KEYS}
    payload = {
        "PayloadType": BUNDLE,
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{BUNDLE}.policy.values",
        "PayloadUUID": id_of("values"),
        "PayloadDisplayName": "Postigo",
        **values,
        RECOMMENDED: {"Language": "es"},
    }
    profile = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{BUNDLE}.policy",
        "PayloadUUID": id_of("profile"),
        "PayloadDisplayName": "Postigo",
        "PayloadScope": "System",
        "PayloadRemovalDisallowed": True,
        "PayloadContent": [payload],
    }
    return plistlib.dumps(profile, sort_keys=False)


# --- Linux


def sample() -> bytes:
    """A policy file with every key, all of them off. A technician takes away the marks."""
    lines = [
        "# Policy of Postigo for this computer: " + FILE,
        "# It has to belong to root, and nobody else may write it or its folder. Try it first:",
        "#     postigo policy --check policy.toml",
        "# What is mandatory nobody changes at the computer. A default holds until the person chooses.",
        "",
        "[mandatory]",
    ]
    say = Words("en").say
    for key in KEYS:
        lines += [
            "",
            f"# {say(key.title)}: {say(key.help)}",
            *_words_of(key, say),
            f"# {key.id} = {json.dumps(example(key), ensure_ascii=False)}",
        ]
    return "\n".join([*lines, "", "[default]", '# language = "es"', ""]).encode()


def _words_of(key: Key, say: Callable[[Text], str]) -> Iterator[str]:
    if isinstance(key.kind, Choice):
        for word, meaning in key.kind.options.items():
            yield f"#   {word}: {say(meaning)}"


# --- the schema of the file


def schema() -> bytes:
    """JSON Schema of the policy file as data, for editors of TOML and other programs."""
    say = Words("en").say
    keys = {
        key.id: {"title": say(key.title), "description": say(key.help), **_type(key.kind), "examples": [example(key)]}
        for key in KEYS
    }
    table = {"type": "object", "additionalProperties": False, "properties": keys}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy of Postigo",
        "description": f"{FILE}: what whoever looks after a computer fixes there.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"$ref": "#/$defs/keys"} for name in TABLES},
        "$defs": {"keys": table},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _type(kind: Kind) -> dict[str, Any]:
    match kind:
        case Flag():
            return {"type": "boolean"}
        case Number(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Choice(options):
            return {"enum": list(options)}
        case Line(longest, pattern):
            form = {"pattern": f"^(?:{pattern})$"} if pattern else {}
            return {"type": "string", "minLength": 1, "maxLength": longest, **form}
        case Lines(longest, most):
            one = {"type": "string", "minLength": 1, "maxLength": longest}
            return {"type": "array", "minItems": 1, "maxItems": most, "items": one}
        case Folder(longest):
            whole = r"^(?:/|[A-Za-z]:[\\/]|\\\\[^\\/])"
            return {"type": "string", "maxLength": longest, "pattern": whole}


# --- the page


def page() -> bytes:
    """docs/policy.md: where a policy lies, what counts, and every key."""
    say = Words("en").say
    rows = [
        f"| `{key.id}` | {_kind_in_words(key.kind)} | {_built_in(key)} | {_careful(key)} | "
        f"{say(key.title)}. {say(key.help)} |"
        for key in KEYS
    ]
    return (
        f"""# Policy

Written by `python3 -m installer.generate` from the table in `app/postigo/core/policy_table.py`; a test holds them together. What
whoever looks after many computers fixes there, for everybody who uses them. `postigo policy` says of each value who set it.

## Where it lies

| system | place | what is fixed | defaults |
|---|---|---|---|
| Linux | `{FILE}` | the table `[mandatory]` | the table `[default]` |
| Windows | the registry, 64-bit view | `HKLM\\{KEY}` | its key `{RECOMMENDED}` |
| macOS | `{PREFERENCES}` | its keys | the dictionary `{RECOMMENDED}` |

On Windows and macOS a key is written in capitals, such as `ReportFolder` for `report_folder`. Yes and no are 1 and 0 (REG_DWORD) on Windows, a list is
REG_MULTI_SZ, all else REG_SZ. **Nothing of this ran on a real Windows or Mac**: the registry was Wine's, the property list a file.

In `installer/policies/` lie `postigo.admx` with its words in English and Spanish (copy them to `PolicyDefinitions`), a sample `policy.toml`, a sample
profile for macOS, and a JSON Schema of the file. Before it is rolled out: `postigo policy --check policy.toml` (status 0: all of it is understood; 1: not).

## What counts

1. What is mandatory; 2. what the person chose; 3. a default; 4. what Postigo comes with
([0731](decisions/0731-a-default-holds-until-the-person-chooses.md)). Who typed `--lang` or another country still gets them.
Where a person has nothing to choose, as with `fixes_off`, a default counts like what is mandatory; of `report_level` it fixes no copy of theirs.

- A known key with a value that is none takes its *careful* value below ([0730](decisions/0730-one-table-of-policy.md)); the others count.
- A name that nobody knows, of a key or of a table, may have been meant as any key. So each key takes its careful value, but for what is mandatory and understood
  ([0738](decisions/0738-a-name-that-nobody-knows-may-stand-for-any-key.md)). So it is where a file cannot be read or understood as a whole.
- A file that is not root's, or that others can write (it, or a folder on its way), is **not followed**: it may be anybody's. No link is followed.
- Each is said: by every command in one line, by `postigo policy` with its name and path, and in *Settings*.

## The keys

| key | what it takes | as Postigo comes | careful | what it is |
|---|---|---|---|---|
{chr(10).join(rows)}

## What follows where

- **Checks and scope**: what is left out stands in every list and report as "could not look", with the reason `policy`. It is never good
  ([0732](decisions/0732-a-program-of-the-school-is-told-and-is-no-alarm.md)). A remembered machine (`--replay`) has no policy.
- **No changes**: no button, and `fix` says who decided, with the steps in words. `undo` still takes back what Postigo changed: that is what was there before.
- **Level**: the most that a copy may tell, in the terminal (`--level`) and in *Reports*. A person's own copy stays at `share` unless they ask for more. A default fixes nothing.
- **No questions to the network**: neither the leak service nor a time stamp. A downloaded list of leaks still works.
- **Remote programs of the school**: a note that says who put it there. One that was only downloaded stays an alarm, and what may watch a person is looked for as without a policy.
- **Who helps**: beside the help lines, never before them or in their place.
"""
    ).encode()


def _kind_in_words(kind: Kind) -> str:
    match kind:
        case Flag():
            return "`true` or `false`"
        case Number(least, most):
            return f"a number from {least} to {most}"
        case Choice(options):
            return ", ".join(f"`{word}`" for word in options)
        case Line(longest):
            return f"a text of up to {longest} letters"
        case Lines(longest, most):
            return f"a list of 1 to {most} texts, of up to {longest} letters"
        case Folder():
            return "a folder with its whole path"


def _built_in(key: Key) -> str:
    return "" if key.built_in in {None, ()} else f"`{json.dumps(key.built_in)}`"


def _careful(key: Key) -> str:
    return "" if key.careful is None else f"`{json.dumps(key.careful)}`"


def made() -> Mapping[Path, bytes]:
    """Every file, with what it should hold."""
    return {
        FOLDER / "postigo.admx": admx(),
        **{FOLDER / name / "postigo.adml": adml(code) for code, name in LANGUAGES.items()},
        FOLDER / "postigo.mobileconfig": mobileconfig(),
        FOLDER / "policy.toml": sample(),
        FOLDER / "policy.schema.json": schema(),
        PAGE: page(),
    }


GENERATOR = Generator("policy", made)
