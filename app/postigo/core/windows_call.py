"""Call of Windows: a named question to its compiled interfaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class WindowsCall(Generic[T]):
    """Named question to Windows, and the type of its answer.

    That is a dataclass, a tuple of them, or a plain value.     `seconds` are what the answer may take, beside a cold start. `values` name the texts that a question takes with it.
    Only those of the closed list `postigo.windows_calls.CALLS` are answered: a pack can name no library and no function.
    """

    name: str
    answer: type[T]
    seconds: float = 5.0
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a call cannot be named {self.name!r}")
