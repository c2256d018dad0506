"""Judge of `camera.devices`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from postigo.api import CaptureKind, Device, Finding, Gap, Level, Text, gaps
from postigo_checks.capture.devices.fact import Devices

_Say = Callable[[int, list[Device]], Text]
_SAYS: Final[dict[tuple[CaptureKind, bool], tuple[str, _Say]]] = {
    (CaptureKind.CAMERA, False): (
        "cameras",
        lambda n, names: Text(
            "We see {n} camera: {names}. Cover it when you do not use it.",
            "We see {n} cameras: {names}. Cover them when you do not use them.",
            n,
            {"n": n, "names": names},
        ),
    ),
    (CaptureKind.CAMERA, True): (
        "virtual-cameras",
        lambda n, names: Text(
            "We see {n} camera that a program makes: {names}. It needs no cover.",
            "We see {n} cameras that programs make: {names}. They need no cover.",
            n,
            {"n": n, "names": names},
        ),
    ),
    (CaptureKind.MICROPHONE, False): (
        "microphones",
        lambda n, names: Text(
            "We see {n} microphone or sound input: {names}.",
            "We see {n} microphones or sound inputs: {names}.",
            n,
            {"n": n, "names": names},
        ),
    ),
    (CaptureKind.MICROPHONE, True): (
        "virtual-microphones",
        lambda n, names: Text(
            "We see {n} sound input that a program makes: {names}.",
            "We see {n} sound inputs that programs make: {names}.",
            n,
            {"n": n, "names": names},
        ),
    ),
}


def judge(fact: Devices) -> Iterator[Finding | Gap]:
    """Findings on the devices, by kind."""
    for (lens, virtual), (code, say) in _SAYS.items():
        fitting = [item for item in fact.eyes if item.lens is lens and item.virtual is virtual and not item.off]
        names = [Device(item.name) for item in fitting if not item.maybe]
        if names:
            yield Finding(code, Level.NOTE, say(len(names), names))
    maybe = [Device(item.name) for item in fact.eyes if item.maybe and not item.off]
    if maybe:
        yield Finding("maybe-cameras", Level.NOTE, _maybe(len(maybe), maybe))
    off = [Device(item.name) for item in fact.eyes if item.off]
    if off:
        yield Finding("switched-off", Level.NOTE, _off(len(off), off))
    if not fact.eyes and not fact.unseen:
        yield Finding("none", Level.GOOD, Text("We see no camera and no microphone on this computer."))
    yield from gaps(fact.unseen, _UNSEEN)


def _maybe(n: int, names: list[Device]) -> Text:
    return Text(
        "We see {n} part that could be a camera: {names}. We cannot tell. Is there a lens?",
        "We see {n} parts that could be cameras: {names}. We cannot tell. Is there a lens?",
        n,
        {"n": n, "names": names},
    )


def _off(n: int, names: list[Device]) -> Text:
    return Text(
        "{n} device is switched off in Windows: {names}. Somebody with administrator rights can switch it on again.",
        "{n} devices are switched off in Windows: {names}. Somebody with administrator rights can switch them on again.",
        n,
        {"n": n, "names": names},
    )


_UNSEEN: Final = {
    CaptureKind.CAMERA: Text("We could not see which cameras there are."),
    CaptureKind.MICROPHONE: Text("We could not see which microphones there are."),
}
