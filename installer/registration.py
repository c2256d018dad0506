"""Registration of a check: its two lines in the list of the built-in pack."""

from __future__ import annotations

import re
from pathlib import Path

from installer.skeleton import Names

_IMPORT = re.compile(r"^from postigo_checks\.([\w.]+) import ([\w, ]+)$", re.MULTILINE)
_TIP = re.compile(r"^ +tip=(\d),$", re.MULTILINE)


def listed(pack: Path, names: Names) -> str:
    """Pack's `__init__.py` with one more check: behind the last of its tip. It is shown there too."""
    text = (pack / "__init__.py").read_text("utf-8")
    tips = {
        constant: {int(tip) for tip in _TIP.findall((pack / f"{module.replace('.', '/')}.py").read_text("utf-8"))}
        for module, constants in _IMPORT.findall(text)
        for constant in constants.split(", ")
    }
    lines = text.splitlines(keepends=True)
    imports = [at for at, line in enumerate(lines) if _IMPORT.match(line)]
    members = [at for at, line in enumerate(lines) if line.strip(" ,\n") in tips and line.startswith("        ")]
    same = [at for at in members if names.tip in tips[lines[at].strip(" ,\n")]]
    lines.insert((same or members)[-1] + 1, f"        {names.constant},\n")
    line = f"from postigo_checks.{names.subject}.{names.folder}.check import {names.constant}\n"
    after = [at for at in imports if lines[at] < line]
    lines.insert(after[-1] + 1 if after else imports[0], line)
    return "".join(lines)
