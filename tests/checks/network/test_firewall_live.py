"""Firewalls set up by their own commands, in a network of their own: with many ports open never good, with none open good.

The second half matters as much as the first: who always says "cannot tell" is never wrong, and of no use.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import need

_TRIES = {"nft": 12, "iptables-nft": 12, "iptables-legacy": 12, "ufw": 4, "firewalld": 4}
"""Sets of ports that each tool opens, besides those set-ups that are always tried. One of ufw or firewalld takes two seconds."""
_NEEDS = {
    "nft": ("nft",),
    "iptables-nft": ("nft", "iptables-nft", "iptables-nft-save", "ip6tables-nft"),
    "iptables-legacy": ("nft", "iptables-legacy", "iptables-legacy-save", "ip6tables-legacy"),
    "ufw": ("nft", "ufw", "iptables"),
    "firewalld": ("nft", "firewalld", "firewall-cmd", "dbus-daemon"),
}
_NO_NEWS = {"on: good"}
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


_OWN = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")


@pytest.mark.parametrize("tool", ["nft", "iptables-nft", "iptables-legacy"])
def test_many_open_ports_are_never_good_and_a_closed_wall_is(tool: str) -> None:
    _never_good_and_good(tool)


@pytest.mark.long
@pytest.mark.parametrize("tool", ["ufw", "firewalld"])
def test_many_ports_opened_by_a_program_are_never_good_and_a_closed_wall_is(tool: str) -> None:
    _never_good_and_good(tool)


def _never_good_and_good(tool: str) -> None:
    need("linux", "root", "net", "mount", "ip", *_NEEDS[tool])
    done = subprocess.run(
        [*_OWN, sys.executable, "-m", "tests.support.firewall_driver", tool, "20261129", str(_TRIES[tool])],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PATH": _PATH},
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr[-2000:]
    assert len({setup["name"] for setup in said}) >= _TRIES[tool]
    for setup in said:
        verdict, opens = setup["verdict"], setup["ports"]
        if setup["everybody"] or opens > 10_000:
            assert verdict["level"] != "good", setup
            assert verdict["findings"] or verdict["gaps"], setup
        else:
            assert (verdict["level"], set(verdict["findings"]), verdict["gaps"]) == ("good", _NO_NEWS, []), setup
    assert any(setup["ports"] > 10_000 for setup in said)
    assert any(setup["ports"] == 0 and not setup["everybody"] for setup in said)
