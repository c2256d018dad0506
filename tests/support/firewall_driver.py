"""Sets up firewalls with their own commands in a network of its own, and audits each: run by tests/checks/network/test_firewall_live.py.

    unshare --net --mount -- python -m tests.support.firewall_driver nft 7 20

prints a line of JSON for each set-up: how many ports it opens (TCP and UDP together), whether it also lets somebody in by another
way, and the verdict of `firewall.enabled`. With a folder as fourth argument it leaves a recording of each there.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import postigo
from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.report import verdict_digest
from postigo.system import identity
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import dump
from postigo_checks import pack

Range = tuple[str, int, int]  # protocol, first and last port


@dataclass(frozen=True, slots=True)
class Setup:
    """A firewall as it is set up: the commands, what they open, and whether they keep out the rest."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    ranges: tuple[Range, ...] = ()
    everybody: bool = False  # it lets everybody in by some other way than ports
    closed: bool = True  # the rest is kept out


def opened(ranges: tuple[Range, ...]) -> int:
    """How many ports these are, each once, TCP and UDP together."""
    return len({(protocol, port) for protocol, first, last in ranges for port in range(first, last + 1)})


def some_ranges(random_: random.Random, most: int) -> tuple[Range, ...]:
    """None, a few ports, or thousands, in one range or in several."""
    kind = random_.choice(("none", "few", "thousands", "very many", "spread"))
    found: list[Range] = []
    if kind == "none":
        return ()
    for _ in range(random_.randint(1, most)):
        protocol = random_.choice(("tcp", "udp"))
        width = {
            "few": random_.randint(0, 5),
            "thousands": random_.randint(800, 4000),
            "very many": random_.randint(10_001, 64_000),
            "spread": random_.randint(900, 3500),
        }[kind]
        first = random_.randint(1, 65_535 - width)
        found.append((protocol, first, first + width))
    return tuple(found)


# --- nftables --------------------------------------------------------------------------------------------------------

_NFT_BASE = (
    "table inet filter { chain input { type filter hook input priority 0; policy drop; "
    "ct state vmap { established : accept, related : accept, invalid : drop }; iifname lo accept; "
    "icmpv6 type != { nd-redirect, 139 } accept; ip protocol icmp accept; %s }\n chain extra { %s }\n %s }"
)


def nft(random_: random.Random, tries: int) -> Iterator[Setup]:
    """Rules as people write them: ranges, sets with a name, verdict maps, comparisons, jumps."""
    for number in range(tries):
        ranges = some_ranges(random_, 4)
        rules, extra, sets = [], [], []
        for at, (protocol, first, last) in enumerate(ranges):
            span = f"{first}-{last}" if last > first else str(first)
            match random_.randrange(6):
                case 0:
                    rules.append(f"{protocol} dport {span} accept;")
                case 1:
                    sets.append(f"set s{at} {{ type inet_service; flags interval; elements = {{ {span} }}; }}\n")
                    rules.append(f"{protocol} dport @s{at} ct state new accept;")
                case 2:
                    rules.append(f"{protocol} dport vmap {{ {span} : accept }};")
                case 3:
                    rules.append(f"meta l4proto {protocol} th dport {span} counter accept;")
                case 4:
                    extra.append(f"{protocol} dport {{ {span} }} accept;")
                    rules.append("jump extra;")
                case _:
                    rules.append(f"{protocol} dport >= {first} {protocol} dport <= {last} accept;")
        text = _NFT_BASE % (" ".join(rules), " ".join(extra), " ".join(sets))
        yield Setup(f"ranges-{number}", (("nft", "flush", "ruleset"), ("nft", text)), ranges)
    for name, rule in (
        ("interface", 'iifname "eth*" accept;'),
        ("source", "ip saddr 0.0.0.0/0 accept;"),
        ("half-a-world", "ip saddr { 0.0.0.0/1, 128.0.0.0/1 } accept;"),
        ("new", "ct state new accept;"),
        ("not-a-port", "tcp dport != 22 accept;"),
        ("bits", "tcp dport & 0x8000 == 0x8000 accept;"),
        ("local", "fib daddr type local accept;"),
        ("kind", "meta pkttype unicast accept;"),
        ("limit", "tcp dport 1-65535 limit rate 50/second accept;"),
        ("mark", "meta mark 0 accept;"),
        ("length", "meta length < 1500 accept;"),
        ("version", "meta nfproto ipv4 accept;"),
        ("any-interface", 'iifname != "lo" accept;'),
    ):
        text = _NFT_BASE % (rule, "", "")
        yield Setup(name, (("nft", "flush", "ruleset"), ("nft", text)), everybody=True)
    dormant = "table inet filter { flags dormant; chain input { type filter hook input priority 0; policy drop; }\n }"
    yield Setup("dormant", (("nft", "flush", "ruleset"), ("nft", dormant)), everybody=True, closed=False)


# --- iptables --------------------------------------------------------------------------------------------------------


def _iptables(suffix: str) -> Callable[[random.Random, int], Iterator[Setup]]:
    tools = (f"iptables-{suffix}", f"ip6tables-{suffix}")

    def setups(random_: random.Random, tries: int) -> Iterator[Setup]:
        def one(name: str, rules: list[str], ranges: tuple[Range, ...] = (), *, everybody: bool = False) -> Setup:
            commands: list[tuple[str, ...]] = []
            for tool in tools:
                icmp = "icmp" if tool == tools[0] else "ipv6-icmp"
                commands += [(tool, "-P", "INPUT", "DROP"), (tool, "-F"), (tool, "-X")]
                commands += [
                    (tool, "-A", "INPUT", *rule.split())
                    for rule in ("-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "-i lo -j ACCEPT")
                ]
                commands += [(tool, "-A", "INPUT", "-p", icmp, "-j", "ACCEPT")]
                commands += [(tool, "-A", "INPUT", *rule.split()) for rule in rules]
            return Setup(name, tuple(commands), ranges, everybody=everybody)

        for number in range(tries):
            ranges = some_ranges(random_, 4)
            rules = []
            for protocol, first, last in ranges:
                span = f"{first}:{last}" if last > first else str(first)
                match random_.randrange(3):
                    case 0:
                        rules.append(f"-p {protocol} --dport {span} -j ACCEPT")
                    case 1:
                        rules.append(
                            f"-p {protocol} -m multiport --dports 9,{span} -m comment --comment mine -j ACCEPT"
                        )
                    case _:
                        rules.append(f"-p {protocol} -m conntrack --ctstate NEW --dport {span} -j ACCEPT")
            yield one(f"ranges-{number}", rules, ranges)
        for name, rule in (
            ("comment", "-m comment --comment all -j ACCEPT"),
            ("new", "-m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT"),
            ("interface", "-i eth+ -j ACCEPT"),
            ("kind", "-m addrtype --dst-type LOCAL -j ACCEPT"),
            ("both-ways", "-p tcp -m multiport --ports 1:65535 -j ACCEPT"),
            ("not-a-port", "-p tcp ! --dport 22 -j ACCEPT"),
            ("limit", "-m limit --limit 100/second -j ACCEPT"),
        ):
            yield one(name, [rule], everybody=True)

    return setups


# --- ufw -------------------------------------------------------------------------------------------------------------


def ufw(random_: random.Random, tries: int) -> Iterator[Setup]:
    """`ufw allow` in its ways; ranges and lists become `multiport`."""
    reset = (("ufw", "--force", "reset"), ("ufw", "--force", "enable"))
    for number in range(tries):
        ranges = some_ranges(random_, 2)
        commands: list[tuple[str, ...]] = []
        for protocol, first, last in ranges:
            span = f"{first}:{last}" if last > first else str(first)
            match random_.randrange(3):
                case 0:
                    commands.append(("ufw", "allow", f"{span}/{protocol}"))
                case 1:
                    commands.append(("ufw", "allow", "proto", protocol, "to", "any", "port", f"{span},9"))
                case _:
                    commands.append(("ufw", "allow", f"{span}/{protocol}", "comment", "for my game"))
        yield Setup(f"ranges-{number}", (*reset, *commands), ranges)
    yield Setup("limited-ssh", (*reset, ("ufw", "limit", "22/tcp")), (("tcp", 22, 22),))
    before = (("iptables", "-I", "ufw-before-input", "1", "-m", "comment", "--comment", "all", "-j", "ACCEPT"),)
    yield Setup("before", (*reset, *before), everybody=True)
    yield Setup("interface", (*reset, ("ufw", "allow", "in", "on", "eth0")), everybody=True)
    yield Setup("network", (*reset, ("ufw", "allow", "from", "192.168.1.0/24")), everybody=True)
    yield Setup("tcp", (*reset, ("ufw", "allow", "proto", "tcp", "from", "any")), everybody=True)
    docker = (
        ("iptables", "-t", "nat", "-N", "DOCKER"),
        ("iptables", "-t", "nat", "-A", "PREROUTING", *["-m", "addrtype", "--dst-type", "LOCAL", "-j", "DOCKER"]),
        (
            "iptables",
            "-t",
            "nat",
            "-A",
            "DOCKER",
            *["!", "-i", "docker0", "-p", "tcp", "--dport", "8080", "-j", "DNAT", "--to", "172.17.0.2:80"],
        ),
    )
    yield Setup("docker", (*reset, *docker), everybody=True)
    clean = (("iptables", "-t", "nat", "-F"), ("iptables", "-t", "nat", "-X"))
    yield Setup("allows-all", (*clean, *reset, ("ufw", "default", "allow", "incoming")), everybody=True, closed=False)
    yield Setup("denies-again", (("ufw", "default", "deny", "incoming"),))


# --- firewalld -------------------------------------------------------------------------------------------------------


def firewalld(random_: random.Random, tries: int) -> Iterator[Setup]:
    """Ports, services, rich rules, targets, sources and interfaces of firewalld, each set while it runs."""
    reset = (("firewall-cmd", "--reload"),)
    for number in range(tries):
        ranges = some_ranges(random_, 2)
        commands: list[tuple[str, ...]] = []
        for protocol, first, last in ranges:
            span = f"{first}-{last}" if last > first else str(first)
            if random_.randrange(2):
                commands.append(("firewall-cmd", f"--add-port={span}/{protocol}"))
            else:
                rule = f'rule port port="{span}" protocol="{protocol}" accept'
                commands.append(("firewall-cmd", f"--add-rich-rule={rule}"))
        yield Setup(f"ranges-{number}", (*reset, *commands), ranges)
    for name, argument in (
        ("interface", "--zone=trusted --add-interface=eth0"),
        ("source", "--zone=trusted --add-source=0.0.0.0/0"),
        ("network", "--zone=trusted --add-source=192.168.1.0/24"),
        ("protocol", "--add-protocol=tcp"),
        ("source-port", "--add-source-port=1-65535/udp"),
        ("rich", "--add-rich-rule=rule family=ipv4 source address=0.0.0.0/0 accept"),
        ("zone", "--set-default-zone=trusted"),
    ):
        arguments = (argument,) if name == "rich" else tuple(argument.split())
        undo = (("firewall-cmd", "--set-default-zone=public"),)
        yield Setup(name, (*undo, *reset, ("firewall-cmd", *arguments)), everybody=True, closed=name != "zone")
    policy = (
        ("firewall-cmd", "--permanent", "--new-policy", "everybody"),
        ("firewall-cmd", "--permanent", "--policy", "everybody", "--add-ingress-zone", "ANY"),
        ("firewall-cmd", "--permanent", "--policy", "everybody", "--add-egress-zone", "HOST"),
        ("firewall-cmd", "--permanent", "--policy", "everybody", "--set-target", "ACCEPT"),
    )
    yield Setup("policy", (*undo, *policy, *reset), everybody=True)
    yield Setup("policy-gone", (("firewall-cmd", "--permanent", "--delete-policy", "everybody"), *reset))
    new = ("firewall-cmd", "--permanent", "--new-zone=FedoraWorkstation")
    ports = (
        "--add-port=1025-65535/tcp",
        "--add-port=1025-65535/udp",
        "--add-service=ssh",
        "--add-service=samba-client",
    )
    filled = tuple(("firewall-cmd", "--permanent", "--zone=FedoraWorkstation", port) for port in ports)
    chosen = ("firewall-cmd", "--set-default-zone=FedoraWorkstation")
    yield Setup("fedora", (new, *filled, *reset, chosen), everybody=True)
    yield Setup("public-again", (("firewall-cmd", "--set-default-zone=public"), *reset))


def _start_firewalld(folder: Path) -> list[subprocess.Popen[bytes]]:
    """firewalld on a system bus of its own; both end with this process's mount and process space."""
    copied = folder / "etc"
    shutil.copytree("/etc/firewalld", copied)
    _must("mount", "--bind", str(copied), "/etc/firewalld")
    _must("mount", "-t", "tmpfs", "tmpfs", "/run")
    Path("/run/dbus").mkdir()
    bus = subprocess.Popen(["dbus-daemon", "--system", "--nofork", "--nopidfile"])
    _until(lambda: Path("/run/dbus/system_bus_socket").exists())
    wall = subprocess.Popen(["firewalld", "--nofork", "--nopid"])
    _until(lambda: subprocess.run(["firewall-cmd", "--state"], capture_output=True, check=False).returncode == 0)
    return [wall, bus]


def _until(there: Callable[[], bool]) -> None:
    for _ in range(300):
        if there():
            return
        time.sleep(0.1)
    raise TimeoutError


def _must(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")


class _AsAPerson:
    """This machine, as one that is not root asks it (but what is asked, root may read)."""

    elevated = False

    def __init__(self) -> None:
        self._machine = live()

    def __getattr__(self, verb: str) -> object:
        return getattr(self._machine, verb)


TOOLS: dict[str, Callable[[random.Random, int], Iterator[Setup]]] = {
    "nft": nft,
    "iptables-nft": _iptables("nft"),
    "iptables-legacy": _iptables("legacy"),
    "ufw": ufw,
    "firewalld": firewalld,
}


def main() -> None:
    """See above."""
    tool, seed, tries, *keep = sys.argv[1:]
    _must("ip", "link", "set", "lo", "up")
    check = next(check for check in pack.checks if check.id == "firewall.enabled")
    with tempfile.TemporaryDirectory() as folder:
        started: list[subprocess.Popen[bytes]] = []
        if tool == "ufw":
            for place in ("/etc/ufw", "/etc/default"):  # `ufw default` writes the second
                shutil.copytree(place, f"{folder}{place}", symlinks=True)
                _must("mount", "--bind", f"{folder}{place}", place)
        if tool == "firewalld":
            started = _start_firewalld(Path(folder))
        chance = random.Random(int(seed))  # noqa: S311 - the same tries each time, no secret
        for setup in TOOLS[tool](chance, int(tries)):
            for command in setup.commands:
                _must(*command)
            for machine, who in ((live(), "root"), (_AsAPerson(), "person")):
                if who == "person" and tool != "firewalld":  # nobody but firewalld tells a person anything
                    continue
                system = Recorder(machine)  # type: ignore[arg-type]  # _AsAPerson passes everything on
                verdict = verdict_digest(run_check(check, Facts(system), PackData(pack.package)))
                of = {"name": setup.name, "as": who, "ports": opened(setup.ranges), "everybody": setup.everybody}
                print(json.dumps({**of, "verdict": verdict}), flush=True)
                if keep:
                    made = system.recording(identity.gather(live()), postigo.__version__, {check.id: verdict})
                    Path(keep[0], f"{tool}-{setup.name}-{who}.json").write_bytes(dump(made))
        for process in started:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
