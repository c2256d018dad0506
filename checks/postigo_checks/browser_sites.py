"""`camera.browser-sites`: which web pages may use the camera, the microphone or the location without asking again.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: a page that is not made for calls may use the camera, or the microphone; or every page may; also where an
  administrator has laid that down, which no list of the browser's own shows as the person's answer;
- NOTE: a page for calls may (that is what people want of it); a page may know the location;
- GOOD: none may, in the browsers that could be read.

Chromium: `Preferences`, profile.content_settings.exceptions.media_stream_camera, media_stream_mic and geolocation: each
a map from "page,embedder" to `setting` 1 allow, 2 block. `session_model` other than 0 and an `expiration` other than
"0" are no lasting permission. Firefox: permissions.sqlite, table moz_perms, `permission` 1 allow, `expireType` 0 for ever.
An origin may carry a container (`^userContextId=2`). Its `prefs.js` may let every page in: `permissions.default.camera`,
`…microphone` and `…geo` 1, and `media.navigator.permission.disabled`. Policies: see browser_policies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Check,
    Data,
    Finding,
    Gap,
    Instruct,
    Json,
    Level,
    NotHere,
    Plan,
    Platform,
    Probe,
    Program,
    Sight,
    Site,
    System,
    Text,
    Unknown,
    Value,
    attempt,
)
from postigo_checks import firefox_prefs
from postigo_checks.browser_policies import allowed_pages
from postigo_checks.browser_profiles import NO_BROWSER, Engine, Profile, Unread, each, inner, preferences


class Grant(Enum):
    """What a page may use."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Permission:
    """A lasting permission of a page. `site` is empty where it is for every page; `call`: the page is made for calls.

    `policy`: an administrator gave it.
    """

    site: str
    grant: Grant
    browser: str
    call: bool = False
    policy: bool = False


@dataclass(frozen=True, slots=True)
class SitePermissions:
    """What pages may use in the browsers of this account. `safari`: there is one, and it cannot be read."""

    browsers: tuple[str, ...]
    permissions: tuple[Permission, ...] = ()
    unread: tuple[Unread, ...] = ()
    safari: bool = False


# --- the probe -------------------------------------------------------------------------------------------------------

KINDS: Final = {
    "media_stream_camera": Grant.CAMERA,
    "media_stream_mic": Grant.MICROPHONE,
    "geolocation": Grant.LOCATION,
    "geolocation_with_options": Grant.LOCATION,
}
QUERY: Final = (
    "SELECT origin, type, expireType FROM moz_perms WHERE permission = 1"
    " AND (type = 'geo' OR type LIKE 'camera%' OR type LIKE 'microphone%')"
)
_FIREFOX_KINDS: Final = {"camera": Grant.CAMERA, "microphone": Grant.MICROPHONE, "geo": Grant.LOCATION}
_ALLOW: Final = 1
PREFS: Final = {
    "permissions.default.camera": Grant.CAMERA,
    "permissions.default.microphone": Grant.MICROPHONE,
    "permissions.default.geo": Grant.LOCATION,
}
NO_QUESTION: Final = "media.navigator.permission.disabled"
POLICIES: Final = {
    Grant.CAMERA: ("VideoCaptureAllowedUrls", "Camera"),
    Grant.MICROPHONE: ("AudioCaptureAllowedUrls", "Microphone"),
}
_HOST: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:\[\*\.\])?(\[[0-9a-f:.]+\]|[^/:,^]+)?(?::(?:\d+|\*))?/?", re.IGNORECASE
)

Found = list[Permission]


def probe(system: System, data: Data) -> SitePermissions:
    """What pages may use."""
    calls = _call_sites(data)
    unread: list[Unread] = []
    found: Found = []

    def chromium(profile: Profile) -> None:
        exceptions = inner(preferences(system, profile.file), "profile", "content_settings", "exceptions")
        for kind, grant in KINDS.items():
            answers = [attempt(page, *item) for item in inner(exceptions, kind).items()]
            keep([site if isinstance(site, CannotTell | None) else (site, grant) for site in answers], profile)

    def firefox(profile: Profile) -> None:
        wide = attempt(_every_page, system, profile)
        if not isinstance(wide, CannotTell):
            found.extend(Permission("", grant, profile.browser) for grant in wide)
        keep([attempt(_row, row) for row in system.sqlite(profile.file, QUERY)], profile)
        if isinstance(wide, CannotTell):  # what was understood stays said
            raise wide

    def keep(answers: list[tuple[str, Grant] | CannotTell | None], profile: Profile) -> None:
        found.extend(Permission(*answer, profile.browser) for answer in answers if isinstance(answer, tuple))
        for answer in answers:
            if isinstance(answer, CannotTell):  # what was understood stays said
                raise answer

    seen = (
        *each(system, Engine.CHROMIUM, "Preferences", unread, chromium),
        *each(system, Engine.FIREFOX, "permissions.sqlite", unread, firefox),
    )
    found += _laid_down(system, dict.fromkeys((*seen, *(item.browser for item in unread))), unread)
    told = (replace(p, call=_is_call(p.site, calls)) for p in found)
    return SitePermissions(
        tuple(dict.fromkeys(seen)),
        tuple(dict.fromkeys(told)),
        tuple(dict.fromkeys(unread)),
        safari=system.platform is Platform.MACOS,
    )


def _laid_down(system: System, browsers: Iterable[str], unread: list[Unread]) -> Found:
    """What an administrator lets pages use."""
    found: Found = []
    for browser in browsers:
        for grant, names in POLICIES.items():
            pages = attempt(allowed_pages, system, browser, *names)
            if isinstance(pages, CannotTell):
                unread.append(Unread(browser, pages.why))
            else:
                found += [Permission(host(page), grant, browser, policy=True) for page in pages]
    return found


def _call_sites(data: Data) -> frozenset[str]:
    try:
        sites: list[str] = json.loads(data.read("call_sites.json"))["sites"]
        return frozenset(sites)
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"call_sites.json: {wrong}") from None


def _is_call(site: str, calls: frozenset[str]) -> bool:
    parts = site.split(".")
    return any(".".join(parts[start:]) in calls for start in range(len(parts)))


def page(pattern: str, exception: Json) -> str | None:
    """The page that an exception allows for good; "" for every page, None where it allows nothing."""
    if not isinstance(exception, dict):
        raise CannotTell(Unknown.UNREADABLE, "an exception that is no object")
    return host(pattern.partition(",")[0]) if _allows(exception.get("setting")) and _lasts(exception) else None


def _allows(setting: Json) -> bool:
    if isinstance(setting, int):
        return setting == _ALLOW
    if isinstance(setting, dict):  # the location, exact or about: each has its own answer
        return _ALLOW in setting.values()
    raise CannotTell(Unknown.UNREADABLE, f"a setting that is {type(setting).__name__}")


def _lasts(exception: Mapping[str, Json]) -> bool:
    expires = exception.get("expiration", "0")
    return exception.get("session_model", 0) == 0 and (expires == "0" or not expires)


def host(pattern: str) -> str:
    """The page's name in a pattern such as `https://[*.]example.org:443`; "" for every page."""
    found = _HOST.fullmatch(pattern.strip())
    name = found[1] if found else pattern.strip()
    return "" if name in {None, "*"} else name.casefold()


def _every_page(system: System, profile: Profile) -> set[Grant]:
    """What a Firefox profile lets every page use without asking."""
    path = f"{profile.folder}{profile.file.removeprefix(profile.folder)[0]}prefs.js"
    content = system.read(path, optional=True)
    if content is ABSENT:
        return set()
    said = firefox_prefs.settings(content, path, (*PREFS, NO_QUESTION))
    unasked = {Grant.CAMERA, Grant.MICROPHONE} if said.get(NO_QUESTION) is True else set()
    return unasked | {grant for name, grant in PREFS.items() if said.get(name) == _ALLOW}


def _row(row: Mapping[str, Json]) -> tuple[str, Grant] | None:
    match row:
        case {"origin": str(origin), "type": str(kind), "expireType": int(expires)} if origin:
            grant = _FIREFOX_KINDS.get(kind.partition("^")[0])
            return (host(origin.partition("^")[0]), grant) if grant and expires == 0 else None
    raise CannotTell(Unknown.UNREADABLE, f"moz_perms: {sorted(row)}")


# --- the judgement ---------------------------------------------------------------------------------------------------

FIXES: Final = (
    Plan(
        "remove-sites",
        Text("Take the permission away from the pages that you do not call with"),
        (
            Instruct(Text("Open the settings of your browser and look for “Site settings” or “Permissions”.")),
            Instruct(Text("Open Camera, then Microphone. Remove each page that you do not use for calls.")),
            Instruct(Text("A page can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
    ),
    Plan(
        "ask-administrator",
        Text("Find out who laid it down"),
        (
            Instruct(Text("Is this a computer of your school or company? Then ask there what the page is for.")),
            Instruct(
                Text(
                    "Is it your own computer? Then nobody should manage it. Ask somebody who knows computers for help."
                )
            ),
        ),
        effort=Text("About 5 minutes."),
        safety=True,
    ),
)

_SHOWN: Final = 12  # names in one sentence; all are in the detail


def judge(fact: SitePermissions) -> Iterator[Finding | Gap] | NotHere:
    """What the permissions mean; see the rule at the top of this module."""
    if not fact.browsers and not fact.unread and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: SitePermissions) -> Iterator[Finding | Gap]:
    wide = [permission for permission in fact.permissions if not permission.site and not permission.policy]
    named = [permission for permission in fact.permissions if permission.site and not permission.policy]
    calls = _sites(p for p in named if p.call and p.grant is not Grant.LOCATION)
    camera = _sites(p for p in named if not p.call and p.grant is Grant.CAMERA)
    microphone = [
        site for site in _sites(p for p in named if not p.call and p.grant is Grant.MICROPHONE) if site not in camera
    ]
    location = _sites(p for p in named if p.grant is Grant.LOCATION)
    if any(permission.grant is not Grant.LOCATION for permission in wide):
        yield Finding(
            "every-page",
            Level.ADVISE,
            Text("In a browser, every web page may use the camera or the microphone without asking."),
            evidence=_evidence(wide, []),
            fixes=("remove-sites",),
        )
    yield from _by_policy([permission for permission in fact.permissions if permission.policy])
    if camera:
        yield Finding(
            "camera-pages",
            Level.ADVISE,
            Text(
                "{n} web page may use your camera without asking again: {sites}.",
                "{n} web pages may use your camera without asking again: {sites}.",
                len(camera),
                {"n": len(camera), "sites": camera[:_SHOWN]},
            ),
            evidence=_evidence(named, camera),
            fixes=("remove-sites",),
        )
    if microphone:
        yield Finding(
            "microphone-pages",
            Level.ADVISE,
            Text(
                "{n} web page may use your microphone without asking again: {sites}.",
                "{n} web pages may use your microphone without asking again: {sites}.",
                len(microphone),
                {"n": len(microphone), "sites": microphone[:_SHOWN]},
            ),
            evidence=_evidence(named, microphone),
            fixes=("remove-sites",),
        )
    if calls:
        yield Finding(
            "call-pages",
            Level.NOTE,
            Text(
                "{n} web page for calls may use your camera or microphone without asking again: {sites}.",
                "{n} web pages for calls may use your camera or microphone without asking again: {sites}.",
                len(calls),
                {"n": len(calls), "sites": calls[:_SHOWN]},
            ),
            evidence=_evidence(named, calls),
        )
    if location or any(permission.grant is Grant.LOCATION for permission in wide):
        yield _location(location, named)
    read = [browser for browser in fact.browsers if browser not in {item.browser for item in fact.unread}]
    if not fact.permissions and read:
        yield Finding(
            "no-page",
            Level.GOOD,
            Text(
                "No web page may use the camera, the microphone or your location without asking, in {browsers}.",
                values={"browsers": [Program(browser) for browser in read]},
            ),
        )
    if fact.safari:
        yield Finding(
            "safari-not-read",
            Level.NOTE,
            Text("We cannot read this list in Safari. You can see it in Safari, Settings, Websites."),
        )
    yield from (
        Gap(
            item.why,
            Text("We could not read the settings of {browser}.", values={"browser": Program(item.browser)}),
        )
        for item in fact.unread
    )


def _by_policy(permissions: list[Permission]) -> Iterator[Finding]:
    """What an administrator laid down. A school that lets its call page in is no news."""
    if not permissions:
        return
    sites = _sites(p for p in permissions if p.site)
    text = Text(
        "An administrator has allowed {n} web page to use the camera or the microphone without asking: {sites}.",
        "An administrator has allowed {n} web pages to use the camera or the microphone without asking: {sites}.",
        len(sites),
        {"n": len(sites), "sites": sites[:_SHOWN]},
    )
    if any(not p.site for p in permissions):
        text = Text("An administrator has allowed every web page to use the camera or the microphone without asking.")
    known = all(p.call for p in permissions)
    level, fixes = (Level.NOTE, ()) if known else (Level.ADVISE, ("ask-administrator",))
    yield Finding("pages-by-policy", level, text, evidence=_evidence(permissions, sites), fixes=fixes)


def _location(sites: list[Site], named: list[Permission]) -> Finding:
    if not sites:
        return Finding("location-pages", Level.NOTE, Text("In a browser, every web page may know where you are."))
    return Finding(
        "location-pages",
        Level.NOTE,
        Text(
            "{n} web page may know where you are without asking again: {sites}.",
            "{n} web pages may know where you are without asking again: {sites}.",
            len(sites),
            {"n": len(sites), "sites": sites[:_SHOWN]},
        ),
        evidence=_evidence(named, sites),
    )


def _sites(permissions: Iterator[Permission]) -> list[Site]:
    return list(dict.fromkeys(Site(permission.site) for permission in permissions))


def _evidence(permissions: list[Permission], sites: list[Site]) -> dict[str, Value | Text]:
    """All the pages, and the browsers in which they have it."""
    meant = [p for p in permissions if not sites or Site(p.site) in sites]
    browsers = dict.fromkeys(p.browser for p in meant)
    evidence: dict[str, Value | Text] = {f"browser {n}": Program(name) for n, name in enumerate(browsers, 1)}
    return evidence | {f"page {number}": site for number, site in enumerate(sites, 1)}


_READS: Final = Text(
    "The pages that may use the camera, the microphone or the location, in Chrome, Chromium, Edge, Brave, Vivaldi, "
    "Opera, Firefox and LibreWolf, and what an administrator laid down for most of them."
)
_MISSES: Final = Text("Other browsers, profiles in unusual folders, and what you allowed only for one visit.")
SIGHT: Final = {
    Platform.LINUX: Sight(reads=_READS, misses=_MISSES),
    Platform.WINDOWS: Sight(reads=_READS, misses=_MISSES),
    Platform.MACOS: Sight(
        reads=_READS,
        misses=Text("Safari, other browsers, profiles in unusual folders, and what you allowed only for one visit."),
    ),
}

BROWSER_SITES: Final = Check(
    id="camera.browser-sites",
    title=Text("Web pages that may use the camera"),
    why=Text("A page that you once allowed can turn on the camera whenever it is open, without asking again."),
    tip=2,
    probe=Probe(linux=probe, windows=probe, macos=probe),
    judge=judge,
    sight=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
