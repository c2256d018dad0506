"""Judge of the permissions for a device, with one set of sentences.

The levels (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE if at least one app has the permission that is neither known for what it does with the device nor from the maker
  of the system: somebody once said yes, and a look at the list costs a minute;
- NOTE for the known ones, and for the programs that no permission holds back;
- GOOD where nobody has it, or a switch keeps all apps from it.

Apps that have the device along with more (`wide`) each check judges itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Level, Path, Program, Subject, Text, Unknown, Unseen, Value, gaps
from postigo_checks.capture.permissions.fact import App, Group, Maker, Part, Permissions
from postigo_checks.capture.permissions.words import Words


def judge_permissions(fact: Permissions, words: Words) -> Iterator[Finding | Gap]:
    """Findings on the permissions for a device."""
    strangers = [app for app in fact.apps if app.maker is Maker.STRANGER and not app.wide]
    known = [app for app in fact.apps if app.maker is not Maker.STRANGER]
    if strangers:
        yield Finding(
            "strangers-allowed",
            Level.ADVISE,
            words.strangers(len(strangers), counted(strangers)),
            evidence=_paths(strangers),
            fixes=("review-list",),
            subjects=subjects(strangers),
        )
    if known:
        yield Finding(
            "known-allowed",
            Level.NOTE,
            Text(
                "{n} app that we know, or that came with the system, may use {device}: {apps}.",
                "{n} apps that we know, or that came with the system, may use {device}: {apps}.",
                len(known),
                {"device": words.device, **counted(known)},
            ),
        )
    for switch in fact.off:
        yield Finding(f"off-{switch.value}", Level.GOOD, _of(words, words.off.get(switch, _CLOSED)))
    if not fact.apps and not fact.off and not fact.unseen and _ASKED.issuperset(fact.free):
        none = Text("No app has a lasting permission to use {device}.")
        yield Finding("no-app-allowed", Level.GOOD, _of(words, none))
    for group in fact.free:
        yield Finding(f"free-{group.name.lower().replace('_', '-')}", Level.NOTE, _of(words, _FREE[group]))
    yield from gaps(fact.unseen, lambda item: _say(item, words))


def strangers_with_more(fact: Permissions) -> list[App]:
    """Apps that are not known, and have the device along with more."""
    return [app for app in fact.apps if app.maker is Maker.STRANGER and app.wide]


def counted(apps: Sequence[App]) -> dict[str, Value | Text | Sequence[Value | Text]]:
    """Values of a sentence about some apps."""
    return {"n": len(apps), "apps": [Program(app.name) for app in apps]}


def subjects(apps: Iterable[App]) -> tuple[Subject, ...]:
    """Apps whose permission can be taken away alone."""
    return tuple(Subject(Program(app.name), app.permission) for app in apps if app.permission is not None)


def _paths(apps: list[App]) -> dict[str, Value | Text]:
    paths = [app.path for app in apps if app.path]
    return {f"path {number}": Path(path) for number, path in enumerate(paths, 1)}


def _of(words: Words, text: Text) -> Text:
    named = {"device": words.device, "page": words.page}
    return replace(text, values={name: value for name, value in named.items() if f"{{{name}}}" in text.one})


_ASKED: Final = {Group.UNSANDBOXED, Group.DESKTOP}
"""Groups beside which it still says something that no app was allowed."""

_CLOSED: Final = Text("An administrator has closed {device} to apps from the Store that are not named here.")

_FREE: Final = {
    Group.UNSANDBOXED: Text(
        "On Linux, most programs need no permission for the camera. Only apps in a sandbox, a closed space, have to ask."
    ),
    Group.UNASKED: Text(
        "On Linux, programs need no permission for the microphone. Another check shows who records now."
    ),
    Group.DESKTOP: Text("Programs that are not from the Store may use {device}. One switch is for all of them."),
    Group.BY_POLICY: Text("An administrator has allowed {device} to all apps from the Store."),
}

_UNSEEN: Final = {
    Part.PORTAL: Text("We could not read what you answered when apps asked for {device}."),
    Part.FLATPAK: Text("We could not read what Flatpak apps may use."),
    Part.SNAP: Text("We could not read what Snap apps may use."),
    Part.DESKTOP_SWITCH: Text("We could not read whether the desktop lets apps use {device}."),
    Part.COMPUTER_SWITCH: Text("We could not read whether this computer lets apps use {device}."),
    Part.ACCOUNT_SWITCH: Text("We could not read whether this account lets apps use {device}."),
    Part.DESKTOP_PROGRAMS: Text("We could not read whether programs that are not from the Store may use {device}."),
    Part.POLICY: Text("We could not read whether an administrator has decided who may use {device}."),
    Part.NEW_MACOS: Text(
        "This version of macOS keeps the list where we cannot read it. "
        "You can see it in System Settings, Privacy & Security, {page}."
    ),
    Part.MACOS_VERSION: Text("We could not see which version of macOS this is, so we do not know where its list is."),
    Part.LIST: Text(
        "We could not read the list of apps. You can see it yourself in System Settings, Privacy & Security, {page}."
    ),
}
_DENIED: Final = Text(
    "macOS shows this list only to programs with Full Disk Access. "
    "You can see it yourself in System Settings, Privacy & Security, {page}."
)


def _say(item: Unseen[Part], words: Words) -> Text:
    if item.subject is not None:
        app = Text("We could not read whether {app} may use {device}.")
        return replace(app, values={"app": item.subject, "device": words.device})
    if item.part is Part.LIST and item.why is Unknown.DENIED:
        return _of(words, _DENIED)
    return _of(words, _UNSEEN[item.part])
