"""What a recording keeps of people whom no list here knows: names planted in every verb, and what judgements need of the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest

from postigo.audit.packs import PackData
from postigo.audit.runner import _public
from postigo.core.evaluate import Facts, run_check
from postigo.core.report import verdict_digest
from postigo.core.system import (
    Bus,
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
    School,
    System,
    Token,
    Unknown,
)
from postigo.core.windows_call import WindowsCall
from postigo.system import recording
from postigo.system.identity import ORDINARY, SHARED, Identity
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording, dump, load
from postigo.system.replay import Replay
from postigo.system.scrub import Scrub, addresses
from tests.machines.build import checks_of
from tests.support.canaries import THEN, survivors
from tests.tables import data_of

T = TypeVar("T")

MACHINES = sorted((Path(__file__).parents[1] / "machines").glob("*.json"))
PUBLIC = {address for said in PackData("postigo_checks").texts() for address in addresses(said)}
CANARY = "quetzal"

ALBA = Identity(Platform.LINUX, homes=("/home/alba",), users=("alba",), hosts=("torre",), groups=("clan-quetzal",))
"""The person of the computer. Quetzalina is nobody here: she has a phone, a disk, a printer, a share."""

ADD_ONS = {
    "addons": [
        {
            "id": "quetzal@quetzal.example.net",
            "type": "extension",
            "active": True,
            "location": "app-profile",
            "defaultLocale": {"name": "Lo de Quetzal", "creator": "Quetzal"},
            "locales": [{"name": "Quetzal", "locales": ["es"]}],
            "updateURL": "https://quetzal.example.net/x",
            "userPermissions": {
                "origins": ["<all_urls>", "*://*/*", "https://quetzal.example.net/*"],
                "permissions": [],
            },
        },
        {
            "id": "uBlock0@raymondhill.net",
            "type": "extension",
            "active": True,
            "defaultLocale": {"name": "uBlock Origin"},
        },
    ]
}
FILES: Mapping[str, bytes] = {
    "~/.mozilla/firefox/a.default/extensions.json": json.dumps(ADD_ONS).encode(),
    "~/.mozilla/firefox/profiles.ini": b"[Profile0]\nName=Quetzalina Perfil\n",
    "/var/lib/samba/usershares/quetzal": b"#VERSION 2\npath=/home/alba/x\ncomment=de Quetzal\nsharename=quetzal\nguest_ok=n\n",
    "/proc/asound/cards": b" 1 [Headset        ]: USB-Audio - Auriculares de Quetzalina\n",
    "/etc/passwd": b"alba:x:1000:1000:Alba,,,:/home/alba:/bin/sh\nquetzal:x:1001:1001::/home/quetzal:/bin/sh\n",
    "/proc/mounts": b"/dev/sdb1 /run/media/alba/QUETZAL\\040USB vfat rw,nosuid 0 0\n",
    "/proc/7/cmdline": b"python3\0/home/quetzal/respaldo.py\0--user\0yo@quetzal.example.net\0--to\0Movil de Quetzalina\0",
}
COMMANDS: Mapping[str, str] = {
    "pw-dump": json.dumps([{"node.description": "AirPods de Quetzalina", "device.serial": "QUETZAL-00112233"}]),
    "lsblk": '{"blockdevices": [{"mountpoints": ["/media/alba/Quetzal fotos"]}, {"mountpoints": ["/"]}]}\n',
    "testparm": "# Global parameters\n[global]\n\tserver string = %h\n\n[quetzal]\n\tcomment = de Quetzal\n\tpath = /srv/x\n",
    "id": "alba adm sudo clan-quetzal\n",
    "dscl": "_www                World Wide Web Server\nquetzal             Quetzalina Q\nroot                System Administrator\n",
    "lpstat": "printer Impresora_de_Quetzalina is idle.\n",
    "env": "HOME=/home/quetzal\nPRINTER=Impresora de Quetzalina\nMAIL=yo@quetzal.example.net\n",
    "iw": "Connected to 11:22:33:44:55:66 (on wlan0)\n\tSSID: Casa Quetzal\n",
    "system_profiler": "      Serial Number (system): QUETZALSERIAL\n      Hardware UUID: QUETZAL0-1111-2222-3333\n",
    "tmutil": "Name          : Copias\nMount Point   : /Volumes/Copias Quetzal\nURL           : smb://quetzal@example.net./x\n",
    "again": "QUETZALSERIAL and QUETZAL-00112233 once more\n",
}
REGISTRY: Mapping[str, Key] = {
    r"HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Shares": Key(
        {
            "Fotos Quetzal": ("Path=C:\\x", "Type=0", "ShareName=Fotos Quetzal", "Remark=de Quetzal"),
            "print$": ("Type=0",),
        }
    ),
    r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion": Key({"RegisteredOwner": "Quetzal", "CurrentBuild": "26100"}),
    r"HKLM\SOFTWARE\X\Profiles\1": Key({"ProfileName": "Casa Quetzal"}),
    r"HKLM\SYSTEM\BTHPORT\Devices\1": Key({"Name": b"iPhone de Quetzalina\0", "FriendlyName": "Quetzalina's Buds"}),
    r"HKCU\Store": Key({}, (r"C:#Users#quetzal#x.exe",)),
}
REPLIES: Mapping[str, Json] = {
    "Alias": ["Galaxy S21 de Quetzalina"],
    "Ssid": [{"Ssid": list(b"Casa Quetzal"), "HwAddress": "3C:52:A1:F0:D9:E4"}],
    "RealName": [{"RealName": "Quetzalina Q", "Name": "quetzal"}],
    "Peers": [["Handy von Quetzalina", "Telèfon d'en Quetzal", "Quetzalinaren iPhonea", "Quetzalina’s iPad"]],
}
RECORDS: list[Json] = [
    {"Name": "Cámara (iPhone de Quetzalina)", "PNPClass": "Camera"},
    {"Name": "quetzal", "FullName": "Quetzalina Q", "Enabled": True},
    {"Name": "HP LaserJet", "SerialNumber": "QUETZAL-PRINTER-1"},
    {"Sid": "S-1-12-1-1234567890-2-3-4", "Mail": "yo@quetzal.example.net", "Path": "C:\\Users\\quetzal\\x"},
]


class Neighbour:
    """A computer whose every verb has heard of Quetzalina."""

    platform = Platform.LINUX
    elevated = False
    school = School(("Veyon",), "Quetzalina")

    def now(self) -> Any:
        return THEN

    def run(self, *argv: str, **_: Any) -> Output:
        return Output(0, COMMANDS[argv[0]], f"{argv[0]}: cannot open '/home/quetzal/.config'\n")

    def read(self, path: str, **_: Any) -> bytes:
        return FILES[path]

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        del pattern
        return tuple(
            Entry(path, "file", 1, THEN)
            for path in ("~/Documentos/contraseñas de lucia.txt", "/media/alba/QUETZAL USB/x", "/home/quetzal/y.png")
        )

    def find(self, folder: str, names: tuple[str, ...], **_: Any) -> Found:
        del folder, names
        return Found((Entry("/Volumes/Copia de Quetzal/z", "file", 1, THEN),), ("/home/quetzal/cerrada",))

    def which(self, program: str, **_: Any) -> str:
        return f"/home/quetzal/bin/{program}"

    def registry(self, key: str, **_: Any) -> Key:
        return REGISTRY[key]

    def dbus(self, *words: Any, **_: Any) -> Json:
        return REPLIES[words[4]]

    def powershell(self, expression: str, **_: Any) -> Json:
        del expression
        return RECORDS

    def call(self, call: WindowsCall[T], **_: Any) -> T:
        raise CannotTell(Unknown.MISSING, call.name)

    def plist(self, path: str, **_: Any) -> Json:
        del path
        return {
            "Accounts": [
                {"AccountID": "yo@quetzal.example.net", "DisplayName": "Quetzalina", "AccountDescription": "iCloud"}
            ]
        }

    def token(self) -> Token:
        return Token("S-1-12-1-1234567890-2-3-4", ("S-1-5-21-7-8-9-513",))

    def processes(self) -> tuple[Process, ...]:
        return (Process(7, "respaldo-de-lucia.sh", "/home/quetzal/respaldo-de-lucia.sh", THEN),)

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        del lens
        return DeviceUsers(("/dev/video0",), (DeviceUser("/dev/video0", 7, "vigila", "/home/quetzal/vigila"),), 1, 1)

    def listeners(self) -> Listeners:
        return Listeners((Listener("tcp", 80, Exposure.EVERYWHERE, "juego", "/home/quetzal/juego"),))

    def sqlite(self, path: str, query: str, **_: Any) -> Any:
        del path, query
        return [
            {"origin": "https://quetzal.example.net", "name": "iPhone de Quetzalina", "client": "/Users/quetzal/x.app"}
        ]


def asked_everything(system: System) -> None:
    """Every question to which the neighbour has an answer."""
    for command in COMMANDS:
        system.run(command, *(["RealName"] if command == "dscl" else []))
    for path in FILES:
        system.read(path)
    for key in REGISTRY:
        system.registry(key)
    for member in REPLIES:
        system.dbus(Bus.SYSTEM, "org.a", "/", "org.a.B", member)
    system.glob("~/*")
    system.find("/Volumes", ("z",), depth=2)
    system.which("vigila")
    system.powershell("Get-Everything")
    system.plist("~/Library/Preferences/MobileMeAccounts.plist")
    system.token()
    system.processes()
    system.holders(CaptureKind.CAMERA)
    system.listeners()
    system.sqlite("~/x.sqlite", "SELECT 1")


def kept_of(system: System, whom: Identity) -> Recording:
    remembering = Recorder(system, PUBLIC)
    asked_everything(remembering)
    return remembering.recording(whom, "0.1.0")


def test_somebody_in_no_list_is_named_in_no_verb() -> None:
    content = dump(kept_of(Neighbour(), ALBA))
    assert survivors(content, (CANARY, "lucia", "3c:52:a1", "1234567890", "11:22:33")) == []


def test_every_verb_would_have_named_somebody() -> None:
    """The canaries are really there: of each verb's answers some name her."""
    remembering = Recorder(Neighbour())
    asked_everything(remembering)
    named = {
        question[0]
        for question, answer in remembering._answers.items()
        if re.search("quetzal|lucia|1234567890", repr(answer), re.IGNORECASE)
    }
    assert named >= {
        "run", "read", "glob", "find", "which", "registry", "dbus", "powershell", "plist", "token", "processes",
        "holders", "listeners", "sqlite",
    }  # fmt: skip


def test_what_is_not_hers_stays() -> None:
    answers = kept_of(Neighbour(), ALBA).answers
    assert answers["run id"]["out"] == "ana adm sudo grupo1\n"
    assert answers["run testparm"]["out"].splitlines()[1] == "[global]"
    shares = answers[r"registry HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Shares"]["values"]
    assert [name for name in shares if name == "print$"], "what the system shares by itself"
    assert "AirPods de otra" in answers["run pw-dump"]["out"]
    add_ons = json.loads(answers["read ~/.mozilla/firefox/a.default/extensions.json"])["addons"]
    assert [one["defaultLocale"]["name"] for one in add_ons] == ["extension 1", "uBlock Origin"]
    assert add_ons[0]["userPermissions"]["origins"] == ["<all_urls>", "*://*/*", "https://site2.example/*"]
    assert (
        answers["plist ~/Library/Preferences/MobileMeAccounts.plist"]["value"]["Accounts"][0]["AccountDescription"]
        == "iCloud"
    )
    assert '"/"' in answers["run lsblk"]["out"]
    assert "vfat rw,nosuid" in answers["read /proc/mounts"]


def test_one_person_has_one_stand_in_in_all_answers() -> None:
    content = dump(kept_of(Neighbour(), ALBA)).decode()
    whose = set(re.findall(r"(?:AirPods|Handy von|Galaxy S21|iPhone|Auriculares) (?:de )?(otra\d+)", content))
    assert len(whose) == 1


def test_a_scrubbed_recording_is_scrubbed_only_once() -> None:
    once = kept_of(Neighbour(), ALBA)
    scrub = Scrub(ALBA, PUBLIC)
    assert scrub.json(dict(once.answers)) == dict(once.answers)


@pytest.mark.parametrize("host", ["LUCIA-PC", "MacBook-Air-de-Lucia", "lucialaptop", "portatil-vega"])
def test_a_computer_called_after_its_person_stays_so(host: str) -> None:
    whom = Identity(Platform.LINUX, homes=("/home/lucia",), users=("lucia",), names=("Lucía Vega",), hosts=(host,))
    assert Scrub(whom).text(f"{host} ") == "equipo-ana "


@pytest.mark.parametrize("host", ["AULA-7", "DESKTOP-AB12CD", "torre", "casa"])
def test_a_computer_called_after_nobody_stays_so(host: str) -> None:
    whom = Identity(Platform.LINUX, homes=("/home/lucia",), users=("lucia",), names=("Lucía Vega",), hosts=(host,))
    assert Scrub(whom).text(f'"hostname": "{host}"') == '"hostname": "equipo"'


def test_a_name_for_several_people_stays() -> None:
    """`password.shared-account` judges it, and it names nobody."""
    whom = Identity(Platform.LINUX, homes=("/home/familia",), users=("familia",), others=("aula3",))
    line = "familia:x:1000:1000::/home/familia:/bin/sh\naula3:x:1001:1001::/home/aula3:/bin/sh\n"
    assert Scrub(whom).text(line).replace("/home/ana", "/home/familia").replace("/home/otra1", "/home/aula3") == line
    shared = json.loads(PackData("postigo_checks").read("shared_names.json"))["names"]
    assert set(shared) <= ORDINARY | SHARED


@pytest.mark.parametrize("name", ["Marta Tous", "Lukas Gast", "Anna Kinder", "Jean Salle"])
def test_a_surname_that_is_also_a_name_for_several_people_is_taken_out(name: str) -> None:
    first, last = name.split()
    whom = Identity(Platform.LINUX, homes=("/home/x",), users=("x",), names=(name,), hosts=(f"pc-{last.lower()}",))
    said = Scrub(whom).text(f"{first[0]}. {last} wrote {last}/report on pc-{last.lower()}")
    assert last.casefold() not in said.casefold()


def named(path: Path) -> Recording:
    """A remembered machine of somebody else: Quetzalina, whose computer may be called after her too."""
    return load(re.sub(r"(?<![\w])([Aa])na(?![\w])", lambda found: "Quetzalina" if found[1] == "A" else "quetzalina",
                       path.read_text("utf-8")).encode())  # fmt: skip


def heard(system: System, machine: Recording) -> dict[str, Any]:
    facts, data = Facts(system), data_of(machine)
    return {
        check.id: verdict_digest(run_check(check, facts, data))
        for check in checks_of(machine.platform, machine.verdicts)
    }


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_the_verdicts_follow_from_what_is_kept(path: Path) -> None:
    machine = named(path)
    home = {"linux": "/home/quetzalina", "macos": "/Users/quetzalina", "windows": r"C:\Users\quetzalina"}
    whom = Identity(
        machine.platform, (home[machine.platform.value],), ("quetzalina",), ("Quetzalina Ñandú",), hosts=hosts(machine)
    )
    remembering = Recorder(Replay(machine), PUBLIC)
    before = heard(remembering, machine)
    kept = remembering.recording(whom, "0.1.0")
    assert heard(Replay(kept), machine) == before
    assert CANARY not in dump(kept).decode().casefold()


def test_a_folder_that_somebody_shared_is_called_nothing() -> None:
    """Its name is in no list, and it stands in the file, in the file's own name, and in the list of files."""
    path = Path(__file__).parents[1] / "recordings/image.open-shares/linux-open-usershare-elsewhere.json"
    machine = load(path.read_text("utf-8").replace("usershares/fotos", "usershares/nochevieja").replace(
        "sharename=fotos", "sharename=Nochevieja").encode())  # fmt: skip
    remembering = Recorder(Replay(machine), PUBLIC)
    before = heard(remembering, machine)
    kept = remembering.recording(ALBA, "0.1.0")
    assert "nochevieja" not in dump(kept).decode().casefold()
    [file] = [entry["path"] for entry in kept.answers["glob /srv/usershares/*"]]
    said = kept.answers[f"read {file}"]
    assert "comment=\nusershare_acl=S-1-1-0:R,\n" in said
    assert f"sharename={file.rpartition('/')[2]}\n" in said
    assert heard(Replay(kept), machine) == before


def hosts(machine: Recording) -> tuple[str, ...]:
    """What the machine is called, by its own answers."""
    said = json.dumps(dict(machine.answers))
    return tuple(dict.fromkeys(re.findall(r'"ComputerName": "([^"]+)"', said)))


def test_the_packs_own_tables_tell_what_is_public() -> None:
    assert "ublock0@raymondhill.net" in PUBLIC
    assert _public([]) == set()
    assert recording.load(dump(kept_of(Neighbour(), ALBA))).answers


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("iPhone de 🌸Quetzal", "iPhone de 🌸otra1"),
        ("iphone de quetzal", "iphone de otra1"),
        ("iPhone de Ana y Quetzal", "iPhone de otra1"),
        ("Zutana Quetzal's iPad Pro", "otra1's iPad Pro"),
        ("MacBook-Air-de-Quetzal.local", "MacBook-Air-de-otra1.local"),
        ("Mòbil d'en Quetzal", "Mòbil d'en otra1"),
        ("iPhone Анны", "iPhone otra1"),
        ("Quetzal的iPhone", "otra1的iPhone"),
        ("Микрофон (Realtek(R) Audio)", "Микрофон (Realtek(R) Audio)"),
        ("fotos de lucia.zip", "fotos de otra1.zip"),
        ("Copia de TeamViewerQS_x64 (2).EXE", "Copia de TeamViewerQS_x64 (2).EXE"),
        ("Micrófono de MacBook Pro", "Micrófono de MacBook Pro"),
        ("Monitor of Built-in Audio", "Monitor of Built-in Audio"),
        ("the end of Software Restriction", "the end of Software Restriction"),
        ("Adobe's updater of Windows", "Adobe's updater of Windows"),
    ],
)
def test_what_is_called_after_somebody_keeps_the_rest_of_its_name(said: str, kept: str) -> None:
    assert Scrub(ALBA).text(said) == kept


TOUCHED = (
    "camera.remote-control",
    "image.folders",
    "image.open-shares",
    "info.device-name",
    "info.extensions",
    "password.shared-account",
    "update.apps",
)
"""The checks whose verdicts a scrubbed recording once changed: each judges a name, a home, or who made something."""


@pytest.mark.parametrize("check", TOUCHED)
def test_the_verdicts_of_single_recordings_follow_too(check: str) -> None:
    other = []
    for path in sorted((Path(__file__).parents[1] / "recordings" / check).glob("*.json")):
        machine = load(path.read_bytes())
        checks = [one for one in checks_of(machine.platform, machine.verdicts) if one.id == check]
        said = json.dumps(dict(machine.answers))
        folders = set(re.findall(r"Users\\\\([\w.]+)", said)) - {"ana", "Public"}
        home = {"linux": "/home/ana", "macos": "/Users/ana", "windows": r"C:\Users\ana"}[machine.platform.value]
        whom = Identity(
            machine.platform, (home,), ("ana", "anamo"), ("Ana Quetzal",), others=tuple(folders), hosts=hosts(machine)
        )
        remembering = Recorder(Replay(machine), PUBLIC)
        data = data_of(machine)
        before = verdict_digest(run_check(checks[0], Facts(remembering), data))
        after = verdict_digest(run_check(checks[0], Facts(Replay(remembering.recording(whom, "0.1.0"))), data))
        other += [(path.stem, before, after)] if after != before else []
    assert other == []
