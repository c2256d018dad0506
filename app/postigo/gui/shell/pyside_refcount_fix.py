"""Remedy for PySide6 6.12 on Python older than 3.12. Without it the window dies after a few minutes.

Measured: on Python 3.11.7, PySide6-Essentials 6.12.0 takes one reference from None, True or False each time it returns
one of them (200 calls of `QLabel.setVisible`: 200 references), because it is built for Pythons on which these never
die. At zero the interpreter aborts ("none_dealloc"). 6.8.3 to 6.11.3 do not; Python 3.12 and later cannot be hurt
(PEP 683, immortal objects). So we give the constants what PEP 683 gives them: more references than can be used up.
"""

from __future__ import annotations

import sys

_PLENTY = 1 << 40
_done = False


def keep_constants_alive() -> None:
    """Make None, True, False and NotImplemented immortal in practice. Nothing on Python 3.12 and later."""
    global _done  # noqa: PLW0603 - once in a process
    if _done or sys.version_info >= (3, 12) or sys.maxsize < _PLENTY:
        return
    import ctypes  # noqa: PLC0415 - 5 ms that newer Pythons need not pay

    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY  # CPython: the count is the first word
    _done = True
