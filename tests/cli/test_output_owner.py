"""Whose a report is that was written behind sudo, and where it cannot be made to lie."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import needs
from tests.support.teletype import command

if sys.platform != "win32":
    import pwd

pytestmark = [needs("posix"), needs("another-account")]
MACHINE = str(Path(__file__).parents[1] / "machines/linux-school.json")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can reach; pytest's own are closed to all but one."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def person() -> int:
    """An account of this machine that is neither root nor nobody."""
    return next(account.pw_uid for account in pwd.getpwall() if account.pw_uid not in {0, 65534})


def audit(file: Path, person: int) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "SUDO_UID": str(person), "LC_ALL": "C.UTF-8", "LANGUAGE": "", "POSTIGO_GROUND_SAID": "1"}
    words = ("audit", "firewall.enabled", "--replay", MACHINE, "--lang", "en", "--output", str(file))
    return subprocess.run(command(*words), env=environ, capture_output=True, text=True, check=False)


def test_it_belongs_to_whoever_typed_sudo(place: Path, person: int) -> None:
    os.chown(place, person, -1)
    done = audit(place / "report.json", person)
    assert done.returncode in range(4), done.stderr
    found = (place / "report.json").stat()
    assert (found.st_uid, stat.S_IMODE(found.st_mode)) == (person, 0o600)
    assert [path.name for path in place.iterdir()] == ["report.json"]


def test_that_it_was_saved_is_noted_for_whoever_typed_sudo(
    place: Path, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = place / "home"
    for folder in (home, place / "reports"):
        folder.mkdir()
        os.chown(folder, person, -1)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME")
    done = audit(place / "reports/report.json", person)
    assert done.returncode in range(4), done.stderr
    made = [path for path in home.rglob("*") if "share" in path.parts]
    assert "saved-reports.jsonl" in {path.name for path in made}
    assert {path.stat().st_uid for path in made} == {person}


def test_no_link_of_theirs_leads_it_where_only_root_may_write(place: Path, person: int) -> None:
    (place / "roots").mkdir(mode=0o755)
    (place / "theirs").mkdir()
    os.chown(place / "theirs", person, -1)
    (place / "theirs/link").symlink_to(place / "roots")
    done = audit(place / "theirs/link/report.json", person)
    assert done.returncode == 64
    assert "cannot be written there" in done.stderr
    assert list((place / "roots").iterdir()) == []


def test_where_only_root_may_write_it_is_roots(place: Path, person: int) -> None:
    done = audit(place / "report.json", person)
    assert done.returncode in range(4), done.stderr
    assert (place / "report.json").stat().st_uid == 0
