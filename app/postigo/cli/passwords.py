"""`postigo passwords`: the child starts first, while the rest of the command is loaded."""

from __future__ import annotations

from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext

from postigo.passwords.process import started
from postigo.pipe.host import Process
from postigo.store.context import Context


def ahead(args: Namespace) -> AbstractContextManager[Process | None]:
    """The child, for a call that has files to look at."""
    return started() if args.files and not args.forget else nullcontext()


def run(args: Namespace, context: Context) -> int:
    """The command, with what was started `ahead`."""
    from postigo.cli import password_audit  # noqa: PLC0415 - after the start

    return password_audit.run(args, context, args.ahead)
