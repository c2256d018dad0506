"""Calls about the networks that a Windows is in."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall


class NetworkCategory(StrEnum):
    """Kind of network. NLM_NETWORK_CATEGORY of netlistmgr.idl: 0 public, 1 private, 2 with a domain."""

    PUBLIC = "public"
    PRIVATE = "private"
    DOMAIN = "domain"


NETWORK_CATEGORIES: Final = WindowsCall("network-categories", tuple[NetworkCategory, ...], seconds=8.0)
"""INetworkListManager, Windows Vista and later: kinds of the networks of now. No network is named."""

CALLS: Final = (NETWORK_CATEGORIES,)
