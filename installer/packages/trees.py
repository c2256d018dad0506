"""Folders for packages: one time, and modes by which only the owner may write."""

from __future__ import annotations

import os
from pathlib import Path


def settle(root: Path, epoch: int) -> None:
    """Set modes and times. Folders and programs get 755, all else 644, whatever the folder had where it was made."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or is_program(path) else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def is_program(path: Path) -> bool:
    """Whether a file is a program: a script, or a binary that is no library."""
    with path.open("rb") as file:
        start = file.read(4)
    return start[:2] == b"#!" or (start == b"\x7fELF" and ".so" not in path.name)
