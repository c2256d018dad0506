"""Opener of settings pages. The person changes something there; Postigo only opens the page.

The pages are described in core/settings_page.py; here is how the programs that show them are started.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from postigo.core.settings_page import NotOpened, PageInfo, Panel, SettingsApp
from postigo.core.system import CannotTell, Platform
from postigo.system import commands


@dataclass(frozen=True, slots=True)
class _Start:
    """Way to start a settings program: by its own name, with these options.

    It belongs to the desktops `on`, by the names of XDG_CURRENT_DESKTOP, and runs elsewhere too if it is `anywhere`. `former`
    is a name that it had before.
    """

    options: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    anywhere: bool = True
    former: str = ""


_STARTS: Final = {
    SettingsApp.GNOME: _Start(on=("GNOME", "UNITY"), anywhere=False),
    SettingsApp.KDE: _Start(on=("KDE",), anywhere=False, former="systemsettings5"),
    SettingsApp.CINNAMON: _Start(on=("X-CINNAMON",), anywhere=False),
    SettingsApp.UPDATE_MANAGER: _Start(on=("UBUNTU",)),
    SettingsApp.MINT_UPDATE: _Start(on=("X-CINNAMON",)),
    SettingsApp.GNOME_SOFTWARE: _Start(("--mode=updates",), on=("GNOME", "UNITY", "BUDGIE")),
    SettingsApp.DISCOVER: _Start(("--mode", "update"), on=("KDE",)),
    SettingsApp.PAMAC: _Start(("--updates",)),
    SettingsApp.KDE_INFO: _Start(on=("KDE",), anywhere=False),
    SettingsApp.MATE_ABOUT: _Start(on=("MATE",), anywhere=False),
    SettingsApp.MATE_SCREENSAVER: _Start(on=("MATE",), anywhere=False),
    SettingsApp.XFCE_ABOUT: _Start(on=("XFCE",), anywhere=False),
    SettingsApp.XFCE_SCREENSAVER: _Start(on=("XFCE",), anywhere=False),
    SettingsApp.GUFW: _Start(),
    SettingsApp.FIREWALL_CONFIG: _Start(),
    SettingsApp.CLAMTK: _Start(),
    SettingsApp.DEJA_DUP: _Start(),
    SettingsApp.PIKA: _Start(),
    SettingsApp.TIMESHIFT: _Start(),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command that opens a page. `needs` is a desktop file that must be there."""

    words: tuple[str, ...]
    needs: str = ""


def ways(page: PageInfo, platform: Platform, desktop: str = "") -> tuple[Command, ...]:
    """The ways to open a page, best first; `desktop` is XDG_CURRENT_DESKTOP. There may be none.

    On Windows the one word of a way is an address.
    """
    match platform:
        case Platform.WINDOWS:
            return tuple(Command((address,)) for address in page.windows)
        case Platform.MACOS:
            return tuple(Command(("open", address)) for address in page.macos)
        case Platform.LINUX:
            here = desktop.upper().split(":")
            panels = [panel for name in here for panel in page.linux if name in _STARTS[panel.app].on]
            panels += [panel for panel in page.linux if _STARTS[panel.app].anywhere]
            return tuple(dict.fromkeys(way for panel in panels for way in _commands(panel)))


def _commands(panel: Panel) -> Iterator[Command]:
    start, needs = _STARTS[panel.app], f"{panel.needs}.desktop" if panel.needs else ""
    for program in filter(None, (panel.app.value, start.former)):
        yield Command((program, *start.options, *panel.names), needs)


def open_settings(page: PageInfo) -> NotOpened | None:
    """Open a page of this system's settings, detached. None where it opened, else why it did not."""
    if sys.platform == "win32":
        return _first(_open_address(way.words[0]) for way in ways(page, Platform.WINDOWS))
    platform = Platform.MACOS if sys.platform == "darwin" else Platform.LINUX
    return _first(_start(way) for way in ways(page, platform, os.environ.get("XDG_CURRENT_DESKTOP", "")))


def _first(tried: Iterable[NotOpened | None]) -> NotOpened | None:
    """None as soon as a way worked; else what stood in the way. A refusal comes before a program that is missing."""
    reasons = set[NotOpened]()
    for why in tried:
        if why is None:
            return None
        reasons.add(why)
    return next((why for why in (NotOpened.REFUSED, NotOpened.MISSING) if why in reasons), NotOpened.UNKNOWN)


def _open_address(address: str) -> NotOpened | None:
    if sys.platform != "win32":
        raise NotImplementedError
    try:
        os.startfile(address)  # noqa: S606 - an address of a settings page: PageInfo refuses any other
    except OSError:
        return NotOpened.REFUSED
    return None


def _applications() -> list[Path]:
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(folder) / "applications" for folder in shared.split(":") if folder.startswith("/")]


def _is_installed(desktop_file: str, folders: Iterable[Path]) -> bool:
    for folder in folders:
        with suppress(OSError):
            if (folder / desktop_file).is_file():
                return True
    return False


def _start(way: Command) -> NotOpened | None:
    """Start a program of the person's desktop. False if it is not there, or fails at once."""
    if way.needs and not _is_installed(way.needs, _applications()):
        return NotOpened.MISSING
    try:
        path = commands.find(way.words[0])
    except CannotTell:
        return NotOpened.MISSING
    try:
        program = subprocess.Popen(
            way.words,
            executable=path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it stays when our window is closed
        )
    except OSError:
        return NotOpened.REFUSED
    try:
        return NotOpened.REFUSED if program.wait(0.3) else None
    except subprocess.TimeoutExpired:
        threading.Thread(target=program.wait, daemon=True).start()  # so that it leaves no zombie when it is closed
        return None
