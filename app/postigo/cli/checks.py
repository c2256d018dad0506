"""`postigo checks`: what there is to look at on this system, tip by tip."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from postigo import invocation
from postigo.audit.request import NO_RULES, Rules
from postigo.cli import catalogue, terminal
from postigo.cli.status import Exit
from postigo.core.events import Catalogue
from postigo.core.model import BUILT_IN
from postigo.core.report import TIPS, CheckInfo, PackInfo, PackState
from postigo.core.values import Quoted, Text
from postigo.reports import redaction, wording
from postigo.reports.paper import Paper, wrapped
from postigo.store.context import Context
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command."""
    found = catalogue.catalogue(context.settings.enabled_packs, catalogue.remembered(args.replay))
    words = redaction.words_for(context.lang, found.report())
    rules = Rules.of(context.policy) if args.replay is None else NO_RULES
    terminal.write(_lines(found, words, terminal.paper(sys.stdout, replay=args.replay), rules))
    return Exit.NOTHING_TO_DO


def _lines(found: Catalogue, words: Words, paper: Paper, rules: Rules) -> Iterator[str]:
    system = wording.PLATFORMS[found.platform]
    shown = [line for line in found.listed if not line.behind_door]  # somebody else may read this list (red line E10)
    n = len(shown)
    yield words.say(
        Text("One check on {system}:", "{n} checks on {system}:", n, {"n": n, "system": system}),
    )
    column = 4 + max((len(line.check) for line in shown), default=0)
    packs = {pack.name: pack for pack in found.packs if pack.state is PackState.RUNS}
    for tip in TIPS:
        listed = [line for line in shown if line.tip == tip]
        if listed:
            yield ""
            yield from wrapped(f"{tip} · {words.say(wording.TIPS[tip])}", paper, style="1")
        for line in listed:
            yield from wrapped(
                f"{line.check.ljust(column - 2)}{_title(line, packs[line.pack], words, rules)}",
                paper,
                margin=2,
                hang=column - 2,
            )
    yield ""
    yield from _packs(found, words, paper)
    for line in shown[:1]:
        command = paper.call("explain", line.check)
        more = Text("To read more about one, type its name, as here: {command}", values={"command": Quoted(command)})
        yield from wrapped(words.say(more), paper, whole=command)


def _title(line: CheckInfo, pack: PackInfo, words: Words, rules: Rules) -> str:
    """Title of a check, and its pack where it is not our own. One that the policy leaves out says so."""
    named = Text("{title} (only when you ask for it)", values={"title": line.title}) if line.on_request else line.title
    if not rules.permit(line.check, line.scope):
        named = Text("{title} (left out by the policy)", values={"title": named})
    title = words.say(named, line.pack)
    return title if pack.origin == BUILT_IN else f"{title} ({pack.name})"


def _packs(found: Catalogue, words: Words, paper: Paper) -> Iterator[str]:
    """Packs without a part in the list, so that nobody takes it for the whole."""
    for pack in found.packs:
        if pack.state is PackState.BROKEN:
            yield from wrapped(words.say(wording.broken(pack)), paper, style="1;31")
        elif pack.state is PackState.OFF:
            command = invocation.line("packs")
            off = Text(
                "The pack “{name}” is off. This tells more: {command}",
                values={"name": Quoted(pack.name), "command": Quoted(command)},
            )
            yield from wrapped(words.say(off), paper, whole=command)
