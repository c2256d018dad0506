"""Recorder: a machine that writes down questions and answers, for a recording that names nobody."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

from postigo.core.system import (
    Absent,
    Bus,
    BusError,
    CannotTell,
    CaptureKind,
    DeviceUsers,
    Entry,
    Found,
    Json,
    Listeners,
    Output,
    Platform,
    Process,
    School,
    System,
    Token,
    Unknown,
)
from postigo.core.windows_call import WindowsCall
from postigo.system import labels, recording
from postigo.system.identity import Identity
from postigo.system.pages import LEFT_OUT, Pages
from postigo.system.recording import Recording
from postigo.system.scrub import Scrub

T = TypeVar("T")

_WITHOUT_ARGUMENTS: Final = {"now", "elevated", "school", "processes", "listeners", "token"}


class Recorder:
    """A `System` that asks another one and remembers. Several threads may ask at once.

    Of a question that is put twice the first answer stands, but for one that told nothing, and a longer head of a file.
    """

    def __init__(self, system: System, public: Collection[str] = ()) -> None:
        """`public`: addresses of mail by which well-known add-ons are called, in small letters."""
        self._system = system
        self._lock = threading.Lock()
        self._public = frozenset(public)
        self._pages = Pages(self._public)
        self._answers: dict[tuple[str, tuple[Any, ...]], Any] = {("elevated", ()): system.elevated}

    @property
    def platform(self) -> Platform:
        """See `System.platform`."""
        return self._system.platform

    @property
    def elevated(self) -> bool:
        """See `System.elevated`."""
        return self._system.elevated

    @property
    def school(self) -> School:
        """See `System.school`. Whom to ask is a person, so it is recorded without."""
        told = self._system.school
        if told.programs:
            with self._lock:
                self._answers["school", ()] = replace(told, contact="")
        return told

    def _ask(self, question: tuple[str, tuple[Any, ...]], ask: Callable[[], T]) -> T:
        answer: T | CannotTell
        try:
            answer = ask()
        except CannotTell as unknown:
            answer = unknown
        with self._lock:
            if question not in self._answers or _tells_more(answer, self._answers[question]):
                self._answers[question] = answer
        if isinstance(answer, CannotTell):
            raise answer
        return answer

    def _find(self, question: tuple[str, tuple[Any, ...]], ask: Callable[[], T | Absent], *, optional: bool) -> Any:  # noqa: ANN401
        """Answer that may be "there is none". It is recorded as that, whatever the probe has declared."""
        answer = self._ask(question, ask)
        if isinstance(answer, Absent) and not optional:
            raise CannotTell(Unknown.MISSING, f"not there: {question[1][0]}")
        return answer

    def now(self) -> datetime:
        """See `System.now`."""
        return self._ask(("now", ()), self._system.now)

    def run(self, *argv: str, timeout: float = 5.0, env: Mapping[str, str] | None = None) -> Output:
        """See `System.run`."""
        return self._ask(("run", argv), lambda: self._system.run(*argv, timeout=timeout, env=env))

    def read(  # the overloads stand in `System`
        self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False
    ) -> Any:  # noqa: ANN401
        """See `System.read`."""

        def ask() -> bytes | Absent:
            content = self._system.read(path, limit=limit, head=head, optional=True)
            if not isinstance(content, Absent) and re.split(r"[\\/]", path)[-1].casefold() in LEFT_OUT:
                raise CannotTell(Unknown.DENIED, "left out: a recording names no pages that somebody visits")
            return content if isinstance(content, Absent) else self._pages.file(path, content)

        return self._find(("read", (path,)), ask, optional=optional)

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        """See `System.glob`."""
        return self._ask(("glob", (pattern,)), lambda: self._system.glob(pattern))

    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = "*",
        skip: Collection[str] = (),
        optional: bool = False,
    ) -> Any:  # noqa: ANN401
        """See `System.find`."""

        def ask() -> Found | Absent:
            return self._system.find(folder, names, depth=depth, only=only, skip=skip, optional=True)

        return self._find(("find", (folder, names, depth, only)), ask, optional=optional)

    def which(self, program: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.which`."""
        return self._find(("which", (program,)), lambda: self._system.which(program, optional=True), optional=optional)

    def registry(self, key: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.registry`."""
        return self._find(("registry", (key,)), lambda: self._system.registry(key, optional=True), optional=optional)

    def dbus(
        self,
        bus: Bus,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *arguments: Json,
        timeout: float = 3.0,
    ) -> Json | BusError:
        """See `System.dbus`."""
        question = (bus.value, destination, path, f"{interface}.{member}", _frozen(arguments))

        def ask() -> Json | BusError:
            return self._system.dbus(bus, destination, path, interface, member, signature, *arguments, timeout=timeout)

        return self._ask(("dbus", question), ask)

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """See `System.powershell`."""
        question = ("powershell", (expression, _frozen(values)))
        return self._ask(question, lambda: self._system.powershell(expression, timeout=timeout, **values))

    def plist(self, path: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.plist`."""
        return self._find(("plist", (path,)), lambda: self._system.plist(path, optional=True), optional=optional)

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """See `System.call`."""
        question = ("call", (call.name, _frozen(values)))
        return self._ask(question, lambda: self._system.call(call, **values))

    def token(self) -> Token:
        """See `System.token`."""
        return self._ask(("token", ()), self._system.token)

    def processes(self) -> tuple[Process, ...]:
        """See `System.processes`."""
        return self._ask(("processes", ()), self._system.processes)

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """See `System.holders`."""
        return self._ask(("holders", (lens,)), lambda: self._system.holders(lens))

    def listeners(self) -> Listeners:
        """See `System.listeners`."""
        return self._ask(("listeners", ()), self._system.listeners)

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.sqlite`."""

        def ask() -> list[dict[str, Json]] | Absent:
            rows = self._system.sqlite(path, query, optional=True)
            return rows if isinstance(rows, Absent) else self._pages.rows(rows)

        return self._find(("sqlite", (path, query)), ask, optional=optional)

    def recording(
        self, identity: Identity, app: str, verdicts: Mapping[str, Any] | None = None, source: str = ""
    ) -> Recording:
        """Recording of the answers so far, rid of their people, with the verdicts that follow."""
        with self._lock:
            answers = dict(self._answers)
        noted = {question: recording.note(question[0], answer) for question, answer in answers.items()}
        if ("processes", ()) in noted and not isinstance(answers["processes", ()], CannotTell):
            others = [answer for question, answer in noted.items() if question[0] != "processes"]
            kept = _one_of_each(answers["processes", ()], repr(others))
            noted["processes", ()] = recording.note("processes", kept)
        scrub = Scrub(identity, self._public)
        noted = labels.without(noted, scrub.people)
        for answer in noted.values():
            scrub.discover(answer)
        scrubbed = {
            _key(question[0], scrub.json(_thawed(question[1]))): scrub.json(answer)
            for question, answer in noted.items()
        }
        return Recording(self.platform, app, scrubbed, scrub.json(dict(verdicts or {})), source=scrub.text(source))


def _tells_more(answer: object, before: object) -> bool:
    if isinstance(before, CannotTell):
        return not isinstance(answer, CannotTell)
    return isinstance(answer, bytes) and isinstance(before, bytes) and len(answer) > len(before)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - JSON, as something that a dict can have as its key
    match value:
        case list() | tuple():
            return tuple(_frozen(item) for item in value)
        case dict():
            return _Frozen((key, _frozen(item)) for key, item in value.items())
    return value


class _Frozen(tuple[tuple[str, Any], ...]):
    """An object of JSON as pairs."""

    __slots__ = ()


def _thawed(value: Any) -> Any:  # noqa: ANN401
    match value:
        case _Frozen():
            return {key: _thawed(item) for key, item in value}
        case list() | tuple():
            return [_thawed(item) for item in value]
    return value


def _key(verb: str, words: list[Any]) -> str:
    """A question as it stands in a recording."""
    match verb:
        case "run":
            return recording.run_key(tuple(words))
        case "dbus":
            bus, destination, path, method, arguments = words
            return recording.dbus_key(Bus(bus), destination, path, method, tuple(arguments))
        case "holders":
            return recording.holders_key(CaptureKind(words[0]))
        case "powershell":
            return recording.powershell_key(words[0], words[1])
        case "call":
            return recording.call_key(words[0], words[1])
        case "find":
            folder, names, depth, only = words
            return recording.find_key(folder, tuple(names), depth, only)
        case "sqlite":
            return recording.sqlite_key(words[0], words[1])
        case _ if verb in _WITHOUT_ARGUMENTS:
            return verb
    return f"{verb} {words[0]}"


def _one_of_each(processes: tuple[Process, ...], elsewhere: str) -> tuple[Process, ...]:
    """One process of each program and owner: the oldest. All that another answer names by number stay too.

    How many windows somebody had open is nobody's business, and no judgement needs it. Which programs ran is needed:
    nobody can say beforehand which of them a check will look for.
    """
    kept: dict[tuple[Any, ...], Process] = {}
    for process in processes:
        program: tuple[Any, ...] = (process.name, process.path, process.own)
        if f"{process.pid}" in elsewhere:
            kept[(*program, process.pid)] = process
        else:
            before = kept.get(program)
            if before is None or (process.started and before.started and process.started < before.started):
                kept[program] = process
    return tuple(replace(kept[program]) for program in sorted(kept, key=lambda key: kept[key].pid))
