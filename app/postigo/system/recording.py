"""A recording: what a machine answered, as JSON. How each verb's question and answer are written and read back.

`{"schema": "postigo.recording/1", "platform", "app", "answers": {"<verb> <arguments>": <answer>}, "verdicts": {…}}`.
An answer is `{"absent": true}`, `{"unknown": "<why>", "detail": "…"}` or what the verb answered. Texts of several lines stand as
lists of lines (`recording_lines`).
"""

from __future__ import annotations

import base64
import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from postigo.core.codec import DecodeError, decode, encode
from postigo.core.system import (
    ABSENT,
    Absent,
    Bus,
    BusError,
    CannotTell,
    CaptureKind,
    DeviceUsers,
    Entry,
    Found,
    Json,
    Key,
    Listeners,
    Output,
    Platform,
    Process,
    RegistryValue,
    School,
    Token,
    Unknown,
    is_withheld,
)
from postigo.core.values import Quoted, Text
from postigo.system.powershell_values import check_names
from postigo.system.recording_lines import joined, split

SCHEMA: Final = "postigo.recording/1"
LONGEST: Final = 1 << 28
"""Bytes that a recording may have: a real one has some hundred thousand."""


class NotARecording(ValueError):  # noqa: N818 - what it is
    """File that is no recording of this version. `text` says why, for a person, and the words for us."""

    def __init__(self, text: Text, detail: str = "") -> None:
        super().__init__(detail or text.one)
        self.text = text


@dataclass(frozen=True, slots=True)
class Recording:
    """Answers of a machine, and the verdicts that must follow, for tests. `kind` tells where the answers come from.

    `verdicts` are what must follow, for tests; `kind` tells where the answers come from. `kind` is "captured" (a
    machine said it to us), "reported" (the decisive answers are what somebody posted in public: an export, a dump, a
    log), "documented" (written from documentation) or "mixed"; `source` says which machine, post or page. `says` and
    `never` hold what must and must not stand in the sentences of the verdicts and of the fixes that they name, by
    language: for faults that are faults of words.
    """

    platform: Platform
    app: str
    answers: Mapping[str, Any]
    verdicts: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "captured"
    source: str = ""
    schema: str = SCHEMA
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(content: bytes) -> Recording:
    """The recording in a file's bytes; `NotARecording` with a sentence for a person."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):  # of JSON, of UTF-8, or a number of thousands of digits
        raise NotARecording(Text("it is not JSON")) from None
    if not isinstance(data, dict) or "schema" not in data:
        raise NotARecording(Text('it is JSON, but has no "schema"'))
    if data["schema"] != SCHEMA:
        raise NotARecording(
            Text(
                "its schema is {schema}; this version reads {ours}",
                values={"schema": Quoted(repr(data["schema"])), "ours": Quoted(repr(SCHEMA))},
            )
        )
    try:
        recording: Recording = decode(Recording, data)
    except DecodeError as misfit:
        raise _not_as_it_should_be(misfit.where, str(misfit)) from None
    answers = {question: joined(question, answer) for question, answer in recording.answers.items()}
    recording = replace(recording, answers=answers)
    for question, answer in recording.answers.items():
        try:
            parse(question, answer)
        except (DecodeError, ValueError) as wrong:
            raise _not_as_it_should_be(question, f"the answer to {question!r}: {wrong}") from None
        except CannotTell:
            continue
    return recording


def _not_as_it_should_be(where: str, detail: str) -> NotARecording:
    return NotARecording(
        Text("what it says of “{part}” is not as it should be", values={"part": Quoted(where[:100])}), detail
    )


def dump(recording: Recording) -> bytes:
    """Bytes of a recording's file: sorted and indented. ASCII-safe is not wanted; people read it."""
    answers = {question: split(question, answer) for question, answer in recording.answers.items()}
    written = encode(replace(recording, answers=answers), tag=False)
    filled = {name: value for name, value in written.items() if name not in {"says", "never"} or value}
    return (json.dumps(filled, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


# --- questions -------------------------------------------------------------------------------------------------------


def run_key(argv: tuple[str, ...]) -> str:
    """How a command is asked for. Timeout and environment are not part of the question."""
    return f"run {shlex.join(argv)}"


def dbus_key(bus: Bus, destination: str, path: str, method: str, arguments: tuple[Json, ...]) -> str:
    """How a D-Bus call is asked for: bus, destination, path, interface.member, arguments as JSON."""
    tail = f" {json.dumps(arguments, ensure_ascii=False)}" if arguments else ""
    return f"dbus {bus.value} {destination} {path} {method}{tail}"


def powershell_key(expression: str, values: Mapping[str, str]) -> str:
    """Key of an expression of PowerShell: the expression, and the values beside it as JSON. ValueError as in `check_names`."""
    check_names(values)
    tail = f" {json.dumps(dict(sorted(values.items())), ensure_ascii=False)}" if values else ""
    return f"powershell {expression}{tail}"


def call_key(name: str, values: Mapping[str, str]) -> str:
    """Key of a call of Windows: its name, and the values beside it as JSON."""
    tail = f" {json.dumps(dict(sorted(values.items())), ensure_ascii=False)}" if values else ""
    return f"call {name}{tail}"


def find_key(folder: str, names: tuple[str, ...], depth: int, only: str) -> str:
    """How names below a folder are asked for. Which folders are passed over is not part of the question."""
    return f"find {folder} {'/'.join((only, *['*'] * (depth - 1)))} {json.dumps(list(names))}"


def holders_key(lens: CaptureKind) -> str:
    """How the holders of one kind of device are asked for."""
    return f"holders {lens.value}"


def who_is_asked(question: str) -> str:
    """Command or service to which a question goes. Nothing where it goes to the system itself."""
    match question.split(" ", 3):
        case ["run", command, *_]:
            return command.strip("'")
        case ["dbus", _, service, *_]:
            return service
    return ""


def sqlite_key(path: str, query: str) -> str:
    """How the rows of a query are asked for."""
    return f"sqlite {path} {' '.join(query.split())}"


# --- answers ---------------------------------------------------------------------------------------------------------

_TYPES: Final[dict[str, Any]] = {
    "run": Output,
    "read": bytes,
    "glob": tuple[Entry, ...],
    "find": Found,
    "which": str,
    "processes": tuple[Process, ...],
    "holders": DeviceUsers,
    "listeners": Listeners,
    "token": Token,
    "now": datetime,
    "elevated": bool,
    "school": School,
}


def note(verb: str, answer: Any) -> Any:  # noqa: ANN401 - each verb has its own answer
    """An answer as it stands in a recording."""
    match answer:
        case Absent():
            return {"absent": True}
        case CannotTell():
            return {"unknown": answer.why.value, "detail": answer.detail}
        case BusError():
            return {"error": answer.name}
        case Key():  # BINARY is base64 even where it would also be text, since it must come back as bytes
            values = {
                name: {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
                for name, value in _without_secrets(answer.values).items()
            }
            return {**encode(replace(answer, values={}), tag=False), "values": encode(values, tag=False)}
    if verb in {"dbus", "powershell", "plist", "sqlite"}:
        return {"value": answer}
    return encode(answer, tag=False)


def parse(question: str, answer: Any) -> Any:  # noqa: ANN401
    """Answer of a verb according to a recording. Raises the `CannotTell` that was recorded."""
    verb = question.partition(" ")[0]
    if question in {"now", "elevated"}:  # every machine knows these two
        return _always_known(question, answer)
    if isinstance(answer, dict):
        if answer.get("absent") is True:
            return ABSENT
        if "unknown" in answer:
            raise CannotTell(decode(Unknown, answer["unknown"]), str(answer.get("detail", "")))
    if verb in _TYPES:
        return _in_time(decode(_TYPES[verb], answer, verb), verb)
    if verb in {"registry", "call"}:
        return _key(answer) if verb == "registry" else _call(question, answer)
    if verb in {"dbus", "powershell", "plist", "sqlite"}:
        if verb == "dbus" and isinstance(answer, dict) and "error" in answer:
            return BusError(decode(str, answer["error"]))
        if isinstance(answer, dict) and answer.keys() == {"value"}:
            return answer["value"]
        raise DecodeError(verb, '{"value": …} expected')
    raise DecodeError(verb, "no such verb")


def _call(question: str, answer: Any) -> Any:  # noqa: ANN401 - each call has its own
    """Answer of a call, of the type that the closed list names for it."""
    from postigo.windows_calls import CALLS  # noqa: PLC0415 - recordings of a Windows only

    name = question.split(" ", 2)[1]
    if name not in CALLS:
        raise DecodeError(question, "a call of this Postigo expected")
    return decode(CALLS[name].answer, answer, question)


def _always_known(question: str, answer: Any) -> Any:  # noqa: ANN401
    known = decode(_TYPES[question], answer, question)
    if isinstance(known, datetime) and known.tzinfo is None:
        raise DecodeError(question, "a time with its zone expected")
    return known


def _in_time(answer: Any, verb: str) -> Any:  # noqa: ANN401
    """An answer whose moments have their zone, as every verb gives them."""
    moments = [
        item.modified if isinstance(item, Entry) else item.started
        for item in (answer if isinstance(answer, tuple) else ())
        if isinstance(item, (Entry, Process))
    ]
    if any(moment is not None and moment.tzinfo is None for moment in moments):
        raise DecodeError(verb, "a time with its zone expected")
    return answer


def _key(answer: Any) -> Key:  # noqa: ANN401
    """A registry key: text stays text, a list is a MULTI_SZ, `{"base64": …}` is BINARY."""
    raw = decode(dict[str, Any], answer, "registry")
    values = {
        name: decode(
            tuple[str, ...]
            if isinstance(value, list)
            else bytes
            if isinstance(value, dict)
            else int
            if isinstance(value, int)
            else str,
            value,
            name,
        )
        for name, value in decode(dict[str, Any], raw.get("values", {}), "values").items()
    }
    written = decode(datetime | None, raw.get("written"), "written")
    return Key(_without_secrets(values), decode(tuple[str, ...], raw.get("subkeys", []), "subkeys"), written)


def _without_secrets(values: Mapping[str, RegistryValue]) -> dict[str, RegistryValue]:
    """Values without what is withheld: a second lock, for recordings that somebody else made."""
    return {
        name: b"" if is_withheld(name) and not isinstance(value, int) and value != "" else value
        for name, value in values.items()
    }
