"""Judge of `camera.app-permissions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Path, Program, Subject, Text, Unknown, Unseen, Value, gaps
from postigo_checks.capture.app_permissions.fact import App, CameraPermissions, Group, Maker, Off, Part


def judge(fact: CameraPermissions) -> Iterator[Finding | Gap]:
    """Findings on the permissions, by the rule at the top of `check.py`."""
    strangers = [app for app in fact.apps if app.maker is Maker.STRANGER and not app.wide]
    wide = [app for app in fact.apps if app.maker is Maker.STRANGER and app.wide]
    known = [app for app in fact.apps if app.maker is not Maker.STRANGER]
    if strangers:
        yield Finding(
            "strangers-allowed",
            Level.ADVISE,
            Text(
                "{n} app may use your camera, and we do not know it as a call program: {apps}.",
                "{n} apps may use your camera, and we do not know them as call programs: {apps}.",
                len(strangers),
                {"n": len(strangers), "apps": _names(strangers)},
            ),
            evidence=_paths(strangers),
            fixes=("review-list",),
            subjects=subjects(strangers),
        )
    if known:
        yield Finding(
            "known-allowed",
            Level.NOTE,
            Text(
                "{n} app that we know, or that came with the system, may use your camera: {apps}.",
                "{n} apps that we know, or that came with the system, may use your camera: {apps}.",
                len(known),
                {"n": len(known), "apps": _names(known)},
            ),
        )
    if wide:
        yield Finding(
            "every-device",
            Level.NOTE,
            Text(
                "{n} app was built to use every device, also the camera: {apps}.",
                "{n} apps were built to use every device, also the camera: {apps}.",
                len(wide),
                {"n": len(wide), "apps": _names(wide)},
            ),
            fixes=("fewer-devices",),
            subjects=subjects(wide),
        )
    yield from (Finding(f"off-{switch.value}", Level.GOOD, _OFF[switch]) for switch in fact.off)
    if not fact.apps and not fact.off and not fact.unseen and Group.BY_POLICY not in fact.free:
        yield Finding("no-app-allowed", Level.GOOD, Text("No app has a lasting permission to use the camera."))
    yield from (
        Finding(f"free-{group.name.lower().replace('_', '-')}", Level.NOTE, _FREE[group]) for group in fact.free
    )
    yield from gaps(fact.unseen, _say)


def _names(apps: list[App]) -> list[Value | Text]:
    return [Program(app.name) for app in apps]


def subjects(apps: Iterable[App]) -> tuple[Subject, ...]:
    """Apps whose permission can be taken away alone."""
    return tuple(Subject(Program(app.name), app.permission) for app in apps if app.permission is not None)


def _paths(apps: list[App]) -> dict[str, Value | Text]:
    paths = [app.path for app in apps if app.path]
    return {f"path {number}": Path(path) for number, path in enumerate(paths, 1)}


_OFF: Final = {
    Off.COMPUTER: Text("The camera is switched off for the apps of this computer."),
    Off.ACCOUNT: Text("The camera is switched off for the apps of this account."),
    Off.SANDBOXED: Text("The camera is switched off for apps that have to ask for it."),
    Off.STORE: Text("An administrator has closed the camera to apps from the Store that are not named here."),
}

_FREE: Final = {
    Group.UNSANDBOXED: Text(
        "On Linux, most programs need no permission for the camera. Only apps in a sandbox, a closed space, have to ask."
    ),
    Group.DESKTOP: Text("Programs that are not from the Store may use the camera. One switch is for all of them."),
    Group.BY_POLICY: Text("An administrator has allowed the camera to all apps from the Store."),
}

_UNSEEN: Final = {
    Part.PORTAL: Text("We could not read what you answered when apps asked for the camera."),
    Part.FLATPAK: Text("We could not read what Flatpak apps may use."),
    Part.SNAP: Text("We could not read what Snap apps may use."),
    Part.DESKTOP_SWITCH: Text("We could not read whether the desktop has switched the camera off."),
    Part.COMPUTER_SWITCH: Text("We could not read whether the camera is switched on for this computer."),
    Part.ACCOUNT_SWITCH: Text("We could not read whether the camera is switched on for this account."),
    Part.DESKTOP_PROGRAMS: Text("We could not read whether programs that are not from the Store may use the camera."),
    Part.POLICY: Text("We could not read whether an administrator has decided about the camera."),
    Part.NEW_MACOS: Text(
        "This version of macOS keeps the list where we cannot read it. "
        "You can see it in System Settings, Privacy & Security, Camera."
    ),
    Part.MACOS_VERSION: Text("We could not see which version of macOS this is, so we do not know where its list is."),
    Part.LIST: Text(
        "We could not read the list of apps. You can see it yourself in System Settings, Privacy & Security, Camera."
    ),
}


def _say(item: Unseen[Part]) -> Text:
    if item.subject is not None:
        return Text("We could not read whether {app} may use the camera.", values={"app": item.subject})
    if item.part is Part.LIST and item.why is Unknown.DENIED:
        return Text(
            "macOS shows this list only to programs with Full Disk Access. "
            "You can see it yourself in System Settings, Privacy & Security, Camera."
        )
    return _UNSEEN[item.part]
