"""The child that sees passwords, as a process with nothing told to it yet.

Standard library only: it is started before the rest of an audit is loaded, so that both sides set themselves up at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from postigo import bounds
from postigo.pipe import host, reexec
from postigo.pipe.host import Process

MODULE: Final = "postigo.passwords.sandbox.worker"

_NEEDS: Final = (
    *("postigo", "postigo_resources", "zxcvbn", "zxcvbn_rs_py", "defusedxml", "pykeepass", "lxml", "Cryptodome"),
    *("argon2", "_argon2_cffi_bindings", "_cffi_backend", "cffi", "pycparser", "construct", "pyotp"),
)
"""Packages that the child imports beside the standard library. Where these lie is all that it looks through."""


def command() -> list[str]:
    """How the child is started: alone, and with a list of folders of its own.

    Whoever else has put something into this Python (`.pth` files, `sitecustomize`, PYTHONPATH) does not run in it.
    """
    return reexec.bare(MODULE, reexec.folders_of(_NEEDS), alone=True)


def start() -> Process:
    """A new child. What it is to do goes down its stdin."""
    with bounds.children_write_no_core():
        return host.start(command())


@contextmanager
def started() -> Iterator[Process]:
    """New child that is gone at the end, whether it was told anything or not."""
    with start() as process:
        try:
            yield process
        finally:
            process.kill()  # it has ended long ago, or nobody needs it
