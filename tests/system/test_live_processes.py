"""Processes of the live machine: which run, who listens, and who holds a device."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postigo.core.system import CaptureKind, Exposure, Process, Unknown
from postigo.system import files, linux_holders, listeners
from postigo.system.machine import Machine
from tests.support.live import as_nobody, linux, unprivileged, why
from tests.support.pace import within
from tests.support.places import alone, leave, needs

with_nodes = needs("nodes")


# --- processes -------------------------------------------------------------------------------------------------------


def test_we_see_ourselves_running(machine: Machine) -> None:
    ours = next(process for process in machine.processes() if process.pid == os.getpid())
    assert ours.own
    assert ours.name
    assert ours.started is not None
    assert timedelta() < datetime.now(UTC) - ours.started < timedelta(hours=2)
    assert ours.path is not None
    assert files.real(ours.path) == os.path.realpath(sys.executable)


@linux
def test_a_program_is_not_what_its_command_line_says(machine: Machine) -> None:
    """Where the real path may not be read, there is none; a made-up command line is not believed."""
    with subprocess.Popen(["/usr/bin/true-looking", "30"], executable="/bin/sleep") as liar:
        try:
            seen = next(process for process in machine.processes() if process.pid == liar.pid)
        finally:
            liar.kill()
    assert seen.path is not None
    assert Path(seen.path).name in {"sleep", "coreutils", "busybox"}


@as_nobody
def test_programs_of_other_accounts_have_no_guessed_path() -> None:
    code = (
        "ps = machine.processes()\n"
        f"print([(p.own, p.path) for p in ps if p.pid == {os.getpid()}], any(p.own for p in ps))"
    )
    assert unprivileged(code) == "[(False, None)] True"


def test_a_process_of_which_little_can_be_learned_is_still_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(_self: object) -> str:
        raise OSError(22, "as under Wine")

    monkeypatch.setattr("psutil.Process.name", unable)
    monkeypatch.setattr("psutil.Process.create_time", unable)
    ours = next(process for process in machine.processes() if process.pid == os.getpid())
    assert ours == Process(os.getpid(), "", ours.path, None, own=True)


@pytest.mark.parametrize("refusal", [FileNotFoundError(2, "no /proc"), PermissionError(13, "no")])
def test_a_list_of_no_process_is_no_answer(machine: Machine, monkeypatch: pytest.MonkeyPatch, refusal: OSError) -> None:
    def refuse() -> list[int]:
        raise refusal

    monkeypatch.setattr("psutil.pids", refuse)
    assert why(machine.processes) is Unknown.UNREADABLE
    monkeypatch.setattr("psutil.pids", list)
    assert why(machine.processes) is Unknown.UNREADABLE


# --- listeners -------------------------------------------------------------------------------------------------------


def test_who_waits_for_others_is_told_with_its_reach(machine: Machine) -> None:
    with socket.socket() as open_door, socket.socket() as own_loop, socket.socket() as idle:
        open_door.bind(("", 0))
        own_loop.bind(("127.0.0.1", 0))
        idle.bind(("", 0))
        open_door.listen()
        own_loop.listen()
        found = {listener.port: listener for listener in machine.listeners().found if listener.own}
        ports = [each.getsockname()[1] for each in (open_door, own_loop, idle)]
    assert [found[port].reach if port in found else None for port in ports] == [
        Exposure.EVERYWHERE,
        Exposure.NOWHERE,
        None,
    ]
    assert found[ports[0]].path is not None
    assert (found[ports[0]].program or "no name") in (found[ports[0]].path or "")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("0.0.0.0", Exposure.EVERYWHERE),  # noqa: S104 - recognised, not bound
        ("::", Exposure.EVERYWHERE),
        ("::ffff:0.0.0.0", Exposure.EVERYWHERE),
        ("127.8.0.1", Exposure.NOWHERE),
        ("::ffff:127.0.0.1", Exposure.NOWHERE),
        ("fe80::1%eth0", Exposure.SOME),
        ("192.0.2.7", Exposure.SOME),
    ],
)
def test_an_address_tells_from_where_it_can_be_reached(address: str, expected: Exposure) -> None:
    assert listeners.reach(address) is expected


@linux
@as_nobody
def test_of_other_accounts_listeners_are_told_without_their_program() -> None:
    with socket.socket() as door:
        door.bind(("", 0))
        door.listen()
        port = door.getsockname()[1]
        code = f"print([(l.program, l.path, l.own) for l in machine.listeners().found if l.port == {port}])"
        assert unprivileged(code) == "[(None, None, False)]"


# --- holders ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def camera() -> Iterator[Path]:
    """A device node that is no camera and cannot be asked, under a camera's name."""
    node = Path("/dev/video97")
    with alone("camera"):
        if node.exists():
            leave("a video device 97 of this machine is left alone")
        os.mknod(node, 0o600 | 0o020000, os.makedev(1, 3))
        try:
            yield node
        finally:
            node.unlink()


@linux
@with_nodes
def test_who_holds_a_camera_is_told(machine: Machine, camera: Path) -> None:
    before = machine.holders(CaptureKind.CAMERA)
    assert str(camera) in before.devices
    assert not [holder for holder in before.holders if holder.device == str(camera)]
    with camera.open("rb") as held_by_us, subprocess.Popen(["sleep", "60"], stdin=held_by_us) as holding:
        try:
            found = machine.holders(CaptureKind.CAMERA)
        finally:
            holding.kill()
    held = [holder for holder in found.holders if holder.device == str(camera)]
    assert [(holder.pid, holder.program, holder.own) for holder in held] == [(holding.pid, "sleep", True)]
    assert held[0].path is not None
    assert 0 < found.seen <= found.total


@linux
@with_nodes
def test_a_path_longer_than_a_page_hides_no_process(machine: Machine, camera: Path, tmp_path: Path) -> None:
    code = (
        f"import os, sys\nos.chdir({str(tmp_path)!r})\nfor _ in range(20):\n    os.mkdir('x' * 250); os.chdir('x' * 250)\n"
        "file = open('long', 'w'); print(flush=True); sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", code]
    with (
        camera.open("rb") as held_by_us,
        subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[held_by_us.fileno()]
        ) as holding,
    ):
        try:
            assert holding.stdout is not None
            assert holding.stdout.readline() == b"\n"
            found = machine.holders(CaptureKind.CAMERA)
        finally:
            holding.kill()
            shutil.rmtree(tmp_path, ignore_errors=True)
    assert holding.pid in [holder.pid for holder in found.holders if holder.device == str(camera)]
    assert found.seen < found.total, "it may hold what we could not read"


@linux
def test_hidden_processes_are_not_counted_but_said(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hidepid, or in a container, nobody knows how many others there are: no number is made up."""
    everything = os.listdir
    pids = [name for name in everything("/proc") if name.isdigit()]

    def only_ours(path: str) -> list[str]:
        return [str(os.getpid())] if path == "/proc" else everything(path)

    monkeypatch.setattr(linux_holders, "_in_namespace", lambda: False)
    all_shown = machine.holders(CaptureKind.CAMERA)
    monkeypatch.setattr(os, "listdir", only_ours)
    few_shown = machine.holders(CaptureKind.CAMERA)
    assert not all_shown.hidden or "1" not in pids
    assert few_shown.hidden
    assert few_shown.seen == few_shown.total == 1


@linux
@with_nodes
@as_nobody
def test_without_rights_partial_sight_is_said(camera: Path) -> None:
    code = "h = machine.holders(CaptureKind.CAMERA)\nprint(h.holders, h.seen, h.total)"
    with camera.open("rb") as held_by_us, subprocess.Popen(["sleep", "60"], stdin=held_by_us) as holding:
        try:
            holders, seen, total = unprivileged(code).rsplit(" ", 2)
        finally:
            holding.kill()
    assert holders == "()"
    assert int(seen) < int(total)


@linux
@with_nodes
@needs("mount")
def test_a_camera_held_in_another_mount_name_space_is_told(machine: Machine, camera: Path) -> None:
    """As under snap and flatpak."""
    holding = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", f"exec 5<{camera} && echo ready && exec sleep 60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with holding:
        assert holding.stdout is not None
        try:
            assert holding.stdout.readline() == b"ready\n"
            held = [(holder.pid, holder.program) for holder in machine.holders(CaptureKind.CAMERA).holders]
        finally:
            holding.kill()
    assert holding.pid in [pid for pid, _ in held]  # as the shell, or already as what it turns into


@linux
def test_who_can_only_write_to_a_device_of_a_programs_is_no_watcher() -> None:
    """The flags are the kernel's; a loopback device itself needs a module that is not there."""
    flags = {os.O_WRONLY: True, os.O_RDWR: False, os.O_RDONLY: False, os.O_WRONLY | os.O_NONBLOCK: True}
    for flag, feeds in flags.items():
        file = os.open("/dev/null", flag)
        try:
            assert linux_holders._only_writes(os.getpid(), str(file)) is feeds
        finally:
            os.close(file)
    assert not linux_holders._only_writes(os.getpid(), "9999"), "what cannot be read is no yes"
    assert linux_holders._made() == frozenset() or all(node.startswith("/dev/video") for node in linux_holders._made())


@linux
def test_a_folder_of_devices_that_may_not_be_listed_is_not_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: str) -> list[str]:
        raise PermissionError(13, "no") if place == "/dev" else FileNotFoundError(2, "no")

    monkeypatch.setattr("os.listdir", refuse)
    assert why(lambda: list(linux_holders._existing(CaptureKind.CAMERA))) is Unknown.DENIED


@linux
def test_looking_at_all_processes_is_quick(machine: Machine) -> None:
    machine.holders(CaptureKind.CAMERA)
    assert within(3, lambda: machine.holders(CaptureKind.CAMERA)).total > 0  # some 5 ms for 90 processes


@linux
def test_sound_channels_tell_their_owner_to_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for channel, said in {
        "card0/pcm0c/sub0": f"state: RUNNING\nowner_pid   : {threading.get_native_id()}\ntrigger_time: 1.0\n",
        "card1/pcm2c/sub0": "closed\n",
    }.items():
        (tmp_path / channel).mkdir(parents=True)
        (tmp_path / channel / "status").write_text(said, encoding="ascii")
    monkeypatch.setattr(linux_holders, "_ASOUND", tmp_path)
    monkeypatch.setattr(linux_holders, "_existing", lambda _: ["/dev/snd/pcmC0D0c", "/dev/snd/pcmC1D2c"])
    found = linux_holders.holders(CaptureKind.MICROPHONE)
    assert [(holder.device, holder.pid) for holder in found.holders] == [("/dev/snd/pcmC0D0c", os.getpid())]
    assert found.seen == found.total, "every channel tells its owner: nothing is hidden"
    (tmp_path / "card1/pcm2c/sub0/status").write_text("sta", encoding="ascii")
    assert why(lambda: linux_holders.holders(CaptureKind.MICROPHONE)) is Unknown.UNREADABLE
