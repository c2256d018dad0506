"""Values beside an expression of PowerShell, for nothing that was said stands in code.

PowerShell ends a '…' text at five different quotation marks, of which names of folders may hold each. So a value is a
variable, set beside the expression to a text made of ASCII and of numbers of characters. (base64 would need `[Convert]`,
which Constrained Language Mode refuses.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

NAMES: Final = frozenset({"account", "device", "file", "folder", "network", "program"})
"""Names that a value may have. None is a variable that PowerShell has for itself (about_Automatic_Variables)."""


def check_names(names: Iterable[str]) -> None:
    """ValueError for a name of a value that is not on the list."""
    for name in names:
        if name not in NAMES:
            raise ValueError(f"a value cannot be called {name!r}: only {', '.join(sorted(NAMES))}")


def literal(text: str) -> str:
    """Text as an expression of PowerShell in ASCII. Every other character is named by its number.

    Characters beyond the basic plane become their two surrogates, which is what PowerShell's strings are made of.
    """
    parts = []
    for run in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]", text):
        if run.isascii() and run.isprintable():
            parts.append("'" + run.replace("'", "''") + "'")
        else:
            units = run.encode("utf-16-le", "surrogatepass")
            parts += [f"[char]{int.from_bytes(units[at : at + 2], 'little')}" for at in range(0, len(units), 2)]
    return "'' + " + " + ".join(parts) if parts else "''"


def assignments(values: Mapping[str, str]) -> str:
    """The variables that stand beside an expression, as code. ValueError for a name that is not on the list."""
    check_names(values)
    return "".join(f"${name} = {literal(value)}; " for name, value in values.items())
