"""Interfaces of sound devices, mmdeviceapi.h and propsys.h, and of their sessions, audiopolicy.h."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, Structure, c_int, c_void_p, c_wchar_p  # noqa: E402
from ctypes.wintypes import BOOL, DWORD, UINT, WORD  # noqa: E402

from comtypes import GUID, STDMETHOD, IUnknown  # noqa: E402

DEVICE_ENUMERATOR = "{BCDE0395-E52F-467C-8E3D-C4579291692E}"
"""CLSID of MMDeviceEnumerator."""


class PropertyKey(Structure):
    """PROPERTYKEY, wtypes.h."""

    _fields_ = (("fmtid", GUID), ("pid", DWORD))


FRIENDLY_NAME = PropertyKey(GUID("{A45C254E-DF1C-4EFD-8020-67D146A850E0}"), 14)
"""PKEY_Device_FriendlyName, functiondiscoverykeys_devpkey.h."""


class PropertyText(Structure):
    """PROPVARIANT of propidlbase.h, for a text. It has 24 bytes on 64-bit Windows, its value at 8."""

    _fields_ = (
        ("vt", WORD),
        ("reserved", WORD * 3),
        ("text", c_void_p),
        ("rest", c_void_p),
    )


class PropertyStore(IUnknown):  # type: ignore[misc]  # comtypes has no types
    """IPropertyStore, propsys.h."""

    _iid_ = GUID("{886D8EEB-8CF2-4446-8D02-CDBA1DBDCF99}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetCount", [POINTER(DWORD)]),
        STDMETHOD(HRESULT, "GetAt", [DWORD, POINTER(PropertyKey)]),
        STDMETHOD(HRESULT, "GetValue", [POINTER(PropertyKey), POINTER(PropertyText)]),
        STDMETHOD(HRESULT, "SetValue", [POINTER(PropertyKey), POINTER(PropertyText)]),
        STDMETHOD(HRESULT, "Commit", []),
    )


class Device(IUnknown):  # type: ignore[misc]
    """IMMDevice, mmdeviceapi.h."""

    _iid_ = GUID("{D666063F-1587-4E43-81F1-B948E807363F}")
    _methods_ = (
        STDMETHOD(HRESULT, "Activate", [POINTER(GUID), DWORD, c_void_p, POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "OpenPropertyStore", [DWORD, POINTER(POINTER(PropertyStore))]),
        STDMETHOD(HRESULT, "GetId", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetState", [POINTER(DWORD)]),
    )


class DeviceCollection(IUnknown):  # type: ignore[misc]
    """IMMDeviceCollection."""

    _iid_ = GUID("{0BD7A1BE-7A1A-44DB-8397-CC5392387B5E}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetCount", [POINTER(UINT)]),
        STDMETHOD(HRESULT, "Item", [UINT, POINTER(POINTER(Device))]),
    )


class DeviceEnumerator(IUnknown):  # type: ignore[misc]
    """IMMDeviceEnumerator."""

    _iid_ = GUID("{A95664D2-9614-4F35-A746-DE8DB63617E6}")
    _methods_ = (
        STDMETHOD(HRESULT, "EnumAudioEndpoints", [c_int, DWORD, POINTER(POINTER(DeviceCollection))]),
        STDMETHOD(HRESULT, "GetDefaultAudioEndpoint", [c_int, c_int, POINTER(POINTER(Device))]),
        STDMETHOD(HRESULT, "GetDevice", [c_wchar_p, POINTER(POINTER(Device))]),
        STDMETHOD(HRESULT, "RegisterEndpointNotificationCallback", [c_void_p]),
        STDMETHOD(HRESULT, "UnregisterEndpointNotificationCallback", [c_void_p]),
    )


class AudioSessionControl(IUnknown):  # type: ignore[misc]
    """IAudioSessionControl, audiopolicy.h."""

    _iid_ = GUID("{F4B1A599-7266-4319-A8CA-E70ACB11E8CD}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetState", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "GetDisplayName", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "SetDisplayName", [c_wchar_p, POINTER(GUID)]),
        STDMETHOD(HRESULT, "GetIconPath", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "SetIconPath", [c_wchar_p, POINTER(GUID)]),
        STDMETHOD(HRESULT, "GetGroupingParam", [POINTER(GUID)]),
        STDMETHOD(HRESULT, "SetGroupingParam", [POINTER(GUID), POINTER(GUID)]),
        STDMETHOD(HRESULT, "RegisterAudioSessionNotification", [c_void_p]),
        STDMETHOD(HRESULT, "UnregisterAudioSessionNotification", [c_void_p]),
    )


class AudioSessionControl2(AudioSessionControl):
    """IAudioSessionControl2."""

    _iid_ = GUID("{BFB7FF88-7239-4FC9-8FA2-07C950BE9C6D}")
    _methods_ = (  # type: ignore[assignment]  # comtypes puts them behind those of the base
        STDMETHOD(HRESULT, "GetSessionIdentifier", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetSessionInstanceIdentifier", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetProcessId", [POINTER(DWORD)]),
        STDMETHOD(HRESULT, "IsSystemSoundsSession", []),
        STDMETHOD(HRESULT, "SetDuckingPreference", [BOOL]),
    )


class AudioSessionEnumerator(IUnknown):  # type: ignore[misc]
    """IAudioSessionEnumerator."""

    _iid_ = GUID("{E2F5BB11-0570-40CA-ACDD-3AA01277DEE8}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetCount", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "GetSession", [c_int, POINTER(POINTER(AudioSessionControl))]),
    )


class AudioSessionManager2(IUnknown):  # type: ignore[misc]
    """IAudioSessionManager2, with the two methods of IAudioSessionManager before its own."""

    _iid_ = GUID("{77AA99A0-1BD6-484F-8BC7-2C654C9A9B6F}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetAudioSessionControl", [POINTER(GUID), DWORD, POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetSimpleAudioVolume", [POINTER(GUID), DWORD, POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetSessionEnumerator", [POINTER(POINTER(AudioSessionEnumerator))]),
        STDMETHOD(HRESULT, "RegisterSessionNotification", [c_void_p]),
        STDMETHOD(HRESULT, "UnregisterSessionNotification", [c_void_p]),
        STDMETHOD(HRESULT, "RegisterDuckNotification", [c_wchar_p, c_void_p]),
        STDMETHOD(HRESULT, "UnregisterDuckNotification", [c_void_p]),
    )
