"""Answers of commands and services about settings, or the refusal in their place."""

from __future__ import annotations

from typing import Final

from postigo.core.change import CannotChange, Refusal, Setting
from postigo.core.system import Bus, BusError, CannotTell, Json, Unknown
from postigo.fixes.access import Access

_WHY: Final = {
    Unknown.DENIED: Refusal.DENIED,
    Unknown.MISSING: Refusal.MISSING,
    Unknown.UNREADABLE: Refusal.UNREADABLE,
}


def untold(unknown: CannotTell) -> CannotChange:
    """The refusal that stands for an answer that did not come."""
    return CannotChange(_WHY.get(unknown.why, Refusal.FAILED), str(unknown))


def said(access: Access, *argv: str) -> str:
    """Output of a command that ended well, without its last line's end."""
    try:
        output = access.system.run(*argv)
    except CannotTell as unknown:
        raise untold(unknown) from None
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])
    return output.out.strip()


def bus(
    access: Access, of: Bus, *method: str, signature: str = "", arguments: tuple[Json, ...] = ()
) -> Json | BusError:
    """Reply of a method: destination, path, interface, member."""
    destination, path, interface, member = method
    try:
        return access.system.dbus(of, destination, path, interface, member, signature, *arguments)
    except CannotTell as unknown:
        raise untold(unknown) from None


def must(reply: Json | BusError) -> Json:
    """Reply of a change that was made. DENIED where the service refused, else FAILED."""
    if isinstance(reply, BusError):
        denied = any(word in reply.name for word in ("AccessDenied", "NotAuthorized", "PermissionDenied"))
        raise CannotChange(Refusal.DENIED if denied else Refusal.FAILED, reply.name)
    return reply


def as_wished(before: Setting, wish: Setting) -> Setting:
    """The wish itself: `target` of a kind whose wishes are no differences."""
    del before
    return wish


def as_expected(found: Setting, expected: Setting) -> Setting:
    """The state that was found, if it is the expected one. `CannotChange(CHANGED)` with both if not."""
    if not found.same(expected):
        raise CannotChange(Refusal.CHANGED, expected=expected, found=found)
    return found
