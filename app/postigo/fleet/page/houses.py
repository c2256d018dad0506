"""Houses of a summary, of computers or places, and the five windows of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from postigo.core.report import Shutter
from postigo.fleet import wording
from postigo.fleet.page.outline import House, Part, Window
from postigo.fleet.page.telling import FEW_COMPUTERS, FEW_PLACES, HOUSES, Telling, natural, plain
from postigo.fleet.states import State, Visit
from postigo.fleet.summary import Device, Site
from postigo.reports import wording as common

_WORST: Final = (State.ACT, State.ADVISE, State.UNKNOWN, State.FINE)
_SHUTTERS: Final = (Shutter.OPEN, Shutter.AJAR, Shutter.ASKING, Shutter.FOGGED, Shutter.BARE, Shutter.CLOSED)


def windows(told: Telling) -> Iterable[Window]:
    """Windows of the five tips on all computers, each with its counts."""
    for tip in told.summary.tips:
        counts = [(shutter, n) for shutter in _SHUTTERS if (n := tip.shutters.get(shutter, 0))]
        text = " · ".join(f"{told.say(wording.SHUTTERS[shutter])}: {told.number(n)}" for shutter, n in counts)
        if text:
            yield Window(f"{tip.tip} · {told.say(common.TIPS[tip.tip])}", tip.worst.shape, text)


def houses(told: Telling) -> Iterable[House]:
    """Houses that are drawn: of computers, or of places."""
    if told.by_place:
        sites = list(told.summary.sites)
        if len(sites) > FEW_PLACES:
            sites = sorted(sites, key=lambda one: (-one.states.get(State.ACT, 0), -one.visits, one.site))[:FEW_PLACES]
        yield from map(partial(_of_site, told), sites)
    else:
        drawn = told.summary.listed[: HOUSES if told.is_class else FEW_COMPUTERS]
        yield from (_of_device(told, one) for one in sorted(drawn, key=lambda one: natural(one.name)))


def _of_device(told: Telling, device: Device) -> House:
    state = worst(device)
    return House(
        plain(device.name),
        tuple(one.shape for one in device.shutters),
        (Part(wording.SHAPES[state], told.say(wording.STATES[state])),),
        _said(told, device.shutters),
    )


def _of_site(told: Telling, site: Site) -> House:
    states = [
        Part(wording.SHAPES[state], f"{told.say(wording.STATES[state])}: {told.number(n)}")
        for state in _WORST
        if (n := site.states.get(state, 0))
    ]
    shutters = tuple(one.worst for one in site.tips)
    name = f"{plain(site.site) or told.say(wording.NO_PLACE)} · {told.number(site.devices)}"
    return House(name, tuple(one.shape for one in shutters), tuple(states), _said(told, shutters))


def _said(told: Telling, shutters: Sequence[Shutter]) -> str:
    """Windows in words, with those of one state together."""
    tips: dict[Shutter, list[str]] = {}
    for one, shutter in zip(told.summary.tips, shutters, strict=True):
        tips.setdefault(shutter, []).append(told.say(common.TIPS[one.tip]))
    return "; ".join(
        f"{told.say(wording.SHUTTERS[shutter])}: {', '.join(tips[shutter])}" for shutter in _SHUTTERS if shutter in tips
    )


def kept_short(told: Telling) -> Iterable[str]:
    """Sentences on houses that are not drawn."""
    if told.by_place:
        if len(told.summary.sites) > FEW_PLACES:
            yield told.say(wording.places_kept_short(FEW_PLACES, len(told.summary.sites)))
    elif not told.is_class:
        yield told.say(wording.houses_kept_short(FEW_COMPUTERS, told.summary.devices))
        yield told.say(wording.ROOMS)


def worst(device: Device) -> State:
    """Worst that is known of a computer; else unknown if something could not be seen. Else fine."""
    for state in (State.ACT, State.ADVISE):
        if device.counts.get(state):
            return state
    unseen = device.counts.get(State.UNKNOWN) or device.counts.get(State.NOT_LOOKED)
    fogged = Shutter.FOGGED in device.shutters or not {Visit.BROKEN, Visit.UNFINISHED}.isdisjoint(device.visit)
    return State.FINE if device.counts.get(State.FINE) and not (unseen or fogged) else State.UNKNOWN
