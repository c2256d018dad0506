"""Shares of Linux by Samba, by people themselves, by NFS and by programs.

Only what runs is looked at: a list without its server shares nothing. What `testparm` prints is what holds, its first
line is a mark; a default is not printed. "map to guest" alone (Debian's default) opens no folder. The folders that
people share (`usershare`) lie in a folder that only the group `sambashare` may list: closed to us is "unknown". The
kernel's own server (ksmbd) has a list in a form of its own, which is not read. NFS knows no passwords, unless Kerberos
stands in its line: a whole network that may come is everybody who is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import ip_network
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Path, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.processes import seen
from postigo_checks.image.open_shares import programs
from postigo_checks.image.open_shares.fact import Part, Shared, Shares

TESTPARM: Final = ("testparm", "-s")
USERSHARES: Final = "/var/lib/samba/usershares"
EXPORTS: Final = ("/etc/exports", "/etc/exports.d/*.exports")

_SAMBA: Final = "smbd"
_KSMBD: Final = {"ksmbd.mountd", "ksmbd"}
_NFS: Final = {"nfsd", "rpc.mountd", "nfsdcld"}

_SECTION: Final = re.compile(r"\[(.+)\]")
_SETTING: Final = re.compile(r"\s+([^=]+?) = ?(.*)")
_YES: Final = {"yes", "true", "1", "on"}


def linux(system: System, data: Data) -> Shares:
    """By what runs."""
    del data
    processes, hidden = seen(system)
    names = frozenset(process.name for process in processes)
    folders: list[Shared] = []
    unseen = [] if hidden is None else [Unseen(Part.PROCESSES, hidden.why)]
    looks: dict[Part, Callable[[System], list[Shared]]] = {}
    if _SAMBA in names:
        settings = attempt(_settings, system)
        if isinstance(settings, CannotTell):
            unseen.append(Unseen(Part.SAMBA, settings.why))
            settings = {}
        folders += _samba(settings)
        looks[Part.PEOPLE] = partial(_by_people, folder=settings.get("global", {}).get("usershare path", USERSHARES))
    if names & _KSMBD:
        unseen.append(Unseen(Part.KSMBD, Unknown.MISSING))  # it keeps a list of its own
    if names & _NFS:
        looks[Part.NFS] = _nfs
    for part, look in looks.items():
        found = attempt(look, system)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(part, found.why))
        else:
            folders += found
    return Shares(
        tuple(folders),
        showing=programs.showing(processes),
        handing_out=programs.handing_out(processes),
        by_gnome=programs.GNOME in programs.handing_out(process for process in processes if process.own),
        unseen=tuple(unseen),
    )


# --- Samba -----------------------------------------------------------------------------------------------------------


Settings = dict[str, dict[str, str]]


def _settings(system: System) -> Settings:
    """Settings of Samba by part, as `testparm` prints them."""
    output = system.run(*TESTPARM)
    if output.code != 0 or not output.out.startswith("# Global parameters\n") or not output.out.endswith("\n"):
        raise CannotTell(Unknown.UNREADABLE, f"testparm: status {output.code}, {output.out!r:.80}")
    sections: Settings = {}
    current: dict[str, str] = {}
    for line in output.out.splitlines():
        if found := _SECTION.fullmatch(line):
            current = sections.setdefault(found[1], {})
        elif found := _SETTING.fullmatch(line):
            current[found[1]] = found[2]
        elif line.strip() and not line.startswith("#"):
            raise CannotTell(Unknown.UNREADABLE, f"testparm: {line!r:.80}")
    if "global" not in sections:
        raise CannotTell(Unknown.UNREADABLE, "testparm knows no global part")
    return sections


def _samba(sections: Settings) -> list[Shared]:
    """The folders of the settings; printers and their drivers are none."""
    return [
        Shared(Path(name), freely=_is_on(settings, "guest ok"))
        for name, settings in sections.items()
        if name not in {"global", "print$", "printers"}
        and not _is_on(settings, "printable")
        and settings.get("available", "Yes").lower() in _YES
    ]


def _is_on(settings: dict[str, str], name: str) -> bool:
    return settings.get(name, "No").lower() in _YES


def _by_people(system: System, folder: str) -> list[Shared]:
    """The folders that people shared by themselves, a small file each."""
    shared = []
    for entry in system.glob(f"{folder}/*"):
        if entry.kind != "file":
            continue
        lines = system.read(entry.path).decode("utf-8", "replace").splitlines()
        settings = dict(line.split("=", 1) for line in lines[1:] if "=" in line)
        guests = settings.get("guest_ok")
        if not lines or not lines[0].startswith("#VERSION ") or guests not in {"y", "n"}:
            raise CannotTell(Unknown.UNREADABLE, "a shared folder's file of another shape")
        name = settings.get("sharename", entry.path.rsplit("/", 1)[-1])
        shared.append(Shared(Path(name), freely=guests == "y", by_person=True))
    return shared


# --- NFS -------------------------------------------------------------------------------------------------------------


def _nfs(system: System) -> list[Shared]:
    shared: list[Shared] = []
    for path in (EXPORTS[0], *(entry.path for entry in system.glob(EXPORTS[1]))):
        content = system.read(path, optional=True)
        if content is not ABSENT:
            shared += _exports(content, path)
    return shared


def _exports(content: bytes, path: str) -> Iterator[Shared]:
    """Shares in the lines of exports(5).

    A folder, then who may have it, each with options, or with those of the line ("-").
    """
    try:
        text = content.decode().replace("\\\n", " ")
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    for line in filter(None, (line.split("#", 1)[0].strip() for line in text.splitlines())):
        found = re.fullmatch(r'("[^"]+"|/\S*)(.*)', line)
        if found is None:
            raise CannotTell(Unknown.UNREADABLE, f"{path} has a line that names no folder")
        words = found[2].split()
        usual = "".join(word[1:] for word in words if word.startswith("-"))
        clients = [word for word in words if not word.startswith("-")] or [""]
        yield Shared(Path(found[1].strip('"')), freely=any(_is_everybody(client, usual) for client in clients))


def _is_everybody(client: str, usual: str) -> bool:
    """Whether everybody, or a whole network, may come without a password.

    A client is `*`, or nobody named, with its options.
    """
    who, _, options = client.partition("(")
    kerberos = re.search(r"(?:^|,)sec=([^,)]+)", options) or re.search(r"(?:^|,)sec=([^,]+)", usual)
    if kerberos and all(kind.startswith("krb5") for kind in kerberos[1].split(":")):
        return False
    if who in {"", "*"}:
        return True
    try:
        return ip_network(who, strict=False).num_addresses > 1
    except ValueError:
        return False  # a name, or a group of names
