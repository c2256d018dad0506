"""The live machine: its clock, property lists, and what its verbs of other systems say."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from postigo.core.system import ABSENT, Unknown
from postigo.system import commands
from postigo.system.machine import Machine
from tests.support.live import why

# --- the rest --------------------------------------------------------------------------------------------------------


def test_now_is_aware_and_in_utc(machine: Machine) -> None:
    assert machine.now().utcoffset() == timedelta()


def test_verbs_of_other_systems_say_that_they_are_not_here(machine: Machine) -> None:
    if sys.platform != "win32":
        assert why(lambda: machine.registry(r"HKLM\SOFTWARE\X", optional=True)) is Unknown.MISSING
        assert why(lambda: machine.powershell("1")) is Unknown.MISSING


def test_a_property_list_is_read(machine: Machine, tmp_path: Path) -> None:
    path = tmp_path / "x.plist"
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        when = datetime(2026, 3, 1, 8, 0)  # noqa: DTZ001 - plistlib's dates are naive
        path.write_bytes(
            plistlib.dumps({"On": True, "When": when, "Raw": b"\x00\xff", "List": [1, 2.5, "ñ"]}, fmt=form)
        )
        said = machine.plist(str(path))
        assert said == {"On": True, "When": "2026-03-01T08:00:00Z", "Raw": "AP8=", "List": [1, 2.5, "ñ"]}
    for noise in (
        b"",
        b"bplist00garbage",
        b"<?xml version='1.0'?><plist><dict><key>a</key></dict>",
        b"{ old = style; }",
    ):
        path.write_bytes(noise)
        assert why(lambda: machine.plist(str(path))) is Unknown.UNREADABLE
    assert machine.plist(str(tmp_path / "none"), optional=True) is ABSENT


def test_importing_the_machine_does_nothing_heavy() -> None:
    code = "import sys, postigo.system.live; print([m for m in ('psutil', 'jeepney', 'sqlite3', 'ctypes') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_environment_of_commands_is_not_ours_to_change() -> None:
    before = dict(os.environ)
    assert commands.surroundings({"A": "b"})["A"] == "b"
    assert dict(os.environ) == before
