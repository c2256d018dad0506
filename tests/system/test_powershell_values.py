"""Values beside an expression of PowerShell: nothing ends one, each comes back as it was, and its name is on a list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.core.system import Json, Platform
from postigo.system import powershell
from postigo.system.powershell import answer
from postigo.system.powershell_values import NAMES, assignments, literal
from postigo.system.recording import Recording, powershell_key
from postigo.system.replay import Replay
from tests.support.powershell_expressions import texts
from tests.support.powershell_rows import VALUES

_PART = re.compile(r"'((?:[^'\u2018\u2019\u201a\u201b]|'')*)'|\[char\](\d+)")

_AUTOMATIC = """
    args consolefilename enabledexperimentalfeatures error event eventargs eventsubscriber executioncontext false foreach home
    host input iscoreclr islinux ismacos iswindows lastexitcode matches myinvocation nestedpromptlevel null ofs pid profile
    psboundparameters pscmdlet pscommandpath psculture psdebugcontext psedition pshome psitem psscriptroot pssenderinfo
    psuiculture psversiontable pwd sender shellid stacktrace switch this true
""".split()  # noqa: SIM905 - about_Automatic_Variables, as a list reads best


def _read_back(code: str) -> str:
    """A text as PowerShell would read it: five marks end one, so none but the doubled first may stand in it."""
    units = b""
    for part in code.split(" + "):
        found = _PART.fullmatch(part)
        assert found, part
        if found[2]:
            units += int(found[2]).to_bytes(2, "little")
        else:
            units += found[1].replace("''", "'").encode("utf-16-le")
    return units.decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("row", VALUES, ids=lambda row: row["about"])
def test_nothing_ends_a_value_and_it_comes_back_as_it_was(row: dict[str, Any]) -> None:
    code = assignments({"folder": row["value"]})
    assert code == row["code"]
    assert code.isascii()
    assert code.isprintable()
    assert _read_back(code.removeprefix("$folder = ").removesuffix("; ")) == row["value"]
    assert answer(row["framed"]) == row["value"]


def test_the_values_hold_each_mark_that_ends_a_text() -> None:
    together = "".join(row["value"] for row in VALUES)
    assert set("'\u2018\u2019\u201a\u201b\"\u201c\u201d\u201e") <= set(together)


@given(st.text(alphabet=st.characters(codec=None, exclude_characters=" +"), max_size=40))
def test_any_value_comes_back_as_it_was(value: str) -> None:
    assert _read_back(literal(value)) == value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    "name",
    ["r", "Folder", "fol der", "timeout", "expression", "self", "a;b", "folder)", "x__y", "", "ñandú", *_AUTOMATIC],
)
def test_a_value_has_a_name_of_a_short_list(name: str) -> None:
    with pytest.raises(ValueError, match="a value cannot be called"):
        assignments({name: "x"})
    with pytest.raises(ValueError, match="a value cannot be called"):
        powershell_key("$x", {name: "x"})


def test_no_name_of_the_list_is_a_variable_of_another() -> None:
    own = set(re.findall(r"\$([a-zA-Z]+)\b", powershell._QUESTION))
    assert own
    assert own.isdisjoint(NAMES)
    for text in texts():
        assert {name.lower() for name in re.findall(r"\$(\w+)\s*=(?!=)", text)}.isdisjoint(NAMES), text


def test_a_recording_names_the_expression_and_its_values() -> None:
    key = powershell_key("Get-X $folder", {"folder": "C:\\d’Alba"})
    assert key == 'powershell Get-X $folder {"folder": "C:\\\\d’Alba"}'
    value: Json = 7
    remembered = Replay(Recording(Platform.WINDOWS, "0.1.0", {key: {"value": value}}))
    assert remembered.powershell("Get-X $folder", folder="C:\\d’Alba") == 7
    assert powershell_key("Get-X", {}) == "powershell Get-X"
