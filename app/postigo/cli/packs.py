"""`postigo packs`: whose checks there are, and whether the code of others may run here."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from postigo import additions, invocation
from postigo.cli import catalogue, terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.events import Catalogue
from postigo.core.model import BUILT_IN
from postigo.core.report import PackInfo, PackState
from postigo.core.values import Path, Quoted, Text, Version
from postigo.reports import wording
from postigo.reports.paper import Paper, wrapped
from postigo.store.context import Context
from postigo.store.places import SETTINGS, settings_folder
from postigo.words import Words

_STATES = {
    PackState.RUNS: Text("runs"),
    PackState.OFF: Text("off"),
    PackState.BROKEN: Text("broken"),
}
_COLOURS = {PackState.RUNS: "32", PackState.OFF: "2", PackState.BROKEN: "1;31"}


def run(args: Namespace, context: Context) -> int:
    """The command."""
    words, paper, enabled = Words(context.lang), terminal.paper(sys.stdout), context.settings.enabled_packs
    if args.action is None:
        terminal.write(_lines(catalogue.catalogue(enabled), words, paper))
        return Exit.NOTHING_TO_DO
    action = catalogue.one_of("postigo packs", args.action, ("enable", "disable"))
    if args.name is None:
        raise UsageError(
            Text("Which pack? This lists them: {command}", values={"command": Quoted(invocation.line("packs"))})
        )
    pack = _named(args.name, catalogue.catalogue(enabled))
    if pack.origin == BUILT_IN:
        raise UsageError(
            Text("The pack “{name}” is Postigo's own. It always runs.", values={"name": Quoted(pack.name)})
        )
    after = catalogue.allow(pack.origin, allowed=action == "enable")
    saved = Text("Kept in {file}.", values={"file": Path(str(settings_folder() / SETTINGS))})
    now = _named(args.name, catalogue.catalogue(after.enabled_packs))
    terminal.write([*_pack(now, words, paper), *wrapped(words.say(saved), paper)])
    return Exit.CANNOT_TELL if now.state is PackState.BROKEN else Exit.NOTHING_TO_DO


def _named(name: str, found: Catalogue) -> PackInfo:
    """A pack by its name, or by the distribution that brings it."""
    for pack in found.packs:
        if name in {pack.name, pack.origin} and name != BUILT_IN:
            return pack
    raise UsageError(
        Text(
            "There is no pack “{name}” here. There is {known}. Install it first, with the Python that runs Postigo.",
            values={"name": Quoted(name), "known": [Quoted(pack.name) for pack in found.packs]},
        )
    )


def _lines(found: Catalogue, words: Words, paper: Paper) -> Iterator[str]:
    for pack in found.packs:
        yield from _pack(pack, words, paper)
    if (refused := additions.refused()) is not None:
        yield ""
        yield from wrapped(words.say(refused), paper)
    off = next((pack for pack in found.packs if pack.state is PackState.OFF), None)
    if off is not None:
        command = paper.call("packs", "enable", off.name)
        told = Text(
            "A pack that is off is somebody else's code. Once enabled, it runs with your rights. "
            "Enable it only if you trust who made it: {command}",
            values={"command": Quoted(command)},
        )
        yield ""
        yield from wrapped(words.say(told), paper, whole=command)


def _pack(pack: PackInfo, words: Words, paper: Paper) -> Iterator[str]:
    line = Text(
        "{name} {version}, {origin}: {state}",
        values={
            "name": Quoted(pack.name),
            "version": Version(pack.version),
            "origin": wording.origin(pack),
            "state": _STATES[pack.state],
        },
    )
    yield from wrapped(words.say(line), paper, style=_COLOURS[pack.state])
    if pack.error:
        yield from wrapped(pack.error, paper, margin=2)
