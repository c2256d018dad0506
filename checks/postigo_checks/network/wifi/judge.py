"""Judge of `net.wifi`: an open network is **ADVISE**, never more.

What pages and programs send is mostly locked by themselves (HTTPS), and people need the Wi-Fi of a library. WEP is **ADVISE**
too: it is broken within minutes, and its owner can change it; so is the first WPA where a network knows nothing newer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Text, gaps
from postigo_checks.network.wifi.fact import Joined, Lock


def judge(fact: Joined) -> Iterator[Finding | Gap] | NotApplicable:
    """The worst of the networks, and what could not be told."""
    return NO_WIFI if fact.locks is None else _judge(fact.locks, fact)


def _judge(locks: tuple[Lock, ...], fact: Joined) -> Iterator[Finding | Gap]:
    if Lock.OPEN in locks:
        text = Text("You are in an open Wi-Fi network. Others nearby can read what is not encrypted.")
        yield Finding("open", Level.ADVISE, text, fixes=("be-careful", "own-network"))
    if Lock.WEP in locks:
        text = Text("You are in a Wi-Fi network with an old protection (WEP). It is broken in minutes.")
        yield Finding("wep", Level.ADVISE, text, fixes=("be-careful", "own-network"))
    if Lock.WEAK in locks:
        text = Text("You are in a Wi-Fi network with weak protection (WPA of 2003). Today WPA2 or WPA3 is usual.")
        yield Finding("weak", Level.ADVISE, text, fixes=("be-careful", "own-network"))
    if locks and set(locks) == {Lock.GOOD}:
        yield Finding("protected", Level.GOOD, Text("The Wi-Fi network that you are in is protected."))
    if not locks and not fact.unseen:
        yield Finding("not-joined", Level.GOOD, Text("You are in no Wi-Fi network now."))
    yield from gaps(fact.unseen, lambda _: Text("We could not tell how a Wi-Fi network is protected."))


NO_WIFI: Final = NotApplicable(Text("This computer has no Wi-Fi."))
