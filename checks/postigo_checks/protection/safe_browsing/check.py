r"""`browser.safe-browsing`: whether the browsers warn of dangerous pages and downloads.

The browsers in a list do so until somebody switches it off, so there a missing setting is "on". Of a make that is not in
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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
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
    Plan,
    Platform,
    Probe,
    Program,
    System,
    Text,
    Unknown,
    Unseen,
    attempt,
    gaps,
)
from postigo_checks.common import unknown_policies as policy_words
from postigo_checks.common.browsers import chromium_policies as browser_policies
from postigo_checks.common.browsers import firefox_policies, firefox_prefs
from postigo_checks.common.browsers.chromium_policies import Laid
from postigo_checks.common.browsers.firefox_policies import LaidTree
from postigo_checks.common.browsers.homes import LIMIT, Browser, Engine, Part, saying, separator, unseen_of, walks
from postigo_checks.common.browsers.profiles import (
    NO_BROWSER,
    Profile,
    each,
    inner,
    managed,
    nothing_seen,
    preferences,
)
from postigo_checks.common.json_answers import an_object


class Warns(Enum):
    """Whether a browser warns, and who decided that."""

    ON = "on"
    OFF = "off"  # in one of its profiles at least
    OFF_AS_IT_COMES = "off-as-it-comes"  # its makers leave it to the person
    ON_BY_POLICY = "on-by-policy"
    OFF_BY_POLICY = "off-by-policy"


@dataclass(frozen=True, slots=True)
class Guard:
    """A browser and whether it warns; the switch by which it does not."""

    browser: Browser
    warns: Warns
    switch: Handle | None = None


@dataclass(frozen=True, slots=True)
class PageWarnings:
    """Whether the browsers of this account warn. `safari`: there is one, and it cannot be read."""

    guards: tuple[Guard, ...]
    unseen: tuple[Unseen[Part], ...] = ()
    safari: bool = False


# --- the probe -------------------------------------------------------------------------------------------------------

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
"""Policies of Chrome and Edge that leave the warnings alone, of those whose names take something away."""
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
        switch = _EDGES_SWITCH if profile.browser.name == _EDGE else _USUAL_SWITCH
        on = _is_on(preferences(system, profile.file), switch)
        if not on or (switch is _EDGES_SWITCH and not _edge_is_on(system, profile)):
            off[profile.browser] = Warns.OFF
            switches[profile.browser] = Handle(HandleKind.FILE_SETTING, ".".join(switch), profile.file)

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
    """Where nothing switched it off: on, if it comes so or `both` switches are written; else nobody can tell."""
    return Warns.ON if browser.name in _ON_AS_IT_COMES or both else None


def _edge_is_on(system: System, profile: Profile) -> bool:
    """Edge's switch for the whole browser; where nobody touched it, neither place has it."""
    between = separator(system)
    said = [attempt(_state_is_on, system, f"{profile.folder.rpartition(between)[0]}{between}Local State")]
    if system.platform is Platform.WINDOWS:
        said.append(attempt(_registry_is_on, system))
    if False in said:
        return False
    for unknown in said:
        if isinstance(unknown, CannotTell):
            raise unknown
    return True


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
    """What a profile says of each switch that differs from how it comes: `prefs.js`, and `user.js` before it."""
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
    """What an administrator laid down, for each browser for which it is anything."""
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
    """What one source lays down for Firefox's kin; None if nothing, UNREADABLE where a word of it may be an "off"."""
    switches = _switches(tree.settings, "policies")
    if False in switches.values() and tree.browser.name not in _COMES_WITHOUT:  # there it is how it comes
        return Warns.OFF_BY_POLICY
    policy_words.require_known((tree.tree, tree.values), _KNOWN_FIREFOX)
    return Warns.ON_BY_POLICY if len(switches) == len(_FIREFOX_SWITCHES) else None


def _policy(source: Laid, platform: Platform, *, used: bool) -> Warns | None:
    """What one source says; None if nothing, UNREADABLE if it does not say "off" and has a word that may be one.

    What lies among the policies and is no browser of this account (`used`) may have words of its own.
    """
    said = _says(source, platform)
    if used and said is not Warns.OFF_BY_POLICY:
        policy_words.require_known((source.values,), _KNOWN)
    return said


def _says(source: Laid, platform: Platform) -> Warns | None:
    """What one source says of the warnings. What is only recommended beats nothing but how a browser comes."""
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


# --- the judgement ---------------------------------------------------------------------------------------------------

FIXES: Final = (
    Plan(
        "switch-on",
        Text("Switch the warnings on"),
        (
            Instruct(Text("Open the settings of your browser and go to “Privacy and security”.")),
            Instruct(Text("Chrome, Brave and others: open “Security” and choose “Standard protection”.")),
            Instruct(Text("Edge: go to “Security” and switch on “Microsoft Defender SmartScreen”.")),
            Instruct(Text("Firefox: tick “Block dangerous and deceptive content”.")),
        ),
        effort=Text("About 1 minute."),
    ),
    Plan(
        "ask-administrator",
        Text("Ask who looks after this computer"),
        (
            Instruct(Text("In a school or a company, ask there: another filter may do the same work.")),
            Instruct(
                Text(
                    "Is it your own computer? Then nobody should manage it. Ask somebody who knows computers for help."
                )
            ),
        ),
        effort=Text("About 5 minutes."),
    ),
)


def judge(fact: PageWarnings) -> Iterator[Finding | Gap] | NotApplicable:
    """A browser that warns of nothing can be better; nobody is harmed by it now."""
    if not fact.guards and not fact.unseen and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: PageWarnings) -> Iterator[Finding | Gap]:
    warning = [guard.browser.shown for guard in fact.guards if guard.warns in {Warns.ON, Warns.ON_BY_POLICY}]
    for guard in fact.guards:
        browser, subject = guard.browser.shown, Program(guard.browser.name)
        if guard.warns is Warns.OFF:
            yield Finding(
                "off",
                Level.ADVISE,
                Text(
                    "In {browser}, the warnings about dangerous pages and downloads are switched off.",
                    values={"browser": browser},
                ),
                subject,
                fixes=("switch-on",),
                handle=guard.switch,
            )
        elif guard.warns is Warns.OFF_AS_IT_COMES:
            yield Finding(
                "off-as-it-comes",
                Level.NOTE,
                Text(
                    "{browser} comes without warnings about dangerous pages. You can switch them on in its settings.",
                    values={"browser": browser},
                ),
                subject,
            )
        elif guard.warns is Warns.OFF_BY_POLICY:
            yield Finding(
                "off-by-policy",
                Level.ADVISE,
                Text(
                    "In {browser}, an administrator has switched off the warnings about dangerous pages and downloads.",
                    values={"browser": browser},
                ),
                subject,
                fixes=("ask-administrator",),
            )
    if warning:
        yield Finding(
            "on",
            Level.GOOD,
            Text("These browsers warn you of dangerous pages and downloads: {browsers}.", values={"browsers": warning}),
        )
    if fact.safari:
        yield Finding(
            "safari-not-read",
            Level.NOTE,
            Text("We cannot read this switch in Safari. You can see it in Safari, Settings, Security."),
        )
    yield from gaps(fact.unseen, saying(_UNSEEN))


_UNSEEN: Final = Text("We could not read whether {browser} warns you.")


_READS: Final = Text(
    "The switch for warnings in Chrome, Chromium, Edge, Brave, Vivaldi, Firefox and LibreWolf, where other browsers that "
    "are built like them switched it off, and what an administrator laid down for it on this computer."
)
SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=_READS, misses=Text("Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
    Platform.WINDOWS: Coverage(
        reads=_READS, misses=Text("Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
    Platform.MACOS: Coverage(
        reads=_READS, misses=Text("Safari, Opera, browsers of other kinds, and profiles in unusual folders.")
    ),
}

SAFE_BROWSING: Final = Check(
    id="browser.safe-browsing",
    title=Text("The browsers' warnings of dangerous pages"),
    why=Text("Many attacks begin with a link in a message. A browser that warns stops most known ones."),
    tip=3,
    probe=Probe(linux=probe, windows=probe, macos=probe),
    judge=judge,
    coverage=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
