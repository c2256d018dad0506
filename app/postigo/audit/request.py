"""Requests: what an audit is to look at, and what one worker does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.core.model import BUILT_IN, Scope
from postigo.core.policy import Policy
from postigo.core.system import School


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of this computer's policy for a look: which checks may look, and at what. None: all.

    `school` is what the policy says of the computer itself.
    """

    checks: tuple[str, ...] | None = None
    scope: Scope | None = None
    school: School = field(default_factory=School)

    @classmethod
    def of(cls, policy: Policy) -> Rules:
        """Rules of a policy."""
        scope = None if policy.scope is None else Scope(policy.scope)
        return cls(policy.allowed_checks, scope, School(policy.school_programs, policy.contact or ""))

    def permit(self, check: str, scope: Scope) -> bool:
        """Whether a check may look. One that may not stays in the list, and says so."""
        return (self.checks is None or check in self.checks) and (self.scope is None or scope is self.scope)


NO_RULES: Final = Rules()


@dataclass(frozen=True, slots=True)
class Request:
    """Which checks, of whom, on which machine.

    `checks` are ids; none means all that the other fields leave. They stand in the catalogue's order, whatever the
    order here. `enabled` are the distributions of strangers whose packs may run (`PackInfo.origin`), `replay` the path
    of a recording to look at instead of this machine. With `remember`, what the machine answered is told as well, rid
    of its people: see `events.Remembered`. `rules` are those of this computer; of a remembered one they say nothing.
    """

    checks: tuple[str, ...] = ()
    tip: int | None = None
    scope: Scope | None = None
    enabled: tuple[str, ...] = ()
    replay: str | None = None
    remember: bool = False
    rules: Rules = NO_RULES

    def permits(self, check: str, scope: Scope) -> bool:
        """Whether the policy lets a check look at what is looked at."""
        return self.replay is not None or self.rules.permit(check, scope)

    def wants(self, check: str, tip: int, scope: Scope, *, on_request: bool = False) -> bool:
        """Whether a check is asked for; one that is `on_request` only by its id."""
        return (
            (not on_request or check in self.checks)
            and (not self.checks or check in self.checks)
            and (self.tip is None or tip == self.tip)
            and (self.scope is None or scope is self.scope)
        )

    def offers(self, check: str, tip: int, scope: Scope) -> bool:
        """Whether an `on_request` check that was not asked for is offered beside the others.

        Not beside checks that are named (whoever names some wants those), and not on a remembered machine: what these
        read stands in no recording.
        """
        return not self.checks and self.replay is None and not self.remember and self.wants(check, tip, scope)

    def allows(self, origin: str) -> bool:
        """Whether a pack of this origin may be imported. The app's own may, and what somebody enabled."""
        return origin == BUILT_IN or origin in {normal(name) for name in self.enabled}


def normal(distribution: str) -> str:
    """A distribution's name in the one spelling that pip compares by (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@dataclass(frozen=True, slots=True)
class WorkerOrder:
    """A request as one worker gets it, in the first line of its stdin.

    `guest` is the one pack of a stranger that it imports; None: the built-in ones and nobody else's, for what a stranger
    does to its own process must not reach their answers. `broken` are those that earlier workers died of, each with its
    error. `only` are the checks it conducts (None: all that are asked for; empty: none, the catalogue is all that is
    wanted).
    """

    request: Request
    guest: str | None = None
    broken: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] | None = None
