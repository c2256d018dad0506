"""`net.wifi`: whether the Wi-Fi network that this computer is in now lets others listen.

An open network is **ADVISE**, never more: what pages and programs send is mostly locked by themselves (HTTPS), and people
need the Wi-Fi of a library. WEP is **ADVISE** too: it is broken within minutes, and its owner can change it;
so is the first WPA where a network knows nothing newer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Share,
    Text,
    gaps,
)
from postigo_checks.network.wifi.probes import NO_WIFI, Joined, Lock, linux, macos, windows


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


NET_WIFI: Final = Check(
    id="net.wifi",
    title=Text("The protection of the Wi-Fi network"),
    why=Text("In an open network, others nearby can listen, or pretend to be the network."),
    tip=3,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now. Systems without NetworkManager."),
        ),
        Platform.WINDOWS: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now."),
        ),
        Platform.MACOS: Coverage(
            Text("How the Wi-Fi network that you are in now is protected. Its name is not read."),
            Text("Networks that are not joined now."),
        ),
    },
    share=Share.OPEN,
    budget=30.0,
    fixes=(
        Plan(
            "be-careful",
            Text("Use another network for private things"),
            (
                Instruct(Text("For private things, use your phone's own connection or a network with a password.")),
                OpenSettings(Place.NETWORK),
                Instruct(Text("Tell the computer to forget this network, so that it does not join it by itself.")),
            ),
            Text("About 2 minutes."),
        ),
        Plan(
            "own-network",
            Text("If it is your own network, protect it"),
            (
                Instruct(Text("Open the settings of your router. Choose WPA2 or WPA3 and a long password.")),
                Instruct(Text("If you do not know how, call the firm that brings you the internet.")),
            ),
            Text("About 15 minutes."),
        ),
    ),
)
