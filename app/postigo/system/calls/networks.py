"""Answers about the networks of now. What is asked is a list of this computer: nothing is sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from ctypes import POINTER, byref, c_int
from ctypes.wintypes import ULONG
from typing import Any, Final

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import com, meanings  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.interfaces.networks import EnumNetworks, Network, NetworkListManager  # noqa: E402
from postigo.windows_calls.networks import NETWORK_CATEGORIES, NetworkCategory  # noqa: E402

_CLASS: Final = "{DCB00C01-570F-4A9B-8D69-199FDBA5723B}"  # CLSID_NetworkListManager, netlistmgr.h
_CONNECTED: Final = 1  # NLM_ENUM_NETWORK_CONNECTED
_MOST: Final = 1000


@answers(NETWORK_CATEGORIES)
def network_categories() -> tuple[NetworkCategory, ...]:
    """`INetworkListManager::GetNetworks`, `INetwork::GetCategory`."""
    return tuple(_category(network) for network in _connected())


def _connected() -> Iterator[Any]:
    networks: Any = POINTER(EnumNetworks)()
    com.created(_CLASS, NetworkListManager).GetNetworks(_CONNECTED, byref(networks))
    for _ in range(_MOST):
        network, fetched = POINTER(Network)(), ULONG()
        networks.Next(1, byref(network), byref(fetched))  # S_FALSE at the end
        if not fetched.value:
            return
        yield network
    raise CannotTell(Unknown.UNREADABLE, f"more than {_MOST} networks")


def _category(network: Any) -> NetworkCategory:  # noqa: ANN401 - comtypes has no types
    told = c_int(-1)
    network.GetCategory(byref(told))
    if told.value not in meanings.NETWORK_CATEGORIES:
        raise CannotTell(Unknown.UNREADABLE, f"a network of category {told.value}")
    return meanings.NETWORK_CATEGORIES[told.value]
