"""The look for the place in pictures, on a real disk: much, odd and closed things in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Verdict
from postigo.core.report import verdict_digest
from postigo.system import files
from postigo.system.linux import Linux
from postigo_checks import pack
from postigo_checks.image.photo_location.check import IMAGE_LOCATION
from tests.checks.image.test_exif import exif, jpeg, tiff
from tests.support.places import needs

pytestmark = needs("linux")

PLACED = jpeg(exif(tiff()))
PLAIN = jpeg()


class Slow(Linux):
    """A machine on which every look at the clock takes a second."""

    def __init__(self) -> None:
        super().__init__()
        self._now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now(self) -> datetime:
        """See `System.now`."""
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "Pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def machine() -> Iterator[Linux]:
    machine = Linux()
    yield machine
    machine.close()


def look(machine: Linux) -> Verdict:
    return run_check(IMAGE_LOCATION, Facts(machine), PackData(pack.package))


def test_a_circle_of_links_is_walked_by(machine: Linux, pictures: Path) -> None:
    (pictures / "a.jpg").write_bytes(PLAIN)
    (pictures / "circle").symlink_to(pictures)
    (pictures / "b.jpg").symlink_to(pictures / "b.jpg")
    assert verdict_digest(look(machine)) == {"level": "good", "findings": ["no-place: good"], "gaps": []}


def test_a_name_that_is_no_text_is_a_gap_and_hides_no_place(machine: Linux, pictures: Path) -> None:
    (pictures / "1.jpg").write_bytes(PLACED)
    os.close(os.open(os.fsencode(pictures) + b"/\xff\xfe.jpg", os.O_CREAT | os.O_WRONLY))
    said = verdict_digest(look(machine))
    assert said["findings"] == ["with-place: note"]
    assert said["gaps"]
    assert said["level"] is None


@needs("kept-out")
def test_a_closed_folder_is_a_gap(machine: Linux, pictures: Path) -> None:
    (pictures / "closed").mkdir(mode=0)
    assert verdict_digest(look(machine)) == {"level": None, "findings": [], "gaps": ["denied"]}


def test_a_folder_with_more_names_than_one_list_holds_is_looked_through(
    machine: Linux, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MATCHES", 100)
    for number in range(500):
        (pictures / f"IMG_{number:06}.jpg").write_bytes(PLACED if number == 499 else PLAIN)
    (verdict,) = [finding for finding in look(machine).findings if finding.code == "with-place"]
    assert dict(verdict.text.values) | {"folder": None} == {"n": 1, "all": 500, "folder": None}


def test_more_pictures_than_a_minute_holds_are_a_partial_answer(pictures: Path) -> None:
    (pictures / "IMG_000000.jpg").write_bytes(PLACED)
    for number in range(1, 300):
        (pictures / f"IMG_{number:06}.jpg").write_bytes(PLAIN)
    machine = Slow()
    said = look(machine)
    machine.close()
    assert verdict_digest(said) == {"level": None, "findings": ["with-place: note"], "gaps": ["timeout"]}
