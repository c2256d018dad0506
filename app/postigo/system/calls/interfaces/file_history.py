"""File History, FhCfg.h. All of it is marked deprecated there."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, c_int, c_uint64, c_void_p  # noqa: E402
from ctypes.wintypes import BOOL, DWORD  # noqa: E402

from comtypes import BSTR, GUID, STDMETHOD, IUnknown  # noqa: E402


class IFhConfigMgr(IUnknown):  # type: ignore[misc]  # comtypes has no types
    """Settings of File History of the account that asks. Of its methods none is called that changes or writes something."""

    _iid_ = GUID("{6A5FEA5B-BF8F-4EE5-B8C3-44D8A0D7331C}")
    _methods_ = (
        STDMETHOD(HRESULT, "LoadConfiguration"),
        STDMETHOD(HRESULT, "CreateDefaultConfiguration", [BOOL]),
        STDMETHOD(HRESULT, "SaveConfiguration"),
        STDMETHOD(HRESULT, "AddRemoveExcludeRule", [BOOL, c_int, BSTR]),
        STDMETHOD(HRESULT, "GetIncludeExcludeRules", [BOOL, c_int, POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetLocalPolicy", [c_int, POINTER(c_uint64)]),
        STDMETHOD(HRESULT, "SetLocalPolicy", [c_int, c_uint64]),
        STDMETHOD(HRESULT, "GetBackupStatus", [POINTER(c_int)]),
        STDMETHOD(HRESULT, "SetBackupStatus", [c_int]),
        STDMETHOD(HRESULT, "GetDefaultTarget", [POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "ValidateTarget", [BSTR, POINTER(c_int)]),
        STDMETHOD(HRESULT, "ProvisionAndSetNewTarget", [BSTR, BSTR]),
        STDMETHOD(HRESULT, "ChangeDefaultTargetRecommendation", [BOOL]),
        STDMETHOD(HRESULT, "QueryProtectionStatus", [POINTER(DWORD), POINTER(BSTR)]),
    )
