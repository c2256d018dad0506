"""Flatpak apps that can listen on Linux. Whatever is in no sandbox can, and that is said.

`--socket=pulseaudio` "includes sound input (mic), sound output/playback, MIDI and ALSA sound devices in /dev/snd"
(docs.flatpak.org, sandbox permissions). Some apps get PipeWire's own socket as a folder instead (flatpak#5130), and
`devices=all` has the sound card itself. An app that was built with none of them, and has one now, got it from somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from postigo.api import Data, Platform, System, Unseen
from postigo_checks.capture.microphone_permissions.fixes import NO_SOUND, SOCKETS
from postigo_checks.capture.permissions.fact import App, Group, Part, Permissions
from postigo_checks.capture.permissions.flatpak import flatpaks, has, own_override
from postigo_checks.capture.permissions.linux import app
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import HEARS, KnownPrograms
from postigo_checks.common.linux.keyfile import Keyfile

_TAKEN: Final[Keyfile] = {"Context": {"sockets": NO_SOUND}}


def linux(system: System, data: Data) -> Permissions:
    """Apps of Flatpak that can listen."""
    table = known_programs.load(data, Platform.LINUX)
    unseen: list[Unseen[Part]] = []
    apps = [_listener(id_, layers, table) for id_, layers in flatpaks(system, unseen) if can_listen(layers)]
    return Permissions(tuple(dict.fromkeys(apps)), (Group.UNASKED,), unseen=tuple(unseen))


def _listener(id_: str, layers: Sequence[Keyfile], table: KnownPrograms) -> App:
    """An app that can listen. It can lose that alone where somebody gave it no more than the socket."""
    if can_listen(layers[:1]):
        return app(id_, table, HEARS, wide=True)
    given = app(id_, table, HEARS)
    return given if can_listen([*layers, _TAKEN]) else replace(given, permission=own_override(id_, SOCKETS))


def can_listen(layers: Sequence[Keyfile]) -> bool:
    """Whether a sound server or the sound card itself is let in after all layers."""
    return (
        has(layers, "sockets", "pulseaudio")
        or has(layers, "filesystems", "xdg-run/pipewire-0")
        or has(layers, "devices", "all")
    )
