"""What is about the machine reads no home: neither a person's folder nor the settings of an account, also as root."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postigo.api import Scope
from postigo.testing import Case, PackData, cases, replayed
from postigo_checks import pack

CHECKS = {check.id: check for check in pack.checks}
CASES = [case for case in cases(Path(__file__).parents[1] / "recordings") if CHECKS[case.check].scope is Scope.MACHINE]

# A person's folders, an account's part of the registry, and tools that read one account's settings wherever these lie.
# The session's D-Bus is no home: a service that runs there answers, or nobody does. Nor is Homebrew's place on Linux.
OF_A_PERSON = {
    "a home": re.compile(
        r"^\w+ ~|[\s'\"=:(]~[/\\]|/home/(?!\.|linuxbrew/)|/Users/(?!Shared\b)|^\w+ /ro{2}t/|(?i:\\Users\\(?!Public\b))"
    ),
    "a variable of the account": re.compile(r"(?i:%(?:USERPROFILE|APPDATA|LOCALAPPDATA|HOMEPATH|ONEDRIVE\w*)%)"),
    "a variable in PowerShell": re.compile(r"(?i:\$env:(?:USERPROFILE|APPDATA|LOCALAPPDATA|HOMEPATH)|\$HOME\b)"),
    "the account's registry": re.compile(r"\bHKCU\b|HKEY_CURRENT_USER|HKEY_USERS|\bHKU\b"),
    "a tool for one account's settings": re.compile(r"^run (?:gsettings|dconf|xfconf-query|kreadconfig[56]?) "),
    "the account's defaults": re.compile(r"^run defaults (?:-currentHost )?read(?:-type)? (?!/Library/)"),
}


def asked_of_a_person(questions: set[str]) -> list[str]:
    """The questions that concern an account, each with what it asks for."""
    return [
        f"{question}: {what}"
        for question in sorted(questions)
        for what, pattern in OF_A_PERSON.items()
        if pattern.search(question)
    ]


# docs/decisions/0005-the-camera-is-the-machines.md: Windows notes part of who uses the camera with the account.
BY_NAME = ("registry HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\",)

# docs/decisions/0510-what-an-account-starts-for-itself.md: what lets somebody in starts with the account too.
STARTED_BY_THE_ACCOUNT = re.compile(
    r"(?:glob|read) ~/\.(?:config/autostart|config/systemd/user)/.*|glob ~/\.local/share/flatpak/app/\*"
    r"|registry HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\(?:Run|RunOnce|Explorer\\StartupApproved\\Run)"
)

# docs/decisions/0551-what-an-account-installed-for-itself.md: a browser, and whether it has the Store.
INSTALLED_BY_THE_ACCOUNT = {
    "update.browser": re.compile(
        r"registry HKCU\\SOFTWARE\\(?:(?:Google|Microsoft|BraveSoftware)\\\w*Update\\Clients|Mozilla\\Mozilla Firefox).*"
        r"|glob .*\\firefox\.exe"
    ),
    "update.apps": re.compile(r"glob %LOCALAPPDATA%\\Packages\\Microsoft\.WindowsStore_8wekyb3d8bbwe"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_check_of_the_machine_asks_nothing_of_a_person(case: Case) -> None:
    _, system = replayed(CHECKS[case.check], case.recording, PackData(pack.package))
    asked = system.asked
    if case.check in {"camera.in-use", "camera.microphone"}:
        asked = {question for question in asked if not question.startswith(BY_NAME)}
    if case.check == "camera.remote-control":
        asked = {question for question in asked if not STARTED_BY_THE_ACCOUNT.fullmatch(question)}
    if case.check in INSTALLED_BY_THE_ACCOUNT:
        asked = {question for question in asked if not INSTALLED_BY_THE_ACCOUNT[case.check].fullmatch(question)}
    if case.check == "camera.microphone":
        # macOS: which app a program is that records right now stands in the app itself, wherever that lies.
        holders = case.recording.answers.get("holders microphone", {})
        paths = [holder.get("path") or "" for holder in holders.get("holders", ())]
        apps = {f"plist {path.partition('.app/')[0]}.app/Contents/Info.plist" for path in paths if ".app/" in path}
        asked -= apps
    assert not asked_of_a_person(asked)


@pytest.mark.parametrize(
    "question",
    [
        "read ~/.config/user-dirs.dirs",
        "glob ~/.mozilla/firefox/*/prefs.js",
        "run ls ~/Pictures",
        "glob /home/*/.config/autostart/*.desktop",
        "read /" + "root/.bashrc",
        "read /home/ana/.bashrc",
        r"glob C:\Users\ana\Desktop\*",
        r"read %APPDATA%\Mozilla\Firefox\profiles.ini",
        r"registry HKCU\Control Panel\Desktop",
        r"powershell Get-ItemProperty 'HKCU:\Software'",
        "powershell Get-ChildItem $env:USERPROFILE",
        "run gsettings get org.gnome.desktop.screensaver lock-enabled",
        "run defaults read com.apple.screensaver",
        "sqlite ~/x.db SELECT 1",
    ],
)
def test_such_a_question_would_be_noticed(question: str) -> None:
    assert asked_of_a_person({question})


@pytest.mark.parametrize(
    "question",
    [
        "read /etc/passwd",
        r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion",
        "run defaults read /Library/Preferences/com.apple.loginwindow",
        r"glob C:\Users\Public\Desktop\*",
        "glob /Users/Shared/*",
        "run apt-config shell",
        "run awk '$1 ~ /x/' /etc/fstab",
        "glob /home/.ecryptfs",
        "read /usr/lib/os-release~",
    ],
)
def test_what_is_the_machines_is_not(question: str) -> None:
    assert not asked_of_a_person({question})
