"""`camera.remote-control`: who could see or use this computer from far away.

The levels (a catalogue severity of `high`):

- ACT: a program for remote control that runs without being installed: from a folder for downloads, or any other where
  anybody can put a program. So it is when somebody on the telephone has just asked for it; who keeps such a program for
  good installs it;
- ADVISE: one that runs, or starts with the computer and so lets somebody in with nobody at home; a door of the system
  itself that stands open (Remote Desktop, Screen Sharing, Remote Management, SSH on Windows and macOS);
- NOTE: one that is only installed; SSH on Linux, where many systems bring it.

A classroom tool is judged like any other: NetSupport is much abused, and nothing here can say that this is a school's
computer (docs/decisions/0512). A program for meetings, where somebody may hand over the screen, is a NOTE,
and so is one for a paired phone or the computer beside this one.

Programs that only reach out to others are no finding. Whether unattended access is set up stands inside each product:
that it starts with the computer is the sign of it that can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
    Scope,
    SettingsPage,
    Text,
)
from postigo_checks.strangers.remote_control import linux as remote_linux
from postigo_checks.strangers.remote_control import macos as remote_macos
from postigo_checks.strangers.remote_control import windows as remote_windows
from postigo_checks.strangers.remote_control.fact import Blind, Door, Kind, Part, Remote, RemoteAccess

FIXES: Final = (
    Plan(
        "ask-then-close",
        Text("Find out who put it there, then decide"),
        (
            Instruct(
                Text(
                    "Ask whoever the computer belongs to (at home, at school, at work): did somebody you trust install it, to help you?"
                )
            ),
            Instruct(Text("If so, you can keep it. Switch off “unattended access” in its settings.")),
            Instruct(
                Text(
                    "If nobody knows it, read the safety note first. The person who put it there may notice when it is gone."
                )
            ),
            Instruct(Text("Did somebody on the phone ask you for it? Switch off the Wi-Fi and ask for help.")),
        ),
        effort=Text("About 10 minutes."),
        safety=True,
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
            Instruct(Text("For SSH: open Services, find “OpenSSH SSH Server”, and set it to “Disabled”.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(
                Text("Switch off Screen Sharing, Remote Management and Remote Login in this list if nobody needs them.")
            ),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)

_PROGRAMS: Final = ("ask-then-close",)
_DOORS: Final = ("doors", "ask-then-close")


def judge(access: RemoteAccess) -> Iterator[Finding | Gap]:
    """Judgement of the traces; see the rule at the top of this module."""
    yield from (_program(remote) for remote in access.programs)
    for door in access.doors:
        level = Level.NOTE if door is Door.SSH_USUAL else Level.ADVISE
        fixes = _DOORS if level is Level.ADVISE else ()
        yield Finding(f"{door.value}-on", level, _OPEN[door], fixes=fixes)
    if not access.programs and not access.doors and not access.blind:
        yield Finding(
            "nothing-known",
            Level.GOOD,
            Text(
                "We see no program for remote control that we know, and the system's own remote access is not switched on."
            ),
        )
    yield from (Gap(item.why, _unseen(item)) for item in dict.fromkeys(access.blind))


def _program(remote: Remote) -> Finding:
    program = Program(remote.name)
    values = {"program": program}
    if remote.kind is Kind.DESK:
        text = Text(
            "With {program}, a paired phone or a computer nearby can move the mouse and type here.", values=values
        )
        return Finding("remote-paired", Level.NOTE, text, program)
    if remote.landed:
        return Finding(
            "remote-download",
            Level.ACT,
            Text(
                "{program} is running, and it is not installed: it runs from a folder such as Downloads. "
                "It lets somebody far away see and use this computer. Are you being helped right now?",
                values=values,
            ),
            program,
            {"path": Path(remote.landed)},
            _PROGRAMS,
        )
    if remote.kind is Kind.MEETING:
        text = Text("{program} is for meetings. In a meeting, others can be shown this screen.", values=values)
        return Finding("remote-meeting", Level.NOTE, text, program)
    said = _CLASSROOM if remote.kind is Kind.CLASSROOM else _SAID
    for code, is_so in (("remote-starts", remote.starts), ("remote-running", remote.runs)):
        if is_so:
            return Finding(code, Level.ADVISE, replace(said[code], values=values), program, fixes=_PROGRAMS)
    return Finding("remote-installed", Level.NOTE, replace(said["remote-installed"], values=values), program)


_SAID: Final = {
    "remote-starts": Text(
        "{program} starts with this computer. It can let somebody far away see the screen, also when nobody is here. Did you install it, or somebody you trust?"
    ),
    "remote-running": Text(
        "{program} is running. It can let somebody far away see the screen. Did you open it, or somebody you trust?"
    ),
    "remote-installed": Text("{program} is installed. With it, somebody far away can see the screen."),
}
_CLASSROOM: Final = {
    "remote-starts": Text(
        "{program}, a classroom tool, starts with this computer. With it, a teacher or somebody far away can see the screen, also when nobody is here. Did your school install it, or somebody you trust?"
    ),
    "remote-running": Text(
        "{program}, a classroom tool, is running. With it, a teacher or somebody far away can see the screen. Did your school install it, or somebody you trust?"
    ),
    "remote-installed": Text(
        "{program}, a classroom tool, is installed. With it, a teacher or somebody far away can see the screen."
    ),
}

_OPEN: Final = {
    Door.RDP: Text("Remote Desktop is switched on. Anyone with a password of this computer can use it from elsewhere."),
    Door.GNOME: Text("Remote Desktop is switched on. Anyone with its password can see the screen from elsewhere."),
    Door.SCREEN_SHARING: Text(
        "Screen Sharing is switched on. Anyone with a password of this computer can see the screen from elsewhere."
    ),
    Door.REMOTE_MANAGEMENT: Text(
        "Remote Management is switched on. An administrator can see and use this computer from elsewhere."
    ),
    Door.SSH: Text(
        "Remote sign-in (SSH) is switched on. Anyone with a password of this computer can use it from elsewhere."
    ),
    Door.SSH_USUAL: Text(
        "Remote sign-in (SSH) is switched on, as on many Linux systems. It needs a password or a key of this computer."
    ),
}

_DOOR_UNSEEN: Final = {
    Door.RDP: Text("We could not read whether Remote Desktop is switched on."),
    Door.GNOME: Text("GNOME's Remote Desktop is running. We could not see whether it lets anybody in."),
    Door.SCREEN_SHARING: Text("We could not read whether Screen Sharing is switched on."),
    Door.REMOTE_MANAGEMENT: Text("We could not read whether Remote Management is switched on."),
    Door.SSH: Text("We could not read whether remote sign-in (SSH) is switched on."),
    Door.SSH_USUAL: Text("We could not read whether remote sign-in (SSH) is switched on."),
}

_UNSEEN: Final = {
    Part.SERVICES: Text("We could not see which services start with this computer."),
    Part.PROCESSES: Text("We could not see the list of programs that are running."),
    Part.HIDDEN: Text("Programs of other accounts are hidden from us. One of them could be for remote control."),
    Part.APPS: Text("We could not see which apps are installed."),
    Part.SIGN_IN: Text("We could not see everything that starts when somebody signs in."),
    Part.TABLE: Text("A part of our own list of programs for remote control could not be read."),
}


def _unseen(item: Blind) -> Text:
    if item.door is not None:
        return _DOOR_UNSEEN[item.door]
    if item.part is Part.SERVICE:
        return Text(
            "We could not see whether {program} starts with this computer.", values={"program": Program(item.program)}
        )
    if item.part is Part.PLACE:
        return Text("We could not see from which folder {program} runs.", values={"program": Program(item.program)})
    return _UNSEEN[item.part]


_MISSES: Final = Text(
    "Programs that we do not know, or that go by another name. "
    "Whether a program lets people in with nobody here stands in its own settings."
)
SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "What starts with the computer or when you sign in, which programs are installed or run, "
            "and GNOME's Remote Desktop."
        ),
        misses=Text(
            "Programs that we do not know, or that go by another name. What other accounts start for themselves, and "
            "programs in your own folders that do not run. "
            "Whether a program lets people in with nobody here stands in its own settings."
        ),
        elevated=True,
    ),
    Platform.WINDOWS: Coverage(
        reads=Text("Which services there are, which programs run, and whether Remote Desktop is allowed."),
        misses=_MISSES,
    ),
    Platform.MACOS: Coverage(
        reads=Text(
            "Screen Sharing, Remote Management and Remote Login; which apps are installed, start by themselves or run."
        ),
        misses=Text(
            "Programs that we do not know, or that go by another name. Apps outside of the folder Applications that do "
            "not run, and what starts for one account only. Remote Apple Events, and what AirPlay shows on this screen. "
            "Whether a program lets people in with nobody here stands in its own settings."
        ),
    ),
}

REMOTE_CONTROL: Final = Check(
    id="camera.remote-control",
    title=Text("Programs for remote control"),
    why=Text(
        "Through a program for remote control, somebody can see your screen, your files and sometimes your camera."
    ),
    tip=2,
    probe=Probe(linux=remote_linux.linux, windows=remote_windows.windows, macos=remote_macos.macos),
    judge=judge,
    coverage=SIGHT,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=FIXES,
)
