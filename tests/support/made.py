"""Reports made by hand: one of everything that a report can hold, with a canary in every place that can carry a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from postigo.core import setting_aside
from postigo.core.handle import Handle, HandleKind
from postigo.core.model import (
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Plan,
    Scope,
    Share,
    Verdict,
)
from postigo.core.report import CheckInfo, PackInfo, PackState, Report
from postigo.core.setting_aside import Span
from postigo.core.settings_page import SettingsPage
from postigo.core.system import Platform, Unknown
from postigo.core.values import Account, Device, Keyword, Numeral, Path, Program, Quoted, Site, Text, Value, Version

NOW: Final = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)

CANARIES: Final[Mapping[str, Value]] = {
    "program": Program("canary-program"),
    "site": Site("canary-site.example"),
    "path": Path("/srv/canary-user/canary-path"),
    "device": Device("canary-device"),
    "account": Account("canary-account"),
    "quoted": Quoted("canary-quoted"),
}
"""One name of each kind."""

SECRET: Final = "canary-never"  # noqa: S105 - a name to look for
HANDLE: Final = Handle(HandleKind.GSETTINGS, "canary-handle-id", "canary-handle-within")
DETAIL: Final = "KeyError: canary-detail on canary-host in /srv/canary-user"

_SIGHT = Coverage(Text("A file."), Text("Whatever is in no file."), elevated=True)
CLOSE = Plan(
    "close",
    Text("Close the program"),
    (OpenSettings(SettingsPage.CAMERA), Instruct(Text("Close {app}.", values={"app": CANARIES["program"]}))),
    Text("About 1 minute."),
    safety=True,
)
INSTALL = Plan(
    "install", Text("Install the updates"), (Instruct(Text("Press the button.")),), Text("About 10 minutes.")
)


def listed(check: str, tip: int, *fixes: Plan, share: Share = Share.NAMES) -> CheckInfo:
    """A line of the catalogue."""
    title, why = (
        Text("{check} is as it should be", values={"check": Keyword(check)}),
        Text("Old holes are the easiest door."),
    )
    return CheckInfo(check, "acme", title, why, tip, share, Scope.MACHINE, fixes, _SIGHT)


def verdict(check: str, *said: Finding | Gap, not_applicable: NotApplicable | None = None, detail: str = "") -> Verdict:
    """What a check said."""
    findings = tuple(one for one in said if isinstance(one, Finding))
    return Verdict(
        check, NOW, findings, tuple(one for one in said if isinstance(one, Gap)), not_applicable, detail, 0.1
    )


def finding(level: Level, text: str = "Something was seen.", *fixes: str) -> Finding:
    """A plain finding."""
    return Finding("seen", level, Text("{text}", values={"text": Keyword(text)}), fixes=fixes, handle=HANDLE)


def report(*pairs: tuple[CheckInfo, Verdict]) -> Report:
    """A report of these."""
    packs = (PackInfo("acme", "1.2", "acme-dist"),)
    lines, said = tuple(line for line, _ in pairs), tuple(verdict for _, verdict in pairs)
    return Report("0.1.0", Platform.LINUX, NOW, NOW, packs=packs, listed=lines, verdicts=said)


def set_aside() -> Report:
    """A report in which one thing is snoozed, one accepted for a reason with a canary, and one asks."""
    today = NOW.date()
    marks = {
        "av.active": setting_aside.snoozed(Span.DAY, today),
        "update.auto": setting_aside.accepted("canary-reason", today),
    }
    made = report(
        (listed("av.active", 3), verdict("av.active", finding(Level.ACT, "It is off."))),
        (listed("update.auto", 3, INSTALL), verdict("update.auto", finding(Level.ADVISE, "Not yet.", "install"))),
        (listed("firewall.enabled", 3), verdict("firewall.enabled", finding(Level.ADVISE, "It is not on."))),
    )
    return setting_aside.marked(made, lambda line, _finding: marks.get(line.check), today)


def everything() -> Report:
    """A canary in every kind of value and in every place: subject, sentence, list, evidence, handle, gap, absence, detail."""
    names = list(CANARIES.values())
    everywhere = Text(
        "Seen: {one}, {all}, {within}, {day}.",
        values={
            "one": CANARIES["program"],
            "all": names,
            "within": Text("within {name}", values={"name": CANARIES["account"]}),
            "day": date(2026, 11, 20),
        },
    )
    evidence = {
        **CANARIES,
        "sentence": everywhere,
        "number": 69,
        "when": NOW,
        "day": date(2026, 11, 20),
        "version": Version("Debian 12"),
        "tool": Keyword("apt"),
        "port": Numeral("8080"),
    }
    asks = [
        Finding(f"act-{kind}", Level.ACT, everywhere, subject, evidence, ("close",), handle=HANDLE)
        for kind, subject in CANARIES.items()
    ]
    gap = Gap(Unknown.DENIED, Text("{name} could not be seen.", values={"name": CANARIES["device"]}))
    absent = NotApplicable(Text("{name} is not here.", values={"name": CANARIES["device"]}))
    never = Finding(
        "never", Level.ACT, Text("{x}", values={"x": Keyword(SECRET)}), Program(SECRET), {SECRET: Keyword(SECRET)}
    )
    made = report(
        (listed("secret.never", 1, share=Share.NEVER), verdict("secret.never", never, gap, detail=SECRET)),
        (
            listed("secret.absent", 1, share=Share.NEVER),
            verdict("secret.absent", not_applicable=NotApplicable(Text("canary-never"))),
        ),
        (listed("camera.in-use", 2, CLOSE), verdict("camera.in-use", *asks, gap, detail=DETAIL)),
        (listed("camera.microphone", 2), verdict("camera.microphone", not_applicable=absent)),
        (
            listed("update.os-pending", 3, INSTALL),
            verdict("update.os-pending", finding(Level.ADVISE, "Old.", "install")),
        ),
        (listed("update.auto", 3), verdict("update.auto", gap, detail=DETAIL)),
        (listed("firewall.enabled", 3), verdict("firewall.enabled", finding(Level.GOOD, "It is on."))),
        (listed("av.active", 3), verdict("av.active", finding(Level.NOTE, "It is another's."))),
    )
    broken = PackInfo("rotten", "0.1", "rotten-dist", PackState.BROKEN, "ImportError: /srv/canary-user/rotten.py")
    off = PackInfo("quiet", "0.1", "quiet-dist", PackState.OFF)
    return replace(made, packs=(*made.packs, broken, off))
