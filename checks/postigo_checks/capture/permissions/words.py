"""Words that differ between camera and microphone, in one set of sentences about permissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from postigo.api import Text, Value
from postigo_checks.capture.in_use.fixes import THE_CAMERA, THE_MICROPHONE
from postigo_checks.capture.permissions.fact import Off


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one kind of device. `device` has its article: "the camera"; `page` is its page in macOS' settings.

    The rest are whole sentences where another language bends a word to fit the device ("desactivada", "desactivado").
    """

    device: Text
    page: Text
    strangers: Callable[[int, Mapping[str, Value | Text | Sequence[Value | Text]]], Text]
    off: Mapping[Off, Text]


CAMERA: Final = Words(
    device=THE_CAMERA,
    page=Text("Camera"),
    strangers=lambda n, values: Text(
        "{n} app may use your camera, and we do not know it as a call program: {apps}.",
        "{n} apps may use your camera, and we do not know them as call programs: {apps}.",
        n,
        values,
    ),
    off={
        Off.COMPUTER: Text("The camera is switched off for the apps of this computer."),
        Off.ACCOUNT: Text("The camera is switched off for the apps of this account."),
        Off.SANDBOXED: Text("The camera is switched off for apps that have to ask for it."),
    },
)
MICROPHONE: Final = Words(
    device=THE_MICROPHONE,
    page=Text("Microphone"),
    strangers=lambda n, values: Text(
        "{n} app may use your microphone, and we do not know it as a program for calls or sound: {apps}.",
        "{n} apps may use your microphone, and we do not know them as programs for calls or sound: {apps}.",
        n,
        values,
    ),
    off={
        Off.COMPUTER: Text("The microphone is switched off for the apps of this computer."),
        Off.ACCOUNT: Text("The microphone is switched off for the apps of this account."),
    },
)
