"""Made-up reports of cameras, handed to our object as Windows does. Run by Windows' own Python: the answer is printed as JSON.

It proves that objects, threads and memory of the way from a report to an answer are sound. It proves nothing of real places in
a table: both sides are our declarations.
"""

from __future__ import annotations

import ctypes
import json
import sys
import threading
from typing import Any

assert sys.platform == "win32"

from ctypes import POINTER, c_void_p  # noqa: E402

from postigo.core.codec import encode  # noqa: E402
from postigo.system.calls import cameras, com  # noqa: E402
from postigo.system.calls.interfaces import sensors  # noqa: E402

_DENIED = -2147024891  # E_ACCESSDENIED


def _handed(what: Any, interface: Any, place: Any) -> int:
    pointer = what.QueryInterface(interface)
    pointer.AddRef()
    ctypes.cast(place, POINTER(c_void_p))[0] = ctypes.cast(pointer, c_void_p).value
    return 0


def _written(text: str, buffer: int, length: Any) -> int:
    letters = ctypes.create_unicode_buffer(text)
    ctypes.memmove(buffer, letters, ctypes.sizeof(letters))
    length[0] = len(text)
    return 0


class Process(com.Ours):  # type: ignore[misc]
    """One process."""

    _com_interfaces_ = (sensors.SensorProcessActivity,)

    def __init__(self, pid: int, *, streams: bool, mode: int = 1, refuses: bool = False) -> None:
        super().__init__()
        self.pid, self.streams, self.mode, self.refuses = pid, streams, mode, refuses

    def GetProcessId(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0] = self.pid
        return _DENIED if self.refuses else 0

    def GetStreamingState(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0] = -1 if self.streams else 0
        return 0

    def GetStreamingMode(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0] = self.mode
        return 0

    def GetReportTime(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0].dwHighDateTime, place[0].dwLowDateTime = 0x01DD5A00, 0
        return 0


class Camera(com.Ours):  # type: ignore[misc]
    """One camera."""

    _com_interfaces_ = (sensors.SensorActivityReport,)

    def __init__(self, name: str, path: str, *processes: Process) -> None:
        super().__init__()
        self.name, self.path, self.processes = name, path, processes

    def GetFriendlyName(self, _this: int, buffer: int, _size: int, length: Any) -> int:  # noqa: N802
        return _written(self.name, buffer, length)

    def GetSymbolicLink(self, _this: int, buffer: int, _size: int, length: Any) -> int:  # noqa: N802
        return _written(self.path, buffer, length)

    def GetProcessCount(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0] = len(self.processes)
        return 0

    def GetProcessActivity(self, _this: int, index: int, place: Any) -> int:  # noqa: N802
        return _handed(self.processes[index], sensors.SensorProcessActivity, place)


class Report(com.Ours):  # type: ignore[misc]
    """One report."""

    _com_interfaces_ = (sensors.SensorActivitiesReport,)

    def __init__(self, *cameras: Camera, count: int | None = None) -> None:
        super().__init__()
        self.cameras, self.count = cameras, len(cameras) if count is None else count

    def GetCount(self, _this: int, place: Any) -> int:  # noqa: N802
        place[0] = self.count
        return 0

    def GetActivityReport(self, _this: int, index: int, place: Any) -> int:  # noqa: N802
        return _handed(self.cameras[index], sensors.SensorActivityReport, place)


LINK = "\\\\?\\usb#vid_04f2&pid_b6d0&mi_00#6&1a2b&0&0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\\global"


def films() -> Report:
    """A report of one camera with two processes. Each is new: what Windows let go of cannot be handed over again."""
    return Report(Camera("Integrated Camera", LINK, Process(4242, streams=True), Process(4250, streams=False)))


MANY = [Camera(f"Camera {n}", f"\\\\?\\usb#vid_{n:04}#{n}#x", Process(8 * n, streams=n == 7)) for n in range(1, 41)]
CASES = {
    "silence": [],
    "films": [films()],
    "stopped": [
        Report(Camera("Integrated Camera", LINK, Process(4242, streams=True))),
        Report(Camera("Integrated Camera", LINK)),
    ],
    "two alike": [
        Report(Camera("Webcam", LINK, Process(4242, streams=True))),
        Report(Camera("Webcam", LINK.replace("1a2b", "5e6f"), Process(5000, streams=True))),
    ],
    "forty": [Report(*MANY)],
    "one refused": [Report(Camera("A", LINK, Process(8, streams=True, refuses=True), Process(12, streams=True)))],
    "odd mode": [Report(Camera("A", LINK, Process(8, streams=True, mode=9)))],
    "too many": [Report(count=100_000)],
}


class Monitor(com.Ours):  # type: ignore[misc]
    """Monitor: it reports on a thread of its own once it is started, and notes what is asked of it."""

    _com_interfaces_ = (sensors.SensorActivityMonitor, sensors.Shutdown)

    def __init__(self, callback: int, done: list[str]) -> None:
        super().__init__()
        self.callback = ctypes.cast(callback, POINTER(sensors.SensorActivitiesReportCallback))
        self.callback.AddRef()
        self.done = done

    def Start(self, _this: int) -> int:  # noqa: N802
        self.done.append("Start")
        report = films().QueryInterface(sensors.SensorActivitiesReport)
        threading.Thread(target=lambda: self.callback.OnActivitiesReport(report)).start()
        return 0

    def Stop(self, _this: int) -> int:  # noqa: N802
        self.done.append("Stop")
        return 0

    def Shutdown(self, _this: int) -> int:  # noqa: N802
        self.done.append("Shutdown")
        return 0


def asked() -> tuple[Any, list[str]]:
    """Whole call, with libraries of ours in the place of Windows'."""
    done: list[str] = []

    def create(callback: int, place: Any) -> int:
        done.append("MFCreateSensorActivityMonitor")
        return _handed(Monitor(callback, done), sensors.SensorActivityMonitor, place)

    def start(version: int, flags: int) -> int:
        done.append(f"MFStartup {version:#x} {flags}")
        return 0

    def end() -> int:
        done.append("MFShutdown")
        return 0

    ours = {"MFCreateSensorActivityMonitor": create, "MFStartup": start, "MFShutdown": end}

    def function(_library: str, name: str, result: Any, *arguments: Any) -> Any:
        return ctypes.WINFUNCTYPE(result, *arguments)(ours[name])

    cameras.function = function
    return cameras.camera_activity(), done


def main() -> None:
    """Hand each case to our object on a thread of its own, through its table of functions."""
    answers = {}
    answer, done = asked()
    assert done == [
        "MFStartup 0x20070 1",
        "MFCreateSensorActivityMonitor",
        "Start",
        "Stop",
        "Shutdown",
        "MFShutdown",
    ], done
    answers["asked"] = encode(answer, tag=False)
    for case, reports in CASES.items():
        heard = cameras.Heard()
        ours = heard.QueryInterface(sensors.SensorActivitiesReportCallback)

        def call(ours: Any = ours, reports: Any = reports) -> None:
            for report in reports:
                ours.OnActivitiesReport(report.QueryInterface(sensors.SensorActivitiesReport))

        thread = threading.Thread(target=call)
        thread.start()
        answers[case] = encode(heard.told(), tag=False)
        thread.join()
        assert heard._refcnt.value == 1, heard._refcnt  # ours alone: nothing leaks, nothing is released twice
    for report in (report for reports in CASES.values() for report in reports):
        assert report._refcnt.value == 0, report._refcnt
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
