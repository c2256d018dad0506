"""How long a thing may take: bounds that hold on a quick machine, and on one that is slow or busy.

A bound is a promise about Postigo, not about the machine. So one that was missed is measured again, once, beside a bare
start of Python, and counts only if it is missed by that measure too: where the start takes three times as long as usual, so
may the thing. Aims that are measured for themselves stand in `tests/bench`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

USUAL = 0.015
"""Seconds that `python -I -S -c pass` takes on a machine of 2026 with nothing else to do."""
MOST = 40.0
"""No bound grows more than this: what takes longer is stuck, not slow."""


def bare_start() -> float:
    """Seconds that a bare Python takes to start and end, here and now: the longest of three."""
    return max(_seconds(_start) for _ in range(3))


def slowness() -> float:
    """How many times slower than usual this machine is at the moment: from 1 to MOST."""
    return min(MOST, max(1.0, bare_start() / USUAL))


def keeps(seconds: float, measure: Callable[[], float]) -> bool:
    """Whether what is measured takes less than so many seconds. `measure` does it, and returns what it took; it can be done twice.

    Raises AssertionError with both times and the slowness of the machine when it does not.
    """
    took = measure()
    if took < seconds:
        return True
    before = slowness()
    again = measure()
    slow = max(before, slowness())
    assert again < seconds * slow, (
        f"{took:.2f} s, then {again:.2f} s, of {seconds:g} s; this machine is {slow:.1f} times slower than usual"
    )
    return True


def waits(true: Callable[[], bool], seconds: float) -> bool:
    """Whether something becomes true within so many seconds, and as many again times the slowness of the machine."""
    if _becomes(true, seconds):
        return True
    return _becomes(true, seconds * slowness())


def _becomes(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def within(seconds: float, act: Callable[[], T], clock: Callable[[], float] = time.monotonic) -> T:
    """What `act` returns, which must come within so many seconds: see `keeps`. It can be done twice.

    A `clock` of the CPU (`time.process_time`) leaves out what others did meanwhile.
    """
    came: list[T] = []
    keeps(seconds, lambda: _seconds(lambda: came.append(act()), clock))
    return came[-1]


def _seconds(act: Callable[[], object], clock: Callable[[], float] = time.monotonic) -> float:
    began = clock()
    act()
    return clock() - began


def _start() -> None:
    subprocess.run([sys.executable, "-I", "-S", "-c", "pass"], check=True)
