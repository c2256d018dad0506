"""`postigo fix`: changes by Postigo, for a person or for the window."""

from __future__ import annotations

from argparse import Namespace

from postigo.cli import catalogue, own_account
from postigo.store.context import Context


def run(args: Namespace, context: Context) -> int:
    """The command. Exit status: 0 changed and mended, or nothing to change; 1 not changed; 3 not everything could be told."""
    replay = catalogue.remembered(args.replay)
    if replay is None:
        own_account.refuse_another()
    if args.events:  # the window waits for it, and each module that is imported costs time
        from postigo.cli.fix_events import events  # noqa: PLC0415 - as above

        return events(replay, context)
    from postigo.cli.fix_offers import run as told  # noqa: PLC0415 - as above

    return told(args, context, replay)
