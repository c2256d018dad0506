"""Permissions of web pages, as browsers of this account and their policies have them.

Chromium: `Preferences`, profile.default_content_setting_values.media_stream_camera, media_stream_mic and geolocation, 1
for every page (tried on Chromium 156: granted, and nobody is asked); profile.content_settings.exceptions of the same: each
a map from "page,embedder" to `setting` 1 allow, 2 block. `session_model` other than 0 and an `expiration` other than
"0" are no lasting permission. Firefox: permissions.sqlite, table moz_perms, `permission` 1 allow, `expireType` 0 for ever.
An origin may carry a container (`^userContextId=2`). Its `prefs.js` may let every page in: `permissions.default.camera`,
`…microphone` and `…geo` 1, and `media.navigator.permission.disabled`; so may a `user.js` beside it, which holds from the
next start on. Policies: see chromium_policies and firefox_policies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Data,
    Handle,
    HandleKind,
    Json,
    Platform,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.browser_sites import chromium_flags
from postigo_checks.capture.browser_sites.fact import Grant, Permission, SitePermissions
from postigo_checks.common.browsers import chromium_policies, firefox_policies, firefox_prefs
from postigo_checks.common.browsers.chromium_policies import Laid
from postigo_checks.common.browsers.homes import Browser, Engine, Part, separator, unseen_of, walks
from postigo_checks.common.browsers.profiles import (
    Profile,
    each,
    inner,
    keep,
    managed,
    nothing_seen,
    preferences,
)

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
_EXPIRES: Final = {0: True, 1: False, 2: False, 3: True}
"""Ends of a permission in Firefox, and whether it lasts.

Never, with the session, at a time, with the policy that gave it.
"""
_BY_POLICY: Final = 3
_ALLOW: Final = 1
_SETTINGS: Final = range(7)
"""Chromium's answers, from "as it comes" on; newer ones are not known."""
PREFS: Final = {
    "permissions.default.camera": Grant.CAMERA,
    "permissions.default.microphone": Grant.MICROPHONE,
    "permissions.default.geo": Grant.LOCATION,
}
NO_QUESTION: Final = "media.navigator.permission.disabled"
_MOST: Final = dict.fromkeys(PREFS, 3)  # 0 ask, 1 allow, 2 block, 3 as the session has it (nsIPermissionManager)
_LISTS: Final = {
    "VideoCaptureAllowedUrls": Grant.CAMERA,
    "AudioCaptureAllowedUrls": Grant.MICROPHONE,
    "PreciseGeolocationAllowedForUrls": Grant.LOCATION,
    "GeolocationAllowedForUrls": Grant.LOCATION,
}
_DEFAULTS: Final = {
    "DefaultMediaStreamSetting": (Grant.CAMERA, Grant.MICROPHONE),
    "DefaultGeolocationSetting": (Grant.LOCATION,),
}
_FIREFOX_LISTS: Final = {"Camera": Grant.CAMERA, "Microphone": Grant.MICROPHONE, "Location": Grant.LOCATION}
_HOST: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:\[\*\.\])?(\[[0-9a-f:.]+\]|[^/:,^]+)?(?::(?:\d+|\*))?/?", re.IGNORECASE
)

_Answer = Permission | CannotTell


def probe(system: System, data: Data) -> SitePermissions:
    """Permissions of pages."""
    calls = _call_sites(data)
    walked = walks(system)
    unseen: list[Unseen[Part]] = []
    found: list[Permission] = []
    programs: dict[str, Browser] = {}

    def chromium(profile: Profile) -> None:
        unseen.extend(managed(system, profile))
        keep(_chromium(system, profile), found)

    def firefox(profile: Profile) -> None:
        place = attempt(firefox_policies.program, system, profile.folder)
        if isinstance(place, str):
            programs[place] = profile.browser
        keep(_firefox(system, profile), found)
        if isinstance(place, CannotTell):
            raise place

    seen = (
        *each(system, walked, Engine.CHROMIUM, "Preferences", unseen, chromium),
        *each(system, walked, Engine.FIREFOX, "permissions.sqlite", unseen, firefox),
    )
    unseen.extend(nothing_seen(system, (*seen, *unseen)))
    used = tuple(dict.fromkeys((*seen, *(Browser.of(item.subject) for item in unseen if item.subject is not None))))
    laid_down = (*_started(system), *_chromium_policies(system, used), *_firefox_policies(system, programs, used))
    unseen += [said for said in laid_down if isinstance(said, Unseen)]
    found += [said for said in laid_down if isinstance(said, Permission)]
    told = (replace(p, call=_is_call(p.site, calls)) for p in found)
    return SitePermissions(
        tuple(dict.fromkeys(seen)),
        tuple(dict.fromkeys(told)),
        tuple(dict.fromkeys(unseen)),
        safari=system.platform is Platform.MACOS,
    )


def _chromium(system: System, profile: Profile) -> Iterator[_Answer]:
    """Permissions in a profile of Chromium's kin, and what in it could not be understood."""
    settings = preferences(system, profile.file)
    for kind, grant in KINDS.items():
        wide = attempt(_by_default, settings, kind)
        if isinstance(wide, CannotTell):
            yield wide
        elif wide:
            yield Permission("", grant, profile.browser)
        exceptions = attempt(inner, settings, "profile", "content_settings", "exceptions", kind)
        if isinstance(exceptions, CannotTell):
            yield exceptions
            continue
        for pattern, exception in exceptions.items():
            site = attempt(page, pattern, exception)
            if isinstance(site, CannotTell):
                yield site
            elif site is not None:
                yield Permission(site, grant, profile.browser, handle=_handle(pattern, profile) if site else None)


def _firefox(system: System, profile: Profile) -> Iterator[_Answer]:
    """The same of one of Firefox's kin."""
    for script in ("prefs.js", "user.js"):
        wide = attempt(_every_page, system, profile, script)
        if isinstance(wide, CannotTell):
            yield wide
        else:
            yield from (Permission("", grant, profile.browser) for grant in wide)
    rows = attempt(_rows, system, profile.file)
    for row in [] if isinstance(rows, CannotTell) else rows:
        answer = attempt(_row, row)
        if isinstance(answer, CannotTell):
            yield answer
        elif answer is not None:
            site, grant = answer
            own = row.get("expireType") != _BY_POLICY
            yield Permission(site, grant, profile.browser, handle=_handle(str(row["origin"]), profile) if own else None)
    if isinstance(rows, CannotTell):
        yield rows


def _started(system: System) -> Iterator[Permission | Unseen[Part]]:
    """Permissions that the words on a browser's command line give."""
    for said in chromium_flags.unasked(system):
        if isinstance(said, Unseen):
            yield said
        else:
            yield from (Permission("", grant, said) for grant in (Grant.CAMERA, Grant.MICROPHONE))


def _chromium_policies(system: System, used: tuple[Browser, ...]) -> Iterator[Permission | Unseen[Part]]:
    """Permissions by policies for browsers of Chromium's kin. Of each policy the first source holds."""
    held: set[tuple[Browser, str]] = set()
    for source in chromium_policies.sources(system, used):
        if isinstance(source, Unseen):
            yield source
            continue
        for name in [name for name in (*_LISTS, *_DEFAULTS) if name in source.values]:
            given = [] if (source.browser, name) in held else attempt(_given, source, name)
            held.add((source.browser, name))
            if isinstance(given, CannotTell):
                yield unseen_of(source.browser, given.why)
            else:
                yield from (Permission(site, grant, source.browser, policy=True) for site, grant in given)


def _given(source: Laid, name: str) -> list[tuple[str, Grant]]:
    if name in _DEFAULTS:
        return [("", grant) for grant in _DEFAULTS[name] if chromium_policies.setting(source.values, name) == _ALLOW]
    pages = chromium_policies.pages(source.values, name)
    if source.recommended and name in chromium_policies.CAPTURE:
        return []
    return [(host(page), _LISTS[name]) for page in pages]


def _firefox_policies(
    system: System, programs: Mapping[str, Browser], used: tuple[Browser, ...]
) -> Iterator[Permission | Unseen[Part]]:
    """Permissions by policies for browsers of Firefox's kin."""
    names = (*PREFS, NO_QUESTION)
    for source in firefox_policies.sources(system, programs, used=firefox_policies.used(used), names=names):
        if isinstance(source, Unseen):
            yield source
            continue
        yield from (Permission("", grant, source.browser, policy=True) for grant in _wide(source.settings))
        for kind, grant in _FIREFOX_LISTS.items():
            pages = attempt(firefox_policies.pages, source, kind)
            if isinstance(pages, CannotTell):
                yield unseen_of(source.browser, pages.why)
            else:
                yield from (Permission(host(page), grant, source.browser, policy=True) for page in pages)


def _handle(pattern: str, profile: Profile) -> Handle:
    """Handle of what a browser keeps about a page."""
    return Handle(HandleKind.SITE, pattern, profile.folder)


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
    """Page that an exception allows for good. "" for every page, None where it allows nothing."""
    if not isinstance(exception, dict):
        raise CannotTell(Unknown.UNREADABLE, "an exception that is no object")
    return host(pattern.partition(",")[0]) if _allows(exception.get("setting")) and _lasts(exception) else None


def _allows(setting: Json) -> bool:
    if isinstance(setting, dict) and setting:  # the location, exact or about: each has its own answer
        answers = [_is_allowed(inside) for inside in setting.values()]
        return any(answers)
    return _is_allowed(setting)


def _is_allowed(setting: Json) -> bool:
    if type(setting) is not int or setting not in _SETTINGS:
        raise CannotTell(Unknown.UNREADABLE, f"a setting that is {setting!r:.40}")
    return setting == _ALLOW


def _lasts(exception: Mapping[str, Json]) -> bool:
    expires = exception.get("expiration", "0")
    return exception.get("session_model", 0) == 0 and (expires == "0" or not expires)


def host(pattern: str) -> str:
    """The page's name in a pattern such as `https://[*.]example.org:443`; "" for every page."""
    found = _HOST.fullmatch(pattern.strip())
    name = found[1] if found else pattern.strip()
    return "" if name in {None, "*"} else name.casefold()


def _by_default(settings: Mapping[str, Json], kind: str) -> bool:
    """Whether a Chromium profile lets every page use something: 1 allow, 2 block, 3 ask."""
    values = inner(settings, "profile", "default_content_setting_values")
    return kind in values and _allows(values[kind])


def _every_page(system: System, profile: Profile, script: str) -> set[Grant]:
    """Permissions that a Firefox profile gives to every page."""
    path = f"{profile.folder}{separator(system)}{script}"
    content = system.read(path, optional=True)
    if content is ABSENT:
        return set()
    read = firefox_prefs.settings if script == "prefs.js" else firefox_prefs.laid
    return _wide(read(content, path, (*PREFS, NO_QUESTION)))


def _wide(said: Mapping[str, bool | int]) -> set[Grant]:
    odd = [name for name, value in said.items() if not 0 <= value <= _MOST.get(name, _ALLOW)]
    if odd:
        raise CannotTell(Unknown.UNREADABLE, f"a setting of Firefox that cannot be: {odd[0]}")
    unasked = {Grant.CAMERA, Grant.MICROPHONE} if said.get(NO_QUESTION) == _ALLOW else set()
    return unasked | {grant for name, grant in PREFS.items() if said.get(name) == _ALLOW}


def _row(row: Mapping[str, Json]) -> tuple[str, Grant] | None:
    match row:
        case {"origin": str(origin), "type": str(kind), "expireType": int(expires)} if origin:
            grant = _FIREFOX_KINDS.get(kind.partition("^")[0])
            if grant is not None and type(expires) is int and expires in _EXPIRES:
                return (host(origin.partition("^")[0]), grant) if _EXPIRES[expires] else None
    raise CannotTell(Unknown.UNREADABLE, f"moz_perms: {row!r:.80}")


def _rows(system: System, path: str) -> list[dict[str, Json]]:
    rows: object = system.sqlite(path, QUERY)
    if not isinstance(rows, list):
        raise CannotTell(Unknown.UNREADABLE, f"{path} gives no rows")
    return rows
