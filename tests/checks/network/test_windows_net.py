"""Windows' firewall, listeners and hosts: what holds for every member of a kind, not for one recording."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.audit.packs import PackData
from postigo.core.model import Level
from postigo.core.system import Exposure, Listener, Platform
from postigo.system.recording import Recording, load
from postigo.testing import replayed
from postigo_checks import pack
from postigo_checks.common import known_programs
from postigo_checks.common.traffic_redirects.hosts_file import parse
from postigo_checks.network.listening.probes import SYSTEM, known_as
from postigo_checks.network.listening.probes import load as services

RECORDINGS = Path(__file__).parents[2] / "recordings"
CHECKS = {check.id: check for check in pack.checks}
DATA = PackData(pack.package)
POLICY = r"registry HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall"
LOCAL = r"registry HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
NEWER = {"StandardProfile": ("PrivateProfile", "PublicProfile")}
"""The keys of policies that count before one; the old template's holds only where neither has a value of its own."""


def _firewall() -> Recording:
    return load((RECORDINGS / "firewall.enabled" / "windows-usual.json").read_bytes())


def _goods(check: str, recording: Recording) -> list[str]:
    verdict, _ = replayed(CHECKS[check], recording, DATA)
    return [finding.code for finding in verdict.findings if finding.level is Level.GOOD]


def _over(recording: Recording, set_: Mapping[str, int]) -> Recording:
    answers = dict(recording.answers)
    for path, number in set_.items():
        answer = answers.get(path, {})
        values = answer.get("values", {}) if isinstance(answer, Mapping) else {}
        answers[path] = {"values": {**values, "EnableFirewall": number}}
    return replace(recording, answers=answers)


def _places() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every key with a switch, and those that count before it, all of which must be on to overrule it."""
    for name in ("PublicProfile", "PrivateProfile", "DomainProfile", "StandardProfile"):
        yield rf"{POLICY}\{name}", tuple(rf"{POLICY}\{newer}" for newer in NEWER.get(name, ()))
    for local, names in {
        "PublicProfile": ("PublicProfile",),
        "StandardProfile": ("PrivateProfile",),
        "DomainProfile": ("DomainProfile",),
    }.items():
        policies = tuple(rf"{POLICY}\{name}" for name in names)
        yield rf"{LOCAL}\Mdm\{local}", policies
        yield rf"{LOCAL}\{local}", (rf"{LOCAL}\Mdm\{local}",)


@pytest.mark.parametrize(("place", "before"), tuple(_places()))
def test_a_firewall_that_is_off_somewhere_is_on_only_where_what_counts_before_it_says_so(
    place: str, before: tuple[str, ...]
) -> None:
    assert _goods("firewall.enabled", _firewall()) == ["on"]
    for numbers in itertools.product((None, 0, 1), repeat=len(before)):
        over = {key: number for key, number in zip(before, numbers, strict=True) if number is not None}
        good = _goods("firewall.enabled", _over(_firewall(), {place: 0, **over}))
        assert (good == ["on"]) == (len(before) > 0 and set(numbers) == {1}), over


TRUE_FOLDERS = {
    "wmpnetwk.exe": r"C:\Program Files\Windows Media Player",
    "msmpeng.exe": r"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.25110.6-0",
}
FALSE_FOLDERS = (
    r"C:\Windows", r"C:\Windows\Temp", r"C:\Windows\Fonts", r"C:\Windows\Tasks", r"C:\Windows\WinS", r"C:\Windows\Media",
    r"C:\Windows\System32\Tasks", r"C:\Windows\System32\..\Temp", r"C:\Windows\System32\spool\drivers\color",
    r"C:\Users\ana\AppData\Roaming", r"C:\ProgramData", r"D:\Windows\Temp", r"\\?\C:\Windows\Debug", r"C:\Windows\system32x",
)  # fmt: skip


def _listener(path: str, *, own: bool = False) -> Listener:
    return Listener("tcp", 49999, Exposure.EVERYWHERE, path.rpartition("\\")[2], path, own)


def test_a_part_of_windows_is_known_in_its_own_folder_only() -> None:
    table, programs = services(DATA, Platform.WINDOWS), known_programs.load(DATA, Platform.WINDOWS)
    assert len(table.of_windows) >= 10
    for name in table.of_windows:
        for spelled in (name, name.upper()):
            true = TRUE_FOLDERS.get(name, r"C:\Windows\System32")
            windows = SYSTEM[Platform.WINDOWS]
            assert known_as(_listener(rf"{true}\{spelled}"), table, programs) == windows
            assert known_as(_listener(rf"\\?\{true}\{spelled}"), table, programs) == windows
            of_person = known_as(_listener(rf"{true}\{spelled}", own=True), table, programs)
            assert (of_person == windows) == (name not in table.never_of_a_person)
            for folder in FALSE_FOLDERS:
                assert known_as(_listener(rf"{folder}\{spelled}"), table, programs) is None, folder


def test_no_word_of_another_platform_names_a_port_of_windows() -> None:
    table = services(DATA, Platform.WINDOWS)
    foreign = {"Avahi", "CUPS", "Samba", "systemd", "PulseAudio", "dnsmasq"}
    assert not {name.word for name in table.by_port.values()} & foreign


@pytest.mark.parametrize(
    "name",
    ["wdcp.microsoft.com", "fe3.delivery.mp.microsoft.com", "smartscreen-prod.microsoft.com", "update.microsoft.com"],
)
@pytest.mark.parametrize("alias", ["", ".akadns.net", ".nsatc.net", ".edgekey.net."])
def test_what_protects_is_told_by_its_name_and_by_its_alias(name: str, alias: str) -> None:
    assert parse(f"0.0.0.0 {name.upper()}{alias}\n").guards
    assert not parse(f"0.0.0.0 {name.replace('.', '-')}{alias}\n").guards


def test_nothing_asks_for_wifi_in_a_way_that_would_ask_the_person_for_the_place() -> None:
    """Wlanapi from python.exe, `netsh wlan` and `Windows.Devices.WiFi` make Windows 11 ask whether programs may know it.

    The helper with rights sets the firewall by `netsh advfirewall set`, which is no question.
    """
    root = RECORDINGS.parents[1]
    named = []
    for path in sorted([*(root / "app").rglob("*.py"), *(root / "checks").rglob("*.py")]):
        lines = path.read_text("utf-8").splitlines()
        tree = ast.parse("\n".join(lines))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        named += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in told and isinstance(node.value, str)
            if not lines[node.lineno - 1]
            .strip()
            .startswith('words = [ntpath.join(home, "netsh.exe"), "advfirewall", "set", ')
            if re.search(r"wlanapi|netsh|Devices\.WiFi|GetLanIdentifiers|Geolocator", node.value, re.IGNORECASE)
        ]
    assert named == []
