"""Context of one call: language, settings that count, and policy. Read once at the door, and handed down."""

from __future__ import annotations

from dataclasses import dataclass, field

from postigo.core.policy import NO_POLICY, Policy
from postigo.store.files import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """Language and settings of one call. `lang` is a code of `languages.LANGUAGES`.

    `settings` are those that count: the person's own with the policy above them (`store.policy.settled`). Whoever keeps a setting
    changes the file's, and never writes these into it.
    `classroom`: a class uses this computer. Only the machine is looked at, no name is shown, and nothing is kept.
    """

    lang: str
    settings: Settings = field(default_factory=Settings)
    policy: Policy = NO_POLICY
    classroom: bool = False
