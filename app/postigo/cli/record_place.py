"""Place of a recording: a named file, or a case of a check's tests. The latter is in a source checkout."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path as File
from typing import Final

from postigo.cli.status import UsageError
from postigo.core.values import Quoted, Text

ROOT: Final = File(__file__).resolve().parents[3]
"""The checkout, if we run out of one."""

_PLATFORMS: Final = {"win32": "windows", "darwin": "macos"}
_CASE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def chosen(args: Namespace, root: File = ROOT) -> tuple[Sequence[str], str]:
    """Checks to ask, and the file to write.

    It is that of `--output`, of `--check` and `--case`, or of `--windows-calls`; `UsageError` else.
    """
    if args.windows_calls is not None:
        if args.checks or args.output or args.check or args.case:
            raise UsageError(Text("--windows-calls asks for all of them, and names its own file. Leave the rest out."))
        return [], args.windows_calls
    if args.check is None and args.case is None:
        if args.output is None:
            raise UsageError(Text("Where shall it be kept? Name a new file with --output."))
        return args.checks, args.output
    if args.output is not None or args.checks:
        raise UsageError(Text("--check and --case say what is kept where: leave --output and other checks out."))
    if args.check is None or args.case is None:
        raise UsageError(Text("--check and --case go together: the check, and what its case is called."))
    recordings = root / "tests/recordings"
    if not recordings.is_dir():
        raise UsageError(
            Text("--case writes into Postigo's source code, and this Postigo was installed without it. Use --output.")
        )
    if not _CASE.fullmatch(args.case):
        raise UsageError(
            Text(
                "“{case}” is no name of a case. Use small letters, figures and “-”.",
                values={"case": Quoted(args.case)},
            )
        )
    folder = recordings / args.check
    if args.check not in (entry.name for entry in recordings.iterdir()):
        raise UsageError(
            Text(
                "There is no folder {folder}. Make the check first, with installer.check.",
                values={"folder": Quoted(f"tests/recordings/{args.check}")},
            )
        )
    platform = _PLATFORMS.get(sys.platform, "linux")
    return [args.check], os.path.relpath(folder / f"{platform}-{args.case}.json")
