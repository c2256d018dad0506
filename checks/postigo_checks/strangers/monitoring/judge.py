"""Judge of `info.monitoring-software`. A sentence names a kind, and never a program: that stands in the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Program, Text, gaps
from postigo_checks.strangers.monitoring.fact import Kind, Part, Watched

_MAY_WATCH: Final = {
    Kind.HIDDEN: Text("A program that records keys or the screen may be on this computer. Do not remove it yet."),
    Kind.FAMILY: Text("A program for parental control may watch this computer. Do not remove it yet."),
    Kind.CLASS: Text("A program of a classroom may watch this computer. Do not remove it yet."),
    Kind.WORK: Text("A program of a company may watch this computer. Do not remove it yet."),
}
"""Sentence on each kind, in the order in which they are told."""

_UNSEEN: Final = {
    Part.RUNNING: Text("We could not see which programs are running."),
    Part.HIDDEN: Text("Programs of other accounts are hidden from us. One of them could watch."),
    Part.STARTED: Text("We could not see what starts with this computer."),
    Part.MANAGED: Text("We could not see whether an administrator manages this computer from elsewhere."),
}


def judge(fact: Watched) -> Iterator[Finding | Gap]:
    """Findings of one kind each, all NOTE. None found is a NOTE too: it proves nothing (decision 0676)."""
    for kind, text in _MAY_WATCH.items():
        names = [watcher.name for watcher in fact.watchers if watcher.kind is kind]
        if names:
            evidence = {f"name {number}": Program(name) for number, name in enumerate(names, start=1)}
            yield Finding(f"{kind.value}-seen", Level.NOTE, text, evidence=evidence, whose=True)
    if fact.managed:
        managed = Text("A school or a company may manage this computer from elsewhere. Do not change that yet.")
        yield Finding("managed", Level.NOTE, managed, whose=True)
    if not fact.watchers and not fact.managed and not fact.unseen:
        none = Text("We have found no known program that watches. This does not prove that there is none.")
        yield Finding("nothing-known", Level.NOTE, none)
    yield from gaps(fact.unseen, _UNSEEN)
