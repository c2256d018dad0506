"""Paper of a log, to sign: entries, files with their state, head, lines for custody.

As plain text and as a page (HTML) without scripts. A file stands there with its name, never with its folder.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Quoted, Text
from postigo.evidence import wording
from postigo.evidence.clock import Moment
from postigo.evidence.entry import Entry, Kind, Part
from postigo.evidence.log import Log
from postigo.evidence.picked import Now, PickedFile
from postigo.reports.markup import Html, tag, together
from postigo.reports.printable import printable
from postigo.words import Words

_WIDTH: Final = 78
_LINE: Final = "_" * 30
_STYLE: Final = Html(
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
    "dt{font-weight:bold}dd{margin:0 0 .4em 1em;white-space:pre-wrap;overflow-wrap:anywhere}"
    "code{overflow-wrap:anywhere}section{break-inside:avoid}td,th{text-align:left;padding:.3em .6em;"
    "border:1px solid #666;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td{height:2.5em}"
)

_TITLE: Final = Text("Log of what happened")
_FILES: Final = Text("Files, compared on the day of this paper")
_SIGN: Final = Text("To sign")
_CUSTODY: Final = Text("Through whose hands it went")
_I_WROTE: Final = Text("I wrote these entries:")
_LAST: Final = Text("Fingerprint of the last one (SHA-256):")
_SIGNED: Final = (Text("Name"), Text("Signature"), Text("Day"))
_HANDS: Final = (Text("Shown to, or handed over to"), Text("Day and hour"), Text("Signature"))
_NO_FILES: Final = Text("No file was noted.")
_STAY: Final = Text("The files are not in here. They stay on the person's device, untouched.")


@dataclass(frozen=True, slots=True)
class Paper:
    """Content of the paper, in one language. `states` is what has become of each file, in the order of the entries."""

    log: Log
    states: Sequence[tuple[Entry, PickedFile, Now]]
    made: Moment
    words: Words


def text(paper: Paper) -> str:
    """The paper as plain text."""
    say = paper.words.say
    lines = [say(_TITLE), "=" * len(say(_TITLE)), ""]
    for part in _opening(paper):
        lines += [*_wrapped(part), ""]
    lines += entries(paper.log, paper.words)
    lines += [say(_FILES), "-" * len(say(_FILES)), "", files(paper)]
    head = paper.log.checked.head
    lines += [say(_SIGN), "-" * len(say(_SIGN)), "", f"{say(_I_WROTE)} {head.count}", say(_LAST), head.sha256, ""]
    lines += [f"{say(label)}: {_LINE}\n" for label in _SIGNED]
    lines += [say(_CUSTODY), "-" * len(say(_CUSTODY)), "", *(f"{line}\n" for line in _custody(paper))]
    lines += ["\n".join(f"{say(label)}: {_LINE}" for label in _HANDS) + "\n"] * 3
    return "\n".join(lines)


def entries(log: Log, words: Words) -> list[str]:
    """Each entry as lines of plain text."""
    lines = []
    for entry in log.checked.entries:
        lines.append(_heading(entry, words))
        lines += [line for name, typed in _rows(entry, words) for line in _wrapped(f"{name}: {typed}", "   ")]
        lines.append("")
    return lines


def files(paper: Paper) -> str:
    """List of the picked files: entry, name, state, size, fingerprint."""
    say = paper.words.say
    if not paper.states:
        return say(_NO_FILES) + "\n"
    rows = [say(_STAY), ""]
    for entry, file, now in paper.states:
        rows += [
            f"{entry.seq}. {printable(file.name)}: {say(wording.STATES[now])}",
            f"   {_size(file, paper.words)}, SHA-256 {file.sha256}",
            "",
        ]
    return "\n".join(rows)


def html(paper: Paper) -> str:
    """The paper as a page."""
    say, head = paper.words.say, paper.log.checked.head
    parts = [tag("h1", say(_TITLE)), *(tag("p", part) for part in _opening(paper))]
    for entry in paper.log.checked.entries:
        rows = [piece for name, typed in _rows(entry, paper.words) for piece in (tag("dt", name), tag("dd", typed))]
        parts.append(tag("section", tag("h2", _heading(entry, paper.words)), tag("dl", *rows)))
    parts += [tag("h2", say(_FILES)), tag("p", say(_STAY if paper.states else _NO_FILES))]
    parts += [
        tag(
            "p",
            f"{entry.seq}. {printable(file.name)}: {say(wording.STATES[now])}. ",
            f"{_size(file, paper.words)}. ",
            tag("code", file.sha256),
        )
        for entry, file, now in paper.states
    ]
    parts += [tag("h2", say(_SIGN)), tag("p", f"{say(_I_WROTE)} {head.count}. {say(_LAST)} ", tag("code", head.sha256))]
    parts += [tag("p", f"{say(label)}: {_LINE}") for label in _SIGNED]
    empty = tag("tr", *(tag("td", "\N{NO-BREAK SPACE}") for _ in _HANDS))
    heads = tag("tr", *(tag("th", say(label), scope="col") for label in _HANDS))
    parts += [
        tag("h2", say(_CUSTODY)),
        *(tag("p", line) for line in _custody(paper)),
        tag("table", heads, empty, empty, empty),
    ]
    top = together(Html('<meta charset="utf-8">'), tag("title", say(_TITLE)), tag("style", _STYLE))
    page = tag("html", tag("head", top), tag("body", *parts), lang=paper.words.language)
    return f"<!DOCTYPE html>\n{page}\n"


def _opening(paper: Paper) -> Iterator[str]:
    """Sentences at the top: purpose, soundness, worth of the times, day."""
    yield paper.words.say(wording.HELPS)
    yield " ".join(paper.words.say(text) for text in wording.verified(paper.log))
    yield " ".join(paper.words.say(text) for text in wording.worth(paper.log.checked))
    yield paper.words.say(Text("Made on {when}.", values={"when": Quoted(_when(paper.made))}))


def _custody(paper: Paper) -> Iterator[str]:
    """Custody of which the log itself tells: to whom, and when."""
    for entry in paper.log.checked.entries:
        if entry.draft.kind in {Kind.SHOWN, Kind.HANDED}:
            said = [entry.draft.said.get(part, "") for part in (Part.TO, Part.DAY)]
            whom = printable(", ".join(part for part in said if part))
            yield f"{entry.seq}. {paper.words.say(wording.kind(entry.draft))}: {whom}"


def _heading(entry: Entry, words: Words) -> str:
    return f"{entry.seq}. {words.say(wording.kind(entry.draft))}"


def _when(moment: Moment) -> str:
    """Time as it is stored, easier to read: day, hour, offset from UTC."""
    day, _, hour = moment.at.partition("T")
    return printable(f"{day} {hour[:8]} UTC{hour[8:]}")


def _rows(entry: Entry, words: Words) -> Iterator[tuple[str, str]]:
    say = words.say
    for name, typed in wording.said(entry.draft):
        yield say(name), printable(typed.text)
    if entry.draft.file:
        yield say(Text("File")), printable(entry.draft.file.name)
    yield say(Text("Time of writing")), f"{_when(entry.moment)}, {say(wording.CLOCKS[entry.moment.in_step])}"


def _size(file: PickedFile, words: Words) -> str:
    return words.say(Text("{n} byte", "{n} bytes", n=file.size, values={"n": file.size}))


def _wrapped(text: str, margin: str = "") -> list[str]:
    return [
        line
        for part in text.splitlines() or [""]
        for line in textwrap.wrap(
            part,
            _WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
        or [""]
    ]
