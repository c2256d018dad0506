"""Pages of the settings: a page is opened, or it is said why it was not; a pack may describe one, and never a command."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from postigo.core.codec import DecodeError, decode, encode
from postigo.core.model import Level, OpenSettings, Plan, Step
from postigo.core.settings_page import NotOpened, PageInfo, Panel, SettingsApp, SettingsPage
from postigo.core.system import Platform
from postigo.core.values import Text
from postigo.reports import shape
from postigo.reports.redaction import words_for
from postigo.system import settings_links
from postigo.system.settings_links import open_settings, ways
from tests.support import made
from tests.support.pace import keeps, waits
from tests.support.places import needs

linux = needs("linux")


@pytest.mark.parametrize("page", SettingsPage)
def test_windows_has_every_page(page: SettingsPage) -> None:
    assert all(
        way.words[0].split(":")[0] in {"ms-settings", "windowsdefender"} for way in ways(page.info, Platform.WINDOWS)
    )
    assert ways(page.info, Platform.WINDOWS)


NOT_ON_MACOS = {SettingsPage.ANTIVIRUS, SettingsPage.SCREEN_MEMORY}  # XProtect has no page; Recall is Windows' own


def test_macos_has_every_other_page() -> None:
    assert {page for page in SettingsPage if not ways(page.info, Platform.MACOS)} == NOT_ON_MACOS


@pytest.mark.parametrize("page", [page for page in SettingsPage if page not in NOT_ON_MACOS])
def test_macos_tries_the_new_form_first(page: SettingsPage) -> None:
    first = ways(page.info, Platform.MACOS)[0]
    assert first.words[0] == "open"
    assert first.words[1].startswith("x-apple.systempreferences:com.apple.")


@pytest.mark.parametrize(
    ("desktop", "page", "program"),
    [
        ("GNOME", SettingsPage.CAMERA, "gnome-control-center"),
        ("ubuntu:GNOME", SettingsPage.UPDATES, "update-manager"),
        ("GNOME-Classic:GNOME", SettingsPage.ABOUT, "gnome-control-center"),
        ("KDE", SettingsPage.FIREWALL, "systemsettings"),
        ("X-Cinnamon", SettingsPage.UPDATES, "mintupdate"),
        ("MATE", SettingsPage.ABOUT, "mate-about"),
        ("XFCE", SettingsPage.FIREWALL, "gufw"),
        ("sway", SettingsPage.FIREWALL, "gufw"),
        ("", SettingsPage.UPDATES, "update-manager"),
    ],
)
def test_each_desktop_has_its_own_way(desktop: str, page: SettingsPage, program: str) -> None:
    assert ways(page.info, Platform.LINUX, desktop)[0].words[0] == program


def test_where_there_is_no_page_none_is_made_up() -> None:
    assert ways(SettingsPage.CAMERA.info, Platform.LINUX, "KDE") == ()
    assert ways(SettingsPage.ANTIVIRUS.info, Platform.MACOS) == ()


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
    assert open_settings(SettingsPage.CAMERA.info) is NotOpened.MISSING, "neither form is known to be right"
    (desktop / "applications" / "gnome-camera-panel.desktop").touch()
    assert open_settings(SettingsPage.CAMERA.info) is None
    assert said(desktop) == "camera"
    (desktop / "said").unlink()
    (desktop / "applications" / "gnome-privacy-panel.desktop").touch()
    assert open_settings(SettingsPage.CAMERA.info) is None
    assert said(desktop) == "privacy camera"


@linux
def test_what_fails_at_once_is_followed_by_the_next(desktop: Path) -> None:
    put(desktop, "gnome-software", "exit 1")
    put(desktop, "update-manager", f"echo opened > {desktop}/said")
    assert open_settings(SettingsPage.UPDATES.info) is None
    assert said(desktop) == "opened"


@linux
def test_why_a_page_did_not_open_is_said(desktop: Path) -> None:
    assert open_settings(SettingsPage.ENCRYPTION.info) is NotOpened.UNKNOWN
    assert open_settings(SettingsPage.FIREWALL.info) is NotOpened.MISSING
    put(desktop, "gufw", "exit 1")
    assert open_settings(SettingsPage.FIREWALL.info) is NotOpened.REFUSED


@linux
def test_the_page_does_not_hold_us_up_and_outlives_us(desktop: Path) -> None:
    put(desktop, "gufw", f"echo $$ > {desktop}/said; exec sleep 30")

    def opened() -> float:
        (desktop / "said").unlink(missing_ok=True)
        began = time.monotonic()
        assert open_settings(SettingsPage.FIREWALL.info) is None
        took = time.monotonic() - began
        pid = int(said(desktop))
        try:
            assert os.getpgid(pid) != os.getpgid(0), "it would end with our window"
        finally:
            os.kill(pid, 9)
        return took

    assert keeps(2, opened)


def test_how_each_program_is_started_is_known() -> None:
    assert set(settings_links._STARTS) == set(SettingsApp)


DOOR = PageInfo("door", Text("Open the page about the door."), Text("Open the door"))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "file:///etc",
        "ms-settings",
        "ms-settings:a b",
        "calculator:",
        "ms-settings:a&calc.exe",
        "-a",
    ],
)
def test_a_page_is_no_other_address(address: str) -> None:
    with pytest.raises(ValueError, match="no address of a settings page"):
        replace(DOOR, windows=(address,))
    with pytest.raises(ValueError, match="no address of a settings page"):
        replace(DOOR, macos=(address,))


@pytest.mark.parametrize("name", ["--help", "/usr/bin/xterm", "a b", "", "../a", "a.desktop", "x" * 201])
def test_a_panel_is_no_option_and_no_path(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a panel"):
        Panel(SettingsApp.GNOME, (name,))


def test_only_a_control_centre_has_panels() -> None:
    with pytest.raises(ValueError, match="gufw has no panels"):
        Panel(SettingsApp.GUFW, ("rules",))


def test_no_other_page_comes_through_the_pipe() -> None:
    step = OpenSettings(replace(DOOR, windows=("ms-settings:door",), linux=(Panel(SettingsApp.KDE, ("kcm_door",)),)))
    told = encode(step)
    assert decode(Step, told) == step
    told["page"]["windows"] = ["https://example.org/"]
    with pytest.raises(DecodeError, match="no address of a settings page"):
        decode(OpenSettings, told)
    told["page"] = encode(DOOR) | {"linux": [{"app": "xterm", "names": ["camera"]}]}
    with pytest.raises(DecodeError, match="one of gnome-control-center"):
        decode(OpenSettings, told)


def test_what_we_know_travels_as_its_id() -> None:
    step = OpenSettings(SettingsPage.CAMERA)
    assert encode(step) == {"is": "OpenSettings", "page": "camera"}
    assert decode(Step, encode(step)) == step


@linux
def test_the_page_of_a_pack_is_opened_by_its_panel(desktop: Path) -> None:
    put(desktop, "gnome-control-center", f'echo "$@" > {desktop}/said; sleep 1')
    assert open_settings(replace(DOOR, linux=(Panel(SettingsApp.GNOME, ("doors", "front")),))) is None
    assert said(desktop) == "doors front"


def test_the_page_of_a_pack_is_told_in_its_words_and_ours_in_ours(tmp_path: Path) -> None:
    spanish = Catalog(locale="es")
    spanish.add(DOOR.step.one, "Abre la página de la puerta.")
    file = tmp_path / "es/LC_MESSAGES/acme.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as content:
        write_mo(content, spanish)
    plan = Plan("shut", Text("Shut the door"), (OpenSettings(DOOR), OpenSettings(SettingsPage.CAMERA)))
    found = made.finding(Level.ADVISE, "It is open.", "shut")
    report = made.report((made.listed("acme:doors.open", 3, plan), made.verdict("acme:doors.open", found)))
    report = replace(report, packs=(replace(report.packs[0], locale=str(tmp_path)),))
    shown = shape.given(report, words_for("es", report))["results"][0]["findings"][0]["fixes"][0]["steps"]
    assert shown == [
        {"text": "Abre la página de la puerta.", "open": "acme:door"},
        {"text": "Abre la página de la cámara en los ajustes de tu sistema.", "open": "camera"},
    ]
