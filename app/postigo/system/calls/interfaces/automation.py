"""IDispatch, oaidl.h.

comtypes has one too, but what that returns is wrapped by code that makes folders.
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from ctypes import HRESULT, POINTER, c_int, c_uint, c_void_p, c_wchar_p  # noqa: E402
from ctypes.wintypes import DWORD, LONG, WORD  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

from comtypes import GUID, STDMETHOD, IUnknown  # noqa: E402
from comtypes.automation import DISPPARAMS, EXCEPINFO, VARIANT  # noqa: E402


class Dispatch(IUnknown):  # type: ignore[misc]  # comtypes has no types
    """IDispatch."""

    _iid_ = GUID("{00020400-0000-0000-C000-000000000046}")
    _methods_: ClassVar[tuple[Any, ...]] = (
        STDMETHOD(HRESULT, "GetTypeInfoCount", [POINTER(c_uint)]),
        STDMETHOD(HRESULT, "GetTypeInfo", [c_uint, DWORD, POINTER(c_void_p)]),
        STDMETHOD(HRESULT, "GetIDsOfNames", [POINTER(GUID), POINTER(c_wchar_p), c_uint, DWORD, POINTER(LONG)]),
        STDMETHOD(
            HRESULT,
            "Invoke",
            [
                LONG,
                POINTER(GUID),
                DWORD,
                WORD,
                POINTER(DISPPARAMS),
                POINTER(VARIANT),
                POINTER(EXCEPINFO),
                POINTER(c_int),
            ],
        ),
    )
