"""What packages are made of: the frozen program's start, its manual, what a desktop reads, and control files."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from installer.environment import ROOT
from installer.packages import deb, desktop, manual, products, start, trees

from postigo import additions
from postigo.cli import parser
from postigo.pipe import reexec
from postigo.reports import typeset
from postigo.words import Words
from tests.support.places import needs

EPOCH = 1_764_460_800


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/usr/lib/postigo/postigo")
    return "/usr/lib/postigo/postigo"


def test_a_frozen_program_starts_itself_and_no_python(frozen: str) -> None:
    assert reexec.command("postigo", "audit", "--events") == [frozen, "audit", "--events"]
    assert reexec.command("postigo.audit.worker") == [frozen, "-m", "postigo.audit.worker"]
    assert reexec.bare("postigo.errand", ["/a"], alone=True) == [frozen, "-S", "postigo.errand", "/a"]


def test_the_programs_that_are_asked_get_the_libraries_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        os, "environ", {"LD_LIBRARY_PATH": "/usr/lib/postigo/_internal", "_PYI_PARENT_PROCESS_LEVEL": "1", "A": "b"}
    )
    start.restore_surroundings()
    assert os.environ == {"A": "b"}
    monkeypatch.setattr(
        os, "environ", {"LD_LIBRARY_PATH": "/usr/lib/postigo/_internal", "LD_LIBRARY_PATH_ORIG": "/mine"}
    )
    start.restore_surroundings()
    assert os.environ == {"LD_LIBRARY_PATH": "/mine"}


def test_additions_count_only_beside_the_installed_program_and_only_if_root_alone_can_put_them_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "additions"
    (folder / "a_pack").mkdir(parents=True)
    real, others = os.lstat, dict[str, tuple[int, int]]()

    def told(path: str) -> os.stat_result:
        real(path)
        mode, owner = others.get(str(path), (0o40755, 0))
        return os.stat_result((mode, 1, 1, 1, owner, 0, 0, 0, 0, 0))

    monkeypatch.setattr(os, "lstat", told)
    program, home = str(tmp_path / "postigo"), str(tmp_path)
    assert additions.folders(program, home, str(folder)) == [str(folder)]
    assert additions.folders("/media/stick/postigo", home, str(folder)) == []
    assert additions.folders(program, home, str(tmp_path / "none")) == []
    assert additions.in_the_way(str(tmp_path / "none")) is None
    for place in (folder, tmp_path, folder / "a_pack"):
        for mode, owner in ((0o40775, 0), (0o40757, 0), (0o40755, 1000), (0o120777, 0)):
            others = {str(place): (mode, owner)}
            assert additions.folders(program, home, str(folder)) == []
            assert additions.in_the_way(str(folder)) == str(place)


@pytest.mark.usefixtures("frozen")
def test_a_package_that_is_missing_is_named_and_a_folder_that_others_can_write_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(additions, "in_the_way", lambda: None)
    assert "postigo-pdf" in Words("en").say(typeset.missing())
    assert additions.refused() is None
    monkeypatch.setattr(additions, "in_the_way", lambda: "/usr/lib/postigo/additions/a_pack")
    for code in ("en", "es"):
        assert "/usr/lib/postigo/additions/a_pack" in Words(code).say(typeset.missing())
    monkeypatch.setattr(sys, "executable", "/media/stick/postigo")
    assert "stick" in Words("en").say(typeset.missing())
    assert additions.refused() is None


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_manual_has_each_command_that_a_list_names_and_no_other(code: str) -> None:
    page = manual.page(code, EPOCH)
    for name in ("audit", "passwords", "undo", "clean\\-photos", "papers", "schedule", "fleet", "policy"):
        assert f".SS {name}\n" in page
    assert all(option in page for option in ("\\-\\-together", "\\-\\-classroom", "\\-\\-now"))
    assert all(name not in page for name in parser.UNLISTED)
    assert all(name not in manual.completion() for name in parser.UNLISTED)
    assert not [line for line in page.splitlines() if line.startswith("'")]


TYPED = {
    "au\t": "audit",
    "schedule r\t": "schedule run",
    "papers fam\t": "papers families",
    "fleet q\t": "fleet query",
    "--class\tpap\tpost\t": "--classroom papers poster",
    "--lang es aud\t--sco\tm\t": "--lang es audit --scope machine",
    "fleet report --format h\t": "fleet report --format html",
    "papers --format h\t": "papers --format html",
    "policy --format j\t--ch\tsch\t": "policy --format json --check school.toml",
    "fleet pack rep\t": "fleet pack reports/",
}
"""What somebody types at a terminal, and what stands there then."""


@needs("linux", "bash")
def test_bash_completes_what_is_typed_at_a_terminal(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - Windows has none

    (tmp_path / "completion").write_text(manual.completion(), encoding="utf-8")
    (tmp_path / "school.toml").touch()
    (tmp_path / "reports").mkdir()
    (tmp_path / "inputrc").write_text("set bell-style none\nset enable-bracketed-paste off\n")
    lines = ['bind -f inputrc; . ./completion; postigo() { echo "<$*>"; }\n', *(f"postigo {one}\n" for one in TYPED)]
    primary, terminal = pty.openpty()
    words = ["bash", "--norc", "--noprofile", "-i"]
    with subprocess.Popen(
        words, cwd=tmp_path, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    ) as shell:
        os.close(terminal)
        os.write(primary, "".join([*lines, "exit\n"]).encode())
        said = b"".join(iter(lambda: _read(primary), b"")).decode()
        assert shell.wait(30) == 0
    os.close(primary)
    assert re.findall(r"^<(.*)>\r$", said, re.MULTILINE) == list(TYPED.values())


def _read(primary: int) -> bytes:
    """What a terminal shows next; nothing once the last program that has it is gone."""
    try:
        return os.read(primary, 65536)
    except OSError:
        return b""


def test_a_desktop_reads_texts_in_two_languages() -> None:
    file = configparser.RawConfigParser()
    file.optionxform = str  # type: ignore[method-assign,assignment]  # as configparser documents it
    file.read_string(desktop.entry())
    entry = file["Desktop Entry"]
    assert entry["Exec"] == entry["Icon"] == "postigo"
    assert all(entry[name] != entry[f"{name}[es]"] for name in ("GenericName", "Comment", "Keywords"))
    assert entry["Actions"] == "classroom;"
    lesson = file["Desktop Action classroom"]
    assert lesson["Exec"] == "postigo --classroom"
    assert lesson["Name"] != lesson["Name[es]"]
    told = ET.fromstring(desktop.metainfo(EPOCH))  # noqa: S314 - our own
    assert len(told.findall("description/p")) == 2 * len(desktop.PARAGRAPHS)
    assert ET.fromstring(desktop.icon()).tag.endswith("svg")  # noqa: S314 - our own


def test_a_package_says_which_other_one_it_takes_the_place_of(tmp_path: Path) -> None:
    window, headless = products.window("libc6"), products.headless("libc6")
    assert window.fields["Conflicts"] == headless.name
    assert headless.fields["Conflicts"] == window.name
    told = deb.control_file(products.pdf(""), tmp_path)
    assert "Depends: postigo | postigo-headless\n" in told
    assert all(len(line) <= 80 for line in told.splitlines() if line.startswith(" "))


def test_nobody_but_the_owner_may_write_what_is_packed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, content in {
        "a/run": b"#!/bin/sh\n",
        "a/prog": b"\x7fELF1",
        "a/lib.so.1": b"\x7fELF1",
        "a/text": b"x",
    }.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o666)
    trees.settle(tmp_path, EPOCH)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"a": 0o755, "run": 0o755, "prog": 0o755, "lib.so.1": 0o644, "text": 0o644}
    assert {path.stat().st_mtime for path in tmp_path.rglob("*")} == {EPOCH}


def test_no_module_of_qt_is_imported_that_the_package_leaves_out() -> None:
    spec = ast.parse((ROOT / "installer/packages/postigo.spec").read_text("utf-8"))
    [kept] = [
        ast.literal_eval(node.value)
        for node in spec.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "QT"
    ]
    imported = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                imported |= {(node.module or "").partition(".")[2]} - {""} or {name.name for name in node.names}
            elif isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[2] for name in node.names if name.name.startswith("PySide6.")}
    assert imported == set(kept)
