"""Judge of `info.device-name`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Level, Text, gaps
from postigo_checks.strangers.device_name.fact import Called, Part


def judge(fact: Called) -> Iterator[Finding | Gap]:
    """A catalogue severity of `low`."""
    if fact.network is True:
        text = Text("The name of this computer has a person's name in it. On a public network, strangers can read it.")
        yield Finding("named-after-a-person", Level.ADVISE, text, fixes=("rename",), handle=fact.setting)
    if fact.bluetooth is True:
        text = Text("This computer shows itself by Bluetooth under a person's name. Who is near can read it.")
        yield Finding(
            "bluetooth-named-after-a-person", Level.ADVISE, text, fixes=("rename-bluetooth",), handle=fact.adapter
        )
    if fact.network is False and fact.bluetooth in (False, None):
        yield Finding("neutral", Level.GOOD, Text("The name of this computer does not say whose it is."))
    if isinstance(fact.network, CannotTell):
        yield Gap(fact.network.why, Text("We could not compare the computer's name with the names of people."))
    if isinstance(fact.bluetooth, CannotTell):
        yield Gap(fact.bluetooth.why, Text("We could not see the name that Bluetooth shows."))
    yield from gaps(fact.unseen, _UNSEEN)


_UNSEEN: Final = {Part.FULL_NAMES: Text("We could only compare it with the names of the accounts.")}
