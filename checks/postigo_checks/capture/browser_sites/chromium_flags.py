"""Words on the command line of a browser of Chromium's kin on Linux. A file keeps them for every start.

Two of them let every page use the camera and the microphone, and nobody is asked (tried on Chromium 156). Debian's
starter reads all files in `/etc/chromium.d`, those of Fedora, Alpine and Gentoo `/etc/chromium/*.conf`, Arch's one for each
browser, such as `~/.config/chromium-flags.conf`, and the flatpaks' one in their own folder. What a shortcut of one's own says
is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Platform, System, Unknown, Unseen, attempt
from postigo_checks.common.browsers.homes import Browser, Part, named, unseen_of

FILES: Final = (
    "/etc/chromium.d/*",
    "/etc/chromium-browser/*",
    "/etc/chromium/*.conf",
    "~/.config/*-flags.conf",
    "~/.var/app/*/config/*-flags.conf",
)
WORDS: Final = ("--use-fake-ui-for-media-stream", "--auto-accept-camera-and-microphone-capture")
_LIMIT: Final = 1 << 16


def unasked(system: System) -> Iterator[Browser | Unseen[Part]]:
    """Browsers that are started so, and those whose file could not be read."""
    if system.platform is not Platform.LINUX:
        return
    for pattern in FILES:
        found = attempt(system.glob, pattern)
        if isinstance(found, CannotTell):
            yield unseen_of(None, found.why)
            continue
        for entry in found:
            browser = _whose(entry.path)
            said = attempt(_says, system, entry.path) if entry.kind == "file" else False
            if isinstance(said, CannotTell):
                yield unseen_of(browser, said.why)
            elif said:
                yield browser


def _whose(path: str) -> Browser:
    if path.startswith("/etc/"):
        return Browser("Chromium")
    return named(path.rpartition("/")[2].removesuffix("-flags.conf"), "/")


def _says(system: System, path: str) -> bool:
    content = system.read(path, limit=_LIMIT)
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    return any(word in line for line in lines if not line.lstrip().startswith("#") for word in WORDS)
