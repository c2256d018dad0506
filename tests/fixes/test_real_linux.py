"""Changes made for real on this Linux: a home of its own, a session bus of its own, glib's settings and the portal's store as they are.

`postigo fix` and `postigo undo` as a person would type them; before and after, the whole home is compared, and what the services say.
The desktops are stand-ins that own the names of GNOME and of KDE, and answer the one method that is called.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.places import PERMISSION_STORE, needs

pytestmark = [pytest.mark.long, needs("linux", "dbus-daemon", "gsettings", "gdbus")]

DESKTOP = """
import sys
from jeepney import new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
connection = open_dbus_connection("SESSION")
for name in sys.argv[1:]:
    Proxy(message_bus, connection).RequestName(name)
print("ready", flush=True)
while True:
    message = connection.receive()
    if message.header.fields.get(3) == "configure":
        print("told", flush=True)
        connection.send(new_method_return(message))
    elif message.header.fields.get(3):
        connection.send(new_error(message, "org.example.Error.NotFound"))
"""


@dataclass
class Session:
    """A session of a person: a home, a bus, and what runs on it."""

    home: Path
    environment: dict[str, str]
    ends: ExitStack

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command in this session."""
        return subprocess.run(
            words,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def postigo(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Postigo in this session."""
        return self.run(sys.executable, "-m", "postigo", *words)

    def fixed(self, check: str) -> dict[str, Any]:
        """The one change of a check, made."""
        done = self.postigo("fix", check, "--yes", "--format", "json")
        changes: list[dict[str, Any]] = json.loads(done.stdout)["changes"]
        assert len(changes) == 1, done.stdout + done.stderr
        return changes[0]

    def desktop(self, *names: str) -> subprocess.Popen[str]:
        """A stand-in that owns the names of a desktop."""
        peer = self.ends.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", DESKTOP, *names], env=self.environment, stdout=subprocess.PIPE, text=True
            )
        )
        self.ends.callback(peer.kill)
        assert peer.stdout is not None
        assert peer.stdout.readline() == "ready\n"
        return peer

    def seen(self) -> dict[str, Any]:
        """The whole home but Postigo's own folder and dconf's file, which keeps the order of its writes; and what glib says."""
        settings = self.run("gsettings", "list-recursively").stdout
        own = {self.home / ".local/share/postigo", self.home / ".config/dconf/user"}
        return {"settings": sorted(settings.splitlines()), **dict(_tree(self.home, own))}

    def bytes(self) -> dict[str, Any]:
        """The whole home, byte for byte, but for Postigo's own folder."""
        return dict(_tree(self.home, {self.home / ".local/share/postigo"}))


def _tree(folder: Path, but: set[Path]) -> Iterator[tuple[str, Any]]:
    for path in sorted(folder.rglob("*")):
        if any(one == path or one in path.parents for one in but):
            continue
        about = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(about.st_mode) else ""
        attributes = {
            name: os.getxattr(path, name, follow_symlinks=False) for name in os.listxattr(path, follow_symlinks=False)
        }
        yield str(path.relative_to(folder)), (about.st_mode, about.st_uid, content, attributes)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    home = tmp_path / "a home"
    for part in (".config", ".cache", ".local/share", "Pictures"):
        (home / part).mkdir(parents=True)
    home.chmod(0o755)
    (home / "Pictures").chmod(0o755)
    with ExitStack() as ends:
        daemon = ends.enter_context(
            subprocess.Popen(
                ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                env={**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(tmp_path)},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        ends.callback(daemon.kill)
        assert daemon.stdout is not None
        environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip(),
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        yield Session(home, environment, ends)


def _made_and_undone(session: Session, check: str, changed: Callable[[], bool], how: str = "fixed") -> None:
    """Shown and nothing touched; made as shown; the effect asked; undone, and all is as it was."""
    before, whole = session.seen(), session.bytes()
    shown = json.loads(session.postigo("fix", check, "--dry-run", "--format", "json").stdout)["changes"]
    assert session.bytes() == whole, "a dry run touched something"
    assert not (session.home / ".local/share/postigo/changes.jsonl").exists()
    assert not changed()
    done = session.fixed(check)
    assert done["how"] == how, done
    assert done["steps"] == shown[0]["steps"]
    assert changed()
    assert session.seen() != before
    undone = session.postigo("undo", "--yes")
    assert undone.returncode == 0, undone.stdout + undone.stderr
    assert not changed()
    assert session.seen() == before


def test_the_pictures_folder(session: Session) -> None:
    pictures = session.home / "Pictures"
    _made_and_undone(session, "image.folders", lambda: stat.S_IMODE(pictures.stat().st_mode) == 0o700)


def test_messages_on_the_locked_screen_of_gnome(session: Session) -> None:
    session.desktop("org.gnome.Shell")
    names = "['org-example-Charla']"
    session.run("gsettings", "set", "org.gnome.desktop.notifications", "application-children", names)
    app = "org.gnome.desktop.notifications.application:/org/gnome/desktop/notifications/application/org-example-Charla/"
    session.run("gsettings", "set", app, "details-in-lock-screen", "true")
    key = ("gsettings", "get", "org.gnome.desktop.notifications", "show-in-lock-screen")
    _made_and_undone(session, "info.lockscreen", lambda: session.run(*key).stdout == "false\n")


def test_the_screen_lock_of_gnome_where_the_login_screen_cannot_be_asked(session: Session) -> None:
    """Without the system's bus nobody can tell whether the shell can lock: changed, and said to be unverified."""
    session.desktop("org.gnome.Shell")
    session.run("gsettings", "set", "org.gnome.desktop.screensaver", "lock-enabled", "false")
    key = ("gsettings", "get", "org.gnome.desktop.screensaver", "lock-enabled")
    _made_and_undone(session, "image.screen-lock", lambda: session.run(*key).stdout == "true\n", "unverified")


@pytest.mark.parametrize(
    "content",
    [
        b"[Daemon]\nTimeout=60\n",
        b"# mine\n[Other]\nTimeout=60\n\n[Daemon]\nAutolock=false\n\n[Last]\nx=1",
        b"[Daemon]\nTimeout=90\nLockGrace=600",
    ],
    ids=["late", "off, between others", "no end of line"],
)
def test_the_screen_lock_of_kde(session: Session, content: bytes) -> None:
    peer = session.desktop("org.kde.plasmashell", "org.kde.screensaver")
    file = session.home / ".config/kscreenlockerrc"
    file.write_bytes(content)
    file.chmod(0o640)
    _made_and_undone(session, "image.screen-lock", lambda: file.read_bytes() != content)
    peer.kill()
    assert peer.stdout is not None
    assert peer.stdout.read().count("told\n") >= 2, "the running screen lock is told of each"


@needs("permission-store")
@pytest.mark.parametrize(
    ("check", "place", "yes", "no"),
    [
        ("camera.app-permissions", ("devices", "camera"), "['yes']", "['no']"),
        ("info.location", ("location", "location"), "['EXACT', '1760000000']", "['NONE', '0']"),
    ],
)
def test_an_apps_permission(session: Session, check: str, place: tuple[str, str], yes: str, no: str) -> None:
    session.desktop("org.gnome.Shell")
    session.run("gsettings", "set", "org.gnome.system.location", "enabled", "true")
    store = session.ends.enter_context(subprocess.Popen([PERMISSION_STORE], env=session.environment))
    session.ends.callback(store.kill)
    name = "org.freedesktop.impl.portal.PermissionStore"
    session.run("gdbus", "wait", "--session", "--timeout", "20", name)
    call = ("gdbus", "call", "--session", "--dest", name, "--object-path", "/" + name.replace(".", "/"), "--method")
    for app, words in (("org.example.Espejo", yes), ("org.gnome.Maps", yes)):
        session.run(*call, f"{name}.SetPermission", place[0], "true", place[1], app, words)
    if check == "camera.app-permissions":  # of two, the one that is not a known call program
        session.run(*call, f"{name}.DeletePermission", *place, "org.gnome.Maps")

    def refused() -> bool:
        told = session.run(*call, f"{name}.Lookup", *place).stdout
        assert "org.example.Espejo" in told, told
        return f"'org.example.Espejo': {no}" in told

    _made_and_undone(session, check, refused)


def test_one_waits_for_the_other_and_a_change_is_never_half(session: Session) -> None:
    """Two at once, of two settings: both are made, one after the other."""
    session.desktop("org.kde.plasmashell", "org.kde.screensaver")
    (session.home / ".config/kscreenlockerrc").write_bytes(b"[Daemon]\nAutolock=false\n")
    words = [sys.executable, "-m", "postigo", "fix"]
    both = [
        subprocess.Popen(
            [*words, check, "--yes"], env=session.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        for check in ("image.screen-lock", "image.folders")
    ]
    for one in both:
        one.communicate(timeout=120)
    assert [one.returncode for one in both] == [0, 0]
    listed = json.loads(session.postigo("changes", "--format", "json").stdout)
    assert sorted(change["how"] for change in listed["changes"]) == ["fixed", "fixed"]
    for change in listed["changes"]:  # in the order in which they were made: the earlier first
        assert session.postigo("undo", change["id"], "--yes").returncode == 0
    assert (session.home / ".config/kscreenlockerrc").read_bytes() == b"[Daemon]\nAutolock=false\n"
