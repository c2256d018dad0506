"""What holds for every recording of Windows: one thing in another spelling, or one place more, makes no verdict better.

Each test takes the recordings of some checks and changes in them what a real machine may have otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from postigo.api import CannotTell, Level, Platform, Unknown, Verdict
from postigo.audit.packs import PackData
from postigo.core.codec import encode
from postigo.core.report import verdict_digest
from postigo.system import remote_paths
from postigo.system.recording import Recording, call_key, load
from postigo.system.replay import Replay
from postigo.testing import replayed
from postigo.windows_calls.cameras import Camera, DeviceClass
from postigo.windows_calls.firewall import FIREWALL_RULES
from postigo_checks import pack
from postigo_checks.capture.in_use.windows_record import VERSION
from postigo_checks.common.cloud_folders.windows import DROPBOX, NEXTCLOUD
from postigo_checks.common.windows import short_names
from postigo_checks.common.windows.shares import FOLDERS as SHARES
from postigo_checks.strangers.discoverable.fact import GROUP

RECORDINGS = Path(__file__).parents[1] / "recordings"
CHECKS = {check.id: check for check in pack.checks}
DATA = PackData(pack.package)

Answers = dict[str, Any]


def recorded(*checks: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each recording of Windows of some checks: the check, a name to show, and the file."""
    for check in checks:
        for path in sorted((RECORDINGS / check).glob("windows-*.json")):
            yield check, f"{check}/{path.stem}", json.loads(path.read_bytes())


def changed(file: dict[str, Any], answers: Answers) -> Recording:
    """The recording with other answers."""
    return load(json.dumps({**file, "answers": answers}).encode())


def said(check: str, file: dict[str, Any], answers: Answers) -> Verdict:
    return replayed(CHECKS[check], changed(file, answers), DATA)[0]


def calm(verdict: Verdict) -> bool:
    return verdict.level is Level.GOOD


# --- another computer ------------------------------------------------------------------------------------------------

AWAY = (
    r"\\nas\fotos", r"\\?\UNC\nas\fotos", r"\??\UNC\nas\fotos", "//nas/fotos", r"//?/unc/nas/fotos", r" \\nas\fotos",
    r"FileSystem::\\nas\fotos", r"Microsoft.PowerShell.Core\FileSystem::\\nas\fotos", r"\\?\GLOBALROOT\Device\Mup\nas\fotos",
    r"\\localhost\C$\Users", r"\\nas\fotos\a.jpg::$DATA", r"\\?\UNC\nas\fotos::$DATA", r"\\?\Global\UNC\nas\fotos",
)  # fmt: skip
HERE = (
    r"C:\Users\ana\Pictures", r"\\?\C:\Users\ana\Pictures", r"\??\C:\Users\ana", "c:/users/ana/pictures", r"D:\fotos",
    r"\\?\Volume{1b3b1146-4076-11e1-84aa-806e6f6e6963}\fotos", r"C:\Users\ana\l’Albert", "",
)  # fmt: skip


ASKING = (
    r"(Get-Acl -LiteralPath '\\nas\fotos').Sddl", r'Test-Path "\\nas\fotos"', r"Test-Path '\\?\UNC\nas\fotos'",
    "Get-Item '//nas/fotos'",
    r"Get-Item 'FileSystem::\\nas\fotos'", "Get-CimInstance Win32_BIOS -ComputerName $name", "Get-Process -CimSession $name",
)  # fmt: skip
NOBODY = Replay(Recording(Platform.WINDOWS, "0", {}, {}, kind="documented", source="a machine that answers nothing"))


@pytest.mark.parametrize("path", AWAY)
def test_no_question_leaves_the_machine(path: str) -> None:
    assert remote_paths.names_another(path)
    with pytest.raises(CannotTell) as refused:
        NOBODY.powershell("(Get-Acl -LiteralPath $folder).Sddl", folder=path)
    assert refused.value.why is Unknown.DENIED


@pytest.mark.parametrize("expression", ASKING)
def test_an_expression_of_ours_that_asks_another_computer_is_a_fault(expression: str) -> None:
    with pytest.raises(ValueError, match="leaves this machine"):
        NOBODY.powershell(expression)


@pytest.mark.parametrize("path", HERE)
def test_a_path_of_this_machine_is_asked_about(path: str) -> None:
    assert not remote_paths.names_another(path)
    remote_paths.refuse(path)


# --- Windows' record of uses -----------------------------------------------------------------------------------------

USES = ("camera.in-use", "camera.microphone", "camera.recent-use")


def shortened(path: str) -> str:
    """A path as Windows writes it in short names."""
    return "\\".join(_short(part, n) for n, part in enumerate(path.split("\\")))


def _short(part: str, place: int) -> str:
    stem, dot, end = part.rpartition(".") if "." in part else (part, "", "")
    stem = re.sub(r"[ .]", "", stem)
    if place == 0 or (len(stem) <= 8 and len(end) <= 3 and " " not in part):
        return part
    return f"{stem[:6]}~1{dot}{end[:3]}".upper()


SPELLINGS = {
    "long": lambda path: path,
    "short": shortened,
    "marked": lambda path: "\\\\?\\" + path,
    "capitals": str.upper,
}
STOPS = {"zero": 0, "before its start": 132_000_000_000_000_000}


def _open_ones() -> Iterator[Any]:
    """Each desktop program of the recordings that is noted as using a device, runs, and ran before."""
    for check, name, file in recorded("camera.in-use", "camera.microphone"):
        running = {p["path"] for p in file["answers"].get("processes", ()) if isinstance(p, dict) and p.get("path")}
        for question, answer in file["answers"].items():
            leaf = question.rpartition("\\NonPackaged\\")[2].replace("#", "\\")
            noted = isinstance(answer, dict) and answer.get("values", {}).get("LastUsedTimeStop", 1) == 0
            if noted and leaf in running and '"in-use' in json.dumps(file["verdicts"]):
                yield pytest.param(check, file, leaf, id=f"{name}-{PureWindowsPath(leaf).name}")


OPEN = list(_open_ones())


def test_there_are_enough_of_them() -> None:
    assert len(OPEN) >= 15


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize(("check", "file", "leaf"), OPEN)
def test_a_use_that_goes_on_is_one_in_every_spelling(
    check: str, file: dict[str, Any], leaf: str, stop: str, spelling: str
) -> None:
    old, new = leaf.replace("\\", "#"), SPELLINGS[spelling](leaf).replace("\\", "#")
    answers = json.loads(json.dumps(file["answers"]).replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))
    for question, answer in answers.items():
        if question.endswith(f"\\{new}"):
            answer["values"]["LastUsedTimeStop"] = STOPS[stop]
    before, after = said(check, file, file["answers"]), said(check, file, answers)
    assert not calm(after)
    assert (after.level or Level.ACT) >= (before.level or Level.NOTE)


@pytest.mark.parametrize("build", ["26220", "26300", "28000", "30000"])
def test_the_record_alone_is_never_good_on_the_newest_builds(build: str) -> None:
    tried = 0
    for check, name, file in recorded(*USES):
        answers = {**file["answers"], f"registry {VERSION}": {"values": {"CurrentBuildNumber": build}}}
        verdict = said(check, file, answers)
        assert verdict.gaps, name
        assert verdict.level not in {Level.GOOD, Level.NOTE}, name
        tried += 1
    assert tried > 80


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("PROGRA~1", "Program Files"), ("PROGRA~2", "Program Files (x86)"), ("ICACLI~1", "ICA Client"),
        ("HDXRTC~1.EXE", "HdxRtcEngine.exe"), ("MI1F3C~1", "Microsoft Office"), ("DESCAR~1", "Descargas"),
        ("IM_GEN~1", "Imágenes"), ("A_B~1", "a+b"), ("THISIS~1.TEX", "this.is.a.long.text"),
    ],
)  # fmt: skip
def test_a_short_name_may_be_its_long_one(short: str, long: str) -> None:
    assert short_names.may_be(short, long)
    assert short_names.may_be(long.upper(), short.lower())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("PROGRA~1", "Archivos"), ("PROGRA~1", "Prog"), ("ZOOM~1.EXE", "zoom.dll"), ("PROGRA~1", "PROGRA~2"), ("a~b", "abc"),
        ("PROGRA~1.EXE", "Program Files"), ("~1", "a"), ("Program Files", "Program Data"),
    ],
)  # fmt: skip
def test_another_name_is_not(short: str, long: str) -> None:
    assert not short_names.may_be(short, long)


# --- network discovery -----------------------------------------------------------------------------------------------

RULES = call_key(FIREWALL_RULES.name, {"group": GROUP})
BOUND = ("TTK2_27=UPnP", "TTK=Teredo", "TTK2_22=IPHTTPS", "AppPkgId=S-1-15-2-1", "Algo=1", "Security2_9=An-NoEncap")


@pytest.mark.parametrize("field", BOUND)
def test_a_rule_that_is_bound_to_something_shows_nothing(field: str) -> None:
    tried = 0
    for check, name, file in recorded("info.discoverable"):
        if "hidden: good" not in file["verdicts"][check]["findings"]:
            continue
        answers = json.loads(json.dumps(file["answers"]))
        rules = answers.get(RULES)
        if isinstance(rules, list) and rules:
            open_ = "v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=17|Profile=Public|App=System|Name=x"
            rules.append(f"{open_}|EmbedCtxt={GROUP}|{field}|")
        found = verdict_digest(said(check, file, answers))["findings"]
        assert "public-visible: advise" not in found, name
        tried += 1
    assert tried >= 5


def test_a_list_of_rules_that_is_not_whole_is_never_good() -> None:
    for check, name, file in recorded("info.discoverable"):
        for profile in ("Public", "Private"):
            answers = json.loads(json.dumps(file["answers"])) | {"call bluetooth-visible": "no-radio"}
            if isinstance(answers[RULES], list):
                answers[RULES] = [rule for rule in answers[RULES] if f"|Profile={profile}|" not in rule]
            assert "hidden: good" not in verdict_digest(said(check, file, answers))["findings"], (name, profile)


# --- folders and clouds ----------------------------------------------------------------------------------------------

PLACES = ("image.folders", "image.photo-sync", "image.screenshot-sync")


@pytest.mark.parametrize("place", [r"%FOTOS%\a", "", None, "Pictures", "x" * 100_000, "C:", "~\\Pictures"])
def test_a_folder_without_a_whole_path_is_a_gap(place: str | None) -> None:
    for check, name, file in recorded(*PLACES):
        known = file["answers"].get("call known-folders", {})
        if "pictures" in known:
            moved = {**known, "pictures": place, "screenshots": place}
            verdict = said(check, file, {**file["answers"], "call known-folders": moved})
            assert verdict.gaps, (name, place)
            assert not verdict.detail.startswith(("TypeError", "RecursionError")), verdict.detail


def test_a_windows_without_a_place_for_screenshots_has_them_below_the_pictures() -> None:
    tried = 0
    for check, name, file in recorded(*PLACES):
        known = file["answers"].get("call known-folders", {})
        if known.get("screenshots") == f"{known.get('pictures')}\\Screenshots":
            answers = {**file["answers"], "call known-folders": {**known, "screenshots": None}}
            assert verdict_digest(said(check, file, answers)) == verdict_digest(said(check, file, file["answers"])), (
                name
            )
            tried += 1
    assert tried >= 20


NEXTCLOUD_FILE = (
    "[General]\n[Accounts]\n0\\Folders\\1\\localPath=C:/Users/ana/Pictures/\n0\\Folders\\1\\virtualFilesMode=off\n"
)
DROPBOX_FILE = json.dumps({"personal": {"path": r"C:\Users\ana\Pictures", "host": 1}})


@pytest.mark.parametrize(
    ("path", "content"),
    [
        *((path, NEXTCLOUD_FILE) for places in NEXTCLOUD.values() for path in places),
        *((path, DROPBOX_FILE) for path in DROPBOX),
    ],
)
def test_a_cloud_that_another_platform_knows_copies_here_too(path: str, content: str) -> None:
    for check in ("image.photo-sync", "image.screenshot-sync"):
        file = json.loads((RECORDINGS / check / "windows-good.json").read_bytes())
        answers = {
            **file["answers"],
            f"read {path}": content,
        }
        assert [finding.code for finding in said(check, file, answers).findings] == ["copied"]


ENTRA = "S-1-12-1-{0}111-222-333-444"


def test_a_person_of_a_cloud_is_a_person() -> None:
    tried = 0
    for _, name, file in recorded("image.folders"):
        people = sorted(set(re.findall(r"S-1-5-21-\d+-\d+-\d+-1\d\d\d", json.dumps(file["answers"]))))
        for swapped in ([*people], people[:1], people[1:]):
            text = json.dumps(file["answers"])
            for n, person in enumerate(swapped):
                text = text.replace(person, ENTRA.format(n))
            answers = json.loads(text)
            assert verdict_digest(said("image.folders", file, answers)) == verdict_digest(
                said("image.folders", file, file["answers"])
            ), name
            tried += 1
    assert tried >= 60


@pytest.mark.parametrize("shared", ["C:\\Users", "C:\\", "C:\\Users\\ana", "C:\\Users\\ana\\Pictures"])
def test_a_share_above_a_closed_folder_is_no_access(shared: str) -> None:
    tried = 0
    for _, name, file in recorded("image.folders"):
        if file["verdicts"]["image.folders"]["findings"] != ["closed: good"]:
            continue
        one = ["CSCFlags=0", f"Path={shared}", "Remark=", "ShareName=Algo", "Type=0"]
        answers = {**file["answers"], f"registry {SHARES}": {"values": {"Algo": one}}}
        assert verdict_digest(said("image.folders", file, answers)) == verdict_digest(
            said("image.folders", file, file["answers"])
        ), name
        tried += 1
    assert tried >= 6


# --- devices ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("driver", ["xyz5", "SPUVCbv", "LVUVC64", "usbvideo", "WUDFRd", "Algo"])
@pytest.mark.parametrize(
    "name", ["USB 2.0 Device", "HD Webcam", "Cámara integrada", "ET-2820", "Windows Virtual Camera"]
)
def test_a_device_of_class_image_is_never_nothing(name: str, driver: str) -> None:
    tried = 0
    for check, shown, file in recorded("camera.devices"):
        value = file["answers"]["call cameras"]
        if not isinstance(value, list):
            continue
        one = encode(Camera(name, "USB\\VID_0000", DeviceClass.IMAGE, driver), tag=False)
        verdict = said(check, file, {**file["answers"], "call cameras": [*value, one]})
        assert not calm(verdict), shown
        assert any("camera" in finding.code for finding in verdict.findings), shown
        tried += 1
    assert tried >= 8


def test_every_recording_here_is_of_windows() -> None:
    assert all(file["platform"] == Platform.WINDOWS.value for _, _, file in recorded(*USES, *PLACES))
