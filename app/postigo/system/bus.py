"""D-Bus client: one question, one answer, one connection.

So threads share nothing, and no late reply meets a later asker. A connection costs about a millisecond. Jeepney does
the wire format; its own blocking connection is not used, since it greets the bus without a time limit. Only sockets of
this machine are spoken to.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Parser, new_method_call  # type: ignore[import-untyped]
from jeepney.auth import AuthenticationError  # type: ignore[import-untyped]
from jeepney.bus import get_connectable_addresses  # type: ignore[import-untyped]
from jeepney.io.blocking import prep_socket  # type: ignore[import-untyped]
from jeepney.low_level import Array, Struct, Variant, parse_signature  # type: ignore[import-untyped]

from postigo.core.system import Bus, BusError, CannotTell, Json, Unknown

if TYPE_CHECKING:
    import socket

Method: TypeAlias = tuple[str, str, str, str]
"""Destination, path, interface, member."""

LIMIT: Final = 8 << 20
"""Bytes of replies after which a question is given up."""

_HELLO: Final = 1
_ASKED: Final = 2  # the serial numbers of our two messages

_PREFIX: Final = "org.freedesktop.DBus.Error."
_REASONS: Final = {
    "ServiceUnknown": Unknown.MISSING,
    "NameHasNoOwner": Unknown.MISSING,
    "AccessDenied": Unknown.DENIED,
    # The bus itself says these when the peer went away or was too slow: nobody has answered.
    "NoReply": Unknown.TIMEOUT,
    "Timeout": Unknown.TIMEOUT,
    "TimedOut": Unknown.TIMEOUT,
    "Disconnected": Unknown.MISSING,
}
_NONSENSE: Final = (struct.error, AssertionError, ValueError, TypeError, KeyError, IndexError, RuntimeError)


def ask(bus: Bus, method: Method, signature: str, arguments: tuple[Json, ...], timeout: float) -> Json | BusError:
    """The body of a method's reply. See `System.dbus`."""
    name = ".".join(method[2:])
    try:
        message = _question(method, signature, arguments)
    except _NONSENSE as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{name} cannot be asked so: {wrong}") from None
    deadline = time.monotonic() + timeout
    try:
        with closing(_connection(bus, deadline)) as connection:
            reply = _exchange(connection, message, deadline)
            return _answer(reply, name, method[0])
    except TimeoutError:
        raise CannotTell(Unknown.TIMEOUT, f"{name}: no answer after {timeout:g} s", asked=method[0]) from None
    except (*_NONSENSE, OSError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{name}: {type(wrong).__name__}: {wrong}") from None


def _question(method: Method, signature: str, arguments: tuple[Json, ...]) -> bytes:
    destination, path, interface, member = method
    shape = parse_signature([*"(", *signature, *")"])
    body = _shaped(shape, list(arguments))
    address = DBusAddress(path, destination, interface)
    message = new_method_call(address, member, signature or None, body)
    message.header.flags |= MessageFlag.no_auto_start
    serialised: bytes = message.serialise(serial=_ASKED)
    return serialised


def _addresses(bus: Bus) -> Iterator[str]:
    """Addresses of a bus's sockets, in the form that `connect` wants. None is an answer."""
    if bus is Bus.SYSTEM:
        usual = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"
        said = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    else:
        usual = f"unix:path={os.environ.get('XDG_RUNTIME_DIR') or f'/run/user/{_account()}'}/bus"
        said = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    try:
        yield from get_connectable_addresses(said or usual)
    except (RuntimeError, ValueError):  # another transport (tcp, autolaunch, disabled), or no address at all
        return


def _account() -> int:
    if sys.platform == "win32":
        raise CannotTell(Unknown.MISSING, "Windows has no D-Bus")
    return os.getuid()


def _connection(bus: Bus, deadline: float) -> socket.socket:
    """Connection to a bus, authenticated. MISSING where there is no bus, DENIED where it refuses us."""
    for address in _addresses(bus):
        try:
            connection: socket.socket = prep_socket(address, timeout=max(deadline - time.monotonic(), 0.01))
        except (PermissionError, AuthenticationError) as refused:
            raise CannotTell(Unknown.DENIED, f"the {bus.value} bus: {refused}") from None
        except TimeoutError:
            raise
        except OSError:
            continue
        return connection
    raise CannotTell(Unknown.MISSING, f"there is no {bus.value} bus")


def _exchange(connection: socket.socket, message: bytes, deadline: float) -> Message:
    """The reply to a message, past whatever else the bus says. The greeting goes ahead; it need not be waited for."""
    greeting = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    hello = new_method_call(greeting, "Hello").serialise(serial=_HELLO)
    parser = Parser()
    received = 0
    connection.settimeout(max(deadline - time.monotonic(), 0.01))
    connection.sendall(hello + message)
    while True:
        while (reply := parser.get_next_message()) is not None:
            serial = reply.header.fields.get(HeaderFields.reply_serial)
            failed = reply.header.message_type is MessageType.error
            if serial == _ASKED or (serial == _HELLO and failed):
                return reply
        connection.settimeout(max(deadline - time.monotonic(), 0.01))
        chunk = connection.recv(1 << 16)
        received += len(chunk)
        if not chunk or received > LIMIT:
            raise ValueError("the bus hung up" if not chunk else f"more than {LIMIT} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
        parser.add_data(chunk)


def _answer(reply: Message, name: str, peer: str) -> Json | BusError:
    fields = reply.header.fields
    if reply.header.message_type is MessageType.error:
        error = str(fields.get(HeaderFields.error_name, ""))
        why = _REASONS.get(error.removeprefix(_PREFIX)) if error.startswith(_PREFIX) else None
        if why is not None:
            raise CannotTell(why, f"{name}: {error}", asked=peer)
        if fields.get(HeaderFields.reply_serial) == _HELLO:
            raise CannotTell(Unknown.UNREADABLE, f"the bus does not greet: {error}")
        return BusError(error)
    shape = parse_signature([*"(", *fields.get(HeaderFields.signature, ""), *")"])
    return _plain(shape, reply.body)


def _plain(shape: object, value: Any) -> Json:  # noqa: ANN401 - whatever a message can hold
    """Value of a message as JSON. A variant is its value, and bytes are a list of numbers."""
    match shape:
        case Variant():
            signature, inner = value
            return _plain(parse_signature(list(signature)), inner)
        case Array() if isinstance(value, dict):
            return {str(key): _plain(shape.elt_type.fields[1], item) for key, item in value.items()}
        case Array():
            return [_plain(shape.elt_type, item) for item in value]
        case Struct():
            return [_plain(field, item) for field, item in zip(shape.fields, value, strict=True)]
    known: Json = value
    return known


def _shaped(shape: object, value: Any) -> Any:  # noqa: ANN401 - as above, the other way
    """JSON value as jeepney wants it. A variant is written as a list of its signature and its value."""
    match shape:
        case Variant():
            signature, inner = value
            return signature, _shaped(parse_signature(list(signature)), inner)
        case Array() if isinstance(value, dict):
            return {key: _shaped(shape.elt_type.fields[1], item) for key, item in value.items()}
        case Array():
            return [_shaped(shape.elt_type, item) for item in value]
        case Struct():
            return tuple(_shaped(field, item) for field, item in zip(shape.fields, value, strict=True))
    return value
