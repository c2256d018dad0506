"""Published schema of the report, as a judge of documents that come from elsewhere.

It knows the keywords that our schema has (JSON Schema 2020-12), and no others: a test holds that, and that it agrees with a
validator that is not ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, TypeAlias

Rule: TypeAlias = Mapping[str, Any]

_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


@cache
def schema() -> Rule:
    """The schema of `postigo.report/1`."""
    file = resources.files("postigo_resources") / "schema" / "report-1.json"
    found: Rule = json.loads(file.read_text("utf-8"))
    return found


def fits(item: Any, rule: Rule | None = None) -> bool:  # noqa: ANN401 - whatever JSON has
    """Whether JSON values are as a rule of the schema wants them. No rule: the whole document."""
    rule = schema() if rule is None else rule
    return all(_KEYWORDS[name](item, wanted, rule) for name, wanted in rule.items() if name not in SILENT)


SILENT: Final = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "format"})
"""Keywords that refuse nothing. The pattern beside `format` does."""


def _reference(item: Any, name: str, _rule: Rule) -> bool:  # noqa: ANN401 - see `fits`
    return fits(item, schema()["$defs"][name.removeprefix("#/$defs/")])


def _type(item: Any, wanted: str | list[str], _rule: Rule) -> bool:  # noqa: ANN401 - see `fits`
    names = [wanted] if isinstance(wanted, str) else wanted
    return any(isinstance(item, _TYPES[name]) and (name == "boolean" or not isinstance(item, bool)) for name in names)


def _properties(item: Any, wanted: Rule, _rule: Rule) -> bool:  # noqa: ANN401 - see `fits`
    return not isinstance(item, dict) or all(fits(item[name], wanted[name]) for name in wanted.keys() & item.keys())


def _others(item: Any, wanted: Rule | bool, rule: Rule) -> bool:  # noqa: ANN401 - see `fits`; as the schema says it
    others = item.keys() - rule.get("properties", {}).keys() if isinstance(item, dict) else set()
    return all(isinstance(wanted, dict) and fits(item[name], wanted) for name in others)


_KEYWORDS: Final[Mapping[str, Callable[[Any, Any, Rule], bool]]] = {
    "$ref": _reference,
    "type": _type,
    "const": lambda item, wanted, _: type(item) is type(wanted) and item == wanted,
    "enum": lambda item, wanted, _: any(type(item) is type(one) and item == one for one in wanted),
    "oneOf": lambda item, wanted, _: sum(fits(item, one) for one in wanted) == 1,
    "anyOf": lambda item, wanted, _: any(fits(item, one) for one in wanted),
    "required": lambda item, wanted, _: not isinstance(item, dict) or item.keys() >= set(wanted),
    "properties": _properties,
    "additionalProperties": _others,
    "minItems": lambda item, wanted, _: not isinstance(item, list) or len(item) >= wanted,
    "items": lambda item, wanted, _: not isinstance(item, list) or all(fits(one, wanted) for one in item),
    "pattern": lambda item, wanted, _: not isinstance(item, str) or re.search(wanted, item) is not None,
    "minLength": lambda item, wanted, _: not isinstance(item, str) or len(item) >= wanted,
    "maxLength": lambda item, wanted, _: not isinstance(item, str) or len(item) <= wanted,
    "minimum": lambda item, wanted, _: not isinstance(item, int) or item >= wanted,
    "maximum": lambda item, wanted, _: not isinstance(item, int) or item <= wanted,
}
