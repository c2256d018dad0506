"""Judge of `camera.remote-control`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Path, Program, Quoted, School, Text, Unseen, gaps
from postigo_checks.strangers.remote_control.fact import Door, Kind, Part, Remote, RemoteAccess
from postigo_checks.strangers.remote_control.fixes import APPROVED

_PROGRAMS: Final = ("ask-then-close",)
_DOORS: Final = ("doors", "ask-then-close")


def judge(access: RemoteAccess) -> Iterator[Finding | Gap]:
    """Findings on the traces, by the rule at the top of `check.py`."""
    yield from (_program(remote, access.school) for remote in access.programs)
    for one in access.doors:
        level = Level.NOTE if one.door is Door.SSH_USUAL else Level.ADVISE
        fixes = _DOORS if level is Level.ADVISE else ()
        yield Finding(f"{one.door.value}-on", level, _OPEN[one.door], fixes=fixes, handle=one.handle)
    if not access.programs and not access.doors and not access.unseen:
        yield Finding(
            "nothing-known",
            Level.GOOD,
            Text(
                "We see no program for remote control that we know, and the system's own remote access is not switched on."
            ),
        )
    yield from gaps(access.unseen, _say)


def _program(remote: Remote, school: School) -> Finding:
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
            {"path": Path(remote.path)},
            _PROGRAMS,
            handle=remote.image,
        )
    if remote.kind is Kind.MEETING:
        text = Text("{program} is for meetings. In a meeting, others can be shown this screen.", values=values)
        return Finding("remote-meeting", Level.NOTE, text, program)
    if school.put(remote.name):
        return Finding("remote-school", Level.NOTE, _of_the_school(program, school), program)
    said = _CLASSROOM if remote.kind is Kind.CLASSROOM else _SAID
    traces = (("remote-starts", remote.starts, remote.starter), ("remote-running", remote.runs, remote.image))
    for code, is_so, handle in traces:
        if is_so:
            text = replace(said[code], values=values)
            return Finding(code, Level.ADVISE, text, program, fixes=(*_PROGRAMS, *_stops(remote)), handle=handle)
    return Finding("remote-installed", Level.NOTE, replace(said["remote-installed"], values=values), program)


def _of_the_school(program: Program, school: School) -> Text:
    if school.contact:
        return Text(
            "The policy of this computer says that your school put {program} here. "
            "With it, a teacher or somebody far away can see the screen. Is this no computer of a school? Then do not rely on that. Whom to ask in the school: {contact}.",
            values={"program": program, "contact": Quoted(school.contact)},
        )
    return Text(
        "The policy of this computer says that your school put {program} here. "
        "With it, a teacher or somebody far away can see the screen. Is this no computer of a school? Then do not rely on that.",
        values={"program": program},
    )


def _stops(remote: Remote) -> tuple[str, ...]:
    """Plan that keeps a program from starting. None where several things start it."""
    match remote.starter if remote.only else None:
        case Handle(HandleKind.FILE_SETTING) | Handle(HandleKind.UNIT, within="user"):
            return ("stop-start",)
        case Handle(HandleKind.REGISTRY_VALUE, within=key) if key == APPROVED:
            return ("stop-start",)
        case Handle(HandleKind.UNIT, within=""):
            return ("stop-service",)
        case _:
            return ()


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
    Part.SERVICE: Text("We could not see whether {program} starts with this computer."),
    Part.PLACE: Text("We could not see from which folder {program} runs."),
    Part.PROCESSES: Text("We could not see the list of programs that are running."),
    Part.HIDDEN: Text("Programs of other accounts are hidden from us. One of them could be for remote control."),
    Part.APPS: Text("We could not see which apps are installed."),
    Part.SIGN_IN: Text("We could not see everything that starts when somebody signs in."),
    Part.TABLE: Text("A part of our own list of programs for remote control could not be read."),
}


def _say(item: Unseen[Part | Door]) -> Text:
    if isinstance(item.part, Door):
        return _DOOR_UNSEEN[item.part]
    text = _UNSEEN[item.part]
    return text if item.subject is None else replace(text, values={"program": item.subject})
