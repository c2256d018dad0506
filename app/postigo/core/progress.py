"""Fold of an audit's events into its report, for terminal, window and recording alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from postigo.core.evaluate import unknown_verdict
from postigo.core.events import Catalogue, Done, Event, Finished, Remembered, Started
from postigo.core.report import TIPS, Report
from postigo.core.system import Unknown


@dataclass(frozen=True, slots=True)
class Progress:
    """State of an audit after some of its events; `Progress()` is that before the first.

    `report` is None before the catalogue. `asked` are the checks that answer, in the catalogue's order, `running` those
    that look now, the latest last. `ended` once no event can follow but the catalogue of an audit that goes on where this
    one was stopped.
    """

    report: Report | None = None
    asked: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    ended: bool = False
    cancelled: bool = False

    @property
    def pending(self) -> tuple[str, ...]:
        """Checks that have not answered yet."""
        report = self.report
        return () if report is None else tuple(check for check in self.asked if report.verdict(check) is None)

    def after(self, event: Event) -> Progress:
        """State after one more event; `ValueError` for one that no audit sends here."""
        match event:
            case Catalogue():
                return self._listed(event)
            case Started(check):
                self._expected(check)
                return replace(self, running=(*self._others(check), check))
            case Finished(verdict):
                report = self._expected(verdict.check)
                return replace(self, report=report.merge(verdict), running=self._others(verdict.check))
            case Remembered():
                return replace(self, remembered=(*self.remembered, event))
            case Done():
                if self.ended:
                    raise ValueError("a second end")  # it would take away why the first one came
                return self.cut_off(Unknown.CANCELLED if event.cancelled else Unknown.CRASHED, event.ended)
            case _:
                assert_never(event)

    def cut_off(self, why: Unknown, ended: datetime, detail: str = "") -> Progress:
        """State at the end of the audit. A check without an answer gets a gap with this reason."""
        cancelled = why is Unknown.CANCELLED
        report = self.report
        if report is not None and not self.ended:
            for check in self.pending:
                report = report.merge(unknown_verdict(check, ended, why, detail))
            report = replace(report, ended=ended)
        return replace(self, report=report, running=(), ended=True, cancelled=cancelled)

    def _listed(self, catalogue: Catalogue) -> Progress:
        again = tuple(line.check for line in catalogue.listed)
        if self.report is None and not self.ended:
            if strange := [line.tip for line in (*catalogue.listed, *catalogue.offered) if line.tip not in TIPS]:
                raise ValueError(f"no such tip: {strange[0]}")
            return replace(self, report=catalogue.report(), asked=again)
        if not self.ended:
            raise ValueError("a second catalogue")  # it would take away what was already told
        if self.report is None or not set(again) <= set(self.asked):
            raise ValueError("another catalogue than that of the audit that was stopped")
        kept = tuple(verdict for verdict in self.report.verdicts if verdict.check not in again)
        return replace(self, report=replace(self.report, verdicts=kept), ended=False, cancelled=False)

    def _expected(self, check: str) -> Report:
        """The report, for an event of one of its checks."""
        if self.report is None or self.ended:
            raise ValueError("an answer outside the audit")
        if check not in self.asked:
            raise ValueError(f"nobody asked for {check}")
        if self.report.verdict(check) is not None:
            raise ValueError(f"{check} has answered already")  # a second answer would take away the first
        return self.report

    def _others(self, check: str) -> tuple[str, ...]:
        return tuple(other for other in self.running if other != check)
