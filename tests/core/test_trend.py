"""The small houses of the trend."""

from __future__ import annotations

from itertools import product

from postigo.core.report import TIPS, Shutter
from postigo.core.trend import WINDOWS, house
from tests.support import made


def test_a_house_has_a_window_for_each_tip_but_the_way_to_help() -> None:
    assert WINDOWS == (1, 2, 3, 4, 5)
    assert len(house(made.NOW, dict.fromkeys(TIPS, Shutter.OPEN)).windows) == 5


def test_a_window_that_nobody_looked_through_is_fogged() -> None:
    unseen = house(made.NOW, {2: Shutter.BARE, 3: Shutter.FOGGED, 4: Shutter.CLOSED})
    assert unseen.windows == (Shutter.FOGGED, Shutter.FOGGED, Shutter.FOGGED, Shutter.CLOSED, Shutter.FOGGED)


def test_no_house_is_taken_from_the_look_before() -> None:
    for shutters in product(Shutter, repeat=2):
        seen = house(made.NOW, dict(zip((1, 2), shutters, strict=True))).windows
        assert seen[2:] == (Shutter.FOGGED,) * 3
