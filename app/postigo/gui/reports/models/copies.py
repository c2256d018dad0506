"""Copy of a report to give away: what is wanted, made and saved.

A copy has one document, made once. The preview, the file and the paper are made of it, so their fingerprint and stand-ins agree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from postigo.core.policy import NO_POLICY, Policy
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import Report
from postigo.core.values import Path, Personal, Text
from postigo.gui.common.aside import Aside
from postigo.gui.reports.models.signing import Signing
from postigo.gui.reports.models.wish import Copy, PairFile, Wish, make
from postigo.guidance.classroom import NO_LABEL, is_label
from postigo.reports.cover import LONGEST_NOTES, one_line, several_lines

if TYPE_CHECKING:
    from postigo.core.advice import Thing
    from postigo.reports.pair import Pair

Keep: TypeAlias = "Callable[[str, bytes, Disclosure, str, tuple[str, Pair] | None], tuple[bool, Text | None]]"
"""Writer of a copy to a new file, and before it of the pair's.

Returns whether the copy is there, and what could not be done.
"""

TYPING_MS: Final = 400
"""Pause after a key until the copy is made anew."""

ENDINGS: Final = {
    "html": ".html",
    "pdf": ".pdf",
    "text": ".txt",
    "md": ".md",
    "csv": ".csv",
    "json": ".json",
    "jsonl": ".jsonl",
}
"""Formats, in the order in which they are offered, with the ending of their files."""
PAPER: Final = ("html", "pdf")
"""Formats that can be printed."""

NOT_ASKED: Final = Text(
    "You have not looked for what may watch you. Look first, in Today under “Strangers”; or take the tick away."
)
NO_REASON: Final = Text("A full copy needs a reason. Write it above; it stands in the copy.")
NOT_MADE: Final = Text(
    "The copy could not be made. The fault is ours, not yours. Choose another kind of file, or try again."
)


def pdf_is_there() -> bool:
    """Whether a PDF can be made here."""
    from postigo.reports import typeset  # noqa: PLC0415 - see above

    return typeset.available()


class Copies(QObject):
    """Copy to give away. It is made while somebody looks at its page, and nothing is written before they said where.

    `report` gives the report once a look has ended; `together`, whether both look together. `told` is what came of the last wish.
    """

    changed = Signal()
    saved = Signal()

    def __init__(
        self,
        report: Callable[[], Report | None],
        language: Callable[[], str],
        together: Callable[[], bool],
        now: Callable[[], datetime],
        keep: Keep | None,
        has_pdf: Callable[[], bool] = pdf_is_there,
        *,
        policy: Policy = NO_POLICY,
        classroom: bool = False,
    ) -> None:
        super().__init__()
        self.policy = policy
        self.classroom = classroom
        """Whether a class makes the copy. It tells no name, and adds the computer's number only."""
        self.signing = Signing()
        self.signing.changed.connect(self._signing_changed)
        self._report, self._language, self._together, self._now = report, language, together, now
        self._keep, self._has_pdf = keep, has_pdf
        self._wish = Wish(label=policy.label or "", contact=policy.contact or "")
        self._said_together = False
        self._open = False
        self._wanted: tuple[Report, str, Wish] | None = None
        self._aside: Aside[Copy] = Aside(self._take)
        self.copy: Copy | None = None
        """The last copy that was made. It is the one that is wanted now, unless `making`."""
        self.told: Text | None = None
        self.failed = False
        self.pair_trouble: Text | None = None
        self.file: str | None = None
        """File that was saved last."""
        self._printable: tuple[dict[str, Any], str] | None = None  # a document, and the file in which it can be printed

    # --- what is wanted

    @property
    def can_save(self) -> bool:
        """Whether there is a way to write a file."""
        return self._keep is not None

    def lets_out(self, level: Disclosure) -> bool:
        """Whether the policy lets out copies of a level."""
        return self.policy.lets_out(level)

    @property
    def offered(self) -> bool:
        """Whether there is a report."""
        return self._report() is not None

    @property
    def wish(self) -> Wish:
        """The wish of now. Before somebody said it, a look together counts as one."""
        if self._said_together or not self._together():
            return self._wish
        return replace(self._wish, together=True)

    def choose(self, **change: Any) -> None:  # noqa: ANN401 - a field of `Wish`, whose types hold
        """Want something else from now on: any field of `Wish`. What the policy forbids stays as it is."""
        if not self.lets_out(change.get("level", self.wish.level)) or (
            "label" in change and self.policy.locks("label")
        ):
            return
        wish = replace(self.wish, **change)
        if wish == self.wish:
            return
        self._said_together = self._said_together or "together" in change
        self._wish = wish
        if change.get("sign"):
            self.signing.ask()
        typed = not {"label", "notes", "reason"}.isdisjoint(change)
        self._look_up(TYPING_MS if typed else 0)
        self.changed.emit()

    def choose_pair(self, place: str) -> None:
        """Make the copy one of the pair in this file. One that is not there yet is written with the copy."""
        from postigo.reports.pair import PairTrouble, opened  # noqa: PLC0415 - few copies are one of a pair

        try:
            pair, self.pair_trouble = PairFile(place, opened(File(place))), None
        except PairTrouble as trouble:
            pair, self.pair_trouble = None, trouble.text
            self.changed.emit()
        self.choose(pair=pair)

    def leave_pair(self) -> None:
        """Let the copy stand alone. The file of the pair is left as it is."""
        self.pair_trouble = None
        self.choose(pair=None)

    @property
    def obstacle(self) -> Text | None:
        """Reason why this copy cannot be made, and what to do."""
        if self.wish.form == "pdf" and not self._has_pdf():
            from postigo.reports import typeset  # noqa: PLC0415 - most have Typst, or choose no PDF

            return typeset.missing()
        label = one_line(self.wish.label)
        if self.classroom and label not in {"", self.policy.label} and not is_label(label):
            return NO_LABEL
        if self.wish.watchers and not self._looked_for_watchers():
            return NOT_ASKED
        if self.wish.level is Disclosure.FULL and not one_line(self.wish.reason):
            return NO_REASON
        if len(several_lines(self.wish.notes)) > LONGEST_NOTES:  # cut, they would end in the midst of a word
            return Text("These notes are too long. Use {n} letters or fewer.", values={"n": LONGEST_NOTES})
        return self.signing.obstacle if self.wish.sign else None

    def _looked_for_watchers(self) -> bool:
        report = self._report()
        return report is not None and any(line.seeks_watchers and report.verdict(line.check) for line in report.listed)

    def nameable(self) -> dict[Personal, Thing]:
        """Names that this copy hides and something to do needs, with the first such thing."""
        from postigo.core import advice  # noqa: PLC0415 - most never come here
        from postigo.reports import redaction  # noqa: PLC0415 - see above

        report = self._report()
        if report is None or self.classroom or self.wish.level is not Disclosure.SHARED:
            return {}
        things = advice.things(redaction.redacted(report, Disclosure.SHARED))
        most = Pseudonyms(Disclosure(self.policy.most or Disclosure.FULL))
        return {name: thing for name, thing in redaction.needed(things).items() if not most.hides(name)}

    @property
    def making(self) -> bool:
        """Whether the copy that is wanted now is not there yet."""
        return self._aside.busy

    # --- how it is made

    def open(self, *, wanted: bool) -> None:
        """Somebody looks at the page, or no longer. Then what may watch the person is in no copy any more."""
        self._open = wanted
        if wanted:
            self._look_up()
        elif self._wish.watchers:
            self._wish = replace(self._wish, watchers=False)
            self._aside.forget()
            self.copy = self._wanted = None
            self.changed.emit()

    def follow(self) -> None:
        """The report, the language or the way of looking may be another one."""
        if self._open:
            self._look_up()

    def _look_up(self, wait_ms: int = 0) -> None:
        """Make the copy that is wanted now, aside, unless it is there or begun."""
        report = self._report()
        wanted = None if report is None or self.obstacle is not None else (report, self._language(), self.wish)
        if _same(wanted, self._wanted):
            return
        self._wanted = wanted
        if wanted is None:
            self._aside.forget()
            self.copy = None
            self.changed.emit()
            return
        before = self.copy
        self._aside.run(lambda: make(*wanted, before, self.signing.secret), wait_ms)
        self.changed.emit()

    def _signing_changed(self) -> None:
        self.follow()
        self.changed.emit()

    def _take(self, copy: Copy | None) -> None:
        self.copy = copy
        if copy is None:
            self.told, self.failed = NOT_MADE, True
        self.changed.emit()

    def _ready(self) -> Copy | None:
        """Copy that is wanted now, made at once if there is none."""
        if self._wanted is not None and self._aside.busy:
            self._aside.forget()
            try:
                self._take(make(*self._wanted, self.copy, self.signing.secret))
            except Exception:
                self._take(None)
                raise  # the window's hook notes it, as for one that is made aside
        return self.copy

    # --- where it goes

    def usual_name(self, form: str) -> str:
        """The name that is proposed: the label that was typed, and the day. Nothing of the computer or the person."""
        label = re.sub(r"[^\w]+", "-", one_line(self.wish.label)).strip("-_").lower()[:40]
        day = f"{self._now().astimezone():%Y-%m-%d}"
        return "-".join(("postigo", *([label] if label else []), day)) + ENDINGS[form]

    def new_in(self, folder: str, form: str) -> str:
        """Path of a file in a folder under the proposed name. With a number behind it, if there is such a file already."""
        usual = File(folder, self.usual_name(form))
        names = (usual, *(usual.with_stem(f"{usual.stem}-{number}") for number in range(2, 1000)))
        return str(next(name for name in names if not os.path.lexists(name)))

    @property
    def paper(self) -> str:
        """Format in which this copy would be printed."""
        return self.wish.form if self.wish.form in PAPER else PAPER[0]

    @property
    def printable(self) -> str | None:
        """File from which this very copy can be printed, if it was saved."""
        copy = self.copy
        if copy is None or self.making or self._printable is None or self._printable[0] is not copy.document:
            return None
        return self._printable[1]

    def save(self, name: str, form: str | None = None) -> bool:
        """Save the copy there, in the format that is wanted or in this one. An empty name is a dialog that was closed."""
        copy = self._ready()
        if not name or copy is None or self._keep is None:
            return False
        form = form or copy.wish.form
        if form != "html" or not name.lower().endswith(".htm"):
            name = name if name.lower().endswith(ENDINGS[form]) else name + ENDINGS[form]
        content = copy.content
        if form != copy.wish.form:
            from postigo.reports.formats import render  # noqa: PLC0415 - only to print what is no paper

            content = render(form, copy.document)
        pair = None if copy.pair is None or copy.wish.pair is None else (copy.wish.pair.place, copy.pair)
        there, trouble = self._keep(name, content, copy.wish.level, form, pair)
        self.failed = trouble is not None
        self.told = trouble or self._where(name)
        if there:
            self.file = name
            self._grow(copy)
            if form in PAPER:
                self._printable = copy.document, name
            self.saved.emit()
            self.choose(watchers=False)
        self.changed.emit()
        return there

    @property
    def file_name(self) -> Path | None:
        """Name of the file that was saved last, without its folder."""
        return None if self.file is None else Path(File(self.file).name)

    def _where(self, name: str) -> Text:
        """Where a copy is now. To a class without the folder, in which a person's name may stand."""
        if self.classroom:
            return Text("Saved in the folder that you chose: {file}", values={"file": Path(File(name).name)})
        return Text("Saved: {file}", values={"file": Path(name)})

    def _grow(self, copy: Copy) -> None:
        """Go on from what the file of the pair holds by now. This copy would be made of it just so."""
        if copy.pair is None or copy.wish.pair is None:
            return
        grown = replace(copy.wish.pair, pair=copy.pair)
        self.copy = replace(copy, wish=replace(copy.wish, pair=grown))
        self._wish = replace(self._wish, pair=grown)
        self._wanted = None if self._wanted is None else (*self._wanted[:2], self.wish)


def _same(one: tuple[Report, str, Wish] | None, other: tuple[Report, str, Wish] | None) -> bool:
    """Whether two wishes are for the same copy. A report is the same while it is the same object."""
    if one is None or other is None:
        return one is other
    return one[0] is other[0] and one[1:] == other[1:]
