"""Packs: how they are found, which are broken, and which run."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import postigo
from postigo.audit import packs
from postigo.audit.packs import PackData, gather, offers
from postigo.audit.request import Request
from postigo.core.model import Check, Coverage, Implementation, Pack, Plan, Probe
from postigo.core.system import Platform
from postigo.core.values import Text
from tests.support.with_packs import PACKS, describe, install

__all__ = ["install"]


# --- packs -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions, alone on the path."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), "/there/is/no/such/folder", ""])
    return tmp_path


@pytest.fixture
def installed_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, in which Postigo itself lies too."""
    monkeypatch.setattr(postigo, "__file__", str(site / "postigo" / "__init__.py"))
    return site


def test_packs_are_found_by_their_entry_points_and_ours_comes_first(installed_here: Path) -> None:
    describe(installed_here, "Acme.Doors", "acme = acme_doors:pack [extra]", "# a comment", version="2.0")
    describe(installed_here, "postigo", "zz_ours=ours:pack", version=postigo.__version__)
    describe(installed_here, "other-things")
    assert [(offer.name, offer.origin, offer.version, offer.place) for offer in offers()] == [
        ("zz_ours", "built-in", postigo.__version__, "ours:pack"),
        ("acme", "acme-doors", "2.0", "acme_doors:pack [extra]"),
    ]


def test_a_distribution_called_built_in_is_not(site: Path) -> None:
    describe(site, "Built-In", "acme = acme_doors:pack")
    [offer] = offers()
    assert not offer.built_in
    infos, loaded = gather(Request(), Platform.LINUX)
    assert [(info.state.value, info.origin) for info in infos] == [("off", "built-in?")]
    assert loaded == []


def test_a_distribution_is_called_as_its_folder_whatever_stands_within(site: Path) -> None:
    describe(site, "evil", "evil = evil:pack")
    metadata = site / "evil-1.0.dist-info" / "METADATA"
    metadata.write_text("Metadata-Version: 2.1\nName: Postigo\nVersion: 1.0\n")
    assert [(offer.origin, offer.built_in) for offer in offers()] == [("evil", False)]


@pytest.mark.parametrize("version", [postigo.__version__, "9.9"])
@pytest.mark.parametrize("name", ["postigo", "Postigo", "POSTIGO"])
def test_what_is_called_like_us_and_lies_elsewhere_brings_nothing(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch, name: str, version: str
) -> None:
    describe(installed_here, "postigo", "ours = ours:pack", version=postigo.__version__)
    describe(installed_here / "earlier", name, "theirs = theirs:pack", version=version)
    monkeypatch.setattr(sys, "path", [str(installed_here / "earlier"), str(installed_here)])
    assert [(offer.name, offer.place, offer.built_in) for offer in offers()] == [("ours", "ours:pack", True)]


def test_a_second_version_beside_us_brings_nothing(installed_here: Path) -> None:
    describe(installed_here, "postigo", "ours = ours:pack", version=postigo.__version__)
    describe(installed_here, "postigo", "theirs = theirs:pack", version="9.9")
    assert [offer.name for offer in offers()] == ["ours"]


def test_run_from_its_sources_our_packs_are_those_that_the_project_names() -> None:
    [ours] = [offer for offer in offers() if offer.built_in]
    assert (ours.name, ours.place, ours.version) == ("postigo_checks", "postigo_checks:pack", postigo.__version__)


def test_what_has_the_name_of_our_pack_and_lies_elsewhere_is_not_imported(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(installed_here, "postigo", "ours = zz_ours:pack", version=postigo.__version__)
    elsewhere = installed_here.parent / "elsewhere"
    (elsewhere / "zz_ours").mkdir(parents=True)
    (elsewhere / "zz_ours" / "__init__.py").write_text("raise SystemExit('it ran')")
    monkeypatch.setattr(sys, "path", [str(elsewhere), str(installed_here)])
    [info], loaded = gather(Request(), Platform.LINUX)
    assert (info.state.value, loaded) == ("broken", [])
    assert info.error.startswith("zz_ours lies in ")
    assert info.error.endswith(", and not with Postigo")


def test_a_pack_with_a_sentence_that_cannot_be_shown_is_broken(site: Path) -> None:
    describe(site, "acme", "acme = acme_sentences:pack")
    (site / "acme_sentences.py").write_text(
        "from postigo.api import *\n"
        "seen = Coverage(Text('Everything.'), Text('Nothing {more}.'))\n"
        "probe = Probe(linux=lambda system, data: 1)\n"
        "check = Check('acme:one.two', Text('T'), Text('W'), 3, probe, list, {Platform.LINUX: seen})\n"
        "pack = Pack('acme', 'acme_sentences', (check,))\n"
    )
    infos, loaded = gather(Request(enabled=("acme",)), Platform.LINUX)
    assert loaded == []
    assert [info.state.value for info in infos] == ["broken"]
    assert "acme:one.two has a sentence that cannot be shown" in infos[0].error


def test_unreadable_metadata_of_others_is_their_own_affair(site: Path) -> None:
    describe(site, "good", "good = good:pack")
    broken = site / "bad-1.0.dist-info"
    broken.mkdir()
    (broken / "entry_points.txt").write_bytes(b"[postigo.packs]\n\xff = bad:pack\n")
    nameless = site / "nameless-1.0.dist-info"
    nameless.mkdir()
    (nameless / "entry_points.txt").write_text("[postigo.packs]\nnameless = nameless:pack\n")
    (nameless / "METADATA").write_text("Metadata-Version: 2.1\n")
    assert [offer.name for offer in offers()] == ["good"]


def test_of_one_distribution_twice_on_the_path_the_first_counts(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    describe(site / "a", "acme", "acme = acme:pack", version="2.0")
    describe(site / "b", "acme", "acme = acme:pack", version="1.0")
    monkeypatch.setattr(sys, "path", [str(site / "a"), str(site / "b")])
    assert [offer.version for offer in offers()] == ["2.0"]


def test_of_two_enabled_packs_of_a_name_the_second_is_broken_and_not_imported(site: Path) -> None:
    describe(site, "acme", "doors = nowhere_one:pack")
    describe(site, "emca", "doors = nowhere_two:pack")
    infos, loaded = gather(Request(enabled=("acme", "emca")), Platform.LINUX)
    assert [(info.origin, info.state.value, info.error) for info in infos] == [
        ("acme", "broken", "ModuleNotFoundError: No module named 'nowhere_one'"),
        ("emca", "broken", "another pack has the same name"),
    ]
    assert loaded == []


def test_a_pack_that_is_off_takes_no_name_and_is_not_broken(installed_here: Path) -> None:
    site = installed_here
    describe(site, "postigo", "ours = nowhere_ours:pack", version=postigo.__version__)
    describe(site, "acme", "doors = nowhere_one:pack", "ours = nowhere_one:other")
    describe(site, "emca", "doors = nowhere_two:pack")
    infos, _ = gather(Request(enabled=("emca",)), Platform.LINUX)
    assert [(info.name, info.origin, info.state.value, info.error) for info in infos] == [
        ("ours", "built-in", "broken", "ModuleNotFoundError: No module named 'nowhere_ours'"),
        ("doors", "acme", "off", ""),
        ("doors", "emca", "broken", "ModuleNotFoundError: No module named 'nowhere_two'"),
        ("ours", "acme", "off", ""),
    ]


def _learn(_system: object, _data: object) -> int:
    return 1


def _judge(_fact: int) -> tuple[()]:
    return ()


def _load(_platform: Platform) -> Implementation[int]:
    return Implementation(_learn, _judge)


TITLE = Text("A title")
CHECK: Check[Any] = Check(
    "acme:doors.front",
    TITLE,
    TITLE,
    1,
    Probe(linux=_learn),
    _judge,
    {Platform.LINUX: Coverage(TITLE, TITLE)},
)
LOADED = replace(CHECK, probe=None, judge=None, load="acme.front")  # type: ignore[arg-type]

WRONG: list[tuple[Any, str]] = [
    (replace(CHECK, id="doors.front"), "a check is called 'doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:front"), "a check is called 'acme:front'; acme:area.name was expected"),
    (replace(CHECK, id="other:doors.front"), "a check is called 'other:doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:Doors.front"), "a check is called 'acme:Doors.front'; acme:area.name was expected"),
    (replace(CHECK, id="acme:doors.front\n"), "a check is called 'acme:doors.front\\n'; acme:area.name was expected"),
    (replace(CHECK, probe=Probe()), "acme:doors.front has no way to look on any system"),
    (replace(CHECK, probe=_learn), "acme:doors.front has no way to look on any system"),  # type: ignore[arg-type]
    (replace(CHECK, coverage={}), "acme:doors.front does not say what it sees on linux"),
    (replace(CHECK, judge=1), "acme:doors.front has no judge"),  # type: ignore[arg-type]
    (LOADED, "acme:doors.front has no function that loads what conducts it"),
    (replace(LOADED, load=_load, coverage={}), "acme:doors.front has no way to look on any system"),
    (replace(CHECK, tip=7), "acme:doors.front belongs to no tip"),
    (replace(CHECK, budget=0.0), "acme:doors.front has a budget of 0.0 seconds"),
    (replace(CHECK, budget=float("nan")), "acme:doors.front has a budget of nan seconds"),
    (replace(CHECK, title="A title"), "acme:doors.front is not described by the right types"),  # type: ignore[arg-type]
    (replace(CHECK, why=Text("x" * 300_000)), "acme:doors.front is described at too great a length"),
    (
        replace(CHECK, fixes=(Plan("shut", TITLE, ()), Plan("shut", TITLE, (), on=frozenset({Platform.MACOS})))),
        "acme:doors.front has 2 fixes called 'shut' on macos",
    ),
    ("acme:doors.front", "among its checks is a str"),
]


@pytest.mark.parametrize(("check", "error"), WRONG, ids=[error for _, error in WRONG])
def test_a_pack_with_a_wrong_check_is_broken(
    site: Path, monkeypatch: pytest.MonkeyPatch, check: Any, error: str
) -> None:
    assert _only(site, monkeypatch, Pack("acme", "acme", (check,))) == (["broken", error], 0)


def test_a_pack_with_right_checks_runs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Pack("acme", "acme", (CHECK, replace(CHECK, id="acme:doors.back-door")))
    assert _only(site, monkeypatch, pack) == (["runs", ""], 2)


def test_a_pack_with_another_name_than_its_entry_point_is_broken(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = "its entry point is called 'acme', the pack 'doors'"
    assert _only(site, monkeypatch, Pack("doors", "acme", ())) == (["broken", error], 0)


def _only(site: Path, monkeypatch: pytest.MonkeyPatch, pack: Pack) -> tuple[list[str], int]:
    """State and error of an enabled stranger's pack, and how many checks it brings."""
    (site / "acme").mkdir()
    (site / "acme" / "__init__.py").touch()
    describe(site, "acme", "acme = acme:pack")
    monkeypatch.setattr("importlib.invalidate_caches", lambda: None)
    monkeypatch.delitem(sys.modules, "acme", raising=False)
    module = __import__("acme")
    monkeypatch.setitem(sys.modules, "acme", module)
    module.pack = pack  # type: ignore[attr-defined]
    [info], loaded = gather(Request(enabled=("acme",)), Platform.LINUX)
    return [info.state.value, info.error], sum(len(one.pack.checks) for one in loaded)


def test_the_tables_of_a_pack_are_read_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKS)
    assert PackData("wellbehaved").read("word.txt") == b"word\n"


def test_an_exception_becomes_one_line_of_a_decent_length() -> None:
    assert packs.one_line(ValueError("one\ntwo")) == "ValueError: one"
    assert packs.one_line(ValueError()) == "ValueError"
    assert len(packs.one_line(ValueError("x" * 10_000))) < 400
