"""Rows of WMI, by its objects with names (wbemdisp). Only this computer is asked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from postigo.system.calls import com, errors  # noqa: E402

_NO_SUCH_PROPERTY: Final = 0x80041002  # WBEM_E_NOT_FOUND, WbemCli.h
_WHEN_COMPLETE: Final = 0  # wbemFlagReturnWhenComplete: what is wrong with a question is told at once


def rows(namespace: str, class_name: str, properties: Sequence[str], where: str = "") -> list[dict[str, Any]]:
    r"""Objects of a class as tables of properties. A property that this Windows does not know is left out; null is None.

    `where` is a condition of WQL, and a literal of our source. Properties are not named in the question: WMI refuses one that
    names a property which an older class does not have (0x80041017).
    """
    services = com.late("WbemScripting.SWbemLocator").call("ConnectServer", ".", namespace)
    question = f"SELECT * FROM {class_name}" + (f" WHERE {where}" if where else "")  # noqa: S608 - WQL, and all of it ours
    found = services.call("ExecQuery", question, "WQL", _WHEN_COMPLETE)
    return [_row(item.get("Properties_"), properties) for item in found.items()]


def _row(told: com.Late, properties: Sequence[str]) -> dict[str, Any]:
    row = {}
    for name in properties:
        try:
            row[name] = told.call("Item", name).get("Value")
        except errors.Refused as refused:
            if refused.number != _NO_SUCH_PROPERTY:
                raise
    return row
