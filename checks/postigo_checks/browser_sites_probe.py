"""What pages may use without asking, as the browsers of this account and their policies have it.

Chromium: `Preferences`, profile.content_settings.exceptions.media_stream_camera, media_stream_mic and geolocation: each
a map from "page,embedder" to `setting` 1 allow, 2 block. `session_model` other than 0 and an `expiration` other than
"0" are no lasting permission. Firefox: permissions.sqlite, table moz_perms, `permission` 1 allow, `expireType` 0 for ever.
An origin may carry a container (`^userContextId=2`). Its `prefs.js` may let every page in: `permissions.default.camera`,
`…microphone` and `…geo` 1, and `media.navigator.permission.disabled`. Policies: see browser_policies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Json, Platform, System, Unknown, attempt
from postigo_checks import firefox_prefs
from postigo_checks.browser_policies import allowed_pages
from postigo_checks.browser_profiles import Engine, Profile, Unread, each, inner, preferences
from postigo_checks.browser_sites_fact import Grant, Permission, SitePermissions

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
