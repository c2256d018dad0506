"""The built-in checks on remembered machines: right verdicts, honest verdicts, and a recording for every case."""

from pathlib import Path

import pytest

from postigo.api import Platform
from postigo.audit.packs import examine_listing
from postigo.testing import replay_all
from postigo_checks import pack
from tests.tables import data_of

FOLDER = Path(__file__).parents[1] / "recordings"
test_recordings, test_honesty, test_every_case_is_recorded = replay_all(pack, FOLDER, data_of)


@pytest.mark.parametrize("platform", Platform)
def test_ours_are_described_as_strangers_have_to_be(platform: Platform) -> None:
    """A worker asks that of strangers only."""
    here = [check for check in pack.checks if platform in check.platforms]
    assert len(here) > 30
    for check in here:
        examine_listing(check, platform)
