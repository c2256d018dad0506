"""Security updates that wait on Debian, Ubuntu and their kin, without asking apt's solver.

`apt-get -s upgrade` builds a cache of all packages before it answers: 3.5 s on the machine where this was measured, each
time for a user without root. One pass of awk over what is installed and what the security lists offer answers in 0.06 s,
and says the same: 75 packages against 74, and the one more is a security update that a later ordinary update
replaced, which apt then no longer calls security.

What is a security list is read from the releases' own headers, and so is how old the lists are: `Date` is signed, while
files in /var/lib/apt/lists carry the server's times, and the stamps of apt's timers are also made when only some
lists could be fetched. The same headers tell how long each list is: one that was cut (a full disk) would tell of less.

Only the system's own security source can make anything good: of its maker, for its release, for its kind of processor. The
lists of others are compared as well, but that nothing waits in them says nothing about the system.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cmp_to_key

from postigo.api import CannotTell, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.release import LinuxRelease
from postigo_checks.updates.pending import apt_held, apt_sources
from postigo_checks.updates.pending.apt_release import MAKERS, Release, release
from postigo_checks.updates.pending.deb_version import compare
from postigo_checks.updates.pending.fact import Lack, Manager, Part, WaitingUpdates

LISTS = "/var/lib/apt/lists"

JOIN = r"""{ dpkg-query -W -f '+\t${db:Status-Abbrev}\t${Package}\t${Architecture}\t${Version}\n'
printf '=\tdpkg\t%s\t%s\n' $? "$(dpkg --print-architecture)"
while [ $# -gt 2 ]; do awk -v name="$2" '/^[A-Za-z0-9-]+:/ { sums = /^(MD5Sum|SHA1|SHA256|SHA512):/ }
sums && NF == 3 && $3 == name { printf "=\tsize\t%s\n", $2; exit }' "$1"
/usr/lib/apt/apt-helper cat-file "$3"; printf '\n=\tlist\t%s\n' $?; shift 3; done; } | LC_ALL=C awk '
BEGIN { FS = OFS = "\t" }
$1 == "+" { if (substr($2, 2, 1) !~ /[nc]/) { have++; archs[$3] = archs[$3] " " $4; installed[$3, $4] = $5
  wanted[$3, $4] = substr($2, 1, 1) } next }
$1 == "=" && $2 == "dpkg" { dpkg = $3; native = $4 }
$1 == "=" && $2 == "size" { size = $3; bytes = -1; next }
$1 == "=" && $2 == "list" { lists++; if ($3 != 0) failed++; else if (size != "" && size != bytes) cut++; size = "" }
{ bytes += length($0) + 1 }
/^Package: / { name = substr($0, 10); known = name in archs; offered++; version = arch = ""; from = name; next }
/^$/ { if (known) { n = split(archs[name], each, " "); for (i = 1; i <= n; i++) { old = installed[name, each[i]]
  if (old != version) { rows++; print name, each[i], old, arch, version, from, wanted[name, each[i]] } } } known = 0 }
!known { next }
/^Version: / { version = substr($0, 10) }
/^Architecture: / { arch = substr($0, 15) }
/^Source: / { from = substr($0, 9); sub(/ .*/, "", from) }
END { print "end", native, dpkg + 0, have + 0, lists + 0, failed + 0, cut + 0, offered + 0, rows + 0 }'"""
"""Shell script with three arguments for each list: its Release file, its name there, itself.

The list may be compressed or not (apt-helper opens both).

It prints the packages that are installed and stand in a list with another version; the last line is its end mark:
what dpkg said, how many packages, lists, lists that could not be opened, lists of another length than their Release
file says, offers and lines there were."""

_HEAD = 4096
"""Bytes of a Release file that hold its head. Check sums follow, 150 kB of them."""

_WHOLE = 1 << 22
_SIZE = re.compile(r"^ [0-9a-f]{64} +(\d{1,12}) (\S+/binary-[^/\s]+/Packages)$", re.MULTILINE)
"""Length of each list of packages, which stands beside its check sum (SHA256)."""
_LIST = re.compile(r"_Packages(?:\.(?:lz4|gz|xz|zst|bz2|lzma))?$")


@dataclass(frozen=True, slots=True)
class Offer:
    """Package that is installed, and the other version that a list offers."""

    name: str
    arch: str
    installed: str
    offered_arch: str
    offered: str
    source: str
    held: bool

    def newer(self, native: str) -> bool:
        """Whether apt would take it for an update. A package may change between `all` and the machine's own kind."""
        same = self.arch == self.offered_arch or {self.arch, self.offered_arch} == {"all", native}
        return same and compare(self.offered, self.installed) > 0


def waiting(system: System, linux: LinuxRelease) -> WaitingUpdates:
    """Security updates that apt's lists know of; on a system that rolls, all updates."""
    releases, packages = _fetched(system)
    own, split, foreign = _own(releases, linux)
    chosen = [each for each in releases if each.security] if split and not foreign else own
    lists = _named(packages, chosen)
    if not lists:
        return _none(system, releases, own, packages)
    newer, native, cut = _compared(system, lists)
    unseen: tuple[Unseen[Part], ...] = ()
    held = attempt(_held, system, newer, native)
    if isinstance(held, CannotTell):
        unseen, held = (Unseen(Part.HELD, held.why),), {offer for offer in newer if offer.held}
    left = [offer for offer in newer if offer not in held]
    paths = [path for path in lists if not split or f"_binary-{native}_" in path]
    return WaitingUpdates(
        manager=Manager.APT,
        today=system.now(),
        listed=_as_of(
            [each for each in own if not (each.security and _is_empty(system, each, releases, packages))], paths
        ),
        waiting=len(left),
        repairs=len({offer.source for offer in left}),
        split=split,
        held=len(held),
        partial=cut > 0,
        foreign=foreign,
        unseen=unseen,
    )


def _own(releases: list[Release], linux: LinuxRelease) -> tuple[list[Release], bool, bool]:
    """Releases that can make something good, and two answers about them.

    The answers: whether they tell security updates from others; whether they are a stranger's.

    Debian testing has a suite for security beside it, which is mostly empty: its repairs come with all other updates.
    A mirror that calls itself otherwise (a school's own) is a stranger only where nothing of the makers is left.
    """
    rolling = [each for each in releases if each.rolls]
    own = [each for each in releases if each.made_for(linux)]
    here = [each for each in rolling if each.codename in linux.codenames]
    if here:
        return [*here, *own], False, False
    if own or rolling:
        return own or rolling, bool(own), False
    makers = MAKERS | {linux.id.casefold()}
    if any(each.origin.casefold() in makers for each in releases):
        return [], False, False
    strange = [each for each in releases if each.security and not each.extended and each.names & linux.codenames]
    return strange, bool(strange), bool(strange)


@dataclass(frozen=True, slots=True)
class Fetched:
    """Releases that apt has fetched.

    `own`: of them the system's own for security, with lists (or none to have). `of_makers`: whether any is of the makers whose
    security updates we know.
    """

    releases: tuple[Release, ...]
    own: tuple[Release, ...]
    of_makers: bool


def fetched(system: System, linux: LinuxRelease) -> Fetched:
    """Releases as `update.auto` needs to know them."""
    releases, packages = _fetched(system)
    own, _, foreign = _own(releases, linux)
    whole = [
        each for each in own if any(each.owns(path) for path in packages) or _is_empty(system, each, releases, packages)
    ]
    return Fetched(tuple(releases), () if foreign else tuple(whole), _of_makers(releases))


def _held(system: System, newer: list[Offer], native: str) -> set[Offer]:
    """Those that apt was told not to take."""
    held = {offer for offer in newer if offer.held}
    free = {
        offer.name if offer.arch in {"all", native} else f"{offer.name}:{offer.arch}": offer
        for offer in newer
        if offer not in held
    }
    if free and apt_held.has_rules(system):
        installed = {name: offer.installed for name, offer in free.items()}
        held |= {free[name] for name in apt_held.never_taken(system, installed)}
    return held


def waiting_elsewhere(system: System, linux: LinuxRelease) -> int:
    """Number of packages that other makers' sources offer in a newer version. These call nothing a security update.

    How old their lists are nobody can tell: a small source may have nothing new for a year. So none proves nothing.
    """
    releases, packages = _fetched(system)
    makers = MAKERS | {linux.id.casefold()}
    others = [each for each in releases if not (each.origin.casefold() in makers or each.extended or each.rolls)]
    lists = _named(packages, others)
    return len(_compared(system, lists)[0]) if lists else 0


def _fetched(system: System) -> tuple[list[Release], list[str]]:
    """The sources, and the lists of packages, that apt has fetched."""
    packages = [entry.path for entry in system.glob(f"{LISTS}/*_Packages*") if _LIST.search(entry.path)]
    return _releases(system), packages


def _releases(system: System) -> list[Release]:
    found = [entry.path for entry in system.glob(f"{LISTS}/*Release") if entry.kind == "file"]
    return [release(path, system.read(path, head=_HEAD)) for path in found]


def _named(packages: list[str], releases: list[Release]) -> dict[str, tuple[str, str]]:
    """Lists of some releases: for each its release's file, and its name there."""
    owners = {path: next((each for each in releases if each.owns(path)), None) for path in packages}
    return {path: (owner.path, owner.name_of(path)) for path, owner in owners.items() if owner is not None}


def _compared(system: System, lists: dict[str, tuple[str, str]]) -> tuple[list[Offer], str, int]:
    """Newest offer for each package; the machine's own kind of package; number of cut lists."""
    words = (word for path, named in lists.items() for word in (*named, path))
    offers, native, cut = parse(system.run("sh", "-c", JOIN, "sh", *words).out, len(lists))
    newer = {(offer.name, offer.arch): offer for offer in offers if offer.newer(native)}
    return list(newer.values()), native, cut


def _none(system: System, releases: list[Release], own: list[Release], packages: list[str]) -> WaitingUpdates:
    """Updates where no list for security lies here: an empty suite has none."""
    nothing = WaitingUpdates(Manager.APT, system.now(), None, 0, 0)
    if own and all(_is_empty(system, each, releases, packages) for each in own):
        dates = [each.date for each in own if each.date is not None]
        return replace(nothing, listed=min(dates) if len(dates) == len(own) else None)
    return replace(nothing, lack=_lack(system, releases, own))


def _is_empty(system: System, release: Release, releases: list[Release], packages: list[str]) -> bool:
    """Whether a release says that its lists are empty. Of them those count that are kept here of others: apt keeps no empty list."""
    if any(release.owns(path) for path in packages):
        return False
    kept = {each.name_of(path) for each in releases for path in packages if each.owns(path)}
    text = system.read(release.path, limit=_WHOLE).decode(errors="replace")
    sizes = {name: int(size) for size, name in _SIZE.findall(text) if not kept or name in kept}
    return bool(sizes) and not any(sizes.values())


def _lack(system: System, releases: list[Release], own: list[Release]) -> Lack:
    """Cause without a list: not fetched yet, asked for by nobody, or a stranger's sources."""
    if not own and any(each.security and not each.extended and each.origin.casefold() in MAKERS for each in releases):
        raise CannotTell(Unknown.MISSING, "the lists of security updates are for another release than this system")
    asked = apt_sources.asked(system)
    if any(source.security for source in asked) and (own or not releases or _of_makers(releases)):
        return Lack.NO_LIST
    if _of_makers(releases) or own or not asked:
        return Lack.NO_SOURCE
    return Lack.FOREIGN if releases else Lack.NO_LIST


def _of_makers(releases: list[Release]) -> bool:
    return any(each.origin.casefold() in MAKERS for each in releases)


def _as_of(releases: list[Release], lists: list[str]) -> datetime:
    """From when the lists are. Each source must have some; the oldest counts."""
    dates = []
    for each in releases:
        if each.date is None:
            raise CannotTell(Unknown.UNREADABLE, f"{each.path} has no date that we can read")
        if not any(each.owns(path) for path in lists):
            raise CannotTell(Unknown.MISSING, f"{each.path} has no list of packages beside it")
        dates.append(each.date)
    return min(dates)


def parse(text: str, lists: int) -> tuple[list[Offer], str, int]:
    """Offers that `JOIN` printed about so many lists, the newest last. With them the machine's own kind of package, and how many lists were cut."""
    *lines, end = text.splitlines() or [""]
    mark, *counts = end.split("\t")
    if mark != "end" or len(counts) != 8 or not all(count.isdecimal() for count in counts[1:]):
        raise CannotTell(Unknown.UNREADABLE, "the comparison of packages has no end mark")
    native = counts[0]
    dpkg, installed, opened, failed, cut, offered, rows = (int(count) for count in counts[1:])
    if dpkg or not installed or not native:
        raise CannotTell(Unknown.UNREADABLE, f"dpkg-query did not list the packages (status {dpkg})")
    if opened != lists or failed or not offered:
        raise CannotTell(Unknown.UNREADABLE, f"{failed} of {lists} lists could not be read; {offered} offers in them")
    offers = []
    for line in lines:
        words = line.split("\t")
        if len(words) != 7 or not all(words):
            raise CannotTell(Unknown.UNREADABLE, "a line of the comparison of packages is not whole")
        name, arch, version, offered_arch, offered_version, source, wanted = words
        offers.append(Offer(name, arch, version, offered_arch, offered_version, source, held=wanted == "h"))
    if len(offers) != rows:
        raise CannotTell(Unknown.UNREADABLE, f"{len(offers)} of {rows} lines of the comparison of packages")
    return sorted(offers, key=cmp_to_key(_by_version)), native, cut


def _by_version(one: Offer, other: Offer) -> int:
    return compare(one.offered, other.offered)
