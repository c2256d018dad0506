"""Façade: the states of the five windows, the door, and the head above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from postigo.core.advice import set_aside
from postigo.core.model import Level
from postigo.core.report import TIPS, Report, Shutter
from postigo.core.values import Path, Text
from postigo.gui.common.status_style import LOOKING, STOPPED, YOURS, Tone, of_shutter, was_stopped
from postigo.gui.today.models import tips
from postigo.gui.today.models.audit import Audit, Phase
from postigo.reports import wording

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Opening:
    """One window of the house, which leads to its tip, or the door."""

    tip: int
    name: Text
    tone: Tone
    state: Text
    spoken: Text
    door: bool = False


def openings(audit: Audit) -> tuple[Opening, ...]:
    """The five windows and the door, from left to right."""
    return tuple(_door() if tip == tips.DOOR else _window(audit, tip) for tip in TIPS)


def _door() -> Opening:
    values: dict[str, int | Text] = {"tip": tips.DOOR, "name": wording.TIPS[tips.DOOR]}
    spoken = Text("Tip {tip}, {name}: always open, the way to help", values=values)
    return Opening(tips.DOOR, wording.TIPS[tips.DOOR], Tone.NOTE, wording.DOOR, spoken, door=True)


def _window(audit: Audit, tip: int) -> Opening:
    shutter, looking = stand(audit, tip)
    state = LOOKING if looking else _word(audit, tip)
    things = _things(audit.shown, tip, shutter)
    name = wording.TIPS[tip]
    if things:
        spoken = Text(
            "Tip {tip}, {name}: {state}, {n} thing",
            "Tip {tip}, {name}: {state}, {n} things",
            things,
            {"tip": tip, "name": name, "state": state, "n": things},
        )
    else:
        spoken = Text("Tip {tip}, {name}: {state}", values={"tip": tip, "name": name, "state": state})
    return Opening(tip, name, of_shutter(shutter), state, spoken)


def _word(audit: Audit, tip: int) -> Text:
    report = audit.shown
    if report is None or audit.phase not in {Phase.LOOKING, Phase.LOOKED}:
        return wording.SHUTTERS[Shutter.BARE]
    if report.shutter(tip) is Shutter.ASKING and not any(audit.answers.open_in(said) for _, said in report.of_tip(tip)):
        return YOURS
    unseen = [said for _, said in report.of_tip(tip) if said.level is None and said.not_applicable is None]
    if report.shutter(tip) is Shutter.FOGGED and all(was_stopped(said) for said in unseen):
        return STOPPED
    return wording.shutter_text(report, tip)


def stand(audit: Audit, tip: int) -> tuple[Shutter, bool]:
    """How a window stands, and whether its things are still being looked at.

    Bad news shows at once; nothing closes, and nothing fogs, before the last thing of its tip has answered.
    """
    report = audit.shown
    if report is None or audit.phase in {Phase.ASKING, Phase.DECLINED}:
        return Shutter.BARE, False
    shutter = report.shutter(tip)
    looking = any(report.listing(check).tip == tip for check in audit.pending)
    if looking and shutter not in {Shutter.OPEN, Shutter.AJAR, Shutter.ASKING}:
        shutter = Shutter.BARE
    return shutter, looking


def _things(report: Report | None, tip: int, shutter: Shutter) -> int:
    """Number of things that gave a window its state. They ask for something, or could not be told."""
    if report is None:
        return 0
    levels = [verdict.level for _, verdict in report.of_tip(tip) if verdict.not_applicable is None]
    match shutter:
        case Shutter.OPEN | Shutter.AJAR:
            return sum(1 for level in levels if level is not None and level >= Level.ADVISE)
        case Shutter.FOGGED:
            return sum(1 for level in levels if level is None)
        case Shutter.ASKING:
            told = [verdict for _, verdict in report.of_tip(tip)]
            return sum(1 for verdict in told if any(finding.needs_confirmation for finding in verdict.findings))
        case Shutter.CLOSED | Shutter.BARE:
            return 0


# --- the head


def title(audit: Audit) -> Text:
    """Title of the page."""
    return Text("A remembered machine") if audit.remembered else Text("This computer, today")


def banner(audit: Audit) -> Text | None:
    """Banner about the machine on the screen: a remembered one, or a box."""
    if audit.remembered is not None:
        return Text("Remembered machine: {file}. It is not this computer.", values={"file": Path(audit.remembered)})
    found = None if audit.report is None else audit.report.box
    return None if found is None else wording.BOXES[found]


def summary(audit: Audit) -> tuple[Text, ...]:
    """The line under the title, in parts."""
    if audit.phase is Phase.LOOKING:
        return (Text("Looking now"), *_together(audit))
    if audit.phase is not Phase.LOOKED or audit.report is None:
        return (Text("Nothing has been looked at yet"),)
    counts = audit.report.counts()
    stopped = len(audit.stopped)
    unknown = counts.pop("unknown") - stopped
    return (*_summary(audit, audit.report, sum(counts.values()), unknown, stopped), *_together(audit))


def _together(audit: Audit) -> tuple[Text, ...]:
    return (Text("Together: its person is here, and agrees"),) if audit.together else ()


def _summary(audit: Audit, report: Report, seen: int, unknown: int, stopped: int) -> Iterator[Text]:
    ended = report.ended or report.began
    remembered = Text("Remembered on {date}", values={"date": ended.date()})
    yield remembered if audit.remembered is not None else _age(ended, audit.now())
    yield Text("{n} thing seen", "{n} things seen", seen, {"n": seen})
    if n := len(set_aside(report)):
        yield Text("{n} set aside", "{n} set aside", n, {"n": n})
    if stopped:
        yield Text("{n} not looked at: you stopped", "{n} not looked at: you stopped", stopped, {"n": stopped})
    if unknown:
        yield Text("{n} could not be looked at", "{n} could not be looked at", unknown, {"n": unknown})


def _age(then: datetime, now: datetime) -> Text:
    """How long ago: a moment, minutes, hours or days."""
    seconds = int((now - then).total_seconds())
    if seconds < -2 * _MINUTE:  # one of the two clocks is wrong, or it is a remembered machine of tomorrow
        return Text("Looked on {date}", values={"date": then.date()})
    if seconds < 2 * _MINUTE:
        return Text("Looked a moment ago")
    if seconds < _HOUR:
        n = seconds // _MINUTE
        return Text("Looked {n} minute ago", "Looked {n} minutes ago", n, {"n": n})
    if seconds < _DAY:
        n = seconds // _HOUR
        return Text("Looked {n} hour ago", "Looked {n} hours ago", n, {"n": n})
    n = seconds // _DAY
    return Text("Looked {n} day ago", "Looked {n} days ago", n, {"n": n})
