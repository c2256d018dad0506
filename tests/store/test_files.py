"""Where things live, and the person's settings: read, kept, and never lost."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from postigo.store import files
from postigo.store.files import Settings, SettingsTrouble
from postigo.store.plain import read_plain
from tests.support.pace import within
from tests.support.places import needs

posix_only = needs("posix")


def test_a_new_person_has_settings_and_no_file(tmp_path: Path) -> None:
    assert files.settings(tmp_path) == Settings(language=None, enabled_packs=())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("chosen", [Settings(), Settings("es"), Settings("en", ("acme-doors", "other"))])
def test_what_is_kept_is_read_again(tmp_path: Path, chosen: Settings) -> None:
    folder = tmp_path / "not yet" / "there"
    files.keep(Settings("en", ("before",)), folder)
    files.keep(chosen, folder)
    assert files.settings(folder) == chosen
    assert [file.name for file in folder.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "content",
    [
        b"language = ",
        b"\xff\xfe",
        b"language = 3",
        b'enabled_packs = "all"',
        b"enabled_packs = [1]",
        b'langauge = "es"',
        b"a = " + b"[" * 10_000,
        b"a = [" + b"{a = " * 3000,
        b"a" + b".a" * 2000 + b" = 1",
    ],
    ids=lambda content: content[:12].decode(errors="replace"),
)
def test_a_broken_file_is_said_in_one_sentence_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    for use in (lambda: files.settings(tmp_path), lambda: files.keep(Settings("es"), tmp_path)):
        with pytest.raises(SettingsTrouble) as trouble:
            use()
        assert "cannot be read" in trouble.value.text.one
        assert trouble.value.detail.startswith(str(file))
    assert file.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(SettingsTrouble) as trouble:
        files.settings(tmp_path)
    assert "could not be opened" in trouble.value.text.one


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    with pytest.raises(SettingsTrouble) as trouble:
        files.keep(Settings("es"), tmp_path / "file" / "postigo")
    assert "could not be" in trouble.value.text.one
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_failure_half_way_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.keep(Settings("es"), tmp_path)

    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsTrouble, match="No space left"):
        files.keep(Settings("en"), tmp_path)
    assert files.settings(tmp_path) == Settings("es")
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]


@posix_only
def test_a_link_stays_a_link_and_only_the_person_may_read(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "postigo").mkdir()
    (tmp_path / "postigo" / "settings.toml").symlink_to(tmp_path / "dotfiles" / "postigo.toml")
    files.keep(Settings("es"), tmp_path / "postigo")
    assert (tmp_path / "postigo" / "settings.toml").is_symlink()
    real = tmp_path / "dotfiles" / "postigo.toml"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert files.settings(tmp_path / "postigo") == Settings("es")


PLACES = [
    ("linux", {}, ".config/postigo", ".local/share/postigo"),
    ("linux", {"XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": ""}, ".config/postigo", ".local/share/postigo"),
    ("linux", {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}, "/c/postigo", "/d/postigo"),
    ("darwin", {}, "Library/Application Support/Postigo", "Library/Application Support/Postigo"),
    ("win32", {"APPDATA": "/r", "LOCALAPPDATA": "/l"}, "/r/Postigo", "/l/Postigo"),
    ("win32", {}, "AppData/Roaming/Postigo", "AppData/Local/Postigo"),
]


@posix_only
@pytest.mark.parametrize(("platform", "variables", "settings", "data"), PLACES)
def test_each_system_has_its_places(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], settings: str, data: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setattr(sys, "platform", platform)
    assert files.settings_folder() == Path("/home/ana", settings)
    assert files.data_folder() == Path("/home/ana", data)


@posix_only
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "settings.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    with pytest.raises(SettingsTrouble) as trouble:
        files.settings(tmp_path)
    assert "could not be opened" in trouble.value.text.one
    assert "not an ordinary file" in trouble.value.detail


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(b"x" * 11)
    assert read_plain(file, 11) == b"x" * 11
    with pytest.raises(OSError, match="too large"):
        read_plain(file, 10)


@needs("x11")
def test_who_has_no_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(SettingsTrouble) as trouble:
        files.settings()
    assert "home directory" in trouble.value.detail


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 8000,
        "a" + ".a" * 8000 + " = 1",
        "[" + ".".join("ab" * 4000) + "]",
        "a = 9" + "9" * 16000,
        "a = " + "{a=" * 4000,
        "x" * 2_000_000,
        "\0" * 100,
    ],
)
def test_settings_of_any_shape_are_answered_soon(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.toml").write_text(content, encoding="utf-8")

    def asked() -> None:
        with pytest.raises(SettingsTrouble):
            files.settings(tmp_path)

    within(1, asked)
