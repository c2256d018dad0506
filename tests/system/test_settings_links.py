"""The pages of the settings: a page is opened, or it is said that it could not be."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from postigo.core.model import Place
from postigo.core.system import Platform
from postigo.system import settings_links
from postigo.system.settings_links import open_settings, ways
from tests.support.pace import keeps, waits
from tests.support.places import needs

linux = needs("linux")


@pytest.mark.parametrize("place", Place)
def test_windows_has_a_page_for_every_place(place: Place) -> None:
    assert all(
        way.words[0].split(":")[0] in {"ms-settings", "windowsdefender"} for way in ways(place, Platform.WINDOWS)
    )
    assert ways(place, Platform.WINDOWS)


NOT_ON_MACOS = {Place.ANTIVIRUS, Place.SCREEN_MEMORY}  # XProtect has no page; Recall is Windows' own


def test_macos_has_a_page_for_every_other_place() -> None:
    assert {place for place in Place if not ways(place, Platform.MACOS)} == NOT_ON_MACOS


@pytest.mark.parametrize("place", sorted(set(Place) - NOT_ON_MACOS))
def test_macos_tries_the_new_form_first(place: Place) -> None:
    first = ways(place, Platform.MACOS)[0]
    assert first.words[0] == "open"
    assert first.words[1].startswith("x-apple.systempreferences:com.apple.")


@pytest.mark.parametrize(
    ("desktop", "place", "program"),
    [
        ("GNOME", Place.CAMERA, "gnome-control-center"),
        ("ubuntu:GNOME", Place.UPDATES, "update-manager"),
        ("GNOME-Classic:GNOME", Place.ABOUT, "gnome-control-center"),
        ("KDE", Place.FIREWALL, "systemsettings"),
        ("X-Cinnamon", Place.UPDATES, "mintupdate"),
        ("MATE", Place.ABOUT, "mate-about"),
        ("XFCE", Place.FIREWALL, "gufw"),
        ("sway", Place.FIREWALL, "gufw"),
        ("", Place.UPDATES, "update-manager"),
    ],
)
def test_each_desktop_has_its_own_way(desktop: str, place: Place, program: str) -> None:
    assert ways(place, Platform.LINUX, desktop)[0].words[0] == program


def test_where_there_is_no_page_none_is_made_up() -> None:
    assert ways(Place.CAMERA, Platform.LINUX, "KDE") == ()
    assert ways(Place.ANTIVIRUS, Platform.MACOS) == ()


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A GNOME with nothing installed: programs and desktop files are put there by each test."""
    (tmp_path / "applications").mkdir()
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("postigo.system.commands._FOLDERS", ())
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def said(folder: Path) -> str:
    file = folder / "said"
    assert waits(lambda: file.exists() and file.read_text(encoding="utf-8").endswith("\n"), 5)
    return file.read_text(encoding="utf-8").strip()


@linux
def test_the_form_that_this_gnome_knows_is_used(desktop: Path) -> None:
    put(desktop, "gnome-control-center", f'echo "$@" > {desktop}/said; sleep 1')
    assert not open_settings(Place.CAMERA), "neither form is known to be right"
    (desktop / "applications" / "gnome-camera-panel.desktop").touch()
    assert open_settings(Place.CAMERA)
    assert said(desktop) == "camera"
    (desktop / "said").unlink()
    (desktop / "applications" / "gnome-privacy-panel.desktop").touch()
    assert open_settings(Place.CAMERA)
    assert said(desktop) == "privacy camera"


@linux
def test_what_fails_at_once_is_followed_by_the_next(desktop: Path) -> None:
    put(desktop, "gnome-software", "exit 1")
    put(desktop, "update-manager", f"echo opened > {desktop}/said")
    assert open_settings(Place.UPDATES)
    assert said(desktop) == "opened"


@linux
def test_nothing_to_open_it_with_is_said(desktop: Path) -> None:
    assert not open_settings(Place.FIREWALL)
    put(desktop, "gufw", "exit 1")
    put(desktop, "firewall-config", "exit 2")
    assert not open_settings(Place.FIREWALL)


@linux
def test_the_page_does_not_hold_us_up_and_outlives_us(desktop: Path) -> None:
    put(desktop, "gufw", f"echo $$ > {desktop}/said; exec sleep 30")

    def opened() -> float:
        (desktop / "said").unlink(missing_ok=True)
        began = time.monotonic()
        assert open_settings(Place.FIREWALL)
        took = time.monotonic() - began
        pid = int(said(desktop))
        try:
            assert os.getpgid(pid) != os.getpgid(0), "it would end with our window"
        finally:
            os.kill(pid, 9)
        return took

    assert keeps(2, opened)


def test_every_place_is_thought_of() -> None:
    assert set(settings_links._WINDOWS) == set(Place)
