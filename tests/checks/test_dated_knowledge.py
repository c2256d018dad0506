"""Dated knowledge has two sides: over the days of some years no verdict becomes better, and nothing frozen for a year is good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Gap, Level, NotApplicable, Verdict
from postigo.core.system import Platform
from postigo.core.values import Keyword
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo_checks import pack
from postigo_checks.updates.browsers.ages import Seen, browsers
from postigo_checks.updates.browsers.fact import Browser, Browsers, Maker
from postigo_checks.updates.browsers.judge import judge as judge_browsers
from postigo_checks.updates.browsers.table import BrowserTable, Kin, Number, read_table
from postigo_checks.updates.supported.table import read_table as read_support
from tests.tables import DataOf

pytestmark = pytest.mark.breadth(3)

DAYS = [date(2026, 11, 29) + timedelta(days=7 * step) for step in range(168)]  # to February 2030
(SUPPORTED,) = (check for check in pack.checks if check.id == "update.os-supported")
OLD, NEW = DataOf("2026-08-22"), DataOf("2026-11-19")
BETTER = {Level.GOOD: 0, Level.NOTE: 1, None: 1, Level.ADVISE: 2, Level.ACT: 3}
"""How bad an answer is. Whether fog or a note comes first says nothing: neither is good, and neither asks for anything."""


def level(table: BrowserTable, maker: Maker, version: Number, today: date) -> Level | None:
    browser = Browser(maker, ".".join(map(str, version)), table.age(maker.kin, version))
    said = judge_browsers(Browsers((browser,), today, table.day))
    assert not isinstance(said, NotApplicable)
    (one,) = said
    return None if isinstance(one, Gap) else one.level


def versions(table: BrowserTable, kin: Kin) -> Iterator[Number]:
    """Each version of the table and forty above it; of Firefox the long-term ones with their repairs too."""
    newest = max(each.major for each in table.of(kin))
    for major in range(newest - 15, newest + 41):
        yield (major, 0)
    if kin is Kin.FIREFOX:
        yield from ((major, minor) for major in (115, 140, newest - 7, newest + 5) for minor in range(45))


@pytest.mark.parametrize("data", [OLD, NEW], ids=lambda data: data.day)
@pytest.mark.parametrize("maker", [Maker.CHROME, Maker.FIREFOX, Maker.SAFARI])
def test_a_browser_never_becomes_better_with_age(data: DataOf, maker: Maker) -> None:
    table = read_table(data)
    for version in versions(table, maker.kin):
        before = -1
        for today in DAYS:
            now = BETTER[level(table, maker, version, today)]
            assert now >= before, f"{maker} {version} became better on {today}"
            before = now


@pytest.mark.parametrize("data", [OLD, NEW], ids=lambda data: data.day)
@pytest.mark.parametrize("maker", [Maker.CHROME, Maker.FIREFOX])
def test_no_browser_that_is_frozen_for_a_year_is_good(data: DataOf, maker: Maker) -> None:
    table = read_table(data)
    for version in versions(table, maker.kin):
        there = table.not_released_before(maker.kin, version)
        for today in DAYS:
            if today - there >= timedelta(days=365):
                assert level(table, maker, version, today) is not Level.GOOD, f"{maker} {version} on {today}"


@pytest.mark.parametrize("data", [OLD, NEW], ids=lambda data: data.day)
@pytest.mark.parametrize("maker", [Maker.CHROME, Maker.FIREFOX])
def test_a_browser_of_the_days_of_the_table_is_old_a_year_later(data: DataOf, maker: Maker) -> None:
    table = read_table(data)
    newest = max(each.major for each in table.of(maker.kin))
    for major in range(newest - 5, newest + 2):
        for later in (370, 500, 1000, 3000):
            today = table.day + timedelta(days=later)
            assert level(table, maker, (major, 0), today) is Level.ACT, f"{maker} {major} on {today}"


@pytest.mark.parametrize("maker", [Maker.CHROME, Maker.FIREFOX])
def test_who_renews_it_is_told_so_for_as_long_as_the_table_holds(maker: Maker) -> None:
    """At the pace of today, one every two weeks: the newest version of each day."""
    table = read_table(NEW)
    last = max(table.of(maker.kin), key=lambda each: each.major)
    assert last.ends is not None
    for today in DAYS:
        if today - table.day <= timedelta(days=183):
            steps = max((today - last.ends).days // 14 + 1, 0)
            assert level(table, maker, (last.major + steps, 0), today) is Level.GOOD, today


def judged(seen: list[Seen], today: date) -> dict[Keyword, Level | None]:
    """What is said of each browser of a machine on a day, by the name of its maker."""
    system = Replay(Recording(Platform.WINDOWS, "0.1.0", {"now": f"{today.isoformat()}T09:00:00+00:00"}, {}))
    fact = browsers(seen, system, NEW)
    told: dict[Keyword, Level | None] = {}
    for browser in fact.found:
        said = judge_browsers(replace(fact, found=(browser,)))
        assert not isinstance(said, NotApplicable)
        (one,) = said
        told[browser.maker.value] = None if isinstance(one, Gap) else one.level
    return told


@pytest.mark.parametrize("maker", [Maker.CHROME, Maker.CHROMIUM, Maker.EDGE, Maker.BRAVE])
def test_a_newer_browser_of_the_same_numbers_never_makes_another_better(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = read_table(NEW)
    monkeypatch.setattr(
        "postigo_checks.updates.browsers.ages.read_table", lambda _data: table
    )  # read once, not 1,500 times
    for today in DAYS[::24]:
        for major in range(150, 200, 6):
            mine = Seen(maker, (major, 0))
            alone = BETTER[judged([mine], today)[maker.value]]
            for other in range(150, 215, 7):
                for witness in {Maker.CHROME, Maker.EDGE, Maker.FIREFOX} - {maker}:
                    beside = judged([mine, Seen(witness, (other, 0))], today)[maker.value]
                    assert BETTER[beside] >= alone, f"{maker} {major} beside {witness} {other} on {today}"


def test_a_newer_browser_beside_it_proves_that_one_is_old_without_any_table() -> None:
    """Ten versions came in between: twenty weeks at the quickest pace, however old our table is."""
    today = date(2029, 11, 29)
    told = judged([Seen(Maker.EDGE, (230, 0)), Seen(Maker.CHROME, (219, 0)), Seen(Maker.FIREFOX, (230, 0))], today)
    assert told == {Maker.EDGE.value: None, Maker.CHROME.value: Level.ACT, Maker.FIREFOX.value: None}


def test_a_long_term_firefox_is_not_old_beside_a_usual_one() -> None:
    seen = [Seen(Maker.FIREFOX, (153, 8, 0)), Seen(Maker.FIREFOX, (161, 0))]
    assert judged(seen, date(2026, 11, 29)) == {Maker.FIREFOX.value: Level.GOOD}


def test_the_day_on_which_a_version_was_there_proves_its_age() -> None:
    """It lay there a year ago, so its next one is nine months old at least. A clock that was wrong then proves nothing."""
    today = date(2028, 6, 1)
    for there, expected in ((date(2027, 5, 15), Level.ACT), (date(2026, 1, 1), None), (date(2028, 5, 1), None)):
        assert judged([Seen(Maker.CHROME, (168, 0), there)], today) == {Maker.CHROME.value: expected}, there


# --- systems ---------------------------------------------------------------------------------------------------------


def _linux(text: str) -> dict[str, Any]:
    return {"read /etc/os-release": text}


def _windows(build: int, edition: str, revision: int) -> dict[str, Any]:
    values = {"CurrentBuild": str(build), "EditionID": edition, "InstallationType": "Client", "UBR": revision}
    return {r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion": {"subkeys": [], "values": values}}


def _macos(version: str) -> dict[str, Any]:
    path, major = "/System/Library/CoreServices/SystemVersion.plist", int(version.partition(".")[0])
    build = f"{major - 1 if major > 15 else major + 9}A428"
    return {f"plist {path}": {"value": {"ProductVersion": version, "ProductBuildVersion": build}}}


LINUXES = [
    *(f'ID=fedora\nVERSION_ID={cycle}\nNAME="Fedora Linux"\n' for cycle in range(41, 52)),
    *(f'ID=ubuntu\nVERSION_ID="{year}.{month}"\n' for year in range(22, 31) for month in ("04", "10")),
    *(f'ID=debian\nVERSION_ID="{cycle}"\n' for cycle in range(10, 16)),
    *(f'ID=opensuse-leap\nVERSION_ID="{cycle}"\n' for cycle in ("42.3", "15.6", "16.0", "16.1", "16.2", "17.0")),
    *(f"ID=alpine\nVERSION_ID=3.{cycle}.1\n" for cycle in range(20, 30)),
    *(f'ID=linuxmint\nVERSION_ID="{cycle}"\nID_LIKE="ubuntu debian"\n' for cycle in ("20.3", "22.3", "22.4", "23")),
    *(f'ID=almalinux\nVERSION_ID="{cycle}.1"\nID_LIKE="rhel centos fedora"\n' for cycle in (7, 8, 9, 10, 11)),
    *(f'ID=bazzite\nVERSION_ID={cycle}\nID_LIKE="fedora"\n' for cycle in range(41, 48)),
    *(
        f'ID=zorin\nVERSION_ID="18"\nID_LIKE="ubuntu debian"\nUBUNTU_CODENAME={name}\n'
        for name in ("focal", "jammy", "noble", "resolute", "stonking", "unknown")
    ),
    *(
        f'ID=raspbian\nVERSION_ID="12"\nID_LIKE=debian\nVERSION_CODENAME={name}\n'
        for name in ("bullseye", "bookworm", "trixie", "forky")
    ),
]
WINDOWS = [
    *(_windows(19045, edition, 6400 + 97 * step) for edition in ("Core", "Education") for step in range(20)),
    *(
        _windows(build, edition, 9600)
        for build in (22631, 26100, 26200, 26220, 26300, 26400, 27800, 28000, 29600)
        for edition in ("Core", "ProfessionalSingleLanguage", "CloudEdition", "EnterpriseSN", "EducationN")
    ),
]
MACS = [_macos(f"{major}.1") for major in (*range(11, 16), *range(26, 33))]
MACHINES = [
    *((Platform.LINUX, _linux(text)) for text in LINUXES),
    *((Platform.WINDOWS, answers) for answers in WINDOWS),
    *((Platform.MACOS, answers) for answers in MACS),
]


def verdict(
    check: Check[Any], platform: Platform, answers: dict[str, Any], today: date, data: DataOf | PackData
) -> Verdict:
    recording = Recording(platform, "0.1.0", {**answers, "now": f"{today.isoformat()}T09:00:00+00:00"}, {})
    return run_check(check, Facts(Replay(recording)), data)


def test_a_system_never_becomes_better_with_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Months of six years. What is not out yet on a day (an Ubuntu of the future) is a test version until then."""
    table = read_support(NEW)
    monkeypatch.setattr(
        "postigo_checks.updates.supported.against_table.read_table", lambda _data: table
    )  # read once, not 12,000 times
    months = [date(2026, 11, 29) + timedelta(days=30 * step) for step in range(72)]
    tried = 0
    for platform, answers in MACHINES:
        before, out = -1, False
        for today in months:
            said = verdict(SUPPORTED, platform, answers, today, NEW)
            tried += 1
            assert "crashed" not in {gap.why.value for gap in said.gaps}, said.detail
            now = BETTER[said.level]
            if out or said.level is not None:
                assert now >= before, f"{answers} became better on {today}"
                before, out = now, True
    assert tried == len(MACHINES) * len(months)


@pytest.mark.parametrize("later", [400, 600, 1200])
def test_what_ended_before_the_table_was_made_is_bad_however_old_it_is(later: int) -> None:
    table = read_support(NEW)
    for release in table.of("fedora"):
        if release.ends is not None and release.ends < table.day_of("fedora"):
            text = f"ID=fedora\nVERSION_ID={release.cycle}\n"
            said = verdict(SUPPORTED, Platform.LINUX, _linux(text), table.day + timedelta(days=later), NEW)
            assert said.level is Level.ACT, release


@pytest.mark.parametrize("revision", range(6300, 6575, 9))
def test_no_windows_10_without_extended_updates_is_told_that_it_has_them(revision: int) -> None:
    said = verdict(SUPPORTED, Platform.WINDOWS, _windows(19045, "Core", revision), date(2026, 11, 29), NEW)
    assert said.level is Level.ACT
    assert said.findings[0].fixes[0] == "enrol"


@pytest.mark.parametrize("text", ["development", "experiment"])
def test_a_release_that_says_it_is_unfinished_is_not_judged(text: str) -> None:
    told = f"ID=ubuntu\nVERSION_ID=26.10\nRELEASE_TYPE={text}\n"
    assert verdict(SUPPORTED, Platform.LINUX, _linux(told), date(2026, 11, 29), NEW).level is None


# --- a bad row costs that row ----------------------------------------------------------------------------------------


class Spoilt:
    """The tables with one row spoilt."""

    def __init__(self, name: str, row: str, instead: str) -> None:
        self.name, self.row, self.instead = name, row, instead

    def read(self, name: str) -> bytes:
        content = NEW.read(name)
        if name != self.name:
            return content
        assert self.row.encode() in content
        return content.replace(self.row.encode(), self.instead.encode())


BAD_ROWS = [
    ("2025-10-28,2026-12-09", "2025-10-28,soon"),
    ("fedora,43,", "fedora,43,43,"),
    ("fedora,43,Fedora 43,,2025-10-28", "fedora,43,Fedora 43"),
    ("fedora,43,Fedora 43", "fedora,43,"),
    ("fedora,43,Fedora 43,,2025-10-28", "fedora,43,Fedora 43,,28.10.2025"),
]


@pytest.mark.parametrize(("row", "instead"), BAD_ROWS)
def test_a_bad_row_of_the_ends_costs_that_row_and_is_named(row: str, instead: str) -> None:
    table = read_support(Spoilt("os_support.csv", row, instead))
    whole = read_support(NEW)
    assert len(table.releases) == len(whole.releases) - 1
    (bad,) = table.bad
    assert bad.startswith("fedora,43")
    assert table.find("fedora", "44") == whole.find("fedora", "44")


def test_where_a_row_is_bad_nothing_is_newer_than_the_table() -> None:
    """It may be the very row that is looked for."""
    table = read_support(Spoilt("os_support.csv", "fedora,44,Fedora 44", "fedora,44,"))
    assert not table.is_newer("fedora", "45")
    assert table.is_newer("ubuntu", "27.04")
    assert not read_support(Spoilt("os_support.csv", "fedora,44,Fedora 44", ",,")).is_newer("ubuntu", "27.04")


@pytest.mark.parametrize("instead", ["chrome,x", "opera,155", "chrome,155,155"])
def test_a_bad_row_of_the_browsers_costs_that_row_and_is_named(instead: str) -> None:
    table = read_table(Spoilt("browsers.csv", "chrome,155", instead))
    (bad,) = table.bad
    assert bad.startswith(instead)
    assert table.age(Kin.CHROME, (155, 0)).by == date(2026, 10, 20)  # overtaken by the next one that there is
    assert table.age(Kin.CHROME, (154, 0)) == read_table(NEW).age(Kin.CHROME, (154, 0))


def test_the_bundled_tables_have_no_bad_row() -> None:
    for data in (PackData("postigo_checks"), OLD, NEW):
        assert not read_support(data).bad
        assert not read_table(data).bad
