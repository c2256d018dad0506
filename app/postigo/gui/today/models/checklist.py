"""List under the card: what was looked at, by tip, one row for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from postigo.core.advice import Asked
from postigo.core.model import Level, Verdict
from postigo.core.report import PASSWORDS, TIPS, CheckInfo, PackState, Shutter
from postigo.core.setting_aside import is_set_aside
from postigo.core.settings_page import NotOpened, PageInfo
from postigo.core.values import Program, Text
from postigo.gui.common.status_style import (
    CHANGING,
    LOOKING,
    ONLY_IF_YOU_WANT,
    StatusText,
    Tone,
    earlier,
    of_verdict,
)
from postigo.gui.today.models import tips
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.fixing import Fixing, Place
from postigo.reports import aside, wording
from postigo.reports.watched import Whose


@dataclass(frozen=True, slots=True)
class Row:
    """One thing. It `opens` when there is something to tell: an answer, or what would be looked at if one wants."""

    check: str
    sentence: StatusText
    tone: Tone
    state: Text
    opens: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """A row that leads to another page: what is not looked at here."""

    sentence: Text
    state: Text
    button: Text
    spoken: Text


@dataclass(frozen=True, slots=True)
class Section:
    """One tip with its rows; `note` stands where there is none.

    `folded` are the rows that ask for nothing. They stand below one line, which tells how many they are.
    """

    tip: int
    name: Text
    rows: tuple[Row, ...]
    folded: tuple[Row, ...] = ()
    lead: Lead | None = None
    note: Text | None = None

    @property
    def fold(self) -> tuple[Text, ...]:
        """Parts of the folded line."""
        fine = sum(1 for row in self.folded if row.tone is Tone.CLOSED)
        noted = len(self.folded) - fine
        parts = (
            (fine, Text("{n} is fine", "{n} are fine", fine, {"n": fine})),
            (noted, Text("{n} worth knowing", "{n} worth knowing", noted, {"n": noted})),
        )
        return tuple(text for n, text in parts if n)


@dataclass(frozen=True, slots=True)
class Broken:
    """A pack that could not be loaded; its error is technical."""

    text: Text
    error: str


NOT_HERE = Text("not here")
NOT_LOOKED = Text("Nothing has been looked at yet. On “Today” you can let Postigo look.")
NOT_YET = Text("Postigo does not look at this here. Only you can know it.")
PASSWORDS_UNREAD = Lead(
    Text("Your passwords"),
    Text("not looked at"),
    Text("Look"),
    Text("Look at your passwords: they are not looked at yet"),
)


class Checklist(QObject):
    """The list as it stands, and which row is open: one at a time. `only`: the one tip that it is about."""

    opened = Signal(str)  # the check whose row is open now; "" when none is

    def __init__(self, audit: Audit, only: int | None = None, fixing: Fixing | None = None) -> None:
        super().__init__()
        self.audit, self.only = audit, only
        self.fixing = fixing
        """Changes that Postigo can make itself; None where there are only steps."""
        if fixing is not None:
            fixing.changed.connect(self._tell)
        self.open_row = ""
        self.not_opened: tuple[PageInfo, NotOpened] | None = None
        """Page of the settings that could not be opened, and why, for the open row."""
        self.detail_shown = False
        self.plans_shown: set[str] = set()
        """The plans of the open row, behind its first one, that the person unfolded."""
        self.steps_shown: set[str] = set()
        """Plans of the open row whose steps by hand are unfolded. Postigo could carry them out."""
        self.unfolded: set[int] = set()
        """The tips whose things that ask for nothing are shown."""
        self.aside_shown = False
        """Whether the choices to set the open row aside are unfolded."""
        self.reason = ""
        """Reason that is being typed there. It is forgotten as the row, or the choices, are shut."""
        self.whose: Whose | None = None
        """Reply to the question of the open row who put something there. It is forgotten as the row is shut."""
        audit.changed.connect(self._forget_if_gone)

    @property
    def discreet(self) -> bool:
        """Whether the open row is one to be read alone."""
        report = self.audit.shown
        lines = (*report.listed, *report.offered) if report is not None else ()
        return any(line.check == self.open_row and line.discreet for line in lines)

    def show_only(self, tip: int) -> None:
        """Be about this tip. The open row is shut."""
        if tip != self.only:
            self.only = tip
            self.open("")

    def toggle(self, check: str) -> None:
        """Open a row, or close it if it is the open one."""
        self.open("" if check == self.open_row else check)

    def open(self, check: str) -> None:
        """Open this row and close the other. One that is folded away is brought out."""
        if check != self.open_row:
            self.unfolded |= {
                section.tip for section in self.sections() if any(r.check == check for r in section.folded)
            }
            self._put_away(self.open_row)
            self.open_row, self.not_opened, self.detail_shown, self.plans_shown = check, None, False, set()
            self.steps_shown = set()
            self.whose, self.aside_shown, self.reason = None, False, ""
            if self.fixing is not None:
                self.fixing.mine = ""
            self.opened.emit(check)

    def unfold(self, tip: int, wanted: bool) -> None:
        """Show the things of a tip that ask for nothing, or fold them away."""
        self.unfolded = self.unfolded | {tip} if wanted else self.unfolded - {tip}
        section = next(section for section in self.sections() if section.tip == tip)
        gone = not wanted and any(row.check == self.open_row for row in section.folded)
        if gone:
            self.open("")
        else:
            self.opened.emit(self.open_row)

    def answer(self, ones: tuple[Asked, ...], *, mine: bool | None) -> None:
        """Take the answer to "Is it you?". After "no" they are shown what to do; after the last "yes" the row shuts."""
        self.audit.answer(ones, mine=mine)
        waits = {check for question in self.audit.questions for check, *_ in question.asked}
        if mine is False:
            self.open(ones[0][0])
        elif mine and self.open_row in {check for check, *_ in ones} - waits:
            self.open("")

    def tell_whose(self, reply: Whose) -> None:
        """Take the reply to the question of the open row who put something there."""
        self.whose = reply
        if self.fixing is not None:
            self.fixing.leave(Place.ROW)
            self.fixing.mine = self.open_row if reply is Whose.ME else ""
            if self.fixing.mine:
                self.plans_shown |= self.fixing.asks_whose(self.open_row)
        self.opened.emit(self.open_row)

    def page_opened(self, page: PageInfo, why_not: NotOpened | None) -> None:
        """Record that a page of the settings was asked for, and its failure. None if it opened."""
        self.not_opened = None if why_not is None else (page, why_not)
        self.audit.changed.emit()

    def check_again(self, check: str) -> None:
        """Look at one thing again; what was said about opening the settings is over."""
        self.not_opened = None
        self.audit.check_again(check)

    def stop(self, check: str) -> None:
        """Stop looking at one thing."""
        self.audit.stop_again(check)

    def fold(self, shown: bool) -> None:
        """Show or fold the technical detail of the open row."""
        self.detail_shown = shown
        self.opened.emit(self.open_row)

    def show_aside(self, wanted: bool) -> None:
        """Unfold the choices to set the open row aside, or fold them."""
        self.aside_shown, self.reason = wanted, ""
        self.opened.emit(self.open_row)

    def type_reason(self, typed: str) -> None:
        """Take the reason as it is typed: the field is made anew with the row."""
        self.reason = typed

    def show_plan(self, plan: str, *, wanted: bool) -> None:
        """Show or fold another plan of the open row."""
        self.plans_shown = self.plans_shown | {plan} if wanted else self.plans_shown - {plan}
        self.opened.emit(self.open_row)

    def show_steps(self, plan: str, *, wanted: bool) -> None:
        """Show or fold the steps by hand of a plan that Postigo can carry out."""
        self.steps_shown = self.steps_shown | {plan} if wanted else self.steps_shown - {plan}
        self.opened.emit(self.open_row)

    def _put_away(self, check: str) -> None:
        """The row is shut: what it would have changed is no longer asked."""
        fix = self.fixing.now if self.fixing is not None else None
        if self.fixing is not None and fix is not None and fix.key.check == check:
            self.fixing.leave(Place.ROW)

    def _tell(self) -> None:
        self.opened.emit(self.open_row)

    def _forget_if_gone(self) -> None:
        if self.open_row and not any(row.check == self.open_row and row.opens for row in rows(self.audit)):
            self.open("")

    def sections(self) -> tuple[Section, ...]:
        """Tips with their rows. Once the look has ended, those that ask for something come first.

        Before there is anything to tell, what each of the six tips asks for: nobody waits before an empty page.
        """
        report = self.audit.report
        if self.audit.phase is Phase.ASKING or (self.audit.phase is Phase.LOOKING and report is None):
            notes = tips.ADVICE if self.only is None else dict.fromkeys(TIPS, NOT_LOOKED)
            return tuple(Section(tip, wording.TIPS[tip], (), note=notes[tip]) for tip in self._of(TIPS))
        if report is None or self.audit.phase is Phase.DECLINED:
            return ()
        grouped: dict[int, list[Row]] = {}
        for row in rows(self.audit):
            grouped.setdefault(report.listing(row.check).tip, []).append(row)
        first = tuple(grouped) if self.audit.phase is Phase.LOOKED else ()  # no part moves while answers come
        order = self._of(dict.fromkeys((*first, *TIPS)))
        return tuple(self._section(tip, grouped.get(tip, [])) for tip in order if tip != tips.DOOR)

    def _of(self, tips_in_order: Iterable[int]) -> Iterator[int]:
        """Those of these tips that the list is about."""
        return (tip for tip in tips_in_order if self.only in {None, tip})

    def _section(self, tip: int, grouped: list[Row]) -> Section:
        folded = tuple(row for row in grouped if self._asks_nothing(row))
        shown = tuple(row for row in grouped if row not in folded)
        report = self.audit.report
        unread = tip == PASSWORDS and report is not None and not report.passwords and not self.audit.classroom
        lead = PASSWORDS_UNREAD if unread and self.audit.phase is Phase.LOOKED else None
        note = None if grouped or lead else self._note(tip)
        return Section(tip, wording.TIPS[tip], shown, folded, lead, note)

    def _asks_nothing(self, row: Row) -> bool:
        """Whether a row may be folded away. Fog never, nor what was just looked at by itself."""
        ended = self.audit.phase is Phase.LOOKED and not self.audit.looks_again(row.check)
        return ended and row.tone in {Tone.CLOSED, Tone.NOTE} and row.check not in self.audit.seen_alone

    def _note(self, tip: int) -> Text:
        report = self.audit.report
        known = report is not None and any(listed.tip == tip for listed in report.listed)
        return Text("Nothing of this is on this computer.") if known else NOT_YET

    def not_applicable(self) -> tuple[StatusText, ...]:
        """Things that are not on this computer. They are told in one folded line, and never counted."""
        report = self.audit.report
        if report is None or self.audit.phase is not Phase.LOOKED:
            return ()
        return tuple(
            StatusText(verdict.not_applicable.text, report.listing(verdict.check).pack)
            for verdict in report.verdicts
            if verdict.not_applicable is not None
            and not (line := report.listing(verdict.check)).on_request
            and self.only in {None, line.tip}
        )

    def broken(self) -> tuple[Broken, ...]:
        """The packs that could not be loaded."""
        report = self.audit.report
        if report is None or self.only is not None or self.audit.phase not in {Phase.LOOKING, Phase.LOOKED}:
            return ()
        return tuple(
            Broken(Text("The checks of {pack} could not be loaded.", values={"pack": Program(pack.name)}), pack.error)
            for pack in report.packs
            if pack.state is PackState.BROKEN
        )


def rows(audit: Audit) -> Iterator[Row]:
    """All rows in the order of the list. What is not on this machine has none once the look has ended.

    Unless the person had asked for just that: then its row is where they look for the answer.
    """
    report = audit.shown
    if report is None:
        return
    for check in audit.order:
        verdict, listed = report.verdict(check), report.listing(check)
        if listed.told:
            continue
        looking = check in audit.running or audit.looks_again(check)
        title = StatusText(listed.title, listed.pack)
        if verdict is None and report.offers(check):
            state = LOOKING if looking else ONLY_IF_YOU_WANT
            yield Row(check, title, Tone.BARE, state, opens=audit.phase is Phase.LOOKED)
        elif verdict is None:
            yield Row(check, title, Tone.BARE, LOOKING if looking else wording.SHUTTERS[Shutter.BARE], opens=False)
        elif verdict.not_applicable is None:
            tone, state = of_verdict(verdict, answered=not audit.answers.open_in(verdict))
            if listed.on_request and verdict.looked_at < report.began:
                state = earlier(state)
            if is_set_aside(verdict.findings):
                state = aside.state(state)
            busy = CHANGING if check == audit.changing else LOOKING if looking else None
            yield Row(check, sentence(listed, verdict), tone, busy or state, opens=True)
        elif audit.phase is Phase.LOOKING or listed.on_request:
            yield Row(check, StatusText(verdict.not_applicable.text, listed.pack), Tone.BARE, NOT_HERE, opens=False)


def sentence(listed: CheckInfo, verdict: Verdict) -> StatusText:
    """Sentence of a verdict: its worst finding, or the title where nothing could be told."""
    worst = max((finding.level for finding in verdict.findings), default=None)
    asks = next((finding.text for finding in verdict.findings if finding.needs_confirmation), None)
    if asks is not None and verdict.level in {None, Level.NOTE}:
        return StatusText(asks, listed.pack)
    if worst is None or (verdict.level is None and worst < Level.ADVISE):
        return StatusText(listed.title, listed.pack)
    return StatusText(next(finding.text for finding in verdict.findings if finding.level is worst), listed.pack)
