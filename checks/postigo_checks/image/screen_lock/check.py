"""`image.screen-lock`: whether an untouched computer locks itself.

Up to 5 minutes is good (the catalogue's measure), up to 15 worth knowing (what CIS accepts), more is advised against. On
all three systems this is a setting of each account, so the check is the person's, although the catalogue marks it for
shared computers: a machine-wide look may read no home, and root's own setting says nothing about anybody else's.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Handle,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    Share,
    Text,
    gaps,
)
from postigo_checks.image.screen_lock.fact import ScreenLock
from postigo_checks.image.screen_lock.linux import linux
from postigo_checks.image.screen_lock.macos import macos
from postigo_checks.image.screen_lock.windows import windows

SOON: Final = 5 * 60
LATE: Final = 15 * 60
_GRACE: Final = 10
"""Seconds that the time until the lock may be longer: KDE's own default is 5 minutes and 5 seconds."""

_FIXES: Final = ("lock",)


def judge(fact: ScreenLock) -> Iterator[Finding | Gap]:
    """By the minutes until the lock."""
    if fact.after is not None:
        yield _after(fact.after, fact.setting)
    elif not fact.unseen:
        text = Text("The screen does not lock by itself. Someone near you could use the computer as if they were you.")
        yield Finding("never", Level.ADVISE, text, fixes=_FIXES, handle=fact.setting)
    yield from gaps(fact.unseen, lambda _: Text("We could not see all that decides when the screen locks."))


def _after(seconds: int, setting: Handle | None) -> Finding:
    minutes = max(1, ceil((seconds - _GRACE) / 60))
    values = {"n": minutes}
    if seconds <= SOON + _GRACE:
        text = Text(
            "The screen locks by itself within {n} minute.",
            "The screen locks by itself within {n} minutes.",
            minutes,
            values,
        )
        return Finding("locks", Level.GOOD, text)
    if seconds <= LATE + _GRACE:
        text = Text(
            "The screen locks by itself after {n} minute. 5 minutes or less is better.",
            "The screen locks by itself after {n} minutes. 5 minutes or less is better.",
            minutes,
            values,
        )
        return Finding("locks-after-a-while", Level.NOTE, text, fixes=_FIXES, handle=setting)
    text = Text(
        "The screen locks by itself only after {n} minute. Someone near you could use the computer as if they were you.",
        "The screen locks by itself only after {n} minutes. Someone near you could use the computer as if they were you.",
        minutes,
        values,
    )
    return Finding("locks-late", Level.ADVISE, text, fixes=_FIXES, handle=setting)


_TITLE: Final = Text("Let the screen lock by itself")

SCREEN_LOCK: Final = Check(
    id="image.screen-lock",
    title=Text("The lock of the screen"),
    why=Text("An open screen lets anybody near you look at your pictures, or use your accounts as if they were you."),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "When the screen of GNOME, Budgie, Cinnamon, MATE, KDE or XFCE goes blank, and whether that locks it."
            ),
            Text("Other desktops, and locks of programs of one's own."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The limit for an untouched computer, the screen saver, and what happens when it sleeps."),
            Text("Locks by a phone that goes away, or by other programs."),
        ),
        Platform.MACOS: Coverage(
            Text("When the screen goes blank, and how soon after that the password is asked for."),
            Text(
                "Screen savers that somebody starts by hand, and the default of one that was never set. "
                "What a school's or a firm's profile sets instead."
            ),
        ),
    },
    share=Share.OPEN,
    scope=Scope.USER,
    budget=30.0,
    fixes=(
        Plan(
            "lock",
            _TITLE,
            (
                Instruct(Text("In the Start menu, look for “Change screen saver”.")),
                Instruct(Text("Choose a screen saver, 5 minutes, and “On resume, display logon screen”.")),
                OpenSettings(SettingsPage.SCREEN_LOCK),
                Instruct(Text("There, let Windows ask you to sign in again every time.")),
                Instruct(Text("When you go away, press the Windows key and L.")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "lock",
            _TITLE,
            (
                OpenSettings(SettingsPage.SCREEN_LOCK),
                Instruct(Text("Let the display turn off after 5 minutes or less, on battery and plugged in.")),
                Instruct(Text("Below it, require the password immediately.")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.MACOS}),
        ),
        Plan(
            "lock",
            _TITLE,
            (
                OpenSettings(SettingsPage.SCREEN_LOCK),
                Instruct(Text("Turn on the automatic lock, after 5 minutes or less, with the password.")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
