"""Server of updates that a policy names: whether its address leads anywhere.

Tools cut a computer off with a blank, or with this very computer (Microsoft's own advice for that is a blank).
"""

from __future__ import annotations

import ipaddress
import re

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:/+)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)


def leads_nowhere(server: str) -> bool:
    """Whether an address is none: blank, this computer, or a reserved name (RFC 2606, 6761)."""
    found = _HOST.match(server.strip())
    host = found[1].strip().strip("[]").rstrip(".").casefold() if found else ""
    if not re.search(r"\w", host):
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
