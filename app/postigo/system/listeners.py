"""Listening sockets of this machine, through psutil. Nothing is sent, and no port is knocked at.

Linux tells everybody all sockets, and the program only of those whose process one may look into. Windows tells all of them
with their process. macOS tells only root about all; else each of one's own processes is asked for its own.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, Literal

from postigo.core.system import CannotTell, Exposure, Listener, Listeners, Unknown
from postigo.system import files, processes

if TYPE_CHECKING:
    import psutil

MOST: Final = 5000
"""Most listeners of an answer. After them it is given up: no machine of a person has so many."""


def listeners(is_own: Callable[[psutil.Process], bool]) -> Listeners:
    """See `System.listeners`."""
    import psutil  # noqa: PLC0415 - only where somebody asks

    complete = True
    connections: list[tuple[Any, int | None]]
    try:
        connections = [(each, each.pid) for each in psutil.net_connections("inet")]
    except psutil.AccessDenied:
        connections, complete = list(_of_our_own(is_own)), False
    except (psutil.Error, OSError, ValueError, RuntimeError) as problem:
        raise CannotTell(Unknown.UNREADABLE, f"the list of sockets: {type(problem).__name__}") from None
    found: dict[Listener, None] = {}
    told: dict[int | None, tuple[str | None, str | None, bool]] = {None: (None, None, False)}
    for connection, pid in connections:
        kind = _kind(connection)
        if kind is None:
            continue
        if pid not in told:
            told[pid] = _program(pid, is_own)
        found[Listener(kind, connection.laddr.port, reach(connection.laddr.ip), *told[pid])] = None
        if len(found) > MOST:
            raise CannotTell(Unknown.UNREADABLE, f"more than {MOST} listeners")
    return Listeners(tuple(sorted(found, key=_order)), complete)


def _of_our_own(is_own: Callable[[psutil.Process], bool]) -> Iterator[tuple[Any, int]]:
    import psutil  # noqa: PLC0415 - see above

    seen = 0
    for process in psutil.process_iter():
        try:
            if is_own(process):
                seen += 1
                for each in process.net_connections("inet"):
                    yield each, process.pid
        except (psutil.Error, OSError):
            continue
    if not seen:
        raise CannotTell(Unknown.DENIED, "the sockets of no process may be seen")


def _kind(connection: Any) -> Literal["tcp", "udp"] | None:  # noqa: ANN401 - psutil's named tuples have no stable type
    """How it waits; None for a connection, which waits for nobody."""
    import psutil  # noqa: PLC0415 - see above

    if not connection.laddr or connection.raddr:
        return None
    if connection.type == socket.SOCK_DGRAM:
        return "udp"
    return "tcp" if connection.status == psutil.CONN_LISTEN else None


def reach(address: str) -> Exposure:
    """From where an address can be reached. `::ffff:127.0.0.1` is the older form in the newer one."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, "a socket whose address is none") from None
    known = getattr(known, "ipv4_mapped", None) or known
    if known.is_unspecified:
        return Exposure.EVERYWHERE
    return Exposure.NOWHERE if known.is_loopback else Exposure.SOME


def _program(pid: int | None, is_own: Callable[[psutil.Process], bool]) -> tuple[str | None, str | None, bool]:
    import psutil  # noqa: PLC0415 - see above

    def known(ask: Callable[[psutil.Process], Any]) -> Any:  # noqa: ANN401
        try:
            return ask(psutil.Process(pid))
        except (psutil.Error, OSError, ValueError, OverflowError):
            return None

    path, name = known(processes.program), known(psutil.Process.name)
    shown = files.told(path).encode(errors="replace").decode() if path else None
    told = os.path.basename(path) if path else name or None  # noqa: PTH119 - a name, not a file to touch
    return told and told.encode(errors="replace").decode(), shown, bool(known(is_own))


def _order(listener: Listener) -> tuple[Any, ...]:
    return listener.port, listener.protocol, listener.reach, listener.program or "", listener.path or ""
