"""Products of antivirus and firewall that Windows' Security Center knows.

The namespace is absent on Windows Server (0x8004100e, MISSING). `productState` is not documented by Microsoft; the mask
is the one that many have read out of it: bits 12 to 15 are a state *number* (expired is 3 and contains the bit of "on",
so it is compared, never bit-tested), bits 4 to 7 say whether the definitions are old, bits 8 to 11 whose product it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from postigo.api import CannotTell, Json, System, Unknown, attempt
from postigo_checks.common.json_answers import records

ANTIVIRUS = (
    "Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct"
    " | Select-Object displayName,productState,pathToSignedProductExe,pathToSignedReportingExe"
)
FIREWALL = (
    "Get-CimInstance -Namespace root/SecurityCenter2 -ClassName FirewallProduct"
    " | Select-Object displayName,productState,pathToSignedProductExe,pathToSignedReportingExe"
)

_A_FILE = re.compile(r'"?((?:[A-Za-z]:|%[^%"*?]+%)\\[^"*?]+)"?')


class State(IntEnum):
    """The state number of a product."""

    OFF = 0
    ON = 1
    SNOOZED = 2
    EXPIRED = 3


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it once registered itself. `current` are its definitions; None when the number says neither."""

    name: str
    microsoft: bool
    state: State
    current: bool | None
    program: str  # the file that reports for it; may be gone, may be empty


def products(system: System, question: str) -> tuple[Product, ...]:
    """The products of one class; an answer of any other shape is UNREADABLE."""
    return tuple(_product(entry) for entry in records(system.powershell(question)))


def _product(entry: dict[str, Json]) -> Product:
    name, number = entry.get("displayName"), entry.get("productState")
    program = entry.get("pathToSignedReportingExe")
    if not isinstance(name, str) or not name or not isinstance(number, int) or isinstance(number, bool):
        raise CannotTell(Unknown.UNREADABLE, f"not a product: {entry!r:.120}")
    if not isinstance(program, str | None):
        raise CannotTell(Unknown.UNREADABLE, f"not a path: {program!r:.80}")
    try:
        state = State((number & 0xF000) >> 12)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"productState {number:#x}") from None
    microsoft = number & 0xF00 == 0x100 or entry.get("pathToSignedProductExe") == "windowsdefender://"
    return Product(name, microsoft, state, {0x00: True, 0x10: False}.get(number & 0xF0), program or "")


def installed(system: System, product: Product) -> bool | CannotTell:
    """Whether the program of a product is still there. Entries stay behind when a product is removed."""
    named = _A_FILE.fullmatch(product.program)
    if named is None:
        return CannotTell(Unknown.UNREADABLE, f"not the path of a program: {product.program!r}")
    entries = attempt(system.glob, named[1].replace("[", "[[]"))
    return entries if isinstance(entries, CannotTell) else bool(entries)
