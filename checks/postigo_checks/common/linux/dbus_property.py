"""One property of a D-Bus object."""

from __future__ import annotations

from postigo.api import Bus, BusError, CannotTell, Json, System, Unknown

_PROPERTIES = "org.freedesktop.DBus.Properties"
_REFUSALS = ("AccessDenied", "NotAuthorized", "PermissionDenied")


def get(system: System, service: str, path: str, interface: str, name: str) -> Json:
    """Its value on the system bus. CannotTell where the object refuses or does not have it."""
    reply = system.dbus(Bus.SYSTEM, service, path, _PROPERTIES, "Get", "ss", interface, name)
    if isinstance(reply, BusError):
        refused = reply.name.endswith(_REFUSALS)
        raise CannotTell(Unknown.DENIED if refused else Unknown.UNREADABLE, f"{name}: {reply.name}")
    if not isinstance(reply, list) or len(reply) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"{name}: a reply of another shape")
    return reply[0]


def get_number(system: System, service: str, path: str, interface: str, name: str) -> int:
    """A property that is a number, 0 or above."""
    value = get(system, service, path, interface, name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no number")
    return value
