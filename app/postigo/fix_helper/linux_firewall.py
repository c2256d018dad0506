"""Firewall of Linux: ufw or firewalld is switched on. Whoever is signed in from afar at that moment keeps a way in."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

import contextlib
import glob
import os
import re
from ipaddress import ip_address
from typing import Final

from postigo.fix_helper.engine import Plan
from postigo.fix_helper.linux_parts import (
    UFW,
    UFW_FILES,
    ZONES,
    active,
    read_file,
    run,
    started,
    text_of,
    there,
    ufw,
    with_text,
)
from postigo.fix_helper.request import Code, Refused

WAYS_IN: Final = frozenset(("sshd", "sshd-session", "dropbear", "xrdp"))
OTHERS: Final = ("nftables.service", "netfilter-persistent.service", "iptables.service", "shorewall.service")
FIREWALLD: Final = "firewalld.service"
_LISTENS, _CONNECTED = "0A", "01"  # proc_net(5)


def plan(_: str) -> Plan:
    """Plan for the firewall that is here. Where somebody has rules of their own, OTHERS: we cannot tell what they are for."""
    if there(FIREWALLD) and active(FIREWALLD) == "active":
        return Plan(started(FIREWALLD))
    if any(there(unit) and active(unit) == "active" for unit in OTHERS):
        raise Refused(Code.OTHERS)
    if os.path.isfile(UFW):
        policy = re.findall(
            r'^\s*DEFAULT_INPUT_POLICY\s*=\s*"?(\w+)', text_of(read_file("/etc/default/ufw")), re.MULTILINE
        )
        if policy not in (["DROP"], ["REJECT"]):
            raise Refused(Code.OTHERS)
        parts: dict[str, str | None] = dict.fromkeys(f"kept {path}" for path in UFW_FILES)
        if ufw() == "no":
            parts.update({f"ufw-port {port}": "yes" for port in remote_ports()})
        units = started("ufw.service") if there("ufw.service") else {}
        return Plan({**parts, "ufw ": "yes", **units}, lambda: run(UFW, "status").startswith("Status: active"))
    if not there(FIREWALLD):
        raise Refused(Code.CANNOT)
    return Plan({**_zone(), **started(FIREWALLD)})


def _zone() -> dict[str, str | None]:
    """Default zone of firewalld with ports for who is signed in from afar. Nothing without anybody (firewalld.zone(5))."""
    found = re.search(r"^DefaultZone=(\S+)$", text_of(read_file("/etc/firewalld/firewalld.conf")), re.MULTILINE)
    zone = found[1] if found else "public"
    if zone == "trusted" or not re.fullmatch(r"[A-Za-z0-9_-]{1,17}", zone):
        raise Refused(Code.OTHERS)
    own = read_file(f"{ZONES}{zone}.xml")
    text = text_of(own) or text_of(read_file(f"/usr/lib/firewalld/zones/{zone}.xml"))
    if text.count("</zone>") != 1:
        raise Refused(Code.OTHERS)
    lines = "".join(f'  <port port="{port}" protocol="tcp"/>\n' for port in remote_ports())
    lacking = "".join(line for line in lines.splitlines(keepends=True) if line not in text)
    return {f"file {ZONES}{zone}.xml": with_text(own, text.replace("</zone>", f"{lacking}</zone>"))} if lacking else {}


def remote_ports() -> list[str]:
    """Ports by which somebody is signed in from afar. Of connections that root's own sshd holds, to a port that is open.

    A process may call itself what it likes, so its file and owner count. From proc_net(5), by inodes of proc_pid_fd(5).
    """
    held: set[str] = set()
    for process in glob.glob("/proc/[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            program = re.sub(r" \(deleted\)\Z", "", os.path.basename(os.readlink(f"{process}/exe")))
            if program in WAYS_IN and os.stat(process).st_uid == 0:
                held |= {os.readlink(entry) for entry in glob.glob(f"{process}/fd/*")}
    open_ports: set[int] = set()
    connected: set[int] = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(FileNotFoundError), open(table, encoding="ascii") as file:
            for words in (line.split() for line in list(file)[1:]):
                port = int(words[1].rpartition(":")[2], 16)
                if words[3] == _LISTENS:
                    open_ports.add(port)
                elif words[3] == _CONNECTED and f"socket:[{words[9]}]" in held and _far(words[2]):
                    connected.add(port)
    return [str(port) for port in sorted(connected & open_ports)]


def _far(end: str) -> bool:
    """Whether an end of a connection is another computer. The kernel prints words of 32 bits in the order of the processor."""
    digits = bytes.fromhex(end.partition(":")[0])
    address = ip_address(b"".join(digits[place : place + 4][::-1] for place in range(0, len(digits), 4)))
    return not (getattr(address, "ipv4_mapped", None) or address).is_loopback
