"""Parts of a look that a probe could not see, and why. The one way from there to a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from postigo.core.model import Gap
from postigo.core.system import Unknown
from postigo.core.values import Text, Value

P = TypeVar("P", bound=Enum)
P_co = TypeVar("P_co", bound=Enum, covariant=True)


@dataclass(frozen=True, slots=True)
class Unseen(Generic[P_co]):
    """A part of a look that failed by itself, while the rest was seen. A fact holds them as `unseen: tuple[Unseen[Part], ...]`.

    `part` is a member of the check's own closed enum, `why` the reason (of a `CannotTell` its `why`). `subject` is what the
    part is about, where several may fail (the program, the browser): in a sentence it stands as a typed value.
    """

    part: P_co
    why: Unknown
    subject: Value | None = None


def gaps(unseen: Iterable[Unseen[P]], say: Mapping[P, Text] | Callable[[Unseen[P]], Text]) -> Iterator[Gap]:
    """Gaps of what could not be seen, each thing once, in its order.

    `say` is the check's sentence for each part: a table, or a function where the subject or the reason changes it.
    """
    for item in dict.fromkeys(unseen):
        yield Gap(item.why, say(item) if callable(say) else say[item.part])
