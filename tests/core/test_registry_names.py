"""Names of registry values: found in any letters, listed as they were written."""

from __future__ import annotations

from postigo.core.system import Key
from postigo.system.recording import note, parse

SPELLINGS = ("NoAutoUpdate", "noautoupdate", "NOAUTOUPDATE", "nOaUTOuPDATE")


def test_a_name_is_found_in_any_letters_and_listed_as_it_was_written() -> None:
    for written in SPELLINGS:
        key = Key({written: 1, "": "x"})
        for asked in SPELLINGS:
            assert asked in key.values
            assert key.values[asked] == key.values.get(asked) == 1
        assert list(key.values) == [written, ""]
        assert dict(key.values) == {written: 1, "": "x"}
        assert "NoAutoUpdat" not in key.values


def test_a_recording_keeps_the_letters() -> None:
    noted = note("registry", Key({"noAUTOupdate": 1}, ("A",)))
    assert noted["values"] == {"noAUTOupdate": 1}
    assert parse(r"registry HKLM\SOFTWARE\X", noted) == Key({"noAUTOupdate": 1}, ("A",))


def test_what_windows_tells_apart_hides_nothing() -> None:
    key = Key({"Strasse": "harmless.exe", "Straße": "AnyDesk.exe", "K": 1, "\u212a": 2})
    assert dict(key.values.items()) == {"Strasse": "harmless.exe", "Straße": "AnyDesk.exe", "K": 1, "\u212a": 2}
    assert (key.values["STRASSE"], key.values["STRAßE"], key.values["k"]) == ("harmless.exe", "AnyDesk.exe", 1)
