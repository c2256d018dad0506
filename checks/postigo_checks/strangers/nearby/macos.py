"""Probe of `info.nearby` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.strangers.nearby.fact import From, Receiving

SHARING: Final = "~/Library/Preferences/com.apple.sharingd.plist"
WORD: Final = "DiscoverableMode"

_WORDS: Final = {"Off": From.NOBODY, "Contacts Only": From.KNOWN, "Everyone": From.EVERYBODY}


def macos(system: System, data: Data) -> Receiving:
    """The account's own word for AirDrop."""
    del data
    return Receiving(attempt(_airdrop, system), Handle(HandleKind.DEFAULTS, WORD, "com.apple.sharingd"))


def _airdrop(system: System) -> From:
    settings = system.plist(SHARING)
    word = settings.get(WORD) if isinstance(settings, dict) else None
    if word is None:
        raise CannotTell(Unknown.MISSING, f"{WORD} is not written")
    if not isinstance(word, str) or word not in _WORDS:
        raise CannotTell(Unknown.UNREADABLE, f"{WORD} is {word!r:.40}")
    return _WORDS[word]
