"""The Windows side, run by Windows' own Python with a real registry. See tests/support/windows_lane.py for what it can prove."""

from __future__ import annotations

import ast
import json
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [
    pytest.mark.set_up,
    needs("wine"),
]

FAMILY = """\
Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\webcam]
"Value"="Allow"

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\webcam]
"Value"="Allow"

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\webcam\\NonPackaged]
"Value"="Allow"

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\webcam\\Acme.Peephole_0123456789abc]
"Value"="Allow"
"LastUsedTimeStart"=hex(b):{now}
"LastUsedTimeStop"=hex(b):00,00,00,00,00,00,00,00

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\webcam\\NonPackaged\\C:#Archivos de programa#Cámara Ñandú#cámara.exe]
"LastUsedTimeStart"=hex(b):00,68,bb,75,8f,52,dd,01
"LastUsedTimeStop"=hex(b):00,24,5c,db,90,52,dd,01

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]
"ProductName"="Windows 10 Home"
"EditionID"="Core"
"CurrentBuild"="19045"
"DisplayVersion"="22H2"
"InstallationType"="Client"

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\camsvc]
"Start"=dword:00000003

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\UsoSvc]
"Start"=dword:00000002

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\wuauserv]
"Start"=dword:00000003

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MpsSvc]
"Start"=dword:00000002

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\DomainProfile]
"EnableFirewall"=dword:00000001

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile]
"EnableFirewall"=dword:00000001

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile]
"EnableFirewall"=dword:00000000

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]
"NoAutoUpdate"=dword:00000001
"""


def filetime(when: datetime) -> str:
    """A moment as a `.reg` file writes a QWORD: 100 ns since 1601, least byte first."""
    ticks = int((when - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
    return ticks.to_bytes(8, "little").hex(",")


@pytest.fixture(scope="module")
def windows(wheel: Path, display: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Windows:
    made = Windows.fresh(tmp_path_factory.mktemp("windows"), wheel, display)
    made.write(FAMILY.replace("{now}", filetime(datetime.now(UTC))))
    return made


def results(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode in {0, 1, 2, 3}, done.stderr
    report = json.loads(done.stdout)
    assert report["device"]["platform"] == "windows"
    return {result["check"]: result for result in report["results"]}


def test_the_audit_reads_a_real_registry(windows: Windows) -> None:
    done = windows.python("-m", "postigo", "audit", "--format", "json", "--level", "full", "--reason", "a test")
    told = results(done)
    camera = told["camera.in-use"]
    assert "Acme.Peephole" in json.dumps(camera["findings"]), camera
    assert "cámara" not in json.dumps(camera["findings"], ensure_ascii=False)  # used once, long ago
    assert told["update.os-supported"]["level"] == "act"
    assert told["update.auto"]["level"] == "advise"
    assert told["firewall.enabled"]["level"] == "advise"
    # There is no PowerShell here: what only it can tell is not told, and is not good.
    for check in ("av.active", "update.os-pending"):
        assert told[check]["level"] is None
        assert {gap["why"] for gap in told[check]["gaps"]} <= {"missing", "denied", "timeout", "unreadable"}


# What needs only the registry and files, on a computer left open and on one that is looked after. Nothing here depends on
# today's date, and nothing on PowerShell, which the lane does not have.
LEFT_OPEN = {
    "camera.app-permissions": "note",
    "camera.indicator": "note",
    "camera.lock-screen": "note",
    "camera.microphone-permissions": "note",
    "camera.remote-control": "advise",
    "firewall.enabled": "advise",
    "image.disk-encryption": "advise",
    "image.open-shares": "note",
    "image.photo-sync": "note",
    "image.screenshot-sync": "advise",
    "info.location": "note",
    "info.lockscreen": "advise",
    "info.nearby": "advise",
    "net.hosts-proxy-dns": "note",
    "password.blank-or-auto": "advise",
    "update.os-supported": "act",
    "update.reboot": None,  # Wine has no Windows Update that could say whether it wants one too
}
LOOKED_AFTER = {
    "boot.secure": "good",
    "camera.app-permissions": "good",
    "camera.indicator": "good",
    "camera.lock-screen": "good",
    "camera.microphone-permissions": "note",  # a policy gives it to one known app
    "image.disk-encryption": None,  # that it was so at the start proves nothing of now
    "image.open-shares": "good",
    "image.photo-sync": "good",
    "image.screen-lock": "good",
    "image.screen-memory": "good",
    "image.screenshot-sync": "good",
    "info.location": "good",
    "info.lockscreen": "good",
    "info.nearby": "good",
    "net.hosts-proxy-dns": "good",
    "update.reboot": None,
}


@pytest.mark.parametrize(("computer", "levels"), [("family-pc", LEFT_OPEN), ("school-pc", LOOKED_AFTER)])
def test_what_needs_only_the_registry_is_told(
    computer: str,
    levels: dict[str, str | None],
    wheel: Path,
    display: dict[str, str],
    tmp_path: Path,
) -> None:
    one = Windows.fresh(tmp_path, wheel, display)
    one.write((ROOT / "tests/windows_registry" / f"{computer}.reg").read_text("utf-8"))
    done = one.python("-m", "postigo", "audit", "--format", "json", "--level", "full", "--reason", "a test")
    told = results(done)
    assert {check: told[check]["level"] for check in levels} == levels
    assert "EJEMPLO-NUNCA-LEER" not in done.stdout + done.stderr
    crashed = [check for check, result in told.items() if "crashed" in {gap["why"] for gap in result["gaps"]}]
    assert not crashed


def test_what_is_given_away_names_no_program(windows: Windows) -> None:
    done = windows.python("-m", "postigo", "audit", "camera.in-use", "--format", "json")
    assert results(done)["camera.in-use"]["findings"]
    assert "Peephole" not in done.stdout


def test_spanish_letters_survive_windows_pipes(windows: Windows) -> None:
    done = windows.python("-m", "postigo", "audit", "firewall.enabled", "--lang", "es")
    assert "cortafuegos" in done.stdout
    assert "\ufffd" not in done.stdout


def test_closing_the_pipe_stops_the_audit(windows: Windows) -> None:
    command = windows.command("-m", "postigo", "audit", "--events")
    with subprocess.Popen(
        command, env=windows.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        assert b"Catalogue" in running.stdout.readline()
        running.stdin.close()
        last = running.stdout.read().splitlines()[-1]
        assert running.wait(timeout=30) in {130, 1, 2, 3}
        assert json.loads(last)["is"] == "Done"


def test_settings_live_where_windows_keeps_them(windows: Windows) -> None:
    done = windows.python("-m", "postigo", "packs")
    assert done.returncode == 0, done.stderr
    assert "postigo" in done.stdout


def test_the_window_opens(windows: Windows, tmp_path: Path) -> None:
    """A smoke test: the real window on Windows' own Qt plug-in, on a remembered machine, until it has drawn."""
    picture = tmp_path / "window.png"
    machine = ROOT / "tests/machines/windows-11-family.json"
    script = tmp_path / "look.py"
    script.write_text(
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def grab():\n"
        "    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]\n"
        "    assert windows, 'no window'\n"
        "    assert windows[0].grab().save(sys.argv[2], 'PNG')\n"
        "    QApplication.quit()\n"
        "run = QApplication.exec\n"
        "def run_and_grab(*_):\n"
        "    QTimer.singleShot(12000, grab)\n"
        "    return run()\n"
        "QApplication.exec = run_and_grab\n"
        "from postigo.gui.main import main\n"
        "from postigo.store.context import Context\n"
        "sys.exit(main(Context('en'), replay=sys.argv[1]))\n"
    )
    plain = windows_lane._plain
    began = time.monotonic()
    done = windows.python(plain(str(script)), plain(str(machine)), plain(str(picture)), timeout=120)
    assert picture.exists(), f"after {time.monotonic() - began:.0f} s: {done.stderr[-2000:]}"
    assert picture.stat().st_size > 10_000


def test_a_password_in_the_registry_is_there_and_is_not_read(windows: Windows) -> None:
    secret = "EJEMPLO-NUNCA-LEER-NI-MOSTRAR"  # noqa: S105 - a canary
    windows.write(
        "Windows Registry Editor Version 5.00\n\n"
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\n"
        f'"AutoAdminLogon"="1"\n"DefaultPassword"="{secret}"\n'
    )
    key = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
    done = windows.python("-c", f"from postigo.system.windows import Windows; print(Windows().registry({key!r}))")
    assert "'AutoAdminLogon': '1'" in done.stdout, done.stderr
    assert "'DefaultPassword': b''" in done.stdout
    assert secret not in done.stdout + done.stderr


def test_the_person_is_looked_up_in_the_list_of_this_computer_only(windows: Windows) -> None:
    """Wine knows the account and gives it no full name. So the call is held here, and what it brings is not."""
    ask = (
        "from postigo.system import full_names_windows as names; print([names.own_account(), names.full_names(['x'])])"
    )
    done = windows.python("-c", ask)
    assert done.returncode == 0, done.stderr
    account, others = ast.literal_eval(done.stdout)
    assert account
    assert others == []
