"""Meanings of the numbers that Windows' interfaces answer with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from postigo.windows_calls.networks import NetworkCategory
from postigo.windows_calls.optional_features import FeatureState
from postigo.windows_calls.security_center import Action, ProductState, Signatures

K = TypeVar("K")
V = TypeVar("V")


def _table(entries: dict[K, V]) -> Mapping[K, V]:
    return MappingProxyType(entries)


PRODUCT_STATES: Final = _table(
    {0: ProductState.ON, 1: ProductState.OFF, 2: ProductState.SNOOZED, 3: ProductState.EXPIRED}
)
"""WSC_SECURITY_PRODUCT_STATE, iwscapi.h. In `productState` of WMI 0 is off and 1 is on: that number has no table here."""

SIGNATURES: Final = _table({0: Signatures.OUT_OF_DATE, 1: Signatures.UP_TO_DATE})
"""WSC_SECURITY_SIGNATURE_STATUS, iwscapi.h."""

ACTIONS: Final = _table({1: Action.NONE, 2: Action.RECOMMENDED, 3: Action.NEEDED})
"""WSC_SECURITY_PRODUCT_SUBSTATUS, iwscapi.h. 0 is "not set"."""

NETWORK_CATEGORIES: Final = _table({0: NetworkCategory.PUBLIC, 1: NetworkCategory.PRIVATE, 2: NetworkCategory.DOMAIN})
"""NLM_NETWORK_CATEGORY, netlistmgr.idl:293."""

FEATURE_STATES: Final = _table({1: FeatureState.ENABLED, 2: FeatureState.DISABLED, 3: FeatureState.ABSENT})
"""InstallState of Win32_OptionalFeature. 4 is "unknown"."""
