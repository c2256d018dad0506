r"""The helper on Windows' own Python, with a real registry under Wine: each change made, undone, and killed at each of its steps.

What no test here can tell: UAC's prompt, a real `netsh` (Wine's does nothing, so a stand-in writes what it would), and who may write where.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from installer import fix_helper
from installer.packages import windows_payload

from postigo.fix_helper.request import Code, Do, Fix, Request
from tests.support import windows_lane
from tests.support.places import WINE, needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

REGISTRY = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\MpsSvc]
"Start"=dword:00000002

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\BFE]
"Start"=dword:00000002

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\DomainProfile]
"EnableFirewall"=dword:00000001

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\StandardProfile]
"EnableFirewall"=dword:00000000
"DefaultInboundAction"=dword:00000001

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile]
"EnableFirewall"=dword:00000000

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings]
"PauseUpdatesExpiryTime"="2026-12-24T07:00:00Z"
"PauseQualityUpdatesEndTime"="2026-12-24T07:00:00Z"
"ActiveHoursStart"=dword:00000008
"""

MADE_AND_UNDONE = """
import json, sys, winreg
from postigo.fix_helper import windows as w
from postigo.fix_helper.engine import Kind, serve
from postigo.fix_helper.request import Do, Fix, Request

class Killed(BaseException): pass
left = [10**9]
def counted(act):
    def step(*words):
        left[0] -= 1
        if left[0] < 0: raise Killed
        return act(*words)
    return step
for name in ("SetValueEx", "DeleteValue", "DeleteKeyEx", "CreateKeyEx", "FlushKey"):
    setattr(winreg, name, counted(getattr(winreg, name)))

def netsh(name, value):  # in the place of Wine's, which does nothing
    with w._opened(w.FIREWALL + "\\\\" + w.PROFILES[name], access=w._WRITE) as key:
        winreg.SetValueEx(key, "EnableFirewall", 0, winreg.REG_DWORD, int(value == "on"))
kinds = dict(w.SYSTEM.kinds)
kinds["profile"] = Kind(*kinds["profile"][:3], netsh)
w.SYSTEM.kinds.clear(); w.SYSTEM.kinds.update(kinds)

def walk(path):
    found = {}
    try: key = w._opened(path)
    except FileNotFoundError: return found
    keys, values, _ = winreg.QueryInfoKey(key)
    found[path] = sorted(map(str, (winreg.EnumValue(key, at) for at in range(values))))
    for at in range(keys): found |= walk(path + "\\\\" + winreg.EnumKey(key, at))
    return found
def picture():
    return {p: v for top in ("SOFTWARE\\\\Microsoft\\\\OEM", w.PAUSES, w.FIREWALL) for p, v in walk(top).items()}

def asked(fix, do):
    try: return serve(w.SYSTEM, Request(fix, do))["code"]
    except Killed: return "killed"
    finally: left[0] = 10**9

for fix in w.SYSTEM.plans:
    before = picture()
    told = {"fix": fix, "first": serve(w.SYSTEM, Request(fix, Do.STATE))["now"], "looked": picture() == before}
    told["codes"] = [asked(fix, Do.APPLY), asked(fix, Do.APPLY)]
    told["on"] = serve(w.SYSTEM, Request(fix, Do.STATE))["now"]
    told["changed"] = picture() != before
    told["codes"] += [asked(fix, Do.UNDO), asked(fix, Do.UNDO)]
    told["same"] = picture() == before
    told["kills"], told["restored"] = 0, True
    for first in ((), (Do.APPLY,)):
        for steps in range(60):
            for do in first: asked(fix, do)
            left[0] = steps
            if asked(fix, Do.UNDO if first else Do.APPLY) != "killed":
                asked(fix, Do.UNDO)
                break
            told["kills"] += 1
            asked(fix, Do.UNDO)
            told["restored"] = told["restored"] and picture() == before
    print(json.dumps(told))
"""

POLICY = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\WindowsFirewall\PublicProfile]
"EnableFirewall"=dword:00000000
"""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    wheels = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)], cwd=ROOT, check=True)
    with windows_lane.screen() as display:
        made = Windows.fresh(tmp_path_factory.mktemp("windows"), next(wheels.glob("*.whl")), display)
        made.write(REGISTRY)
        yield made


def test_every_change_of_the_registry_is_made_seen_undone_and_survives_a_kill(windows: Windows) -> None:
    done = windows.python("-c", MADE_AND_UNDONE)
    assert done.stderr == ""
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["fix"] for one in told} == {"firewall-on", "updates-automatic", "camera-notice"}
    for one in told:
        assert one["codes"] == ["done", "already", "undone", "nothing"], one
        assert (one["first"], one["on"]) == ("off", "on"), one
        assert (one["looked"], one["changed"], one["same"], one["restored"]) == (True, True, True, True), one
        assert one["kills"] >= 5, one


def test_the_program_itself_answers_by_its_exit_status_and_only_from_the_folder_of_programs(windows: Windows) -> None:
    request = Request(Fix.CAMERA_NOTICE, Do.STATE)
    words = (request.tag, request.line.decode().strip())
    assert windows.python("-m", "postigo.fix_helper.windows", *words).returncode == Code.UNTRUSTED.status
    installed = install(windows)

    def status(*words: str, **more: str | Path) -> Code:
        told = {"cwd": more.pop("cwd", None), "env": windows.environment | {name: str(it) for name, it in more.items()}}
        done = subprocess.run(
            [str(WINE), *words], input=b"", capture_output=True, check=False, timeout=120, **told  # type: ignore[call-overload]  # env and cwd
        )  # fmt: skip
        return next(code for code in Code if code.status == done.returncode)

    program, python = str(installed / "postigo-fix.exe"), str(installed / "python/python.exe")
    assert status(program, *words) is Code.STATE
    assert status(program, "camera-notice.undo", words[1]) is Code.REQUEST
    assert status(program, "camera-notice") is Code.REQUEST
    unit = Request(Fix.UNIT_OFF, Do.APPLY, "anydesk.service")
    assert status(program, unit.tag, unit.line.decode().strip()) is Code.CANNOT
    elsewhere = windows_lane._plain(str(windows.lane / "site"))
    code = (
        f"import sys; sys.path.insert(0, {elsewhere!r}); from postigo.fix_helper.windows import main; sys.exit(main())"
    )
    assert status(python, "-c", code, *words) is Code.UNTRUSTED
    trap = windows.lane / "trap"
    trap.mkdir()
    for name in ("ctypes", "winreg", "subprocess", "sitecustomize", "postigo", "encodings"):
        (trap / f"{name}.py").write_text("raise SystemExit(99)\n")
    shutil.copy(installed / "python/python.exe", windows.prefix / "drive_c/Program.exe")  # of a path without quotes
    wished = windows_lane._plain(str(trap))
    hostile = {
        "PYTHONPATH": wished,
        "PYTHONHOME": wished,
        "PYTHONINSPECT": "1",
        "PYTHONSTARTUP": f"{wished}\\ctypes.py",
    }
    assert status(program, *words, cwd=trap, **hostile) is Code.STATE


def test_who_asks_hears_what_the_installed_helper_did(windows: Windows) -> None:
    install(windows)
    code = (
        "from postigo.fixes import elevation\nfrom postigo.fixes.elevation import Fix, Do, request\n"
        "print(elevation.installed(), *(request(Fix.CAMERA_NOTICE, do).how for do in (Do.APPLY, Do.APPLY, Do.UNDO, Do.UNDO)))"
    )
    done = windows.python("-c", code)
    assert done.stdout.split() == ["True", "done", "already", "undone", "nothing"], done.stderr
    shutil.rmtree(windows.prefix / "drive_c/Program Files/Postigo")


def install(windows: Windows) -> Path:
    """Lay the helper as the package does: its starter, and Windows' own Python beside."""
    installed = windows.prefix / "drive_c/Program Files/Postigo"
    shutil.rmtree(installed, ignore_errors=True)
    lane = windows_lane.prepared()
    shutil.copytree(lane / "python", installed / "python")
    starter = windows_payload.STARTERS["postigo-fix.exe"]
    content = windows_payload.started(next(lane.glob("distlib-*.whl")), starter, fix_helper.program("windows"))
    (installed / "postigo-fix.exe").write_bytes(content)
    return installed


def test_who_asks_starts_it_by_the_shell_and_hears_its_exit_status(windows: Windows) -> None:
    """With Python in the helper's place: its argument comes through whole, with its quotes."""
    code = (
        "import sys; from postigo.fixes import elevation_windows as e; from postigo.fixes.elevation import Fix, Do, request\n"
        "from postigo.fixes import elevation\n"
        "print(request(Fix.CAMERA_NOTICE, Do.APPLY).how, elevation.installed())\n"
        "e.program = lambda: sys.executable\n"
        "print(elevation.installed())\n"
        'print(e.run_elevated(\'-c\', \'import sys; sys.exit(7 if "a b" == "a" + chr(32) + "b" else 8)\'))'
    )
    done = windows.python("-c", code)
    assert done.stdout.split() == ["not-installed", "False", "True", "7"], done.stderr


def test_a_policy_is_left_alone(windows: Windows) -> None:
    windows.write(POLICY)
    code = (
        "from postigo.fix_helper import windows as w; from postigo.fix_helper.engine import serve\n"
        "from postigo.fix_helper.request import *\nprint(serve(w.SYSTEM, Request(Fix.FIREWALL_ON, Do.APPLY))['code'])"
    )
    assert windows.python("-c", code).stdout.strip() == "others"


def test_nothing_of_a_person_is_in_the_table() -> None:
    """Another account may have typed the password: what is in HKEY_CURRENT_USER is not the person's then."""
    text = Path(ROOT / "app/postigo/fix_helper/windows.py").read_text("utf-8")
    assert "winreg.HKEY_CURRENT_USER" not in text
    assert text.count("HKEY_LOCAL_MACHINE") >= 4
