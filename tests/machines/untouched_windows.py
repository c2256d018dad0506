r"""Windows as it comes: set up by a person in Spanish, brought up to date, and otherwise left alone.

| what | as it comes | rests on |
|---|---|---|
| version, roll-up | 25H2 Home, 26200; a made-up revision, installed in November | windows-builds.md; text ids of windows-builds.csv |
| language, kind of computer | Spanish, a laptop with modern standby | sources W7; kinds of sleep: text ids 21168485036 ff. |
| services | `untouched_services.py`, names only | text ids 30306166514, 44411765983, 54377327109 |
| running programs, with their folders | those of Windows 11, Edge and OneDrive | text ids 37550131269, 59788248243 |
| waiting for connections | parts of Windows | six listings: text ids 16220737992, 982290208, 7579274997, 60254025450; jc, netstat-aonb |
| rules of network discovery | all 52 | text ids 52496249387, 16592873498, 27343578090, 27258961070 |
| kind of network | public | what Windows takes where nobody says otherwise (not checked); private is a NOTE, also as it comes |
| firewall: profiles, services, policies | on, without policies | exports in glpi-agent (resources, 7_firewall-*.reg) |
| camera, microphone, location: three switches | Allow; parts of Windows are asked | text ids 68945910785, 38809617859 |
| screen: the two switches | Allow, as Windows comes | text id 57639062770 |
| accounts | the four of Windows, off; one of the person, by Microsoft | text ids 46960240683, 44732517793; sources W7 |
| rights | administrator, filtered | text ids 70370672258, 37983394882; learn.microsoft.com, local-accounts |
| User Account Control | 5, EnableLUA 1 | [MS-GPSB], ConsentPromptBehaviorAdmin and EnableLUA |
| antivirus | Defender, watched over | captures windows/securitycenter2 and windows/defender |
| disk | locked by device encryption | captures windows/bitlocker; learn.microsoft.com, bitlocker, "device encryption" |
| secure start | on, with the certificates of 2023 | cjee21/Check-UEFISecureBootVariables#8, #9 |
| OneDrive | keeps desktop, documents and pictures | text ids 58868711541, 55691443446; support.microsoft.com, d61a7930 |
| Edge | never configured: no switch written anywhere | text ids 57929045179, 38727700223, 39086252426 |
| updates, Store | no policy, nothing paused; services start when asked for | text ids 30306166514; recordings of update.auto, update.apps |
| screen memory | its part is there (the list says so), never used | winutil#4461; RemoveWindowsAI#12 |
| name of the computer | DESKTOP-… of the set-up | sources W7 |
| nearby sharing | own devices only | text ids 6194638996, 48773817327 |
| lock screen shows messages | nothing written | learn.microsoft.com, policy-csp-abovelock (default: allowed) |
| shares | none but those Windows hides | text ids 32567540459, 44491909511 |
| hosts, proxy, certificates, name servers | the file of Windows; by DHCP | docker/for-win#5855 (the file), text ids 22214561320, 56980095618 |
| backup, lock-screen camera, notice of the camera | none of the keys | captures windows/registry; recordings of the checks |
| exclusions | not told to an ordinary program | scipag/HardeningKitty#72 |

Windows 10 differs so: 22H2 Home, 19045.6456, the last roll-up for everybody (facts windows-builds.csv); the services
that only 11 has are left out; more packages are asked (text id 38809617859); the folders lie in the home and the disk is
not locked, as on computers that were set up before Microsoft did both; the certificates of secure start are those of
2011 (veracrypt/VeraCrypt#1655); what waits for connections are parts of Windows (jc, netstat-aonb of Windows 10).

In a school, the list of local accounts knows nobody but Windows' own, and the person stands in ProfileList (osquery#7257, mql#7764).
26H2 is 26300 (windows-builds.md), and says nothing of uses of the camera any more (HASS.Agent#476). LTSC 2021 has no Store
(winget-cli#1558, #1781) and is looked after until 2027; its revision is made up.

No public export holds all of this; so the parts of one machine were put together. What no source shows is a gap.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from postigo.core.system import Platform
from postigo.system.recording import call_key
from tests.machines import windows
from tests.machines.build import RECORDINGS
from tests.machines.recipe import Recipe, holds, program
from tests.machines.untouched_services import SERVICES
from tests.machines.windows import TRUSTED

_STARTED = "2026-11-23T07:30:00+00:00"
_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_ASKED = (
    "Microsoft.WindowsCamera_8wekyb3d8bbwe",
    "Microsoft.WindowsFeedbackHub_8wekyb3d8bbwe",
    "Microsoft.WindowsStore_8wekyb3d8bbwe",
    "Microsoft.XboxGamingOverlay_8wekyb3d8bbwe",
)
_ASKED_BY_TEN = (
    *_ASKED,
    "Microsoft.MicrosoftEdge_8wekyb3d8bbwe",
    "Microsoft.Office.OneNote_8wekyb3d8bbwe",
    "Microsoft.SkypeApp_kzf8qxf38zg5c",
    "Microsoft.Win32WebViewHost_cw5n1h2txyewy",
    "Microsoft.Windows.Photos_8wekyb3d8bbwe",
)
_NEW_IN_11 = {"InventorySvc", "WSAIFabricSvc", "dcsvc", "whesvc", "wuqisvc"}
_SHELL = "C:\\Windows\\SystemApps\\"
_PARTS = ("sihost.exe", "taskhostw.exe", "RuntimeBroker.exe", "ctfmon.exe", "dllhost.exe", "SecurityHealthSystray.exe")


def _consents(asked: tuple[str, ...]) -> dict[str, Any]:
    """The three levels of permission, as a measured machine has them where nobody chose (text id 68945910785)."""
    answers: dict[str, Any] = {}
    for capability in ("webcam", "microphone", "location"):
        here = rf"registry HKCU\{_STORE}\{capability}"
        answers[rf"registry HKLM\SOFTWARE\{_STORE[9:]}\{capability}"] = {"values": {"Value": "Allow"}}
        answers[here] = {"values": {"Value": "Allow"}, "subkeys": [*asked, "NonPackaged"]}
        answers[rf"{here}\NonPackaged"] = {"values": {"Value": "Allow"}}
        answers |= {rf"{here}\{family}": {"values": {"Value": "Prompt"}} for family in asked}
    return answers


def _processes() -> list[dict[str, Any]]:
    """What runs a few minutes after somebody signed in."""
    edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
    own = {
        "explorer.exe": "C:\\Windows\\explorer.exe",
        "SearchHost.exe": f"{_SHELL}MicrosoftWindows.Client.CBS_cw5n1h2txyewy\\SearchHost.exe",
        "StartMenuExperienceHost.exe": (
            f"{_SHELL}Microsoft.Windows.StartMenuExperienceHost_cw5n1h2txyewy\\StartMenuExperienceHost.exe"
        ),
        "OneDrive.exe": "C:\\Users\\ana\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe",
        "msedge.exe": edge,
        **{name: f"C:\\Windows\\System32\\{name}" for name in _PARTS},
    }
    others: tuple[str, ...] = (
        "smss.exe",
        "csrss.exe",
        "wininit.exe",
        "services.exe",
        "lsass.exe",
        "winlogon.exe",
        "fontdrvhost.exe",
    )
    others += ("dwm.exe", "spoolsv.exe", "MsMpEng.exe", "NisSrv.exe", "SearchIndexer.exe", "SecurityHealthService.exe")
    found = [program(4, "System", None, _STARTED, own=False)]
    found += [program(400 + 8 * at, name, None, _STARTED, own=False) for at, name in enumerate(others)]
    found += [program(1000 + 8 * at, "svchost.exe", None, _STARTED, own=False) for at in range(60)]
    found += [program(5000 + 8 * at, name, path, _STARTED) for at, (name, path) in enumerate(own.items())]
    return found


def _empty_folders() -> dict[str, Any]:
    """Nothing in the folders that OneDrive keeps, whatever name is looked for."""
    looked = json.loads((RECORDINGS / "password.plain-file" / "windows-good.json").read_text("utf-8"))["answers"]
    before, here = "glob %USERPROFILE%\\Desktop\\", "glob %USERPROFILE%\\OneDrive\\"
    names = [question.removeprefix(before) for question in looked if question.startswith(before)]
    searched: dict[str, Any] = {
        f"{here}{folder}\\{name}": [] for folder in ("Escritorio", "Documentos") for name in names
    }
    return {**searched, f"{here}Escritorio\\*": [], f"{here}Imágenes\\*": []}


_EDGE = "%LOCALAPPDATA%\\Microsoft\\Edge\\User Data"
_FOLDERS = "call known-folders"
_FIRST_STEPS: dict[str, Any] = {
    "elevated": False,
    "now": "2026-11-23T09:00:00+00:00",
    **_consents(_ASKED),
    **_empty_folders(),
    "processes": _processes(),
    r"registry HKLM\SYSTEM\CurrentControlSet\Services": {"values": {}, "subkeys": SERVICES},
    f"glob {_EDGE}\\*\\Preferences": [
        {
            "kind": "file",
            "modified": "2026-11-20T15:00:00+00:00",
            "path": f"{_EDGE}\\Default\\Preferences",
            "size": 8000,
            "writable_by_others": False,
        }
    ],
    f"read {_EDGE}\\Default\\Secure Preferences": '{"extensions": {"settings": {}}, "protection": {"macs": {}}}',
    r"registry HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System": {
        "values": {"ConsentPromptBehaviorAdmin": 5, "ConsentPromptBehaviorUser": 3, "EnableLUA": 1}
    },
    r"registry HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer": {
        "subkeys": ["Aliases", "AutotunedParameters", "DefaultSecurity", "Linkage", "Parameters", "Shares"],
        "values": {"Start": 2},
    },
    r"registry HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Shares": {"values": {}, "subkeys": ["Security"]},
    _FOLDERS: {
        "desktop": "C:\\Users\\ana\\OneDrive\\Escritorio",
        "documents": "C:\\Users\\ana\\OneDrive\\Documentos",
        "downloads": "C:\\Users\\ana\\Downloads",
        "pictures": "C:\\Users\\ana\\OneDrive\\Imágenes",
        "profile": "C:\\Users\\ana",
        "screenshots": "C:\\Users\\ana\\OneDrive\\Imágenes\\Capturas de pantalla",
    },
    call_key("folder-access", {"folder": "c:\\users\\ana\\onedrive\\imágenes"}): (
        "O:S-1-5-21-0-0-0-1001G:S-1-5-21-0-0-0-1001"
        "D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;S-1-5-21-0-0-0-1001)"
    ),
}

_AS_IT_COMES = {
    "camera.in-use": "never-used",
    "camera.microphone": "deny-never-used",
    "camera.remote-control": "nothing",
    "camera.app-permissions": "old-10",
    "camera.microphone-permissions": "as-it-comes",
    "camera.screen-recording": "only-desktop",
    "camera.browser-sites": "none-allowed",
    "camera.recent-use": "asked-never-used",
    "update.os-pending": "good",
    "update.browser": "edge-only-good",
    "update.auto": "on-no-settings",
    "browser.safe-browsing": "edge-untouched",
    "net.listening": "stock-windows-11",
    "image.open-shares": "good-school",
    "password.blank-or-auto": "good-no-switch-microsoft-account",
    "accounts.unused": "only-microsofts",
    "info.extensions": "none",
    "info.discoverable": "good-as-it-comes",
    "info.location": "good-nobody",
    "info.nearby": "good-as-it-comes",
    "info.device-name": "good",
    "info.lockscreen": "shown-as-it-comes",
    "info.monitoring-software": "nothing-known",
    "blackmail.evidence-folder": "pictures-in-onedrive",
    "blackmail.auto-cleanup": "usual",
    "blackmail.clock": "usual",
    "image.location": "good",
    "password.saved-on-shared": "good-no-browser",
    "password.plain-file": "found-moved-to-onedrive",
}

ELEVEN = Recipe(
    Platform.WINDOWS,
    "windows-11-untouched",
    "Windows 11 Home 25H2 in Spanish as it comes; what each part rests on stands in tests/machines/"
    "untouched_windows.py. Nobody's computer.",
    _AS_IT_COMES,
    {
        **_FIRST_STEPS,
        r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion": {
            "values": {
                "CurrentBuild": "26200",
                "CurrentBuildNumber": "26200",
                "DisplayVersion": "25H2",
                "EditionID": "Core",
                "InstallationType": "Client",
                "ProductName": "Windows 10 Home",  # so says Windows 11 to this day
                "ReleaseId": "2009",
                "UBR": 9991,
            }
        },
    },
    ("browser.safe-browsing", "update.os-pending", *TRUSTED, "camera.recent-use"),
    {
        "camera.app-permissions": holds("note", "free-desktop: note", "no-app-allowed: good"),
        "info.location": holds("note", "desktop-programs: note"),
        "image.location": {**holds(None), "not_here": True},  # no picture yet
        "password.plain-file": holds("good", "none: good"),
    },
)

_VERSION = r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

TEN = Recipe(
    Platform.WINDOWS,
    "windows-10-untouched",
    "Windows 10 Home 22H2 in Spanish as it comes, more than a year after its support ended; what each part rests on "
    "stands in tests/machines/untouched_windows.py. Nobody's computer.",
    {
        **_AS_IT_COMES,
        "camera.screen-recording": "too-old",
        "camera.devices": "one",
        "update.os-pending": "feature-update-only",
        "update.os-supported": "10-home-ended",
        "boot.secure": "certificates-absent",
        "av.active": "good-security-center-lags-behind-defender",
        "net.listening": "usual",
        "net.wifi": "10-wpa2",
        "image.screen-memory": "good-old-windows",
        "image.disk-encryption": "off",
        "image.screenshot-sync": "good-onedrive-elsewhere",
        "image.photo-sync": "good-onedrive-elsewhere",
        "blackmail.evidence-folder": "good",
        "password.plain-file": "good",
    },
    {
        **{question: answer for question, answer in _FIRST_STEPS.items() if "onedrive" not in question.casefold()},
        **_consents(_ASKED_BY_TEN),
        _FOLDERS: {
            "desktop": "C:\\Users\\ana\\Desktop",
            "documents": "C:\\Users\\ana\\Documents",
            "downloads": "C:\\Users\\ana\\Downloads",
            "pictures": "C:\\Users\\ana\\Pictures",
            "profile": "C:\\Users\\ana",
            "screenshots": "C:\\Users\\ana\\Pictures\\Screenshots",
        },
        r"glob %USERPROFILE%\Pictures\*": [],
        r"registry HKLM\SYSTEM\CurrentControlSet\Services": {
            "values": {},
            "subkeys": [name for name in SERVICES if name not in _NEW_IN_11],
        },
        _VERSION: windows.OLD_TEN.own[_VERSION],
        **{question: answer for question, answer in windows.OLD_TEN.own.items() if "Packages" in question},
    },
    ("update.os-pending", "browser.safe-browsing", *TRUSTED, "camera.recent-use"),
    {
        "camera.app-permissions": holds("note", "free-desktop: note", "no-app-allowed: good"),
        "info.location": holds("note", "desktop-programs: note"),
        "image.location": {**holds(None), "not_here": True},  # no picture yet
        "update.os-pending": windows.OLD_TEN.verdicts["update.os-pending"],
        "update.os-supported": windows.OLD_TEN.verdicts["update.os-supported"],
    },
)

ELEVEN_26H2 = replace(
    ELEVEN,
    name="windows-11-26h2-untouched",
    source=ELEVEN.source.replace("25H2", "26H2"),
    recordings={**ELEVEN.recordings, "update.os-supported": "11-26h2-home-good"},
    own={
        **ELEVEN.own,
        _VERSION: {
            "values": {
                **ELEVEN.own[_VERSION]["values"],
                "CurrentBuild": "26300",
                "CurrentBuildNumber": "26300",
                "DisplayVersion": "26H2",
            }
        },
    },
    verdicts={
        **ELEVEN.verdicts,  # from build 26220 on, who used camera and microphone may not be noted any more
        "camera.in-use": holds(None, gaps=("missing",)),
        "camera.microphone": holds(None, gaps=("missing",)),
        "camera.recent-use": holds(None, gaps=("missing",)),
    },
)

_OF_HOME = re.compile(r"ConsentStore|Component Based Servicing")
_PACKAGES = r"registry HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages"
_ROLLUP = "Package_for_RollupFix~31bf3856ad364e35~amd64~~19041.7990.1.6"

LTSC = replace(
    TEN,
    name="windows-10-ltsc-untouched",
    source="Windows 10 Enterprise LTSC 2021 in Spanish as it comes, without a Store; what each part rests on stands in "
    "tests/machines/untouched_windows.py. Nobody's computer.",
    recordings={
        **TEN.recordings,
        "update.apps": "ltsc-without-a-store",
        "update.os-pending": "good",
        "update.os-supported": "10-ltsc-ends-soon",
    },
    own={
        **{question: answer for question, answer in TEN.own.items() if not _OF_HOME.search(question)},
        **_consents(("Microsoft.Win32WebViewHost_cw5n1h2txyewy",)),
        _VERSION: {
            "values": {
                **TEN.own[_VERSION]["values"],
                "CurrentBuild": "19044",
                "CurrentBuildNumber": "19044",
                "DisplayVersion": "21H2",
                "EditionID": "EnterpriseS",
                "ProductName": "Windows 10 Enterprise LTSC 2021",
                "UBR": 7990,
            }
        },
        _PACKAGES: {"values": {}, "subkeys": [_ROLLUP]},
        rf"{_PACKAGES}\{_ROLLUP}": {  # installed on 2026-11-11
            "values": {"CurrentState": 112, "InstallTimeHigh": 31289939, "InstallTimeLow": 1301165056}
        },
    },
    verdicts={
        check: verdict
        for check, verdict in TEN.verdicts.items()
        if check not in {"update.os-pending", "update.os-supported"}
    },
)

_PUPIL = "S-1-12-1-1111111111-1222222222-1333333333-1444444444"
_PROFILES = rf"{_VERSION}\ProfileList"
_OF_ITS_OWN = ("S-1-5-18", "S-1-5-19", "S-1-5-20")
_WDAG = 504
_BUILT_IN = (("Administrador", 500), ("DefaultAccount", 503), ("Invitado", 501), ("WDAGUtilityAccount", _WDAG))

SCHOOL = replace(
    ELEVEN,
    name="windows-11-school-untouched",
    source="Windows 11 Pro 25H2 of a school in Spanish as it comes: signed in with an account of Microsoft Entra, nothing "
    "laid down; what each part rests on stands in tests/machines/untouched_windows.py. Nobody's computer.",
    recordings={
        **ELEVEN.recordings,
        "update.os-supported": "11-pro-single-language-good",
        "password.admin-daily": "good-es",
        "image.screenshot-sync": "good-onedrive-elsewhere",
        "image.photo-sync": "good-onedrive-elsewhere",
        "blackmail.evidence-folder": "good",
        "password.plain-file": "good",
    },
    own={
        **{question: answer for question, answer in ELEVEN.own.items() if "onedrive" not in question.casefold()},
        _FOLDERS: TEN.own[_FOLDERS],
        r"glob %USERPROFILE%\Pictures\*": [],
        _VERSION: {
            "values": {**ELEVEN.own[_VERSION]["values"], "EditionID": "Professional", "ProductName": "Windows 10 Pro"}
        },
        "token": {"groups": ["S-1-1-0", "S-1-5-32-545", "S-1-16-8192"], "user": _PUPIL},
        _PROFILES: {"subkeys": [*_OF_ITS_OWN, _PUPIL], "values": {"ProfilesDirectory": "%SystemDrive%\\Users"}},
        rf"{_PROFILES}\{_PUPIL}": {"values": {"ProfileImagePath": "C:\\Users\\ana"}},
        call_key("folder-access", {"folder": "c:\\users\\ana\\pictures"}): (
            f"O:{_PUPIL}G:{_PUPIL}D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;{_PUPIL})"
        ),
        "call local-accounts": [  # no account of Entra is in this list
            {
                "enabled": False,
                "keeper": "untold",
                "last_sign_in": None,
                "name": name,
                "password_age": 7776000 if rid == _WDAG else 0,
                "rid": rid,
                "sign_ins": 0,
            }
            for name, rid in _BUILT_IN
        ],
        "call persons-names": [],
    },
    verdicts={**ELEVEN.verdicts, "password.shared-account": holds("note", "nobody: note")},
)

MACHINES = (ELEVEN, SCHOOL, ELEVEN_26H2, TEN, LTSC)
