"""COM: objects by their class, properties and methods by their names.

Of comtypes only what declares and calls interfaces: `comtypes.client` would make folders for code that it writes. Those that are
called by their place in a table stand in `postigo.system.calls.interfaces`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

sys.coinit_flags = 0  # type: ignore[attr-defined]  # read by comtypes: COINIT_MULTITHREADED, for answers come on threads of Windows

from ctypes import POINTER, byref, c_int, c_wchar_p, pointer  # noqa: E402
from ctypes.wintypes import LONG  # noqa: E402

import comtypes  # noqa: E402 - see above
from comtypes import GUID  # noqa: E402
from comtypes.automation import DISPPARAMS, EXCEPINFO, VARIANT, IDispatch, IEnumVARIANT  # noqa: E402

from postigo.system.calls import errors  # noqa: E402
from postigo.system.calls.interfaces.automation import Dispatch  # noqa: E402

_METHOD: Final = 1  # DISPATCH_METHOD, oleauto.h
_GET: Final = 2  # DISPATCH_PROPERTYGET
_PUT: Final = 4  # DISPATCH_PROPERTYPUT
_NEW_VALUE: Final = -3  # DISPID_PROPERTYPUT
Ours: Any = comtypes.COMObject
"""Base of objects of ours that Windows calls, on threads of its own."""

_KNOWN: Final = {"_NewEnum": -4}  # DISPID_NEWENUM: not every object tells it by name
_BY_THE_SERVER: Final = 0x80020009  # DISP_E_EXCEPTION: the number of the fault is another's


def created(class_id: str, interface: Any) -> Any:  # noqa: ANN401 - comtypes has no types
    """Object of a class, by its CLSID in braces, as one of its interfaces. COMError where this Windows has none."""
    return comtypes.CoCreateInstance(GUID(class_id), interface)


def place_for(interface: Any) -> Any:  # noqa: ANN401
    """Place for a pointer to an interface, which a function of Windows fills. It is released when nobody holds it."""
    return POINTER(interface)()


def late(program_id: str) -> Late:
    """Object of a class, by its ProgID, whose members are found by name."""
    return Late(comtypes.CoCreateInstance(GUID.from_progid(program_id), Dispatch))


class Late:
    """Object with IDispatch: properties and methods are found by their names when they are used."""

    def __init__(self, dispatch: Any) -> None:  # noqa: ANN401 - see above
        self._dispatch = dispatch

    def get(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401 - any VARIANT
        """Value of a property. An object comes as another `Late`, a date as a datetime without zone."""
        return self._invoke(_GET, name, arguments)

    def put(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Set a property of an object in this process, which says what is asked.

        Nothing that Windows itself is set to is ever changed.
        """
        self._invoke(_PUT, name, (value,))

    def call(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401
        """Result of a method. An object comes as another `Late`."""
        return self._invoke(_METHOD, name, arguments)

    def items(self) -> Iterator[Any]:
        """Members of a collection, by its enumerator."""
        for member in self._invoke(_GET | _METHOD, "_NewEnum", ()).QueryInterface(IEnumVARIANT):
            yield _named(member)

    def _invoke(self, kind: int, name: str, arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401
        none, number = GUID(), LONG(_KNOWN.get(name, 0))
        if name not in _KNOWN:
            self._dispatch.GetIDsOfNames(byref(none), byref(c_wchar_p(name)), 1, 0, byref(number))
        given = DISPPARAMS()
        if arguments:
            places = (VARIANT * len(arguments))()
            for place, value in zip(places, reversed(arguments), strict=True):
                place.value = value  # in its place: of a VARIANT that is copied, its text would be freed twice
            given.rgvarg, given.cArgs = places, len(arguments)
        if kind == _PUT:
            given.cNamedArgs, given.rgdispidNamedArgs = 1, pointer(LONG(_NEW_VALUE))
        told, fault, wrong = VARIANT(), EXCEPINFO(), c_int()
        try:
            self._dispatch.Invoke(number, byref(none), 0, kind, byref(given), byref(told), byref(fault), byref(wrong))
        except comtypes.COMError as refused:
            if refused.hresult & 0xFFFFFFFF == _BY_THE_SERVER and fault.scode:
                errors.refuse(fault.scode, name)
            raise
        return _named(told.value)


def _named(value: Any) -> Any:  # noqa: ANN401
    """Value of a VARIANT; an object with names as a `Late`."""
    return Late(value.QueryInterface(Dispatch)) if isinstance(value, IDispatch) else value
