"""Judge of `info.discoverable`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, NotApplicable, Text, gaps
from postigo_checks.strangers.discoverable.fact import GROUP, Part, Shown, Visible

_DISCOVERY: Final = Handle(HandleKind.FIREWALL, GROUP, "public")
_UNSEEN: Final = {
    Part.BLUETOOTH: Text("We could not see whether Bluetooth shows this computer."),
    Part.PUBLIC: Text("We could not see whether this computer shows itself on public networks."),
    Part.NETWORK: Text("We could not see how the network of now is marked."),
}


def judge(fact: Visible) -> Iterator[Finding | Gap] | NotApplicable:
    """A catalogue severity of `med`: at most ADVISE."""
    if fact == Visible():
        return NotApplicable(Text("This computer has no Bluetooth."))
    return _said(fact)


def _said(fact: Visible) -> Iterator[Finding | Gap]:
    if fact.bluetooth is Shown.ALWAYS:
        text = Text("Bluetooth shows this computer to anybody near you. Strangers can see that you are here.")
        yield Finding("bluetooth-visible", Level.ADVISE, text, fixes=("hide-bluetooth",), handle=fact.adapter)
    if fact.bluetooth is Shown.NOW:
        text = Text(
            "Bluetooth shows this computer to anybody near you now. If its settings are not open, it goes on doing so."
        )
        yield Finding("bluetooth-visible-now", Level.ADVISE, text, fixes=("hide-bluetooth",))
    if fact.bluetooth is Shown.FOR_NOW:
        text = Text("Bluetooth shows this computer to anybody near you now. It hides again by itself.")
        yield Finding("bluetooth-visible-for-now", Level.NOTE, text)
    if fact.on_public:
        text = Text("This computer shows itself to everybody on public networks, as in a café or at school.")
        yield Finding("public-visible", Level.ADVISE, text, fixes=("hide-public",), handle=_DISCOVERY)
    if fact.private_now:
        text = Text("This computer treats the network of now as your own. Others on it can find the computer.")
        yield Finding("network-private", Level.NOTE, text)
    hidden = _hidden(fact)
    if hidden is not None:
        yield Finding("hidden", Level.GOOD, hidden)
    yield from gaps(fact.unseen, _UNSEEN)


def _hidden(fact: Visible) -> Text | None:
    """Sentence of what does not show this computer."""
    match fact.bluetooth is Shown.HIDDEN, fact.on_public is False and not fact.private_now:
        case True, True:
            return Text("This computer shows itself neither by Bluetooth nor on public networks.")
        case True, False:
            return Text("Bluetooth does not show this computer to strangers near you.")
        case False, True:
            return Text("This computer does not show itself on public networks.")
    return None
