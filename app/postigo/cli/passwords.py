"""`postigo passwords`: the child is started first, and sets itself up while the rest of the command is loaded."""

from __future__ import annotations

from argparse import Namespace
from contextlib import nullcontext

from postigo.passwords.process import started


def run(asked: Namespace) -> int:
    """The command."""
    with started() if asked.files and not asked.forget else nullcontext() as process:
        from postigo.cli import password_audit  # noqa: PLC0415 - after the start

        return password_audit.run(asked, process)
