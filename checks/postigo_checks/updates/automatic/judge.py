"""Judge of `update.auto`: what happens by itself, what does not, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from postigo.api import Finding, Gap, Keyword, Level, Text, Value, Version, gaps
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode

SHORT_PAUSE = timedelta(days=7)
A_FEW_NIGHTS = timedelta(days=3)
MANY_NIGHTS = timedelta(days=14)
ENDLESS = timedelta(days=366)


_PLAIN = {
    Mode.WAITS: (
        "waits-for-you",
        Level.NOTE,
        Text("This system shows you its updates, but waits for you to install them."),
    ),
    Mode.OFF: (
        "off",
        Level.ADVISE,
        Text("Automatic updates are off. You have to remember to do them, and it is easy to forget."),
    ),
    Mode.BY_HAND: (
        "by-hand",
        Level.NOTE,
        Text("This system does not update by itself. It is made to be updated by you, about once a week."),
    ),
    Mode.STAGES: (
        "fetched-by-itself",
        Level.NOTE,
        Text("The software centre usually fetches the new system by itself. It runs after the next restart."),
    ),
    Mode.SOME: (
        "leaves-some-out",
        Level.NOTE,
        Text("Updates are installed automatically, but a rule leaves some programs out."),
    ),
    Mode.FEW: (
        "only-a-few",
        Level.ADVISE,
        Text("Automatic updates are switched on, but rules leave out most programs."),
    ),
    Mode.NOTHING: (
        "takes-nothing",
        Level.ADVISE,
        Text("Automatic updates are switched on, but their rules let no security update through."),
    ),
    Mode.BROKEN: (
        "stopped",
        Level.ADVISE,
        Text("Automatic updates are switched on, but an unfinished installation stops them."),
    ),
    Mode.SERVER: (
        "by-a-server",
        Level.NOTE,
        Text("Updates come from a server of an organisation. We could not see that it answers."),
    ),
    Mode.NOT_YET: (
        "not-run-yet",
        Level.NOTE,
        Text("Automatic updates are switched on. They have not run yet, so we could not see that they work."),
    ),
}
"""Findings of the modes that need no date."""


def judge(fact: AutoUpdates) -> Iterator[Finding | Gap]:
    """Findings on what happens by itself, on what does not, then the gaps."""
    fixes = (fact.fix,) if fact.fix else ()
    yield from _by_mode(fact, fixes)
    if fact.repairs_off:
        yield Finding(
            "small-repairs-off",
            Level.ADVISE,
            Text("Small security repairs are not installed automatically."),
            fixes=fixes,
            handle=fact.repairs,
        )
    if fact.failed:
        text = Text(
            "Your school or organisation ordered an update for this computer. It failed {n} time up to now.",
            "Your school or organisation ordered an update for this computer. It failed {n} times up to now.",
            fact.failed,
            {"n": fact.failed},
        )
        yield Finding("ordered-fails", Level.NOTE, text, fixes=("by-hand",))
    yield from gaps(fact.unseen, lambda _: Text("We could not see all that decides about updates."))


def _by_mode(fact: AutoUpdates, fixes: tuple[str, ...]) -> Iterator[Finding]:
    match fact.mode:
        case Mode.INSTALLS if fact.tries is not None and fact.today - fact.tries >= A_FEW_NIGHTS:
            yield _in_vain(fact, fact.tries)
        case Mode.INSTALLS:
            if fact.managed:
                text = Text("Your school or organisation has updates installed automatically.")
            elif fact.rules:
                text = Text("A rule of this computer has updates installed automatically.")
            else:
                text = Text("Updates are installed automatically.")
            yield Finding("on", Level.GOOD, text)
            if fact.pinned is not None:
                yield _pinned(fact.pinned)
        case Mode.PAUSED:
            yield _paused(fact, fixes)
        case Mode.STALLED:
            yield _stalled(fact, fixes)
        case None:
            pass
        case mode:
            code, level, text = _PLAIN[mode]
            if mode is Mode.OFF and fact.rules:
                text = Text(
                    "Automatic updates are off, by a rule of this computer ({rules}). "
                    "You have to remember to do them, and it is easy to forget.",
                    values={"rules": _rules(fact)},
                )
            yield Finding(code, level, text, fixes=fixes, handle=fact.setting)


def _rules(fact: AutoUpdates) -> list[Value]:
    return [Keyword(name) for name in fact.rules]


def _pinned(version: str) -> Finding:
    if not version:
        return Finding("pinned", Level.NOTE, Text("A rule of this computer keeps Windows at its version."))
    text = Text(
        "A rule of this computer keeps Windows at its version {version}. "
        "Security updates come only as long as that version gets them.",
        values={"version": Version(version)},
    )
    return Finding("pinned", Level.NOTE, text)


def _in_vain(fact: AutoUpdates, since: datetime) -> Finding:
    level = Level.ADVISE if fact.today - since >= MANY_NIGHTS else Level.NOTE
    text = Text(
        "Updates are installed automatically, but one that was first tried on {date} is still not installed.",
        values={"date": since.date()},
    )
    return Finding("tries-in-vain", level, text, fixes=("by-hand",), handle=fact.tried)


def _stalled(fact: AutoUpdates, fixes: tuple[str, ...]) -> Finding:
    if fact.worked is None:
        text = Text("Automatic updates are switched on, but they have not worked for a long time.")
    else:
        text = Text(
            "Automatic updates are switched on, but they have not worked since {date}.",
            values={"date": fact.worked.date()},
        )
    return Finding("not-working", Level.ADVISE, text, fixes=fixes)


def _paused(fact: AutoUpdates, fixes: tuple[str, ...]) -> Finding:
    if fact.until is None or fact.until - fact.today > ENDLESS:
        text = Text("Updates are paused without an end.")
        return Finding("paused", Level.ADVISE, text, fixes=fixes, handle=fact.setting)
    level = Level.NOTE if fact.until - fact.today <= SHORT_PAUSE else Level.ADVISE
    if fact.rules:
        text = Text(
            "Updates are paused until {date}, by a rule of this computer ({rules}).",
            values={"date": fact.until.date(), "rules": _rules(fact)},
        )
    else:
        text = Text("Updates are paused until {date}.", values={"date": fact.until.date()})
    return Finding("paused", level, text, fixes=fixes, handle=fact.setting)
