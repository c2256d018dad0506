"""Answers about microphones: the sound inputs, and who records from them."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

import ctypes  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from ctypes import byref, c_int, c_void_p, wintypes  # noqa: E402
from typing import Any, Final  # noqa: E402

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import com, errors, packages  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.interfaces.audio import (  # noqa: E402
    DEVICE_ENUMERATOR,
    FRIENDLY_NAME,
    AudioSessionControl,
    AudioSessionControl2,
    AudioSessionEnumerator,
    AudioSessionManager2,
    Device,
    DeviceCollection,
    DeviceEnumerator,
    PropertyStore,
    PropertyText,
)
from postigo.system.calls.libraries import function  # noqa: E402
from postigo.windows_calls.microphones import (  # noqa: E402
    MICROPHONES,
    RECORDING_SESSIONS,
    Microphone,
    Recording,
    RecordingReport,
    RecordingSession,
    SessionState,
)

_CAPTURE: Final = 1  # eCapture, mmdeviceapi.h
_ACTIVE: Final = 1  # DEVICE_STATE_ACTIVE
_DISABLED: Final = 2  # DEVICE_STATE_DISABLED
_ALL_CONTEXTS: Final = 23  # CLSCTX_ALL
_READ: Final = 0  # STGM_READ
_TEXT: Final = 31  # VT_LPWSTR
_NO_SINGLE_PROCESS: Final = 0x0889000D  # AUDCLNT_S_NO_SINGLE_PROCESS, audioclient.h: no failure
_MOST: Final = 1000  # inputs, or sessions of one: more is no list
_STATES: Final = {0: SessionState.INACTIVE, 1: SessionState.ACTIVE, 2: SessionState.EXPIRED}


@answers(MICROPHONES)
def microphones() -> tuple[Microphone, ...]:
    """Sound inputs that are ready, and those that somebody switched off."""
    return tuple(Microphone(_name(one), off=_state(one) == _DISABLED) for one in _inputs(_ACTIVE | _DISABLED))


@answers(RECORDING_SESSIONS)
def recording_sessions() -> RecordingReport:
    """Sessions at each sound input that is ready. One that cannot be read costs none of the others."""
    found: list[Recording] = []
    missed: list[Unknown] = []
    for one in _inputs(_ACTIVE):
        try:
            sessions, why = _sessions(one)
            found.append(Recording(_name(one), sessions))
            missed += why
        except Exception as fault:  # noqa: BLE001 - COMError and OSError: told as the reason
            missed.append(errors.reason(fault))
    return RecordingReport(tuple(found), tuple(dict.fromkeys(missed)))


def _inputs(states: int) -> Iterator[Any]:
    """Sound inputs in one of some states."""
    collection = com.place_for(DeviceCollection)
    com.created(DEVICE_ENUMERATOR, DeviceEnumerator).EnumAudioEndpoints(_CAPTURE, states, byref(collection))
    count = wintypes.UINT()
    collection.GetCount(byref(count))
    for index in range(_few(count.value)):
        device = com.place_for(Device)
        collection.Item(index, byref(device))
        yield device


def _sessions(device: Any) -> tuple[tuple[RecordingSession, ...], list[Unknown]]:  # noqa: ANN401 - see com
    """Sessions of one sound input, and why some of them could not be read."""
    manager, listed, count = com.place_for(AudioSessionManager2), com.place_for(AudioSessionEnumerator), c_int()
    device.Activate(byref(AudioSessionManager2._iid_), _ALL_CONTEXTS, None, byref(manager))
    manager.GetSessionEnumerator(byref(listed))
    listed.GetCount(byref(count))
    found: list[RecordingSession] = []
    missed: list[Unknown] = []
    for index in range(_few(count.value)):
        try:
            session = com.place_for(AudioSessionControl)
            listed.GetSession(index, byref(session))
            found.append(_session(session.QueryInterface(AudioSessionControl2)))
        except Exception as fault:  # noqa: BLE001 - see `recording_sessions`
            missed.append(errors.reason(fault))
    return tuple(found), missed


def _session(session: Any) -> RecordingSession:  # noqa: ANN401
    state, number = c_int(), wintypes.DWORD()
    session.GetState(byref(state))
    if state.value not in _STATES:
        raise CannotTell(Unknown.UNREADABLE, f"a session in state {state.value}")
    several = session.GetProcessId(byref(number)) == _NO_SINGLE_PROCESS
    return RecordingSession(_STATES[state.value], number.value, several, packages.family_of(number.value))


def _name(device: Any) -> str:  # noqa: ANN401
    """Name that Windows shows for a sound input. "" where it has none that is a text."""
    store, value = com.place_for(PropertyStore), PropertyText()
    device.OpenPropertyStore(_READ, byref(store))
    store.GetValue(byref(FRIENDLY_NAME), byref(value))
    try:
        return ctypes.wstring_at(value.text) if value.vt == _TEXT and value.text else ""
    finally:
        function("ole32", "PropVariantClear", wintypes.LONG, c_void_p)(byref(value))


def _state(device: Any) -> int:  # noqa: ANN401
    state = wintypes.DWORD()
    device.GetState(byref(state))
    return state.value


def _few(count: int) -> int:
    if not 0 <= count <= _MOST:
        raise CannotTell(Unknown.UNREADABLE, f"a list of {count} sound inputs or sessions")
    return count
