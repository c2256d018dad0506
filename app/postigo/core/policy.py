"""Policy of a computer that others look after: its values, and who set them.

The keys stand in `core.policy_table`, with their kinds and words. Only this is imported by whoever asks what holds, at each start:
so these are named tuples, where a dataclass of so many fields costs a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from postigo.core.values import Text


class Source(StrEnum):
    """Setter of a value."""

    MANDATORY = "mandatory"  # whoever looks after the computer; it cannot be changed there
    CAREFUL = "careful"  # they wanted something that could not be understood: the careful side
    PERSON = "person"
    DEFAULT = "default"  # whoever looks after the computer, until the person chooses
    BUILT_IN = "built-in"


LOCKING: Final = frozenset({Source.MANDATORY, Source.CAREFUL})
"""Sources of what nobody at the computer changes."""


_LEVELS: Final = ("share", "internal", "full")
"""Levels of a copy (`core.redact.Disclosure`), the one that tells least first."""


_NOBODY: Final[Mapping[str, Source]] = MappingProxyType({})


class Trouble(NamedTuple):
    """Part of a policy that is not followed. `where` is a path or a key of the registry, `key` the name in it.

    `text` says to a person what it is, `detail` is technical.
    """

    where: str
    key: str
    text: Text
    detail: str = ""


class Policy(NamedTuple):
    """Policy of this computer, with a field for each key.

    A field is as it comes where nobody sets it; None: nothing is set. `sources` says of each key that has a value from the machine who set it, `where` is its place.
    """

    allowed_checks: tuple[str, ...] | None = None
    scope: Literal["machine", "user"] | None = None
    fixes_off: bool = False
    report_folder: str | None = None
    report_level: Literal["share", "internal", "full"] | None = None
    label: str | None = None
    schedule: Literal["off", "daily", "weekly", "monthly"] = "off"
    site: str | None = None
    language: str | None = None
    country: str | None = None
    online_off: bool = False
    history_off: bool = False
    keep_days: int = 30
    classroom: bool = False
    shared: bool | None = None
    school_programs: tuple[str, ...] = ()
    contact: str | None = None
    sources: Mapping[str, Source] = _NOBODY
    troubles: tuple[Trouble, ...] = ()
    where: str = ""

    @property
    def most(self) -> str | None:
        """Level above which no copy may tell; None: there is no such level. A default is none, for it fixes nothing."""
        return self.report_level if self.locks("report_level") else None

    def lets_out(self, level: str) -> bool:
        """Whether a copy of a level may be made."""
        return self.most is None or _LEVELS.index(level) <= _LEVELS.index(self.most)

    def locks(self, key: str) -> bool:
        """Whether nobody at this computer changes what the key of this id is about."""
        return self.sources.get(key) in LOCKING


NO_POLICY: Final = Policy()
"""Policy of a computer that has none."""
