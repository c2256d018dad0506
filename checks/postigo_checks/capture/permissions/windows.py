r"""Permissions of one capability on Windows. Three switches, one for each Store app, and a policy that beats them.

`Value` is Allow, Deny or Prompt ("asked for, not granted"): of the whole computer in HKLM, of this account in HKCU, of
all desktop programs together in HKCU `…\NonPackaged`, and of a Store app under its package family. Any Deny on the way
refuses. Leaves of desktop programs are a history, not permissions, and are not counted: with the group's switch on,
all of them may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Handle,
    HandleKind,
    Key,
    Program,
    RegistryValue,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.consent_store import ROOTS, label
from postigo_checks.capture.permissions.fact import App, Group, Maker, Off, Part, Permissions
from postigo_checks.common.known_programs import SEES, Kind, KnownPrograms

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\AppPrivacy"
_MICROSOFT: Final = ("_8wekyb3d8bbwe", "_cw5n1h2txyewy")  # publishers of package families: signed, not chosen

_WORDS: Final = {"Allow", "Deny", "Prompt"}


@dataclass(frozen=True, slots=True)
class Policy:
    """Policy of an administrator for Store apps.

    Its rule: 0 each person decides, 1 allowed, 2 refused; with exceptions.
    """

    rule: int = 0
    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()

    def decides(self, family: str) -> bool | None:
        """Decision of the policy on one package family. None if it leaves it to the person."""
        folded = family.casefold()
        if folded in self.deny:
            return False
        if folded in self.allow:
            return True
        if folded in self.person or self.rule == 0:
            return None
        return self.rule == 1


def consents(
    system: System, table: KnownPrograms, capability: str, name: str, expected: frozenset[Kind] = SEES
) -> Permissions:
    """Apps that may use what the capability stands for.

    `name` is that of its policy, `expected` are the kinds of program that one expects to use it.
    """
    user_root, machine_root = (rf"{root}\{capability}" for root in ROOTS)
    unseen: list[Unseen[Part]] = []
    policy = _policy(system, name, unseen)
    free: tuple[Group, ...] = (Group.BY_POLICY,) if policy.rule == 1 else ()
    forced = {family: store_app(family, table, expected) for family in sorted(policy.allow - policy.deny)}
    machine = _switch(system, machine_root, Part.COMPUTER_SWITCH, unseen)
    if machine == "Deny":
        return Permissions(tuple(forced.values()), free, (Off.COMPUTER,), tuple(unseen))
    key = attempt(system.registry, user_root)
    if isinstance(key, CannotTell):
        unseen.append(Unseen(Part.ACCOUNT_SWITCH, key.why))
        return Permissions(tuple(forced.values()), free, (), tuple(unseen))
    if _word(key, Part.ACCOUNT_SWITCH, unseen) == "Deny":
        return Permissions(tuple(forced.values()), free, (Off.ACCOUNT,), tuple(unseen))
    desktop = next((name for name in key.subkeys if name.casefold() == "nonpackaged"), None)
    if desktop is None:
        unseen.append(Unseen(Part.DESKTOP_PROGRAMS, Unknown.MISSING))
    elif _switch(system, rf"{user_root}\{desktop}", Part.DESKTOP_PROGRAMS, unseen) in {"Allow", "Prompt"}:
        free = (*free, Group.DESKTOP)
    allowed = [
        _with_leaf(store_app(family, table, expected), rf"{user_root}\{family}", policy, family)
        for family in key.subkeys
        if family != desktop and _allowed(system, rf"{user_root}\{family}", family, policy, unseen)
    ]
    off = (Off.STORE,) if policy.rule == 2 else ()  # 2 is "force deny"
    listed = {family.casefold() for family in key.subkeys}
    unlisted = [app for family, app in forced.items() if family not in listed]
    return Permissions(tuple(dict.fromkeys((*unlisted, *allowed))), free, off, tuple(unseen))


def _with_leaf(app: App, path: str, policy: Policy, family: str) -> App:
    """An app with its own value in this account's store. What a policy decides is not the person's to take away."""
    if policy.decides(family) is not None:
        return app
    return replace(app, permission=Handle(HandleKind.REGISTRY_VALUE, "Value", path))


def store_app(family: str, table: KnownPrograms, expected: frozenset[Kind]) -> App:
    """The app that a package family stands for."""
    known = table.id(family)
    if known is not None and known.kind in expected:
        return App(known.name, Maker.KNOWN)
    name = known.name if known else label(family, packaged=True)
    return App(name, Maker.SYSTEM if family.casefold().endswith(_MICROSOFT) else Maker.STRANGER)


def _allowed(system: System, path: str, family: str, policy: Policy, unseen: list[Unseen[Part]]) -> bool:
    decided = policy.decides(family)
    if decided is not None:
        return decided
    key = attempt(system.registry, path)
    name = Program(label(family, packaged=True))
    if isinstance(key, CannotTell):
        unseen.append(Unseen(Part.APP, key.why, name))
        return False
    if "Value" not in key.values:
        return False  # never asked for
    return _word(key, Part.APP, unseen, name) == "Allow"


def _switch(system: System, path: str, part: Part, unseen: list[Unseen[Part]]) -> str:
    key = attempt(system.registry, path)
    if isinstance(key, CannotTell):
        unseen.append(Unseen(part, key.why))
        return ""
    return _word(key, part, unseen)


def _word(key: Key, part: Part, unseen: list[Unseen[Part]], app: Program | None = None) -> str:
    """Word of the key's `Value`. "" and a note where it has none, or one that is no such word."""
    value = key.values.get("Value")  # here Windows tells no capitals in words either
    if isinstance(value, str) and value.capitalize() in _WORDS:
        return value.capitalize()
    unseen.append(Unseen(part, Unknown.MISSING if value is None else Unknown.UNREADABLE, app))
    return ""


def _policy(system: System, name: str, unseen: list[Unseen[Part]]) -> Policy:
    try:
        key = system.registry(POLICY, optional=True)
        if key is ABSENT:
            return Policy()
        rule = key.values.get(name, 0)
        if not isinstance(rule, int) or rule not in {0, 1, 2}:
            unseen.append(Unseen(Part.POLICY, Unknown.UNREADABLE))
            rule = 0
        lists = (
            _families(key.values, f"{name}_{end}TheseApps") for end in ("ForceAllow", "ForceDeny", "UserInControlOf")
        )
        return Policy(rule, *lists)
    except CannotTell as unknown:
        unseen.append(Unseen(Part.POLICY, unknown.why))
        return Policy()


def _families(values: Mapping[str, RegistryValue], name: str) -> frozenset[str]:
    """A list of package families, in small letters."""
    value = values.get(name, ())
    if isinstance(value, str):
        value = (value,) if value else ()
    if not isinstance(value, tuple):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {type(value).__name__}")
    return frozenset(family.casefold() for family in value)
