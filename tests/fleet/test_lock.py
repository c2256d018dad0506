"""Lock of a computer's looks: one at a time, and free as soon as its holder ends, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from postigo.fleet.lock import Busy, held
from tests.support.places import needs

_HOLDS = """
import sys
from pathlib import Path
from postigo.fleet.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_one_has_it_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    words = [sys.executable, "-c", _HOLDS, str(file)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(Busy), held(file):
            pass
        other.kill()
    with held(file):
        assert file.exists()
    with held(file):
        pass


@needs("posix")
def test_it_follows_no_link_and_is_closed_to_others(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (tmp_path / "lock").symlink_to(theirs)
    with pytest.raises(OSError, match="symbolic links"), held(tmp_path / "lock"):
        pass
    assert not theirs.exists()
    with held(theirs):
        assert os.stat(theirs).st_mode & 0o077 == 0  # noqa: PTH116 - one word
