"""The policy in a real registry, read by Windows' own Python (Wine)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import windows_lane
from tests.support.places import needs
from tests.support.windows_lane import ROOT, Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

SCRIPT = r"""
import json, winreg
from postigo.store import policy

def told():
    found = policy.understood(policy.found())
    return {
        "where": found.where,
        "troubles": sorted(one.key for one in found.troubles),
        "values": {id: getattr(found, id) for id in found.sources},
        "sources": {id: source.value for id, source in found.sources.items()},
    }

said = [told()]
for view in (winreg.KEY_WOW64_32KEY, winreg.KEY_WOW64_64KEY):
    for place, values in (
        (policy.KEY, {
            "FixesOff": (winreg.REG_DWORD, 1),
            "OnlineOff": (winreg.REG_DWORD, 2),
            "KeepDays": (winreg.REG_DWORD, 7),
            "SchoolPrograms": (winreg.REG_MULTI_SZ, ["Veyon", "AnyDesk"]),
            "ReportFolder": (winreg.REG_SZ, r"\\server\share"),
            "Label": (winreg.REG_BINARY, b"x"),
            "reportlevel": (winreg.REG_SZ, "share"),
        }),
        (policy.KEY + "\\" + policy.RECOMMENDED, {"Country": (winreg.REG_SZ, "MX"), "Shared": (winreg.REG_DWORD, 0)}),
    ):
        with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, place, access=winreg.KEY_ALL_ACCESS | view) as key:
            for name, (kind, value) in values.items():
                winreg.SetValueEx(key, name, 0, kind, value)
    said.append(told())
winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, policy.KEY + r"\Recomended", access=winreg.KEY_ALL_ACCESS | view).Close()
said.append(told())
print(json.dumps(said))
"""


def test_the_64_bit_view_of_the_machines_policy_is_read_and_nothing_else(tmp_path: Path) -> None:
    wheels = tmp_path / "wheel"
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)], cwd=ROOT, check=True)
    with windows_lane.screen() as display:
        windows = Windows.fresh(tmp_path, next(wheels.glob("*.whl")), display)
        done = windows.python("-c", SCRIPT)
    assert done.returncode == 0, done.stderr
    none, other_view, told, misspelt = json.loads(done.stdout)
    assert none == {"where": "", "troubles": [], "values": {}, "sources": {}}
    assert other_view["values"] in ({}, told["values"])  # Wine keeps one list where Windows keeps two for Policies
    assert told["where"] == r"HKLM\Software\Policies\Postigo"
    assert told["troubles"] == ["mandatory.label", "mandatory.online_off", "mandatory.reportlevel"]
    assert told["values"] == {
        "fixes_off": True,
        "online_off": True,
        "keep_days": 7,
        "school_programs": ["Veyon", "AnyDesk"],
        "report_folder": r"\\server\share",
        "country": "MX",
        "shared": True,
        "history_off": True,
        "report_level": "share",
    }
    assert told["sources"]["online_off"] == told["sources"]["shared"] == "careful", "reportlevel may stand for any"
    assert told["sources"]["country"] == "default"
    assert misspelt["troubles"] == [r"\Recomended", *told["troubles"]]
