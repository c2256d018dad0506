"""A system within another one is told by the signs that its maker leaves, and said once in each form of the report."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from postigo.audit.container import container
from postigo.core.events import Catalogue, Event
from postigo.core.report import Box, Report
from postigo.core.system import Platform
from postigo.pipe.messages import from_line, to_line
from postigo.reports import html, json_, shape, text, wording
from postigo.reports.paper import Paper
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.words import Words
from tests.support.places import needs

THERE = [{"kind": "file", "modified": "2026-11-20T07:00:00+00:00", "path": "/", "size": 0}]
SIGNS = ("/.flatpak-info", "/run/.containerenv", "/.dockerenv", "/run/systemd/container", "/run/host/container-manager")
NOTHING: dict[str, object] = {
    **{f"glob {sign}": [] for sign in SIGNS},
    "read /proc/self/attr/current": "unconfined\n",
    "read /proc/sys/kernel/osrelease": "6.12.41+deb13-amd64\n",
}


def seen(answers: dict[str, object], platform: Platform = Platform.LINUX) -> Box | None:
    return container(Replay(Recording(platform, "0.1.0", answers, {})))


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        ("glob /.flatpak-info", THERE, Box.SANDBOX),
        ("glob /run/.containerenv", THERE, Box.CONTAINER),
        ("glob /.dockerenv", THERE, Box.CONTAINER),
        ("glob /run/systemd/container", THERE, Box.CONTAINER),
        ("glob /run/host/container-manager", THERE, Box.CONTAINER),
        ("read /proc/self/attr/current", "snap.postigo.postigo (enforce)\n", Box.SANDBOX),
        ("read /proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n", Box.WSL),
        ("read /proc/sys/kernel/osrelease", "4.4.0-19041-Microsoft\n", Box.WSL),
    ],
)
def test_each_sign_tells_its_box(question: str, answer: object, found: Box) -> None:
    assert seen(NOTHING | {question: answer}) is found


HOST = "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n24 22 0:22 / /proc rw - proc proc rw\n"
FOLDER = "24 22 0:22 / /proc rw - proc proc rw\n"
BOUND = "90 22 8:2 /srv/stretch / rw - ext4 /dev/sda2 rw\n24 90 0:22 / /proc rw - proc proc rw\n"
COVERED = "1 1 0:2 / / rw - rootfs none rw\n" + HOST
OWN, FIRST = "read /proc/self/mountinfo", "read /proc/1/mountinfo"


@pytest.mark.parametrize(
    ("own", "first", "found"),
    [
        (FOLDER, None, Box.CHROOT),  # an ordinary account may not see process 1
        (FOLDER, HOST, Box.CHROOT),
        (BOUND, HOST, Box.CHROOT),
        (BOUND, None, None),  # a container's root looks like this, and so does ostree's
        (HOST, HOST, None),
        (HOST, COVERED, None),
        (COVERED, HOST, None),
        ("", HOST, None),
        (None, HOST, None),
    ],
)
def test_a_changed_root_is_told_where_it_can_be_known(own: str | None, first: str | None, found: Box | None) -> None:
    denied = {"unknown": "denied"}
    told = {OWN: denied if own is None else own, FIRST: denied if first is None else first}
    assert seen(NOTHING | told) is found


@needs("chroot")
def test_a_real_changed_root_is_told_to_root_and_to_others(tmp_path: Path) -> None:
    """A folder with all that is here in it, as debootstrap would leave one."""
    script = (
        "import os, sys; from postigo.audit.container import container; from postigo.system.live import live\n"
        "if sys.argv[1:]: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "print(container(live()))"
    )
    furnish = (
        'cd "$1"; shift; for place in /*; do '
        'if [ -L "$place" ]; then cp -a "$place" .; '
        'elif [ -d "$place" ]; then mkdir ".$place"; mount --rbind "$place" ".$place"; fi; done; '
        'exec chroot . "$@"'
    )
    for number, become in enumerate(([], ["as another account"])):
        root = tmp_path / f"root{number}"
        root.mkdir()
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", furnish, "sh", root, sys.executable, "-c", script, *become],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.stdout == "chroot\n", done.stderr


def test_without_a_sign_there_is_no_box() -> None:
    assert seen(NOTHING) is None
    assert seen({}) is None  # nothing can be seen
    assert seen({"glob /.dockerenv": THERE}, Platform.WINDOWS) is None


@pytest.mark.parametrize("kind", Box)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_form_of_the_report_says_it_once(kind: Box, language: str) -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    began = Catalogue("0.1.0", Platform.LINUX, now, elevated=False, remembered=False, packs=(), listed=(), box=kind)
    report = from_line(Event, to_line(began))
    assert isinstance(report, Catalogue)
    told = Words(language)
    sentence = told.say(wording.BOXES[kind])
    assert json.loads(json_.render(shape.given(report.report(), told)))["device"]["box"] == kind.value
    shown = " ".join(" ".join(text.head(shape.shown(report.report(), told), told, Paper(width=400))).split())
    assert shown.count(sentence) == 1
    assert html.render(shape.given(report.report(), told)).decode().count(sentence) == 1
    plain = Report("0.1.0", Platform.LINUX, now)
    assert sentence not in html.render(shape.given(plain, told)).decode()
    assert json.loads(json_.render(shape.given(plain, told)))["device"]["box"] is None
