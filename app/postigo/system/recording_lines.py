r"""Lines of a recording: in the JSON a text of several lines is their list. So it is for what a file or a command said.

`["a", "b"]` is the text "a\nb\n": each line ends with a newline. A text of one line, or one whose end is cut, stays a string.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

_TEXTS: Final = ("out", "err")


def joined(question: str, answer: Any) -> Any:  # noqa: ANN401 - each verb has its own answer
    """An answer as it is given, from how it stands in the file."""
    return _each(question, answer, _one)


def split(question: str, answer: Any) -> Any:  # noqa: ANN401
    """An answer as it stands in the file, from how it is given."""
    return _each(question, answer, _lines)


def _each(question: str, answer: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    match question.partition(" ")[0]:
        case "read":
            return change(answer)
        case "run" if isinstance(answer, dict):
            return {name: change(part) if name in _TEXTS else part for name, part in answer.items()}
    return answer


def _one(part: Any) -> Any:  # noqa: ANN401
    if isinstance(part, list) and all(isinstance(line, str) for line in part):
        return "".join(f"{line}\n" for line in part)
    return part


def _lines(part: Any) -> Any:  # noqa: ANN401
    if isinstance(part, str) and part.endswith("\n") and part.count("\n") > 1:
        return part[:-1].split("\n")
    return part
