"""Judge of `camera.browser-sites`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Site, Subject, Text, Value, gaps
from postigo_checks.capture.browser_sites.fact import Grant, Permission, SitePermissions
from postigo_checks.common.browsers.homes import saying
from postigo_checks.common.browsers.profiles import NO_BROWSER

_SHOWN: Final = 12  # names in one sentence; all are in the detail


def judge(fact: SitePermissions) -> Iterator[Finding | Gap] | NotApplicable:
    """Findings on the permissions, by the rule at the top of `check.py`."""
    if not fact.browsers and not fact.permissions and not fact.unseen and not fact.safari:
        return NO_BROWSER
    return _judge(fact)


def _judge(fact: SitePermissions) -> Iterator[Finding | Gap]:
    wide = [permission for permission in fact.permissions if not permission.site and not permission.policy]
    named = [permission for permission in fact.permissions if permission.site and not permission.policy]
    calls = _sites(p for p in named if p.call and p.grant is not Grant.LOCATION)
    capture = [p for p in named if p.grant is not Grant.LOCATION]
    camera = _sites(p for p in named if not p.call and p.grant is Grant.CAMERA)
    microphone = [
        site for site in _sites(p for p in named if not p.call and p.grant is Grant.MICROPHONE) if site not in camera
    ]
    location = [permission for permission in fact.permissions if permission.grant is Grant.LOCATION]
    if any(permission.grant is not Grant.LOCATION for permission in wide):
        yield Finding(
            "every-page",
            Level.ADVISE,
            Text("In a browser, every web page may use the camera or the microphone without asking."),
            evidence=_evidence(wide, []),
            fixes=("remove-sites",),
        )
    yield from _by_policy([p for p in fact.permissions if p.policy and p.grant is not Grant.LOCATION])
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
            subjects=_subjects(p for p in capture if Site(p.site) in camera),
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
            subjects=_subjects(p for p in capture if Site(p.site) in microphone),
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
    if location:
        yield _location(location)
    read = [browser for browser in fact.browsers if browser.value not in {item.subject for item in fact.unseen}]
    if not fact.permissions and read:
        yield Finding(
            "no-page",
            Level.GOOD,
            Text(
                "No web page may use the camera, the microphone or your location without asking, in {browsers}.",
                values={"browsers": [browser.shown for browser in read]},
            ),
        )
    if fact.safari:
        yield Finding(
            "safari-not-read",
            Level.NOTE,
            Text("We cannot read this list in Safari. You can see it in Safari, Settings, Websites."),
        )
    yield from gaps(fact.unseen, saying(_UNSEEN))


_UNSEEN: Final = Text("We could not read the settings of {browser}.")


def _by_policy(permissions: list[Permission]) -> Iterator[Finding]:
    """Findings on what an administrator laid down. A school that lets its call page in is no news."""
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


def _location(permissions: list[Permission]) -> Finding:
    sites = _sites(p for p in permissions if p.site)
    if any(not p.site for p in permissions):
        text = Text("In a browser, every web page may know where you are.")
        return Finding("location-pages", Level.NOTE, text, evidence=_evidence(permissions, []))
    return Finding(
        "location-pages",
        Level.NOTE,
        Text(
            "{n} web page may know where you are without asking again: {sites}.",
            "{n} web pages may know where you are without asking again: {sites}.",
            len(sites),
            {"n": len(sites), "sites": sites[:_SHOWN]},
        ),
        evidence=_evidence(permissions, sites),
        fixes=("remove-location",),
        subjects=_subjects(permissions),
    )


def _sites(permissions: Iterator[Permission]) -> list[Site]:
    return list(dict.fromkeys(Site(permission.site) for permission in permissions))


def _subjects(permissions: Iterable[Permission]) -> tuple[Subject, ...]:
    """The pages whose permission stands in a browser's own list, once for each list."""
    found = {p.handle: Subject(Site(p.site), p.handle) for p in permissions if p.handle is not None}
    return tuple(found.values())


def _evidence(permissions: list[Permission], sites: list[Site]) -> dict[str, Value | Text]:
    """All the pages, and the browsers in which they have it."""
    meant = [p for p in permissions if not sites or Site(p.site) in sites]
    browsers = dict.fromkeys(p.browser for p in meant)
    evidence: dict[str, Value | Text] = {f"browser {n}": browser.shown for n, browser in enumerate(browsers, 1)}
    return evidence | {f"page {number}": site for number, site in enumerate(sites, 1)}
