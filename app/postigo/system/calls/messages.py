"""Messages of the pipe to the process that answers calls of Windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from postigo.core.system import Unknown


@dataclass(frozen=True, slots=True)
class Question:
    """Call, by its name in the closed list, and the texts that go with it."""

    call: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Value of an answer, as JSON knows it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Reason for having no answer, and a technical detail."""

    why: Unknown
    detail: str = ""
