"""Reading of one report among many: what is no report that counts is named with its reason, and stops nothing."""

from __future__ import annotations

import json
import os
import socket
import string
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.fleet import schema, wording
from postigo.fleet.fold import summarise
from postigo.fleet.folder import Folder
from postigo.fleet.reading import LONGEST, LeftOut, gathered, read
from postigo.fleet.rows import Origin
from postigo.fleet.states import Left, State
from postigo.fleet.summary import Omitted, Which
from postigo.reports import json_, jsonl
from postigo.reports.integrity import fingerprint, sealed
from postigo.reports.published import schema as published
from postigo.words import Words
from tests.fleet.reports import document, write
from tests.support.places import needs

TODAY = date(2026, 11, 30)
GOOD = document({"update.auto": "good"})
GOLDEN = Path(__file__).parent.parent / "golden" / "report"


def why(content: bytes) -> Left | None:
    try:
        gathered(read(content, TODAY), Origin("", ""), "", "")
    except LeftOut as left:
        return left.why
    return None


def changed(**more: Any) -> bytes:
    """A report with other properties, and a fingerprint that fits."""
    return json_.render(document({"update.auto": "good"}, **more))


def of_result(**more: Any) -> bytes:
    return changed(results=[GOOD["results"][0] | more])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (json_.render(GOOD), None),
        (b"\xef\xbb\xbf" + json_.render(GOOD), None),  # an editor's mark
        (jsonl.render(GOOD), None),
        (changed(mood={"of": ["tomorrow", 1.5, None]}), None),  # what a younger one added within version 1
        (b"", Left.NOT_JSON),
        (b"<html>postigo " + b"a" * 64, Left.NOT_JSON),
        (b"=cmd|' /C calc'!A0", Left.NOT_JSON),
        (b"\x00\xff\xfe", Left.NOT_JSON),
        (b"[" * 100_000, Left.NOT_OURS),
        (json_.render(GOOD)[:-40], Left.CUT),
        (b"{}", Left.NOT_OURS),
        (b"[1, 2]", Left.NOT_OURS),
        (b'{"schema": "postigo.diff/1"}', Left.NOT_OURS),
        (b" " * (LONGEST + 1), Left.TOO_LARGE),
        (changed(schema="postigo.report/2"), Left.NEWER),
        (json_.render(GOOD | {"integrity": {"method": "SHA-512", "sha256": "0"}}), Left.NEWER),
        (json_.render(GOOD | {"level": "full"}), Left.EDITED),
        (json_.render(GOOD).replace(b'"level": "good"', b'"level": "act", "level": "good"', 1), Left.EDITED),
        (json_.render({name: one for name, one in GOOD.items() if name != "integrity"}), Left.UNMARKED),
        (changed(results=[]).replace(b'"results": []', b'"results": {}'), Left.EDITED),
        (changed(results={}), Left.MISFIT),
        (of_result(level="critical"), Left.MISFIT),
        (of_result(level="act"), Left.MISFIT),  # its findings are good
        (of_result(check="../../etc/passwd"), Left.MISFIT),
        (of_result(tip=7), Left.MISFIT),
        (of_result(tip=True), Left.MISFIT),
        (changed(results=GOOD["results"] * 2), Left.MISFIT),
        (changed(not_here=[{"check": "update.auto", "text": "None."}]), Left.MISFIT),
        (changed(to_do=document({"update.auto": "act"})["to_do"]), Left.MISFIT),
        (changed(began="2026-02-31T08:00:00Z"), Left.MISFIT),
        (changed(began="1970-01-01T00:00:10Z"), Left.CLOCK),
        (changed(began="2026-12-24T00:00:10Z"), Left.CLOCK),
        (changed(device=GOOD["device"] | {"remembered": True}), Left.REMEMBERED),
        (changed(label="x" * 101), Left.MISFIT),
    ],
)
def test_what_does_not_count_is_left_out_for_a_reason(content: bytes, reason: Left | None) -> None:
    assert why(content) is reason


@pytest.mark.parametrize("name", ["1-share.json", "1-internal.jsonl", "younger.json"])
def test_reports_of_every_version_that_was_are_recognised(name: str) -> None:
    """The remembered reports are of recordings, and one is of a version that is not there yet."""
    assert why((GOLDEN / name).read_bytes()) in {Left.REMEMBERED, Left.NEWER, None}


def test_the_fast_fingerprint_is_the_exact_one() -> None:
    strange = document({"update.auto": "good"}, notes='\x01 \x1f \x7f " \\ / ñ \u2028 😀 \t', label="Aula «3» & \u00ff")
    assert strange["integrity"]["sha256"] == fingerprint(strange)
    assert why(json_.render(strange)) is None


@settings(max_examples=15)
@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**53) + 1, 2**53 - 1)
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        ),
    )
)
def test_what_anybody_adds_is_in_the_fingerprint(more: dict[str, Any]) -> None:
    said = sealed(GOOD | {f"x-{name}": one for name, one in more.items()})
    assert why(json.dumps(said).encode()) is None
    assert why(json.dumps(said | {"x-": "another", "lang": "es"}).encode()) is Left.EDITED


@given(st.binary(max_size=200))
def test_random_bytes_are_left_out(content: bytes) -> None:
    assert why(content) is not None


@given(st.integers(0, len(json_.render(GOOD)) - 1), st.binary(min_size=1, max_size=3))
def test_a_report_with_bytes_changed_never_counts_as_another(at: int, put: bytes) -> None:
    whole = json_.render(GOOD)
    broken = whole[:at] + put + whole[at + len(put) :]
    try:
        known = read(broken, TODAY)
    except LeftOut:
        return
    assert known.report == read(whole, TODAY).report  # spaces, or the same letters


def test_every_property_that_is_counted_is_as_the_schema_says() -> None:
    """Struct by struct: names, and which values there are."""
    rules = published()
    of = {schema.Report: rules, schema.Result: rules["$defs"]["result"], schema.Finding: rules["$defs"]["finding"]}
    of |= {schema.Thing: rules["$defs"]["to_do"]["items"], schema.Window: rules["$defs"]["shutters"]["items"]}
    of |= {schema.Pack: rules["$defs"]["packs"]["items"], schema.Device: rules["$defs"]["device"]}
    of |= {schema.Gap: rules["$defs"]["result"]["properties"]["gaps"]["items"], schema.Aside: rules["$defs"]["aside"]}
    of |= {schema.NotHere: rules["$defs"]["not_here"]}
    for kind, rule in of.items():
        assert set(kind.__struct_fields__) <= rule["properties"].keys(), kind
    assert set(get_args(schema.Level)) == set(rules["$defs"]["level"]["enum"])
    assert set(get_args(schema.Shutter)) == set(of[schema.Window]["properties"]["state"]["enum"])
    assert set(get_args(schema.Reason)) == set(of[schema.Gap]["properties"]["why"]["enum"])
    assert set(get_args(schema.Disclosure)) == set(rules["$defs"]["disclosure"]["enum"])


# --- a folder of them


def left(folder: Path) -> dict[str, Left]:
    return {one.name: one.why for one in Folder(folder, TODAY) if isinstance(one, Omitted)}


@needs("posix")
def test_nothing_in_a_folder_stops_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    write(folder, "site=a/date=2026-11-23/pc-1.json", GOOD)
    write(folder, "site=a/date=2026-11-23/pc-2.json", b"=HYPERLINK(1)")
    write(folder, "site=a/date=unknown/pc-3.json", document({"update.auto": "act"}, "1970-01-01T00:00:10Z"))
    write(tmp_path, "outside.json", GOOD)
    (folder / "out.json").symlink_to(tmp_path / "outside.json")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.json")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind(str(folder / "socket.json"))
    with (folder / "huge.json").open("wb") as huge:
        huge.truncate(2 << 30)
    assert left(folder) == {
        "site=a/date=2026-11-23/pc-2.json": Left.NOT_JSON,
        "site=a/date=unknown/pc-3.json": Left.CLOCK,
        "out.json": Left.LINK,
        "loop": Left.LINK,
        "pipe.json": Left.SPECIAL,
        "socket.json": Left.UNREADABLE,
        "huge.json": Left.TOO_LARGE,
    }
    seen = summarise(Folder(folder, TODAY), TODAY)
    assert (seen.devices, seen.visits.count, seen.quarantine.total) == (1, 0, 7)
    assert seen.quarantine.unread == Which(2, ("pc-2", "pc-3"))


@needs("posix")
def test_folders_within_folders_stop_nothing(tmp_path: Path) -> None:
    """Whoever can write on a share can nest them deeper than Python calls functions."""
    write(tmp_path, "pc-1.json", GOOD)
    at = os.open(tmp_path, os.O_DIRECTORY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_DIRECTORY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    try:
        assert summarise(Folder(tmp_path, TODAY), TODAY).devices == 1
    finally:
        subprocess.run(["/bin/rm", "-rf", str(tmp_path / "d")], check=True)


@needs("nodes")
def test_a_device_file_is_not_opened(tmp_path: Path) -> None:
    os.mknod(tmp_path / "zero.json", 0o20666, os.makedev(1, 5))
    assert left(tmp_path) == {"zero.json": Left.SPECIAL}


def test_a_file_that_goes_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.json", GOOD)
    write(tmp_path, "b.json", GOOD)
    real = os.open

    def gone(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("a.json"):
            raise OSError(5, "Input/output error")  # a share that went
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", gone)
    assert left(tmp_path) == {"a.json": Left.UNREADABLE}


def test_what_an_account_may_not_read_is_told_with_what_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schedule's reports are for root and a group. Nothing else that fails is mended by other rights."""
    write(tmp_path, "a.json", GOOD)
    write(tmp_path, "room/b.json", GOOD)
    opened, scanned = os.open, os.scandir

    def refused(path: Any, *rest: Any, **more: Any) -> Any:
        if str(path).endswith(("a.json", "room")):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **more) if rest else scanned(path)

    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(os, "scandir", refused)
    assert left(tmp_path) == {"a.json": Left.DENIED, "room": Left.DENIED}
    assert "sudo" in Words("en").say(wording.LEFT[Left.DENIED])


def lines(*said: dict[str, Any] | bytes) -> bytes:
    return b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in said)


def at(path: str, report: dict[str, Any]) -> dict[str, Any]:
    return {"path": path, "report": report}


def test_a_file_with_one_report_a_line_says_the_same_as_the_folder(tmp_path: Path) -> None:
    paths = [f"site=a/date=2026-11-{day}/pc-{number}.json" for number in (1, 2) for day in (16, 23)]
    said = [document({"update.auto": "act"}, f"{path[12:22]}T08:00:00Z") for path in paths]
    for path, one in zip(paths, said, strict=True):
        write(tmp_path / "folder", path, one)
    file = write(tmp_path, "all.jsonl", lines(*(at(path, one) for path, one in zip(paths, said, strict=True))))
    assert summarise(Folder(file, TODAY), TODAY) == summarise(Folder(tmp_path / "folder", TODAY), TODAY)


def test_lines_that_are_no_report_are_named_by_their_number(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "all.jsonl",
        lines(
            b"=cmd()",
            at("site=a/date=2026-11-23/pc-1.json", GOOD),
            b'{"path": "x", "report": ' + b" " * (3 * LONGEST) + b"1}",
            b"",
            GOOD,  # nobody knows which computer it is from
            document({"update.auto": "good"}, label="PC 9"),
            at("../../../etc/passwd", GOOD),
        ),
    )
    found = list(Folder(file, TODAY))
    assert [(one.name, one.why) for one in found if isinstance(one, Omitted)] == [
        ("all.jsonl:1", Left.NOT_JSON),
        ("all.jsonl:3", Left.TOO_LARGE),
        ("all.jsonl:5", Left.NAMELESS),
    ]
    assert [one.name for one in found if not isinstance(one, Omitted)] == ["pc-1", "PC 9", "passwd"]


HOSTILE = "<script>alert(1)</script>=1+1\x1b[2J\u202e\r\n"


def test_a_hostile_text_is_one_line_without_commands(tmp_path: Path) -> None:
    said = document({"update.auto": "act"}, label=HOSTILE, device=GOOD["device"] | {"system": HOSTILE})
    said["results"][0] |= {"title": HOSTILE}
    said["to_do"][0] |= {"what": HOSTILE * 100, "effort": HOSTILE, "fix": HOSTILE}
    write(tmp_path, "a.json", sealed(said))
    seen = summarise(Folder(tmp_path, TODAY), TODAY)
    assert seen.items[0].states[State.ACT].count == 1
    shown = [seen.items[0].title, seen.listed[0].name, seen.listed[0].system, seen.first[0].what, seen.first[0].fix]
    for text in shown:
        assert text.isprintable() or not set(text) & set(string.whitespace[1:] + "\x1b\u202e")
        assert len(text) <= 200
