"""Calls about the products that Windows' Security Center knows. It is part of no Server: MISSING there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall


class ProductState(StrEnum):
    """Whether a product protects, by its own word. WSC_SECURITY_PRODUCT_STATE of iwscapi.h: 0 on, 1 off, 2 snoozed, 3 expired.

    Never a number here: in `productState` of WMI, which nobody documents, 1 is on and 0 is off.
    """

    ON = "on"
    OFF = "off"
    SNOOZED = "snoozed"
    EXPIRED = "expired"


class Signatures(StrEnum):
    """Age of a product's list of dangers. WSC_SECURITY_SIGNATURE_STATUS: 0 out of date, 1 up to date."""

    OUT_OF_DATE = "out of date"
    UP_TO_DATE = "up to date"


class Action(StrEnum):
    """Action that a product wants of the person. WSC_SECURITY_PRODUCT_SUBSTATUS: 1 none, 2 recommended, 3 needed."""

    NONE = "none"
    RECOMMENDED = "recommended"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class AntivirusProduct:
    """Antivirus as it registered itself. None: a number without a meaning, or none was given.

    `remediation` is what Windows opens to put it right: a program's path, an address such as `windowsdefender://`, or nothing.
    """

    name: str
    state: ProductState | None
    signatures: Signatures | None
    remediation: str


@dataclass(frozen=True, slots=True)
class FirewallProduct:
    """Firewall of another maker as it registered itself.

    `public`, `private` and `work`: what it wants done on such networks. An action is None where the product said nothing, or Windows has no IWscProduct2.
    """

    name: str
    state: ProductState | None
    remediation: str
    public: Action | None = None
    private: Action | None = None
    work: Action | None = None


ANTIVIRUS_PRODUCTS: Final = WindowsCall("antivirus-products", tuple[AntivirusProduct, ...], seconds=10.0)
"""IWSCProductList with WSC_SECURITY_PROVIDER_ANTIVIRUS, Windows 8 and later. MISSING where the service does not run."""

FIREWALL_PRODUCTS: Final = WindowsCall("firewall-products", tuple[FirewallProduct, ...], seconds=10.0)
"""The same with WSC_SECURITY_PROVIDER_FIREWALL. Windows' own firewall is not among them."""

CALLS: Final = (ANTIVIRUS_PRODUCTS, FIREWALL_PRODUCTS)
