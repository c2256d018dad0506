"""The names of programs as the world writes them: worse by a reading, never better."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postigo_checks.common.program_names import Names, plain_name, readings

DATA = Path(__file__).parents[3] / "checks/postigo_checks/data"

SUFFIXES = (
    " (1)", "(1)", " (23)", "[1]", " - copia", " - Copy", " - Copia (2)", " - Kopie", " - copie", " copy 2", " copia",
    " (copia)", " (3rd copy)", "-1.4.1", "_v8", " 9.0.1", ".1.2.3", "-2026.11.1-beta2", "-ab12cd34", "-abcdefab",
    "_0a1b2c3d4e5f", "-0f8fad5b-d9cb-469f-a165-70867728950e", "_x64", "-x86_64", "-amd64", "_win64", " (x64)", "-x64 (1)",
    "-1.4.1-x86_64 (2)", "_portable", "Portable", "-setup", " Setup", "-bin", ".real", "-real", "~", ".old",
    "-host=example.org,key=ab12", "-licensed-0nI900VsFHZVBVdIlncwpHS4V0bOZ0dtVldrpVO4JHdCp0YV5WdzUGZz",
)  # fmt: skip
"""What browsers, desktops, makers and packagers put behind a name."""

ENDINGS = ("", ".exe", ".EXE", ".Exe", ".app", ".AppImage", ".appimage", ".exe.exe", ".pdf.exe")


def spellings(name: str) -> list[str]:
    """The ways in which the world writes one name."""
    tailed = [f"{name}{suffix}{ending}" for suffix in SUFFIXES for ending in ENDINGS]
    heads = [f".{name}-wrapped", f"..{name}-wrapped-wrapped", f".{name}-wrapped_", f"Copia de {name}.exe"]
    return [*tailed, *heads, f"Copy of {name}.exe", name.upper(), name.title()]


@pytest.mark.parametrize("name", ["AnyDesk", "TeamViewer", "RustDesk", "Supremo", "AeroAdmin", "HopToDesk", "Discord"])
def test_every_spelling_is_read_as_the_name(name: str) -> None:
    table = Names({f"{name}.exe": name})
    unread = [spelling for spelling in spellings(name) if table.suspected(spelling) != name]
    assert not unread


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("AnyDesk (1).exe", "anydesk"),
        ("TeamViewerQS_x64.exe", "teamviewerqs"),
        ("rustdesk-1.4.1-x86_64.exe", "rustdesk"),
        (".Discord-wrapped", "discord"),
        (".rustdesk-wrapp", "rustdesk"),
        ("firefox-bin", "firefox"),
        ("ＡｎｙＤｅｓｋ.exe", "anydesk"),  # wide letters
        ("АnyDеsk.exe", "anydesk"),  # Cyrillic ones
        ("Any\u200bDesk.exe", "anydesk"),
        ("getscreen-123456789-x86.exe", "getscreen"),
        ("", ""),
        ("...", ""),
        ("7z.exe", "7z"),
    ],
)
def test_plain_name(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_a_name_that_the_kernel_cut_is_read() -> None:
    table = Names(
        {"chrome-remote-desktop-host": "crd", "gnome-remote-desktop-daemon": "grd", "vncserver-x11-core": "vnc"}
    )
    assert table.suspected("chrome-remote-d") == "crd"
    assert table.suspected(".chrome-remote-") == "crd"
    assert table.suspected(".gnome-remote-d") == "grd"
    assert table.suspected("chrome-remote") is None


def test_the_plain_part_of_a_longer_name_is_not_the_name() -> None:
    table = Names({"tv_x64.exe": "tv", "client32.exe": "client", "dd.exe": "dd", "winvnc4.exe": "vnc"})
    for other in ("tv.exe", "client.exe", "ddrescue", "winvnc.exe", "dd-wrt-tool", "vlc.exe", "address.exe"):
        assert table.suspected(other) is None


def test_spaces_do_not_hide_a_long_name() -> None:
    table = Names({"teamviewer.exe": 1, "remote access.exe": 2, "dd.exe": 3})
    assert (table.suspected("Team Viewer.exe"), table.suspected("RemoteAccess.exe")) == (1, 2)
    assert table.suspected("d-d.exe") is None


def test_a_star_in_a_table_stands_for_any_letters() -> None:
    table = Names({"bomgar-scc-*.exe": 1, "ISL*AlwaysOn": 2, "anydesk.exe": 3})
    assert table.suspected("bomgar-scc-w0yc30ef.exe") == 1
    assert table.suspected("ISL 7 AlwaysOn (1)") == 2
    assert table.suspected("bomgar.exe") is None
    assert table.trusted("bomgar-scc-x.exe", installed=False) is None


def test_a_known_name_inside_a_longer_one() -> None:
    table = Names({"anydesk.exe": 1, "team viewer.exe": 2, "dd.exe": 3, "supremo.exe": 4})
    for name in ("AnyDesk - Soporte del banco.exe", "mi anydesk.exe", "AnyDeskBanco.exe", "1_AnyDesk_help.exe"):
        assert table.inside(name) == 1
    assert table.inside("Ayuda TeamViewer 15.exe") == 2
    for name in ("dd helper.exe", "supremos.exe", "anydesktop.exe", "manydesk.exe", "Supremolar.exe", ""):
        assert table.inside(name) is None
    table.inside("a-" * 100_000)


def test_any_name_of_the_program_counts() -> None:
    assert Names({"anydesk": 1}).suspected("x", "AnyDesk (2)") == 1


def test_a_trusted_name_in_a_folder_of_the_person_counts_only_as_it_is_written() -> None:
    """So no spelling of a browser, a call program or a part of the system is better than an unknown name."""
    programs = json.loads((DATA / "known_programs.json").read_text("utf-8"))["programs"]
    names = {exe: line["name"] for line in programs for field in ("linux", "windows") for exe in line.get(field, ())}
    table = Names(names)
    exact = {name.casefold() for name in names}
    for name, program in names.items():
        for spelling in spellings(name.removesuffix(".exe")):
            if spelling.casefold() not in exact:
                assert table.trusted(spelling, installed=False) is None, spelling
                assert table.trusted(spelling, installed=True) is not None, spelling
        assert table.trusted(name, installed=False) == program


def test_a_long_name_made_to_cost_time_ends() -> None:
    assert readings("a-1" * 5000 + ".exe")
    assert readings("a" + "(" * 3000 + ")" * 3000)
    assert readings("." * 200 + "a" + "-wrapped" * 2000)
