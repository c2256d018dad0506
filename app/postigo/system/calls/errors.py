"""Meaning of Windows' error numbers: which reason a call without an answer has.

Numbers of winerror.h and WbemCli.h: an HRESULT of facility 7 (0x8007….) holds a number of Win32 in its lower half.
"""

from __future__ import annotations

from typing import Final, NoReturn

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls.messages import Refusal

_OF_WIN32: Final = 0x8007

_WIN32: Final = {
    2: Unknown.MISSING,  # ERROR_FILE_NOT_FOUND
    3: Unknown.MISSING,  # ERROR_PATH_NOT_FOUND
    5: Unknown.DENIED,  # ERROR_ACCESS_DENIED
    50: Unknown.MISSING,  # ERROR_NOT_SUPPORTED
    120: Unknown.MISSING,  # ERROR_CALL_NOT_IMPLEMENTED
    124: Unknown.MISSING,  # ERROR_INVALID_LEVEL: this Windows does not tell so much
    126: Unknown.MISSING,  # ERROR_MOD_NOT_FOUND
    127: Unknown.MISSING,  # ERROR_PROC_NOT_FOUND
    1058: Unknown.MISSING,  # ERROR_SERVICE_DISABLED
    1060: Unknown.MISSING,  # ERROR_SERVICE_DOES_NOT_EXIST
    1062: Unknown.MISSING,  # ERROR_SERVICE_NOT_ACTIVE
    1068: Unknown.MISSING,  # ERROR_SERVICE_DEPENDENCY_FAIL
    1168: Unknown.MISSING,  # ERROR_NOT_FOUND
    1260: Unknown.DENIED,  # ERROR_ACCESS_DISABLED_BY_POLICY
    1460: Unknown.TIMEOUT,  # ERROR_TIMEOUT
    1717: Unknown.MISSING,  # RPC_S_UNKNOWN_IF
    1722: Unknown.MISSING,  # RPC_S_SERVER_UNAVAILABLE: the service does not run
    1753: Unknown.MISSING,  # EPT_S_NOT_REGISTERED
}
_HRESULT: Final = {
    0x80004001: Unknown.MISSING,  # E_NOTIMPL
    0x80004002: Unknown.MISSING,  # E_NOINTERFACE
    0x80010001: Unknown.TIMEOUT,  # RPC_E_CALL_REJECTED: busy
    0x800106BA: Unknown.MISSING,  # RPC server unavailable, in facility RPC
    0x80040154: Unknown.MISSING,  # REGDB_E_CLASSNOTREG
    0x80040155: Unknown.MISSING,  # REGDB_E_IIDNOTREG
    0x80041003: Unknown.DENIED,  # WBEM_E_ACCESS_DENIED
    0x8004100E: Unknown.MISSING,  # WBEM_E_INVALID_NAMESPACE
    0x80041010: Unknown.MISSING,  # WBEM_E_INVALID_CLASS
    0x80041011: Unknown.MISSING,  # WBEM_E_PROVIDER_NOT_FOUND
    0x80041013: Unknown.MISSING,  # WBEM_E_PROVIDER_LOAD_FAILURE
    0x80041033: Unknown.MISSING,  # WBEM_E_SHUTTING_DOWN
}


class Refused(CannotTell):
    """`CannotTell` with the number that a function gave."""

    def __init__(self, number: int, what: str) -> None:
        self.number = number & 0xFFFFFFFF
        super().__init__(why(number), f"{what}: 0x{self.number:08x}")


def why(number: int) -> Unknown:
    """Reason that a number of Win32 or an HRESULT (signed or not) stands for. UNREADABLE for one that we do not know."""
    number &= 0xFFFFFFFF
    if number >> 16 in {0, _OF_WIN32}:
        return _WIN32.get(number & 0xFFFF, Unknown.UNREADABLE)
    return _HRESULT.get(number, Unknown.UNREADABLE)


def refuse(number: int, what: str) -> NoReturn:
    """`CannotTell` for a number that a function gave instead of an answer."""
    raise Refused(number, what)


def refusal(fault: Exception, what: str) -> Refusal:
    """Reason for a call that ended with an exception.

    Of comtypes' COMError the HRESULT stands in `hresult`, of an OSError of Windows the number in `winerror`; a touch of memory
    in a wrong place is an OSError without one. The texts of both may be translated, and stay out.
    """
    number = getattr(fault, "hresult", None) or getattr(fault, "winerror", None)
    if isinstance(number, int):
        return Refusal(why(number), f"{what}: 0x{number & 0xFFFFFFFF:08x}")
    return Refusal(Unknown.CRASHED, f"{what}: {type(fault).__name__}: {fault}")


def reason(fault: Exception) -> Unknown:
    """Reason for which a part of an answer is missing. A fault after which nothing can be trusted is raised again."""
    why_ = fault.why if isinstance(fault, CannotTell) else refusal(fault, "").why
    if why_ is Unknown.CRASHED:
        raise fault
    return why_
