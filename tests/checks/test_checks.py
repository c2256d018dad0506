"""The built-in checks on remembered machines: right verdicts, honest verdicts, and a recording for every case."""

from pathlib import Path

from postigo.testing import replay_all
from postigo_checks import pack
from tests.tables import data_of

FOLDER = Path(__file__).parents[1] / "recordings"
test_recordings, test_honesty, test_every_case_is_recorded = replay_all(pack, FOLDER, data_of)
