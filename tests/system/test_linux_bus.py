"""D-Bus, asked on a private bus: nothing is started by asking, nothing waits for ever, each refusal keeps its reason."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postigo.core.system import Bus, BusError, CannotTell, Json, Unknown
from postigo.system.live import live
from tests.support.pace import waits, within
from tests.support.places import needs

pytestmark = needs("linux", "dbus-daemon")

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <servicedir>{folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <deny send_destination="org.example.Locked"/>
  </policy>
</busconfig>
"""

SERVICE = """[D-BUS Service]
Name=org.example.Sleeping
Exec=/bin/sh -c "touch {folder}/awake"
"""

PEER = """
import sys
from jeepney import DBusAddress, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
connection, locked = open_dbus_connection("SESSION"), open_dbus_connection("SESSION")
Proxy(message_bus, connection).RequestName("org.example.Silent")
Proxy(message_bus, locked).RequestName("org.example.Locked")
print("ready", flush=True)
kept = []
while True:
    message = connection.receive()
    member = message.header.fields.get(3)
    if member == "Echo":
        connection.send(new_method_return(message, message.header.fields.get(8), message.body))
    elif member == "Refuse":
        connection.send(new_error(message, "org.example.Error.NotFound"))
    elif member == "Leave":
        sys.exit()
    kept.append(message)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def bus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A private bus, with one peer that answers some questions and is silent to others."""
    (folder / "bus.conf").write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
    (folder / "sleeping.service").write_text(SERVICE.format(folder=folder), encoding="utf-8")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={folder}/bus")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--config-file", str(folder / "bus.conf"), "--nofork", "--print-address=1", "--nopidfile"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with daemon, contextlib.ExitStack() as ends:
        ends.callback(daemon.kill)
        assert daemon.stdout is not None
        assert daemon.stdout.readline()
        peer = ends.enter_context(subprocess.Popen([sys.executable, "-c", PEER], stdout=subprocess.PIPE))
        ends.callback(peer.kill)
        assert peer.stdout is not None
        assert peer.stdout.readline() == b"ready\n"
        yield


def ask(destination: str, member: str, signature: str = "", *arguments: Json, timeout: float = 3.0) -> Json | BusError:
    return live().dbus(
        Bus.SESSION, destination, "/org/example", "org.example.I", member, signature, *arguments, timeout=timeout
    )


def of_the_bus(member: str, signature: str = "", *arguments: Json) -> Json | BusError:
    name = "org.freedesktop.DBus"
    return live().dbus(Bus.SYSTEM, name, "/org/freedesktop/DBus", name, member, signature, *arguments)


def why(asking: Callable[[], object]) -> Unknown:
    with pytest.raises(CannotTell) as unknown:
        asking()
    return unknown.value.why


@pytest.mark.usefixtures("bus")
def test_an_answer_is_plain_json() -> None:
    assert of_the_bus("NameHasOwner", "s", "org.example.Silent") == [True]
    assert of_the_bus("NameHasOwner", "s", "org.example.Nobody") == [False]
    said = of_the_bus("GetConnectionCredentials", "s", "org.example.Silent")
    assert isinstance(said, list)
    assert isinstance(said[0], dict)
    assert said[0]["UnixUserID"] == os.getuid(), "a variant is its value"
    names = of_the_bus("ListNames")
    assert isinstance(names, list)
    assert "org.example.Locked" in str(names[0])


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(
    ("signature", "arguments", "plain"),
    [
        ("", [], []),
        ("sub", ["ñ", 7, True], ["ñ", 7, True]),
        ("a{sv}", [{"a": ["s", "x"], "b": ["ai", [1, 2]], "c": ["v", ["u", 3]]}], [{"a": "x", "b": [1, 2], "c": 3}]),
        ("ay", [[1, 255]], [[1, 255]]),
        ("a{u(sb)}", [{4: ["x", False]}], [{"4": ["x", False]}]),
        ("(s(ii))", [["a", [1, 2]]], [["a", [1, 2]]]),
        ("aa{so}", [[{"p": "/a/b"}, {}]], [[{"p": "/a/b"}, {}]]),
        ("dx", [1.5, -(2**40)], [1.5, -(2**40)]),
    ],
)
def test_every_shape_travels_there_and_back(signature: str, arguments: list[Json], plain: Json) -> None:
    assert ask("org.example.Silent", "Echo", signature, *arguments) == plain


@pytest.mark.usefixtures("bus")
def test_an_error_of_the_peer_is_an_answer() -> None:
    assert ask("org.example.Silent", "Refuse") == BusError("org.example.Error.NotFound")
    assert of_the_bus("NoSuchMethod") == BusError("org.freedesktop.DBus.Error.UnknownMethod")


@pytest.mark.usefixtures("bus")
def test_who_is_not_there_is_missing_and_is_not_started(folder: Path) -> None:
    assert why(lambda: ask("org.example.Nobody", "Echo")) is Unknown.MISSING
    assert why(lambda: ask("org.example.Sleeping", "Echo")) is Unknown.MISSING
    time.sleep(0.3)
    assert not (folder / "awake").exists(), "asking has started a service"


@pytest.mark.usefixtures("bus")
def test_the_sleeping_service_could_have_been_started(folder: Path) -> None:
    """The counter-check: without the flag, the same question wakes it."""
    words = ["--print-reply", "--dest=org.example.Sleeping", "/", "org.example.I.Echo"]
    subprocess.run(["dbus-send", "--session", "--reply-timeout=500", *words], capture_output=True, check=False)
    assert waits((folder / "awake").exists, 5)


@pytest.mark.usefixtures("bus")
def test_a_refusal_of_the_bus_is_denied() -> None:
    assert why(lambda: ask("org.example.Locked", "Echo")) is Unknown.DENIED


@pytest.mark.usefixtures("bus")
def test_silence_ends_with_the_time() -> None:
    began = time.monotonic()
    assert within(2, lambda: why(lambda: ask("org.example.Silent", "Nothing", timeout=0.4))) is Unknown.TIMEOUT
    assert time.monotonic() - began > 0.3


@pytest.mark.usefixtures("bus")
def test_a_peer_that_goes_away_has_not_answered() -> None:
    assert why(lambda: ask("org.example.Silent", "Leave")) is Unknown.TIMEOUT


@pytest.mark.usefixtures("bus")
def test_a_question_that_cannot_be_put_is_unreadable() -> None:
    assert why(lambda: ask("org.example.Silent", "Echo", "s", 7)) is Unknown.UNREADABLE
    assert why(lambda: ask("org.example.Silent", "Echo", "s")) is Unknown.UNREADABLE
    assert why(lambda: ask("org.example.Silent", "Echo", "h", 1)) is Unknown.UNREADABLE
    not_a_path = lambda: live().dbus(Bus.SESSION, "org.example.Silent", "no path", "org.example.I", "Echo")  # noqa: E731
    assert why(not_a_path) is Unknown.UNREADABLE


@pytest.mark.usefixtures("bus")
def test_threads_get_each_their_own_answer() -> None:
    said: dict[int, Json | BusError] = {}
    threads = [
        threading.Thread(target=lambda n=n: said.__setitem__(n, ask("org.example.Silent", "Echo", "u", n)))
        for n in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {n: [n] for n in range(16)}


def test_no_bus_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    assert why(lambda: ask("org.example.A", "B")) is Unknown.MISSING
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(folder / "bus"))
        assert why(lambda: ask("org.example.A", "B")) is Unknown.MISSING


@pytest.mark.parametrize(
    "address", ["tcp:host=192.0.2.1,port=1", "disabled:", "autolaunch:", "nonsense", "unix:tmpdir=/x"]
)
def test_only_a_socket_of_this_machine_is_a_bus(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    # A bus that does not answer takes three seconds.
    assert within(2.5, lambda: why(lambda: ask("org.example.A", "B"))) is Unknown.MISSING


@pytest.mark.parametrize("greeting", [b"", b"OK 1234567890abcdef\r\n", b"noise\r\n"])
def test_a_bus_that_does_not_talk_sense_holds_nobody_up(
    greeting: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder}/odd")

    def refused() -> Unknown:
        (folder / "odd").unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(folder / "odd"))
            listening.listen()
            kept: list[socket.socket] = []

            def serve() -> None:
                connection, _ = listening.accept()
                kept.append(connection)
                connection.sendall(greeting)

            server = threading.Thread(target=serve)
            server.start()
            said = why(lambda: ask("org.example.A", "B", timeout=0.4))
            server.join()
            kept[0].close()
        return said

    assert within(6, refused) in {Unknown.TIMEOUT, Unknown.DENIED, Unknown.UNREADABLE}
