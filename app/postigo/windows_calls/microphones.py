"""Calls about microphones: which there are, and which programs record from them now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.system import Unknown
from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class Microphone:
    """Sound input (an endpoint whose data flow is eCapture). `off`: somebody switched it off in Windows."""

    name: str
    off: bool = False


class SessionState(StrEnum):
    """State of a session. AudioSessionState of audiosessiontypes.h: 0 inactive, 1 active, 2 expired."""

    INACTIVE = "inactive"
    ACTIVE = "active"  # sound flows
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RecordingSession:
    """Session of a program at a sound input.

    `pid` is its process, 0 for one of Windows' own. `several`: more than one process shares it, and Windows tells the first.
    `family` as in `CameraProcess`.
    """

    state: SessionState
    pid: int
    several: bool = False
    family: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound input that is ready, and its sessions."""

    name: str
    sessions: tuple[RecordingSession, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordingReport:
    """Sessions at all sound inputs. `missed`: why those of one of them, or parts, could not be read."""

    inputs: tuple[Recording, ...] = ()
    missed: tuple[Unknown, ...] = ()


RECORDING_SESSIONS: Final = WindowsCall("recording-sessions", RecordingReport)
"""IAudioSessionManager2 of each sound input, audiopolicy.h. No stream is opened, and nothing is recorded.

Not seen: what takes a device for itself alone or goes round the sound service, and other people's sessions. Whether the
question lights Windows' microphone icon was never tried on a real Windows.
"""

MICROPHONES: Final = WindowsCall("microphones", tuple[Microphone, ...])
"""IMMDeviceEnumerator, mmdeviceapi.h: sound inputs that are ready or switched off. Nothing is opened."""

CALLS: Final = (RECORDING_SESSIONS, MICROPHONES)
