"""The table of programs for remote control: what it took of a public list, what it finds, and what it leaves alone."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from postigo.api import Finding, Level, Platform, School
from postigo.audit.packs import PackData
from postigo.core.system import Process
from postigo.testing import cases, not_better, replayed
from postigo_checks.strangers.remote_control.check import REMOTE_CONTROL
from postigo_checks.strangers.remote_control.fact import Kind, Look, Remote, RemoteAccess
from postigo_checks.strangers.remote_control.judge import judge
from postigo_checks.strangers.remote_control.places import lands
from postigo_checks.strangers.remote_control.table import NAME, Line, Table, load, note, parse
from tests.checks.common.test_program_names import ENDINGS, SUFFIXES

DATA = PackData("postigo_checks")
FOLDER = Path(__file__).parents[3] / "checks/postigo_checks/data"
TABLES = {platform: load(DATA, platform) for platform in Platform}
ROWS = [json.loads(row) for row in (FOLDER / NAME).read_text("utf-8").splitlines()[1:]]
JUDGED = list(csv.DictReader(
    line for line in (FOLDER / "remote_programs_judged.csv").read_text("utf-8").splitlines() if line[0] != "#"
))  # fmt: skip
TAKEN = [row for row in JUDGED if row["taken_as"]]
WINDOWS = TABLES[Platform.WINDOWS]
MOMENT = "2026-11-20T15:00:00+00:00"

SAFE_EXAM_BROWSER = (
    "AA_v3 AeroAdmin AnyDesk beamyourscreen-host chromoting g2mcomm g2mlauncher g2mstart GotoMeetingWinStore join.me "
    "join.me.sentinel Mikogo-host PCMonitorSrv pcmontask remote_assistance_host remoting_native_messaging_host "
    "RemotePCDesktop remoting_host RPCService RPCSuite rustdesk SRServer strwinclt TeamViewer TeamViewer_Desktop "
    "TeamViewer_Service ToDesk tv_w32 tv_x64 vncserver vncserverui MouseWithoutBorders MouseWithoutBordersHelper"
)
"""The programs for remote control that it forbids by default (DataValues.cs, 2026-06-22). Not among them: the viewers
mstsc and vncviewer, which only reach out."""


def names(row: dict[str, str], field: str) -> list[str]:
    """What the public list says of an entry, with its stars filled in."""
    return [name.replace("*", "1a2b") for name in row[field].split("; ") if name]


def running(table: Table, name: str, path: str) -> Line | None:
    return table.of_process(Process(700, name, path))


def found_on_windows(row: dict[str, str]) -> bool:
    """Whether a made-up machine that has an entry by one of its own names, or by its product's folder, shows it."""
    lines = [running(WINDOWS, name, rf"C:\Program Files\Some Maker\{name}") for name in names(row, "files")]
    lines += [WINDOWS.services.suspected(name) for name in names(row, "services")]
    product = next(line for line in WINDOWS.lines if line.name == row["taken_as"])
    lines += [running(WINDOWS, "x.exe", rf"C:\Program Files\{folder}\x.exe") for folder in product.list("folders")]
    return any(line is not None and line.name == row["taken_as"] for line in lines)


def test_each_of_the_319_entries_is_taken_or_refused_with_a_reason() -> None:
    assert len(JUDGED) == 319
    products = {row["name"] for row in ROWS}
    for row in JUDGED:
        assert bool(row["taken_as"]) != bool(row["why"]), row["entry"]
        assert not row["taken_as"] or row["taken_as"] in products
    kinds = Counter(row["why"].partition(":")[0] for row in JUDGED if row["why"])
    print(f"{len(TAKEN)} taken, refused: {dict(kinds)}")
    assert kinds.keys() <= {
        "counts", "files", "meets", "nameless", "outward", "reader", "renews", "resets", "system", "tunnel", "watches",
    }  # fmt: skip
    assert "reader" in kinds  # a screen reader is no remote tool


def test_nearly_all_that_are_taken_are_found() -> None:
    missed = [row["entry"] for row in TAKEN if not found_on_windows(row)]
    print(f"{len(TAKEN) - len(missed)} of {len(TAKEN)} found; missed: {missed}")
    assert len(missed) <= 0.05 * len(TAKEN)


def test_what_an_exams_browser_forbids_is_found() -> None:
    missed = [
        name
        for name in SAFE_EXAM_BROWSER.split()
        if running(WINDOWS, f"{name}.exe", rf"C:\Program Files\X\{name}.exe") is None
    ]
    assert not missed


@pytest.mark.parametrize("platform", Platform)
def test_each_name_of_the_table_is_found_as_its_own_program(platform: Platform) -> None:
    table, wrong = TABLES[platform], []
    for line in table.lines:
        for field, found in of_a_machine(table, line):
            if found is None or found.name != line.name:
                wrong.append((line.name, field, found and found.name))
    assert not wrong


def of_a_machine(table: Table, line: Line) -> Iterator[tuple[str, Line | None]]:
    """What a made-up machine shows that has a program by one of its names: the name, and what it is taken for."""
    for field, look in LOOKS[table.platform].items():
        for name in line.list(field):
            filled = name.replace("*", "1a2b")
            yield filled, look(table, filled)


LOOKS: dict[Platform, dict[str, Callable[[Table, str], Line | None]]] = {
    Platform.WINDOWS: {
        "windows": lambda table, name: running(table, name, rf"C:\Program Files\X\{name}"),
        "services": lambda table, name: table.services.suspected(name),
        "folders": lambda table, name: running(table, "x.exe", rf"C:\Program Files (x86)\Maker\{name}\x.exe"),
    },
    Platform.LINUX: {
        "linux": lambda table, name: running(
            table, f".{name}-wrapped"[:15], f"/nix/store/abc-x-1.0/bin/.{name}-wrapped"
        ),
        "units": lambda table, name: table.of_unit(name),
        "flatpak": lambda table, name: table.of_id(name),
    },
    Platform.MACOS: {
        "macos": lambda table, name: running(table, name, f"/Library/X/{name}"),
        "apps": lambda table, name: running(table, "main", f"/Applications/{name}/Contents/MacOS/main"),
        "jobs": lambda table, name: table.of_job(f"{name}agent.plist"),
    },
}


LANDING = {
    Platform.WINDOWS: (
        r"C:\Users\ana\Downloads", r"C:\Users\ana\Desktop", r"C:\Users\ana\AppData\Local\Temp", r"C:\Users\ana", "C:",
        r"C:\Users\ana\AppData\Roaming\x", r"C:\Users\Public\Documents", r"C:\Windows\Temp", r"\\?\C:\Users\ana\Downloads",
        r"D:\Descargas", "E:",
    ),
    Platform.LINUX: (
        "/home/ana/Downloads", "~/Descargas", "/var/home/ana", "/run/user/1000", "~/.cache/x", "/media/ana/STICK", "/root",
        "/tmp", "/tmp/.mount_AnyDesXyz/usr/bin", "/var/tmp/x", "/dev/shm",  # noqa: S108 - names to recognise
    ),
    Platform.MACOS: (
        "/Users/ana/Downloads", "~/Desktop", "/Volumes/Supremo", "/private/tmp", "/Users/ana/Library/Caches/x",
        "/private/var/folders/xy/abc/T/AppTranslocation/0000-1111/d",
    ),
}  # fmt: skip
SLASH = {Platform.WINDOWS: "\\", Platform.LINUX: "/", Platform.MACOS: "/"}
FIELD = {Platform.WINDOWS: "windows", Platform.LINUX: "linux", Platform.MACOS: "macos"}


@pytest.mark.parametrize("platform", Platform)
def test_each_known_name_in_any_spelling_out_of_a_landing_folder_is_act(platform: Platform) -> None:
    table, tried, milder = TABLES[platform], 0, []
    folders = cycle(LANDING[platform])
    rounds = cycle(range(4))  # each name in a quarter of the spellings; the names beside it have the others
    for line in table.lines:
        for name in line.list(FIELD[platform]) if line.kind is not Kind.DESK else ():
            bare = name.replace("*", "x").removesuffix(".exe")
            for suffix, ending in zip(SUFFIXES[next(rounds) :: 4], cycle(ENDINGS), strict=False):
                file, folder = f"{bare}{suffix}{ending}", next(folders)
                level = judged(table, Process(700, file, f"{folder}{SLASH[platform]}{file}"))
                tried += 1
                milder += [(folder, file, level)] if level is not Level.ACT else []
    print(f"{platform.value}: {tried} tried")
    assert tried > 1000
    assert not milder


def judged(table: Table, process: Process) -> Level | None:
    """The worst that is said of a machine on which one process runs."""
    look = Look()
    note(table, [process], look)
    return max((finding.level for finding in judge(look.fact()) if hasattr(finding, "level")), default=None)


def test_a_file_that_somebody_gave_words_of_their_own() -> None:
    for file in (
        "AnyDesk - Soporte del banco.exe",
        "soporte_anydesk.exe",
        "TeamViewerQS Microsoft.exe",
        "AnyDeskAyuda.exe",
    ):
        assert judged(WINDOWS, Process(700, file, rf"C:\Users\ana\Downloads\{file}")) is Level.ACT, file
    for file in (
        "Client Portal.exe",
        "Agent 47.exe",
        "ConnectFour.exe",
        "address book.exe",
        "Level Up.exe",
        "student app.exe",
    ):
        assert judged(WINDOWS, Process(700, file, rf"C:\Users\ana\Downloads\{file}")) is Level.GOOD, file


def test_an_unknown_program_makes_no_verdict_better() -> None:
    """A closed list must not make anything good by finding nothing: with a stranger beside it, all stays as it was."""
    tried = 0
    for case in cases(Path(__file__).parents[2] / "recordings"):
        answers = case.recording.answers
        if case.check != "camera.remote-control" or not isinstance(answers.get("processes"), list):
            continue
        before, _ = replayed(REMOTE_CONTROL, case.recording, DATA)
        for question, stranger in STRANGERS.items():
            there = answers.get(question)
            if isinstance(there, list):
                more: object = [*there, stranger]
            elif isinstance(there, dict) and "subkeys" in there:
                more = {**there, "subkeys": [*there["subkeys"], stranger]}
            else:
                continue
            changed = replace(case.recording, answers={**answers, question: more})
            after, _ = replayed(REMOTE_CONTROL, changed, DATA)
            assert not_better(before, after), f"{case.name}: {question}"
            tried += 1
    print(f"{tried} tried")
    assert tried > 200


STRANGERS: dict[str, object] = {
    "processes": {"pid": 77, "name": "Frobnicator.exe", "path": None, "own": True, "started": None},
    r"registry HKLM\SYSTEM\CurrentControlSet\Services": "Frobnicator",
    **{
        f"glob {folder}": {"path": f"{folder.rpartition('/')[0]}/{name}", "kind": "file", "size": 0, "modified": MOMENT}
        for folder, name in {
            "/etc/systemd/system/*.wants/*": "frobnicator.service",
            "/etc/xdg/autostart/*.desktop": "frobnicator.desktop",
            "/opt/*": "frobnicator",
            "/var/lib/flatpak/app/*": "org.example.Frobnicator",
            "/Applications/*.app": "Frobnicator.app",
            "/Library/LaunchDaemons/*.plist": "org.example.frobnicator.plist",
        }.items()
    },
}


HOMES_ELSEWHERE = (
    "/export/home/ana/anydesk",
    "/data/home/ana/bin/anydesk",
    "/sysroot/ostree/home/ana/anydesk",
    "/var/roothome/anydesk",
    "/var/mnt/stick/anydesk",
    "/var/run/lock/anydesk",
    "/var/crash/anydesk",
    "/memfd:anydesk (deleted)",
)
"""Homes and sticks where distributions and administrators put them, and where anybody may write."""


def test_where_nothing_is_installed() -> None:
    for platform, folders in LANDING.items():
        for folder in folders:
            assert lands(f"{folder}{SLASH[platform]}x", platform), folder
    for path in HOMES_ELSEWHERE:
        assert lands(path, Platform.LINUX), path
    for mark in ("\\\\?\\", "\\??\\"):  # what Windows puts before long paths
        assert lands(rf"{mark}C:\Users\ana\Desktop\x.exe", Platform.WINDOWS), mark
    for platform, path in (
        (Platform.WINDOWS, r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe"),
        (Platform.WINDOWS, r"C:\ProgramData\x\x.exe"),
        (Platform.WINDOWS, r"D:\Programs\AnyDesk\AnyDesk.exe"),
        (Platform.LINUX, "/usr/bin/anydesk"),
        (Platform.LINUX, "/opt/teamviewer/tv_bin/TeamViewer"),
        (Platform.LINUX, "/app/bin/rustdesk"),
        (Platform.LINUX, "/var/opt/teamviewer/tv_bin/TeamViewer"),
        (Platform.LINUX, "/run/current-system/sw/bin/rustdesk"),
        (Platform.LINUX, "/opt/home/bin/rustdesk"),
        (Platform.LINUX, "/nix/store/abc-rustdesk-1.4/bin/.rustdesk-wrapped"),
        (Platform.MACOS, "/Applications/AnyDesk.app/Contents/MacOS/AnyDesk"),
        (Platform.MACOS, "~/Applications/AnyDesk.app/Contents/MacOS/AnyDesk"),
        (Platform.MACOS, "/Library/PrivilegedHelperTools/ChromeRemoteDesktopHost.app/Contents/MacOS/x"),
    ):
        assert not lands(path, platform), path


def test_a_classroom_tool_out_of_a_home_is_act_and_installed_is_judged_like_any_other() -> None:
    for line in WINDOWS.lines:
        if line.kind.value == "classroom" and line.list("windows"):
            file = line.list("windows")[0].replace("*", "x")
            for folder in (r"C:\Users\ana", r"C:\Users\ana\AppData\Local\x", r"C:\Users\ana\AppData\Local\Temp"):
                assert judged(WINDOWS, Process(700, file, rf"{folder}\{file}")) is Level.ACT
            assert judged(WINDOWS, Process(700, file, rf"C:\Program Files\x\{file}")) is Level.ADVISE


@pytest.mark.parametrize("platform", Platform)
def test_a_known_program_whose_path_is_hidden_is_never_good(platform: Platform) -> None:
    for line in TABLES[platform].lines:
        for name in line.list(FIELD[platform]):
            look = Look()
            note(TABLES[platform], [Process(700, name.replace("*", "x"), None, own=True)], look)
            fact = look.fact()
            assert fact.programs, name
            assert fact.unseen, name  # where it lies could not be seen


ORDINARY = {
    Platform.WINDOWS: """
        System Registry smss.exe csrss.exe wininit.exe winlogon.exe services.exe lsass.exe svchost.exe dwm.exe explorer.exe
        sihost.exe taskhostw.exe RuntimeBroker.exe SearchIndexer.exe SearchHost.exe ctfmon.exe conhost.exe spoolsv.exe
        WmiPrvSE.exe dllhost.exe audiodg.exe MsMpEng.exe NisSrv.exe SecurityHealthService.exe TextInputHost.exe
        SensorDataService.exe SgrmBroker.exe chrome.exe firefox.exe msedge.exe msedgewebview2.exe Teams.exe Zoom.exe
        Discord.exe steam.exe steamwebhelper.exe Code.exe python.exe node.exe java.exe WINWORD.EXE EXCEL.EXE POWERPNT.EXE
        OneDrive.exe Spotify.exe Dropbox.exe nvcontainer.exe NVDisplay.Container.exe RtkAudUService64.exe AsusCertService.exe
        vlc.exe 7zFM.exe notepad.exe mstsc.exe putty.exe WinSCP.exe nvda.exe nvda_service.exe tailscaled.exe agent.exe
        setup.exe installer.exe update.exe connect.exe config.exe winpty-agent.exe qq.exe obs64.exe vncviewer.exe
    """,
    Platform.LINUX: """
        systemd init bash sh dd gnome-shell kwin_wayland plasmashell Xorg Xwayland pipewire wireplumber pulseaudio dbus-daemon
        NetworkManager wpa_supplicant polkitd firefox firefox-bin chrome chromium thunderbird soffice.bin nautilus dolphin
        code electron python3 python3.11 node java sshd cron cupsd avahi-daemon gdm3 sddm snapd flatpak remmina
        krdc vncviewer xfreerdp virt-manager gnome-remote-desktop-daemon gnome-connections steam discord agetty ibus-daemon
        evolution-alarm-notify gvfsd-trash tracker-miner-fs-3 xdg-desktop-portal xdg-document-portal at-spi2-registryd
    """,
    Platform.MACOS: """
        launchd kernel_task WindowServer loginwindow Dock Finder Safari Mail Messages FaceTime coreaudiod mds mdworker
        distnoted cfprefsd trustd nsurlsessiond sharingd rapportd bluetoothd airportd UserEventAgent Spotlight Siri
        ScreenSharingAgent Terminal zsh python3 node Zoom zoom.us Slack Discord firefox chrome Music Photos Preview
    """,
}  # fmt: skip
WINDOWS_SERVICES = """
    ALG AppIDSvc Appinfo AppXSvc AudioEndpointBuilder Audiosrv BFE BITS BrokerInfrastructure BTAGService bthserv camsvc CDPSvc
    CDPUserSvc_3e4f5 CertPropSvc ClipSVC CryptSvc CscService DcomLaunch defragsvc DeviceAssociationService DeviceInstall Dhcp
    DiagTrack DispBrokerDesktopSvc Dnscache DoSvc dot3svc DPS EventLog EventSystem Fax fdPHost FDResPub FontCache FrameServer
    gpsvc hidserv HvHost icssvc IKEEXT InstallService iphlpsvc KeyIso LanmanServer LanmanWorkstation lfsvc LicenseManager
    lltdsvc lmhosts LSM MapsBroker mpssvc MSDTC msiserver NcbService Netlogon Netman netprofm NgcSvc NlaSvc nsi PcaSvc PerfHost
    PhoneSvc PlugPlay PolicyAgent Power PrintNotify ProfSvc QWAVE RasAuto RasMan RemoteAccess RemoteRegistry RpcEptMapper
    RpcSs SamSs SCardSvr Schedule SecurityHealthService SENS Sense SensorDataService SensorService SensrSvc SessionEnv
    SharedAccess ShellHWDetection Spooler sppsvc SSDPSRV SstpSvc StateRepository StorSvc SysMain SystemEventsBroker TermService
    Themes TimeBrokerSvc TokenBroker TrkWks TrustedInstaller UmRdpService upnphost UserManager UsoSvc VaultSvc VSS W32Time
    WaaSMedicSvc WbioSrvc Wcmsvc WdiServiceHost WebClient Wecsvc WerSvc WinDefend WinHttpAutoProxySvc Winmgmt WinRM WlanSvc
    wlidsvc WMPNetworkSvc WpcMonSvc WpnService WpnUserService_1a2b3c WSearch wuauserv WwanSvc XblGameSave edgeupdate gupdate
    MozillaMaintenance ClickToRunSvc OneSyncSvc_5a6b7 igfxCUIService NVDisplay.ContainerLocalSystem IntelAudioService
"""


@pytest.mark.parametrize("platform", Platform)
def test_ordinary_programs_are_left_alone(platform: Platform) -> None:
    places = {Platform.WINDOWS: "C:\\Windows\\System32\\", Platform.LINUX: "/usr/bin/", Platform.MACOS: "/usr/libexec/"}
    table = TABLES[platform]
    taken = {name: running(table, name, places[platform] + name) for name in ORDINARY[platform].split()}
    assert {name: line.name for name, line in taken.items() if line is not None} == {}


def test_ordinary_services_are_left_alone() -> None:
    taken = {name: WINDOWS.services.suspected(name) for name in WINDOWS_SERVICES.split()}
    assert {name: line.name for name, line in taken.items() if line is not None} == {}


def test_a_name_stands_for_one_program() -> None:
    for field in ("windows", "services", "folders", "linux", "units", "flatpak", "macos", "apps", "jobs"):
        counted = Counter(name.casefold() for row in ROWS for name in row.get(field, ()))
        assert [name for name, times in counted.items() if times > 1] == []


def test_each_line_says_what_it_rests_on_and_none_is_bad() -> None:
    assert all(row["source"] for row in ROWS)
    assert len(ROWS) == len(WINDOWS.lines)
    assert WINDOWS.bad == ()


BAD_ROWS = (
    "", "{", "[]", "7", "null", '{"name": "X"}', '{"name": "X", "kind": "remote", "source": "s"}',
    '{"name": "", "kind": "remote", "windows": ["x"], "source": "s"}', '{"name": "X", "kind": "pirate", "windows": ["x"], "source": "s"}',
    '{"name": "X", "kind": "remote", "windows": "x.exe", "source": "s"}', '{"name": "X", "kind": "remote", "windows": [7], "source": "s"}',
    '{"name": "X", "kind": "remote", "windows": ["*"], "source": "s"}', '{"name": "X", "kind": "remote", "widnows": ["x"], "source": "s"}',
    '{"name": "X", "kind": "remote", "windows": ["x"]}', "[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_line_costs_that_line_and_is_named(row: str) -> None:
    assert parse(row) is None

    class Damaged:
        def read(self, name: str) -> bytes:
            lines = DATA.read(name).decode().splitlines()
            return "\n".join([*lines[:3], row, *lines[3:]]).encode()

    table = load(Damaged(), Platform.WINDOWS)
    assert table.bad == (4,)
    assert len(table.lines) == len(WINDOWS.lines)
    look = Look()
    look.bad_lines(table.bad)
    assert [gap for gap in judge(look.fact()) if hasattr(gap, "why")]  # and never "none that we know"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (r'"C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --control', "AnyDesk"),
        (r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe --control", "AnyDesk"),
        (r"%ProgramFiles%\AnyDesk\AnyDesk", "AnyDesk"),
        ("anydesk.exe", "AnyDesk"),
        (r'cmd /c start "" "C:\Users\ana\Downloads\AnyDesk (1).exe"', "AnyDesk"),
        (r"rundll32.exe C:\Windows\x.dll,Start", None),
        (r'"C:\Program Files\Notes\notes.exe" --open anydesk', None),
        (r'"C:\Users\ana\AppData\Local\Microsoft\OneDrive\OneDrive.exe" /background', None),
        ("", None),
        ('"', None),
    ],
)
def test_a_command_of_windows_tells_its_program(command: str, name: str | None) -> None:
    line = load(DATA, Platform.WINDOWS).of_windows_command(command)
    assert (line.name if line else None) == name


@pytest.mark.parametrize("contact", ["", "Room 3"])
def test_that_a_program_is_the_schools_is_the_word_of_the_policy(contact: str) -> None:
    """At home a policy can be anybody's who administers the computer."""
    access = RemoteAccess((Remote("AnyDesk", starts=True),), school=School(("AnyDesk",), contact))
    (told,) = judge(access)
    assert isinstance(told, Finding)
    assert told.text.one.startswith("The policy of this computer says")
    assert "somebody far away can see the screen" in told.text.one
    assert "no computer of a school? Then do not rely on that." in told.text.one


def test_what_was_only_downloaded_is_urgent_whatever_a_policy_says() -> None:
    access = RemoteAccess((Remote("AnyDesk", landed=True, path="~/Downloads/a"),), school=School(("AnyDesk",)))
    assert [one.level for one in judge(access) if isinstance(one, Finding)] == [Level.ACT]
