"""Antivirus on Windows: the Security Center's list, and Microsoft Defender's own word for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, Json, Keyword, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.windows import security_center
from postigo_checks.common.windows.security_center import Product, installed, products
from postigo_checks.protection.antivirus.fact import OUT_OF_DATE_AFTER, Antivirus, Custom, Guard, Lists, Part, State
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Mode, Silence

STATUS: Final = (
    "Get-MpComputerStatus | Select-Object AMRunningMode,AntivirusEnabled,RealTimeProtectionEnabled,"
    "AntivirusSignatureAge,DefenderSignaturesOutOfDate"
)

DEFENDER: Final = Keyword("Microsoft Defender")
_SERVICE: Final = Handle(HandleKind.SERVICE, "WinDefend")
_NEVER: Final = {0xFFFFFFFF, 0xFFFF}  # the age when there are none; the field was 16 bits wide once
_STATES: Final = {
    security_center.State.ON: State.ON,
    security_center.State.OFF: State.OFF,
    security_center.State.SNOOZED: State.SNOOZED,
    security_center.State.EXPIRED: State.EXPIRED,
}


def windows(system: System, data: Data) -> Antivirus:
    """Another maker's product that protects is enough; only without one, Defender is asked.

    Defender steps aside (off or passive) for another product, so its not watching is a finding only where no other is
    registered. About itself it knows more than the Security Center, whose number says "old" but never how old.
    """
    del data
    listed = attempt(products, system, security_center.ANTIVIRUS)
    unseen = [Unseen(Part.SECURITY_CENTER, listed.why)] if isinstance(listed, CannotTell) else []
    guards = []
    entries = () if isinstance(listed, CannotTell) else listed
    for product in entries:
        if product.microsoft:
            continue
        there = installed(system, product)
        if there is False:
            continue
        guards.append(_foreign(product, there))
        if isinstance(there, CannotTell):
            unseen.append(Unseen(Part.PROGRAM_FILE, there.why, Program(product.name)))
    if any(guard.state is State.ON and guard.lists is Lists.CURRENT for guard in guards):
        return Antivirus(Custom.BUILT_IN, tuple(guards))
    own: _Own | None
    registered_on = any(
        product.microsoft and _STATES[product.state] is State.ON and product.current is True for product in entries
    )
    spoken = attempt(_defender, system, registered_on=registered_on)
    if isinstance(spoken, CannotTell):
        own, unsaid = _registered(entries, spoken)
        unseen += unsaid
    else:
        own = spoken
    if own is not None and not (own.aside and (guards or isinstance(listed, CannotTell))):
        guards.append(own.guard)
    return Antivirus(Custom.BUILT_IN, tuple(guards), tuple(unseen))


@dataclass(frozen=True, slots=True)
class _Own:
    """Defender. `aside`: it does not watch, as it should when another product does."""

    guard: Guard
    aside: bool = False


def _foreign(product: Product, there: bool | CannotTell) -> Guard:
    """Another maker's product. Of its list it tells only current or old."""
    lists: Lists | CannotTell
    if product.current is None:
        lists = CannotTell(Unknown.UNREADABLE, "productState says neither old nor current")
    else:
        lists = Lists.CURRENT if product.current else Lists.OLD
    state: State | CannotTell = _STATES[product.state]
    if state is State.ON and isinstance(there, CannotTell):  # may be the entry of a product that is gone
        state = there
    program = Handle(HandleKind.PROGRAM, product.program) if product.program else None
    return Guard(Program(product.name), state, lists, handle=program)


def _registered(listed: tuple[Product, ...], silence: CannotTell) -> tuple[_Own | None, list[Unseen[Part]]]:
    """Defender as the Security Center has it, when it would not speak itself.

    That its list is old is told, good is not.
    """
    for product in listed:
        if product.microsoft:
            state = _STATES[product.state]
            if state is State.ON and product.current is not False:
                return _Own(Guard(DEFENDER, state, silence, handle=_SERVICE)), []
            guard = Guard(DEFENDER, state, Lists.OLD, handle=_SERVICE)
            return _Own(guard, aside=state is State.OFF), [Unseen(Part.DEFENDER, silence.why)]
    return None, [Unseen(Part.DEFENDER, silence.why)]


def _defender(system: System, *, registered_on: bool) -> _Own | None:
    """Defender by its own word; None where it was taken out. Only numbers, booleans and English mode names are asked for.

    `registered_on`: the Security Center has it as on, with a current list. Where that and both of its own switches speak
    against "stepped aside", one word does not outweigh three: UNREADABLE.
    """
    status = defender.report(system, STATUS)
    match status:
        case Silence.TAKEN_OUT:
            return None
        case Silence.STOPPED:
            stopped = CannotTell(Unknown.UNREADABLE, status.value)
            return _Own(Guard(DEFENDER, State.OFF, stopped, handle=_SERVICE), aside=True)
    mode = defender.mode(status)
    enabled, watching = status.get("AntivirusEnabled"), status.get("RealTimeProtectionEnabled")
    if not isinstance(enabled, bool) or not isinstance(watching, bool):
        raise CannotTell(Unknown.UNREADABLE, "Defender's status has no booleans")
    lists, days = _lists(status.get("AntivirusSignatureAge"), status.get("DefenderSignaturesOutOfDate"))
    on = enabled and watching
    if mode is Mode.ASIDE and on and registered_on:
        raise CannotTell(Unknown.UNREADABLE, "Defender says that it has stepped aside, and that it watches")
    aside = mode is Mode.ASIDE or (mode is Mode.EITHER and not on)
    state = State.ON if on and not aside else State.OFF
    return _Own(Guard(DEFENDER, state, lists, days, handle=_SERVICE), aside)


def _lists(age: Json, outdated: Json) -> tuple[Lists, int | None]:
    if not isinstance(age, int) or isinstance(age, bool) or age < 0 or not isinstance(outdated, bool | None):
        raise CannotTell(Unknown.UNREADABLE, f"signature age {age!r:.40}, out of date {outdated!r:.40}")
    if age in _NEVER:
        return Lists.NEVER, None
    return (Lists.OLD if outdated or age > OUT_OF_DATE_AFTER else Lists.CURRENT), age
