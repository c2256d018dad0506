"""Judge of `boot.secure`: one sentence on how the computer starts, one on the certificates."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import CannotTell, Finding, Gap, Level, Text, Unknown
from postigo_checks.protection.secure_boot.fact import SecureBoot, Way


def judge(fact: SecureBoot) -> Iterator[Finding | Gap]:
    """One sentence, and one on the certificates."""
    match fact.way:
        case Way.ON:
            yield Finding(
                "on",
                Level.GOOD,
                Text(
                    "Secure Boot is on. When it is turned on, the computer starts only systems with a signature that it knows."
                ),
            )
        case Way.OFF:
            text = Text("Secure Boot is off. Somebody with the computer in hand could change how it starts.")
            yield Finding("off", Level.ADVISE, text, fixes=("turn-on",))
        case Way.UNCHECKED:
            text = Text("Secure Boot is on, but somebody told Linux not to check what it starts.")
            yield Finding("unchecked", Level.ADVISE, text, fixes=("check-again",))
        case Way.OLDER:
            text = Text("This computer starts in the older way (BIOS). There is no Secure Boot to switch on.")
            yield Finding("older-way", Level.NOTE, text)
        case Way.OWN:
            text = Text("This kind of computer starts in a way of its own. There is no Secure Boot to switch on.")
            yield Finding("own-way", Level.NOTE, text)
        case Way.UNTOLD:
            text = Text(
                "This computer starts in the newer way (UEFI), but Windows does not say whether Secure Boot is on. "
                "Some older computers do not have it."
            )
            yield Gap(Unknown.MISSING, text)
    if isinstance(fact.renewed, CannotTell):
        text = Text("We could not see whether the certificates of Secure Boot were renewed.")
        yield Gap(fact.renewed.why, text)
    elif fact.renewed is False:
        text = Text(
            "Secure Boot still rests on certificates that ran out in 2026. "
            "It goes on working, but some repairs of it cannot reach this computer."
        )
        yield Finding("old-certificates", Level.NOTE, text, fixes=("renew-certificates",))
