"""A system within another one is told by the signs that its maker leaves, and said once in each form of the report."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from postigo.core.report import Box, Report
from postigo.core.system import Platform
from postigo.engine.box import box
from postigo.engine.events import Catalogue, from_line, to_line
from postigo.reports import html, json_, phrases, text
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.words import Words

THERE = [{"kind": "file", "modified": "2026-11-20T07:00:00+00:00", "path": "/", "size": 0}]
SIGNS = ("/.flatpak-info", "/run/.containerenv", "/.dockerenv", "/run/systemd/container", "/run/host/container-manager")
NOTHING: dict[str, object] = {
    **{f"glob {sign}": [] for sign in SIGNS},
    "read /proc/self/attr/current": "unconfined\n",
    "read /proc/sys/kernel/osrelease": "6.12.41+deb13-amd64\n",
}


def seen(answers: dict[str, object], platform: Platform = Platform.LINUX) -> Box | None:
    return box(Replay(Recording(platform, "0.1.0", answers, {})))


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


def test_without_a_sign_there_is_no_box() -> None:
    assert seen(NOTHING) is None
    assert seen({}) is None  # nothing can be seen
    assert seen({"glob /.dockerenv": THERE}, Platform.WINDOWS) is None


@pytest.mark.parametrize("kind", Box)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_form_of_the_report_says_it_once(kind: Box, language: str) -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    began = Catalogue("0.1.0", Platform.LINUX, now, elevated=False, remembered=False, packs=(), listed=(), box=kind)
    report = from_line(to_line(began))
    assert isinstance(report, Catalogue)
    told = Words(language)
    sentence = told.say(phrases.BOXES[kind])
    assert json.loads(json_.render(report.report(), told))["device"]["box"] == kind.value
    shown = " ".join(" ".join(text.head(report.report(), told, text.Paper(width=400))).split())
    assert shown.count(sentence) == 1
    assert html.render(report.report(), told).decode().count(sentence) == 1
    plain = Report("0.1.0", Platform.LINUX, now)
    assert sentence not in html.render(plain, told).decode()
    assert json.loads(json_.render(plain, told))["device"]["box"] is None
