from __future__ import annotations

import os
from pathlib import Path

import pytest

from postigo.passwords import export_file
from postigo.passwords.export_file import Deleted, Lies
from postigo.passwords.model import Source
from tests.support.places import needs


def made(folder: Path, content: str = "name,url,username,password\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "export.csv"
    file.write_text(content, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("Downloads", Lies.DOWNLOADS),
        ("Descargas/viejo", Lies.DOWNLOADS),
        ("OneDrive - Colegio/claves", Lies.ONEDRIVE),
        ("Library/Mobile Documents/com~apple~CloudDocs", Lies.ICLOUD),
        ("iCloudDrive", Lies.ICLOUD),
        ("Dropbox (Personal)", Lies.DROPBOX),
        ("Library/CloudStorage/GoogleDrive-ana@example.org/My Drive", Lies.GOOGLE_DRIVE),
        ("Nextcloud", Lies.NEXTCLOUD),
        ("MEGAsync", Lies.OTHER_CLOUD),
    ],
)
def test_where_an_export_lies_is_told(tmp_path: Path, folder: str, place: Lies) -> None:
    assert export_file.lies(str(made(tmp_path / folder))) == (place,)


@pytest.mark.parametrize("folder", ["Documents", "onetwo", "mis dropboxes", "download-helper"])
def test_an_ordinary_folder_is_no_reason_to_warn(tmp_path: Path, folder: str) -> None:
    assert export_file.lies(str(made(tmp_path / folder))) == ()


def test_the_name_of_the_file_itself_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "Downloads").touch()
    assert export_file.lies(str(tmp_path / "Downloads")) == ()


@needs("posix")
def test_a_folder_is_also_told_behind_a_link(tmp_path: Path) -> None:
    file = made(tmp_path / "Dropbox")
    (tmp_path / "mine").symlink_to(tmp_path / "Dropbox")
    assert export_file.lies(str(tmp_path / "mine" / file.name)) == (Lies.DROPBOX,)


def test_an_export_that_is_as_it_was_read_is_deleted(tmp_path: Path) -> None:
    file = made(tmp_path)
    assert export_file.delete(str(file), Source.CHROMIUM, export_file.stamp(str(file))) is Deleted.GONE
    assert not file.exists()


def test_a_vault_is_never_deleted(tmp_path: Path) -> None:
    file = made(tmp_path)
    assert export_file.delete(str(file), Source.KDBX, export_file.stamp(str(file))) is Deleted.VAULT
    assert file.exists()


def test_a_spreadsheet_may_be_the_only_list_and_is_never_deleted(tmp_path: Path) -> None:
    file = made(tmp_path / "Downloads")
    assert export_file.delete(str(file), Source.SPREADSHEET, export_file.stamp(str(file))) is Deleted.OWN_LIST
    assert file.exists()
    told = export_file.in_short(((str(file), Source.SPREADSHEET),))
    assert told[0] == export_file.WHERE[Lies.DOWNLOADS]
    assert len(told) == 2
    assert not any(text.one.startswith("Delete") for text in told)


def test_what_was_not_recognised_is_never_deleted(tmp_path: Path) -> None:
    file = made(tmp_path)
    assert export_file.delete(str(file), None, export_file.stamp(str(file))) is Deleted.UNKNOWN
    assert file.exists()


def test_a_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    file = made(tmp_path)
    stamp = export_file.stamp(str(file))
    file.write_text("name,url,username,password\nanother row\n", encoding="utf-8")
    assert export_file.delete(str(file), Source.CHROMIUM, stamp) is Deleted.CHANGED
    assert file.exists()


def test_another_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    file = made(tmp_path)
    stamp, seen = export_file.stamp(str(file)), file.stat()
    other = made(tmp_path / "other")
    os.utime(other, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    other.replace(file)
    assert export_file.delete(str(file), Source.CHROMIUM, stamp) is Deleted.CHANGED
    assert file.exists()


def test_a_file_without_a_stamp_is_left_alone(tmp_path: Path) -> None:
    file = made(tmp_path)
    assert export_file.delete(str(file), Source.CHROMIUM, None) is Deleted.CHANGED
    assert file.exists()


def test_a_file_that_has_gone_is_said(tmp_path: Path) -> None:
    file = made(tmp_path)
    stamp = export_file.stamp(str(file))
    file.unlink()
    assert export_file.delete(str(file), Source.CHROMIUM, stamp) is Deleted.MISSING


@needs("posix")
def test_a_link_is_not_taken_for_the_file(tmp_path: Path) -> None:
    file = made(tmp_path)
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    assert export_file.delete(str(link), Source.CHROMIUM, export_file.stamp(str(link))) is Deleted.LINK
    assert file.exists()
    assert link.is_symlink()


def test_a_folder_and_nonsense_have_no_stamp(tmp_path: Path) -> None:
    assert export_file.stamp(str(tmp_path)) is None
    assert export_file.stamp("no\0name") is None
    assert export_file.delete("no\0name", Source.CHROMIUM, None) is Deleted.DENIED


def test_every_outcome_and_every_place_has_its_sentence() -> None:
    assert set(export_file.OUTCOMES) == set(Deleted)
    assert set(export_file.WHERE) == set(Lies)


def test_in_short_a_plain_export_is_to_be_deleted_and_nothing_else(tmp_path: Path) -> None:
    lying, safe = str(made(tmp_path / "Downloads")), str(made(tmp_path / "Documents"))
    told = export_file.in_short(((lying, Source.CHROMIUM), (safe, Source.FIREFOX)))
    assert told[0] == export_file.WHERE[Lies.DOWNLOADS]
    assert told[1].n == 2
    assert told[-1] == export_file.COPIES
    assert len(export_file.in_short(((safe, Source.FIREFOX),))) == 2
    kept = ((lying, Source.KDBX), (lying, Source.BITWARDEN_PROTECTED), (lying, None))
    assert export_file.in_short(kept) == ()


def test_a_file_of_two_names_is_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("x", encoding="utf-8")
    other.write_text("x", encoding="utf-8")
    names = [str(one), str(tmp_path / "." / "one.csv"), str(other), str(one)]
    assert export_file.each_once(names) == (str(one), str(other))
