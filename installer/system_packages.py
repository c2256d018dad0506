"""System packages for the window and the tests, by each system's names. And how they get there."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from installer.words import say, sentence


class Library(NamedTuple):
    """Shared library that Qt loads, and its package on each family of Linux."""

    soname: str
    apt: str
    dnf: str
    pacman: str
    zypper: str

    def package(self, manager: str) -> str:
        """Its package, for that manager."""
        return {"apt-get": self.apt, "dnf": self.dnf, "pacman": self.pacman, "zypper": self.zypper}[manager]


# Found by taking each one away from a bare Debian 12: without it Qt does not import, or its xcb plug-in aborts.
LIBRARIES = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    Library(
        "libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"
    ),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
)

# What the usual tests use beyond Qt, by Debian's names: a screen without a screen, a screen reader's way in, who watches,
# who reads a PDF, and who writes and reads the details of pictures.
TEST_PACKAGES = (
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "at-spi2-core",
    "python3-pyatspi",
    "strace",
    "util-linux",
    "iproute2",
    "procps",
    "openssl",
    "age",
    "poppler-utils",
    "libimage-exiftool-perl",
    "imagemagick",
)
# What those behind `--all` use too: bare machines, Windows' own Python, a key ring that really runs, a firewall, who asks for passwords,
# a sandbox's overrides, who counts reports in another way, and who judges our packages.
ALL_TEST_PACKAGES = (
    *TEST_PACKAGES,
    "debootstrap",
    "wine",
    "wine64",
    "gnome-keyring",
    "ufw",
    "nftables",
    "systemd",
    "polkitd",
    "flatpak",
    "jq",
    "lintian",
    "desktop-file-utils",
    "appstream",
    "piuparts",
    "wixl",
    "msitools",
    "nsis",
)

# With the 64-bit time_t (Debian 13, Ubuntu 24.04) some packages got a new name. The list of releases before that is closed and will not grow.
BEFORE_T64 = frozenset({"stretch", "buster", "bullseye", "bookworm", "bionic", "focal", "jammy", "lunar", "mantic"})
T64 = {"libglib2.0-0": "libglib2.0-0t64"}

MANAGERS = ("apt-get", "dnf", "pacman", "zypper")
FAMILIES = {
    "debian": "apt-get",
    "ubuntu": "apt-get",
    "fedora": "dnf",
    "rhel": "dnf",
    "centos": "dnf",
    "arch": "pacman",
    "suse": "zypper",
    "opensuse": "zypper",
}
INSTALL = {
    "apt-get": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "pacman": "pacman -S --needed",
    "zypper": "zypper install",
}


def missing_libraries(load: Callable[[str], object] = ctypes.CDLL) -> list[Library]:
    """Those of Qt's libraries that this Python, with its width and its paths, cannot load."""
    missing = []
    for library in LIBRARIES:
        try:
            load(library.soname)
        except OSError:
            missing.append(library)
    return missing


def os_release(paths: Iterable[str] = ("/etc/os-release", "/usr/lib/os-release")) -> dict[str, str]:
    """Fields of os-release; empty when there is none."""
    for path in paths:
        try:
            lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return {key.strip(): value.strip().strip("\"'") for key, value in pairs}
    return {}


def package_manager(release: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> str | None:
    """Package manager of this system: its family's, else the first that is there.

    A Debian can carry a `dnf`, as a tool.
    """
    families = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    own = [FAMILIES[family] for family in families if family in FAMILIES]
    return next((manager for manager in [*own, *MANAGERS] if which(manager)), None)


def named_here(packages: Iterable[str], release: Mapping[str, str]) -> list[str]:
    """Debian's package names as this release of Debian, Ubuntu or their children spells them."""
    codenames = {release.get(key) for key in ("DEBIAN_CODENAME", "UBUNTU_CODENAME", "VERSION_CODENAME")}
    return list(packages) if codenames & BEFORE_T64 else [T64.get(name, name) for name in packages]


def packages_of(libraries: Iterable[Library], manager: str, release: Mapping[str, str]) -> list[str]:
    """The packages that bring these libraries, each once."""
    names = list(dict.fromkeys(library.package(manager) for library in libraries))
    return named_here(names, release) if manager == "apt-get" else names


def line_to_type(manager: str, packages: Iterable[str], *, root: bool) -> str:
    """The one line that installs these packages. A fresh machine of apt's has no list of packages yet.

    The installation is tried also where one of many sources gives no list, as in `apt_install`.
    """
    sudo = "" if root else "sudo "
    renew = f"{sudo}apt-get update; " if manager == "apt-get" else ""
    return f"{renew}{sudo}{' '.join([INSTALL[manager], *packages])}"


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> bool:
    """Packages installed by apt without a question, or False. An old list of packages is not an error yet: the installation tells."""
    say(sentence("installing", packages=" ".join(packages)))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive", NEEDRESTART_SUSPEND="1", LC_ALL="C.UTF-8")
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", *words]
        done = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
        )
    if done.returncode != 0:
        say("  " + next(iter(done.stderr.strip().splitlines()), ""))
    return done.returncode == 0


def not_installed(packages: Sequence[str]) -> list[str]:
    """Those of these Debian packages that dpkg does not have."""
    ask = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\\n", *packages]
    try:
        answer = subprocess.run(
            ask, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError:  # no dpkg: not a Debian
        return list(packages)
    there = {words[1] for words in map(str.split, answer.stdout.splitlines()) if words[0] == "installed"}
    return [name for name in packages if name not in there]


def provide_libraries(*, advise: bool = True) -> bool:
    """Provide Qt's libraries: there, installed now, or (to `advise`) printed as a line.

    The line is to be typed by the person. True when they are there.
    """
    missing = missing_libraries()
    if not missing:
        return True
    release = os_release()
    manager = package_manager(release)
    if is_root() and manager == "apt-get" and apt_install(packages_of(missing, manager, release)):
        missing = missing_libraries()
    if missing and advise:
        tell(missing, manager, release)
    return not missing


def tell(missing: Sequence[Library], manager: str | None, release: Mapping[str, str]) -> None:
    """The line to type for what is missing, said to the person."""
    if manager is None:
        say(sentence("install-these", libraries=", ".join(library.soname for library in missing)))
        return
    may = is_root() and manager == "apt-get"
    say(sentence("install-failed" if may else "type-this"))
    say("  " + line_to_type(manager, packages_of(missing, manager, release), root=is_root()))


def remind() -> None:
    """The line to type, said again."""
    if missing := missing_libraries():
        release = os_release()
        tell(missing, package_manager(release), release)


def provide_test_packages(*, everything: bool, advise: bool = True) -> None:
    """Provide the tests' system packages: there, installed now, or (to `advise`) printed as a line.

    The line is to be typed by the person.
    """
    release = os_release()
    manager = package_manager(release)
    if manager != "apt-get":  # elsewhere we know Qt's libraries only
        provide_libraries(advise=advise)
        return
    packages = ALL_TEST_PACKAGES if everything else TEST_PACKAGES
    wanted = not_installed(named_here([*(library.apt for library in LIBRARIES), *packages], release))
    if not wanted or (is_root() and apt_install(wanted)) or not advise:
        return
    say(sentence("install-failed" if is_root() else "tests-want"))
    say("  " + line_to_type(manager, wanted, root=is_root()))
