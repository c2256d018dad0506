"""Context of one call: the language it speaks, and the person's settings. Read once at the door, and handed down."""

from __future__ import annotations

from dataclasses import dataclass, field

from postigo.store.files import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """Language and settings of one call. `lang` is a code of `languages.LANGUAGES`.

    `classroom`: a class uses this computer. Only the machine is looked at, no name is shown, and nothing is kept.
    """

    lang: str
    settings: Settings = field(default_factory=Settings)
    classroom: bool = False
