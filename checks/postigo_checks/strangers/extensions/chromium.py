r"""The add-ons of a Chromium profile that may read every page.

Their list stands in `Secure Preferences` on Windows and macOS and in `Preferences` on Linux, under extensions.settings:
id -> what it may do now (`active_permissions`: explicit_host, scriptable_host), a copy of its manifest, its `location`
(1 from the shop, 2 3 6 put there by another program, 4 8 unpacked by a developer, 5 10 part of the browser, 7 9 by
policy), `state` (0 off, 2 removed by the person, whose line stays for ever; newer browsers have dropped it) and
`disable_reasons` (a list, or in older ones a number, which may be left over where `state` says 1).

What does not fit its shape could mean every page, so it is a gap. Traps: an id with nothing but disable_reasons is one that was removed. A name may be `__MSG_x__`, to be looked up in the
add-on's own folder; newer browsers keep no copy of the manifest, so it is read there too. An add-on that is held back
to single clicks (`withholding_permissions`) has no such pages among its active ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import CannotTell, Json, Platform, System, Unknown, attempt
from postigo_checks.common.browsers.profiles import Profile, document, inner, preferences, secure_preferences
from postigo_checks.strangers.extensions.fact import Extension, KnownExtensions, Origin, patterns, reads_all

_ORIGINS: Final = {
    1: Origin.SHOP,
    2: Origin.PROGRAM,
    3: Origin.PROGRAM,
    4: Origin.UNPACKED,
    6: Origin.PROGRAM,
    7: Origin.POLICY,
    8: Origin.UNPACKED,
    9: Origin.POLICY,
}
_OF_THE_BROWSER: Final = {5, 10}
_STATES: Final = {0, 1}
_REMOVED: Final = 2
_MESSAGE: Final = re.compile(r"__MSG_([\w@]+)__")


def extensions(system: System, profile: Profile, known: KnownExtensions) -> Iterator[Extension | CannotTell]:
    """Each add-on that may read every page, and each that could not be understood."""
    between = "\\" if system.platform is Platform.WINDOWS else "/"
    secure = f"{profile.folder}{between}Secure Preferences"
    plain = preferences(system, profile.file)
    # on Linux there may be none; elsewhere the list of add-ons stands in it
    kept_apart = secure_preferences(system, secure) if system.platform is Platform.LINUX else document(system, secure)
    settings = {**inner(plain, "extensions", "settings"), **inner(kept_apart, "extensions", "settings")}
    for id_, row in settings.items():
        found = attempt(_extension, system, profile, id_, row, known)
        if found is not None:
            yield found


def _extension(system: System, profile: Profile, id_: str, row: Json, known: KnownExtensions) -> Extension | None:
    if not isinstance(row, dict):
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_} is no object")
    location = row.get("location")
    if not {"path", "manifest", "active_permissions", "location"} & row.keys() or _is_off(row):
        return None
    if type(location) is int and location in _OF_THE_BROWSER:
        return None
    if type(location) is not int or location not in _ORIGINS:
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: location {location!r}")
    manifest = row.get("manifest")
    if "manifest" in row and not isinstance(manifest, dict):
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: a manifest that is none")
    if not isinstance(manifest, dict):
        read = attempt(document, system, _file(system, profile, row, "manifest.json"))
        if isinstance(read, CannotTell) and not isinstance(row.get("active_permissions"), dict):
            raise read
        manifest = {} if isinstance(read, CannotTell) else dict(read)
    if "theme" in manifest or not reads_all(_pages(row, manifest)):
        return None
    origin = _ORIGINS[location]
    name = known.name(id_) if origin is Origin.SHOP or origin is Origin.POLICY else None
    return Extension(
        name or _name(system, profile, row, manifest) or id_, profile.browser, origin, known=name is not None
    )


def _is_off(row: Mapping[str, Json]) -> bool:
    reasons, state = row.get("disable_reasons", []), row.get("state", 1)
    if type(state) is int and state == _REMOVED:
        return True
    listed = isinstance(reasons, list)
    numbers = reasons if isinstance(reasons, list) else [reasons]
    if (
        not all(isinstance(number, int) and _is_reason(number, alone=listed) for number in numbers)
        or type(state) is not int
        or state not in _STATES
    ):
        raise CannotTell(Unknown.UNREADABLE, "whether an add-on is on makes no sense")
    if "state" in row and not listed:
        return state != 1
    return bool(reasons) or state != 1


def _is_reason(number: int, *, alone: bool) -> bool:
    """Whether a number stands for reasons. Each has a bit of its own, and in a list each stands alone."""
    return type(number) is int and number >= 0 and not (alone and number & (number - 1))


def _pages(row: Mapping[str, Json], manifest: Mapping[str, Json]) -> list[Json]:
    """Patterns of pages that an add-on may read now, or asks for. The latter where the former is not kept."""
    if "active_permissions" in row:
        active = inner(row, "active_permissions")
        if not {"explicit_host", "scriptable_host"} & active.keys():
            raise CannotTell(Unknown.UNREADABLE, "what an add-on may do names no pages, and not that there are none")
        return [pattern for name in ("explicit_host", "scriptable_host") for pattern in _patterns(active, name)]
    withheld = row.get("withholding_permissions", False)
    if not isinstance(withheld, bool):
        raise CannotTell(Unknown.UNREADABLE, "whether pages are withheld makes no sense")
    if withheld:
        return []
    asked = [*_words(manifest), *_patterns(manifest, "host_permissions")]
    for script in _list(manifest, "content_scripts"):
        if not isinstance(script, dict):
            raise CannotTell(Unknown.UNREADABLE, "a script that is no object")
        asked += patterns(script.get("matches"), "matches")
    return asked


def _patterns(value: Mapping[str, Json], name: str) -> list[Json]:
    return patterns(value.get(name, []), name)


def _words(manifest: Mapping[str, Json]) -> list[Json]:
    """Permissions that a manifest names: words and pages. Some words stand in an object with what they apply to."""
    words = _list(manifest, "permissions")
    if not all(isinstance(word, (str, dict)) for word in words):
        raise CannotTell(Unknown.UNREADABLE, "a permission that is no word")
    return words


def _list(value: Mapping[str, Json], name: str) -> list[Json]:
    found = value.get(name, [])
    if not isinstance(found, list):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list")
    return found


def _file(system: System, profile: Profile, row: Mapping[str, Json], *names: str) -> str:
    """A file in the folder of an add-on; that of an unpacked one is anywhere."""
    between = "\\" if system.platform is Platform.WINDOWS else "/"
    folder = row.get("path")
    if not isinstance(folder, str) or not folder:
        raise CannotTell(Unknown.UNREADABLE, "an add-on without a folder")
    if not re.match(r"/|~/|[A-Za-z]:\\", folder):
        folder = f"{profile.folder}{between}Extensions{between}{folder}"
    return between.join((folder, *names))


def _name(system: System, profile: Profile, row: Mapping[str, Json], manifest: Mapping[str, Json]) -> str:
    """Name of an add-on, looked up in its own messages; "" where there is none."""
    name = manifest.get("name")
    if not isinstance(name, str):
        return ""
    message = _MESSAGE.fullmatch(name)
    if message is None:
        return name
    try:
        locale = manifest.get("default_locale")
        path = _file(system, profile, row, "_locales", locale if isinstance(locale, str) else "en", "messages.json")
        texts = {key.casefold(): text for key, text in document(system, path).items()}
    except CannotTell:
        return ""  # a name is only for showing
    match texts.get(message[1].casefold()):
        case {"message": str(text)}:
            return text
    return ""
