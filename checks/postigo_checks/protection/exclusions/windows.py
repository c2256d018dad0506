"""Probe of `av.exclusions`: Defender's own lists, for an administrator.

Traps: without administrator rights Defender fills each list with one sentence ("N/A: Must be an administrator…"), and a count
of it says 1. How it reads in other languages is not known, so rights decide, and a policy that hides the lists from
administrators too. Whatever begins like that sentence, or is no path, is never counted.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Key, System, Unknown, Unseen, attempt
from postigo.windows_calls.defender import DEFENDER_PREFERENCES
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Silence
from postigo_checks.protection.exclusions.fact import Exclusions, Part

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
HIDDEN: Final = "HideExclusionsFromLocalAdmins"

_KIND: Final = re.compile(r"\.?[A-Za-z0-9_-]{1,20}")
_KNOWN: Final = (HIDDEN, "DisableCatchupFullScan", "DisableCatchupQuickScan", "DisableLocalAdminMerge")
"""Rules of the Defender CSP that leave nothing out, whatever they are set to."""


def windows(system: System, data: Data) -> Exclusions | Silence:
    """Exclusions by Defender's own word, for an administrator.

    `Silence` where it is known that it does not watch at all.
    """
    del data
    if not system.elevated:
        raise CannotTell(Unknown.DENIED, "Defender tells its exclusions only to administrators")
    policy = system.registry(POLICY, optional=True)
    if isinstance(policy, Key) and policy.values.get(HIDDEN, 0) != 0:
        raise CannotTell(Unknown.DENIED, f"{HIDDEN} is set")
    preferences = defender.report(system, DEFENDER_PREFERENCES)
    if isinstance(preferences, Silence):
        return preferences
    paths = (*_told("ExclusionPath", preferences.paths), *_told("ExclusionProcess", preferences.processes))
    kinds = _told("ExclusionExtension", preferences.extensions)
    if not all(_KIND.fullmatch(kind) for kind in kinds):
        raise CannotTell(Unknown.UNREADABLE, "a kind of files that is none")
    rules = attempt(policy_words.require_known, [policy.values] if isinstance(policy, Key) else [], _KNOWN)
    addresses = _told("ExclusionIpAddress", preferences.addresses or ())  # an older Defender knows no addresses
    unseen = (Unseen(Part.RULE, rules.why),) if isinstance(rules, CannotTell) else ()
    return Exclusions(paths, kinds, len(addresses), unseen)


def _told(name: str, texts: tuple[str, ...] | None) -> tuple[str, ...]:
    """One list. DENIED where Defender hides it."""
    if texts is None or not all(texts):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of texts")
    if any(text.startswith("N/A") for text in texts):
        raise CannotTell(Unknown.DENIED, f"{name} is hidden")
    return texts
