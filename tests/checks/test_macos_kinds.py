"""Kinds of what a Mac may answer, held over all its recordings: a version that is not its own, an offer that lingers, a line more.

What a system says of itself to this program is not the machine; what a tool said and we understood is never improved by
what we did not understand, nor by another tool.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.model import Level, Verdict
from postigo.core.system import CaptureKind, DeviceUser, Platform
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.testing import Case, cases, replayed, verdict_digest
from postigo_checks import pack
from postigo_checks.capture.in_use import macos as macos_capture
from postigo_checks.capture.in_use.fact import Standing
from postigo_checks.common import known_programs
from postigo_checks.common.macos.filevault import FDESETUP
from postigo_checks.common.macos.version import SYSTEM_VERSION, release_of
from postigo_checks.common.user_accounts.macos import NUMBERS, SHELLS
from postigo_checks.network.wifi import macos as wifi_macos
from postigo_checks.network.wifi.fact import Lock
from postigo_checks.network.wifi.macos import MODES
from postigo_checks.strangers.remote_control.places import lands
from tests.support.mutations import WORD, better
from tests.tables import data_of

CHECKS = {check.id: check for check in pack.checks}
FOUND = list(cases(Path(__file__).parents[1] / "recordings"))
MACS = [case for case in FOUND if case.recording.platform is Platform.MACOS]
VERSION = f"plist {SYSTEM_VERSION}"
UPDATES = "plist /Library/Preferences/com.apple.SoftwareUpdate.plist"

Answers = dict[str, Any]
Record = Callable[[str, object], None]


def verdict(case: Case, answers: Answers) -> Verdict:
    """What the check of a recording says of the same machine with other answers."""
    recording = replace(case.recording, answers=answers)
    return replayed(CHECKS[case.check], recording, data_of(recording))[0]


def value(case: Case, question: str) -> dict[str, Any]:
    """The dictionary that a recording answers with; an empty one where it does not."""
    answer = case.recording.answers.get(question)
    said = answer.get("value") if isinstance(answer, dict) else None
    return said if isinstance(said, dict) else {}


def with_value(case: Case, **said: dict[str, Any]) -> Answers:
    """The answers of a recording with some dictionaries changed."""
    return {**case.recording.answers, **{question: {"value": changed} for question, changed in said.items()}}


# --- a version that is not the machine's -----------------------------------------------------------------------------


@pytest.mark.parametrize("told", ["16", "10.16"])
def test_a_version_for_older_programs_changes_nothing(told: str, record_property: Record) -> None:
    """The build is kept: the same verdict, or a gap."""
    wrong, tried = [], 0
    for case in MACS:
        plist = value(case, VERSION)
        number = plist.get("ProductVersion")
        if not number or not f"{number}.".startswith(f"{release_of(plist['ProductBuildVersion'])}."):
            continue  # which macOS it is cannot be told as it stands
        rest = number.partition(".")[2]
        old = f"{told}.{rest}" if rest and told == "16" else told
        after = verdict(case, with_value(case, **{VERSION: {**plist, "ProductVersion": old}}))
        tried += 1
        if verdict_digest(after) != verdict_digest(verdict(case, dict(case.recording.answers))) and not (
            after.level is None and after.gaps
        ):
            wrong.append(f"{case.name}: {old}: {verdict_digest(after)}")
    record_property("tries", tried)
    assert tried > 40
    assert not wrong, "\n".join(wrong)


def test_a_version_of_another_release_than_its_build_is_no_version() -> None:
    for case in MACS:
        plist = value(case, VERSION)
        if plist.get("ProductVersion"):
            after = verdict(case, with_value(case, **{VERSION: {**plist, "ProductVersion": "12.7"}}))
            assert after.level is None, case.name


# --- updates ---------------------------------------------------------------------------------------------------------

PENDING = [case for case in MACS if case.check == "update.os-pending" and value(case, UPDATES)]
OFFERS = [(case, offer) for case in PENDING for offer in value(case, UPDATES).get("RecommendedUpdates", [])]
KEY = re.compile(r"MSU_UPDATE_([0-9A-Za-z]+)_(?:patch|full)_([0-9.]+)(?:_\w+)?")
SAFARI = "plist /System/Cryptexes/App/System/Applications/Safari.app/Contents/version.plist"


def test_an_offer_that_is_installed_does_not_wait(record_property: Record) -> None:
    """macOS, a response or Safari of the very version: the list goes on naming them."""
    tried = 0
    for case, offer in OFFERS:
        only = {**value(case, UPDATES), "RecommendedUpdates": [offer], "FirstOfferDateDictionary": {}}
        shown = str(offer.get("Display Version", ""))
        key = KEY.fullmatch(offer.get("Product Key", ""))
        said: dict[str, dict[str, Any]] = {UPDATES: only}
        if key is not None and not re.fullmatch(r"\d+[A-Z]5\d{3}[a-z]", key[1]):
            letter = re.search(r"\(([a-z])\)", f"{shown} {offer.get('Display Name')}")
            version = {"ProductVersion": key[2], "ProductBuildVersion": key[1]}
            said[VERSION] = {**version, "ProductVersionExtra": letter[0]} if letter else version
        elif str(offer.get("Identifier", "")).startswith("Safari"):
            said[SAFARI] = {"CFBundleShortVersionString": shown}
        else:
            continue
        tried += 1
        after = verdict(case, with_value(case, **said))
        assert not [finding for finding in after.findings if finding.level > Level.NOTE], (case.name, offer)
        assert not [gap for gap in after.gaps if "all that decides" in gap.text.one], (case.name, offer)
    record_property("tries", tried)
    assert tried > 12


@pytest.mark.parametrize(
    "address",
    [
        "https://swscan.apple.com/content/catalogs/others/index-27seed-27-26-15.merged-1.sucatalog.gz",
        "https://swscan.apple.com/content/catalogs/others/index-26beta-26-15.merged-1.sucatalog",
        "https://updates.example.org/index-26customerSEED.sucatalog",
        "https://updates.example.org/index.sucatalog",
        7,
    ],
)
def test_a_catalogue_of_tests_or_of_somebody_else_makes_no_calm(address: object) -> None:
    for case in PENDING:
        after = verdict(case, with_value(case, **{UPDATES: {**value(case, UPDATES), "CatalogURL": address}}))
        assert all(finding.level > Level.GOOD for finding in after.findings) or after.gaps, case.name
        assert after.level is not Level.GOOD, case.name


# --- a line more -----------------------------------------------------------------------------------------------------

KNOWN_LINES = {
    FDESETUP[0]: (
        "FileVault is On.",
        "FileVault is Off.",
        "FileVault master keychain appears to be installed.",
        "Deferred enablement appears to be active for user 'ana'.",
        "Encryption in progress: Percent completed = 42",
        "Encryption in progress: Pending",
        "Decryption in progress: Percent completed = 25.0",
    )
}
"""Lines that facts know, beside those that stand in a recording."""


@dataclass(frozen=True)
class Fair:
    """Added lines after which a better verdict is right."""

    question: str
    line: str
    why: str


FAIR: tuple[Fair, ...] = ()


def is_text(answer: object) -> bool:
    """Whether a command answered in lines, and neither JSON nor a property list."""
    if not isinstance(answer, dict) or not isinstance(answer.get("out"), str):
        return False
    text = answer["out"].strip()
    if text.startswith("<?xml") or not text:
        return False
    try:
        json.loads(text)
    except ValueError:
        return True
    return False


def tool(question: str) -> str:
    """The program of a `run` question."""
    return PurePosixPath(question.split()[1]).name


TELLING = [case for case in FOUND if case.recording.platform in {Platform.MACOS, Platform.WINDOWS}]
LINES: dict[str, set[str]] = {name: set(lines) for name, lines in KNOWN_LINES.items()}
for _case in TELLING:
    for _question, _answer in _case.recording.answers.items():
        if _question.startswith("run ") and is_text(_answer):
            LINES.setdefault(tool(_question), set()).update(_answer["out"].splitlines())


def goods(check: str, platform: Platform) -> Iterator[Recording]:
    """The recordings of a check and platform of which all is well."""
    for case in TELLING:
        if case.check == check and case.recording.platform is platform:
            wanted = case.recording.verdicts[check]
            if isinstance(wanted, dict) and wanted.get("level") == "good":
                yield case.recording


@pytest.mark.parametrize("check", sorted({case.check for case in TELLING}))
def test_a_line_more_is_never_better(check: str, record_property: Record) -> None:
    """To what each command printed one line is added; what a recording does not answer, each good one answers."""
    tried, wrong = 0, []
    for case in TELLING:
        asked = [question for question, answer in case.recording.answers.items() if is_text(answer)]
        if case.check != check or not any(question.startswith("run ") for question in asked):
            continue
        fillings = {
            json.dumps({**good.answers, **case.recording.answers}, sort_keys=True)
            for good in goods(check, case.recording.platform)
        }
        for filled in [json.loads(text) for text in sorted(fillings)] or [dict(case.recording.answers)]:
            before = verdict(case, filled)
            for question in asked:
                said = filled[question]["out"]
                for line in sorted({*LINES[tool(question)], f"{WORD} {WORD}."} - {""}):
                    more = {**filled[question], "out": f"{said}{'' if said.endswith(chr(10)) else chr(10)}{line}\n"}
                    after = verdict(case, {**filled, question: more})
                    tried += 1
                    if better(before, after) and Fair(question, line, "") not in [replace(one, why="") for one in FAIR]:
                        wrong.append(
                            f"{case.name}: {question}: + {line!r}: {verdict_digest(before)} became {verdict_digest(after)}"
                        )
    record_property("tries", tried)
    assert not wrong, f"{len(wrong)} of {tried}:\n" + "\n".join(wrong[:40])


def test_the_exceptions_are_few() -> None:
    assert len(FAIR) <= 20


# --- where a program runs from ---------------------------------------------------------------------------------------

TRANSLOCATED = "/private/var/folders/xy/abc0000gn/T/AppTranslocation/00000000-1111-2222-3333-444444444444/d"
LANDING = ("~/Downloads", "/Users/ana/Downloads", "/Volumes/X", TRANSLOCATED, "/private/tmp")
OTHER_PLACES = (
    "/System/Volumes/Data/Users/ana/bin",
    "~/Desktop",
    "/Users/ana/Desktop",
    "~/Library/Caches",
    "/Volumes/X/Stuff",
)


def _standing(path: str, bundle: str) -> Standing:
    usual = path.removeprefix("/System/Volumes/Data")
    described = f"plist {usual.partition('.app/')[0]}.app/Contents/Info.plist"
    recording = Recording(Platform.MACOS, "", {described: {"value": {"CFBundleIdentifier": bundle}}}, {})
    table = known_programs.load(PackData(pack.package), Platform.MACOS)
    holder = DeviceUser("microphone", 7, "Programa", path=path)
    return macos_capture.user(Replay(recording), table, holder, CaptureKind.MICROPHONE).standing


@pytest.mark.parametrize("place", [*LANDING, *OTHER_PLACES])
def test_what_was_not_installed_is_never_in_its_place(place: str) -> None:
    table = known_programs.load(PackData(pack.package), Platform.MACOS)
    path = f"{place}/Programa.app/Contents/MacOS/Programa"
    for bundle in table.by_id:
        assert _standing(path, bundle) in {Standing.MISPLACED, Standing.LANDED, Standing.STRANGER}, bundle
    assert _standing(path, "org.example.programa") is (Standing.LANDED if place in LANDING else _standing(path, "x"))
    assert lands(path, Platform.MACOS), "remote control there was not installed"


def test_a_folder_of_the_system_is_not_known_by_its_beginning() -> None:
    """The disk of the people's files lies below /System too."""
    for path in (
        "/System/Volumes/Data/Users/ana/corespeechd",
        "/System/../Users/ana/corespeechd",
        "/Users/ana/corespeechd",
    ):
        assert _standing(path, "") is Standing.STRANGER, path
    assert _standing("/System/Volumes/Data/private/tmp/corespeechd", "") is Standing.LANDED
    assert _standing("/System/Library/PrivateFrameworks/CoreSpeech.framework/corespeechd", "") is Standing.SYSTEM
    assert lands("/System/Volumes/Data/Users/ana/Downloads/AnyDesk.app/Contents/MacOS/AnyDesk", Platform.MACOS)
    installed = "/System/Volumes/Data/Applications/zoom.us.app/Contents/MacOS/zoom.us"
    assert _standing(installed, "us.zoom.xos") is Standing.EXPECTED


def test_a_stranger_out_of_a_disk_image_landed_and_a_known_program_is_in_an_odd_place() -> None:
    for place in ("/Volumes/X", TRANSLOCATED):
        path = f"{place}/zoom.us.app/Contents/MacOS/zoom.us"
        assert _standing(path, "us.zoom.xos") is Standing.MISPLACED
        assert _standing(path, "org.example.zoom") is Standing.LANDED
    assert _standing("/Applications/zoom.us.app/Contents/MacOS/zoom.us", "us.zoom.xos") is Standing.EXPECTED


# --- words, and who is a person --------------------------------------------------------------------------------------


def _joined(mode: str | None, status: str = "connected") -> Verdict:
    network = {} if mode is None else {"spairport_current_network_information": {"spairport_security_mode": mode}}
    card = {"spairport_status_information": f"spairport_status_{status}", **network}
    told = json.dumps({"SPAirPortDataType": [{"spairport_airport_interfaces": [card]}]})
    case = next(case for case in MACS if case.check == "net.wifi")
    question = next(question for question in case.recording.answers if "SPAirPortDataType" in question)
    return verdict(case, {question: {"code": 0, "out": told, "err": ""}})


_LEVELS = {Lock.OPEN: Level.ADVISE, Lock.WEP: Level.ADVISE, Lock.WEAK: Level.ADVISE, Lock.GOOD: Level.GOOD, None: None}


@pytest.mark.parametrize("word", MODES)
def test_each_of_apples_words_for_a_lock_has_an_opinion(word: str) -> None:
    for prefix in ("s", ""):
        assert _joined(f"{prefix}pairport_security_mode_{word}").level is _LEVELS[MODES[word]]


@pytest.mark.parametrize("word", ["wpa4_personal", "wpa", "none2", "owe2", "8021", "", WORD.lower()])
def test_a_word_of_no_table_is_a_gap(word: str) -> None:
    assert _joined(f"spairport_security_mode_{word}").level is None


def test_each_state_of_a_card_has_an_opinion() -> None:
    in_none = {state: _joined(None, state).level for state in ("off", "inactive", "disassociated")}
    assert set(in_none.values()) == {Level.GOOD}
    assert _joined(None, "connected").level is None
    assert _joined(None, WORD.lower()).level is None
    assert len(wifi_macos._IN_NO_NETWORK) == len(in_none)


def test_services_without_an_underscore_change_no_verdict(record_property: Record) -> None:
    """Accounts whose shell is /usr/bin/false or nologin: whatever their names and numbers are, they are nobody's."""
    numbers, shells = f"run {' '.join(NUMBERS)}", f"run {' '.join(SHELLS)}"
    tried = 0
    for case in MACS:
        listed = case.recording.answers.get(numbers)
        if not isinstance(listed, dict) or listed.get("code") != 0:
            continue
        names = [line.split()[0] for line in listed["out"].splitlines() if line.split()]
        own = {name: "/bin/zsh" for name in names if not name.startswith("_") and name not in {"daemon", "nobody"}}
        said = "".join(f"{name} {own.get(name, '/usr/bin/false')}\n" for name in names)
        known = case.recording.answers.get(shells, {"code": 0, "err": "", "out": said})
        if known.get("code") != 0:
            continue
        added = {f"ci{one}": 30001 + one for one in range(5)} | {"macports": 502, "nixbld7": 30007}
        answers = {
            **case.recording.answers,
            numbers: {**listed, "out": listed["out"] + "".join(f"{name} {uid}\n" for name, uid in added.items())},
            shells: {**known, "out": known["out"] + "".join(f"{name} /usr/bin/false\n" for name in added)},
        }
        tried += 1
        assert verdict_digest(verdict(case, answers)) == verdict_digest(
            verdict(case, {**case.recording.answers, shells: known})
        ), case.name
    record_property("tries", tried)
    assert tried > 3
