"""Session on the machine that we run on, or previews on a remembered one."""

from __future__ import annotations

from pathlib import Path

from postigo.audit import supervisor
from postigo.audit.request import NO_RULES, Request, Rules
from postigo.core.policy import Policy
from postigo.core.progress import Progress
from postigo.core.report import Report
from postigo.fixes import elevation, engine
from postigo.fixes.access import Access
from postigo.fixes.journal import Journal
from postigo.fixes.session import Session
from postigo.store.plain import read_plain
from postigo.system.changes.live import live as live_changes
from postigo.system.changes.remembered import RememberedChanges
from postigo.system.live import live
from postigo.system.recording import LONGEST, load


def session(policy: Policy, replay: str | None = None, heard: elevation.Progress = elevation.unheard) -> Session:
    """The session. On a remembered machine a change alters nothing but the recording in memory, so only previews are of use."""
    rules = Rules.of(policy)
    here = replay is None
    helper = engine.Helper(elevation.request, heard) if here else engine.NO_HELPER
    return Session(
        lambda checks: look(checks, replay, rules),
        _access(replay),
        Journal(),
        helper,
        here and elevation.installed(),
        lambda checks: catalogue(checks, replay, rules),
        forbidden=here and policy.fixes_off,
    )


def look(checks: tuple[str, ...], replay: str | None = None, rules: Rules = NO_RULES) -> Report:
    """Report of a look at some checks of the built-in pack, or at all."""
    heard = Progress()
    for event in supervisor.audit(Request(checks=checks, replay=replay, rules=rules)):
        heard = heard.after(event)
    if heard.report is None:
        raise RuntimeError("the look ended before it began")
    return heard.report


def catalogue(checks: tuple[str, ...], replay: str | None = None, rules: Rules = NO_RULES) -> Report:
    """Report of the same before anything is looked at: checks and their plans."""
    listed = supervisor.catalogue(Request(checks=checks, replay=replay, rules=rules))
    if listed is None:
        raise RuntimeError("the catalogue did not come")
    return listed.report()


def _access(replay: str | None) -> Access:
    if replay is None:
        return Access(live(), live_changes())
    remembered = RememberedChanges(load(read_plain(Path(replay), LONGEST)))
    return Access(remembered.system, remembered)
