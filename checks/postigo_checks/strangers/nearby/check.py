r"""`info.nearby`: who near this computer may send files to this account.

macOS: AirDrop, in the account's preferences for `sharingd`. Whether newer releases still write the word is not known,
and a word that is not there is unknown, not "contacts only".
Windows: nearby sharing, `HKCU\…\CDP`: 0 off, 1 the person's own devices, 2 everybody; not there means off, as it comes.
A policy can switch the whole service off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    Absent,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    SettingsPage,
    System,
    Text,
    Unknown,
    attempt,
)

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System"
CHOICE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\CDP"
ACCOUNT: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion"
VALUE: Final = "NearShareChannelUserAuthzPolicy"
SHARING: Final = "~/Library/Preferences/com.apple.sharingd.plist"
WORD: Final = "DiscoverableMode"


class From(Enum):
    """From whom files may come."""

    NOBODY = "nobody"
    KNOWN = "one's own devices, or people one knows"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Receiving:
    """Receivers of files: who may send to this account, over the air."""

    by: From | CannotTell


_NUMBERS: Final = {0: From.NOBODY, 1: From.KNOWN, 2: From.EVERYBODY}
_WORDS: Final = {"Off": From.NOBODY, "Contacts Only": From.KNOWN, "Everyone": From.EVERYBODY}


def windows(system: System, data: Data) -> Receiving:
    """The policy first, then the account's choice."""
    del data
    return Receiving(attempt(_near_share, system))


def _near_share(system: System) -> From:
    policy = system.registry(POLICY, optional=True)
    if not isinstance(policy, Absent) and policy.values.get("EnableCdp", 1) == 0:
        return From.NOBODY
    key = system.registry(CHOICE, optional=True)
    if isinstance(key, Absent):
        system.registry(ACCOUNT)  # each account has that one: without it nothing was seen
        return From.NOBODY
    value = key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in _NUMBERS:
        raise CannotTell(Unknown.UNREADABLE, f"{VALUE} is {value!r:.40}")
    return _NUMBERS[value]


def macos(system: System, data: Data) -> Receiving:
    """The account's own word for AirDrop."""
    del data
    return Receiving(attempt(_airdrop, system))


def _airdrop(system: System) -> From:
    settings = system.plist(SHARING)
    word = settings.get(WORD) if isinstance(settings, dict) else None
    if word is None:
        raise CannotTell(Unknown.MISSING, f"{WORD} is not written")
    if not isinstance(word, str) or word not in _WORDS:
        raise CannotTell(Unknown.UNREADABLE, f"{WORD} is {word!r:.40}")
    return _WORDS[word]


def judge(fact: Receiving) -> Iterator[Finding | Gap]:
    """The catalogue's `med` for receiving from all."""
    match fact.by:
        case From.EVERYBODY:
            text = Text("Anybody near you can send files and pictures to this computer.")
            yield Finding("from-everybody", Level.ADVISE, text, fixes=("narrow",))
        case From.KNOWN:
            text = Text("From nearby, the system takes files only from your own devices or from people you know.")
            yield Finding("from-known", Level.GOOD, text)
        case From.NOBODY:
            text = Text("The system takes no files from people near you.")
            yield Finding("from-nobody", Level.GOOD, text)
        case CannotTell() as unknown:
            yield Gap(unknown.why, Text("We could not see who may send files to this computer from nearby."))


_PLANS: Final = (
    Plan(
        "narrow",
        Text("Take files only from your own devices"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("Under “Nearby sharing”, choose “My devices only” or “Off”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "narrow",
        Text("Take files only from people you know"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("At “AirDrop”, choose “Contacts Only” or “No One”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
)

NEARBY: Final = Check(
    id="info.nearby",
    title=Text("Who near you can send you files"),
    why=Text("Some people send pictures that nobody asked for to every device that takes them."),
    tip=5,
    probe=Probe(windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Your choice for nearby sharing."), Text("Programs that take files in their own way.")
        ),
        Platform.MACOS: Coverage(
            Text("Your choice for AirDrop."),
            Text("Programs that take files in their own way. What a school's or a firm's profile sets instead."),
        ),
    },
    fixes=_PLANS,
)
