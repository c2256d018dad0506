"""A machine with macOS. Never run on one: written from Apple's headers and what public programs do; kept small for that.

Neither question needs a permission, and none opens a device. CoreMediaIO tells that a camera runs, not for whom. For
sound, macOS 14.2 lists the processes that record; a device that runs may only be playing, and a Bluetooth microphone
does not say that it runs at all, so devices alone are asked only where that list is missing.

Facts: CMIOHardwareObject.h, CMIOHardwareDevice.h, AudioHardware.h, AudioHardwareBase.h. Both families have one form: a
property is an address of three 32-bit words, its answer is a size and bytes, and an error is four letters.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from postigo.core.system import CannotTell, CaptureKind, DeviceUser, DeviceUsers, Platform, Unknown
from postigo.system import files
from postigo.system.machine import Machine

_FRAMEWORKS: Final = "/System/Library/Frameworks/{0}.framework/{0}"
_SYSTEM: Final = 1  # kAudioObjectSystemObject, kCMIOObjectSystemObject
_REFUSED: Final = {"!hog", "deny"}  # …PermissionsError, …SuspendedBySystemError
_NO_SUCH: Final = {"who?", "!obj"}  # …UnknownPropertyError, …BadObjectError


class MacOS(Machine):
    """See `Machine`."""

    platform = Platform.MACOS

    @property
    def elevated(self) -> bool:
        """See `System.elevated`."""
        return sys.platform != "win32" and os.geteuid() == 0

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """See `System.holders`."""
        return (
            cameras(Properties("CoreMediaIO")) if lens is CaptureKind.CAMERA else microphones(Properties("CoreAudio"))
        )


class Refused(Exception):  # noqa: N818 - what happened
    """A property was not told: the four letters of the error."""


class Properties:
    """The properties of one framework's objects."""

    def __init__(self, framework: str) -> None:
        try:
            library = ctypes.CDLL(_FRAMEWORKS.format(framework))
            prefix = "CMIO" if framework == "CoreMediaIO" else "Audio"
            self._size: Callable[..., int] = library[f"{prefix}ObjectGetPropertyDataSize"]
            self._data: Callable[..., int] = library[f"{prefix}ObjectGetPropertyData"]
        except (OSError, AttributeError) as missing:
            raise CannotTell(Unknown.MISSING, f"{framework}: {missing}") from None
        self._is_camera = framework == "CoreMediaIO"

    def raw(self, thing: int, selector: str, scope: str = "glob") -> bytes:
        """The bytes of a property; `Refused` with the letters of the error."""
        address = (ctypes.c_uint32 * 3)(word(selector), word(scope), 0)
        size, used = ctypes.c_uint32(), ctypes.c_uint32()
        which = (ctypes.c_uint32(thing), ctypes.byref(address), ctypes.c_uint32(0), None)
        _check(self._size(*which, ctypes.byref(size)))
        buffer = ctypes.create_string_buffer(max(size.value, 1))
        if self._is_camera:  # CoreMediaIO has separate words for what there is room for and what was used
            _check(self._data(*which, size, ctypes.byref(used), buffer))
        else:
            used.value = size.value
            _check(self._data(*which, ctypes.byref(used), buffer))
        return buffer.raw[: min(used.value, size.value)]

    def numbers(self, thing: int, selector: str, scope: str = "glob") -> list[int]:
        """A property as 32-bit numbers."""
        said = self.raw(thing, selector, scope)
        return [int.from_bytes(said[at : at + 4], sys.byteorder) for at in range(0, len(said) // 4 * 4, 4)]

    def is_on(self, thing: int, selector: str) -> bool:
        """A property that is one number, 0 or not."""
        said = self.numbers(thing, selector)
        if len(said) != 1:
            raise CannotTell(Unknown.UNREADABLE, f"{selector} of {thing} says {said}")
        return bool(said[0])


def word(letters: str) -> int:
    """Four letters as Apple packs them into a number."""
    return int.from_bytes(letters.encode("ascii"), "big")


def _check(status: int) -> None:
    if status:
        raise Refused((status & 0xFFFFFFFF).to_bytes(4, "big").decode("ascii", errors="replace"))


def _unknown(refused: Refused) -> CannotTell:
    letters = str(refused)
    return CannotTell(Unknown.DENIED if letters in _REFUSED else Unknown.UNREADABLE, f"error {letters}")


def cameras(properties: Properties) -> DeviceUsers:
    """The cameras that run somewhere, each without its process. All or nothing: one that does not answer may run."""
    try:
        devices = properties.numbers(_SYSTEM, "dev#")
        running = [device for device in devices if properties.is_on(device, "gone")]
    except Refused as refused:
        raise _unknown(refused) from None
    return DeviceUsers(
        tuple(f"camera {device}" for device in devices),
        tuple(DeviceUser(f"camera {device}", None, "", own=False) for device in running),
        seen=1,
        total=1,
    )


def microphones(properties: Properties) -> DeviceUsers:
    """Processes that record sound; before macOS 14.2 the devices that run.

    They count only where that can only mean recording.
    """
    try:
        devices = [device for device in properties.numbers(_SYSTEM, "dev#") if properties.raw(device, "stm#", "inpt")]
        names = tuple(f"microphone {device}" for device in devices)
        try:
            listed = properties.numbers(_SYSTEM, "prs#")
        except Refused as refused:
            if str(refused) not in _NO_SUCH:
                raise
            return DeviceUsers(names, _running(properties, devices), seen=1, total=1)
        recording = [thing for thing in listed if _records(properties, thing)]
        pids = [properties.numbers(thing, "ppid")[0] for thing in recording]
    except Refused as refused:
        raise _unknown(refused) from None
    except IndexError:
        raise CannotTell(Unknown.UNREADABLE, "a process without a number") from None
    return DeviceUsers(names, tuple(_holder(pid) for pid in sorted({*pids} - {os.getpid()})), seen=1, total=1)


def _records(properties: Properties, thing: int) -> bool:
    """Whether a process of the list records. One that has ended since records no more."""
    try:
        return properties.is_on(thing, "piri")
    except Refused as refused:
        if str(refused) == "!obj":
            return False
        raise


def _running(properties: Properties, devices: list[int]) -> tuple[DeviceUser, ...]:
    """The microphones that run. One that also plays may be doing only that: if none other runs, nobody can tell."""
    running = [device for device in devices if properties.is_on(device, "gone")]
    certain = [device for device in running if not properties.raw(device, "stm#", "outp")]
    if running and not certain:
        raise CannotTell(Unknown.MISSING, "a device runs that both plays and records")
    return tuple(DeviceUser(f"microphone {device}", None, "", own=False) for device in certain)


def _holder(pid: int) -> DeviceUser:
    """A process that records, with its program where the system tells it."""
    import psutil  # noqa: PLC0415 - only where somebody records

    from postigo.system import processes  # noqa: PLC0415

    def known(ask: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        try:
            return ask(psutil.Process(pid))
        except (psutil.Error, OSError):
            return None

    path = known(processes.program)
    name = known(psutil.Process.name) or ""
    return DeviceUser("microphone", pid, name, files.told(path) if path else None, own=bool(known(processes.same_user)))
