"""Answers about power: powrprof.h and powerbase.h for sleep, winuser.h for the screen saver. Any account may ask."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Final

from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.folders import Guid, guid
from postigo.system.calls.libraries import function, last_error
from postigo.windows_calls.power import POWER_SETTINGS, BySource, PowerSettings, Saver

# GUID_VIDEO_SUBGROUP and GUID_VIDEO_POWERDOWN_TIMEOUT, GUID_SLEEP_SUBGROUP and GUID_STANDBY_TIMEOUT, NO_SUBGROUP_GUID and
# GUID_LOCK_CONSOLE_ON_WAKE, winnt.h
DISPLAY_OFF: Final = ("{7516B95F-F776-4464-8C53-06167F40CC99}", "{3C0BC021-C8A8-4E07-A973-6B14CBCB2B7E}")
SLEEP: Final = ("{238C9FA8-0AAD-41ED-83F4-97BE242C8F20}", "{29F6C1DB-86DA-48C5-9FDB-F2B67B1F44DA}")
ASKS: Final = ("{FEA3413E-7E05-4911-9A71-700331F1C294}", "{0E796BDB-100D-47D6-A2D5-F7D2DAA51F51}")

_SAVER_ACTIVE: Final = 0x10  # SPI_GETSCREENSAVEACTIVE
_SAVER_ASKS: Final = 0x76  # SPI_GETSCREENSAVESECURE
_SAVER_SECONDS: Final = 0x0E  # SPI_GETSCREENSAVETIMEOUT


class BatteryScale(ctypes.Structure):
    """BATTERY_REPORTING_SCALE, winnt.h."""

    _fields_ = (("granularity", ctypes.c_uint32), ("capacity", ctypes.c_uint32))


class SystemPowerCapabilities(ctypes.Structure):
    """SYSTEM_POWER_CAPABILITIES, winnt.h. A BOOLEAN is one byte."""

    _fields_ = (
        *(
            (name, ctypes.c_ubyte)
            for name in (
                "power_button_present",
                "sleep_button_present",
                "lid_present",
                "system_s1",
                "system_s2",
                "system_s3",
                "system_s4",
                "system_s5",
                "hiber_file_present",
                "full_wake",
                "video_dim_present",
                "apm_present",
                "ups_present",
                "thermal_control",
                "processor_throttle",
                "processor_min_throttle",
                "processor_max_throttle",
                "fast_system_s4",
                "hiberboot",
                "wake_alarm_present",
                "aoac",
                "disk_spin_down",
                "hiber_file_type",
                "aoac_connectivity_supported",
            )
        ),
        ("spare3", ctypes.c_ubyte * 6),
        ("system_batteries_present", ctypes.c_ubyte),
        ("batteries_are_short_term", ctypes.c_ubyte),
        ("battery_scale", BatteryScale * 3),
        ("ac_on_line_wake", ctypes.c_int),
        ("soft_lid_wake", ctypes.c_int),
        ("rtc_wake", ctypes.c_int),
        ("min_device_wake_state", ctypes.c_int),
        ("default_low_latency_wake", ctypes.c_int),
    )


@answers(POWER_SETTINGS)
def power_settings() -> PowerSettings:
    """Kinds of sleep, settings of the active scheme, and the screen saver."""
    can = _capabilities()
    display_off, sleep, asks = _of_the_scheme()
    return PowerSettings(
        modern_standby=bool(can.aoac),
        sleeps=bool(can.system_s1 or can.system_s2 or can.system_s3),
        display_off=display_off,
        sleep=sleep,
        asks_after_sleep=asks,
        saver=_saver(),
    )


def _capabilities() -> SystemPowerCapabilities:
    ask = function("powrprof", "GetPwrCapabilities", ctypes.c_ubyte, ctypes.POINTER(SystemPowerCapabilities))
    told = SystemPowerCapabilities()
    if not ask(ctypes.byref(told)):
        errors.refuse(last_error(), "GetPwrCapabilities")
    return told


def _of_the_scheme() -> tuple[BySource | None, BySource | None, BySource | None]:
    """When the display goes off, when the computer sleeps, and whether it asks then. None where there is no scheme."""
    ask = function("powrprof", "PowerGetActiveScheme", wintypes.DWORD, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
    scheme = ctypes.c_void_p()
    if ask(None, ctypes.byref(scheme)) != 0 or not scheme.value:
        return None, None, None
    try:
        return _setting(scheme, *DISPLAY_OFF), _setting(scheme, *SLEEP), _setting(scheme, *ASKS)
    finally:
        function("kernel32", "LocalFree", ctypes.c_void_p, ctypes.c_void_p)(scheme)


def _setting(scheme: ctypes.c_void_p, group: str, setting: str) -> BySource | None:
    """Number of one setting, by PowerReadACValueIndex and PowerReadDCValueIndex. None where either refuses."""
    numbers = []
    for name in ("PowerReadACValueIndex", "PowerReadDCValueIndex"):
        ask = function(
            "powrprof", name, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p, *[ctypes.POINTER(Guid)] * 2,
            ctypes.POINTER(wintypes.DWORD),
        )  # fmt: skip
        number = wintypes.DWORD()
        if ask(None, scheme, ctypes.byref(guid(group)), ctypes.byref(guid(setting)), ctypes.byref(number)) != 0:
            return None
        numbers.append(number.value)
    return BySource(*numbers)


def _saver() -> Saver | None:
    """Screen saver of this session. None where a part of it is refused."""
    active, asks, seconds = (_parameter(which) for which in (_SAVER_ACTIVE, _SAVER_ASKS, _SAVER_SECONDS))
    if active is None or asks is None or seconds is None or seconds < 0:
        return None
    return Saver(bool(active), bool(asks), seconds)


def _parameter(which: int) -> int | None:
    """Number that SystemParametersInfoW gives: a BOOL, or an int."""
    ask = function(
        "user32", "SystemParametersInfoW", wintypes.BOOL, wintypes.UINT, wintypes.UINT, ctypes.c_void_p, wintypes.UINT
    )
    number = ctypes.c_int()
    return number.value if ask(which, 0, ctypes.byref(number), 0) else None
