"""Interfaces of Windows' Security Center, iwscapi.h. Its pages say IUnknown; the header says IDispatch, and so do these places."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, c_int  # noqa: E402
from ctypes.wintypes import BOOL, LONG, ULONG  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

from comtypes import BSTR, GUID, STDMETHOD  # noqa: E402

from postigo.system.calls.interfaces.automation import Dispatch  # noqa: E402


class WscProduct(Dispatch):
    """IWscProduct."""

    _iid_ = GUID("{8C38232E-3A45-4A27-92B0-1A16A975F669}")
    _methods_: ClassVar[tuple[Any, ...]] = (
        STDMETHOD(HRESULT, "get_ProductName", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "get_ProductState", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_SignatureStatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_RemediationPath", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "get_ProductStateTimestamp", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "get_ProductGuid", [POINTER(BSTR)]),
        STDMETHOD(HRESULT, "get_ProductIsDefault", [POINTER(BOOL)]),
    )


class WscProduct2(WscProduct):
    """IWscProduct2, iwscapi.h."""

    _iid_ = GUID("{F896CA54-FE09-4403-86D4-23CB488D81D8}")
    _methods_ = (
        STDMETHOD(HRESULT, "get_AntivirusScanSubstatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_AntivirusSettingsSubstatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_AntivirusProtectionUpdateSubstatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_FirewallDomainProfileSubstatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_FirewallPrivateProfileSubstatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "get_FirewallPublicProfileSubstatus", [POINTER(c_int)]),
    )


class WscProductList(Dispatch):
    """IWSCProductList, iwscapi.h."""

    _iid_ = GUID("{722A338C-6E8E-4E72-AC27-1417FB0C81C2}")
    _methods_ = (
        STDMETHOD(HRESULT, "Initialize", [ULONG]),
        STDMETHOD(HRESULT, "get_Count", [POINTER(LONG)]),
        STDMETHOD(HRESULT, "get_Item", [ULONG, POINTER(POINTER(WscProduct))]),
    )
