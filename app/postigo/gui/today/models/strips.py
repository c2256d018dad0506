"""Strips between façade and card: what goes on now, and a stopped look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postigo.core.values import Text
from postigo.gui.common.status_style import StatusText, Tone
from postigo.gui.today.models.answers import NO, YES
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.card import Action, Do
from postigo.reports import wording


@dataclass(frozen=True, slots=True)
class Strip:
    """One sentence with its buttons. `label` stands before it."""

    tone: Tone
    label: Text | None
    said: StatusText
    actions: tuple[Action, ...]


def strips(audit: Audit) -> tuple[Strip, ...]:
    """Strips of now, from top to bottom. None while it looks, so that nothing moves."""
    return (*_closed(audit), *_asked(audit), *_stopped(audit), *_untold(audit))


def _closed(audit: Audit) -> Iterator[Strip]:
    if audit.closed is not None and audit.report is not None:
        tip = wording.TIPS[audit.report.listing(audit.closed).tip]
        back = Action(Text("Back to the list"), Do.SHOW, audit.closed)
        yield Strip(Tone.CLOSED, tip, StatusText(Text("One shutter less open.")), (back,))


def _asked(audit: Audit) -> Iterator[Strip]:
    label = Text("Right now") if audit.remembered is None else Text("When this was remembered")
    for question in audit.questions:
        check = question.asked[0][0]
        yes = Action(YES, Do.MINE, check, asked=question.asked)
        no = Action(NO, Do.NOT_MINE, check, asked=question.asked)
        yield Strip(Tone.AJAR, label, StatusText(question.text, question.pack), (yes, no))


def _untold(audit: Audit) -> Iterator[Strip]:
    """Strip about a list of what is set aside that cannot be read."""
    if audit.phase is Phase.LOOKED and audit.aside is not None and audit.aside.untold is not None:
        yield Strip(Tone.FOGGED, None, StatusText(audit.aside.untold), ())


def _stopped(audit: Audit) -> Iterator[Strip]:
    n = len(audit.stopped)
    if audit.phase is Phase.LOOKED and n:
        values = {"done": len(audit.asked) - n, "total": len(audit.asked)}
        said = StatusText(Text("You stopped it: {done} of {total} looked at.", values=values))
        yield Strip(Tone.FOGGED, None, said, (Action(Text("Go on looking"), Do.GO_ON),))
