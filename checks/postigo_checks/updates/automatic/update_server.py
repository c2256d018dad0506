"""Server of updates that a policy names: whether its address leads anywhere.

Tools cut a computer off with a blank, with this very computer (Microsoft's own advice for that is a blank), or with a name
that says so itself (`DoNotUpdateWindows10.com` in many public set-up scripts).
"""

from __future__ import annotations

import ipaddress
import re

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:/+)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)


_NUMBER_OF_THIS = re.compile(r"(?:127|0x7f|0*177|0+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}|2130706433", re.ASCII)
"""This computer, or nobody, in the other ways in which programs read a number."""
_MOCKS = re.compile(
    r"(?:^|[.-])(?:do-?not|don-?t|never|no|stop|block|disable)-?(?:windows-?)?updat|fuck"
    r"|(?:^|[.-])(?:fake|dummy|nowhere|blocked|disabled)(?:[.-]|$)"
)
"""Names that no server of updates has."""


def leads_nowhere(server: str) -> bool:
    """Whether an address is none. Blank, this computer, a reserved name (RFC 2606, 6761), or one that mocks."""
    found = _HOST.match(server.strip())
    host = found[1].strip().strip("[]").rstrip(".").casefold() if found else ""
    if not re.search(r"\w", host) or _NUMBER_OF_THIS.fullmatch(host) or _MOCKS.search(host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        parts = host.split(".")
        return (
            "localhost" in parts
            or "localdomain" in parts
            or parts[-1] in {"invalid", "example", "test", "null", "none"}
        )
    return address.is_loopback or address.is_unspecified or address.is_link_local or address.is_reserved
