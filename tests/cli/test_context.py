"""Context of a call: settings are read once, at the door, and what is wrong with them is said once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from postigo import __main__ as door
from postigo.store import files, places
from postigo.store.files import Settings

OFFLINE = (
    ("passphrase",),
    ("explain", "firewall.enabled"),
    ("audit", "--format", "xml"),
    ("packs", "enable", "nobody"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings lie. The call is one of a person, who may be root here."""
    for name, value in {"HOME": tmp_path, "XDG_CONFIG_HOME": tmp_path, "APPDATA": tmp_path, "LANG": "en_GB"}.items():
        monkeypatch.setenv(name, str(value))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(door, "_stand_firm", lambda _code: None)
    found = Path(places.kept().file).parent
    found.mkdir(parents=True)
    return found


@pytest.mark.parametrize("call", [*OFFLINE, ("help-now",), ("--help",), ("--nothing",)], ids=lambda call: call[0])
def test_settings_are_read_once(folder: Path, call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    (folder / places.SETTINGS).write_text('language = "es"\n', "utf-8")
    before = places._read

    def counted(file: str) -> dict[str, Any]:
        read.append(file)
        return before(file)

    monkeypatch.setattr(places, "_read", counted)
    door.main(call)
    assert read == [str(folder / places.SETTINGS)]


@pytest.mark.parametrize("call", OFFLINE, ids=lambda call: call[0])
def test_settings_that_cannot_be_read_are_told_once(
    folder: Path, call: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / places.SETTINGS).write_text("language = [", "utf-8")
    door.main(call)
    assert capfd.readouterr().err.count("cannot be read. They are as they were") == 1


def test_the_settings_are_those_that_the_language_was_read_from(folder: Path) -> None:
    (folder / places.SETTINGS).write_text('language = "es"\nenabled_packs = ["acme"]\n', "utf-8")
    found = places.kept()
    (folder / places.SETTINGS).write_text('language = "en"\n', "utf-8")
    assert found.language == "es"
    assert files.understood(found) == Settings("es", ("acme",))


def test_a_setting_of_a_wrong_kind_is_no_language(folder: Path) -> None:
    (folder / places.SETTINGS).write_text("language = 7\n", "utf-8")
    assert places.kept().language is None
    with pytest.raises(files.SettingsTrouble):
        files.understood(places.kept())
