"""The commands on a Debian 12 on which nothing is installed yet."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from installer.environment import ROOT

from tests.support.bare_machine import (
    WITHIN,
    bare,
    debian_12,
    enter,
)
from tests.support.pace import within
from tests.support.places import needs

__all__ = ["bare", "debian_12"]  # fixtures, found by their names


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_one_command_takes_a_bare_debian_12_to_an_audit(bare: Path) -> None:
    first = enter(bare, "python3 -m installer.run")
    assert first.returncode == 0, first.stdout + first.stderr
    saved = re.search(r"Saved: /(.*postigo-report-.*\.html) \(", first.stderr)
    assert saved, first.stderr
    report = bare / saved[1]
    assert report.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    assert "Traceback" not in first.stderr
    report.unlink()

    second = enter(bare, "python3 -m installer.run")
    assert second.returncode == 0, second.stdout + second.stderr
    assert list((bare / WITHIN).glob("postigo-report-*.html"))
    assert second.stderr.count("apt") == 0

    # All that set-up costs when there is nothing to do, and the program's own start.
    helped = within(3, lambda: enter(bare, "python3 -m installer.run -- --help"))
    assert helped.returncode == 0, helped.stderr


SUDO = 'sudo() { SUDO_UID=1000 SUDO_GID=1000 SUDO_USER=ana "$@"; }'
"""What sudo does, as far as we see it; a bare Debian has none."""


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_what_the_page_says_can_be_typed_without_a_package_and_a_network(bare: Path) -> None:
    once, each, look = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs/without-packages.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    with (bare / "etc/passwd").open("a") as accounts:
        accounts.write("ana:x:1000:1000::/home/ana:/bin/sh\n")
    with (bare / "etc/group").open("a") as groups:
        groups.write("ana:x:1000:\n")
    subprocess.run(["chown", "-R", "1000:1000", str(bare / "home/ana")], check=True)
    (bare / "once.sh").write_text(f"set -e\n{once}", encoding="utf-8")
    filled = enter(bare, "sh /once.sh")
    assert filled.returncode == 0, filled.stdout + filled.stderr
    (bare / "each.sh").write_text(f"set -e\nHOME=/home/ana\n{SUDO}\n{each}\n{look}", encoding="utf-8")
    done = enter(bare, "unshare --net sh /each.sh")
    assert done.returncode in range(4), done.stdout + done.stderr
    assert "Postigo 0" in done.stdout
    found = list((bare / "home/ana").glob("*.json"))
    assert [json.loads(file.read_text(encoding="utf-8"))["schema"] for file in found] == ["postigo.report/1"]
    assert found[0].stat().st_uid == 1000
    ours = [bare / "opt/postigo", *(bare / "opt/postigo").rglob("*")]
    assert {path.lstat().st_uid for path in ours} == {0}
    assert not [path for path in ours if not path.is_symlink() and path.stat().st_mode & 0o022]


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_a_double_click_on_a_bare_debian_12_is_enough(bare: Path) -> None:
    for command in ("./postigo.sh --version", 'cd / && sh "/home/ana/a window with shutters/postigo.sh" --version'):
        done = enter(bare, command)
        assert (done.returncode, done.stdout) == (0, "Postigo 0.1.0\n"), done.stderr
    # Moved, and without a network: only its own paths are made anew.
    moved = f'mv "/{WITHIN}" /moved && cd /moved && unshare --net ./postigo.sh explain nothing'
    done = enter(bare, moved)
    assert done.returncode == 64, done.stderr
    assert "python3 -m installer.run checks" in done.stderr
