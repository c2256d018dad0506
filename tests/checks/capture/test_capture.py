"""What the recordings cannot say of the camera and microphone checks: the rules of names and places, and the formats."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from postigo.api import CannotTell, CaptureKind, Finding, Json, Level, Platform, Unknown
from postigo.audit.packs import PackData
from postigo_checks.capture.app_permissions.linux import has_every_device
from postigo_checks.capture.in_use import pipewire, windows, windows_record
from postigo_checks.capture.in_use.fact import DeviceUse, Standing, User, program_user, vouched_user
from postigo_checks.capture.in_use.judge import judge_use
from postigo_checks.capture.in_use.words import CAMERA
from postigo_checks.capture.permissions.linux import allowed_in
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import EXPECTED, Kind, Where, basename, load, where
from postigo_checks.common.linux.keyfile import keyfile

DATA = PackData("postigo_checks")


@pytest.mark.parametrize(
    ("platform", "path", "place"),
    [
        (Platform.LINUX, "/usr/lib/firefox/firefox-bin", Where.INSTALLED),
        (Platform.LINUX, "/snap/firefox/3779/usr/lib/firefox/firefox", Where.INSTALLED),
        (Platform.LINUX, "/app/extra/zoom/zoom", Where.INSTALLED),
        (Platform.LINUX, "/nix/store/abc-firefox-140/lib/firefox/firefox", Where.INSTALLED),
        (Platform.LINUX, "~/firefox/firefox", Where.ELSEWHERE),
        (Platform.LINUX, "~/Descargas/zoom", Where.LANDING),
        (Platform.LINUX, "~/Téléchargements/zoom", Where.LANDING),
        (Platform.LINUX, "/tmp/zoom", Where.LANDING),  # noqa: S108 - a name to recognise
        (Platform.LINUX, "/var/tmp/zoom", Where.LANDING),  # noqa: S108 - a name to recognise
        (Platform.LINUX, "/dev/shm/zoom", Where.LANDING),  # noqa: S108 - a name to recognise
        (Platform.LINUX, "/run/user/1000/zoom", Where.LANDING),
        (Platform.LINUX, "/tmp/.mount_SignalAbc/signal-desktop", Where.ELSEWHERE),  # noqa: S108 - a name to recognise
        (Platform.LINUX, "/usr-mine/firefox", Where.ELSEWHERE),
        (Platform.WINDOWS, r"C:\Program Files\Mozilla Firefox\firefox.exe", Where.INSTALLED),
        (Platform.WINDOWS, r"\\?\c:\program files (x86)\Zoom\zoom.exe", Where.INSTALLED),
        (Platform.WINDOWS, r"D:\Windows\Temp\zoom.exe", Where.LANDING),
        (Platform.WINDOWS, r"C:\Users\ana\AppData\Local\Temp\7z\zoom.exe", Where.LANDING),
        (Platform.WINDOWS, r"C:\Users\Public\zoom.exe", Where.LANDING),
        (Platform.WINDOWS, r"C:\Program Files Mine\zoom.exe", Where.ELSEWHERE),
        (Platform.WINDOWS, r"C:\Users\ana\AppData\Roaming\Zoom\bin\Zoom.exe", Where.ELSEWHERE),
    ],
)
def test_a_folder_tells_who_could_have_put_a_program_there(platform: Platform, path: str, place: Where) -> None:
    assert where(path, platform) is place


@pytest.mark.parametrize(
    ("platform", "path", "stands"),
    [
        (Platform.WINDOWS, r"C:\Users\ana\AppData\Roaming\Zoom\bin\Zoom.exe", Standing.EXPECTED),
        (Platform.WINDOWS, r"C:\Users\ana\AppData\Roaming\Zoom\Zoom.exe", Standing.MISPLACED),
        (Platform.WINDOWS, r"C:\Users\ana\AppData\Roaming\Discord\chrome.exe", Standing.MISPLACED),
        (Platform.WINDOWS, r"C:\Users\ana\Downloads\Zoom.exe", Standing.LANDED),
        (Platform.WINDOWS, r"C:\Program Files\Zoom\ZOOM.EXE", Standing.EXPECTED),
        (Platform.LINUX, "/usr/bin/ffmpeg", Standing.STRANGER),
        (Platform.LINUX, "/usr/bin/pipewire", Standing.STRANGER),  # as a program of its own, not as a go-between
        (Platform.LINUX, "/opt/zoom/zoom (deleted)", Standing.EXPECTED),
    ],
)
def test_a_known_name_counts_only_in_its_place(platform: Platform, path: str, stands: Standing) -> None:
    assert program_user(load(DATA, platform), CaptureKind.CAMERA, "whatever it says", path).standing is stands


def test_the_name_that_a_process_gives_itself_does_not_count() -> None:
    user = program_user(load(DATA, Platform.LINUX), CaptureKind.CAMERA, "firefox", "/opt/espejo/espejo")
    assert (user.program, user.standing) == ("espejo", Standing.STRANGER)


def test_a_program_that_only_records_sound_is_expected_on_no_camera() -> None:
    table = load(DATA, Platform.LINUX)
    assert program_user(table, CaptureKind.MICROPHONE, "", "/usr/bin/audacity").standing is Standing.EXPECTED
    assert program_user(table, CaptureKind.CAMERA, "", "/usr/bin/audacity").standing is Standing.STRANGER
    assert vouched_user(table, CaptureKind.CAMERA, "org.audacityteam.Audacity").standing is Standing.STRANGER


@pytest.mark.parametrize(
    ("path", "own", "shown"),
    [
        ("/home/otra/espejo", True, True),
        ("/home/otra/espejo", False, False),
        ("/srv/casas/otra/espejo", False, False),
        (r"C:\Users\otra\espejo.exe", False, False),
        ("/usr/bin/espejo", False, True),
        (r"C:\Program Files\Espejo\espejo.exe", False, True),
    ],
)
def test_the_folder_of_another_accounts_program_is_not_told(path: str, *, own: bool, shown: bool) -> None:
    user = User("espejo", Standing.STRANGER, path, own=own)
    said = judge_use(DeviceUse(here=True, users=(user,)), CAMERA, Level.ACT, ())
    assert isinstance(said, list)
    finding = said[0]
    assert isinstance(finding, Finding)
    assert ("path" in finding.evidence, "account" in finding.evidence) == (shown, not own)


@pytest.mark.parametrize("platform", list(Platform))
def test_no_name_in_the_table_stands_for_two_programs(platform: Platform) -> None:
    lines = json.loads(DATA.read("known_programs.json"))["programs"]
    fields = [platform.value, *known_programs._IDS[platform]]
    for field in dict.fromkeys(fields):
        names = [name.casefold() for line in lines for name in line.get(field, ())]
        assert len(names) == len(set(names)), f"{field}: {sorted(name for name in names if names.count(name) > 1)}"


def test_the_table_has_no_tool_without_a_window() -> None:
    for platform in (Platform.LINUX, Platform.WINDOWS):
        table = load(DATA, platform)
        for tool in (
            "ffmpeg",
            "ffmpeg.exe",
            "gst-launch-1.0",
            "fswebcam",
            "motion",
            "python3",
            "anydesk.exe",
            "svchost.exe",
        ):
            assert table.exe(tool) is None
    assert Kind.GO_BETWEEN not in EXPECTED[CaptureKind.CAMERA] | EXPECTED[CaptureKind.MICROPHONE]


def test_a_damaged_table_is_said_and_makes_nobody_known() -> None:
    class Damaged:
        def read(self, name: str) -> bytes:
            return f'{{"{name}": 1'.encode()

    with pytest.raises(CannotTell) as told:
        load(Damaged(), Platform.LINUX)
    assert told.value.why is Unknown.UNREADABLE


@pytest.mark.parametrize("path", [r"C:\a\b.exe", "/a/b.exe", "b.exe", "~/b.exe (deleted)"])
def test_the_file_name_is_found_whichever_way_the_slashes_lean(path: str) -> None:
    assert basename(path) == "b.exe"


# --- Windows' record -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stored", [116444736000000000, (116444736000000000).to_bytes(8, "little"), "116444736000000000"]
)
def test_a_time_is_read_however_it_was_stored(stored: int | bytes | str) -> None:
    steps = windows_record.filetime({"LastUsedTimeStart": stored}, "LastUsedTimeStart")
    assert steps is not None
    assert windows_record.moment(steps) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("stored", [b"\x00\x01", "", "-1", "ayer", -1, 1 << 62, ("1",), "٣"])
def test_a_time_that_is_none_is_never_zero(stored: int | bytes | str | tuple[str, ...]) -> None:
    with pytest.raises(CannotTell):
        windows_record.filetime({"LastUsedTimeStop": stored}, "LastUsedTimeStop")
    assert windows_record.filetime({}, "LastUsedTimeStop") is None


@pytest.mark.parametrize(
    ("path", "family"),
    [
        (r"C:\Program Files\WindowsApps\MSTeams_25290.205_x64__8wekyb3d8bbwe\ms-teams.exe", "msteams_8wekyb3d8bbwe"),
        (r"C:\Windows\SystemApps\Microsoft.BioEnrollment_cw5n1h2txyewy\x.exe", "microsoft.bioenrollment_cw5n1h2txyewy"),
        (r"C:\Program Files\Zoom\Zoom.exe", ""),
    ],
)
def test_a_package_family_is_read_from_the_folder_of_its_program(path: str, family: str) -> None:
    assert windows.family(path) == family


# --- PipeWire --------------------------------------------------------------------------------------------------------

CORE = {"id": 0, "type": "PipeWire:Interface:Core", "info": {"props": {}}}


def _node(number: int, **props: object) -> dict[str, object]:
    return {"id": number, "type": "PipeWire:Interface:Node", "info": {"props": props}}


def test_only_what_flows_from_a_camera_is_a_use_of_it() -> None:
    links = [
        {"id": n, "type": "PipeWire:Interface:Link", "info": {"output-node-id": a, "input-node-id": b, "state": state}}
        for n, a, b, state in ((20, 1, 5, "active"), (21, 1, 6, "paused"), (22, 2, 7, "active"), (23, 3, 8, "active"))
    ]
    nodes = [
        _node(1, **{"media.class": "Video/Source", "media.role": "Camera"}),
        _node(2, **{"media.class": "Video/Source", "media.role": "Screen"}),
        _node(3, **{"media.class": "Audio/Sink"}),
        *(_node(number, **{"client.id": str(number + 100)}) for number in (5, 6, 7, 8)),
    ]
    graph = pipewire.parse(json.dumps([CORE, *nodes, *links]), CaptureKind.CAMERA)
    assert (graph.sources, len(graph.listeners)) == (1, 1)
    assert pipewire.parse(json.dumps([CORE, *nodes, *links]), CaptureKind.MICROPHONE).listeners == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[1, 2]",
        json.dumps([CORE, {"id": 1, "type": "PipeWire:Interface:Node", "info": None}]),
        json.dumps([CORE, {"id": 1, "type": "PipeWire:Interface:Link", "info": {"output-node-id": 1}}]),
        json.dumps([CORE, {"id": "1", "type": "PipeWire:Interface:Client", "info": {"props": {}}}]),
        "[" * 100_000,
    ],
)
def test_a_graph_that_makes_no_sense_is_not_an_empty_one(text: str) -> None:
    with pytest.raises(CannotTell) as told:
        pipewire.parse(text, CaptureKind.CAMERA)
    assert told.value.why is Unknown.UNREADABLE


# --- sandboxes -------------------------------------------------------------------------------------------------------


def test_the_last_layer_decides_about_every_device() -> None:
    def layer(devices: str) -> dict[str, dict[str, str]]:
        return keyfile(f"[Context]\ndevices={devices}\n".encode(), "a file")

    assert has_every_device([layer("dri;all;")])
    assert not has_every_device([layer("dri;")])
    assert not has_every_device([layer("all;"), layer("!all;")])
    assert has_every_device([layer("all;"), layer("!all;"), layer("all;")])
    assert has_every_device([layer("all;"), layer("!dri;"), {}])
    assert has_every_device([layer("all;"), layer("!all;all;if:all:has-input-device;")])


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name=x\n", b"[Application]\nname\n", b"{}"])
def test_a_key_file_that_is_none_is_unreadable(content: bytes) -> None:
    with pytest.raises(CannotTell):
        keyfile(content, "a file")


def test_the_portal_names_who_was_allowed_and_nobody_else() -> None:
    assert allowed_in([{"": ["yes"], "a.b.C": ["yes"], "d.e.F": ["no"], "g.h.I": ["ask"], "j.k.L": []}, 0]) == (
        "a.b.C",
    )
    nonsenses: list[Json] = [None, [], [{}], [{"a": "yes"}, 0], ["a", 0], 7]
    for nonsense in nonsenses:
        with pytest.raises(CannotTell):
            allowed_in(nonsense)
