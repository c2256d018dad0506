r"""`info.discoverable`: whether this computer shows itself to everybody near, by Bluetooth or on a network.

What one account has chosen (AirDrop, nearby sharing) is `info.nearby`: this check looks at the machine and at no home.

Windows: "network discovery" is a group of the firewall's rules (-32752 in every language), which are off for public
networks unless somebody turned them on. A network that is marked private is right at home, so that is a NOTE. Whether
Bluetooth can be found there is told by no key, only by a call that compiled code can make. Where the rules stand:

- `SharedAccess\Parameters\FirewallPolicy\FirewallRules`, those of the computer itself, 52 of this group on Windows 11;
- `Policies\Microsoft\WindowsFirewall\FirewallRules`, those that an administrator laid down, in the same words.

A rule with a field `TTK…` is for a tunnel (Teredo) and shows the computer to nobody on the network: two such rules are on
for public networks in every Windows. What another field that we do not know binds a rule to, nobody here can tell.

macOS shows itself by Bluetooth while the Bluetooth settings are open, Linux as long as somebody has set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Handle,
    HandleKind,
    Instruct,
    Json,
    Level,
    NotApplicable,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    System,
    Text,
    Unknown,
    Unseen,
    attempt,
    gaps,
)
from postigo_checks.common.json_answers import told
from postigo_checks.common.windows.security_center import records
from postigo_checks.strangers.bluetooth import linux as bluetooth_linux

GROUP: Final = "@FirewallAPI.dll,-32752"
"""Network discovery, as the firewall's rules name their group in every language."""
RULES: Final = (
    r"'HKLM:\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules',"
    r"'HKLM:\SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules' | Where-Object {Test-Path $_}"
    " | ForEach-Object {(Get-ItemProperty $_).PSObject.Properties}"
    " | Where-Object {$_.Value -like '*EmbedCtxt=@FirewallAPI.dll,-32752|*'} | ForEach-Object {$_.Value}"
)
NETWORKS: Final = (
    "Get-CimInstance -Namespace root/StandardCimv2 -ClassName MSFT_NetConnectionProfile | Select-Object NetworkCategory"
)
MAC_BLUETOOTH: Final = ("system_profiler", "SPBluetoothDataType", "-json")

_EACH: Final = (
    16.0  # seconds; twice, each with a cold start, is within the budget: what the first saw is told without the second
)

_RULE: Final = re.compile(r"v\d+\.\d+\|(?:[^|=]+=[^|]*\|)+")
_TUNNEL: Final = re.compile(r"TTK\d*(?:_\d+)*")
_FIELDS: Final = re.compile(
    r"Action|Active|Dir|Protocol|Profile|[LR]Port(?:2_10|2_20|2_24|2_29)?|[LR]A[46]2?|App|Svc|Name|Desc|EmbedCtxt|IF|IFType"
    r"|ICMP[46]|Edge|Defer|LOM|PCross|LUOwn"
)
"""Fields of a rule that bind it to nothing else than it says (MS-GPFAS 2.2.2.19)."""
_PUBLIC, _PRIVATE, _WORK = 0, 1, 2
_ATTRIBUTES: Final = {"attrib_on": True, "attrib_off": False}


class Shown(StrEnum):
    """How a device stands towards who is near."""

    HIDDEN = "hidden"
    FOR_NOW = "for a while"
    ALWAYS = "until somebody hides it"


class Part(StrEnum):
    """Parts of a look that may stay unseen."""

    BLUETOOTH = "bluetooth"
    PUBLIC = "public networks"
    NETWORK = "the network"


@dataclass(frozen=True, slots=True)
class Visible:
    """Visibility of this computer. None: there is no such thing here, or it was not looked at.

    `adapter` is the one that shows itself.
    """

    bluetooth: Shown | None = None
    on_public: bool | None = None
    private_now: bool | None = None
    adapter: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()


# --- probes ----------------------------------------------------------------------------------------------------------


def linux(system: System, data: Data) -> Visible:
    """The adapters of Bluetooth, as BlueZ knows them."""
    del data
    shown = attempt(_bluez, system)
    if isinstance(shown, CannotTell):
        return Visible(unseen=(Unseen(Part.BLUETOOTH, shown.why),))
    if shown is None:
        return Visible()
    return Visible(shown[0], adapter=Handle(HandleKind.DEVICE, f"/org/bluez/{shown[1]}"))


def _bluez(system: System) -> tuple[Shown, str] | None:
    """How the adapter stands that shows itself most, and its path on the bus."""
    found = [(_adapter(system, adapter), adapter) for adapter in bluetooth_linux.adapters(system)]
    return max(found, key=lambda one: list(Shown).index(one[0]), default=None)


def _adapter(system: System, adapter: str) -> Shown:
    if not _flag(bluetooth_linux.about(system, adapter, "Powered")):
        return Shown.HIDDEN
    if not _flag(bluetooth_linux.about(system, adapter, "Discoverable")):
        return Shown.HIDDEN
    seconds = bluetooth_linux.about(system, adapter, "DiscoverableTimeout")
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise CannotTell(Unknown.UNREADABLE, f"DiscoverableTimeout: {seconds!r:.40}")
    return Shown.FOR_NOW if seconds else Shown.ALWAYS


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise CannotTell(Unknown.UNREADABLE, f"a property of Bluetooth: {value!r:.40}")
    return value


def macos(system: System, data: Data) -> Visible:
    """Bluetooth, by the system's own report, in which words are not translated."""
    del data
    shown = attempt(_mac_bluetooth, system)
    if isinstance(shown, CannotTell):
        return Visible(unseen=(Unseen(Part.BLUETOOTH, shown.why),))
    return Visible(shown)


def _mac_bluetooth(system: System) -> Shown | None:
    match told(system.run(*MAC_BLUETOOTH, timeout=15.0), "SPBluetoothDataType"):
        case {"SPBluetoothDataType": []}:
            return None
        case {"SPBluetoothDataType": [{"controller_properties": dict() as controller}, *_]}:
            powered = _ATTRIBUTES.get(str(controller.get("controller_state")))
            found = _ATTRIBUTES.get(str(controller.get("controller_discoverable")))
            if powered is False:  # what is off shows nothing: a virtual Mac has no word on being found
                return Shown.HIDDEN
            if powered is not None and found is not None:
                return Shown.ALWAYS if found else Shown.HIDDEN
    raise CannotTell(Unknown.UNREADABLE, "SPBluetoothDataType has another shape")


def windows(system: System, data: Data) -> Visible:
    """Network discovery, and what the networks are marked as that this computer is in now."""
    del data
    rules, networks = attempt(_on_public, system), attempt(_private_now, system)
    unseen = []
    if isinstance(rules, CannotTell):
        unseen.append(Unseen(Part.PUBLIC, rules.why))
    if isinstance(networks, CannotTell):
        unseen.append(Unseen(Part.NETWORK, networks.why))
    return Visible(
        None,
        None if isinstance(rules, CannotTell) else rules,
        None if isinstance(networks, CannotTell) else networks,
        unseen=tuple(unseen),
    )


def _on_public(system: System) -> bool:
    """Whether a rule of network discovery lets somebody in from a public network.

    Each Windows has such rules, for public networks and for private ones: a list without one of the two is not whole.
    """
    answer = system.powershell(RULES, timeout=_EACH)
    rules = _coming(answer if isinstance(answer, list) else [answer])
    letting_in = [
        rule for rule in rules if {("Active", "TRUE"), ("Action", "Allow")} <= set(rule) and _for(rule, "Public")
    ]
    odd = [rule for rule in letting_in if not all(_FIELDS.fullmatch(name) for name, _ in rule)]
    if len(odd) < len(letting_in):
        return True
    if odd:
        raise CannotTell(Unknown.UNREADABLE, "a rule of network discovery is bound to something that we do not know")
    if not all(any(_for(rule, profile) for rule in rules) for profile in ("Public", "Private")):
        raise CannotTell(Unknown.UNREADABLE, f"{len(rules)} rules of network discovery for who comes in: not all")
    return False


def _coming(texts: Sequence[object]) -> list[list[tuple[str, str]]]:
    """Rules for who comes in, as names and values; none of those for a tunnel. UNREADABLE where a text is no rule."""
    rules = []
    for text in texts:
        if not isinstance(text, str) or not _RULE.fullmatch(text):
            raise CannotTell(Unknown.UNREADABLE, f"a rule of the firewall: {text!r:.60}")
        rule = [(name, value) for name, _, value in (field.partition("=") for field in text.split("|")[1:-1])]
        if ("Dir", "In") in rule and not any(_TUNNEL.fullmatch(name) for name, _ in rule):
            rules.append(rule)
    return rules


def _for(rule: list[tuple[str, str]], profile: str) -> bool:
    """Whether a rule holds in a kind of network. One that names none holds in all."""
    named = {value for name, value in rule if name == "Profile"}
    return not named or profile in named


def _private_now(system: System) -> bool:
    """Whether one of the networks now is private, or a firm's or a school's."""
    categories = [entry.get("NetworkCategory") for entry in records(system.powershell(NETWORKS, timeout=_EACH))]
    if not all(type(category) is int and category in {_PUBLIC, _PRIVATE, _WORK} for category in categories):
        raise CannotTell(Unknown.UNREADABLE, f"NetworkCategory: {categories!r:.60}")
    return any(category != _PUBLIC for category in categories)


# --- judgement -------------------------------------------------------------------------------------------------------

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
    if fact.bluetooth is Shown.FOR_NOW:
        text = Text("Bluetooth shows this computer to anybody near you now. It hides again by itself.")
        yield Finding("bluetooth-visible-for-now", Level.NOTE, text)
    if fact.on_public:
        text = Text("This computer shows itself to everybody on public networks, as in a café or at school.")
        yield Finding("public-visible", Level.ADVISE, text, fixes=("hide-public",), handle=_DISCOVERY)
    if fact.private_now:
        text = Text("This computer treats the network of now as your own. Others on it can find the computer.")
        yield Finding("network-private", Level.NOTE, text)
    if fact.bluetooth is Shown.HIDDEN:
        yield Finding("hidden", Level.GOOD, Text("Bluetooth does not show this computer to strangers near you."))
    if fact.on_public is False and not fact.private_now:
        yield Finding("hidden", Level.GOOD, Text("This computer does not show itself on public networks."))
    yield from gaps(fact.unseen, _UNSEEN)


_PLANS: Final = (
    Plan(
        "hide-bluetooth",
        Text("Hide this computer from Bluetooth"),
        (
            OpenSettings(SettingsPage.BLUETOOTH),
            Instruct(Text("Close that page again: many systems show themselves only while it is open.")),
            Instruct(Text("If there is “Visible” or “Discoverable”, turn it off. What is paired goes on working.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "hide-bluetooth",
        Text("Hide this computer from Bluetooth"),
        (Instruct(Text("Close the Bluetooth settings. A Mac shows itself only while they are open.")),),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "hide-public",
        Text("Hide this computer on public networks"),
        (
            OpenSettings(SettingsPage.NETWORK),
            Instruct(Text("Open “Advanced network settings”, then “Advanced sharing settings”.")),
            Instruct(Text("Under “Public networks”, turn off “Network discovery”.")),
            Instruct(Text("Mark the Wi-Fi of cafés and of school as public.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
)

DISCOVERABLE: Final = Check(
    id="info.discoverable",
    title=Text("Who can see this computer nearby"),
    why=Text("A device that shows itself tells strangers that you are here. Some use it to send things to you."),
    tip=5,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("Whether Bluetooth shows this computer."),
            Text("What programs tell the network about this computer."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The firewall's rules for network discovery, also those of a policy, and how the network of now is marked."
            ),
            Text("Whether Bluetooth shows this computer. Where the firewall is off, its rules hide nothing."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether Bluetooth shows this computer."),
            Text("What programs tell the network about this computer."),
        ),
    },
    scope=Scope.MACHINE,
    budget=50.0,
    fixes=_PLANS,
)
