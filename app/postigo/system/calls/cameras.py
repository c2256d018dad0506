"""Answers about cameras: the devices, and who films."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

import ctypes  # noqa: E402
import queue  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Mapping, Sequence  # noqa: E402
from ctypes import POINTER, byref, c_int, c_void_p, wintypes  # noqa: E402
from dataclasses import dataclass, replace  # noqa: E402
from typing import Any, Final  # noqa: E402

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import com, devices, errors, packages  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.interfaces.sensors import (  # noqa: E402
    SensorActivitiesReportCallback,
    SensorActivityMonitor,
    SensorActivityReport,
    SensorProcessActivity,
    Shutdown,
)
from postigo.system.calls.libraries import function  # noqa: E402
from postigo.system.windows import when  # noqa: E402
from postigo.windows_calls.cameras import (  # noqa: E402
    CAMERA_ACTIVITY,
    CAMERAS,
    ActiveCamera,
    Camera,
    CameraProcess,
    CameraReport,
    DeviceClass,
    Mode,
)

_VERSION: Final = 0x20070  # MF_VERSION, mfapi.h
_NO_SOCKETS: Final = 1  # MFSTARTUP_NOSOCKET
_MODES: Final = {0: Mode.CONTROLLER, 1: Mode.SHARED}
_FIRST: Final = 1.0  # seconds to wait for a first report: the camera's service may have to start
_QUIET: Final = 0.5  # seconds without another report: Microsoft's own sample takes them for "not in use"
_LONGEST: Final = 2.5  # seconds in all, however many reports come
_MOST: Final = 256  # cameras, or processes of one, in one report: more is no report
_LETTERS: Final = 4096


@answers(CAMERA_ACTIVITY)
def camera_activity() -> CameraReport:
    """Reports of MFCreateSensorActivityMonitor, until half a second passes without another."""
    start = function("mfplat", "MFStartup", wintypes.LONG, wintypes.ULONG, wintypes.DWORD)
    end = function("mfplat", "MFShutdown", wintypes.LONG)
    create = function("mfsensorgroup", "MFCreateSensorActivityMonitor", wintypes.LONG, c_void_p, POINTER(c_void_p))
    _look(start(_VERSION, _NO_SOCKETS), "MFStartup")
    try:
        heard = Heard()
        ours = heard.QueryInterface(SensorActivitiesReportCallback)
        monitor = com.place_for(SensorActivityMonitor)
        _look(create(ours, byref(monitor)), "MFCreateSensorActivityMonitor")
        try:
            monitor.Start()
            try:
                return heard.told()
            finally:
                monitor.Stop()
        finally:
            monitor.QueryInterface(Shutdown).Shutdown()
            del monitor
    finally:
        end()


class Heard(com.Ours):  # type: ignore[misc]  # comtypes has no types
    """Object that Windows calls, on threads of its own, with what cameras do. Reports are read at once and kept."""

    _com_interfaces_ = (SensorActivitiesReportCallback,)

    def __init__(self) -> None:
        super().__init__()
        self._reports: queue.SimpleQueue[Report | Exception] = queue.SimpleQueue()

    def OnActivitiesReport(self, _this: int, report: Any) -> int:  # noqa: ANN401, N802 - Windows' own name
        """A report: S_OK, whatever it says."""
        try:
            self._reports.put(read(report))
        except Exception as fault:  # noqa: BLE001 - it belongs to whoever waits, not to a thread of Windows
            self._reports.put(fault)
        return 0

    def told(self) -> CameraReport:
        """State in which each camera was reported last."""
        latest: dict[str, ActiveCamera] = {}
        missed: list[Unknown] = []
        deadline, wait = time.monotonic() + _LONGEST, _FIRST
        while (left := min(wait, deadline - time.monotonic())) > 0:
            try:
                report = self._reports.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(report, Exception):
                missed.append(errors.reason(report))
            else:
                missed += report.missed
                latest |= report.cameras
            wait = _QUIET
        return CameraReport(tuple(latest.values()), tuple(dict.fromkeys(missed)))


@dataclass(frozen=True, slots=True)
class Report:
    """One report, by the path of each camera. `missed` as in `CameraReport`."""

    cameras: Mapping[str, ActiveCamera]
    missed: Sequence[Unknown] = ()


def read(report: Any) -> Report:  # noqa: ANN401 - an interface of comtypes
    """Content of a report. A camera or process that cannot be read costs none of the others."""
    cameras: dict[str, ActiveCamera] = {}
    missed: list[Unknown] = []
    for index in range(_count(report.GetCount)):
        try:
            one = com.place_for(SensorActivityReport)
            report.GetActivityReport(index, byref(one))
            path = _text(one.GetSymbolicLink)
            processes, why = _processes(one)
            cameras[path] = ActiveCamera(_text(one.GetFriendlyName), devices.front(path), processes)
            missed += why
        except Exception as fault:  # noqa: BLE001 - COMError and OSError: see `read`
            missed.append(errors.reason(fault))
    return Report(cameras, missed)


def _processes(camera: Any) -> tuple[tuple[CameraProcess, ...], list[Unknown]]:  # noqa: ANN401
    """Processes of one camera, and why some of them could not be read."""
    found: list[CameraProcess] = []
    missed: list[Unknown] = []
    for index in range(_count(camera.GetProcessCount)):
        try:
            activity = com.place_for(SensorProcessActivity)
            camera.GetProcessActivity(index, byref(activity))
            found.append(_process(activity))
        except Exception as fault:  # noqa: BLE001 - see `read`
            missed.append(errors.reason(fault))
    return tuple(found), missed


def _process(activity: Any) -> CameraProcess:  # noqa: ANN401
    number, streams, mode, time_ = wintypes.ULONG(), wintypes.BOOL(), c_int(), wintypes.FILETIME()
    activity.GetProcessId(byref(number))
    activity.GetStreamingState(byref(streams))
    activity.GetStreamingMode(byref(mode))
    activity.GetReportTime(byref(time_))
    if mode.value not in _MODES:
        raise CannotTell(Unknown.UNREADABLE, f"a camera in mode {mode.value}")
    reported = when(time_.dwHighDateTime << 32 | time_.dwLowDateTime)
    return CameraProcess(number.value, bool(streams), _MODES[mode.value], reported, packages.family_of(number.value))


def _count(ask: Callable[[Any], object]) -> int:
    number = wintypes.ULONG()
    ask(byref(number))
    if number.value > _MOST:
        raise CannotTell(Unknown.UNREADABLE, f"a report of {number.value} cameras or processes")
    return number.value


def _text(ask: Callable[[Any, int, Any], object]) -> str:
    buffer, written = ctypes.create_unicode_buffer(_LETTERS), wintypes.ULONG()
    ask(buffer, _LETTERS, byref(written))
    return buffer.value


def _look(result: int, what: str) -> None:
    """`CannotTell` for an HRESULT that is a failure."""
    if result < 0:
        errors.refuse(result, what)


_COLOUR: Final = "{e5323777-f976-4f5b-9b55-b94699c46e44}"  # KSCATEGORY_VIDEO_CAMERA, ks.h
_SENSOR: Final = "{24e552d7-6523-47f7-a647-d3465bf1f5ca}"  # KSCATEGORY_SENSOR_CAMERA, ks.h:804
_SETUPS: Final = {
    "{ca3e7ab9-b4c3-4ae6-8251-579ef933890f}": DeviceClass.CAMERA,  # GUID_DEVCLASS_CAMERA, devguid.h
    "{6bdd1fc6-810f-11d0-bec7-08002be2092f}": DeviceClass.IMAGE,  # GUID_DEVCLASS_IMAGE
}


@answers(CAMERAS)
def cameras() -> tuple[Camera, ...]:
    """Devices of two classes, and cameras that programs make: they bear an interface only."""
    found = {
        id_.upper(): Camera("", devices.front(id_), setup)
        for guid, setup in _SETUPS.items()
        for id_ in devices.of_class(guid)
    }
    for guid in (_COLOUR, _SENSOR):
        for path in devices.interfaces(guid):
            id_ = (devices.interface_text(path, devices.INSTANCE_ID) or path).upper()
            camera = found.get(id_) or Camera("", devices.front(id_), DeviceClass.OTHER)
            found[id_] = replace(
                camera,
                name=camera.name or devices.interface_text(path, devices.INTERFACE_NAME),
                colour=camera.colour or guid == _COLOUR,
                sensor=camera.sensor or guid == _SENSOR,
                virtual=camera.virtual or devices.interface_flag(path, devices.IS_VIRTUAL_CAMERA),
            )
    return tuple(_described(id_, camera) for id_, camera in found.items())


def _described(id_: str, camera: Camera) -> Camera:
    """Camera with what its device says of it. One that was unplugged in between stays as it was seen."""
    node = devices.node_of(id_)
    if node is None:
        return camera
    name = devices.device_text(node, devices.FRIENDLY_NAME) or devices.device_text(node, devices.DESCRIPTION)
    driver = devices.device_text(node, devices.SERVICE)
    return replace(camera, name=name or camera.name, driver=driver, off=devices.is_off(node))
