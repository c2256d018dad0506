"""`postigo passphrase`: a new phrase of words, drawn by the system's own randomness. It is kept nowhere."""

from __future__ import annotations

import sys
from argparse import Namespace

from postigo.cli import terminal
from postigo.cli.status import Exit, UsageError
from postigo.core.values import Text
from postigo.passwords import passphrase
from postigo.reports.paper import wrapped
from postigo.store.context import Context
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command. The phrase alone goes to stdout, so that it can be handed on; what it is worth goes to stderr."""
    count = passphrase.USUAL if args.words is None else args.words
    if not passphrase.FEWEST <= count <= passphrase.MOST:
        values = {"fewest": passphrase.FEWEST, "most": passphrase.MOST}
        raise UsageError(Text("A phrase has {fewest} to {most} words.", values=values))
    made = passphrase.make(count, context.lang)
    terminal.write([made.text])
    sys.stdout.flush()
    worth = Words(context.lang).say(passphrase.strength(made.bits))
    terminal.write(wrapped(worth, terminal.paper(sys.stderr)), sys.stderr)
    return Exit.NOTHING_TO_DO
