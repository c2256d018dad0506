"""Engines: Ansible over eight computers in name spaces, as tests/installer/test_ansible.py has them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from tests.bench.rows import Row
from tests.support.as_package import package
from tests.support.bare_machine import BARE_MACHINES
from tests.support.school import school

HOSTS = 8
BELOW = BARE_MACHINES / "engines"


def rows(runs: int) -> Iterator[Row]:
    """The first run, one in which nothing changes, and a look of all of them with their reports fetched."""
    del runs  # each takes half a minute
    if not (BELOW / "made").is_file():
        yield Row(f"ansible, {HOSTS} computers, look and fetch", "not made", "the test with --all makes the machine")
        return
    with tempfile.TemporaryDirectory() as name, school(Path(name), BELOW, HOSTS) as one:
        shutil.copy(package(Path(name)), one.work / "postigo.deb")
        told = {
            "postigo_package": "/mnt/postigo.deb",
            "postigo_gathered": "/mnt/gathered",
            "postigo_policy": {"mandatory": {"schedule": "weekly", "site": "bench"}},
        }
        (one.work / "vars.json").write_text(json.dumps(told))
        for what, words in (
            ("first run", ()),
            ("nothing to change", ()),
            ("look and fetch", ("--tags", "look", "-e", "postigo_look=now")),
        ):
            before, began = _cpu(), time.monotonic()
            done = one.play("-e", "@vars.json", *words)
            took, cpu = time.monotonic() - began, _cpu() - before
            beside = f"CPU {cpu:.1f} s" if done.returncode == 0 else "failed"
            yield Row(f"ansible, {HOSTS} computers, {what}", f"{took:.1f} s", beside)


def _cpu() -> float:
    """Seconds of processor of all below this process, and of those that they waited for: proc(5), stat."""
    ticks = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(OSError):
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(os.times()[2:4])
