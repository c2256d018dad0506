"""Table of what answers each call, filled by the modules that do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar

from postigo.core.windows_call import WindowsCall

P = ParamSpec("P")
T = TypeVar("T")

ANSWERS: Final[dict[str, Callable[..., Any]]] = {}
"""Function that answers each call, by the call's name."""


def answers(call: WindowsCall[T]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorator of the function that answers a call.

    It takes the call's values by name and returns the call's type.
    """

    def enter(function: Callable[P, T]) -> Callable[P, T]:
        ANSWERS[call.name] = function
        return function

    return enter
