"""`camera.app-permissions`: which apps may use the camera without asking again.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE if at least one app has the permission that is neither a known browser, call or camera program nor from the
  maker of the system: somebody once said yes, and a look at the list costs a minute;
- NOTE for the known ones, for flatpak apps that were built to use every device (nearly all of them games and tools
  that want a controller; they would be noticed when they film), and for the programs that no permission holds back:
  everything unsandboxed on Linux, all desktop programs on Windows while their one switch is on;
- GOOD where nobody has it, or a switch keeps all apps from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Path,
    Plan,
    Platform,
    Probe,
    Program,
    SettingsPage,
    Text,
    Unknown,
    Value,
)
from postigo_checks.capture.app_permissions import linux as permissions_linux
from postigo_checks.capture.app_permissions import macos as permissions_macos
from postigo_checks.capture.app_permissions import windows as permissions_windows
from postigo_checks.capture.app_permissions.fact import App, CameraPermissions, Group, Maker, Off, Source, Unread

FIXES: Final = (
    Plan(
        "review-list",
        Text("Leave the camera only to the apps you use for video calls"),
        (
            OpenSettings(SettingsPage.CAMERA),
            Instruct(Text("Look at the list. Switch off every app that you do not use for video calls.")),
            Instruct(Text("An app can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "review-list",
        Text("Leave the camera only to the apps you use for video calls"),
        (
            OpenSettings(SettingsPage.CAMERA),
            Instruct(Text("Switch off every app in the list that you do not use for video calls.")),
            Instruct(Text("Apps from the Snap store: open the software shop, choose the app, then its permissions.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)


def judge(fact: CameraPermissions) -> Iterator[Finding | Gap]:
    """What the permissions mean; see the rule at the top of this module."""
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
        )
    yield from (Finding(f"off-{switch.value}", Level.GOOD, _OFF[switch]) for switch in fact.off)
    if not fact.apps and not fact.off and not fact.unread and Group.BY_POLICY not in fact.free:
        yield Finding("no-app-allowed", Level.GOOD, Text("No app has a lasting permission to use the camera."))
    yield from (
        Finding(f"free-{group.name.lower().replace('_', '-')}", Level.NOTE, _FREE[group]) for group in fact.free
    )
    yield from (Gap(unread.why, _unread(unread)) for unread in dict.fromkeys(fact.unread))


def _names(apps: list[App]) -> list[Value | Text]:
    return [Program(app.name) for app in apps]


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

_UNREAD: Final = {
    Source.PORTAL: Text("We could not read what you answered when apps asked for the camera."),
    Source.FLATPAK: Text("We could not read what Flatpak apps may use."),
    Source.SNAP: Text("We could not read what Snap apps may use."),
    Source.DESKTOP_SWITCH: Text("We could not read whether the desktop has switched the camera off."),
    Source.COMPUTER_SWITCH: Text("We could not read whether the camera is switched on for this computer."),
    Source.ACCOUNT_SWITCH: Text("We could not read whether the camera is switched on for this account."),
    Source.DESKTOP_PROGRAMS: Text("We could not read whether programs that are not from the Store may use the camera."),
    Source.POLICY: Text("We could not read whether an administrator has decided about the camera."),
    Source.NEW_MACOS: Text(
        "This version of macOS keeps the list where we cannot read it. "
        "You can see it in System Settings, Privacy & Security, Camera."
    ),
    Source.MACOS_VERSION: Text("We could not see which version of macOS this is, so we do not know where its list is."),
}


def _unread(unread: Unread) -> Text:
    if unread.source is Source.APP:
        return Text("We could not read whether {app} may use the camera.", values={"app": Program(unread.app)})
    if unread.source is not Source.LIST:
        return _UNREAD[unread.source]
    if unread.why is Unknown.DENIED:
        return Text(
            "macOS shows this list only to programs with Full Disk Access. "
            "You can see it yourself in System Settings, Privacy & Security, Camera."
        )
    return Text(
        "We could not read the list of apps. You can see it yourself in System Settings, Privacy & Security, Camera."
    )


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text("What you answered when apps asked for the camera, and what Flatpak and Snap apps may use."),
        misses=Text(
            "Programs that do not run in a sandbox: they need no permission. Flatpak apps in folders of their own. "
            "On some systems a sandbox does not hold back Snap apps."
        ),
    ),
    Platform.WINDOWS: Coverage(
        reads=Text("The camera switches of the computer and of your account, and what an administrator has decided."),
        misses=Text(
            "Programs that are not from the Store have no switch of their own. "
            "Programs with administrator rights can go around all switches. "
            "Whether a switch that a clean-up program has set still holds on the newest Windows."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("The list of apps that asked for the camera, with your answers."),
        misses=Text(
            "Nothing can be read without Full Disk Access. You can give it in System Settings, Privacy & Security, "
            "and take it away afterwards. From macOS 27 on, not even then."
        ),
    ),
}

APP_PERMISSIONS: Final = Check(
    id="camera.app-permissions",
    title=Text("Apps that may use the camera"),
    why=Text("The fewer apps can turn on your camera, the fewer can misuse it."),
    tip=2,
    probe=Probe(
        linux=permissions_linux.permissions,
        windows=permissions_windows.permissions,
        macos=permissions_macos.permissions,
    ),
    judge=judge,
    coverage=SIGHT,
    budget=10.0,
    fixes=FIXES,
)
