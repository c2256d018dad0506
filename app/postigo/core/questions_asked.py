"""Record of what one probe asked, to explain why something could not be seen.

For the technical detail of a verdict, which is folded on a screen and is in no copy but the full one: the command or the
place, and the answer, for whoever wants to help.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from postigo.core.system import Absent, CannotTell, Output, System
from postigo.core.windows_call import WindowsCall

_MOST: Final = 8  # lines: a folder of a hundred closed ones is told by its first
_LAST: Final = 2  # answers that are kept beside what was not answered
_SAID: Final = ("dbus ", "powershell ", "which ")  # answers of programs, not contents
_LONGEST: Final = 200  # letters of a question, and of an answer


class QuestionsAsked:
    """`System` that asks another one and records its questions. It keeps what was not answered, and the last answers."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._unanswered: dict[str, CannotTell] = {}
        self._last: deque[tuple[str, tuple[object, ...], object]] = deque(maxlen=_LAST)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - each verb has its own answer
        """A verb of the other one, or what it is."""
        told = getattr(self._system, name)
        if not callable(told) or name == "now":
            return told
        verb = self._verb(name, told)
        setattr(self, name, verb)  # a probe asks hundreds of times: it is found at once from here on
        return verb

    def _verb(self, name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*words: Any, **options: Any) -> Any:  # noqa: ANN401 - see above
            try:
                answer = ask(*words, **options)
            except CannotTell as unknown:
                self._unanswered.setdefault(_question(name, words), unknown)
                raise
            self._last.append((name, words, answer))  # its text is made when it is wanted, which is seldom
            return answer

        return asked

    def why(self) -> str:
        """Text on what was not answered, a line each. Where all was: the last answers, since one of them made no sense."""
        lines = [f"{question}: {unknown}" for question, unknown in self._unanswered.items()]
        if not lines:
            last = ((_question(name, words), answer) for name, words, answer in self._last)
            lines = [f"{question}: {_brief(question, answer)}" for question, answer in last]
        more = [f"(+{len(lines) - _MOST})"] if len(lines) > _MOST else []
        return "\n".join([*lines[:_MOST], *more])


def _question(verb: str, words: tuple[object, ...]) -> str:
    return " ".join((verb, *map(_word, words)))[:_LONGEST]


def _word(word: object) -> str:
    if isinstance(word, (tuple, list)):
        return " ".join(map(_word, word))
    if isinstance(word, WindowsCall):
        return word.name
    return " ".join(str(word).split())


def _brief(question: str, answer: object) -> str:
    """Summary of an answer.

    Of a file, a setting or a long list only its size, for it may hold what is nobody's business.
    """
    if isinstance(answer, Output):
        lines = (answer.out or answer.err).strip().splitlines()
        return f"{answer.code} {lines[0][:_LONGEST]!r}" if len(lines) == 1 else f"{answer.code} ({len(lines)} lines)"
    if isinstance(answer, Absent):
        return "absent"
    if question.startswith(_SAID):
        return repr(answer)[:_LONGEST]
    if isinstance(answer, (str, bytes, list, tuple, dict)):
        return f"{type(answer).__name__} ({len(answer)})"
    return type(answer).__name__
