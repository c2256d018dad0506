"""Antivirus on Linux: ClamAV and Defender for Endpoint by their word, others by name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Keyword, System, Unknown, Unseen, attempt
from postigo_checks.common.json_answers import told
from postigo_checks.common.linux.processes import running
from postigo_checks.protection.antivirus.fact import (
    OUT_OF_DATE_AFTER,
    Antivirus,
    Custom,
    Guard,
    Lists,
    Part,
    State,
    days_old,
)

CLAMAV: Final = Keyword("ClamAV")
MDATP: Final = Keyword("Microsoft Defender")
DAILY: Final = "/var/lib/clamav/daily.c[lv]d"  # main and bytecode are years old by design

# Products that run here and tell an ordinary user neither their state nor the age of their list. The names are those
# of the daemons in their makers' documentation.
_FRESHCLAM: Final = Handle(HandleKind.UNIT, "clamav-freshclam.service")
_SILENT: Final = {
    "drweb-configd": Keyword("Dr.Web"),
    "ds_agent": Keyword("Trend Micro"),
    "falcon-sensor": Keyword("CrowdStrike Falcon"),
    "falcon-sensor-b": Keyword("CrowdStrike Falcon"),  # falcon-sensor-bpf; the kernel keeps 15 letters
    "falcon-sensor-bpf": Keyword("CrowdStrike Falcon"),
    "kesl": Keyword("Kaspersky"),
    "mfetpd": Keyword("Trellix"),
    "xagt": Keyword("Trellix"),
}

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADER: Final = re.compile(
    rb"ClamAV-VDB:(\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d)-(\d\d) ([+-])(\d\d)(\d\d):\d+:\d+:\d+:[0-9a-f]{32}:"
)


def linux(system: System, data: Data) -> Antivirus:
    """Antivirus of a Linux: installed ones by the usual folders, running ones by processes."""
    unseen: list[Unseen[Part]] = []
    names = attempt(running, system)
    if isinstance(names, CannotTell):
        unseen.append(Unseen(Part.PROCESSES, names.why))
    guards = []
    for name, guard_of in ((CLAMAV, partial(_clamav, data)), (MDATP, _mdatp)):
        guard = attempt(guard_of, system, names)
        if isinstance(guard, CannotTell):
            unseen.append(Unseen(Part.INSTALLED, guard.why, name))
        elif guard is not None:
            guards.append(guard)
    if not isinstance(names, CannotTell):
        silent = {_SILENT[name] for name in names & _SILENT.keys()}  # no documented way to ask them
        unseen += [
            Unseen(Part.OTHER_PRODUCT, Unknown.MISSING, name) for name in sorted(silent, key=lambda one: one.word)
        ]
    return Antivirus(Custom.RARE, tuple(guards), tuple(unseen))


# --- ClamAV ----------------------------------------------------------------------------------------------------------


def _clamav(data: Data, system: System, names: frozenset[str] | CannotTell) -> Guard | None:
    """Installed is not protecting: it watches only where `clamonacc` hands opened files to `clamd`."""
    here = [system.which(program, optional=True) is not ABSENT for program in ("clamscan", "clamd")]
    if not any(here):
        return None
    state: State | CannotTell = State.BY_HAND
    if isinstance(names, CannotTell):
        state = names
    elif {"clamd", "clamonacc"} <= names:
        state = State.ON
    made = attempt(_newest, system)
    if made is None:
        # The daemon does not start without a list, so where it runs the list lies at another place.
        elsewhere = isinstance(names, CannotTell) or "clamd" in names
        lists = CannotTell(Unknown.MISSING, f"nothing at {DAILY}") if elsewhere else Lists.NEVER
        return Guard(CLAMAV, state, lists, handle=_FRESHCLAM)
    age = made if isinstance(made, CannotTell) else attempt(days_old, made, system.now(), data)
    if isinstance(age, CannotTell):
        return Guard(CLAMAV, state, age, handle=_FRESHCLAM)
    lists = Lists.OLD if age > OUT_OF_DATE_AFTER else Lists.CURRENT
    return Guard(CLAMAV, state, lists, age, handle=_FRESHCLAM)


def _newest(system: System) -> datetime | None:
    """The date of the newest daily list; None if there is none."""
    made = [header_date(system.read(entry.path, head=512)) for entry in system.glob(DAILY)]
    return max(made, default=None)


def header_date(head: bytes) -> datetime:
    """Date in the 512 bytes before a ClamAV list; else UNREADABLE. Its month is English everywhere."""
    found = _HEADER.match(head)
    if found is None or len(head) < 512:
        raise CannotTell(Unknown.UNREADABLE, f"not the head of a ClamAV list: {head[:60]!r}")
    day, month, year, hour, minute, sign, hours, minutes = (part.decode() for part in found.groups())
    try:
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        zone = timezone(offset)
        made = datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=zone)
        return made.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CannotTell(Unknown.UNREADABLE, f"no such date: {head[:60]!r}") from None


# --- Microsoft Defender for Endpoint ---------------------------------------------------------------------------------


def _mdatp(system: System, names: frozenset[str] | CannotTell) -> Guard | None:
    """State by `mdatp health`: only the word `upToDate` is good.

    Another word than the two known ones is not guessed at.
    """
    del names
    if system.which("mdatp", optional=True) is ABSENT:
        return None
    said = told(system.run("mdatp", "health", "--output", "json"), "mdatp health")
    watching, lists = said.get("realTimeProtectionEnabled"), said.get("definitionsStatus")
    on = watching.get("value") if isinstance(watching, dict) else None
    word = lists.get("$type") if isinstance(lists, dict) else None
    if not isinstance(on, bool) or not isinstance(word, str):
        raise CannotTell(Unknown.UNREADABLE, "mdatp health has neither protection nor definitions")
    known = {"upToDate": Lists.CURRENT, "outOfDate": Lists.OLD}
    unknown = CannotTell(Unknown.UNREADABLE, f"definitionsStatus {word!r:.40}")
    state = State.ON if on else State.OFF
    return Guard(MDATP, state, known.get(word, unknown), handle=Handle(HandleKind.UNIT, "mdatp.service"))
