"""The programs that people were seen to film with: each is known where it is installed for all, and nowhere made better."""

from __future__ import annotations

import json

import pytest

from postigo.api import CaptureKind, Platform
from postigo.audit.packs import PackData
from postigo_checks.capture.in_use.fact import Standing, program_user, vouched_user
from postigo_checks.common.known_programs import load
from tests.checks.common.test_program_names import spellings

DATA = PackData("postigo_checks")
TABLE = json.loads(DATA.read("known_programs.json"))

LINUX = [
    "DiscordPTB",
    "DiscordCanary",
    "vesktop",
    "webcord",
    "zen",
    "zen-bin",
    "waterfox",
    "floorp",
    "mullvadbrowser",
    "ungoogled-chromium",
    "thunderbird",
    "ferdium",
    "franz",
    "rambox",
    "mattermost-desktop",
    "rocketchat-desktop",
    "wire-desktop",
    "jami",
    "qtox",
    "nheko",
    "neochat",
    "fractal",
    "gnome-calls",
    "plasma-camera",
    "zapzap",
    "droidcam",
    "droidcam-cli",
    "scrcpy",
    "aomhost",
    "signal-desktop",
    ".Discord-wrapped",
    ".firefox-wrapped",
    ".obs-wrapped",
    "firefox-bin",
]
"""The names of the field's tenth finding, as files in /usr/bin."""

WINDOWS = (
    r"""
Zoom\bin\aomhost\aomhost64.exe|Microsoft Office\root\Office16\lync.exe|Microsoft Office\root\Office16\POWERPNT.EXE
Microsoft Office\root\Office16\ONENOTE.EXE|ManyCam\ManyCam.exe|DroidCam\DroidCamApp3.exe|Reincubate\Camo Studio.exe
Elgato\CameraHub\Camera Hub.exe|Logitech\LogiTune\LogiTune.exe|NVIDIA Corporation\NvContainer\nvcontainer.exe
AMD\CNext\CNext\AMDRSServ.exe|Lenovo\Vantage\LenovoVantage.exe|Google\Chrome SxS\Application\chrome.exe
Mozilla Thunderbird\thunderbird.exe|Waterfox\waterfox.exe|Zen Browser\zen.exe|Mattermost\Mattermost.exe|Jami\Jami.exe
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
WINDOWS_SOUND = (
    r"""
Microsoft Office\root\Office16\WINWORD.EXE|Realtek\Audio\HDA\RtkAudUService64.exe|Voicemod Desktop\VoicemodDesktop.exe
Elgato\WaveLink\WaveLink.exe
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

PARTS = {
    r"C:\Windows\System32\svchost.exe": Standing.HOST,
    r"C:\Windows\System32\WWAHost.exe": Standing.HOST,
    r"C:\Windows\System32\SensorDataService.exe": Standing.SYSTEM,
    r"C:\Windows\System32\DeviceCensus.exe": Standing.SYSTEM,
    r"C:\Windows\System32\LogonUI.exe": Standing.SYSTEM,
    r"C:\Windows\explorer.exe": Standing.SYSTEM,
    r"C:\WINDOWS\system32\AUDIODG.EXE": Standing.SYSTEM,
    r"\\?\C:\Windows\System32\Speech_OneCore\common\SpeechRuntime.exe": Standing.SYSTEM,
    r"\??\C:\Windows\System32\audiodg.exe": Standing.SYSTEM,
}
RUNTIMES = {
    "/usr/lib/electron37/electron": "Electron",
    "/usr/lib/electron/electron": "Electron",
    "/usr/lib/qt6/libexec/QtWebEngineProcess": "Qt WebEngine (QtWebEngineProcess)",
    "/nix/store/0a1b-qtwebengine/libexec/.QtWebEngineProcess-wrapped": "Qt WebEngine (.QtWebEngineProcess-wrapped)",
    "/usr/bin/python3.13": "Python (python3.13)",
    "/usr/libexec/webkit2gtk-4.1/WebKitWebProcess": "WebKit (WebKitWebProcess)",
}

WORSE = (Standing.STRANGER, Standing.LANDED)


def _stands(path: str, platform: Platform, lens: CaptureKind = CaptureKind.CAMERA) -> Standing:
    return program_user(load(DATA, platform), lens, "", path).standing


@pytest.mark.parametrize("name", LINUX)
def test_a_program_of_the_field_is_known_where_all_share_it(name: str) -> None:
    assert _stands(f"/usr/bin/{name}", Platform.LINUX) is Standing.EXPECTED
    assert _stands(f"~/bin/{name}", Platform.LINUX) in {Standing.STRANGER, Standing.MISPLACED}
    assert _stands(f"~/Descargas/{name}", Platform.LINUX) is Standing.LANDED


@pytest.mark.parametrize("path", WINDOWS)
def test_a_program_of_the_field_is_known_in_program_files(path: str) -> None:
    assert _stands(rf"C:\Program Files\{path}", Platform.WINDOWS) is Standing.EXPECTED
    assert _stands(rf"C:\Users\ana\Downloads\{path}", Platform.WINDOWS) is Standing.LANDED


@pytest.mark.parametrize("path", WINDOWS_SOUND)
def test_a_sound_program_of_the_field_may_hear_and_not_see(path: str) -> None:
    assert _stands(rf"C:\Program Files\{path}", Platform.WINDOWS, CaptureKind.MICROPHONE) is Standing.EXPECTED
    assert _stands(rf"C:\Program Files\{path}", Platform.WINDOWS) is Standing.STRANGER


@pytest.mark.parametrize(("path", "stands"), PARTS.items())
def test_a_part_of_windows_is_known_by_its_whole_path(path: str, stands: Standing) -> None:
    assert _stands(path, Platform.WINDOWS) is stands


@pytest.mark.parametrize("path", PARTS)
@pytest.mark.parametrize(
    "folder",
    [
        r"C:\Windows\Temp", r"C:\Windows\Tasks", r"C:\Windows\Fonts", r"C:\Windows\System32\Tasks", r"C:\Users\ana",
        r"C:\Windows\System32\spool\drivers\color", r"D:\Windows\System32", r"C:\Windows\System32\..\..\Users\ana",
        r"C:\Windows\SysWOW64\Tasks", r"C:\Windows\tracing", r"C:\Program Files\Espejo", r"\\espejo\C$\Windows\System32",
    ],
)  # fmt: skip
def test_a_name_of_windows_elsewhere_is_a_stranger(path: str, folder: str) -> None:
    file = path.rpartition("\\")[2]
    assert _stands(rf"{folder}\{file}", Platform.WINDOWS) in WORSE


def test_the_host_of_the_sound_settings_is_none_of_windows_where_it_films() -> None:
    path = r"C:\Windows\System32\rundll32.exe"
    assert _stands(path, Platform.WINDOWS, CaptureKind.MICROPHONE) is Standing.HOST
    assert _stands(path, Platform.WINDOWS) is Standing.RUNTIME


def test_no_part_of_windows_lies_where_anybody_may_write() -> None:
    table = load(DATA, Platform.WINDOWS)
    for path in table.parts:
        assert path == path.casefold()
        assert path.startswith(("c:/windows/system32/", "c:/windows/")), path
        lens = CaptureKind.MICROPHONE if table.parts[path].hears_only else CaptureKind.CAMERA
        assert _stands(path.replace("/", "\\"), Platform.WINDOWS, lens) in {Standing.SYSTEM, Standing.HOST}
        swapped = path.rpartition("/")[0] + "/espejo.exe"
        assert _stands(swapped.replace("/", "\\"), Platform.WINDOWS) is Standing.STRANGER


@pytest.mark.parametrize(("path", "shown"), RUNTIMES.items())
def test_a_runtime_says_its_own_name_and_no_programs(path: str, shown: str) -> None:
    user = program_user(load(DATA, Platform.LINUX), CaptureKind.CAMERA, "", path)
    assert (user.standing, user.program) == (Standing.RUNTIME, shown)
    assert _stands("~/x/" + path.rpartition("/")[2], Platform.LINUX) is Standing.STRANGER


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/snap/chromium/2750/usr/lib/chromium-browser/chrome", "Chromium"),
        ("/usr/lib/chromium/chrome", "Chromium"),
        ("/opt/google/chrome/chrome", "Google Chrome"),
        ("/snap/firefox/3779/usr/lib/firefox/firefox", "Firefox"),
    ],
)
def test_chromium_is_not_called_google_chrome(path: str, shown: str) -> None:
    user = program_user(load(DATA, Platform.LINUX), CaptureKind.CAMERA, "", path)
    assert (user.standing, user.program) == (Standing.EXPECTED, shown)


@pytest.mark.parametrize(
    ("path", "lens"),
    [
        (r"AppData\Local\Perplexity\Comet\Application\comet.exe", CaptureKind.CAMERA),
        (r"AppData\Local\Programs\Opera Neon\opera.exe", CaptureKind.CAMERA),
        (r"AppData\Local\CiscoSparkLauncher\CiscoCollabHost.exe", CaptureKind.CAMERA),
        (r"AppData\Local\AnthropicClaude\app-1.0\claude.exe", CaptureKind.MICROPHONE),
    ],
)
def test_a_program_of_the_second_trial_is_known_in_its_own_folder(path: str, lens: CaptureKind) -> None:
    assert _stands(rf"C:\Users\ana\{path}", Platform.WINDOWS, lens) is Standing.EXPECTED
    file = path.rpartition("\\")[2]
    assert _stands(rf"C:\Users\ana\AppData\Roaming\{file}", Platform.WINDOWS, lens) in (*WORSE, Standing.MISPLACED)
    assert _stands(rf"C:\Users\ana\Downloads\{file}", Platform.WINDOWS, lens) is Standing.LANDED


def test_a_snap_of_somebody_cannot_borrow_a_name() -> None:
    assert _stands("/snap/espejo/3/usr/bin/firefox", Platform.LINUX) is Standing.MISPLACED
    assert _stands("/snap/espejo/3/usr/bin/espejo", Platform.LINUX) is Standing.STRANGER
    assert _stands("/snap/espejo/3/electron", Platform.LINUX) is Standing.STRANGER
    assert _stands("/snap/discord/3/electron", Platform.LINUX) is Standing.EXPECTED
    assert _stands("/var/lib/flatpak/app/org.espejo/current/files/bin/zoom", Platform.LINUX) is Standing.MISPLACED


def test_an_app_of_microsofts_is_one_that_a_person_opens_and_one_of_windows_a_part() -> None:
    table = load(DATA, Platform.WINDOWS)
    assert (
        vouched_user(table, CaptureKind.CAMERA, "Microsoft.WindowsCamera_8wekyb3d8bbwe").standing is Standing.EXPECTED
    )
    assert table.exe("msedgewebview2.exe") is None


@pytest.mark.parametrize(
    ("path", "stands"),
    [
        (r"C:\Program Files\WindowsApps\Microsoft.YourPhone_1.0_x64__8wekyb3d8bbwe\x.exe", Standing.EXPECTED),
        (r"C:\Windows\SystemApps\MicrosoftWindows.Client.CBS_cw5n1h2txyewy\TextInputHost.exe", Standing.SYSTEM),
        (r"C:\Program Files\WindowsApps\Espejo_1.0_x64__abcdefgh12345\x.exe", Standing.STRANGER),
        (r"C:\Program Files\WindowsApps\Espejo_1.0_x64__abcdefgh12345\Zoom.exe", Standing.MISPLACED),
        (r"C:\Users\ana\WindowsApps\Microsoft.YourPhone_1.0_x64__8wekyb3d8bbwe\x.exe", Standing.STRANGER),
        (r"C:\Windows\SystemApps\A_cw5n1h2txyewy\..\..\..\Users\ana\x.exe", Standing.STRANGER),
    ],
)
def test_a_package_of_windows_tells_its_publisher_by_its_folder(path: str, stands: Standing) -> None:
    assert _stands(path, Platform.WINDOWS) is stands


def test_each_row_says_what_it_rests_on() -> None:
    for rows in (TABLE["programs"], TABLE["runtimes"], TABLE["parts"]):
        for row in rows:
            assert row["rests"] in {"report", "flathub", "maker", "known"}, row["name"]


@pytest.mark.parametrize("platform", [Platform.LINUX, Platform.WINDOWS])
def test_no_spelling_of_a_trusted_name_in_a_folder_of_the_person_is_better_than_an_unknown_name(
    platform: Platform,
) -> None:
    """Each name × each suffix × each folder of the person; the names as their makers write them are judged by place."""
    homes = {
        Platform.LINUX: ("~/bin/{}", "~/.local/bin/{}", "/home/ana/x/{}", "/srv/x/{}"),
        Platform.WINDOWS: (r"C:\Users\ana\{}", r"C:\Users\ana\AppData\Roaming\Espejo\{}", r"D:\{}", r"C:\Espejo\{}"),
    }[platform]
    table = load(DATA, platform)
    names = [*table.by_exe, *table.runtimes, *(path.rpartition("/")[2] for path in table.parts)]
    exact = {*table.by_exe}
    tried = 0
    for number, name in enumerate(names):
        for spelling in spellings(name.removesuffix(".exe"))[
            number % 37 :: 37
        ]:  # a sample: each suffix with some names
            if spelling.casefold() in exact:
                continue
            for home in homes:
                tried += 1
                stands = program_user(table, CaptureKind.CAMERA, spelling, home.format(spelling)).standing
                assert stands in WORSE, (home.format(spelling), stands)
    print(f"tried {tried}")
    assert tried > 3_000
