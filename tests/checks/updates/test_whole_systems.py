"""Systems that are renewed as a whole: no plan that names a package manager ever reaches one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from postigo.api import CannotTell, Check, Instruct, Platform
from postigo.core.model import Verdict
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.testing import Case, PackData, cases, replayed
from postigo_checks import pack
from postigo_checks.common.linux.release import read_release
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.linux_renewal.image_based import made_on, read_only, renewed_as_a_whole

RECORDINGS = Path(__file__).parents[2] / "recordings"
TOOLS = re.compile(r"\b(?:apt|apt-get|aptitude|dpkg|dnf|yum|rpm|zypper|pacman)\b(?!-)")
MARK = [
    {
        "kind": "file",
        "modified": "2026-11-28T20:00:00+00:00",
        "path": "/run/ostree-booted",
        "size": 0,
        "writable_by_others": False,
    }
]
READ_ONLY = "/dev/mapper/root / erofs ro,relatime 0 0\ntmpfs /tmp tmpfs rw,nosuid,nodev 0 0\n"

SYSTEMS = {
    "silverblue": ("ID=fedora\nVERSION_ID=44\nVARIANT_ID=silverblue\nOSTREE_VERSION='44.20261120.0'\n", Whole.OSTREE),
    "kinoite": ("ID=fedora\nVERSION_ID=44\nVARIANT_ID=kinoite\n", Whole.OSTREE),
    "cosmic": ("ID=fedora\nVERSION_ID=44\nVARIANT_ID=cosmic-atomic\n", Whole.OSTREE),
    "secureblue": ("ID=secureblue\nID_LIKE=fedora\nVERSION_ID=44\n", Whole.OSTREE),
    "alma-atomic": ('ID="almalinux"\nID_LIKE="rhel centos fedora"\nVERSION_ID="10.2"\n', Whole.OSTREE),
    "bazzite": ('ID=bazzite\nID_LIKE="fedora"\nVERSION_ID=43\nVARIANT_ID=bazzite-deck\n', Whole.UBLUE),
    "bluefin": ("ID=bluefin\nID_LIKE=fedora\nVERSION_ID=43\nVARIANT_ID=bluefin\n", Whole.UBLUE),
    "bluefin-of-old": ("ID=fedora\nVERSION_ID=41\nVARIANT_ID=bluefin\n", Whole.UBLUE),
    "aurora": ("ID=aurora\nID_LIKE=fedora\nVERSION_ID=43\nVARIANT_ID=aurora\n", Whole.UBLUE),
    "steamos": ("ID=steamos\nID_LIKE=arch\nVARIANT_ID=steamdeck\nVERSION_ID=3.9.1\n", Whole.STEAMOS),
    "chimeraos": ("ID=chimeraos\nID_LIKE=arch\nVERSION_ID=48\n", Whole.OTHER),
    "kde-linux": ("ID=kde-linux\nID_LIKE=arch\nIMAGE_ID=kde-linux\n", Whole.OTHER),
    "vanilla": ("ID=vanilla\nID_LIKE=debian\nVERSION_CODENAME=orchid\n", Whole.OTHER),
    "endless": ('ID=endless\nID_LIKE="debian"\nVERSION_ID="6.0"\n', Whole.OTHER),
    "nixos": ("ID=nixos\nVERSION_ID=26.05\n", Whole.OTHER),
    "microos": ('ID="opensuse-microos"\nID_LIKE="suse opensuse opensuse-tumbleweed microos"\n', Whole.TRANSACTIONAL),
    "aeon": ('ID="aeon"\nID_LIKE="suse opensuse opensuse-tumbleweed microos"\n', Whole.TRANSACTIONAL),
    "kalpa": ('ID="opensuse-kalpa"\nID_LIKE="suse opensuse"\n', Whole.TRANSACTIONAL),
    "leap-micro": ('ID="opensuse-leap-micro"\nID_LIKE="suse opensuse"\nVERSION_ID="6.2"\n', Whole.TRANSACTIONAL),
    "sl-micro": ('ID="sl-micro"\nID_LIKE="suse"\nVERSION_ID="6.1"\n', Whole.TRANSACTIONAL),
    "nobody-knows-arch": ("ID=made-up-one\nID_LIKE=arch\n", Whole.OTHER),
    "nobody-knows-debian": ('ID=made-up-two\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=noble\n', Whole.OTHER),
    "nobody-knows-suse": ('ID=made-up-three\nID_LIKE="suse"\n', Whole.TRANSACTIONAL),
}
"""os-release of systems that are renewed as a whole. Where the name alone does not tell, ostree's mark or the mounts do."""

CHANGED = frozenset({"read /etc/os-release", "glob /run/ostree-booted", "read /proc/self/mounts"})
"""Questions whose answers differ from system to system; see `as_whole`."""

CHECKS = {check.id: check for check in pack.checks}
ON_LINUX = [case for case in cases(RECORDINGS) if case.recording.platform is Platform.LINUX]


def as_whole(recording: Recording, release: str) -> Recording:
    """The same machine, if it were one that is renewed as a whole."""
    over = {"read /etc/os-release": release, "glob /run/ostree-booted": MARK, "read /proc/self/mounts": READ_ONLY}
    if "fedora" not in release:
        over["glob /run/ostree-booted"] = []
    assert over.keys() == CHANGED
    return replace(recording, answers={**recording.answers, **over})


def sentences(check: Check[Any], fixes: frozenset[str]) -> Iterator[str]:
    """All that the plans of some findings tell a person to do on Linux."""
    for plan in check.fixes:
        if plan.id in fixes and Platform.LINUX in plan.on:
            yield plan.title.one
            yield from (step.text.one for step in plan.steps if isinstance(step, Instruct))


@pytest.mark.parametrize(("release", "whole"), SYSTEMS.values(), ids=SYSTEMS)
def test_a_whole_system_is_known(release: str, whole: Whole) -> None:
    machine = Replay(as_whole(ON_LINUX[0].recording, release))
    assert renewed_as_a_whole(machine, read_release(machine)) is whole


@cache
def _looked_at() -> list[tuple[Case, Replay, Verdict | None]]:
    """Each recording and its machine; its verdict too, where it asked nothing that differs from system to system."""
    data = PackData("postigo_checks")
    seen = [(case, *replayed(CHECKS[case.check], case.recording, data)) for case in ON_LINUX]
    return [(case, usual, verdict if usual.asked.isdisjoint(CHANGED) else None) for case, verdict, usual in seen]


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_plan_names_a_package_manager_there(name: str) -> None:
    tried = 0
    for case, usual, same in _looked_at():
        recording = as_whole(case.recording, SYSTEMS[name][0])
        verdict = same or replayed(CHECKS[case.check], recording, PackData("postigo_checks"), like=usual)[0]
        fixes = frozenset(fix for finding in verdict.findings for fix in finding.fixes)
        said = [finding.text.one for finding in verdict.findings] + [gap.text.one for gap in verdict.gaps]
        named = [text for text in (*said, *sentences(CHECKS[case.check], fixes)) if TOOLS.search(text)]
        assert not named, f"{case.name}: {named}"
        tried += 1
    assert tried > 300


def test_an_unknown_system_that_can_be_written_is_no_image() -> None:
    release = "ID=made-up\nID_LIKE=debian\n"
    answers = {
        "read /etc/os-release": release,
        "read /proc/self/mounts": "/dev/sda1 / ext4 rw,relatime 0 0\n/dev/sda2 /srv ext4 ro,relatime 0 0\n",
    }
    machine = Replay(replace(ON_LINUX[0].recording, answers=answers))
    assert renewed_as_a_whole(machine, read_release(machine)) is None


def test_what_is_mounted_last_counts() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/sda2 /usr ext4 rw 0 0\n/dev/sda2 /usr ext4 ro,relatime 0 0\n"
    assert read_only(Replay(replace(ON_LINUX[0].recording, answers={"read /proc/self/mounts": mounts})))


@pytest.mark.parametrize("text", ["", "noise\n", "/dev/sda1 /home ext4 rw 0 0\n"])
def test_mounts_without_a_root_are_unreadable(text: str) -> None:
    with pytest.raises(CannotTell):
        read_only(Replay(replace(ON_LINUX[0].recording, answers={"read /proc/self/mounts": text})))


@pytest.mark.parametrize(("version", "day"), [("44.20261120.0", "2026-11-20"), ("43.20261120", "2026-11-20")])
def test_the_day_of_an_image(version: str, day: str) -> None:
    release = f"ID=fedora\nVARIANT_ID=silverblue\nOSTREE_VERSION='{version}'\n"
    made = made_on(read_release(Replay(as_whole(ON_LINUX[0].recording, release))))
    assert made is not None
    assert made.date().isoformat() == day
