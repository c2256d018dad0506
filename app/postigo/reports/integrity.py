"""Integrity of a report: its fingerprint, and whether a file still has it.

The fingerprint is the SHA-256 of the document in the one canonical form of JSON (RFC 8785), without what stands under
`integrity`. Properties that this version does not know are in it, so that the file of a younger Postigo can be checked.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final, Never

import rfc8785

METHOD: Final = "SHA-256 of RFC 8785"
LONGEST: Final = 1 << 24
"""Bytes of a file that is checked. Ten thousand findings have some 7 MB."""
_SCHEMA: Final = re.compile(r"postigo\.report/[1-9][0-9]{0,8}", re.ASCII)
_PRINTED: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_KEY: Final = re.compile(rb"(?s)Ed25519.{0,80}?[0-9a-f]{64}(?![0-9a-f])")
"""The key of a signature, as each format prints it (`parts.py`)."""
_BEGUN: Final = re.compile(r"""\s*\{\s*"schema":\s*"postigo\.report/""")
_OURS: Final = re.compile(rb"postigo", re.IGNORECASE)
_FOREIGN: Final = re.compile(rb'"name": "Postigo"')
"""Name of the program that made it, in JSON that others define (OCSF, SARIF)."""
_LISTS: Final = ("results", "not_here")
"""Lists of a document whose items have a line each (`jsonl.render`)."""
_HEAD: Final = 1 << 16
"""Letters in which a report that is cut still tells that it is one."""


class Held(Enum):
    """Answer to the question whether a file is what was made."""

    UNCHANGED = auto()
    CHANGED = auto()
    MISSIGNED = auto()
    NEWER = auto()  # a way that this version does not know
    UNMARKED = auto()  # a report of a version that made no fingerprint, or somebody took it out
    PRINTED = auto()  # a page, a table or a text that names the fingerprint of its report
    CUT = auto()  # the end is missing, or it is damaged
    SEVERAL = auto()  # lines of several reports
    NOT_OURS = auto()


class Signature(Enum):
    """Answer to the question whether somebody signed it."""

    NONE = auto()
    FITS = auto()
    UNKNOWN = auto()  # a kind that this version does not know


@dataclass(frozen=True, slots=True)
class Checked:
    """Answer about one file, with its fingerprint ("" if none) and the document that it carries."""

    held: Held
    sha256: str = ""
    document: dict[str, Any] | None = None
    signature: Signature = Signature.NONE
    key: str = ""


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal. `ValueError` for what has none (RFC 8785, 3.2.2)."""
    told = {name: one for name, one in document.items() if name != "integrity"}
    return hashlib.sha256(rfc8785.dumps(told)).hexdigest()


def sealed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with its fingerprint."""
    return document | {"integrity": {"method": METHOD, "sha256": fingerprint(document)}}


def check(content: bytes) -> Checked:
    """Whether the report in a file is unchanged since its fingerprint was made."""
    begun = _BEGUN.match(content[:_HEAD].decode("utf-8-sig", "ignore"))
    try:
        document = _document(content)
    except _NoDocumentError as why:
        return _printed(content) if why.held is Held.NOT_OURS and _FOREIGN.search(content) else Checked(why.held)
    except _TwiceError:
        return Checked(Held.CHANGED if begun else Held.NOT_OURS)
    except (ValueError, RecursionError):
        return Checked(Held.CUT) if begun else _printed(content)
    told = document.get("integrity")
    mark = told.get("sha256") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(mark, str) or "method" not in told:
        return Checked(Held.UNMARKED, document=document)
    if told["method"] != METHOD:
        return Checked(Held.NEWER, document=document)
    try:
        same = fingerprint(document) == mark
    except (ValueError, RecursionError):  # what no Postigo would have written
        same = False
    return _signed(Checked(Held.UNCHANGED, mark, document), document) if same else Checked(Held.CHANGED, mark, document)


def _printed(content: bytes) -> Checked:
    """The answer about what is no JSON, with the fingerprint that it names. What a person noted stands before it."""
    marks = _PRINTED.findall(_KEY.sub(b"", content)) if _OURS.search(content) else []
    return Checked(Held.PRINTED, marks[-1].decode()) if marks else Checked(Held.NOT_OURS)


def _signed(checked: Checked, document: dict[str, Any]) -> Checked:
    """The answer about an unchanged report, with what its signature says."""
    from postigo.reports.signature import key_of  # noqa: PLC0415 - it signs what is made here

    try:
        key = key_of(document)
    except LookupError:
        return replace(checked, signature=Signature.UNKNOWN)
    except ValueError:
        return replace(checked, held=Held.MISSIGNED)
    return checked if key is None else replace(checked, signature=Signature.FITS, key=key)


class _NoDocumentError(Exception):
    def __init__(self, held: Held) -> None:
        super().__init__(held.name)
        self.held = held


class _TwiceError(Exception):
    """An object says the same name twice: it would be read in two ways."""


def _document(content: bytes) -> dict[str, Any]:
    """The document in a file of JSON or of JSON lines. `ValueError` for another kind of file."""
    text = content.decode("utf-8-sig")  # an editor on Windows may have put a mark before it
    try:
        data = _json(text)
    except json.JSONDecodeError:
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines or not _is_head(_json(lines[0])):  # nobody waits for a million lines of something else
            raise
        return _of_lines(list(map(_json, lines)))
    if not _is_head(data):
        raise _NoDocumentError(Held.NOT_OURS)
    if "results" not in data:  # the first line of some that are gone
        raise _NoDocumentError(Held.CUT)
    return dict(data)


def _of_lines(lines: list[Any]) -> dict[str, Any]:
    """The document whose lines these are (`jsonl.render`)."""
    heads = sum(map(_is_head, lines))
    if not all(isinstance(line, dict) for line in lines):
        raise _NoDocumentError(Held.CUT)
    if heads > 1:
        raise _NoDocumentError(Held.SEVERAL)
    head, *rows, tail = lines
    if not lines[1:] or "counts" not in tail:
        raise _NoDocumentError(Held.CUT)
    # A line that says again what the head says (the label, when it ended) says the same, or its reader is told another thing.
    again = [line.get("label") == head.get("label") for line in lines]
    again += [tail[name] == head[name] for name in tail.keys() & head.keys()]
    if not all(again) or not head.keys().isdisjoint(_LISTS):
        raise _NoDocumentError(Held.CHANGED)
    rows = [{name: one for name, one in row.items() if name != "label"} for row in rows]
    results = [row for row in rows if "findings" in row]
    absent = [row for row in rows if "findings" not in row]
    end = {name: one for name, one in tail.items() if name != "label"}
    return {**head, "results": results, "not_here": absent, **end}


def _is_head(data: object) -> bool:
    schema = data.get("schema") if isinstance(data, dict) else None
    return isinstance(schema, str) and _SCHEMA.fullmatch(schema) is not None


def _json(text: str) -> Any:  # noqa: ANN401 - whatever a file holds
    return _DECODER.decode(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. One that says the same name twice would be read in two ways."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_each_once)
