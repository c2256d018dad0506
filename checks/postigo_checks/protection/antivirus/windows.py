"""Antivirus on Windows: the Security Center's list, and Microsoft Defender's own word for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, Keyword, Program, System, Unknown, Unseen, attempt
from postigo.windows_calls.defender import DEFENDER_STATUS
from postigo.windows_calls.security_center import ANTIVIRUS_PRODUCTS, AntivirusProduct, ProductState, Signatures
from postigo_checks.common.windows.security_center import installed, is_microsofts, program_of
from postigo_checks.protection.antivirus.fact import OUT_OF_DATE_AFTER, Antivirus, Custom, Guard, Lists, Part, State
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Mode, Silence

DEFENDER: Final = Keyword("Microsoft Defender")
_SERVICE: Final = Handle(HandleKind.SERVICE, "WinDefend")
_NEVER: Final = {0xFFFFFFFF, 0xFFFF}  # the age when there are none; the field was 16 bits wide once
_STATES: Final = {
    ProductState.ON: State.ON,
    ProductState.OFF: State.OFF,
    ProductState.SNOOZED: State.SNOOZED,
    ProductState.EXPIRED: State.EXPIRED,
}
_LISTS: Final = {Signatures.UP_TO_DATE: Lists.CURRENT, Signatures.OUT_OF_DATE: Lists.OLD}


def windows(system: System, data: Data) -> Antivirus:
    """Another maker's product that protects is enough; only without one, Defender is asked.

    Defender steps aside (off or passive) for another product, so its not watching is a finding only where no other is
    registered. About itself it knows more than the Security Center, which says "old" but never how old.
    """
    del data
    listed = attempt(system.call, ANTIVIRUS_PRODUCTS)
    unseen = [Unseen(Part.SECURITY_CENTER, listed.why)] if isinstance(listed, CannotTell) else []
    guards = []
    entries = () if isinstance(listed, CannotTell) else listed
    for product in entries:
        if is_microsofts(product.remediation):
            continue
        there = installed(system, product.remediation)
        if there is False:
            continue
        guards.append(_foreign(product, there))
        if isinstance(there, CannotTell):
            unseen.append(Unseen(Part.PROGRAM_FILE, there.why, Program(product.name)))
    if any(guard.state is State.ON and guard.lists is Lists.CURRENT for guard in guards):
        return Antivirus(Custom.BUILT_IN, tuple(guards))
    own: _Own | None
    registered_on = any(
        product.state is ProductState.ON and product.signatures is Signatures.UP_TO_DATE
        for product in entries
        if is_microsofts(product.remediation)
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


def _foreign(product: AntivirusProduct, there: bool | CannotTell) -> Guard:
    """Another maker's product. Of its list it tells only current or old."""
    lists: Lists | CannotTell = CannotTell(Unknown.UNREADABLE, "the product says neither old nor current")
    if product.signatures is not None:
        lists = _LISTS[product.signatures]
    state = _state(product)
    if state is State.ON and isinstance(there, CannotTell):  # may be the entry of a product that is gone
        state = there
    program = program_of(product.remediation)
    handle = Handle(HandleKind.PROGRAM, program) if program else None
    return Guard(Program(product.name), state, lists, handle=handle)


def _state(product: AntivirusProduct) -> State | CannotTell:
    if product.state is None:
        return CannotTell(Unknown.UNREADABLE, "the product is in a state that we do not know")
    return _STATES[product.state]


def _registered(listed: tuple[AntivirusProduct, ...], silence: CannotTell) -> tuple[_Own | None, list[Unseen[Part]]]:
    """Defender as the Security Center has it, when it would not speak itself.

    That its list is old is told, good is not.
    """
    for product in listed:
        if is_microsofts(product.remediation):
            state = _state(product)
            if isinstance(state, CannotTell):
                break
            if state is State.ON and product.signatures is not Signatures.OUT_OF_DATE:
                return _Own(Guard(DEFENDER, state, silence, handle=_SERVICE)), []
            guard = Guard(DEFENDER, state, Lists.OLD, handle=_SERVICE)
            return _Own(guard, aside=state is State.OFF), [Unseen(Part.DEFENDER, silence.why)]
    return None, [Unseen(Part.DEFENDER, silence.why)]


def _defender(system: System, *, registered_on: bool) -> _Own | None:
    """Defender by its own word; None where it was taken out. Only numbers, booleans and English mode names are asked for.

    `registered_on`: the Security Center has it as on, with a current list. Where that and both of its own switches speak
    against "stepped aside", one word does not outweigh three: UNREADABLE.
    """
    status = defender.report(system, DEFENDER_STATUS)
    if status is Silence.TAKEN_OUT:
        return None
    if status is Silence.STOPPED:
        stopped = CannotTell(Unknown.UNREADABLE, status.value)
        return _Own(Guard(DEFENDER, State.OFF, stopped, handle=_SERVICE), aside=True)
    mode = defender.mode(status.running_mode)
    if status.enabled is None or status.watching is None:
        raise CannotTell(Unknown.UNREADABLE, "Defender does not say whether it watches")
    lists, days = _lists(status.signature_age, status.signatures_out_of_date)
    on = status.enabled and status.watching
    if mode is Mode.ASIDE and on and registered_on:
        raise CannotTell(Unknown.UNREADABLE, "Defender says that it has stepped aside, and that it watches")
    aside = mode is Mode.ASIDE or (mode is Mode.EITHER and not on)
    state = State.ON if on and not aside else State.OFF
    return _Own(Guard(DEFENDER, state, lists, days, handle=_SERVICE), aside)


def _lists(age: int | None, outdated: bool | None) -> tuple[Lists, int | None]:
    if age is None or age < 0:
        raise CannotTell(Unknown.UNREADABLE, f"signature age {age}")
    if age in _NEVER:
        return Lists.NEVER, None
    return (Lists.OLD if outdated or age > OUT_OF_DATE_AFTER else Lists.CURRENT), age
