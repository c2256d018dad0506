"""Packs for tests, installed for a while: a real `dist-info` in a folder on the path of the child process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import postigo
from postigo.audit.request import Request
from postigo.audit.supervisor import Cancel, audit
from postigo.core.events import Catalogue, Done, Event, Finished, Started
from postigo.core.report import verdict_digest
from postigo.pipe import reexec

PACKS = Path(__file__).parents[1] / "packs"

GOOD = ("is.good", "is.advise", "is.gap", "is.not-here", "is.slow")
WELL = tuple(f"wellbehaved:{name}" for name in GOOD)
WELL_SAID = {
    "wellbehaved:is.good": {"level": "good", "findings": ["fine: good"], "gaps": []},
    "wellbehaved:is.advise": {"level": "advise", "findings": ["can-be-better: advise"], "gaps": []},
    "wellbehaved:is.gap": {"level": None, "findings": [], "gaps": ["denied"]},
    "wellbehaved:is.not-here": {"level": None, "findings": [], "gaps": [], "not_here": True},
    "wellbehaved:is.slow": {"level": "good", "findings": ["fine: good"], "gaps": []},
}

Install = Callable[..., None]


def describe(folder: Path, distribution: str, *entries: str, version: str = "1.0") -> None:
    """What pip leaves of a distribution that offers these packs, each `name = module:object`."""
    metadata = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n\nText: 1\n")
    lines = ["[console_scripts]", "nothing = nowhere:main", "", "[postigo.packs]", *entries]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs packs of tests/packs by name, each as a distribution of the same name."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(PACKS)]))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    def put(*names: str) -> None:
        for name in names:
            describe(folder, name.replace("_", "-"), f"{name} = {name}:pack")

    return put


@pytest.fixture
def empty_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Postigo whose own pack has no check, for tests that ask strangers only: half a second less in each worker.

    The same code in a tree of its own, for what is built in is what lies there: see `postigo.audit.packs`. It holds for
    workers of this process.
    """
    (tmp_path / "house/app").mkdir(parents=True)
    (tmp_path / "house/app/postigo").symlink_to(Path(postigo.__file__).parent)
    (tmp_path / "house/checks/empty_house").mkdir(parents=True)
    (tmp_path / "house/checks/empty_house/__init__.py").write_text(
        "from postigo.api import Pack\npack = Pack('empty_house', 'empty_house', ())\n"
    )
    (tmp_path / "house/pyproject.toml").write_text(
        '[project.entry-points."postigo.packs"]\nempty_house = "empty_house:pack"\n'
    )
    house = [str(tmp_path / "house/app"), str(tmp_path / "house/checks")]
    path_here = reexec.path_here
    monkeypatch.setattr(reexec, "path_here", lambda: [*house, *path_here()])


def request(*checks: str, packs: tuple[str, ...] = ("wellbehaved", "naughty")) -> Request:
    """A request for some checks of some enabled packs; never for the built-in ones, which look at this machine."""
    return Request(checks=checks or ("nobody.asks",), enabled=packs)


def heard(asked: Request, cancel: Cancel | None = None) -> list[Event]:
    """All events of an audit, held to what every audit promises."""
    events = list(audit(asked, cancel))
    promised(events)
    return events


def promised(events: list[Event]) -> None:
    """First the catalogue, last Done, and exactly one answer for each listed check, after its one start."""
    first, last = events[0], events[-1]
    assert isinstance(first, Catalogue)
    assert isinstance(last, Done)
    assert first.began <= last.ended
    started = [event.check for event in events if isinstance(event, Started)]
    finished = [event.verdict.check for event in events if isinstance(event, Finished)]
    assert sorted(finished) == sorted(line.check for line in first.listed)
    assert len(started) == len(set(started))
    for check in started:
        assert (
            events.index(Started(check))
            < [
                index
                for index, event in enumerate(events)
                if isinstance(event, Finished) and event.verdict.check == check
            ].pop()
        )
    assert len(events) == 2 + len(started) + len(finished)


def said(events: list[Event]) -> dict[str, object]:
    """What each check said, in short."""
    return {event.verdict.check: verdict_digest(event.verdict) for event in events if isinstance(event, Finished)}


def details(events: list[Event]) -> dict[str, str]:
    """The technical detail of each answer that has one."""
    return {
        event.verdict.check: event.verdict.detail
        for event in events
        if isinstance(event, Finished) and event.verdict.detail
    }


def states(events: list[Event]) -> dict[str, tuple[str, str]]:
    """State and error of each pack of a stranger."""
    first = events[0]
    assert isinstance(first, Catalogue)
    return {pack.name: (pack.state.value, pack.error) for pack in first.packs if pack.origin != "built-in"}
