"""Helper on Linux: `fix-helper FIX` with one line on stdin. docs/fix-helper.md tells what it withstands."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

from postigo.fix_helper import linux_firewall, linux_guard, linux_parts, linux_units, linux_updates
from postigo.fix_helper.engine import System, serve
from postigo.fix_helper.request import VERSION, Code, Do, Fix, Refused, Request, parse

SYSTEM = System(
    kinds=linux_parts.KINDS,
    plans={
        Fix.FIREWALL_ON: linux_firewall.plan,
        Fix.UPDATES_AUTOMATIC: linux_updates.automatic,
        Fix.UNIT_OFF: linux_units.plan,
    },
    load=linux_parts.load,
    save=linux_parts.save,
    drop=linux_parts.drop,
    number=linux_parts.number,
    touched=linux_parts.touched,
)


def main(program: str) -> int:
    """Exit status of one request: that of its code."""
    words = "no request"
    try:
        request = _received(program)
        words = f"{request.fix} {request.do}"
        with linux_guard.alone():
            answer = answer_to(request)
    except Refused as refused:
        answer = {"v": VERSION, "code": refused.code}
    except Exception as wrong:  # noqa: BLE001 - a traceback holds paths; its kind goes to the system's log
        answer = {"v": VERSION, "code": Code.FAILED}
        words += f" ({type(wrong).__name__})"
    code = Code(str(answer["code"]))
    linux_guard.log(f"{words}: {code}")
    linux_guard.send(answer)
    return code.status


def _received(program: str) -> Request:
    linux_guard.harden()
    if not (linux_guard.is_root() and linux_guard.trusted(program)):
        raise Refused(Code.UNTRUSTED)
    if len(sys.argv) != 2:  # the program and its tag
        raise Refused(Code.REQUEST)
    return parse(linux_guard.receive(), sys.argv[1])


def answer_to(request: Request) -> dict[str, object]:
    """Answer of codes. Installing updates has no parts and no undo."""
    if request.fix not in SYSTEM.plans and request.fix is not Fix.UPDATES_INSTALL:
        raise Refused(Code.CANNOT)
    if request.fix is not Fix.UPDATES_INSTALL:
        return serve(SYSTEM, request)
    if request.do is Do.UNDO:
        raise Refused(Code.NOTHING)
    code = linux_updates.installs() if request.do is Do.APPLY else Code.STATE
    now = "unfinished" if linux_updates.unfinished() else ""
    return {"v": VERSION, "code": code, "now": now, "undo": False, "begun": bool(now), "differs": []}
