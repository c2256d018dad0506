"""PulseAudio as `pactl` shows it, on machines without PipeWire. Programs that get sound from a microphone now.

`list source-outputs` are the recordings that go on, `list sources` what they record from. A source that is a monitor
is what the speakers play: no microphone. A recording that is corked is paused. Process numbers come as text, and
programs write them themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Json, Process, System, Unknown
from postigo_checks.capture.in_use.pipewire import Listener, number
from postigo_checks.common.json_answers import parsed
from postigo_checks.common.program_names import readings

_LIST: Final = ("pactl", "-f", "json", "list")


@dataclass(frozen=True, slots=True)
class Streams:
    """How many microphones PulseAudio knows, and who records from one now."""

    sources: int
    listeners: tuple[Listener, ...]


def daemon_runs(processes: Sequence[Process]) -> bool:
    """Whether a PulseAudio daemon runs, of whatever account."""
    return any("pulseaudio" in readings(process.name) for process in processes)


def ask(system: System) -> Streams:
    """Recordings that go on now.

    MISSING without pactl or a daemon that answers; UNREADABLE if the answer makes no sense.
    """
    sources = {_index(source): source for source in _listed(system, "sources")}
    microphones = {index for index, source in sources.items() if not _is_monitor(source)}
    listeners = []
    for output in _listed(system, "source-outputs"):
        source, corked = output.get("source"), output.get("corked")
        if not isinstance(source, int) or not isinstance(corked, bool):
            raise CannotTell(Unknown.UNREADABLE, "pactl: a recording without source or state")
        if not corked and (source in microphones or source not in sources):
            listeners.append(_listener(_properties(output)))
    return Streams(len(microphones), tuple(listeners))


def _listed(system: System, what: str) -> list[dict[str, Json]]:
    answer = system.run(*_LIST, what)
    if answer.code != 0:
        why = Unknown.MISSING if "Connection refused" in answer.err else Unknown.UNREADABLE
        raise CannotTell(why, f"pactl: {answer.code} {answer.err.strip()}")
    listed = parsed(answer.out, f"pactl {what}")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    if not isinstance(listed, list) or len(items) != len(listed):
        raise CannotTell(Unknown.UNREADABLE, f"pactl {what}: not a list of objects")
    return items


def _index(item: Mapping[str, Json]) -> int:
    index = item.get("index")
    if not isinstance(index, int):
        raise CannotTell(Unknown.UNREADABLE, "pactl: a source without a number")
    return index


def _properties(item: Mapping[str, Json]) -> Mapping[str, Json]:
    properties = item.get("properties")
    if not isinstance(properties, dict):
        raise CannotTell(Unknown.UNREADABLE, "pactl: something without properties")
    return properties


def _is_monitor(source: Mapping[str, Json]) -> bool:
    name = source.get("name")
    if not isinstance(name, str):
        raise CannotTell(Unknown.UNREADABLE, "pactl: a source without a name")
    return name.endswith(".monitor") or _properties(source).get("device.class") == "monitor"


_SAID: Final = frozenset({"application.process.binary", "application.name", "application.process.id"})


def _listener(properties: Mapping[str, Json]) -> Listener:
    name = properties.get("application.process.binary") or properties.get("application.name")
    pid = number(properties.get("application.process.id"))
    if pid is None and not _SAID.intersection(properties):
        return Listener(daemon=True)  # a module of the daemon itself: a loopback, an echo canceller
    return Listener(said_pid=pid, said_name=name if isinstance(name, str) else "")
