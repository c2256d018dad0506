"""Numbers and rows that Windows' interfaces answer with: what each means, and what is no answer."""

from __future__ import annotations

from typing import Any

import pytest

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls import errors, meanings, wmi_rows
from postigo.windows_calls.networks import NetworkCategory
from postigo.windows_calls.optional_features import FeatureState
from postigo.windows_calls.security_center import Action, ProductState, Signatures

PRODUCT_STATE_OF_WMI = {0: ProductState.OFF, 1: ProductState.ON, 2: ProductState.SNOOZED, 3: ProductState.EXPIRED}
"""Bits 12 to 15 of `productState`, as many have read them out of it. Nobody documents that number."""


def test_the_two_numbers_for_on_are_never_mixed() -> None:
    """WSC_SECURITY_PRODUCT_STATE has on and off the other way round: a number that goes from one to the other turns off into on."""
    assert dict(meanings.PRODUCT_STATES) == {
        0: ProductState.ON,
        1: ProductState.OFF,
        2: ProductState.SNOOZED,
        3: ProductState.EXPIRED,
    }
    assert meanings.PRODUCT_STATES[0] is not PRODUCT_STATE_OF_WMI[0]
    assert meanings.PRODUCT_STATES[1] is not PRODUCT_STATE_OF_WMI[1]
    assert not any(isinstance(state, int) for state in ProductState)
    for number in (397568, 266240, 0x10, -1, 4):  # whole productStates, or a part of one
        assert number not in meanings.PRODUCT_STATES


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        (meanings.SIGNATURES, {0: Signatures.OUT_OF_DATE, 1: Signatures.UP_TO_DATE}),
        (meanings.ACTIONS, {1: Action.NONE, 2: Action.RECOMMENDED, 3: Action.NEEDED}),
        (
            meanings.NETWORK_CATEGORIES,
            {0: NetworkCategory.PUBLIC, 1: NetworkCategory.PRIVATE, 2: NetworkCategory.DOMAIN},
        ),
        (meanings.FEATURE_STATES, {1: FeatureState.ENABLED, 2: FeatureState.DISABLED, 3: FeatureState.ABSENT}),
    ],
)
def test_numbers_mean_what_the_headers_say(table: Any, meant: dict[int, Any]) -> None:
    assert dict(table) == meant


ROW: dict[str, Any] = {
    "Mode": "Normal", "On": True, "Age": -1, "Short": 65535, "Days": 3, "None": (), "Null": None, "Paths": ("C:\\a",),
    "Odd": (1,), "One": "C:\\a",
}  # fmt: skip


def test_values_of_a_row_are_what_they_should_be_or_none() -> None:
    assert (wmi_rows.text(ROW, "Mode"), wmi_rows.text(ROW, "On"), wmi_rows.text(ROW, "Nope")) == ("Normal", None, None)
    assert (wmi_rows.flag(ROW, "On"), wmi_rows.flag(ROW, "Days"), wmi_rows.flag(ROW, "Null")) == (True, None, None)
    ages = [wmi_rows.unsigned(ROW, name) for name in ("Age", "Short", "Days", "On", "Mode", "Nope")]
    assert ages == [0xFFFFFFFF, 0xFFFF, 3, None, None, None]
    lists = [wmi_rows.texts(ROW, name) for name in ("None", "Null", "Paths", "Nope")]
    assert lists == [(), (), ("C:\\a",), None]


@pytest.mark.parametrize("name", ["Odd", "One", "Days"])
def test_what_is_no_list_of_texts_is_no_answer(name: str) -> None:
    with pytest.raises(CannotTell) as unknown:
        wmi_rows.texts(ROW, name)
    assert unknown.value.why is Unknown.UNREADABLE


@pytest.mark.parametrize("rows", [[], [{}, {}]])
def test_one_object_is_asked_for(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(CannotTell) as unknown:
        wmi_rows.only(rows, "MSFT_MpPreference")
    assert unknown.value.why is Unknown.UNREADABLE
    assert wmi_rows.only([ROW], "MSFT_MpPreference") is ROW


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (1062, Unknown.MISSING),  # the Security Center does not run
        (-2147023143, Unknown.MISSING),  # 0x800706d9: the firewall does not run
        (0x80041013, Unknown.MISSING),
        (0x80041002, Unknown.UNREADABLE),
    ],
)
def test_a_refusal_keeps_its_number(number: int, why: Unknown) -> None:
    with pytest.raises(errors.Refused) as refused:
        errors.refuse(number, "x")
    assert (refused.value.why, refused.value.number) == (why, number & 0xFFFFFFFF)
