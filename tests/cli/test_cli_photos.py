"""`postigo clean-photos`: copies, a dry run, what has no copy, and whose they are behind sudo."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.cli.status import Exit
from tests.photos.made import block, exif, jpeg
from tests.support.places import needs
from tests.support.teletype import command

PLACED, PLAIN = jpeg(exif(block())), jpeg()


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two photos and a film, in which somebody types."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home.jpg").write_bytes(PLACED)
    (tmp_path / "cat.jpg").write_bytes(PLAIN)
    (tmp_path / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["clean-photos", *words])
    return status, " ".join(capsys.readouterr().out.split())


def test_copies_are_told_one_by_one(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = said(capsys, "home.jpg", "cat.jpg", "--lang", "en")
    assert status == Exit.NOTHING_TO_DO
    assert "home.jpg: its place is not in the copy, home (without place).jpg." in told
    assert "cat.jpg: we found no place in it. The copy is cat (without place).jpg." in told
    assert "2 copies have no place." in told
    assert "can still give a place away" in told
    assert (photos / "home.jpg").read_bytes() == PLACED


def test_in_spanish_the_name_of_the_copy_is_spanish(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "home (sin lugar).jpg" in said(capsys, "home.jpg", "--lang", "es")[1]
    assert (photos / "home (sin lugar).jpg").exists()


def test_what_has_no_copy_is_named_and_is_no_success(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = said(capsys, "home.jpg", "film.mp4", ".", "none.jpg", "--lang", "en")
    assert status == Exit.CANNOT_TELL
    assert "film.mp4: no copy. This is a film or a moving picture." in told
    assert " .: no copy. This is a folder." in told
    assert "none.jpg: no copy. There is no such file." in told
    assert "3 files were not cleaned. Do not send them on." in told
    assert (photos / "home (without place).jpg").exists()


def test_a_dry_run_writes_nothing_and_says_what_then_is_done(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(photos)
    status, dry = said(capsys, "home.jpg", "film.mp4", "--dry-run", "--format", "json", "--lang", "en")
    assert names(photos) == before
    assert status == Exit.CANNOT_TELL
    _, real = said(capsys, "home.jpg", "film.mp4", "--format", "json", "--lang", "en")
    assert json.loads(dry)["photos"] == json.loads(real)["photos"]
    assert [json.loads(one)["written"] for one in (dry, real)] == [False, True]
    assert json.loads(real)["photos"][0] == {
        "photo": "home.jpg",
        "copy": "home (without place).jpg",
        "had_place": True,
        "why": None,
    }


def test_copies_go_into_a_folder_that_is_there(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean-photos", "home.jpg", "--to", "none", "--lang", "en"]) == Exit.USAGE
    assert "There is no folder none. Make it first." in capsys.readouterr().err
    (photos / "out").mkdir()
    assert said(capsys, "home.jpg", "--to", "out")[0] == Exit.NOTHING_TO_DO
    assert len(names(photos / "out")) == 1


def test_a_call_without_photos_or_with_another_format_is_refused(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clean-photos", "--lang", "en"]) == Exit.USAGE
    assert main(["clean-photos", "home.jpg", "--format", "pdf", "--lang", "en"]) == Exit.USAGE
    assert len(names(photos)) == 3
    assert "pdf" in capsys.readouterr().err


@needs("posix", "another-account")
@pytest.mark.parametrize("closed", [False, True])
def test_behind_sudo_photos_are_read_and_written_as_whoever_typed_it(place: Path, closed: bool) -> None:
    import pwd  # noqa: PLC0415 - not on Windows

    person = next(account.pw_uid for account in pwd.getpwall() if account.pw_uid not in {0, 65534})
    photo = place / "a.jpg"
    photo.write_bytes(PLACED)
    photo.chmod(0o600)
    for owned in (place, *([] if closed else [photo])):
        os.chown(owned, person, -1)
    environ = {**os.environ, "SUDO_UID": str(person), "LC_ALL": "C.UTF-8", "LANGUAGE": "", "POSTIGO_GROUND_SAID": "1"}
    words = command("clean-photos", str(photo), "--lang", "en")
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    if closed:
        assert "the system does not allow it" in " ".join(done.stdout.split())
        assert names(place) == ["a.jpg"]
    else:
        found = (place / "a (without place).jpg").stat()
        assert (found.st_uid, stat.S_IMODE(found.st_mode)) == (person, 0o600)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account can reach; pytest's own are closed to all but one."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
