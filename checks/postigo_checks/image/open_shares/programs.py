"""Programs that show media or share files by rules of their own, by the names of their makers' documentation.

A closed list: a server that is not in it is told by `net.listening` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from postigo.api import CannotTell, Keyword, Process, System, Unknown, Unseen, attempt
from postigo_checks.common.program_names import Names
from postigo_checks.image.open_shares.fact import Part

GNOME: Final = Keyword("GNOME")
_SHOWING: Final = Names(
    {
        "minidlnad": Keyword("MiniDLNA"),
        "rygel": Keyword("Rygel"),
        "gerbera": Keyword("Gerbera"),
        "mediatomb": Keyword("MediaTomb"),
        "ServiioService.exe": Keyword("Serviio"),
        "UMS.exe": Keyword("Universal Media Server"),
    }
)
_HANDING_OUT: Final = Names(
    {
        "gnome-user-share": GNOME,
        "gnome-user-share-webdav": GNOME,
        "vsftpd": Keyword("vsftpd"),
        "proftpd": Keyword("ProFTPD"),
        "pure-ftpd": Keyword("Pure-FTPd"),
        "afpd": Keyword("Netatalk"),
        "ganesha.nfsd": Keyword("NFS-Ganesha"),
        "unfsd": Keyword("unfs3"),
        "filebrowser": Keyword("File Browser"),
        "copyparty": Keyword("copyparty"),
        "dufs": Keyword("dufs"),
        "miniserve": Keyword("miniserve"),
        "sftpgo": Keyword("SFTPGo"),
        "Plex Media Server": Keyword("Plex"),
        "jellyfin": Keyword("Jellyfin"),
        "EmbyServer": Keyword("Emby"),
        "FileZilla Server.exe": Keyword("FileZilla Server"),
        "filezilla-server.exe": Keyword("FileZilla Server"),
        "hfs.exe": Keyword("HFS"),
        "chfs.exe": Keyword("CuteHttpFileServer"),
        "xlightftpd.exe": Keyword("Xlight FTP Server"),
    }
)


def look(system: System, unseen: list[Unseen[Part]]) -> tuple[Process, ...]:
    """Processes of Windows or macOS, which tell an ordinary account the names of all. Why not is added to `unseen`."""
    processes = attempt(system.processes)
    if isinstance(processes, CannotTell):
        unseen.append(Unseen(Part.PROCESSES, processes.why))
        return ()
    if not processes:
        unseen.append(Unseen(Part.PROCESSES, Unknown.UNREADABLE))
    return processes


def showing(processes: Iterable[Process]) -> tuple[Keyword, ...]:
    """Programs that show pictures and films to every device on the network."""
    return _sorted(_found(_SHOWING, processes))


def handing_out(processes: Iterable[Process]) -> tuple[Keyword, ...]:
    """Programs that share files with whom they know."""
    return _sorted(_found(_HANDING_OUT, processes))


def _found(known: Names[Keyword], processes: Iterable[Process]) -> Iterator[Keyword]:
    """Programs under any spelling of their names: wrapped, cut by the kernel, with a version."""
    for name in {process.name for process in processes}:
        program = known.suspected(name)
        if program is not None:
            yield program


def _sorted(found: Iterable[Keyword]) -> tuple[Keyword, ...]:
    return tuple(sorted(set(found), key=lambda program: program.word))
