"""Displays of this person's screen on Linux, and whether they ask before a recording.

There are dozens of display servers, and new ones come each year. So only those are taken to ask that are known to, and
whatever is not known is not known: that no name fits never makes the screen safe.

- X11, also X servers for a window or for far away (Xephyr, Xvnc, Xvfb, nxagent): every program of the account may look.
- Wayland with `wlr-screencopy` or `ext-image-copy-capture` for whoever is not in a sandbox (wlroots' compositors,
  Hyprland, niri, whose manual says so): the same.
- GNOME and Plasma give the screen away through the portal, or to programs of their own: they ask. That counts only where
  they run for this account and lie where an administrator put them: anybody can call a program `gnome-shell`.

`Xwayland` is no display of its own: it serves old programs inside another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from postigo.api import Platform, Process
from postigo_checks.common.known_programs import Where, basename, where
from postigo_checks.common.program_names import readings

_X11: Final = re.compile(
    r"x|xorg|xorg[._-]?bin|xorg-server|xlibre|xvfb|xephyr|xnest|xdmx|xspice|xsdl|xming|x[a-z]*vnc|x[a-z]*vnc-core"
)
_NX: Final = frozenset({"nxagent", "nxnode", "x2goagent"})  # X servers whose picture is far away
_OPEN: Final = frozenset({
    "sway", "swayfx", "scroll", "hyprland", "labwc", "wayfire", "river", "niri", "dwl", "phoc", "cage", "cagebreak", "hikari",
    "waybox", "mango", "mangowc", "maomaowm", "japokwm",
})  # fmt: skip
"""Compositors that offer a capture protocol to every program outside a sandbox, in small letters."""

_ASKING: Final = frozenset({"gnome-shell", "mutter", "kwin_wayland"})


class Display(Enum):
    """How a screen is shown."""

    X11 = "x11"
    OPEN = "open"  # Wayland that hands the screen to whoever asks
    ASKING = "asking"  # Wayland that asks the person first


def displays(processes: Iterable[Process]) -> frozenset[Display]:
    """Displays that show a screen here.

    None at all: it is of a make that we do not know, or hidden, or there is none.
    """
    return frozenset(found for process in processes if (found := _of(process)) is not None)


def _of(process: Process) -> Display | None:
    for file in {process.name, basename(process.path or "")} - {""}:
        read = frozenset(readings(file))
        if read & _NX or (file.lstrip(".").startswith("X") and any(_X11.fullmatch(name) for name in read)):
            return Display.X11
        if read & _OPEN:
            return Display.OPEN
    return Display.ASKING if _asks(process) else None


def _asks(process: Process) -> bool:
    """Whether a process is a display that asks the person first.

    For who looks, and where only an administrator can put a program.
    """
    if not process.own or process.path is None or where(process.path, Platform.LINUX) is not Where.INSTALLED:
        return False
    return bool(_ASKING.intersection(readings(basename(process.path))))
