"""The built-in checks on remembered machines: right verdicts, honest verdicts, and a recording for every case."""

from pathlib import Path

from postigo.testing import replay_all
from postigo_checks import pack

test_recordings, test_honesty, test_every_case_is_recorded = replay_all(pack, Path(__file__).parent / "recordings")
