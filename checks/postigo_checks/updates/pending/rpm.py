"""Security updates that wait on Fedora, Red Hat and their kin, without asking dnf.

`dnf check-update` uses the network, and with `-C` as a user it says "none" although it knows of some (seen with 4.23). So
the advisories in the machine-wide cache, which dnf's own timer keeps, are compared with what is installed: offline,
for any user, in one pass. A refresh that finds nothing new touches a file of the repository's cache (seen with 4.14), so
the newest file tells when somebody last looked.

Only the system's own repositories can make anything good: CentOS Stream publishes no advisories at all, and then those of
EPEL, which many add, say nothing of the system; nor does a repository beside a Fedora whose `updates` are switched off.

Modules (Red Hat 8 and 9) exist in several streams at once; only those of an enabled stream count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cmp_to_key
from pathlib import PurePosixPath
from typing import Final

from postigo.api import CannotTell, Entry, System, Unknown, Unseen, attempt
from postigo_checks.updates.pending import rpm_held
from postigo_checks.updates.pending.fact import Lack, Manager, Part, WaitingUpdates
from postigo_checks.updates.pending.rpm_version import compare

CACHES = ("/var/cache/libdnf5/*/repodata/*", "/var/cache/dnf/*/repodata/*")  # dnf 5, then dnf 4

JOIN = r"""{ rpm -qa --qf '+\t%{NAME}\t%{ARCH}\t%|EPOCH?{%{EPOCH}}:{0}|:%{VERSION}-%{RELEASE}\n'; printf '=\trpm\t%s\n' $?
cat /etc/dnf/modules.d/*.module 2>/dev/null
for list; do case $list in *.gz) gzip -dc "$list";; *.zst) zstd -dcq "$list";; *.xz) xz -dc "$list";;
*.zck) unzck --stdout "$list";; *) cat "$list";; esac; printf '\n=\tlist\t%s\n' $?; done; } | awk '
function attribute(key, at, rest) { at = index($0, " " key "=\""); if (!at) return ""
  rest = substr($0, at + length(key) + 3); return substr(rest, 1, index(rest, "\"") - 1) }
BEGIN { RS = "<"; OFS = "\t" }
NR == 1 { n = split($0, line, "\n"); for (i = 1; i <= n; i++) { split(line[i], word, "\t")
  if (word[1] == "+") { have++; key = word[2] SUBSEP word[3]; installed[key] = installed[key] " " word[4] }
  if (word[1] == "=" && word[2] == "rpm") rpm = word[3]
  if (line[i] ~ /^name=/) module = substr(line[i], 6)
  if (line[i] ~ /^stream=/) stream = substr(line[i], 8)
  if (line[i] == "state=enabled") enabled[module, stream] = 1 } }
match($0, /\n=\tlist\t[0-9]+/) { lists++; if (substr($0, RSTART + 8, RLENGTH - 8) != 0) failed++ }
/^\/updates>/ { whole++ }
/^update / { security = attribute("type") == "security"; id = issued = ""; advisories += security; off = 0 }
/^id>/ { if (id == "") id = substr($0, 4) }
/^issued / { issued = attribute("date") }
/^collection/ { off = 0 }
/^module / { off = !((attribute("name"), attribute("stream")) in enabled) }
/^package / { key = attribute("name") SUBSEP attribute("arch"); if (security && !off && key in installed) {
  epoch = attribute("epoch"); offered = (epoch == "" ? 0 : epoch) ":" attribute("version") "-" attribute("release")
  if (index(installed[key] " ", " " offered " ") == 0) { rows++
    print attribute("name"), attribute("arch"), offered, id, issued, substr(installed[key], 2) } } }
END { print "end", rpm + 0, have + 0, lists + 0, failed + 0, whole + 0, advisories + 0, rows + 0 }'"""
"""A shell script whose arguments are lists of advisories. It prints the installed packages that an advisory for security
offers in another version; the last line is its end mark: rpm's status, packages, lists, lists that could not be
opened, lists that were whole, advisories, lines."""

_LIST = re.compile(r"updateinfo\.xml(?:\.(?:gz|zst|xz|zck))?$")
_REPOSITORY = re.compile(r"(.+)-[0-9a-f]{16}")
_MAIN = re.compile(r"updates|baseos|appstream|rhel-.+-(?:baseos|appstream)-rpms")
"""Repositories that bring a system's own security updates. Leftovers of others may be as old as they like."""
_BESIDE: Final = re.compile(
    r"epel.*|rpmfusion-.*|fedora|fedora-.*|.*openh264.*|_?copr[:_].*|remi.*|elrepo.*|crb|extras.*|ius.*"
)
"""Repositories that stand beside a system's own, or came with a Fedora's first day."""


@dataclass(frozen=True, slots=True)
class Advised:
    """Package that is installed, and that an advisory offers in another version."""

    name: str
    arch: str
    offered: str
    advisory: str
    issued: datetime | CannotTell | None
    installed: tuple[str, ...]

    @property
    def newer(self) -> bool:
        """Whether it is newer than the newest installed one: several kernels may be installed."""
        return compare(self.offered, max(self.installed, key=cmp_to_key(compare))) > 0


def waiting(system: System) -> WaitingUpdates:
    """Security updates that the cache of dnf knows of."""
    repositories = _newest(system.glob(CACHES[0])) or _newest(system.glob(CACHES[1]))
    if not repositories:
        return WaitingUpdates(Manager.DNF, system.now(), None, 0, 0, lack=Lack.NO_LIST)
    lists = {name: _list(entries) for name, entries in repositories.items()}
    paths = sorted(path for path in lists.values() if path is not None)
    if not paths:
        raise CannotTell(Unknown.MISSING, "the cache of dnf holds no advisories")
    asked = {name for name in repositories if _MAIN.fullmatch(name)} or {name for name, path in lists.items() if path}
    newer = [each for each in parse(system.run("sh", "-c", JOIN, "sh", *paths).out, len(paths)) if each.newer]
    rules = attempt(rpm_held.rules, system) if newer else rpm_held.Rules()
    of_the_system = attempt(_advised_by_its_own, lists, asked)
    held = [] if isinstance(rules, CannotTell) else [each for each in newer if _held(each, rules)]
    advised = [each for each in newer if each not in held]
    unseen = [
        *([Unseen(Part.OWN_SOURCES, of_the_system.why)] if isinstance(of_the_system, CannotTell) else []),
        *([Unseen(Part.HELD, rules.why)] if isinstance(rules, CannotTell) else []),
        *(Unseen(Part.DAYS, each.issued.why) for each in advised if isinstance(each.issued, CannotTell)),
    ]
    return WaitingUpdates(
        manager=Manager.DNF,
        today=system.now(),
        listed=min(max(entry.modified for entry in repositories[name]) for name in asked),
        waiting=len({(each.name, each.arch) for each in advised}),
        repairs=len({each.advisory for each in advised}),
        since=min((each.issued for each in advised if isinstance(each.issued, datetime)), default=None),
        held=len({(each.name, each.arch) for each in held}),
        unseen=tuple(unseen[:1]),
    )


def _advised_by_its_own(lists: dict[str, str | None], asked: set[str]) -> None:
    """MISSING unless each of the system's own repositories has advisories."""
    if any(lists[name] is None for name in asked) or all(_BESIDE.fullmatch(name) for name in asked):
        raise CannotTell(Unknown.MISSING, "the system's own repositories hold no advisories")


def _held(each: Advised, rules: rpm_held.Rules) -> bool:
    return rules.hold(each.name, each.arch, each.offered)


def _newest(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Files of each repository. Of several caches of one (after an upgrade of the system) only the newest."""
    folders: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        folder = PurePosixPath(entry.path).parent.parent.name
        if entry.kind == "file" and (name := _REPOSITORY.fullmatch(folder)):
            folders.setdefault((name[1], folder), []).append(entry)
    by_age = sorted(folders.items(), key=lambda item: max(entry.modified for entry in item[1]))
    return {name: files for (name, _), files in by_age}


def _list(entries: Iterable[Entry]) -> str | None:
    """List of advisories of one repository; the newest, where an older was left behind."""
    found = [entry for entry in entries if _LIST.search(entry.path)]
    return max(found, key=lambda entry: entry.modified).path if found else None


def parse(text: str, lists: int) -> list[Advised]:
    """Offers that `JOIN` printed about so many lists."""
    *lines, end = text.splitlines() or [""]
    mark, *counts = end.split("\t")
    if mark != "end" or len(counts) != 7 or not all(count.isdecimal() for count in counts):
        raise CannotTell(Unknown.UNREADABLE, "the comparison of packages has no end mark")
    rpm, installed, opened, failed, whole, advisories, rows = (int(count) for count in counts)
    if rpm or not installed:
        raise CannotTell(Unknown.UNREADABLE, f"rpm did not list the packages (status {rpm})")
    if opened != lists or failed or whole != lists:
        raise CannotTell(Unknown.UNREADABLE, f"{whole} of {lists} lists of advisories could be read")
    if not advisories:
        raise CannotTell(Unknown.MISSING, "the lists hold no advisory for security")
    if len(lines) != rows:
        raise CannotTell(Unknown.UNREADABLE, f"{len(lines)} of {rows} lines of the comparison of packages")
    return [_advised(line) for line in lines]


def _advised(line: str) -> Advised:
    words = line.split("\t")
    if len(words) != 6 or not all((words[0], words[1], words[2], words[3], words[5])):
        raise CannotTell(Unknown.UNREADABLE, "a line of the comparison of packages is not whole")
    name, arch, offered, advisory, issued, installed = words
    return Advised(name, arch, offered, advisory, attempt(_day, issued), tuple(installed.split(" ")))


def _day(text: str) -> datetime | None:
    """Day of an advisory; None where it says none. It is `2026-11-01 01:02:03`, a day alone (Oracle), or seconds since 1970."""
    if not text:
        return None
    try:
        if text.isdecimal() and len(text) > len("20261101"):
            return datetime.fromtimestamp(int(text), UTC)
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        raise CannotTell(Unknown.UNREADABLE, "an advisory came out on a day that is none") from None
