"""State of dpkg: whether it finished what it began. Where it did not, apt refuses everything, and from then on nothing is repaired.

Two marks, both of dpkg(1): files in `/var/lib/dpkg/updates` are steps that were never written to its list ("dpkg was
interrupted"); and the state of each package: half installed (H), unpacked and not set up (U), set up by half (F), waiting
for the trigger of another (W) or owing one (t), to be installed anew (R). All seen with dpkg 1.21.
"""

from __future__ import annotations

import re

from postigo.api import CannotTell, System, Unknown
from postigo_checks.updates.pending.fact import Unfinished

STEPS = "/var/lib/dpkg/updates/*"
STATES = r"""{ dpkg-query -W -f '+\t${db:Status-Abbrev}\n'; printf '=\t%s\n' $?; } | LC_ALL=C awk '
BEGIN { FS = OFS = "\t" }
$1 == "=" { status = $2; next }
$1 == "+" { have++; count[$2]++; next }
{ other++ }
END { for (state in count) { kinds++; print state, count[state] }; print "end", status + 0, have + 0, other + 0, kinds + 0 }'"""
"""A shell script. It prints each state in which packages are ("ii "), and how many; the last line is its end mark."""

_STATE = re.compile(r"[uihrp][ncHUFWti][ R]\t[1-9]\d*")


def unfinished(system: System) -> Unfinished:
    """Steps and packages that dpkg did not finish."""
    steps = [entry for entry in system.glob(STEPS) if entry.kind == "file"]
    return Unfinished(bool(steps), parse(system.run("sh", "-c", STATES).out))


def parse(text: str) -> int:
    """Number of packages that are not in order, by what `STATES` printed."""
    *lines, end = text.splitlines() or [""]
    mark, *counts = end.split("\t")
    if mark != "end" or len(counts) != 4 or not all(count.isdecimal() for count in counts):
        raise CannotTell(Unknown.UNREADABLE, "the states of the packages have no end mark")
    status, have, other, kinds = (int(count) for count in counts)
    if status or not have or other or len(lines) != kinds or not all(_STATE.fullmatch(line) for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"dpkg-query did not tell the states of the packages (status {status})")
    states = [line.split("\t") for line in lines]
    if sum(int(count) for _, count in states) != have:
        raise CannotTell(Unknown.UNREADABLE, "the states of the packages do not add up")
    return sum(int(count) for state, count in states if state[1] not in "nci" or state[2] == "R")
