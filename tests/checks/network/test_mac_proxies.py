"""Proxies of a Mac: a place without its switch is no answer, whichever of them it is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.system import Unknown
from postigo.system.recording import load
from postigo.testing import replayed
from postigo_checks import pack
from tests.tables import data_of

(CHECK,) = (check for check in pack.checks if check.id == "net.hosts-proxy-dns")
SCRIPT = load((Path(__file__).parents[2] / "recordings" / CHECK.id / "macos-script.json").read_bytes())


def said(*lines: str) -> Any:
    """Verdict where `scutil --proxy` answers with these lines."""
    out = "".join(f"{line}\n" for line in ("<dictionary> {", *(f"  {line}" for line in lines), "}"))
    answers = {**SCRIPT.answers, "run scutil --proxy": {"code": 0, "out": out, "err": ""}}
    return replayed(CHECK, replace(SCRIPT, answers=answers), data_of(SCRIPT))[0]


@pytest.mark.parametrize("place", ["HTTPProxy", "HTTPSProxy", "SOCKSProxy", "ProxyAutoConfigURLString"])
def test_a_place_without_its_switch_is_a_gap(place: str) -> None:
    verdict = said(f"{place} : 203.0.113.9")
    assert verdict.level is None
    assert Unknown.UNREADABLE in {gap.why for gap in verdict.gaps}


def test_a_place_whose_switch_is_off_is_fine() -> None:
    assert not said("HTTPEnable : 0", "HTTPProxy : 203.0.113.9").gaps
