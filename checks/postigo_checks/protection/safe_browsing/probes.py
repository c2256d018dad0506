r"""Probe of `browser.safe-browsing`: switches in the profiles, and policies over them.

The browsers in a list warn until somebody switches it off, so there a missing setting is "on". Of a make that is not in
it only a written "off" is told: a build may have no such service at all (ungoogled-chromium). Chromium's kin keep
`safebrowsing.enabled` in `Preferences`. Edge keeps `smartscreen.enabled` in `Local State`, for all its profiles (as three
published profiles have it), on Windows also as the default value of
`HKCU\Software\Microsoft\Edge\SmartScreenEnabled`, where Windows Security has the switch; off in one of them is off, in
`Preferences` too. Firefox keeps two switches in `prefs.js`
(browser.safebrowsing.malware.enabled and …phishing.enabled), which lists only what differs from the default; LibreWolf
comes with both off, so there only a written "true" is on. Opera has a
service of its own, whose switch is not known to us: a gap. A policy beats the person's switch: Chromium's
SafeBrowsingProtectionLevel (0 off) and the older SafeBrowsingEnabled, Edge's SmartScreenEnabled; in Firefox whatever sets
the two switches beside the program. A policy of another type than it has is a gap.

`Secure Preferences` is not read: it keeps none of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Json, Platform, System, Unknown, Unseen, attempt
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.common.browsers import chromium_policies as browser_policies
from postigo_checks.common.browsers import firefox_policies, firefox_prefs
from postigo_checks.common.browsers.chromium_policies import Laid
from postigo_checks.common.browsers.firefox_policies import LaidTree
from postigo_checks.common.browsers.homes import LIMIT, Browser, Engine, Part, separator, unseen_of, walks
from postigo_checks.common.browsers.profiles import Profile, each, inner, managed, nothing_seen, preferences
from postigo_checks.common.json_answers import an_object
from postigo_checks.protection.safe_browsing.fact import Guard, PageWarnings, Warns

_EDGE: Final = "Microsoft Edge"
_EDGES_SWITCH: Final = ("smartscreen", "enabled")
EDGES_KEY: Final = r"HKCU\Software\Microsoft\Edge\SmartScreenEnabled"
_USUAL_SWITCH: Final = ("safebrowsing", "enabled")
_FIREFOX_SWITCHES: Final = tuple(f"browser.safebrowsing.{what}.enabled" for what in ("malware", "phishing"))
_ON_AS_IT_COMES: Final = {"Google Chrome", "Chromium", "Microsoft Edge", "Brave", "Vivaldi", "Firefox"}
_COMES_WITHOUT: Final = {"LibreWolf"}

_LEVEL: Final = "SafeBrowsingProtectionLevel"
_POLICY_NAMES: Final = {_EDGE: ("SmartScreenEnabled",)}
_KNOWN: Final = (
    "DisableSafeBrowsingProceedAnyway",  # nobody may go on past a warning: it protects
    "DisableScreenshots",
    "Disable3DAPIs",
    "DisablePrintPreview",
    "DisablePluginFinder",
    "DisableSpdy",
    "DisableSSLRecordSplitting",
    "DisableAuthNegotiateCnameLookup",
    "DisabledPlugins",
    "DisabledPluginsExceptions",
    "DisabledSchemes",
    "TargetBlankImpliesNoOpener",
)
"""Policies of Chrome and Edge that leave the warnings alone. Their names take something away."""
_KNOWN_FIREFOX: Final = tuple(
    f"Disable{what}"
    for what in [
        "Accounts",
        "AppUpdate",
        "BuiltinPDFViewer",
        "DefaultBrowserAgent",
        "DeveloperTools",
        "EncryptedClientHello",
        "FeedbackCommands",
        "FirefoxAccounts",
        "FirefoxScreenshots",
        "FirefoxStudies",
        "ForgetButton",
        "FormHistory",
        "MasterPasswordCreation",
        "PasswordReveal",
        "Pocket",
        "PrivateBrowsing",
        "ProfileImport",
        "ProfileRefresh",
        "RemoteImprovements",
        "SafeMode",
        "SecurityBypass",
        "SetDesktopBackground",
        "SystemAddonUpdate",
        "Telemetry",
        "ThirdPartyModuleBlocking",
        "dCiphers",
    ]
)
"""The same of Firefox (Mozilla's list of policies). SecurityBypass protects: nobody may go on past a warning."""
_USUAL_NAMES: Final = (_LEVEL, "SafeBrowsingEnabled")  # the first beats the second


def probe(system: System, data: Data) -> PageWarnings:
    """Whether the browsers warn."""
    del data
    walked = walks(system)
    unseen: list[Unseen[Part]] = []
    off: dict[Browser, Warns] = {}
    switches: dict[Browser, Handle] = {}
    written: dict[Browser, bool] = {}  # of Firefox's kin: whether both switches are written as on, in each profile
    programs: dict[str, Browser] = {}

    def chromium(profile: Profile) -> None:
        unseen.extend(managed(system, profile))
        switch = _switched_off(system, profile)
        if switch is not None:
            off[profile.browser] = Warns.OFF
            switches[profile.browser] = switch

    def firefox(profile: Profile) -> None:
        said = _profile_says(system, profile)
        both = len(said) == len(_FIREFOX_SWITCHES)
        written[profile.browser] = both and written.get(profile.browser, True)
        if False in said.values():
            off[profile.browser] = Warns.OFF
            name = next(name for name, on in said.items() if not on)
            switches[profile.browser] = Handle(HandleKind.FILE_SETTING, name, profile.file)
        elif profile.browser.name in _COMES_WITHOUT and not both:
            off.setdefault(profile.browser, Warns.OFF_AS_IT_COMES)
        place = firefox_policies.program(system, profile.folder)
        if place is not None:
            programs[place] = profile.browser

    seen = dict.fromkeys(
        (
            *each(system, walked, Engine.CHROMIUM, "Preferences", unseen, chromium),
            *each(system, walked, Engine.FIREFOX, "prefs.js", unseen, firefox),
        )
    )
    unseen.extend(nothing_seen(system, (*seen, *unseen)))
    laid_down = _laid_down(system, tuple(seen), programs, unseen)
    silent = {item.subject for item in unseen}
    guards = []
    for browser in seen:
        warns = laid_down.get(browser) or off.get(browser) or _as_it_comes(browser, both=written.get(browser, False))
        if warns is None:
            unseen.append(unseen_of(browser, Unknown.MISSING))
        elif warns is not Warns.ON or browser.value not in silent:
            guards.append(Guard(browser, warns, switches.get(browser)))
    guards.sort(key=lambda guard: guard.browser.name)
    return PageWarnings(tuple(guards), tuple(dict.fromkeys(unseen)), safari=system.platform is Platform.MACOS)


def _as_it_comes(browser: Browser, *, both: bool) -> Warns | None:
    """State where nothing switched it off: on, if it comes so.

    Or where `both` switches are written; else nobody can tell.
    """
    return Warns.ON if browser.name in _ON_AS_IT_COMES or both else None


def _switched_off(system: System, profile: Profile) -> Handle | None:
    """Handle of a Chromium profile's switch that is off; None where all are on."""
    edge = profile.browser.name == _EDGE
    switch = _EDGES_SWITCH if edge else _USUAL_SWITCH
    if not _is_on(preferences(system, profile.file), switch):
        return Handle(HandleKind.FILE_SETTING, ".".join(switch), profile.file)
    return _edges_switch_off(system, profile) if edge else None


def _edges_switch_off(system: System, profile: Profile) -> Handle | None:
    """Handle of Edge's switch for the whole browser, where it is off. Where nobody touched it, neither place has it."""
    between = separator(system)
    state = f"{profile.folder.rpartition(between)[0]}{between}Local State"
    said = {Handle(HandleKind.FILE_SETTING, ".".join(_EDGES_SWITCH), state): attempt(_state_is_on, system, state)}
    if system.platform is Platform.WINDOWS:
        said[Handle(HandleKind.REGISTRY_KEY, EDGES_KEY)] = attempt(_registry_is_on, system)
    off = next((place for place, on in said.items() if on is False), None)
    unknown = next((answer for answer in said.values() if isinstance(answer, CannotTell)), None)
    if off is None and unknown is not None:
        raise unknown
    return off


def _state_is_on(system: System, path: str) -> bool:
    content = system.read(path, limit=LIMIT, optional=True)
    return content is ABSENT or _is_on(an_object(content, path), _EDGES_SWITCH)


def _registry_is_on(system: System) -> bool:
    key = system.registry(EDGES_KEY, optional=True)
    number = 1 if key is ABSENT else key.values.get("", 1)
    if type(number) is not int or number not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"SmartScreenEnabled is {number!r:.40}")
    return number == 1


def _is_on(settings: Mapping[str, Json], switch: tuple[str, ...]) -> bool:
    *way, name = switch
    on = inner(settings, *way).get(name, True)
    if not isinstance(on, bool):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {on!r:.40}")
    return on


def _profile_says(system: System, profile: Profile) -> dict[str, bool]:
    """Switches of a profile that differ from the default: `prefs.js`, and `user.js` before it."""
    said = _switches(firefox_prefs.settings(system.read(profile.file), profile.file, _FIREFOX_SWITCHES), profile.file)
    script = f"{profile.folder}{separator(system)}user.js"
    content = system.read(script, optional=True)
    if content is ABSENT:
        return said
    return said | _switches(firefox_prefs.laid(content, script, _FIREFOX_SWITCHES), script)


def _switches(said: Mapping[str, bool | int], path: str) -> dict[str, bool]:
    switches = {name: value for name, value in said.items() if isinstance(value, bool)}
    if len(switches) != len(said):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: a switch that is a number")
    return switches


def _laid_down(
    system: System, seen: tuple[Browser, ...], programs: Mapping[str, Browser], unseen: list[Unseen[Part]]
) -> dict[Browser, Warns]:
    """Policies of an administrator, for each browser that has any."""
    laid: dict[Browser, Warns] = {}
    for source in browser_policies.sources(system, seen):
        if isinstance(source, Unseen):
            unseen.append(source)
            continue
        told = attempt(_policy, source, system.platform, used=source.browser in seen)
        if isinstance(told, CannotTell):
            unseen.append(unseen_of(source.browser, told.why))
        elif told is not None:
            laid.setdefault(source.browser, told)
    used = firefox_policies.used(seen)
    for tree in firefox_policies.sources(system, programs, used=used, names=_FIREFOX_SWITCHES):
        if isinstance(tree, Unseen):
            unseen.append(tree)
            continue
        told = attempt(_firefox_policy, tree)
        if isinstance(told, CannotTell):
            unseen.append(unseen_of(tree.browser, told.why))
        elif told is Warns.OFF_BY_POLICY:
            laid[tree.browser] = told
        elif told is not None:
            laid.setdefault(tree.browser, told)
    return laid


def _firefox_policy(tree: LaidTree) -> Warns | None:
    """Policy of one source for Firefox's kin. None if nothing, UNREADABLE where a word of it may be an "off"."""
    switches = _switches(tree.settings, "policies")
    if False in switches.values() and tree.browser.name not in _COMES_WITHOUT:  # there it is how it comes
        return Warns.OFF_BY_POLICY
    policy_words.require_known((tree.tree, tree.values), _KNOWN_FIREFOX)
    return Warns.ON_BY_POLICY if len(switches) == len(_FIREFOX_SWITCHES) else None


def _policy(source: Laid, platform: Platform, *, used: bool) -> Warns | None:
    """Policy of one source. None if nothing, UNREADABLE if it does not say "off" and has a word that may be one.

    What lies among the policies and is no browser of this account (`used`) may have words of its own.
    """
    said = _says(source, platform)
    if used and said is not Warns.OFF_BY_POLICY:
        policy_words.require_known((source.values,), _KNOWN)
    return said


def _says(source: Laid, platform: Platform) -> Warns | None:
    """State of the warnings by one source. What is only recommended beats nothing but how a browser comes."""
    for name in _POLICY_NAMES.get(source.browser.name, _USUAL_NAMES):
        if name not in source.values:
            continue
        value = source.values[name]
        number = isinstance(value, int) and not isinstance(value, bool)
        fits = value in range(3) if name == _LEVEL else value in range(2)
        if not isinstance(value, int) or not fits or number is not (name == _LEVEL or platform is Platform.WINDOWS):
            raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
        if source.recommended:
            if value:
                return None
            raise CannotTell(Unknown.UNREADABLE, f"{name} is off where nothing else was chosen")
        return Warns.ON_BY_POLICY if value else Warns.OFF_BY_POLICY
    return None
