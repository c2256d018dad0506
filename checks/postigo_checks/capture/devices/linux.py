"""Devices of a Linux. Nothing is opened, so nothing lights up.

`linux_cameras` for cameras. Sound: `/proc/asound/pcm`, where a line with `capture` is an input, whether or not
something is plugged in. The kernel writes each line as `CC-DD: id : name : playback N : capture N` (sound/core/pcm.c,
snd_pcm_proc_read), where the last two stand only if there are such: anything else is no line of it.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, CaptureKind, Data, System, Unknown, Unseen
from postigo_checks.capture.devices.fact import Devices, Eye, devices, eye
from postigo_checks.capture.devices.linux_cameras import cameras

PCM: Final = "/proc/asound/pcm"
CARDS: Final = "/proc/asound/cards"

_PCM_LINE: Final = re.compile(r"(\d\d+)-\d\d+: (?:(?! : ).)* : (?:(?! : ).)*( : playback \d+)?( : capture \d+)?")
_CARD_LINE: Final = re.compile(r"\s*(\d+) \[(.{15})\]: (.+?) - (.+)")


def linux(system: System, data: Data) -> Devices:
    """Devices of a Linux."""
    del data
    eyes: list[Eye] = []
    unseen: list[Unseen[CaptureKind]] = []
    for lens, look in ((CaptureKind.CAMERA, cameras), (CaptureKind.MICROPHONE, _sound)):
        try:
            eyes += look(system)
        except CannotTell as unknown:
            unseen.append(Unseen(lens, unknown.why))
    return devices(eyes, unseen)


def _sound(system: System) -> list[Eye]:
    listed = system.read(PCM, optional=True)
    if listed is ABSENT:
        return []  # a kernel without sound
    inputs = set()
    for line in _lines(listed, PCM):
        found = _PCM_LINE.fullmatch(line)
        if found is None or not (found[2] or found[3]):
            raise CannotTell(Unknown.UNREADABLE, f"{PCM}: {line!r:.60}")
        if found[3]:
            inputs.add(int(found[1]))
    if not inputs:
        return []
    cards = [found for line in _lines(system.read(CARDS), CARDS) if (found := _CARD_LINE.fullmatch(line))]
    names = {int(card[1]): (card[4], card[3] in {"Loopback", "Dummy"}) for card in cards}
    if not inputs <= names.keys():
        raise CannotTell(Unknown.UNREADABLE, f"{CARDS} does not name every card")
    return [eye(CaptureKind.MICROPHONE, names[card][0], virtual=names[card][1]) for card in sorted(inputs)]


def _lines(content: bytes, path: str) -> list[str]:
    try:
        return content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
