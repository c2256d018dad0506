"""A recording names nobody: whatever stands in the answers, and in whatever coding."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any, TypeVar

import pytest

from postigo.core.system import (
    ABSENT,
    Bus,
    BusError,
    CannotTell,
    CaptureKind,
    DeviceUser,
    DeviceUsers,
    Entry,
    Exposure,
    Found,
    Json,
    Key,
    Listener,
    Listeners,
    Output,
    Platform,
    Process,
    RegistryValue,
    School,
    Token,
    Unknown,
    attempt,
)
from postigo.core.windows_call import WindowsCall
from postigo.system import identity, recording
from postigo.system.identity import Identity
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.system.scrub import Scrub
from tests.support.canaries import THEN, survivors

T = TypeVar("T")

ALBA = Identity(
    platform=Platform.LINUX,
    homes=("/home/alba.nuñez", "/var/home/alba.nuñez"),
    users=("alba.nuñez", "albanunez"),
    names=("Alba Núñez Roldán",),
    others=("gonzalo", "Gonzalo Prieto"),
    hosts=("casa-nunez.lan", "casa-nunez"),
    numbers=("9f0c2d4e6a8b4c1d9e3f5a7b9c1d3e5f", "7C3E-91AB", "3c52a1f0d9e4"),
    addresses=("203.0.113.77", "2a02:db8:77::1234"),
    account=184233,
)


class Talker:
    """A machine that tells all about Alba, in every verb."""

    platform = Platform.LINUX
    elevated = False
    school = School(("Veyon",), "Alba Núñez")

    def now(self) -> datetime:
        return THEN

    def run(self, *argv: str, timeout: float = 5.0, env: Any = None) -> Output:
        del timeout, env
        if argv[0] == "slow":
            raise CannotTell(Unknown.TIMEOUT, "/home/alba.nuñez/bin/slow")
        if argv[0] == "pw-dump":
            said = {
                "application.process.user": "albanunez",
                "application.process.host": "casa-nunez",
                "media.name": "Carta a mi vecina - Writer",
                "device.serial": "046d_C920_SN-8841-XYZ",
                "node.name": "alsa_input.usb-046d_C920_SN-8841-XYZ-02.analog-stereo",
            }
            return Output(0, json.dumps([said, {"name": "Núñez"}]))
        out = (
            "/home/alba.nuñez/Documentos\nfile:///home/alba.nu%C3%B1ez/a%20albanunez\n\talbanunez@casa-nunez:~$\n"
            "uid=184233(albanunez) mail Alba.Nunez@correo.example.es and user@184233.service\n"
            "card 3c:52:a1:f0:d9:e4, /org/bluez/hci0/dev_3C_52_A1_F0_D9_E4, 3C52A1F0D9E4, 11:22:33:44:55:66\n"
            "SSID: WiFi de la abuela\n203.0.113.77 2a02:db8:77::1234\n"
            "machine 9f0c2d4e6a8b4c1d9e3f5a7b9c1d3e5f UUID=7C3E-91AB S-1-5-21-3623811015-3361044348-30300820-1013\n"
            r"C:\Users\albanunez\AppData C:#Users#ALBANUNEZ#x.exe {\"a\": \"b\nalbanunez\", \"c\": \"N\u00fa\u00f1ez Nunez\"}"
            "\nGonzalo Prieto gonzalo NU\u0301N\u0303EZ\n"
        )
        return Output(0, out, "albanunez: permission denied\n")

    def read(self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False) -> Any:
        del limit, optional
        wide = "Alba Núñez, albanunez".encode("utf-16-le")
        content = b"\xff\xfe\x00\x01" + wide + b"\x00\x00\xffalbanunez\x00" + "Núñez".encode("cp1252") + b"\xfe\xff"
        if path.endswith(".gone"):
            return ABSENT
        return content if head is None else content[:head]

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        del pattern
        return (Entry("/var/home/alba.nuñez/x", "file", 3, THEN), Entry("/home/gonzalo", "folder", 0, THEN))

    def find(self, folder: str, names: tuple[str, ...], **how: Any) -> Any:
        del how
        entry = Entry(f"/home/alba.nuñez/{names[0]}", "file", 3, THEN)
        return ABSENT if folder.endswith(".gone") else Found((entry,), ("/home/alba.nuñez/closed",))

    def which(self, program: str, *, optional: bool = False) -> Any:
        del optional
        return f"/home/alba.nuñez/.local/bin/{program}"

    def registry(self, key: str, *, optional: bool = False) -> Any:
        del key, optional
        values: dict[str, RegistryValue] = {
            r"C:\Users\albanunez\app.exe": b"\x01\x02\xff" + "albanunez".encode("utf-16-le"),
            "tiny": b"\xffgonzalo",
            "mac": bytes.fromhex("ff00") + b"3c:52:a1:f0:d9:e4",
            "list": ("albanunez", "Núñez"),
            "wide": "albanunez".encode("utf-16-le"),
            "number": 7,
        }
        return Key(values, ("C:#Users#albanunez#call.exe",), THEN)

    def dbus(self, *words: Any, timeout: float = 3.0) -> Json | BusError:
        del timeout
        if words[4] == "Refuse":
            return BusError("org.example.albanunez.Error")
        return [
            {"Ssid": list(b"WiFi de la abuela"), "HwAddress": "3C:52:A1:F0:D9:E4", "Owner": list(b"x albanunez x")},
            {"/org/bluez/dev_3C_52_A1_F0_D9_E4": 1, "/org/bluez/dev_11_22_33_44_55_66": 2},
            184233,
        ]

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        del expression, timeout, values
        return [
            {
                "SerialNumber": "SN-8841-XYZ",
                "Hex": b"albanunez hola".hex().upper(),
                "Sid": "S-1-5-21-3623811015-1-2-500",
            }
        ]

    def call(self, call: WindowsCall[T], **values: str) -> T:
        del values
        raise CannotTell(Unknown.MISSING, call.name)

    def plist(self, path: str, *, optional: bool = False) -> Any:
        del path, optional
        return {"data": base64.b64encode(b"\x00bplist Alba N\xc3\xba\xc3\xb1ez gonzalo").decode(), "n": [1, 2, 3]}

    def token(self) -> Token:
        return Token("S-1-5-21-3623811015-3361044348-30300820-1013", ("S-1-1-0", "S-1-5-21-3623811015-1-2-513"))

    def processes(self) -> tuple[Process, ...]:
        return tuple(Process(pid, "firefox", "/home/alba.nuñez/firefox", THEN) for pid in (7001, 7002, 7003))

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        del lens
        return DeviceUsers(
            ("/dev/video0",), (DeviceUser("/dev/video0", 7002, "firefox", "/home/alba.nuñez/firefox"),), 1, 9
        )

    def listeners(self) -> Listeners:
        return Listeners((Listener("tcp", 8080, Exposure.EVERYWHERE, "juego", "/home/alba.nuñez/juego"),))

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:
        del path, query, optional
        return [{"client": "/home/alba.nuñez/bin/zoom", "blob": base64.b64encode("Núñez".encode("utf-16-le")).decode()}]


def asked_everything(system: Any) -> list[Any]:
    """One question of every kind, each answer or the reason for none."""
    return [
        system.now(),
        system.elevated,
        attempt(system.run, "id", "/home/alba.nuñez/with space"),
        attempt(system.run, "pw-dump"),
        attempt(system.run, "slow"),
        attempt(system.read, "/home/alba.nuñez/.config/x", optional=True),
        attempt(system.read, "~/x.gone", optional=True),
        attempt(system.glob, "/home/*"),
        attempt(system.which, "zoom", optional=True),
        attempt(system.registry, r"HKCU\SOFTWARE\albanunez", optional=True),
        attempt(system.dbus, Bus.SYSTEM, "org.a", "/org/a/User184233", "org.a.B", "Get", "s", "albanunez"),
        attempt(system.dbus, Bus.SYSTEM, "org.a", "/", "org.a.B", "Refuse", "a{sv}", {"who": ["s", "albanunez"]}),
        attempt(system.powershell, "Get-Thing -Path 'C:\\Users\\albanunez'"),
        attempt(system.powershell, "Get-Thing -Path $folder", folder="C:\\Users\\albanunez\\Álbum d’Alba"),
        attempt(system.plist, "~/Library/x.plist", optional=True),
        attempt(system.processes),
        attempt(system.holders, CaptureKind.CAMERA),
        attempt(system.listeners),
        attempt(system.find, "/home/alba.nuñez", ("a", "b"), depth=2, only=".*"),
        attempt(system.sqlite, "~/x.db", "SELECT client, blob FROM access", optional=True),
    ]


def remembered(system: Any, whom: Identity = ALBA) -> Recording:
    remembering = Recorder(system)
    asked_everything(remembering)
    return remembering.recording(whom, "0.1.0", {"a.b": {"level": "good"}}, source="Alba Núñez, casa-nunez")


def test_no_canary_survives_in_any_coding() -> None:
    content = recording.dump(remembered(Talker()))
    assert survivors(content) == []


def test_the_canaries_are_found_where_nothing_is_scrubbed() -> None:
    content = recording.dump(remembered(Talker(), Identity(Platform.LINUX)))
    assert {"albanunez", "Núñez", "gonzalo", "casa-nunez", "9f0c2d4e6a8b"} <= set(survivors(content))


def test_two_stay_two() -> None:
    answers = remembered(Talker()).answers
    networks = next(answer["value"] for question, answer in answers.items() if question.endswith('Get ["ana"]'))
    assert len(networks[1]) == 2, "two Bluetooth devices became one"
    assert networks[0]["Ssid"] == list(b"red")


def test_what_tells_nothing_of_a_person_stays_as_it_is() -> None:
    scrub = Scrub(ALBA)
    for said in (
        "Inst base-files [12.4+deb12u11] (12.4+deb12u15 Debian:12.15/oldstable [amd64])",
        "getty@tty1.service user@1000.service chrome@2x.png",
        "{E5323777-F976-4f5b-9B55-B94699C46E44}",
        "10.0.19045.1 1.203.0.113.77.5 alba-longa is a place; the albatross is a bird",
        "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        'productState 397568, "HRESULT 0x80041003,Microsoft.Management"',
    ):
        assert scrub.text(said).replace("ana-longa", "alba-longa") == said


def test_a_home_of_somebody_in_no_list_is_scrubbed_too() -> None:
    scrub = Scrub(Identity(Platform.LINUX, homes=("/root",), users=("root",)))
    assert scrub.text("/home/zorrilla/spycam and /home/zorrilla/x") == "/home/otra1/spycam and /home/otra1/x"
    assert scrub.text("/home/otra1/spycam /home/ana/x /home/*/.config /Users/Shared/x") == (
        "/home/otra1/spycam /home/ana/x /home/*/.config /Users/Shared/x"
    )


def test_a_scrubbed_text_is_scrubbed_only_once() -> None:
    scrub = Scrub(ALBA)
    once = scrub.text(Talker().run("id").out)
    assert scrub.text(once) == once


@pytest.mark.parametrize("name", ["a", "user", "debian", "video"])
def test_a_name_that_is_a_word_does_not_tear_the_recording_to_pieces(name: str) -> None:
    scrub = Scrub(Identity(Platform.LINUX, homes=(f"/home/{name}",), users=(name,), hosts=(name,)))
    said = '{"ID": "debian", "state": "a user of /dev/video0", "kind": "video"}'
    assert scrub.text(said) == said
    assert (
        scrub.text(f"/home/{name}/x /run/media/{name}/usb/{name}.txt")
        == f"/home/ana/x /run/media/ana/disco1/{name}.txt"
    )
    assert scrub.text(f'"application.process.user": "{name}"') == '"application.process.user": "ana"'
    assert scrub.text(rf"C:\Users\{name}\x") == r"C:\Users\ana\x"


def test_on_windows_paths_in_the_registry_and_of_processes_still_agree() -> None:
    whom = Identity(Platform.WINDOWS, homes=(r"C:\Users\lucía.vega",), users=("lucía.vega",), hosts=("AULA-7",))
    scrub = Scrub(whom)
    process = scrub.text(r"C:\Users\Lucía.Vega\Downloads\x.exe")
    leaf = scrub.text("C:#Users#lucía.vega#Downloads#x.exe")
    assert process == leaf.replace("#", "\\") == r"C:\Users\ana\Downloads\x.exe"
    assert scrub.text(r"\\AULA-7\share C:\Users\Public") == r"\\equipo\share C:\Users\Public"


def test_binary_answers_keep_their_length() -> None:
    content = Talker().read("x")
    scrubbed = Scrub(ALBA).binary(content)
    assert len(scrubbed) == len(content)
    assert scrubbed != content


def test_a_replay_of_what_was_remembered_answers_the_same() -> None:
    """Without anybody to hide, the answers are those of the machine itself, all types included."""
    remembering = Recorder(Talker())
    said = asked_everything(remembering)
    content = recording.dump(remembering.recording(Identity(Platform.LINUX), "0.1.0"))
    again = asked_everything(Replay(recording.load(content)))
    for live_answer, replayed in zip(said, again, strict=True):
        if isinstance(live_answer, CannotTell):
            assert isinstance(replayed, CannotTell)
            assert replayed.why is live_answer.why
        elif isinstance(live_answer, tuple) and live_answer and isinstance(live_answer[0], Process):
            assert {process.pid for process in replayed} == {7001, 7002}, "one of each program, and who holds a camera"
        elif isinstance(live_answer, Key):
            kept = {name: value for name, value in live_answer.values.items() if name != "mac"}  # hidden from everybody
            assert {name: value for name, value in replayed.values.items() if name != "mac"} == kept
            assert (replayed.subkeys, replayed.written) == (live_answer.subkeys, live_answer.written)
        elif not isinstance(live_answer, (Output, list)):  # in those, cards and titles are hidden from everybody
            assert replayed == live_answer


def test_the_whole_recorded_machine_can_be_read_back() -> None:
    loaded = recording.load(recording.dump(remembered(Talker())))
    replay = Replay(loaded)
    assert replay.read("/home/ana/.config/x").startswith(b"\xff\xfe")
    assert replay.run("id", "/home/ana/with space").code == 0
    assert replay.read("~/x.gone", optional=True) is ABSENT
    with pytest.raises(CannotTell) as unknown:
        replay.run("slow")
    assert unknown.value.why is Unknown.TIMEOUT
    assert unknown.value.detail == "/home/ana/bin/slow"


def test_of_two_answers_the_one_that_tells_something_stands() -> None:
    class Waking(Talker):
        awake = False

        def run(self, *argv: str, timeout: float = 5.0, env: Any = None) -> Output:
            del argv, timeout, env
            if not self.awake:
                raise CannotTell(Unknown.TIMEOUT)
            return Output(0, "yes")

    machine = Waking()
    remembering = Recorder(machine)
    attempt(remembering.run, "x")
    machine.awake = True
    remembering.run("x")
    remembering.read("y", head=4)
    remembering.read("y", head=8)
    answers = remembering.recording(Identity(Platform.LINUX), "0").answers
    assert answers["run x"]["out"] == "yes"
    assert len(base64.b64decode(answers["read y"]["base64"])) == 8


def test_absence_is_remembered_as_such_even_if_the_probe_did_not_expect_it() -> None:
    remembering = Recorder(Talker())
    with pytest.raises(CannotTell) as unknown:
        remembering.read("/x.gone")
    assert unknown.value.why is Unknown.MISSING
    assert remembering.recording(ALBA, "0").answers["read /x.gone"] == {"absent": True}


def test_this_machine_can_be_recorded_and_names_itself_nowhere() -> None:
    machine = live()
    whom = identity.gather(machine)
    assert whom.users
    assert whom.hosts
    remembering = Recorder(machine)
    remembering.run("id")
    remembering.run("uname", "-a")
    remembering.read("/etc/hostname", optional=True)
    remembering.read("/etc/passwd")
    attempt(remembering.read, "/etc/machine-id", optional=True)
    remembering.processes()
    content = recording.dump(remembering.recording(whom, "0.1.0"))
    strong = tuple(number for number in whom.numbers if len(number) >= 8)
    assert survivors(content, strong) == []
    assert recording.load(content).answers


def test_programs_of_the_school_are_remembered_and_whom_to_ask_is_not() -> None:
    remembering = Recorder(Talker())
    assert remembering.school == Talker.school
    content = recording.dump(remembering.recording(ALBA, "0.1.0"))
    assert b"Alba" not in content
    assert Replay(recording.load(content)).school == School(("Veyon",))
    assert Replay(recording.load(recording.dump(Recorder(Talker()).recording(ALBA, "0.1.0")))).school == School()
