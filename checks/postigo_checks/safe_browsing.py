r"""`browser.safe-browsing`: whether the browsers warn of dangerous pages and downloads.

Every browser does so until somebody switches it off, so a missing setting is "on". Chromium's kin keep
`safebrowsing.enabled` in `Preferences`, Edge `smartscreen.enabled`. Firefox keeps two switches in `prefs.js`
(browser.safebrowsing.malware.enabled and …phishing.enabled), which lists only what differs from the default; LibreWolf
comes with both off, so there only a written "true" is on. Opera has a
service of its own, whose switch is not known to us: a gap. A policy beats the person's switch: Chromium's
SafeBrowsingProtectionLevel (0 off) and the older SafeBrowsingEnabled, Edge's SmartScreenEnabled.

`Secure Preferences` is not read: it keeps none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
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
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks import firefox_prefs
from postigo_checks.browser_policies import policies
from postigo_checks.browser_profiles import NO_BROWSER, Engine, Profile, Unread, each, inner, preferences


class Warns(Enum):
    """Whether a browser warns, and who decided that."""

    ON = "on"
    OFF = "off"  # in one of its profiles at least
    OFF_AS_IT_COMES = "off-as-it-comes"  # its makers leave it to the person
    ON_BY_POLICY = "on-by-policy"
    OFF_BY_POLICY = "off-by-policy"


@dataclass(frozen=True, slots=True)
class Guard:
    """A browser and whether it warns."""

    browser: str
    warns: Warns


@dataclass(frozen=True, slots=True)
class PageWarnings:
    """Whether the browsers of this account warn. `safari`: there is one, and it cannot be read."""

    guards: tuple[Guard, ...]
    unread: tuple[Unread, ...] = ()
    safari: bool = False


# --- the probe -------------------------------------------------------------------------------------------------------

_SWITCH: Final = {"Microsoft Edge": ("smartscreen", "enabled")}
_USUAL_SWITCH: Final = ("safebrowsing", "enabled")
_FIREFOX_SWITCHES: Final = tuple(f"browser.safebrowsing.{what}.enabled" for what in ("malware", "phishing"))
_NOT_KNOWN: Final = {"Opera"}
_COMES_WITHOUT: Final = {"LibreWolf"}

_POLICY_NAMES: Final = {"Microsoft Edge": ("SmartScreenEnabled",)}
_USUAL_NAMES: Final = ("SafeBrowsingProtectionLevel", "SafeBrowsingEnabled")  # the first beats the second


def probe(system: System, data: Data) -> PageWarnings:
    """Whether the browsers warn."""
    del data
    unread: list[Unread] = []
    off: dict[str, Warns] = {}

    def chromium(profile: Profile) -> None:
        if profile.browser not in _NOT_KNOWN and not _is_on(preferences(system, profile.file), profile.browser):
            off[profile.browser] = Warns.OFF

    def firefox(profile: Profile) -> None:
        said = _firefox_says(system.read(profile.file), profile.file)
        if False in said.values():
            off[profile.browser] = Warns.OFF
        elif profile.browser in _COMES_WITHOUT and len(said) < len(_FIREFOX_SWITCHES):
            off.setdefault(profile.browser, Warns.OFF_AS_IT_COMES)

    seen = dict.fromkeys(
        (
            *each(system, Engine.CHROMIUM, "Preferences", unread, chromium),
            *each(system, Engine.FIREFOX, "prefs.js", unread, firefox),
        )
    )
    unread.extend(Unread(browser, Unknown.MISSING) for browser in seen if browser in _NOT_KNOWN)
    guards = []
    for browser in seen.keys() - _NOT_KNOWN:
        laid_down = attempt(_policy, system, browser)
        if isinstance(laid_down, CannotTell):
            unread.append(Unread(browser, laid_down.why))
            laid_down = None
        guards.append(Guard(browser, laid_down or off.get(browser, Warns.ON)))
    guards.sort(key=lambda guard: guard.browser)
    return PageWarnings(tuple(guards), tuple(dict.fromkeys(unread)), safari=system.platform is Platform.MACOS)


def _is_on(settings: Mapping[str, Json], browser: str) -> bool:
    *way, name = _SWITCH.get(browser, _USUAL_SWITCH)
    on = inner(settings, *way).get(name, True)
    if not isinstance(on, bool):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {on!r:.40}")
    return on


def _firefox_says(content: bytes, path: str) -> dict[str, bool]:
    """What `prefs.js` says of each switch that differs from how it comes."""
    said = firefox_prefs.settings(content, path, _FIREFOX_SWITCHES)
    switches = {name: value for name, value in said.items() if isinstance(value, bool)}
    if len(switches) != len(said):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: a switch that is a number")
    return switches


def _policy(system: System, browser: str) -> Warns | None:
    """What an administrator laid down for one browser; None if nothing."""
    names = _POLICY_NAMES.get(browser, _USUAL_NAMES)
    for values in policies(system, browser):
        for name in names:
            value = values.get(name)
            if value is None:
                continue
            if not isinstance(value, int) or value not in range(3):
                raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
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


def judge(fact: PageWarnings) -> Iterator[Finding | Gap] | NotHere:
    """A browser that warns of nothing can be better; nobody is harmed by it now."""
    if not fact.guards and not fact.unread and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: PageWarnings) -> Iterator[Finding | Gap]:
    warning = [Program(guard.browser) for guard in fact.guards if guard.warns in {Warns.ON, Warns.ON_BY_POLICY}]
    for guard in fact.guards:
        browser = Program(guard.browser)
        if guard.warns is Warns.OFF:
            yield Finding(
                "off",
                Level.ADVISE,
                Text(
                    "In {browser}, the warnings about dangerous pages and downloads are switched off.",
                    values={"browser": browser},
                ),
                browser,
                fixes=("switch-on",),
            )
        elif guard.warns is Warns.OFF_AS_IT_COMES:
            yield Finding(
                "off-as-it-comes",
                Level.NOTE,
                Text(
                    "{browser} comes without warnings about dangerous pages. You can switch them on in its settings.",
                    values={"browser": browser},
                ),
                browser,
            )
        elif guard.warns is Warns.OFF_BY_POLICY:
            yield Finding(
                "off-by-policy",
                Level.ADVISE,
                Text(
                    "In {browser}, an administrator has switched off the warnings about dangerous pages and downloads.",
                    values={"browser": browser},
                ),
                browser,
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
    yield from (
        Gap(item.why, Text("We could not read whether {browser} warns you.", values={"browser": Program(item.browser)}))
        for item in fact.unread
    )


_READS: Final = Text(
    "The switch for warnings in Chrome, Chromium, Edge, Brave, Vivaldi, Firefox and LibreWolf, "
    "and what an administrator laid down for it."
)
SIGHT: Final = {
    Platform.LINUX: Sight(reads=_READS, misses=Text("Opera, other browsers, and profiles in unusual folders.")),
    Platform.WINDOWS: Sight(reads=_READS, misses=Text("Opera, other browsers, and profiles in unusual folders.")),
    Platform.MACOS: Sight(reads=_READS, misses=Text("Safari, Opera, other browsers, and profiles in unusual folders.")),
}

SAFE_BROWSING: Final = Check(
    id="browser.safe-browsing",
    title=Text("The browsers' warnings of dangerous pages"),
    why=Text("Many attacks begin with a link in a message. A browser that warns stops most known ones."),
    tip=3,
    probe=Probe(linux=probe, windows=probe, macos=probe),
    judge=judge,
    sight=SIGHT,
    budget=20.0,
    fixes=FIXES,
)
