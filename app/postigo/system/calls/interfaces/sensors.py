"""Interfaces of the sensor activity monitor, mfidl.h, and of what can be shut down, mfobjects.h."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, c_int, c_void_p, c_wchar_p  # noqa: E402
from ctypes.wintypes import BOOL, FILETIME, ULONG  # noqa: E402

from comtypes import GUID, STDMETHOD, IUnknown  # noqa: E402


class SensorProcessActivity(IUnknown):  # type: ignore[misc]  # comtypes has no types
    """IMFSensorProcessActivity."""

    _iid_ = GUID("{39DC7F4A-B141-4719-813C-A7F46162A2B8}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetProcessId", [POINTER(ULONG)]),
        STDMETHOD(HRESULT, "GetStreamingState", [POINTER(BOOL)]),
        STDMETHOD(HRESULT, "GetStreamingMode", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "GetReportTime", [POINTER(FILETIME)]),
    )


class SensorActivityReport(IUnknown):  # type: ignore[misc]
    """IMFSensorActivityReport: one camera."""

    _iid_ = GUID("{3E8C4BE1-A8C2-4528-90DE-2851BDE5FEAD}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetFriendlyName", [c_void_p, ULONG, POINTER(ULONG)]),
        STDMETHOD(HRESULT, "GetSymbolicLink", [c_void_p, ULONG, POINTER(ULONG)]),
        STDMETHOD(HRESULT, "GetProcessCount", [POINTER(ULONG)]),
        STDMETHOD(HRESULT, "GetProcessActivity", [ULONG, POINTER(POINTER(SensorProcessActivity))]),
    )


class SensorActivitiesReport(IUnknown):  # type: ignore[misc]
    """IMFSensorActivitiesReport."""

    _iid_ = GUID("{683F7A5E-4A19-43CD-B1A9-DBF4AB3F7777}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetCount", [POINTER(ULONG)]),
        STDMETHOD(HRESULT, "GetActivityReport", [ULONG, POINTER(POINTER(SensorActivityReport))]),
        STDMETHOD(HRESULT, "GetActivityReportByDeviceName", [c_wchar_p, POINTER(POINTER(SensorActivityReport))]),
    )


class SensorActivitiesReportCallback(IUnknown):  # type: ignore[misc]
    """IMFSensorActivitiesReportCallback. Ours to implement; it is called on threads of Windows."""

    _iid_ = GUID("{DE5072EE-DBE3-46DC-8A87-B6F631194751}")
    _methods_ = (STDMETHOD(HRESULT, "OnActivitiesReport", [POINTER(SensorActivitiesReport)]),)


class SensorActivityMonitor(IUnknown):  # type: ignore[misc]
    """IMFSensorActivityMonitor."""

    _iid_ = GUID("{D0CEF145-B3F4-4340-A2E5-7A5080CA05CB}")
    _methods_ = (STDMETHOD(HRESULT, "Start", []), STDMETHOD(HRESULT, "Stop", []))


class Shutdown(IUnknown):  # type: ignore[misc]
    """IMFShutdown."""

    _iid_ = GUID("{97EC2EA4-0E42-4937-97AC-9D6D328824E1}")
    _methods_ = (
        STDMETHOD(HRESULT, "Shutdown", []),
        STDMETHOD(HRESULT, "GetShutdownStatus", [POINTER(c_int)]),
    )
