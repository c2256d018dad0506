"""Wish for a copy of a report, and the copy that is made of it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Personal
from postigo.reports.cover import LONGEST_LABEL, LONGEST_NOTES, Cover, one_line, several_lines

if TYPE_CHECKING:
    from postigo.reports.pair import Pair


@dataclass(frozen=True, slots=True)
class PairFile:
    """File of a pair: its path, and its content as it is or will be."""

    place: str
    pair: Pair = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """Wish for a copy. What is typed is kept as typed; `together`: whether both looked together, or not told.

    `told` are names that a copy to give away tells on purpose. `watchers`: what may watch the person is in it; that holds for one
    copy, and is forgotten with it. `contact` is whom the policy of the computer names.
    """

    level: Disclosure = Disclosure.SHARED
    form: str = "html"
    label: str = ""
    notes: str = ""
    together: bool | None = None
    reason: str = ""
    pair: PairFile | None = None
    sign: bool = False
    told: frozenset[Personal] = frozenset()
    watchers: bool = False
    contact: str = ""

    @property
    def content(self) -> Wish:
        """The wish for the document, whatever the kind of file."""
        return replace(self, form="")

    @property
    def cover(self) -> Cover:
        """Additions of the person."""
        reason = one_line(self.reason)[:LONGEST_LABEL] if self.level is Disclosure.FULL else ""
        notes = several_lines(self.notes)[:LONGEST_NOTES]
        return Cover(notes, self.together, reason, told=tuple(self.names), watchers=self.watchers, contact=self.contact)

    @property
    def names(self) -> frozenset[Personal]:
        """Names that are told on purpose. The other levels tell names by themselves."""
        return self.told if self.level is Disclosure.SHARED else frozenset()


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy that was made: its document, its bytes and its words. `more`: letters that are not shown.

    `pair`: what the file of the pair holds once this copy is saved.
    """

    of: Report
    language: str
    wish: Wish
    document: dict[str, Any]
    content: bytes
    words: str
    more: int
    pair: Pair | None = None


def make(report: Report, language: str, wish: Wish, before: Copy | None, secret: bytes | None = None) -> Copy:
    """A copy, signed with a `secret` of 32 bytes if it is wanted so.

    Its document is that of the copy before, if only the kind of file is another one.
    """
    from postigo.reports import copies, preview, signature  # noqa: PLC0415 - in the thread; most never come here
    from postigo.reports.formats import render  # noqa: PLC0415 - see above

    same = before is not None and (before.of is report, before.language, before.wish.content) == (
        True,
        language,
        wish.content,
    )
    if same and before is not None:
        document, pair = before.document, before.pair
    else:
        labelled = replace(report, label=one_line(wish.label)[:LONGEST_LABEL])
        pair = None if wish.pair is None else deepcopy(wish.pair.pair)  # a copy that nobody saves adds nothing to it
        document = copies.document(labelled, language, wish.level, wish.cover, pair)
        if wish.sign and secret is not None:
            document = signature.signed(document, secret)
    content = render(wish.form, document)
    return Copy(report, language, wish, document, content, *preview.words(wish.form, content, document), pair)
