"""Numbers (HRESULT) by which Windows Update says why it has no answer, for a person.

Named by wuerror.h and winerror.h: WU_E_PT_HTTP_… and WU_E_… begin with 0x8024, codes of Windows itself with 0x8007, and of its network
calls (WinINet, WinHTTP: 12002 and so on) with 0x80072e.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Numeral, Text, Unknown

SAID: Final = {
    0x80070422: Text(
        "Windows Update is switched off on this computer (its service is disabled), so it cannot say what waits. "
        "A program may have done that: undo it there, or ask for help."
    ),
    0x80070424: Text(
        "The service of Windows Update is gone from this computer, so nobody can say what waits. "
        "A program may have removed it: undo it there, or ask for help."
    ),
    0x80040154: Text(
        "A part of Windows Update is missing on this computer, so nobody can say what waits. "
        "A program may have removed it: undo it there, or ask for help."
    ),
    0x800700A1: Text(
        "The service of Windows Update is damaged: its program is not where Windows looks for it. Ask for help."
    ),
    0x80240438: Text(
        "Windows Update finds no way to its server. Is this computer online? "
        "A program, or a rule of this computer, may have blocked the way."
    ),
    0x8024402C: Text(
        "Windows Update does not find its server, or the proxy (the go-between of this network), by its name. "
        "Is this computer online? A wrong name in a setting or a rule does that too."
    ),
    0x8024500C: Text("A rule of this computer forbids Windows Update to ask its server, so it cannot say what waits."),
    0x8024002E: Text("A rule of this computer forbids Windows Update to be used, so it cannot say what waits."),
    0x8024001E: Text("Windows Update was being stopped while we asked. Restart the computer, and look again."),
    0x80072EE2: Text("The server of Windows Update did not answer in time. Look again in an hour."),
    0x80072EE7: Text("Windows Update does not find the address of its server. Is this computer online?"),
    0x80072EFD: Text("Windows Update could not connect to its server. Is this computer online?"),
    0x80072EFE: Text(
        "The connection to the server of Windows Update broke off. Look again later. "
        "If it happens each time, something on the way may block it."
    ),
}
"""One sentence for each number."""

_NUMBER: Final = re.compile(r"\b0x([0-9a-f]{8})\b", re.IGNORECASE)


def said(unknown: CannotTell) -> Text | None:
    """Sentence for the number by which Windows Update did not answer.

    None without one that tells something: of a part that is not there, a number that we do not know tells no more.
    """
    numbers = [int(number, 16) for number in _NUMBER.findall(unknown.detail)]
    known = next((SAID[number] for number in numbers if number in SAID), None)
    if known is not None or not numbers or unknown.why is Unknown.MISSING:
        return known
    return Text(
        "Windows Update did not answer, only with the number {number}. Show it to somebody who helps you.",
        values={"number": Numeral(f"0x{numbers[0]:08x}")},
    )
