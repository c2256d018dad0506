"""`camera.microphone`: who records from a microphone now.

A monitor, which hears what the speakers play, is no microphone. On Linux the kernel tells everybody who has a sound
card's recording channel open (`/proc/asound`), and PipeWire or PulseAudio tell for whom they have it open. On Windows
it is the same record as the camera's; programs of sound cards may hold the microphone all day, so what is known is a
NOTE and what is not is never more than ADVISE.
"""

from __future__ import annotations

from typing import Final

from postigo.api import (
    CaptureKind,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    System,
    Text,
)
from postigo_checks.capture.in_use import linux as linux_capture
from postigo_checks.capture.in_use import macos as macos_capture
from postigo_checks.capture.in_use import windows as consent_store
from postigo_checks.capture.in_use.fact import DeviceUse, merged, running, unplaced
from postigo_checks.capture.in_use.fixes import CLOSE_IT, NOT_YOU, take_away
from postigo_checks.capture.in_use.judge import Words, judge_use
from postigo_checks.common import known_programs


def linux(system: System, data: Data) -> DeviceUse:
    """Who has a recording channel open, and whom the sound server gives a microphone's sound to."""
    return linux_capture.use(system, data, CaptureKind.MICROPHONE)


def windows(system: System, data: Data) -> DeviceUse:
    """Who Windows has noted as using the microphone without having stopped, and is running."""
    return consent_store.in_use(system, known_programs.load(data, Platform.WINDOWS), CaptureKind.MICROPHONE)


def macos(system: System, data: Data) -> DeviceUse:
    """Who records, by the number of its process (from macOS 14.2); before, whether a microphone runs."""
    held = system.holders(CaptureKind.MICROPHONE)
    if not held.holders or any(holder.pid is None for holder in held.holders):
        return running(held)
    table = known_programs.load(data, Platform.MACOS)
    users = merged(*(macos_capture.user(system, table, one, CaptureKind.MICROPHONE) for one in held.holders))
    return DeviceUse(here=True, users=users, blind=unplaced(users))


_DEVICE: Final = Text("the microphone")
WORDS: Final = Words(
    device=_DEVICE,
    none_here=Text("This computer has no microphone that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The microphone is on now. Are you in a call, or do you speak to the computer?"),
    passed_on=Text(
        "The system passes the microphone's sound on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes sound on has the microphone open. We could not see for which program."),
    holders=Text("We could not see which programs have the microphone open."),
)

FIXES: Final = (
    Plan(
        "close-program",
        Text("Keep the program from hearing you"),
        (
            CLOSE_IT,
            NOT_YOU,
            Instruct(Text("Speak about private things in another room. From another device, ask somebody you trust.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
    ),
    *take_away("microphone", _DEVICE, SettingsPage.MICROPHONE),
    Plan(
        "mute",
        Text("Mute the microphone"),
        (
            OpenSettings(SettingsPage.MICROPHONE),
            Instruct(Text("Mute the microphone there when you are not in a call.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """A recording of a voice is bad enough to look at now, and not the emergency that a camera is."""
    return judge_use(use, WORDS, Level.ADVISE, ("close-program", "microphone-permission", "mute"))


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "Which programs have a sound card's microphone open, and to which programs PipeWire or PulseAudio pass "
            "its sound on."
        ),
        misses=Text(
            "Programs of other accounts behind their own sound service. Bluetooth microphones of other accounts. "
            "A program can borrow the name of another one."
        ),
        elevated=True,
    ),
    Platform.WINDOWS: Coverage(
        reads=Text("What Windows notes about each program that uses the microphone, and which programs are running."),
        misses=Text(
            "Other accounts of this computer. Any program of this account can change what Windows notes. "
            "So this shows use, and never proves that there was none."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("Which programs record sound. Before macOS 14.2, only whether a microphone is running."),
        misses=Text(
            "A program can borrow the name of another one. The orange dot on the screen shows recording too. "
            "Siri can listen without being told here."
        ),
    ),
}

MICROPHONE: Final = Check(
    id="camera.microphone",
    title=Text("Who uses the microphone now"),
    why=Text("A recording of your voice can also be used to press you."),
    tip=2,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage=SIGHT,
    scope=Scope.MACHINE,  # docs/decisions/0005-the-camera-is-the-machines.md
    budget=10.0,
    fixes=FIXES,
)
