"""A machine remembered: answers from a recording, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from postigo.core.system import (
    ABSENT,
    Absent,
    Bus,
    BusError,
    CannotTell,
    CaptureKind,
    DeviceUsers,
    Entry,
    Json,
    Listeners,
    Output,
    Platform,
    Process,
    School,
    Token,
    Unknown,
    attempt,
)
from postigo.core.windows_call import WindowsCall
from postigo.system import recording, remote_paths
from postigo.system.older_questions import WHOAMI, token_of
from postigo.system.recording import Recording

T = TypeVar("T")


class Replay:
    """A `System` that answers from a recording; what was never asked then is MISSING now.

    `asked` remembers which questions were put, `declared` those whose absence the probe declared an answer: the
    honesty tests read both.
    """

    def __init__(self, remembered: Recording, like: Replay | None = None) -> None:
        """Keep the recording. `like` is a machine of nearly the same answers: what it has read is not read again."""
        self.recording = remembered
        self.parsed: dict[str, Any] = {}
        if like is not None:
            was, now = like.recording.answers, remembered.answers
            self.parsed = {
                question: read for question, read in like.parsed.items() if now.get(question) is was[question]
            }
        self.asked: set[str] = set()
        self.declared: set[str] = set()

    @property
    def platform(self) -> Platform:
        """The platform of the recording."""
        return self.recording.platform

    @property
    def elevated(self) -> bool:
        """Whether the recorded audit had administrator rights; a recording that does not say had none."""
        return bool(self.recording.answers.get("elevated", False))

    @property
    def school(self) -> School:
        """See `System.school`. Of most recorded machines nobody said anything."""
        answers = self.recording.answers
        return self._answer("school") if "school" in answers else School()

    def now(self) -> datetime:
        """The time of the recording."""
        if "now" not in self.recording.answers:
            return datetime(1970, 1, 1, tzinfo=UTC)
        return datetime.fromisoformat(self.recording.answers["now"])

    def _answer(self, question: str, *, optional: bool = False) -> Any:  # noqa: ANN401 - each verb has its own
        self.asked.add(question)
        if optional:
            self.declared.add(question)
        if question not in self.recording.answers:
            raise CannotTell(Unknown.MISSING, f"not in the recording: {question}")
        try:
            answer = self._parsed(question)
        except ValueError as wrong:
            raise CannotTell(Unknown.UNREADABLE, f"{question}: {wrong}") from None
        except CannotTell as unknown:
            raise CannotTell(unknown.why, unknown.detail, asked=recording.who_is_asked(question)) from None
        if answer is ABSENT and not optional:
            raise CannotTell(Unknown.MISSING, f"not there: {question}")
        return answer

    def _parsed(self, question: str) -> Any:  # noqa: ANN401 - see above
        if question not in self.parsed:
            self.parsed[question] = recording.parse(question, self.recording.answers[question])
        return self.parsed[question]

    def run(self, *argv: str, timeout: float = 5.0, env: Mapping[str, str] | None = None) -> Output:
        """See `System.run`."""
        del timeout, env
        output: Output = self._answer(recording.run_key(argv))
        return output

    def read(  # the overloads stand in `System`
        self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False
    ) -> Any:  # noqa: ANN401
        """See `System.read`."""
        content: bytes | Absent = self._answer(f"read {path}", optional=optional)
        if isinstance(content, bytes) and head is not None:
            return content[:head]
        if isinstance(content, bytes) and len(content) > limit:
            raise CannotTell(Unknown.UNREADABLE, f"{path} is longer than {limit} bytes")
        return content

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        """See `System.glob`."""
        entries: tuple[Entry, ...] = self._answer(f"glob {pattern}")
        return entries

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
        del skip
        return self._answer(recording.find_key(folder, names, depth, only), optional=optional)

    def which(self, program: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.which`."""
        return self._answer(f"which {program}", optional=optional)

    def registry(self, key: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.registry`."""
        return self._answer(f"registry {key}", optional=optional)

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
        del signature, timeout
        reply: Json | BusError = self._answer(
            recording.dbus_key(bus, destination, path, f"{interface}.{member}", arguments)
        )
        return reply

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """See `System.powershell`."""
        del timeout
        remote_paths.refuse_in_expression(expression)
        for said in values.values():
            remote_paths.refuse(said)
        value: Json = self._answer(recording.powershell_key(expression, values))
        return value

    def plist(self, path: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.plist`."""
        return self._answer(f"plist {path}", optional=optional)

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """See `System.call`."""
        for said in values.values():
            remote_paths.refuse(said)
        answer: T = self._answer(recording.call_key(call.name, values))
        return answer

    def token(self) -> Token:
        """See `System.token`. An older Postigo asked `whoami`."""
        if "token" not in self.recording.answers and any(key in self.recording.answers for key in WHOAMI):
            return token_of(*(attempt(self._answer, key) for key in WHOAMI))
        told: Token = self._answer("token")
        return told

    def processes(self) -> tuple[Process, ...]:
        """See `System.processes`."""
        running: tuple[Process, ...] = self._answer("processes")
        return running

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """See `System.holders`."""
        holding: DeviceUsers = self._answer(recording.holders_key(lens))
        return holding

    def listeners(self) -> Listeners:
        """See `System.listeners`."""
        listening: Listeners = self._answer("listeners")
        return listening

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.sqlite`."""
        return self._answer(recording.sqlite_key(path, query), optional=optional)
