"""Values of VARIANTs: of the kind that an answer needs, or no answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls.values import flag, number, text, utc


@pytest.mark.parametrize(
    ("read", "value", "means"),
    [
        (number, 0, 0),
        (flag, False, False),
        (text, None, ""),
        (text, "Critical", "Critical"),
        (utc, None, None),
        (utc, datetime(1899, 12, 30), None),  # noqa: DTZ001 - as COM gives it
        (utc, datetime(2026, 11, 10, 17, 59, 59, 999_600), datetime(2026, 11, 10, 18, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_a_value_of_its_kind_is_an_answer(read: Callable[[object, str], object], value: object, means: object) -> None:
    assert read(value, "X") == means


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (number, None),
        (number, True),
        (number, "1"),
        (flag, 1),
        (flag, None),
        (text, 7),
        (utc, "2026-11-10"),
        (utc, 46_000.5),
        (utc, datetime(2026, 11, 10, tzinfo=UTC)),
    ],
)
def test_a_value_of_another_kind_is_none(read: Callable[[object, str], Any], value: object) -> None:
    with pytest.raises(CannotTell, match=r"^unreadable: X is ") as refused:
        read(value, "X")
    assert refused.value.why is Unknown.UNREADABLE
