"""PipeWire as `pw-dump` shows it, with the programs that get pictures or sound.

A microphone is a node of class `Audio/Source`. A camera is a node whose `device.api` is `v4l2` or `libcamera`, or whose
role is `Camera`; the class `Video/Source` alone proves nothing, for a shared screen has it too: xdg-desktop-portal-wlr
(`xdpw-stream-…`), xdg-desktop-portal-hyprland (`xdph-streaming-…`) and gamescope make their picture so, without any role
(their sources: `pw_stream_new` with `PW_KEY_MEDIA_CLASS, "Video/Source"` and nothing else). GNOME (`meta-screen-cast-src`)
and Plasma (`kwin-screencast-…`) give no class, and PipeWire then writes `Stream/Output/Video`. Such a picture is made by a
program. Whoever stands at the other end of an *active* link gets pictures or sound. The loudspeakers' own node is an
`Audio/Sink`; what is linked from it hears what the speakers play, and no microphone.

What flows from a node that fits none of these is not nothing: the graph is `odd` then, unless the link itself says that it
carries the other kind (`format`: `mediaType`).

Who that is: a node names its client, and the client carries `pipewire.sec.pid`, which the kernel vouches for, and
`application.process.*`, which the program says of itself. The first is believed, unless it is that of a go-between
(pipewire-pulse, the desktop portal); inside a flatpak the second counts the sandbox's own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, CaptureKind, Json, Process, System, Unknown
from postigo_checks.capture.in_use.fact import Standing, User, is_go_between, program_user, vouched_user
from postigo_checks.common.json_answers import parsed
from postigo_checks.common.known_programs import EXPECTED, KnownPrograms, basename
from postigo_checks.common.program_names import readings

COMMAND: Final = "pw-dump"
DAEMONS: Final = frozenset({"pipewire", "wireplumber", "pipewire-media-session", "pipewire-media-"})
"""Names of PipeWire's processes (a kernel keeps 15 letters). Without them no program gets anything through it."""

_CAMERAS: Final = frozenset({"v4l2", "libcamera"})  # `device.api`, written by PipeWire's own plug-ins
_CARRIED: Final = {CaptureKind.CAMERA: "video", CaptureKind.MICROPHONE: "audio"}
_STATES: Final = frozenset({"error", "unlinked", "init", "negotiating", "allocating", "paused", "active"})


@dataclass(frozen=True, slots=True)
class Listener:
    """One end of an active link. `daemon`: the node is PipeWire's own."""

    checked_pid: int | None = None
    said_pid: int | None = None
    said_name: str = ""
    portal_id: str = ""
    daemon: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Graph of what PipeWire passes on, for one kind of device."""

    sources: int
    listeners: tuple[Listener, ...]
    makers: tuple[Listener, ...] = ()
    """Makers of pictures that flow and seem a program's: a shared screen, a game."""

    odd: bool = False
    """Whether something of an unknown shape flows or stands there. It may be a camera or a microphone."""


def ask(system: System, lens: CaptureKind) -> Graph:
    """The graph now. MISSING if there is no pw-dump or it finds no daemon; UNREADABLE if the answer makes no sense."""
    answer = system.run(COMMAND)
    if answer.code != 0:
        # "can't connect: Host is down" is errno's own word, untranslated under LC_ALL=C.UTF-8
        why = Unknown.MISSING if "Host is down" in answer.err else Unknown.UNREADABLE
        raise CannotTell(why, f"pw-dump: {answer.code} {answer.err.strip()}")
    return parse(answer.out, lens)


def parse(text: str, lens: CaptureKind) -> Graph:
    """The graph in pw-dump's JSON. A cut text is no JSON, an empty graph has no core: both are UNREADABLE."""
    objects = parsed(text, "pw-dump")
    if not isinstance(objects, list) or not _of_type(objects, "Core"):
        raise CannotTell(Unknown.UNREADABLE, "pw-dump: no core among its objects")
    nodes = {_id(item): _props(item) for item in _of_type(objects, "Node")}
    clients = {_id(item): _props(item) for item in _of_type(objects, "Client")}
    sources = [props for props in nodes.values() if _is_source(props, lens)]
    links = [(start, end, _flows(start, nodes, carried, lens)) for start, end, carried in _active_links(objects)]
    ends = dict.fromkeys(end for _, end, made in links if made is Made.BY_A_DEVICE)
    starts = dict.fromkeys(
        start for start, _, made in links if made is Made.BY_A_PROGRAM and _is_untitled(nodes[start])
    )
    listeners, makers = (tuple(_listener(node, nodes, clients) for node in some) for some in (ends, starts))
    odd = any(_is_odd(item) for item in objects) or any(made is Made.UNTOLD for _, _, made in links)
    return Graph(len(sources), listeners, makers, odd)


def _is_odd(item: Json) -> bool:
    """Whether an object may be anything. One of an unknown kind that has what nodes or links have is one of them."""
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(kind, str):
        return True
    info = item.get("info")
    props = info.get("props") if isinstance(info, dict) else None
    is_link = isinstance(info, dict) and ("output-node-id" in info or "input-node-id" in info)
    is_node = isinstance(props, dict) and ("media.class" in props or "node.name" in props) and not is_link
    return (is_link and not kind.endswith(":Link")) or (is_node and not kind.endswith(_NODE_LIKE))


_NODE_LIKE: Final = (":Node", ":Device", ":Port", ":Client", ":Endpoint", ":EndpointStream", ":Session", ":Metadata")
"""Kinds of objects with a node's properties that are no node. No pictures flow from them."""


def _of_type(objects: Sequence[Json], kind: str) -> list[dict[str, Json]]:
    return [item for item in objects if isinstance(item, dict) and item.get("type") == f"PipeWire:Interface:{kind}"]


def _id(item: Mapping[str, Json]) -> int:
    id_ = item.get("id")
    if not isinstance(id_, int):
        raise CannotTell(Unknown.UNREADABLE, "pw-dump: an object without a number")
    return id_


def _info(item: Mapping[str, Json]) -> Mapping[str, Json]:
    info = item.get("info")
    if not isinstance(info, dict):
        raise CannotTell(Unknown.UNREADABLE, f"pw-dump: object {item.get('id')} without info")
    return info


def _props(item: Mapping[str, Json]) -> Mapping[str, Json]:
    props = _info(item).get("props")
    if not isinstance(props, dict):
        raise CannotTell(Unknown.UNREADABLE, f"pw-dump: object {item.get('id')} without properties")
    return props


def _active_links(objects: Sequence[Json]) -> Iterator[tuple[int, int, str]]:
    """Links through which something flows: from, to, kind ("video", "audio", or "" if untold)."""
    for item in _of_type(objects, "Link"):
        info = _info(item)
        start, end, state = info.get("output-node-id"), info.get("input-node-id"), info.get("state")
        if not isinstance(start, int) or not isinstance(end, int) or not isinstance(state, str) or state not in _STATES:
            raise CannotTell(Unknown.UNREADABLE, f"pw-dump: link {item.get('id')} has no ends or no state")
        shape = info.get("format")
        carried = shape.get("mediaType") if isinstance(shape, dict) else None
        if state == "active":  # "paused" and "init" are connected, and nothing flows
            yield start, end, carried if isinstance(carried, str) else ""


class Made(Enum):
    """By what the pictures or the sound of a node are made."""

    BY_A_DEVICE = "device"  # a camera, a microphone
    BY_A_PROGRAM = "program"  # a shared screen, a player, an effect; or what the speakers play
    OTHER = "other"  # the other kind: sound where pictures are asked for
    UNTOLD = "untold"  # of a shape that we do not know


def _flows(start: int, nodes: Mapping[int, Mapping[str, Json]], carried: str, lens: CaptureKind) -> Made:
    """By what that is made which flows through a link."""
    if carried and carried in _CARRIED.values() and carried != _CARRIED[lens]:
        return Made.OTHER
    return _made(nodes[start], lens) if start in nodes else Made.UNTOLD


def _is_source(props: Mapping[str, Json], lens: CaptureKind) -> bool:
    """Whether a node is a device, or, being of an unknown make, could be."""
    made, said = _made(props, lens), props.get("media.class")
    return made is Made.BY_A_DEVICE or (made is Made.UNTOLD and isinstance(said, str) and said.startswith("Video/"))


def _made(props: Mapping[str, Json], lens: CaptureKind) -> Made:
    said = props.get("media.class")
    words = said.split("/") if isinstance(said, str) else []
    if words[:1] == ["Stream"]:  # a program's own: what it plays, or takes
        words = ["Stream", *words[2:]]
    match words, lens:
        case (["Video", "Source" | "Duplex", *_], CaptureKind.CAMERA):
            return _picture(props)
        case (["Audio", "Source" | "Duplex", *_], CaptureKind.MICROPHONE):  # Duplex: as JACK and Firewire have
            return Made.BY_A_DEVICE
        case (
            (["Video", "Sink", *_], CaptureKind.CAMERA)
            | (["Audio", "Sink", *_], CaptureKind.MICROPHONE)
            | (["Stream", *_], _)
        ):
            return Made.BY_A_PROGRAM
        case (["Audio" | "Midi", *_], CaptureKind.CAMERA) | (["Video" | "Midi", *_], CaptureKind.MICROPHONE):
            return Made.OTHER
        case _:
            return _without_class(props, lens)


def _picture(props: Mapping[str, Json]) -> Made:
    """Maker of the picture of a `Video/Source`."""
    api, role = _word(props, "device.api"), _word(props, "media.role")
    if role == "Camera" or api in _CAMERAS:
        return Made.BY_A_DEVICE
    if api is not None or "device.id" in props or "object.path" in props:
        return Made.UNTOLD
    return Made.BY_A_PROGRAM if role == "Screen" or _is_untitled(props) else Made.UNTOLD


def _is_untitled(props: Mapping[str, Json]) -> bool:
    """Whether a program made this picture without a word on what it shows. So do the portals and gamescope."""
    said = props.get("media.class")
    is_picture = isinstance(said, str) and said.startswith("Video/")
    return is_picture and props.get("media.role") is None and number(props.get("client.id")) is not None


def _word(props: Mapping[str, Json], name: str) -> str | None:
    """Word that a node says of itself. One of a wrong type is a word that nobody knows."""
    said = props.get(name)
    return said if said is None or isinstance(said, str) else "?"


def _without_class(props: Mapping[str, Json], lens: CaptureKind) -> Made:
    """Maker of a node without a known class. The other words that it says about itself count."""
    if lens is CaptureKind.CAMERA and (
        _word(props, "media.role") == "Camera" or _word(props, "device.api") in _CAMERAS
    ):
        return Made.BY_A_DEVICE
    program = (
        _word(props, "media.category") in {"Filter", "Duplex", "Playback"}
        and number(props.get("client.id")) is not None
    )
    return Made.BY_A_PROGRAM if "media.class" not in props and program else Made.UNTOLD


def _listener(
    node: int, nodes: Mapping[int, Mapping[str, Json]], clients: Mapping[int, Mapping[str, Json]]
) -> Listener:
    props = nodes.get(node)
    if props is None:
        return Listener()
    if "client.id" not in props:
        return Listener(daemon=True)  # made by the daemon itself
    client = clients.get(number(props["client.id"]) or 0, {})
    name = client.get("application.process.binary") or client.get("application.name") or props.get("application.name")
    portal = client.get("pipewire.access.portal.app_id")
    return Listener(
        number(client.get("pipewire.sec.pid")),
        number(client.get("application.process.id")),
        name if isinstance(name, str) else "",
        portal if isinstance(portal, str) else "",
    )


def number(value: Json) -> int | None:
    """A number that clients write as a number or as text (`"client.id": "49"`)."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


# --- who it is -------------------------------------------------------------------------------------------------------


def who(
    listener: Listener, processes: Mapping[int, Process] | None, table: KnownPrograms, lens: CaptureKind
) -> User | None:
    """The program at the end of a link; None if it is PipeWire itself. `processes` is None if they cannot be seen."""
    if listener.daemon or (processes is None and listener.said_name.casefold() in table.go_betweens):
        return None
    checked = processes.get(listener.checked_pid or 0) if processes else None
    if checked is not None and not is_go_between(table, checked):
        return program_user(table, lens, checked.name, checked.path, own=checked.own)
    if listener.portal_id and checked is not None:
        return vouched_user(table, lens, listener.portal_id)  # the go-between wrote it, not the program
    said = processes.get(listener.said_pid or 0) if processes else None
    if said is not None and is_go_between(table, said):
        return None
    if said is not None and _fits(said, listener.said_name):
        return program_user(table, lens, said.name, said.path, own=said.own)
    return by_word(listener, table, lens)


def is_the_systems(maker: Listener, processes: Mapping[int, Process] | None, table: KnownPrograms) -> bool:
    """Whether a program's picture is made by what makes PipeWire's devices. Then it may be one."""
    checked = processes.get(maker.checked_pid or 0) if processes else None
    of_the_system = checked is not None and is_go_between(table, checked)
    return maker.daemon or of_the_system or maker.said_name.casefold() in table.go_betweens


def by_word(listener: Listener, table: KnownPrograms, lens: CaptureKind) -> User:
    """The program that a listener says it is, where nothing else is to be had."""
    known = table.id(listener.portal_id) or table.exe(basename(listener.said_name))
    if known is not None and known.kind in EXPECTED[lens]:
        return User(known.name, Standing.UNPLACED)
    name = listener.portal_id or listener.said_name
    return User(name, Standing.STRANGER) if name else User("", Standing.NAMELESS)


def _fits(process: Process, said: str) -> bool:
    """Whether a process is the one that a client names. In a sandbox the numbers are the sandbox's own."""
    own = {process.name.casefold(), basename(process.path or "").casefold()}
    return not said or basename(said).casefold() in own


def daemon_runs(processes: Sequence[Process]) -> bool:
    """Whether a PipeWire daemon runs, of whatever account."""
    return any(DAEMONS.intersection(readings(process.name)) for process in processes)
