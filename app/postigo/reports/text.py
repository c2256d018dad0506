"""Report as plain text, for a terminal and for a file. What to do comes first, then everything.

What counts stands first, where a screen begins: the verdict and what to do. What is fine is one line in each tip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from postigo.core import advice
from postigo.core.model import Level, Plan
from postigo.core.report import DOOR, Shutter
from postigo.core.values import Text, Version
from postigo.reports import parts, watched, wording
from postigo.reports.evidence_names import named
from postigo.reports.paper import Paper, folded, styled, wrapped
from postigo.reports.shape import Document, advised, of_tip, only_fine, steps
from postigo.words import Words

# A shape and a word tell the state; the colour only helps. (sign, ASCII sign, ANSI colour)
_SIGNS: Final[dict[Level | None, tuple[str, str, str]]] = {
    Level.GOOD: ("✓", "+", "32"),
    Level.NOTE: ("•", "-", "36"),
    Level.ADVISE: ("△", "^", "33"),
    Level.ACT: ("!", "!", "1;31"),
    None: ("?", "?", "2"),
}
_SHUTTERS: Final[dict[Shutter, tuple[str, str, str]]] = {
    Shutter.CLOSED: ("[██]", "[##]", "32"),
    Shutter.AJAR: ("[▌▐]", "[##/", "33"),
    Shutter.ASKING: ("[▌▐]", "[##/", "36"),
    Shutter.OPEN: ("[  ]", "[  ]", "1;31"),
    Shutter.FOGGED: ("[░░]", "[~~]", "2"),
    Shutter.BARE: ("[??]", "[??]", "2"),
}
_MARGIN: Final = 2
_NARROW: Final = 60
_MANY: Final = 3  # things of one tip that are fine: so many are named in one line


def render(document: Document, paper: Paper | None = None) -> bytes:
    """The copy in words, UTF-8. It folds nothing: who reads it has no other screen."""
    paper = replace(paper or Paper(), whole=True)
    words = Words(document["lang"])
    lines = [*whole(document, words, paper), "", *helping(words, paper), *closing(document, words, paper)]
    return ("\n".join(lines) + "\n").encode()


def whole(document: Document, words: Words, paper: Paper) -> Iterator[str]:
    """Report in words: what counts first, then everything tip by tip."""
    yield from head(document, words, paper)
    yield from start(document, words, paper)
    for number in document["order"]["tips"]:
        yield from tip(document, number, words, paper)
    yield from tail(document, words, paper)


def head(document: Document, words: Words, paper: Paper) -> Iterator[str]:
    """Head of the report: the machine, the time, the verdict."""
    title = words.say(
        Text(
            "Postigo {version}: this computer on {when}",
            values={"version": Version(document["app"]["version"]), "when": Version(document["when"])},
        )
    )
    yield from wrapped(" · ".join([*_label(document), title]), paper, style="1")
    for sentence in parts.above(document, words):
        yield from wrapped(sentence, paper, style="1;33")
    yield ""
    yield from wrapped(" ".join(document["verdict"]), paper, style="1")
    yield ""


def _label(document: Document) -> list[str]:
    return [document["label"]] if "label" in document else []


def start(document: Document, words: Words, paper: Paper) -> Iterator[str]:
    """Beginning of the report: what only the person can tell, then what to do first.

    The steps stand under their tip. A copy names all there is to do; what was set aside comes last in it, and not first on a screen.
    """
    questions = [one for one in document["questions"] if _level(one) < Level.ADVISE][
        : None if paper.whole else advice.FEW
    ]
    for one in questions:
        sign = _SIGNS[_level(one)][1 if paper.plain else 0]
        yield from wrapped(f"{sign} {one['text']}", paper, margin=_MARGIN, hang=2)
    if questions:
        yield ""
    things = document["to_do"]
    if not paper.whole:
        things = [thing for thing in things if "aside" not in thing][: advice.FEW]
    if not things:
        return
    yield styled(words.say(Text("Start here:")), "1", paper)
    for number, thing in enumerate(things, 1):
        style = _SIGNS[_level(thing)][2]
        mark = f"{number}. "
        yield from wrapped(
            f"{mark}{_titled(parts.what(thing), thing['effort'])}", paper, margin=_MARGIN, hang=3, style=style
        )
        if thing["fix"] is not None:
            yield from wrapped(thing["seen"], paper, margin=_MARGIN + 3)
    if "names_out" in document:
        yield from wrapped(document["names_out"], paper)
    yield ""


def _level(one: Mapping[str, Any]) -> Level:
    return Level[one["level"].upper()]


def tip(document: Document, number: int, words: Words, paper: Paper) -> Iterator[str]:
    """One tip: its shutter, what was seen, what was not, what to do. Nothing if nothing was asked."""
    here = of_tip(document, number)
    if not here:
        return
    shutter = document["shutters"][number - 1]
    yield from _heading(shutter, paper, counted=any(one.get("counts", True) for one in here))
    fine = [one for one in here if only_fine(one)]
    if paper.details or paper.whole or len(fine) < _MANY:
        fine = []
    for one in here:
        if one not in fine:
            yield from _check(one, words, paper)
    if fine:
        yield from row(Level.GOOD, "; ".join(one["title"] for one in fine) + ".", words, paper)
    yield ""


def _heading(shutter: Mapping[str, Any], paper: Paper, *, counted: bool) -> Iterator[str]:
    """Name of a tip, with its shutter where anything `counted` for it."""
    name = f"{shutter['tip']} · {shutter['title']}"
    state = shutter["state"]
    if not counted or state == "door":
        yield from wrapped(name, paper, style="1")
        return
    sign, plain, colour = _SHUTTERS[Shutter(state)]
    yield from wrapped(
        f"{plain if paper.plain else sign} {name}: {shutter['text']}",
        paper,
        hang=len(sign) + 1,
        style=colour if state in {Shutter.OPEN, Shutter.AJAR, Shutter.CLOSED} else "1",
    )


def tail(document: Document, words: Words, paper: Paper) -> Iterator[str]:
    """Lines for what is not here, and what nobody asked for."""
    if absent := [one["text"] for one in document["not_here"]]:
        once = " ".join(dict.fromkeys(absent))
        yield from wrapped(f"{words.say(Text('Nothing to look at:'))} {once}", paper)
    if unasked := [one["title"] for one in document["not_looked"]]:
        yield from wrapped(f"{words.say(Text('Not looked at:'))} {words.enumeration(unasked)}.", paper)
    if offered := wording.offered(document["offered"], paper.call):
        yield from wrapped(words.say(offered), paper, whole=wording.asking_for(document["offered"], paper.call))
    if not paper.details and not paper.whole:
        yield from wrapped(
            words.say(Text("--details also tells what is fine, and what each result is based on.")), paper
        )


def helping(words: Words, paper: Paper) -> Iterator[str]:
    """Tip 6: whom to call. It is in every copy, whatever was seen."""
    yield from wrapped(f"{DOOR} · {words.say(wording.TIPS[DOOR])}: {words.say(wording.DOOR)}", paper, style="1")
    first, *numbers = wording.help_now()
    yield from wrapped(words.say(first), paper, margin=_MARGIN)
    for number in numbers:
        yield from wrapped(words.say(number), paper, margin=_MARGIN + 2, hang=2)


def closing(document: Document, words: Words, paper: Paper) -> Iterator[str]:
    """Closing words of a copy about itself."""
    yield ""
    for name, what in parts.made(document, words):
        yield from wrapped(f"{name}: {what}", paper, hang=2)
    yield ""
    proves, *others = document["about"]
    for sentence in (*others, proves):
        yield from wrapped(sentence, paper)


def _check(one: Mapping[str, Any], words: Words, paper: Paper) -> Iterator[str]:
    findings = sorted(one["findings"], key=lambda finding: -_level(finding))
    for finding in findings:
        yield from row(_level(finding), parts.said(finding), words, paper)
        if paper.details:
            yield from _evidence(finding, words, paper)
    warned = False
    begin = column(words, paper)
    for plan, level in advised(one["findings"]):
        if level >= Level.ADVISE or paper.whole:
            yield from laid_out(plan, words, paper, margin=begin, warn=not warned)
            warned = warned or plan["safety"]
            continue
        arrow = "->" if paper.plain else "→"
        command = paper.call("explain", one["check"])
        yield from wrapped(
            f"{arrow} {plan['title']}: {command}", paper, margin=begin, hang=len(arrow) + 1, whole=command
        )
    for gap in one["unseen"]:
        yield from row(None, gap if findings else f"{one['title']}: {gap}", words, paper)
    if note := parts.watching(one, words):
        yield ""
        for sentence in note if paper.whole else [*note, words.say(watched.TYPED)]:
            yield from wrapped(sentence, paper, margin=_MARGIN)
    if paper.details and one.get("detail"):
        for known in one["detail"].splitlines():
            yield from wrapped(known, paper, margin=begin, hang=2, style="2")


def column(words: Words, paper: Paper) -> int:
    """Column where sentences begin: behind the longest state; on narrow paper, under the state."""
    if paper.width < _NARROW:
        return _MARGIN + 2
    return _MARGIN + 2 + max(len(words.say(word)) for word in wording.LEVELS.values()) + 2


def row(level: Level | None, sentence: str, words: Words, paper: Paper) -> Iterator[str]:
    """A state, by its sign and its word, and the sentence beside it."""
    sign, plain, colour = _SIGNS[level]
    begin = column(words, paper)
    state = f"{plain if paper.plain else sign} {words.say(wording.LEVELS[level])}"
    space = " " * max(begin - _MARGIN - len(state), 2)
    first, *rest = folded(sentence, paper.width - begin, begun=_MARGIN + len(state) + len(space) - begin)
    yield " " * _MARGIN + styled(state, colour, paper) + space + first
    for line in rest:
        yield " " * begin + line


def _evidence(finding: Mapping[str, Any], words: Words, paper: Paper) -> Iterator[str]:
    for name, item in finding["evidence"].items():
        told = f"{words.value(named(name))}: {item['text']}"
        yield from wrapped(told, paper, margin=column(words, paper), style="2")


def guide(
    plan: Plan,
    pack: str,
    words: Words,
    paper: Paper,
    *,
    mark: str = "",
    margin: int = 0,
    warn: bool = True,
) -> Iterator[str]:
    """Plan as text: mark, title, cost, safety note before the steps, steps.

    The note is left out where it was just said.
    """
    yield from laid_out(steps(plan, pack, words), words, paper, mark=mark, margin=margin, warn=warn)


def laid_out(
    plan: Mapping[str, Any], words: Words, paper: Paper, *, mark: str = "", margin: int = 0, warn: bool = True
) -> Iterator[str]:
    """A plan of a document as text."""
    arrow = ("->" if paper.plain else "→") + (f" [{mark}]" if mark else "")
    titled = _titled(plan["title"], plan["effort"])
    yield from wrapped(f"{arrow} {titled}", paper, margin=margin, hang=len(arrow) + 1)
    if plan["safety"] and warn:
        yield from wrapped(words.say(wording.safety()), paper, margin=margin + 3)
    for number, step in enumerate(plan["steps"], 1):
        told = step["text"]
        yield from wrapped(f"{number}. {told}", paper, margin=margin + 3, hang=3, whole=_to_type(told))


def _to_type(step: str) -> str:
    """Line that a step offers to be typed, if any: what follows its last colon. The full stop is left out."""
    _, colon, line = step.rpartition(": ")
    return line if colon and not line.endswith((".", "?", "!", ")", "»", "”")) else ""


def _titled(title: str, effort: str | None) -> str:
    return f"{title} ({effort.rstrip('.')})" if effort else title
