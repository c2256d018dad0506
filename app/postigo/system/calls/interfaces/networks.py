"""Interfaces of the list of networks, netlistmgr.h."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, c_int, c_void_p  # noqa: E402
from ctypes.wintypes import DWORD, ULONG, VARIANT_BOOL  # noqa: E402

from comtypes import BSTR, GUID, STDMETHOD  # noqa: E402

from postigo.system.calls.interfaces.automation import Dispatch  # noqa: E402


class Network(Dispatch):
    """INetwork. Its name and number are never asked for."""

    _iid_ = GUID("{DCB00002-570F-4A9B-8D69-199FDBA5723B}")
    _methods_ = (
        STDMETHOD(HRESULT, "GetName", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "SetName", [BSTR]),
        STDMETHOD(HRESULT, "GetDescription", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "SetDescription", [BSTR]),
        STDMETHOD(HRESULT, "GetNetworkId", [POINTER(GUID)]),
        STDMETHOD(HRESULT, "GetDomainType", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "GetNetworkConnections", [POINTER(c_void_p)]),
        STDMETHOD(
            HRESULT, "GetTimeCreatedAndConnected", [POINTER(DWORD), POINTER(DWORD), POINTER(DWORD), POINTER(DWORD)]
        ),
        STDMETHOD(HRESULT, "get_IsConnectedToInternet", [POINTER(VARIANT_BOOL)]),
        STDMETHOD(HRESULT, "get_IsConnected", [POINTER(VARIANT_BOOL)]),
        STDMETHOD(HRESULT, "GetConnectivity", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "GetCategory", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "SetCategory", [c_int]),
    )


class EnumNetworks(Dispatch):
    """IEnumNetworks."""

    _iid_ = GUID("{DCB00003-570F-4A9B-8D69-199FDBA5723B}")
    _methods_ = (
        STDMETHOD(HRESULT, "get__NewEnum", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "Next", [ULONG, POINTER(POINTER(Network)), POINTER(ULONG)]),
        STDMETHOD(HRESULT, "Skip", [ULONG]),
        STDMETHOD(HRESULT, "Reset", []),
        STDMETHOD(HRESULT, "Clone", [POINTER(c_void_p)]),
    )


class NetworkListManager(Dispatch):
    """INetworkListManager, as far as it is called."""

    _iid_ = GUID("{DCB00000-570F-4A9B-8D69-199FDBA5723B}")
    _methods_ = (STDMETHOD(HRESULT, "GetNetworks", [c_int, POINTER(POINTER(EnumNetworks))]),)
