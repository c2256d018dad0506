"""Password audit as plain text, for the terminal and for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from postigo import __version__
from postigo.core.model import Level
from postigo.core.redact import Disclosure
from postigo.core.values import Account, Path, Site, Text, Version
from postigo.passwords import export_file, wording
from postigo.passwords.model import Judged, Profile, Reason
from postigo.passwords.result import FileSeen, Result
from postigo.passwords.severity import level, of_reason
from postigo.reports.paper import Paper, wrapped
from postigo.reports.text import row
from postigo.words import Words

_SHOWN: Final = 25
"""Most entries on a screen, before it says how many more there are. A person begins with the first of them."""


def head(result: Result, when: datetime, words: Words, paper: Paper) -> Iterator[str]:
    """When, and each file: what it is, and what was wrong with it."""
    title = Text("Postigo {version}: your passwords, on {when}", values={"version": Version(__version__), "when": when})
    yield from wrapped(words.say(title), paper, style="1")
    yield ""
    for seen in result.files:
        yield from _file(seen, words, paper)
    if result.crash:
        fault = Text("The look stopped early. The fault is ours, not yours. What was seen so far is here.")
        yield from row(None, words.say(fault), words, paper)
    yield ""


def _file(seen: FileSeen, words: Words, paper: Paper) -> Iterator[str]:
    name = Path(seen.path)
    if seen.source is not None:
        told = Text("{file}: {kind}", values={"file": name, "kind": wording.SOURCES[seen.source]})
        yield from wrapped(words.say(told), paper, hang=2)
    for snag in (one for one in seen.snags if one.whole):
        told = Text("{file}: {trouble}", values={"file": name, "trouble": wording.SNAGS[snag.snag]})
        yield from row(None, words.say(told), words, paper)
    for trouble in seen.troubles():
        yield from row(None, words.say(wording.placed(*trouble)), words, paper)


def entries(ordered: Iterable[Judged], words: Words, paper: Paper) -> Iterator[str]:
    """The entries that ask for something, in the order given; all of them with `paper.details`."""
    asking = [entry for entry in ordered if level(entry) >= Level.ADVISE or paper.details]
    shown = asking if paper.details else asking[:_SHOWN]
    for entry in shown:
        yield from row(level(entry), words.say(_line(entry)), words, paper)
    if len(shown) < len(asking):
        n = len(asking) - len(shown)
        more = Text(
            "And {n} more. --details shows all of them.", "And {n} more. --details shows all of them.", n, {"n": n}
        )
        yield from wrapped(words.say(more), paper, margin=2)
    if shown:
        yield ""


def _line(entry: Judged) -> Text:
    """One entry: where, who, how strong, and why."""
    where = Site(entry.site or entry.name) if entry.site or entry.name else None
    whose: Text
    if where is not None and entry.user:
        whose = Text("{site}, {user}", values={"site": where, "user": Account(entry.user)})
    elif where is not None:
        whose = Text("{site}", values={"site": where})
    else:
        whose = Text("row {row}", values={"row": entry.row})
    why = [_why(entry, reason) for reason in sorted(entry.reasons, key=lambda one: -of_reason(one, entry.score))]
    strength = wording.SCORES[entry.score] if entry.score is not None else wording.SHORT_REASONS[Reason.EMPTY]
    if not why:
        return Text("{whose}: {strength}", values={"whose": whose, "strength": strength})
    # What can be better first: a strong one that is used twice is no "very good".
    return Text("{whose}: {why} (strength: {strength})", values={"whose": whose, "strength": strength, "why": why})


def _why(entry: Judged, reason: Reason) -> Text:
    """A reason in a few words, with the group of those that have it together."""
    short = wording.SHORT_REASONS[reason]
    together = Reason.REUSED if Reason.REUSED in entry.reasons else Reason.SHARED
    if reason is together and entry.reuse_group is not None:
        return Text("{why} (group {number})", values={"why": short, "number": entry.reuse_group})
    if reason is Reason.NEAR and entry.near_group is not None:
        return Text("{why} (near group {number})", values={"why": short, "number": entry.near_group})
    return short


def tail(result: Result, profile: Profile, words: Words, paper: Paper) -> Iterator[str]:
    """Counts, each reason with its meaning and advice, and what was not told."""
    yield from wrapped(words.say(_counted(result)), paper, style="1")
    yield ""
    found = result.counts()
    weight = dict.fromkeys(found, Level.GOOD)
    for entry in result.entries:
        for reason in entry.reasons:
            weight[reason] = max(weight[reason], of_reason(reason, entry.score))
    advised: list[Text] = []
    for reason in sorted(found, key=lambda one: (-weight[one], -found[one])):
        counted = Text("{what}: {n}", values={"what": wording.SHORT_REASONS[reason], "n": found[reason]})
        yield from row(weight[reason], words.say(counted), words, paper)
        if weight[reason] >= Level.ADVISE or reason in wording.ADVICE:
            advice = wording.ADVICE.get(reason, wording.CHANGE)
            sentences = [wording.REASONS[reason], *([] if advice in advised else [advice])]  # the same advice once
            advised.append(advice)
            yield from wrapped(" ".join(words.say(one) for one in sentences), paper, margin=6)
    if found:
        yield ""
    yield from _untold(result, words, paper)
    if profile is Profile.NIST or Reason.OLD in found:
        yield from wrapped(words.say(wording.WHY_TWO), paper)
        yield ""


def _counted(result: Result) -> Text:
    """Sentence on how much was looked at, and how much can be better. Never a count of nothing."""
    total = len(result)
    asking = sum(1 for entry in result.entries if level(entry) >= Level.ADVISE)
    if not total:
        return Text("No password was looked at.")
    if not asking:
        return Text(
            "{n} entry was looked at. Nothing weak was seen in it.",
            "{n} entries were looked at. Nothing weak was seen in them.",
            total,
            {"n": total},
        )
    return Text(
        "{n} entry was looked at. In {asking} something can be better.",
        "{n} entries were looked at. In {asking} something can be better.",
        total,
        {"n": total, "asking": asking},
    )


def _untold(result: Result, words: Words, paper: Paper) -> Iterator[str]:
    """Lines on what this audit did not look at."""
    if len(result) and not result.asked_for_leaks:
        told = Text("It was not looked up whether these passwords were stolen: --hibp does that.")
        yield from wrapped(words.say(told), paper)
    if result.leak_list is not None and result.leak_list.trouble is not None:
        yield from row(None, words.say(wording.LIST_TROUBLES[result.leak_list.trouble]), words, paper)
    if n := result.not_looked_up:
        told = Text(
            "It could not be looked up whether {n} password was stolen.",
            "It could not be looked up whether {n} passwords were stolen.",
            n,
            {"n": n},
        )
        yield from row(None, words.say(told), words, paper)
    if result.kept is not None and result.kept.why is not None:
        yield from row(None, words.say(wording.UNTOLD[result.kept.why]), words, paper)
    if result.kept is not None and result.kept.anew:
        yield from wrapped(words.say(wording.ANEW), paper)
    if len(result) and result.engine:
        yield from wrapped(words.say(wording.WHO_COULD_READ[result.sealed]), paper)
    if len(result):
        yield from wrapped(words.say(Text("No sign of weakness does not mean that a password is safe.")), paper)


def after(result: Result, words: Words, paper: Paper) -> Iterator[str]:
    """Lines on what to do with the files afterwards."""
    told = export_file.in_short((seen.path, seen.source) for seen in result.files)
    if told:
        yield ""
    for each in told:
        yield from wrapped(words.say(each), paper)


def text(result: Result, when: datetime, profile: Profile, words: Words, paper: Paper) -> bytes:
    """A copy: counts at the lower levels, the entries too at the full one."""
    lines = [*head(result, when, words, paper)]
    if words.stand_ins.disclosure is Disclosure.FULL:
        lines += entries(result.entries, words, paper)
    lines += tail(result, profile, words, paper)
    if words.stand_ins.disclosure is not Disclosure.FULL:
        told = Text(
            "This copy names no page and no user. On your own screen they are shown, and in a copy with --level full."
        )
        lines += wrapped(words.say(told), paper)
    return ("\n".join(lines) + "\n").encode(errors="replace")
