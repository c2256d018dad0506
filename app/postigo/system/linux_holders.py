"""Holders of cameras and microphones on Linux, from the open files of every process.

Two sources: `/proc/PID/fd`, which shows only the processes that we may look into, and for sound
`/proc/asound/…/status`, which names whoever has a recording channel open and which everybody may read. Where that is
complete, every process counts as looked into. A channel counts from the moment it is open, running or not, as in
`/proc/PID/fd`: so the answer does not depend on our rights.

Who has a device of v4l2loopback open for writing only feeds it and sees nothing: the kernel shows the flags of each open
file in `/proc/PID/fdinfo` (proc(5)). Of a true camera that proves nothing: with memory of its own (V4L2_MEMORY_USERPTR) a
program gets its pictures through such a file too.

No device is opened but a `/dev/videoN` that somebody has open already, to ask whether it is a camera at all: codecs and
the side channels of cameras have such names too. What does not answer counts as a camera.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from postigo.core.system import CannotTell, CaptureKind, DeviceUser, DeviceUsers, Unknown
from postigo.system import files, places

_NODES: Final = {
    CaptureKind.CAMERA: re.compile(r"/dev/video\d+"),
    CaptureKind.MICROPHONE: re.compile(r"/dev/snd/pcmC\d+D\d+c"),
}
_PLACES: Final = {
    CaptureKind.CAMERA: ("/dev", "/sys/class/video4linux"),
    CaptureKind.MICROPHONE: ("/dev/snd", "/sys/class/sound"),
}
_ELSEWHERE: Final = re.compile(r"(?:/.*)?/video\d+")  # in a chroot or another mount namespace, /dev lies elsewhere
_VIDEO_MAJOR: Final = 81  # Documentation/admin-guide/devices.txt

# linux/videodev2.h: struct v4l2_capability is 104 bytes, `capabilities` and `device_caps` at 84 and 88.
_QUERYCAP: Final = 0x80685600
_CAPTURE: Final = 0x1 | 0x1000  # also multi-planar
_CODEC: Final = 0x8000 | 0x4000  # memory to memory
_HAS_DEVICE_CAPS: Final = 0x80000000

_VIRTUAL: Final = "/sys/devices/virtual/video4linux"
_ACCESS: Final = 0o3  # O_ACCMODE
_FLAGS: Final = re.compile(r"^flags:\s*([0-7]+)$", re.MULTILINE)

_KERNEL_THREAD: Final = 0x00200000  # PF_KTHREAD
_ASOUND: Final = Path("/proc/asound")
_FIRST_NAMESPACE: Final = "pid:[4026531836]"  # PROC_PID_INIT_INO: the kernel's first, which shows all processes


def holders(lens: CaptureKind) -> DeviceUsers:
    """Processes that hold the devices of one kind. See `System.holders`."""
    made = _made() if lens is CaptureKind.CAMERA else frozenset()
    held, seen, total, hidden = _open_files(lens, made)
    devices = set(_existing(lens))
    found: set[tuple[str, int | None]] = {(device, pid) for device, pids in held.items() for pid in pids}
    if lens is CaptureKind.CAMERA:
        cameras = {device for device in held if _is_camera(device)}
        found = {(device, pid) for device, pid in found if device in cameras}
    else:
        channels, complete = _channels(devices)
        found |= {(device, pid) for device, pid in channels if pid is not None or device not in held}
        if complete:
            seen, hidden = total, False
    devices.update(device for device, _ in found)
    in_order = sorted(found, key=lambda holding: (holding[0], holding[1] or 0))
    holding = tuple(_holder(device, pid) for device, pid in in_order)
    return DeviceUsers(tuple(sorted(devices)), holding, seen, total, hidden, tuple(sorted(made & devices)))


def _made() -> frozenset[str]:
    """The video devices that a program makes. Where that cannot be seen, none: then each counts as a camera."""
    try:
        return frozenset(f"/dev/{name}" for name in os.listdir(_VIRTUAL))  # noqa: PTH208 - names, fast
    except OSError:
        return frozenset()


def _existing(lens: CaptureKind) -> Iterator[str]:
    """Devices of one kind: as nodes, or as the kernel lists them. A container may have no nodes."""
    pattern = _NODES[lens]
    refused = ""
    found = False
    folder, listed = _PLACES[lens]
    for place in (folder, listed):
        try:
            names = os.listdir(place)  # noqa: PTH208
        except PermissionError:
            refused = place
            continue
        except OSError:
            continue
        for path in (f"{folder}/{name}" for name in names):
            if pattern.fullmatch(path):
                found = True
                yield path
    if refused and not found:
        raise CannotTell(Unknown.DENIED, f"{refused} may not be listed")
    if not found:
        places.require(listed)  # none in /dev says nothing inside a container; none in a /sys that is there does


# --- /proc/PID/fd ----------------------------------------------------------------------------------------------------


def _open_files(lens: CaptureKind, made: frozenset[str]) -> tuple[dict[str, set[int]], int, int, bool]:
    """Devices with their holders; how many processes could be seen; whether others are hidden.

    The second is two numbers: how many, and of how many.
    """
    held: dict[str, set[int]] = {}
    seen = total = 0
    own = os.getpid()  # another thread of ours may be asking a device its capabilities just now
    try:
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - names, fast
    except OSError as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"/proc: {wrong.strerror}") from None
    for pid in pids:
        try:
            numbers = os.listdir(f"/proc/{pid}/fd")  # noqa: PTH208
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        except OSError:
            total += _has_files(pid)
            continue
        devices, whole = _devices(pid, numbers, lens, made)
        if pid != own:
            for device in devices:
                held.setdefault(device, set()).add(pid)
        counts = bool(numbers) or _has_files(pid)
        seen += counts and whole
        total += counts
    return held, seen, total, 1 not in pids or _in_namespace()


def _devices(pid: int, numbers: Iterable[str], lens: CaptureKind, made: frozenset[str]) -> tuple[set[str], bool]:
    """Devices of one kind among a process's open files. With it, whether each of its files could be told."""
    fits = _NODES[lens].fullmatch
    found: set[str] = set()
    whole = True
    for number in numbers:
        file = f"/proc/{pid}/fd/{number}"
        try:
            target = os.readlink(file).removesuffix(" (deleted)")  # noqa: PTH115 - the link is the answer; never followed
        except (FileNotFoundError, ProcessLookupError):
            continue  # closed meanwhile
        except OSError:  # ENAMETOOLONG, for one: a path longer than a page, which anybody can make
            whole = False
            continue
        node: str | None = None
        if target.startswith("/dev/"):
            node = target if fits(target) else None
        elif lens is CaptureKind.CAMERA and _ELSEWHERE.fullmatch(target):
            node = _video_node(file)
        if node is not None and not (node in made and _only_writes(pid, number)):
            found.add(node)
    return found, whole


def _only_writes(pid: int, number: str) -> bool:
    """Whether an open file can only be written to. What cannot be read is no yes."""
    try:
        said = _FLAGS.search(Path(f"/proc/{pid}/fdinfo/{number}").read_text(encoding="ascii", errors="replace"))
    except OSError:
        return False
    return said is not None and int(said[1], 8) & _ACCESS == os.O_WRONLY


def _video_node(file: str) -> str | None:
    """Usual name of the video device behind an open file, by its number. None for something else."""
    if sys.platform == "win32":
        raise NotImplementedError
    try:
        info = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    device = info.st_rdev
    if not stat.S_ISCHR(info.st_mode) or os.major(device) != _VIDEO_MAJOR:
        return None
    with suppress(OSError):
        name = os.path.basename(os.readlink(f"/sys/dev/char/{os.major(device)}:{os.minor(device)}"))  # noqa: PTH115, PTH119
        if _NODES[CaptureKind.CAMERA].fullmatch(f"/dev/{name}"):
            return f"/dev/{name}"
    return f"/dev/video{os.minor(device)}"


def _has_files(pid: int) -> bool:
    """Whether a process without visible files can hold one. Threads of the kernel and zombies cannot."""
    try:
        state, *numbers = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return state not in {b"Z", b"X"} and not int(numbers[5]) & _KERNEL_THREAD
    except FileNotFoundError:
        return False
    except (OSError, ValueError, IndexError):
        return True


def _in_namespace() -> bool:
    try:
        return os.readlink("/proc/self/ns/pid") != _FIRST_NAMESPACE  # noqa: PTH115
    except OSError:
        return False  # a kernel without namespaces


def _is_camera(device: str) -> bool:
    """Whether a held device takes pictures. It is asked itself; any doubt is a yes."""
    if sys.platform != "linux":
        raise NotImplementedError
    import fcntl  # noqa: PLC0415 - Linux only

    answer = bytearray(104)
    try:
        node = os.open(device, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        try:
            fcntl.ioctl(node, _QUERYCAP, answer)
        finally:
            os.close(node)
    except OSError:
        return True
    everything, this_node = struct.unpack_from("=II", answer, 84)
    can = this_node if everything & _HAS_DEVICE_CAPS else everything
    return bool(can & _CAPTURE) and not can & _CODEC


# --- /proc/asound ----------------------------------------------------------------------------------------------------


def _channels(devices: Iterable[str]) -> tuple[set[tuple[str, int | None]], bool]:
    """Open recording channels, each with its process, and whether every device's could be read.

    `status` says "closed", or a state and then `owner_pid`, which is the *thread* that opened the channel.
    """
    found: set[tuple[str, int | None]] = set()
    complete = True
    for device in devices:
        card, number = re.findall(r"\d+", device)
        states = list((_ASOUND / f"card{card}" / f"pcm{number}c").glob("sub*/status"))
        complete = complete and bool(states)
        for state in states:
            try:
                said = state.read_text(encoding="ascii", errors="replace")
            except OSError:
                complete = False
                continue
            if said.strip() == "closed":
                continue
            owner = re.search(r"^owner_pid\s*:\s*(\d+)", said, re.MULTILINE)
            if not said.startswith("state:") or owner is None:
                raise CannotTell(Unknown.UNREADABLE, f"{state}: {said[:80]!r}")
            found.add((device, _process_of(int(owner[1]))))
    return found, complete


def _process_of(thread: int) -> int | None:
    """The process that a thread is part of; None if it is hidden from us."""
    return _status(thread, "Tgid")


def _status(pid: int, field: str) -> int | None:
    """First number in a line of /proc/PID/status. None if the process is hidden or has ended."""
    try:
        said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    line = re.search(rf"^{field}:\s*(\d+)", said, re.MULTILINE)
    return int(line[1]) if line else None


# --- processes -------------------------------------------------------------------------------------------------------


def _holder(device: str, pid: int | None) -> DeviceUser:
    if pid is None:
        return DeviceUser(device, None, "", own=False)
    path = _first(lambda: os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)"))  # noqa: PTH115
    name = _first(lambda: Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").rstrip("\n"))
    return DeviceUser(
        device,
        pid,
        name or os.path.basename(path or ""),  # noqa: PTH119
        files.told(path).encode(errors="replace").decode() if path else None,
        own=_is_own(pid),
    )


def _is_own(pid: int) -> bool:
    return sys.platform != "win32" and _status(pid, "Uid") == os.getuid()


def _first(ask: Callable[[], str]) -> str | None:
    try:
        return ask()
    except OSError:
        return None
