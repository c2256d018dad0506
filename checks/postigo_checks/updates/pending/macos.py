"""Probe of `update.os-pending` on macOS, from what it wrote down when it last looked. `softwareupdate -l` would use the network.

The property list keeps offers that are installed by now, so each is compared with the version of the system. The end of
a product key tells an update of the installed release (`_minor`) from the next release (`_major`), which is an offer and
no repair: Apple goes on repairing the last two. `FirstOfferDateDictionary` holds since when each was offered.
Keys and values as seen in public samples of macOS 15, 26 and 27; nothing here was run on a Mac.

More in the same answer decides:

- `_rsr` at the end of a key, a letter behind its build or in its name: a security response to the version that is installed.
- Safari: macOS 26 is offered Safari 27 on its own, so Safari itself is asked which it is.
- `CatalogURL`: a "seed" or "beta" in it, an offered test version or one that runs means Apple's test programme, in which the small
  repairs of the installed release are not offered. Another maker's catalogue is one that we do not know.
- The counters are dead on many a Mac (since 15.4 and 26): where they and the list disagree, the list and its day are right.

An offer of another shape, or of a name that we do not know, may be a repair (a "rapid response" was one when it was new). It is
neither counted nor passed over: it is a doubt, and with a doubt nothing is good.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from packaging.version import Version

from postigo.api import ABSENT, CannotTell, Data, Json, System, Unknown, Unseen, attempt
from postigo_checks.common.dated_table import today_at_least
from postigo_checks.common.macos.version import MacOS, MacVersion, is_test, macos_version, version
from postigo_checks.updates.pending.fact import Manager, Part, WaitingUpdates

PREFERENCES = "/Library/Preferences/com.apple.SoftwareUpdate.plist"
LOOKED = ("LastFullSuccessfulDate", "LastSuccessfulDate")
"""Days of the last look: for everything, else for something, which may be less."""
SAFARI = tuple(
    f"{place}/Safari.app/Contents/version.plist"
    for place in ("/System/Cryptexes/App/System/Applications", "/Applications")
)
"""Places where Safari says which it is: from macOS 13 in a cryptex."""

_PRODUCT = re.compile(
    r"MSU_UPDATE_(?P<build>[0-9]+[A-Z][0-9]+(?P<letter>[a-z])?)_(?:patch|full)_(?P<number>[0-9]{1,6}(?:\.[0-9]{1,6}){0,5})"
    r"(?:_(?P<kind>minor|major|rsr))?"
)
_NO_REPAIR = re.compile(r"Command Line Tools\b|[A-Za-z]+PrinterDrivers|[A-Za-z ]+ Printer (?:Drivers|Software)")
_LETTER = re.compile(r".*\(([a-z])\)")
_ATTEMPT = re.compile(r"(\S+(?: \([a-z]\))?) \((\S+)\)")
_CATALOGUE = re.compile(r"https?://(?:[a-z0-9-]+\.)*apple\.com/.*", re.IGNORECASE)
_TRIED = re.compile(r"seed|beta", re.IGNORECASE)


def known_version(here: MacOS, plist: Mapping[str, Json]) -> MacVersion:
    """Version of this macOS, else the one that this build last looked with."""
    if not isinstance(here.version, CannotTell):
        return here.version
    last = plist.get("LastAttemptSystemVersion")
    found = _ATTEMPT.fullmatch(last) if isinstance(last, str) else None
    if found is None or found[2] != here.build:
        raise here.version
    told = version(found[1])
    return MacVersion(told.number, told.extra or here.extra)


def macos(system: System, data: Data) -> WaitingUpdates:
    """Updates that macOS recommends and that are not installed."""
    return replace(_waiting(system), not_before=today_at_least(data))


def _waiting(system: System) -> WaitingUpdates:
    here = macos_version(system)
    plist = system.plist(PREFERENCES)
    if not isinstance(plist, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{PREFERENCES} is not a dictionary")
    current = known_version(here, plist)
    entries = plist.get("RecommendedUpdates", [])
    if not isinstance(entries, list):
        raise CannotTell(Unknown.UNREADABLE, "RecommendedUpdates is not a list")
    count = plist.get("LastRecommendedUpdatesAvailable", 0)
    if not isinstance(count, int) or (count and "RecommendedUpdates" not in plist):
        raise CannotTell(Unknown.UNREADABLE, "macOS counts updates and has no list of them")
    found = [attempt(_offer, entry, current, here.build) for entry in entries]
    offers = [offer for offer in found if not isinstance(offer, CannotTell)]
    safari = attempt(_safari, system) if any(kind.what == "Safari" for _, kind in offers) else None
    if isinstance(safari, CannotTell):
        offers = [(key, kind) for key, kind in offers if kind.what != "Safari"]
    catalogue = attempt(_catalogue, plist)
    security = [key for key, kind in offers if _repairs(kind, current, safari)]
    others = [key for key, kind in offers if _is_other(kind, current, safari)]
    since = attempt(_since, plist, security)
    parts = (
        *((Part.OFFERS, offer) for offer in found),
        (Part.DAYS, since),
        (Part.CATALOGUE, catalogue),
        (Part.SAFARI, safari),
    )
    looked = [_time(plist[key]) for key in LOOKED if key in plist]
    return WaitingUpdates(
        manager=Manager.MACOS,
        today=system.now(),
        listed=next(iter(looked), None),
        waiting=len(security),
        repairs=len(security),
        since=None if isinstance(since, CannotTell) else since,
        others=len(others),
        foreign=catalogue is Catalogue.FOREIGN,
        tests=here.is_test or catalogue is Catalogue.TESTS or any(kind.what == _TEST for _, kind in offers),
        unseen=tuple(Unseen(part, told.why) for part, told in parts if isinstance(told, CannotTell))[:1],
    )


class Catalogue(Enum):
    """List of updates that this Mac looks into, by whose it is."""

    USUAL = "usual"
    TESTS = "tests"  # of Apple's test programme
    FOREIGN = "foreign"  # of somebody else: a school, a firm


def _catalogue(plist: Mapping[str, Json]) -> Catalogue:
    address = plist.get("CatalogURL", "")
    if not isinstance(address, str):
        raise CannotTell(Unknown.UNREADABLE, "CatalogURL is no address")
    if _TRIED.search(address):
        return Catalogue.TESTS
    return Catalogue.FOREIGN if address and not _CATALOGUE.fullmatch(address) else Catalogue.USUAL


_TEST = "test version"


@dataclass(frozen=True, slots=True)
class Kind:
    """Kind of an offer: macOS itself, Safari, or something else; its version, where that matters."""

    what: str
    version: MacVersion | None = None
    major: bool | None = None


def _offer(entry: Json, current: MacVersion, build: str) -> tuple[str, Kind]:
    """The product key of an offer, and what it is."""
    if not isinstance(entry, dict):
        raise CannotTell(Unknown.UNREADABLE, "an update that is not a dictionary")
    key, name = entry.get("Product Key"), entry.get("Identifier", entry.get("Product Key"))
    shown = entry.get("Display Version", "")
    if not isinstance(key, str) or not isinstance(name, str) or isinstance(shown, bool):
        raise CannotTell(Unknown.UNREADABLE, "an update without a product key")
    if not isinstance(shown, (str, int, float)):  # "27.0" was also seen as the number 27
        raise CannotTell(Unknown.UNREADABLE, "an update with a version that is none")
    if name.startswith("MSU_") or key.startswith("MSU_"):
        product = _PRODUCT.fullmatch(name) or _PRODUCT.fullmatch(key)
        called = entry.get("Display Name")
        return key, _of_the_system(product, str(shown), called if isinstance(called, str) else "", current, build)
    if name.startswith("Safari"):
        return key, Kind("Safari", version(shown))
    if _NO_REPAIR.match(name):
        return key, Kind("other")
    raise CannotTell(Unknown.UNREADABLE, "an update that we do not know")


def offered_number(key: str) -> Version:
    """Version that a product key offers. UNREADABLE for a key of another form."""
    product = _PRODUCT.fullmatch(key)
    if product is None:
        raise CannotTell(Unknown.UNREADABLE, "an update of macOS with a key that we do not know")
    return Version(product["number"])


def _of_the_system(product: re.Match[str] | None, shown: str, called: str, current: MacVersion, build: str) -> Kind:
    """An offer of macOS itself: what its key and its shown version say must agree. A response has a letter somewhere."""
    if product is None:
        raise CannotTell(Unknown.UNREADABLE, "an update of macOS with a key that we do not know")
    if is_test(product["build"]):
        return Kind(_TEST)
    offered = MacVersion(Version(product["number"]))
    if shown:
        offered = version(shown)
        if offered.number != Version(product["number"]):
            raise CannotTell(Unknown.UNREADABLE, "an update of macOS with two versions")
    if not offered.extra and (product["letter"] or product["kind"] == "rsr"):
        named = _LETTER.fullmatch(called)
        if named is None and current.extra and offered.number == current.number:
            raise CannotTell(Unknown.UNREADABLE, "a rapid response without its letter")
        if named is not None or product["build"] != build:
            offered = MacVersion(offered.number, named[1] if named else "a")  # any is newer than none
    major = {"major": True, "minor": False, "rsr": False}.get(product["kind"] or "")
    if major and offered.number.major == current.number.major and offered > current:
        raise CannotTell(Unknown.UNREADABLE, "a next release that is the same one")
    return Kind("macOS", offered, major)


def _safari(system: System) -> MacVersion:
    """The version of Safari, by its own word."""
    for place in SAFARI:
        plist = system.plist(place, optional=True)
        if isinstance(plist, dict):
            return version(plist.get("CFBundleShortVersionString"))
        if plist is not ABSENT:
            raise CannotTell(Unknown.UNREADABLE, f"{place} is not a dictionary")
    raise CannotTell(Unknown.MISSING, "Safari is nowhere")


def _repairs(kind: Kind, current: MacVersion, safari: MacVersion | CannotTell | None) -> bool:
    """Whether an offer repairs what is installed: a newer one of this macOS or Safari."""
    if kind.version is None:
        return False
    if kind.what == "macOS":
        same = kind.version.number.major == current.number.major if kind.major is None else not kind.major
        return same and kind.version > current
    return isinstance(safari, MacVersion) and kind.version > safari


def _is_other(kind: Kind, current: MacVersion, safari: MacVersion | CannotTell | None) -> bool:
    """Whether it waits, and is no repair: the next release, a printer's driver."""
    return kind.version is None or (
        kind.version > current and kind.what != "Safari" and not _repairs(kind, current, safari)
    )


def _since(plist: Mapping[str, Json], keys: list[str]) -> datetime | None:
    first = plist.get("FirstOfferDateDictionary", {})
    if not isinstance(first, dict):
        raise CannotTell(Unknown.UNREADABLE, "FirstOfferDateDictionary is not a dictionary")
    if first and keys and not any(key in first for key in keys):
        raise CannotTell(Unknown.UNREADABLE, "FirstOfferDateDictionary knows none of the updates")
    return min((_time(first[key]) for key in keys if key in first), default=None)


def _time(text: Json) -> datetime:
    if not isinstance(text, str) or not text.endswith("Z"):
        raise CannotTell(Unknown.UNREADABLE, "a date that is none")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, "a date that is none") from None
