"""`postigo passwords`: the child starts first, while the rest of the command is loaded."""

from __future__ import annotations

from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec

from postigo.cli.status import UsageError
from postigo.core.values import Text
from postigo.passwords.process import started
from postigo.pipe.host import Process
from postigo.store.context import Context


def ahead(args: Namespace) -> AbstractContextManager[Process | None]:
    """The child, for a call that has files to look at. `UsageError` in a package without it: installer/packages."""
    if not args.files or args.forget:
        return nullcontext()
    if find_spec("postigo.passwords.sandbox") is None:
        raise UsageError(
            Text(
                "This package of Postigo has no window and does not look at passwords. The package “postigo” has both."
            )
        )
    return started()


def run(args: Namespace, context: Context) -> int:
    """The command, with what was started `ahead`."""
    from postigo.cli import password_audit  # noqa: PLC0415 - after the start

    return password_audit.run(args, context, args.ahead)
