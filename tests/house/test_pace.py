"""Bounds of time: one that was missed is measured again beside a bare start, once, and counts only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support import pace


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes the machine so many times slower than usual."""
    return lambda times: monkeypatch.setattr(pace, "bare_start", lambda: times * pace.USUAL)


def taking(*seconds: float) -> Callable[[], float]:
    left = iter(seconds)
    return lambda: next(left)


def test_what_keeps_its_bound_is_measured_once_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "bare_start", lambda: pytest.fail("nobody asked"))
    assert pace.keeps(1, taking(0.9))


def test_a_hiccup_is_measured_again(slow: Callable[[float], None]) -> None:
    slow(1)
    assert pace.keeps(1, taking(7, 0.9))


@pytest.mark.parametrize(("times", "again"), [(1, 1.1), (3, 3.1), (1000, pace.MOST + 1)])
def test_what_is_late_by_the_measure_of_the_machine_too_counts(
    slow: Callable[[float], None], times: float, again: float
) -> None:
    slow(times)
    with pytest.raises(AssertionError, match="slower than usual"):
        pace.keeps(1, taking(7, again))


def test_a_slow_machine_has_more_time(slow: Callable[[float], None]) -> None:
    slow(3)
    assert pace.keeps(1, taking(7, 2.9))


def test_a_quick_machine_is_held_to_what_is_written(slow: Callable[[float], None]) -> None:
    slow(0.2)
    assert pace.slowness() == 1


def test_what_was_done_is_handed_on() -> None:
    assert pace.within(5, lambda: "done") == "done"


def test_a_bare_start_is_measured() -> None:
    assert 0 < pace.bare_start() < 60
