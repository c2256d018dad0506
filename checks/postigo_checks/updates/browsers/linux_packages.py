"""Packages of some names that a Linux has installed, in one question.

The whole list is asked for and filtered, since `dpkg-query -W name…` exits with 1 as soon as one name is unknown, and then
nobody can tell that from a broken database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, System, Unknown
from postigo_checks.common.linux.release import Family, read_release

LIST = r"""manager=$1; shift
{ case $manager in
dpkg) dpkg-query -W -f 'installed\t${db:Status-Status}\t${Package}\t${Version}\n' ;;
rpm) rpm -qa --qf 'installed\tinstalled\t%{NAME}\t%{VERSION}\n' ;;
pacman) pacman -Q ;;
esac; printf '=\t%s\n' $?; } | awk -v names=" $* " '
BEGIN { OFS = "\t" }
$1 == "=" { status = $2; next }
$1 == "installed" && NF == 4 { have++; if ($2 == "installed" && index(names, " " $3 " ")) { rows++; print $3, $4 } next }
NF == 2 { have++; if (index(names, " " $1 " ")) { rows++; print $1, $2 } }
END { print "end", status + 0, have + 0, rows + 0 }'"""
"""A shell script whose arguments are a package manager and names. It prints the installed ones with their versions; the
last line is its end mark: the manager's status, how many packages there are, how many lines were printed."""

_LISTED_BY: Final = {Family.DEBIAN: "dpkg", Family.FEDORA: "rpm", Family.SUSE: "rpm", Family.ARCH: "pacman"}
_MANAGERS: Final = {Family.DEBIAN: "apt", Family.FEDORA: "dnf", Family.SUSE: "zypper", Family.ARCH: "pacman"}


@dataclass(frozen=True, slots=True)
class Installed:
    """Packages that are installed, with the word for their manager."""

    manager: str
    versions: dict[str, str]


def installed(system: System, names: tuple[str, ...]) -> Installed:
    """Packages with these names that are installed."""
    family = read_release(system).family
    if family is None:
        raise CannotTell(Unknown.MISSING, "no package manager that we know")
    said = system.run("sh", "-c", LIST, "sh", _LISTED_BY[family], *names, timeout=10.0)
    return Installed(_MANAGERS[family], parse(said.out, names))


def parse(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """Versions by package that `LIST` printed."""
    *lines, end = text.splitlines() or [""]
    mark, *counts = end.split("\t")
    if mark != "end" or len(counts) != 3 or not all(count.isdecimal() for count in counts):
        raise CannotTell(Unknown.UNREADABLE, "the list of packages has no end mark")
    status, have, rows = (int(count) for count in counts)
    if status or not have:
        raise CannotTell(Unknown.UNREADABLE, f"the package manager did not list its packages (status {status})")
    pairs = [line.partition("\t") for line in lines]
    if len(pairs) != rows or not all(name in names and version for name, _, version in pairs):
        raise CannotTell(Unknown.UNREADABLE, "a line of the list of packages is not whole")
    return {name: version for name, _, version in pairs}
