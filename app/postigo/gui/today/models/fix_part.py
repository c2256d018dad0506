"""Part of a page in which Postigo changes something: buttons, and the sheet behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.core.change import Refusal
from postigo.core.model import Plan
from postigo.core.offer import Offer, OfferKey
from postigo.core.values import Numeral, Quoted, Text
from postigo.fixes import raw, wording
from postigo.fixes.journal import How, can_be_undone
from postigo.fixes.messages import Preview
from postigo.gui.common.status_style import StatusText, Tone
from postigo.gui.today.models.fixing import Fix, Fixing, Place, Stage, subjects
from postigo.reports.wording import safety


class Press(Enum):
    """Buttons of a sheet. The value is the name of the button."""

    CHANGE = "fix-change"
    LEAVE = "fix-leave"
    AGAIN = "fix-again"
    UNDO = "fix-undo"
    CLOSE = "fix-close"
    SKIP = "fix-skip"
    NEXT = "fix-next"
    STOP = "fix-stop"


WORDS: Final[Mapping[Press, Text]] = {
    Press.CHANGE: Text("Change it"),
    Press.LEAVE: Text("Leave it"),
    Press.AGAIN: Text("Try again"),
    Press.UNDO: Text("Undo"),
    Press.CLOSE: Text("Close"),
    Press.SKIP: Text("Skip"),
    Press.NEXT: Text("Next"),
    Press.STOP: Text("Stop here"),
}


@dataclass(frozen=True, slots=True)
class FixButton:
    """Button of one offer: it says what will be changed."""

    key: OfferKey
    said: StatusText


@dataclass(frozen=True, slots=True)
class FixSheet:
    """Sheet behind a button. The keyboard goes to the `first` line; `raw` is folded.

    `plan` is that of the row, "" elsewhere. `safety` stands before the buttons, and is there where another person may notice.
    """

    plan: str
    key: OfferKey
    stage: Stage
    first: StatusText
    lines: tuple[StatusText, ...]
    safety: Text | None
    raw: tuple[Quoted, ...]
    presses: tuple[Press, ...]
    tone: Tone
    about: StatusText
    """Title of the change, which a screen reader hears with each button."""


@dataclass(frozen=True, slots=True)
class FixPart:
    """Part of a plan that Postigo can carry out: buttons, or a sheet.

    `waits`: another change goes on.
    """

    buttons: tuple[FixButton, ...] = ()
    sheet: FixSheet | None = None
    waits: bool = False


WAITS: Final = Text("Another change is being made. Wait until it is done.")


def fix_parts(fixing: Fixing | None, check: str, plans: tuple[Plan, ...]) -> dict[str, FixPart]:
    """Parts of a row's plans that can be made, by the plan's id."""
    if fixing is None:
        return {}
    shown = row_sheet(fixing, check)
    found: dict[str, list[Offer]] = {}
    for offer in fixing.offers(check):
        if offer.plan in plans:
            found.setdefault(offer.plan.id, []).append(offer)
    parts = {}
    for plan, group in found.items():
        if shown is not None and shown.plan == plan:
            parts[plan] = FixPart(sheet=shown)
        elif fixing.busy:
            parts[plan] = FixPart(waits=True)
        else:
            buttons = (FixButton(one.key, StatusText(text, one.line.pack)) for one, text in subjects(tuple(group)))
            parts[plan] = FixPart(tuple(buttons))
    return parts


def row_sheet(fixing: Fixing | None, check: str) -> FixSheet | None:
    """Sheet of a row, if one of its buttons was pressed."""
    fix = fixing.now if fixing is not None else None
    if fix is None or fix.place is not Place.ROW or fix.key.check != check:
        return None
    return sheet(fix)


def sheet(fix: Fix) -> FixSheet:
    """Sheet of a change, as far as it has come."""
    first, *lines = _lines(fix)
    noted = fix.stage is Stage.SHOWN and fix.preview is not None and fix.preview.safety
    steps = fix.preview.steps if fix.preview is not None and fix.stage is Stage.SHOWN else ()
    if fix.changed is not None:
        steps = fix.changed.entry.steps
    technical = [*(raw.line(step) for step in steps), *([fix.detail] if fix.detail else [])]
    return FixSheet(
        fix.key.plan if fix.place is Place.ROW else "",
        fix.key,
        fix.stage,
        first,
        tuple(lines),
        safety() if noted else None,
        tuple(map(Quoted, technical)),
        tuple(_presses(fix)),
        _tone(fix),
        StatusText(fix.title, fix.pack),
    )


def _lines(fix: Fix) -> Iterator[StatusText]:
    match fix.stage:
        case Stage.ASKED:
            yield StatusText(Text("Looking what would be changed…"))
        case Stage.SHOWN if fix.preview is not None:
            yield from _previewed(fix.preview, fix.pack)
        case Stage.MAKING:
            yield StatusText(Text("Changing it, and then looking again…"))
            yield from _of_rights(fix)
            yield StatusText(_GOES_ON)
        case Stage.TAKING_BACK:
            yield StatusText(Text("Undoing it, and then looking again…"))
            yield StatusText(_GOES_ON)
        case Stage.ENDED if fix.changed is not None:
            yield StatusText(wording.ENDED[fix.changed.entry.how])
        case Stage.REFUSED if fix.refused is not None:
            yield StatusText(fix.refused.text)
        case _:
            yield StatusText(Text("It stopped before it had finished. The fault is ours, not yours."))
            if fix.preview is not None or fix.entry is not None:
                yield StatusText(Text("“What Postigo changed” says if something was changed, and can undo it."))


def _of_rights(fix: Fix) -> Iterator[StatusText]:
    """Sentences while the helper with rights is at work. It asks; or it tells how far it is."""
    if fix.moved is not None:
        yield StatusText(wording.moved(fix.moved.step, fix.moved.percent))
        if fix.began is not None:
            began = Numeral(f"{fix.began.astimezone():%H:%M}")
            yield StatusText(Text("It began at {time}.", values={"time": began}))
        yield StatusText(Text("It cannot be stopped halfway. Leave the computer on."))
    elif fix.preview is not None and fix.preview.rights:
        yield StatusText(Text("The system asks for the password of an administrator now."))


def _previewed(shown: Preview, pack: str) -> Iterator[StatusText]:
    sentences = tuple(wording.preview(shown))
    yield StatusText(Text("This would be changed. Nothing is changed yet.") if sentences else wording.ALL_SO)
    yield from (StatusText(text, pack) for text in sentences)
    if sentences and not shown.rights:
        yield StatusText(Text("No password of an administrator is needed."))


_ENDS: Final = {How.FIXED: Tone.CLOSED, How.STILL_THERE: Tone.AJAR, How.UNVERIFIED: Tone.FOGGED}


def _tone(fix: Fix) -> Tone:
    if fix.stage in {Stage.REFUSED, Stage.FAILED}:
        return Tone.FOGGED
    how = fix.changed.entry.how if fix.changed is not None else None
    return _ENDS.get(how, Tone.NOTE) if how is not None else Tone.NOTE


_GOES_ON: Final = Text("It goes on to its end, even if you close this window.")
_FOR_GOOD: Final = frozenset({Refusal.NO_WAY, Refusal.NEEDS_RIGHTS, Refusal.MANAGED, Refusal.UNREADABLE, Refusal.HALF})
"""Refusals that another try would only repeat."""


def _presses(fix: Fix) -> Iterator[Press]:
    walks = fix.place is Place.WALK
    aside = (Press.SKIP, Press.STOP) if walks else (Press.LEAVE,)
    done = (Press.NEXT, Press.STOP) if walks else (Press.CLOSE,)
    match fix.stage:
        case Stage.ASKED:
            yield from aside
        case Stage.SHOWN if fix.preview is not None:
            if fix.preview.steps or fix.preview.rights:
                yield Press.CHANGE
                yield from aside
            else:
                yield from done
        case Stage.MAKING | Stage.TAKING_BACK:
            return
        case Stage.ENDED if fix.changed is not None:
            yield from done[:1]
            if can_be_undone(fix.changed.entry) and not fix.changed.entry.undoes:
                yield Press.UNDO
            yield from done[1:]
        case _:
            if fix.place is not Place.LIST and (fix.refused is None or fix.refused.why not in _FOR_GOOD):
                yield Press.AGAIN
            yield from done


def press(fixing: Fixing, what: Press) -> None:
    """Do what a button of a sheet says. Those of a walk alone are the walk's."""
    fix = fixing.now
    if fix is None:
        return
    match what:
        case Press.CHANGE:
            fixing.make()
        case Press.AGAIN:
            fixing.ask(fix.key, fix.place)
        case Press.UNDO if fix.changed is not None:
            fixing.undo(fix.changed.entry, fix.place)
        case Press.LEAVE | Press.CLOSE:
            fixing.leave()
        case _:
            return
