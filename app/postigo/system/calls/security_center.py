"""Answers of Windows' Security Center."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from ctypes import POINTER, byref, c_int, c_long
from ctypes.wintypes import DWORD, LONG
from typing import Any, Final, TypeVar

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

from comtypes import BSTR, COMError  # noqa: E402

from postigo.core.system import CannotTell, Unknown  # noqa: E402
from postigo.system.calls import com, errors, meanings  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.interfaces.security_center import WscProduct, WscProduct2, WscProductList  # noqa: E402
from postigo.system.calls.libraries import function  # noqa: E402
from postigo.windows_calls.security_center import (  # noqa: E402
    ANTIVIRUS_PRODUCTS,
    FIREWALL_PRODUCTS,
    AntivirusProduct,
    FirewallProduct,
)

T = TypeVar("T")

_CLASS: Final = "{17072F7B-9ABE-4A74-A261-1EB76B55107A}"  # CLSID WSCProductList, iwscapi.h
_FIREWALL, _ANTIVIRUS = 1, 4  # WSC_SECURITY_PROVIDER, wscapi.h; SECURITY_PRODUCT_TYPE has other numbers
_NOT_RUNNING: Final = 1062  # ERROR_SERVICE_NOT_ACTIVE
_S_FALSE: Final = 1


@answers(ANTIVIRUS_PRODUCTS)
def antivirus_products() -> tuple[AntivirusProduct, ...]:
    """`IWSCProductList` of antivirus products."""
    return tuple(
        AntivirusProduct(
            _name(product),
            _meaning(product.get_ProductState, meanings.PRODUCT_STATES),
            _meaning(product.get_SignatureStatus, meanings.SIGNATURES),
            _text(product.get_RemediationPath),
        )
        for product in _products(_ANTIVIRUS)
    )


@answers(FIREWALL_PRODUCTS)
def firewall_products() -> tuple[FirewallProduct, ...]:
    """`IWSCProductList` of firewalls, with what each wants done (`IWscProduct2`)."""
    return tuple(_firewall(product) for product in _products(_FIREWALL))


def _firewall(product: Any) -> FirewallProduct:  # noqa: ANN401 - comtypes has no types
    name, path = _name(product), _text(product.get_RemediationPath)
    state = _meaning(product.get_ProductState, meanings.PRODUCT_STATES)
    try:
        more = product.QueryInterface(WscProduct2)
    except COMError:  # Windows 8 to 10 1607 have no such interface
        return FirewallProduct(name, state, path)
    asked = (
        more.get_FirewallPublicProfileSubstatus,
        more.get_FirewallPrivateProfileSubstatus,
        more.get_FirewallDomainProfileSubstatus,
    )
    return FirewallProduct(name, state, path, *(_meaning(ask, meanings.ACTIONS) for ask in asked))


def _products(provider: int) -> Iterator[Any]:
    """Products of one kind. A list is good for one kind only (IWSCProductList::Initialize)."""
    _require_service(provider)
    listed, count = com.created(_CLASS, WscProductList), LONG()
    listed.Initialize(provider)
    listed.get_Count(byref(count))
    for index in range(count.value):
        product = POINTER(WscProduct)()
        listed.get_Item(index, byref(product))
        yield product


def _require_service(provider: int) -> None:
    """MISSING where the Security Center does not run: then its list may lack what protects.

    `HRESULT WscGetSecurityProviderHealth(DWORD, WSC_SECURITY_PROVIDER_HEALTH*)`, wscapi.h: S_FALSE if it does not run.
    """
    ask = function("wscapi", "WscGetSecurityProviderHealth", c_long, DWORD, POINTER(c_int))
    health = c_int()
    told = ask(provider, byref(health))
    if told == _S_FALSE:
        errors.refuse(_NOT_RUNNING, "the Security Center")
    if told < 0:
        errors.refuse(told, "WscGetSecurityProviderHealth")


def _name(product: Any) -> str:  # noqa: ANN401
    name = _text(product.get_ProductName)
    if not name:
        raise CannotTell(Unknown.UNREADABLE, "a product without a name")
    return name


def _text(ask: Callable[..., Any]) -> str:
    told = BSTR()
    ask(byref(told))
    return told.value or ""


def _meaning(ask: Callable[..., Any], table: Mapping[int, T]) -> T | None:
    """Meaning of a number. None where the product does not tell it, or the number has none."""
    told = c_int(-1)
    try:
        ask(byref(told))
    except COMError:
        return None
    return table.get(told.value)
