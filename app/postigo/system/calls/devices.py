r"""Devices that are plugged in, by cfgmgr32: their ids, interfaces and properties. Nothing is opened.

Functions of cfgmgr32.h give a CONFIGRET, keys are those of devpkey.h. Everybody may ask.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any, Final
from uuid import UUID

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls.libraries import function

_LIBRARY: Final = "cfgmgr32"
_SUCCESS: Final = 0  # CR_SUCCESS
_SMALL: Final = 0x1A  # CR_BUFFER_SMALL
_NOT_THERE: Final = {0x0D, 0x25, 0x37}  # CR_NO_SUCH_DEVNODE, CR_NO_SUCH_VALUE, CR_NO_SUCH_DEVICE_INTERFACE
_REASONS: Final = {
    0x30: Unknown.MISSING,  # CR_REMOTE_COMM_FAILURE
    0x32: Unknown.MISSING,  # CR_NO_CM_SERVICES
    0x33: Unknown.DENIED,  # CR_ACCESS_DENIED
    0x34: Unknown.MISSING,  # CR_CALL_NOT_IMPLEMENTED
}
_OF_CLASS: Final = 0x200  # CM_GETIDLIST_FILTER_CLASS
_PRESENT: Final = 0x100  # CM_GETIDLIST_FILTER_PRESENT
_HAS_PROBLEM: Final = 0x400  # DN_HAS_PROBLEM, cfg.h
_DISABLED: Final = 22  # CM_PROB_DISABLED
_TEXT: Final = 0x12  # DEVPROP_TYPE_STRING, devpropdef.h
_BOOLEAN: Final = 0x11  # DEVPROP_TYPE_BOOLEAN: one byte, true is 0xFF
_LETTERS: Final = 1 << 20  # in a list of devices: more is no list
_TRIES: Final = 3  # a device may come between the two questions
_BYTES: Final = 2048


def guid(text: str) -> ctypes.Array[ctypes.c_ubyte]:
    """GUID of its text in braces, 16 bytes as guiddef.h has them."""
    return (ctypes.c_ubyte * 16).from_buffer_copy(UUID(text).bytes_le)


class PropertyKey(ctypes.Structure):
    """DEVPROPKEY, devpropdef.h: a GUID and a number."""

    _fields_ = (("fmtid", ctypes.c_ubyte * 16), ("pid", ctypes.c_uint32))


def key(fmtid: str, pid: int) -> PropertyKey:
    """Key of a property, by the text of its GUID in braces and its number."""
    return PropertyKey(guid(fmtid), pid)


FRIENDLY_NAME: Final = key("{a45c254e-df1c-4efd-8020-67d146a850e0}", 14)
DESCRIPTION: Final = key("{a45c254e-df1c-4efd-8020-67d146a850e0}", 2)
SERVICE: Final = key("{a45c254e-df1c-4efd-8020-67d146a850e0}", 6)
INSTANCE_ID: Final = key("{78c34fc8-104a-4aca-9ea4-524d52996e57}", 256)
INTERFACE_NAME: Final = key("{026e516e-b814-414b-83cd-856d6fef4822}", 2)
IS_VIRTUAL_CAMERA: Final = key("{6edc630d-c2e3-43b7-b2d1-20525a1af120}", 3)  # mfvirtualcamera.h:81


def front(id_: str) -> str:
    r"""Front of a device's id, or of an interface's path: what tells its kind.

    Of `USB\VID_04F2&PID_B6D0&MI_00\6&1…` and of `\\?\usb#vid_04f2&pid_b6d0&mi_00#6&1…#{…}` it is
    `USB\VID_04F2&PID_B6D0&MI_00`. The third part may be a serial number.
    """
    parts = id_.removeprefix("\\\\?\\").replace("#", "\\").split("\\")
    return "\\".join(parts[:2]).upper()


def of_class(setup: str) -> tuple[str, ...]:
    """Ids of the plugged-in devices of a setup class, switched off or not."""
    wanted = wintypes.LPCWSTR(setup)
    size = function(
        _LIBRARY,
        "CM_Get_Device_ID_List_SizeW",
        wintypes.DWORD,
        ctypes.POINTER(wintypes.ULONG),
        wintypes.LPCWSTR,
        wintypes.ULONG,
    )
    fill = function(
        _LIBRARY,
        "CM_Get_Device_ID_ListW",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.ULONG,
        wintypes.ULONG,
    )
    flags = _OF_CLASS | _PRESENT
    return _texts(
        lambda length: size(ctypes.byref(length), wanted, flags),
        lambda buffer, length: fill(wanted, buffer, length, flags),
    )


def interfaces(kind: str) -> tuple[str, ...]:
    """Paths of the interfaces of one kind that are ready for use."""
    bytes_of = ctypes.c_ubyte * 16
    wanted = guid(kind)
    size = function(
        _LIBRARY,
        "CM_Get_Device_Interface_List_SizeW",
        wintypes.DWORD,
        ctypes.POINTER(wintypes.ULONG),
        ctypes.POINTER(bytes_of),
        wintypes.LPCWSTR,
        wintypes.ULONG,
    )
    fill = function(
        _LIBRARY,
        "CM_Get_Device_Interface_ListW",
        wintypes.DWORD,
        ctypes.POINTER(bytes_of),
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.ULONG,
        wintypes.ULONG,
    )
    return _texts(
        lambda length: size(ctypes.byref(length), ctypes.byref(wanted), None, 0),
        lambda buffer, length: fill(ctypes.byref(wanted), None, buffer, length, 0),
    )


def interface_text(path: str, of: PropertyKey) -> str:
    """Text of an interface's property. "" where it has none."""
    return text_of(_TEXT, *_interface_property(path, of))


def interface_flag(path: str, of: PropertyKey) -> bool:
    """Whether a property of an interface is set. An older Windows has none, and then it is not."""
    kind, value = _interface_property(path, of)
    return kind == _BOOLEAN and any(value)


def device_text(node: int, of: PropertyKey) -> str:
    """Text of a device's property. "" where it has none."""
    ask = function(
        _LIBRARY,
        "CM_Get_DevNode_PropertyW",
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(PropertyKey),
        ctypes.POINTER(wintypes.ULONG),
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.ULONG),
        wintypes.ULONG,
    )
    return text_of(_TEXT, *_property(lambda kind, buffer, size: ask(node, ctypes.byref(of), kind, buffer, size, 0)))


def node_of(id_: str) -> int | None:
    """Number of a device, by its id, for as long as it is plugged in. None where it no longer is."""
    ask = function(
        _LIBRARY,
        "CM_Locate_DevNodeW",
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPCWSTR,
        wintypes.ULONG,
    )
    node = wintypes.DWORD()
    result = ask(ctypes.byref(node), id_, 0)
    if result in _NOT_THERE:
        return None
    _look(result, "CM_Locate_DevNodeW")
    return node.value


def is_off(node: int) -> bool:
    """Whether somebody switched a device off in Windows: problem 22."""
    ask = function(
        _LIBRARY,
        "CM_Get_DevNode_Status",
        wintypes.DWORD,
        ctypes.POINTER(wintypes.ULONG),
        ctypes.POINTER(wintypes.ULONG),
        wintypes.DWORD,
        wintypes.ULONG,
    )
    status, problem = wintypes.ULONG(), wintypes.ULONG()
    result = ask(ctypes.byref(status), ctypes.byref(problem), node, 0)
    if result in _NOT_THERE:
        return False
    _look(result, "CM_Get_DevNode_Status")
    return bool(status.value & _HAS_PROBLEM) and problem.value == _DISABLED


def text_of(wanted: int, kind: int, value: bytes) -> str:
    """Text of a property's bytes, UTF-16 with an end. "" for one of another type."""
    if kind != wanted:
        return ""
    return value[: len(value) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0]


def listed(letters: str) -> tuple[str, ...]:
    """Texts of a list: each ends with a null, the list with another."""
    return tuple(text for text in letters.split("\0") if text)


def _interface_property(path: str, of: PropertyKey) -> tuple[int, bytes]:
    ask = function(
        _LIBRARY,
        "CM_Get_Device_Interface_PropertyW",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        ctypes.POINTER(PropertyKey),
        ctypes.POINTER(wintypes.ULONG),
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.ULONG),
        wintypes.ULONG,
    )
    return _property(lambda kind, buffer, size: ask(path, ctypes.byref(of), kind, buffer, size, 0))


def _property(ask: Callable[[Any, Any, Any], int]) -> tuple[int, bytes]:
    """Type and bytes of a property. Type 0 (DEVPROP_TYPE_EMPTY) where there is none."""
    kind, size = wintypes.ULONG(), wintypes.ULONG(_BYTES)
    buffer = (ctypes.c_ubyte * _BYTES)()
    result = ask(ctypes.byref(kind), buffer, ctypes.byref(size))
    if result in _NOT_THERE:
        return 0, b""
    _look(result, "a device's property")
    return kind.value, bytes(buffer[: min(size.value, _BYTES)])


def _texts(size: Callable[[Any], int], fill: Callable[[Any, int], int]) -> tuple[str, ...]:
    """List of texts of unknown length: first its length is asked, then itself."""
    for _ in range(_TRIES):
        length = wintypes.ULONG()
        _look(size(length), "the length of a list of devices")
        if length.value > _LETTERS:
            raise CannotTell(Unknown.UNREADABLE, f"a list of devices of {length.value} letters")
        buffer = ctypes.create_unicode_buffer(max(length.value, 1))
        result = fill(buffer, len(buffer))
        if result != _SMALL:
            _look(result, "a list of devices")
            return listed(ctypes.wstring_at(buffer, len(buffer)))
    raise CannotTell(Unknown.UNREADABLE, "the list of devices changes all the time")


def _look(result: int, what: str) -> None:
    """`CannotTell` for what is no success."""
    if result != _SUCCESS:
        raise CannotTell(_REASONS.get(result, Unknown.UNREADABLE), f"{what}: CONFIGRET 0x{result:02x}")
