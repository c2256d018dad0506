"""`postigo explain CHECK`: what one check reads and can miss, why, and its plans."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator

from postigo.cli import catalogue, terminal
from postigo.cli.status import Exit
from postigo.core.model import Scope
from postigo.core.report import CheckInfo, PackInfo
from postigo.core.values import Quoted, Text, Version
from postigo.reports import redaction, watched, wording
from postigo.reports.paper import Paper, wrapped
from postigo.reports.text import guide
from postigo.store.context import Context
from postigo.words import Words

_SCOPES = {
    Scope.USER: Text("It looks at this account only."),
    Scope.MACHINE: Text("It looks at the whole computer, and at nobody's account."),
}


def run(args: Namespace, context: Context) -> int:
    """The command."""
    found = catalogue.catalogue(context.settings.enabled_packs, catalogue.remembered(args.replay))
    if catalogue.missing([args.check], (line.check for line in found.listed)) is not None:
        raise catalogue.unknown(args.check, found, args.replay)
    report = catalogue.speaks_to(context).retold(found.report())
    line = report.listing(args.check)
    pack = next(pack for pack in report.packs if pack.name == line.pack)
    terminal.write(_lines(line, pack, redaction.words_for(context.lang, report), terminal.paper(sys.stdout)))
    return Exit.NOTHING_TO_DO


def _lines(line: CheckInfo, pack: PackInfo, words: Words, paper: Paper) -> Iterator[str]:
    yield from wrapped(words.say(line.title, line.pack), paper, style="1")
    tip = Text(
        "{check}, tip {n}: {tip}", values={"check": Quoted(line.check), "n": line.tip, "tip": wording.TIPS[line.tip]}
    )
    yield from wrapped(words.say(tip), paper)
    before = [(watched.HEADING, list(watched.BEFORE))] if line.seeks_watchers else []
    for heading, sentences in (
        *before,
        (Text("Why"), [line.why]),
        (Text("What it reads"), [line.coverage.reads, _SCOPES[line.scope]]),
        (Text("What it can miss"), [line.coverage.misses, *_rights(line)]),
        (Text("What is given away"), [wording.SHARES[line.share]]),
    ):
        yield ""
        yield from wrapped(words.say(heading), paper, style="1")
        yield from wrapped(" ".join(words.say(sentence, line.pack) for sentence in sentences), paper, margin=2)
    if line.fixes:
        yield ""
        yield from wrapped(words.say(Text("How it is fixed")), paper, style="1")
        alike = Counter(plan.title.one for plan in line.fixes)  # several systems, or tools, for one aim
        for number, plan in enumerate(line.fixes):
            warned = any(before.safety for before in line.fixes[:number])
            mark = plan.id if alike[plan.title.one] > 1 else ""
            yield from guide(plan, line.pack, words, paper, mark=mark, margin=2, warn=not warned)
    yield ""
    origin = Text(
        "From the pack {name} {version} ({origin}).",
        values={"name": Quoted(pack.name), "version": Version(pack.version), "origin": wording.origin(pack)},
    )
    yield from wrapped(words.say(origin), paper)


def _rights(line: CheckInfo) -> list[Text]:
    return [Text("With administrator rights it could see more.")] if line.coverage.elevated else []
