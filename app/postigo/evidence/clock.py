"""Clock of this computer: time with offset, and whether the system calls it synchronised."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

_UNSYNCHRONISED: Final = 5  # TIME_ERROR
_TIMEX: Final = 512  # bytes: more than a struct timex of any architecture (208 on those of 64 bits)


class InStep(StrEnum):
    """Whether the clock goes with the time of the network, as the system sees it."""

    YES = "in step"
    NO = "not in step"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """Time by this computer's clock, to the second, with the offset from UTC."""

    at: str
    in_step: InStep


def now() -> Moment:
    """The moment. No network is asked."""
    return Moment(datetime.now().astimezone().isoformat(timespec="seconds"), _in_step())


def _in_step() -> InStep:
    """Linux: what the kernel says (adjtimex(2) with no mode changes nothing). Windows and macOS: unknown.

    timedatectl reads the same, but is a program that would have to be started.
    """
    if sys.platform != "linux":
        return InStep.UNKNOWN
    import ctypes  # noqa: PLC0415 - only here

    try:
        adjtimex = ctypes.CDLL(None).adjtimex
    except (AttributeError, OSError):  # a C library without it
        return InStep.UNKNOWN
    state = int(adjtimex(ctypes.create_string_buffer(_TIMEX)))
    if state < 0:  # a container may be kept from asking
        return InStep.UNKNOWN
    return InStep.NO if state == _UNSYNCHRONISED else InStep.YES
