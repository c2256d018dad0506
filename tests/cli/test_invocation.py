"""What is offered to be typed can be typed as it stands: in the folder, and in the way, in which Postigo was started."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from installer import system_packages

from postigo import invocation
from postigo.cli import parser
from postigo.core.model import Instruct, Plan
from postigo.core.values import Text
from postigo.reports.paper import Paper
from postigo.reports.text import guide
from postigo.words import Words
from tests.support.bare_machine import bare, debian_12, enter
from tests.support.places import needs
from tests.support.teletype import Screen

__all__ = ["bare", "debian_12"]  # fixtures, found by their names

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(path for top in ("checks", "resources") for path in (ROOT / top).rglob("*.po"))
FAMILY = str(ROOT / "tests/machines/windows-11-family.json")
posix = needs("posix")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, whose name wants to be quoted, and nothing said of how Postigo is started."""
    home = tmp_path / "Ana's things (1)"
    home.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in (invocation.CALLED, "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SUDO_UID"):
        monkeypatch.delenv(name, raising=False)
    return home


def a_checkout(place: Path) -> Path:
    """A folder that looks as ours does after set-up, with a program in it that is ours; its Python is this one."""
    (place / ".venv/bin").mkdir(parents=True)
    (place / ".venv/bin/postigo").write_text(
        f"#!/bin/sh\n'''exec' {shlex.quote(sys.executable)} -P \"$0\" \"$@\"\n' '''\nimport sys\nfrom postigo.__main__ import main\nsys.exit(main())\n",
        encoding="utf-8",  # as pip writes it where the path has a space
    )
    (place / ".venv/bin/postigo").chmod(0o755)
    return place


def way_of(command: list[str], folder: Path, **more: str) -> str:
    """What Postigo says it is called, asked in that folder."""
    done = subprocess.run(
        [*command, "--help"], cwd=folder, env={**os.environ, **more}, capture_output=True, text=True, check=True
    )
    found = re.match(r"usage: (.*?) \[-h\]", " ".join(done.stdout.split()))
    assert found, done.stdout
    return found[1]


@posix
def test_it_is_called_as_it_lies_from_the_folder_one_is_in(at_home: Path) -> None:
    home = at_home
    a_checkout(home / "A place")
    program = home / "A place/.venv/bin/postigo"
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    assert way_of([".venv/bin/postigo"], home / "A place") == ".venv/bin/postigo"
    assert way_of([str(program)], home / "A place") == ".venv/bin/postigo"
    assert way_of(["./postigo"], program.parent) == "./postigo"
    assert way_of(["A place/.venv/bin/postigo"], home) == "'A place/.venv/bin/postigo'"
    assert way_of([str(program)], elsewhere) == shlex.quote(str(program))


@posix
def test_its_name_is_enough_where_the_shell_would_find_this_very_one(at_home: Path) -> None:
    program = a_checkout(at_home / "ours") / ".venv/bin/postigo"
    other = a_checkout(at_home / "another") / ".venv/bin"
    ours = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    assert way_of([str(program)], at_home, PATH=ours) == "postigo"
    assert way_of(["postigo"], at_home, PATH=ours) == "postigo"
    (at_home / "bin").mkdir()
    (at_home / "bin/postigo").symlink_to(program)
    assert way_of([str(program)], at_home, PATH=f"{at_home / 'bin'}{os.pathsep}{os.environ['PATH']}") == "postigo"
    assert way_of([str(program)], at_home, PATH=f"{other}{os.pathsep}{ours}") == "ours/.venv/bin/postigo"


@posix
def test_set_up_is_called_as_a_module_in_its_folder_and_by_its_file_elsewhere(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("python3") or sys.executable)
    monkeypatch.chdir(ROOT)
    assert invocation.through_set_up(str(ROOT)) == "python3 -m installer.run"
    monkeypatch.chdir(at_home)
    assert invocation.through_set_up("/home/ana/a b") == "python3 '/home/ana/a b/installer/run.py'"


def test_what_set_up_says_of_itself_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(invocation.CALLED, "python3 -m installer.run")
    assert invocation.line("explain", "a b") == "python3 -m installer.run explain 'a b'"
    assert invocation.in_a_copy("audit") == "python3 -m installer.run audit"
    monkeypatch.setenv(invocation.CALLED, "python3 '/home/ana/a b/installer/run.py'")
    assert invocation.in_a_copy("audit") == "postigo audit", "a copy tells of nobody's folders"
    assert invocation.about(invocation.plain, "family PC.json")("checks") == "postigo checks --replay 'family PC.json'"


@posix
def test_the_language_that_was_asked_for_stays_in_what_is_offered(at_home: Path) -> None:
    folder = a_checkout(at_home / "A place")
    for words, kept in ((["--lang", "es"], " --lang es"), (["--lang", "en"], ""), ([], "")):
        done = subprocess.run(
            [".venv/bin/postigo", "explain", "xxxxxxxx", *words],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr.endswith(f": .venv/bin/postigo checks{kept}\n"), done.stderr


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        (r".venv\Scripts\postigo", r".venv\Scripts\postigo"),
        (r"C:\Users\Ana\Postigo\.venv\Scripts\postigo", r"C:\Users\Ana\Postigo\.venv\Scripts\postigo"),
        (r"C:\Mis cosas\informe.json", r'"C:\Mis cosas\informe.json"'),
        ("", '""'),
    ],
)
def test_words_are_quoted_for_windows_as_both_of_its_shells_take_them(
    shown: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert invocation.quoted(shown) == typed


TYPED = re.compile(
    r"(?<![\w/.\\-])postigo (?:-|audit|checks|explain|packs|passwords|record|passphrase|phone)|installer\.run|\.venv"
)


def _forms(said: str | Sequence[str] | None) -> Sequence[str]:
    """One text, or both where it has a plural."""
    return [said] if isinstance(said, str) else said or []


def test_no_text_names_a_command_of_postigo_by_hand() -> None:
    """It would be typed as it stands, and there is no `postigo` on the path of whoever followed the README."""
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="es"):
                for text in (*_forms(message.id), *_forms(message.string)):
                    assert not TYPED.search(text), text


PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]
ON_THE_PATH = {"field.md", "compared.md", "school.md", "classroom.md", "engines.md"}
"""Pages for those who have it on their path: logs of what was done, and schools, where a package brings it."""
STANDS_FOR = {"FILE": "x", "FILE…": "x", "CHECK": "camera.in-use", "NAME": "x", "ARCHIVO": "x"}


def test_the_pages_name_postigo_as_it_lies_after_set_up_and_only_what_it_knows() -> None:
    known = 0
    for page in PAGES:
        text = page.read_text("utf-8")
        if page.name not in ON_THE_PATH:
            assert not re.search(
                r"(?<![\w/.\\-])postigo (audit|checks|explain|packs|passwords|passphrase|phone|record) ", text
            ), page
        for typed in re.findall(r"(?<![\w])\.venv/bin/postigo((?: [^`\n|]*)?)`", text):
            if "--help" in typed:  # argparse answers that itself, and ends
                continue
            words_ = [STANDS_FOR.get(word, word) for word in shlex.split(typed)]
            assert parser.parse(words_, "en").command == (words_[0] if words_ and words_[0][0] != "-" else None), typed
            known += 1
    assert known > 12


# Lines for the system


TO_TYPE = re.compile(
    r"\b(?:[Tt]ypes? (?:this, with the name at its end|in a terminal|in Terminal)|[Tt]ype|[Ee]scribe\b[^:]*): (.+)$"
)
PLACES_IN_A_WINDOW = {"UAC"}
"""What is typed into a field for searching, and into no terminal."""


def lines_for_the_system() -> list[tuple[str, str]]:
    """What the packs offer to be typed, each with the sentence it stands in; in both languages."""
    found = []
    for path in CATALOGUES:
        if "checks" not in path.parts:
            continue
        with path.open("rb") as file:
            texts = [text for message in read_po(file, locale="es") for text in (message.id, message.string)]
        matches = ((TO_TYPE.search(text), text) for text in texts if isinstance(text, str))
        found += [(match[1], text) for match, text in matches if match and "{" not in match[1]]
    return [pair for pair in found if pair[0] not in PLACES_IN_A_WINDOW]


NAMED = re.compile(r"\b(?:NAME|NOMBRE)\b(?::camera$)?")
"""Name that a sentence says to put in; `snap` wants an interface behind it."""


def test_a_line_for_the_system_ends_its_sentence_and_is_one_for_a_shell() -> None:
    """So that it can be copied to the end of the line: no full stop, and no word of ours, becomes a part of it."""
    lines = lines_for_the_system()
    assert len(lines) > 80
    for line, text in lines:
        if "gpasswd" in line or line.startswith("Get-"):  # names that nobody here knows; a line of PowerShell
            continue
        says_so = "in the place of NAME" in text or "en lugar de NOMBRE" in text
        typed = NAMED.sub("its-name", line) if says_so else line
        assert re.fullmatch(r"[a-z][\w./~&;= -]*", typed), text
        assert not re.search(r"[.;,] *$|\bNAME\b|\bNOMBRE\b", typed), text
        done = subprocess.run(["sh", "-n", "-c", typed], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{text}\n{done.stderr}"


def test_a_line_to_type_is_never_broken_on_a_narrow_terminal() -> None:
    """What is copied with a break in it would be two commands."""
    paper = Paper(width=40)
    for line, sentence in lines_for_the_system():
        if line.endswith("."):  # names that nobody here knows stand in it
            continue
        plan = Plan("one", Text("One thing"), (Instruct(Text(sentence)),))
        shown = [*guide(plan, "postigo_checks", Words("en"), paper)]
        assert any(row.endswith((line, f": {line}")) for row in shown), shown


@pytest.mark.set_up
@needs("chroot", "debootstrap", "registry")
def test_apt_understands_what_is_offered_for_it(bare: Path) -> None:
    """On a machine that is thrown away, and without doing it: apt's own dry run."""
    tools = re.compile(r"(?:sudo )?(?:apt|apt-get|apt-mark|dpkg) ")
    lines = sorted({line for line, _ in lines_for_the_system() if tools.match(line) and "upgrade -" not in line})
    assert len(lines) >= 5  # but for that of unattended-upgrades, which the one before it would install
    lines = [f"{line} tar" if line.endswith("unhold") else line for line in lines]
    manager = system_packages.packages_of(system_packages.LIBRARIES, "apt-get", {"VERSION_CODENAME": "bookworm"})
    lines.append(system_packages.line_to_type("apt-get", manager, root=False))
    (bare / "go.sh").write_text(
        'apt-get -qq update && echo \'APT::Get::Simulate "1";\' > /etc/apt/apt.conf.d/99dry\nsudo() { "$@"; }\n'
        + "".join(
            f"{{ {line}; }} </dev/null >/tmp/said 2>&1 || {{ echo {shlex.quote(line)}; cat /tmp/said; exit 1; }}\n"
            for line in lines
        ),
        encoding="utf-8",
    )
    done = enter(bare, "sh /go.sh")
    assert done.returncode == 0, done.stdout + done.stderr


# What is printed, run as it stands


def offered(printed: str, way: str) -> list[str]:
    """The lines that start Postigo in what was printed: from its call to the end of the line, or of the quotation."""
    found = []
    for line in re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines():
        if line.startswith(("usage:", "uso:")):
            continue
        found += [f"{way} {match}" for match in re.findall(re.escape(way) + r" ([^”»\n]+)", line)]
    return [line.strip() for line in found]


STORIES = (
    ("--help",),
    ("explain", "--help"),
    ("packs", "--help"),
    ("checks",),
    ("packs",),
    ("packs", "enable"),
    ("packs", "enable", "nobody"),
    ("explain", "camera.inuse"),
    ("explain", "xxxxxxxx"),
    ("record", "xxxxxxxx", "--output", "there.json"),
    ("nothing",),
    ("audit", "--nothing"),
    ("audit", "xxxxxxxx"),
    ("audit", "--tip", "4", "--scope", "machine", "--replay", FAMILY),
    ("audit", "--replay", FAMILY),
    ("audit", "--replay", FAMILY, "--level", "internal"),
    ("audit", "disk.backup", "image.folders"),
    ("checks", "--replay", FAMILY),
    ("explain", "xxxxxxxx", "--replay", FAMILY),
    ("--replay", FAMILY),
    ("passwords",),
    ("passwords", "--hibp", "there is no such list"),
    (),
)


@posix
@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_offered_line_runs_where_it_was_printed(at_home: Path, lang: str) -> None:
    folder = a_checkout(at_home / "Mis cosas")
    (folder / "no recording.json").write_text("{}", encoding="utf-8")
    environ = {"LANGUAGE": lang, "LC_ALL": "", "LANG": f"{lang}_ES.UTF-8"}
    lines: set[str] = set()
    told = STORIES if lang == "en" else STORIES[:9]  # the same calls make them in both languages
    for words in (*told, ("audit", "--replay", "no recording.json")):
        screen = Screen(*words, called=[".venv/bin/postigo"], cwd=folder, env=environ, columns=40)
        screen.end()
        lines.update(offered(screen.text, ".venv/bin/postigo"))
    commands = {shlex.split(line)[1] for line in lines}
    assert commands >= {"explain", "checks", "packs", "record"}, lines
    for line in sorted(lines):
        done = subprocess.run(
            ["sh", "-c", line], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode in {0, 1, 2, 3}, f"{line}: {done.returncode}\n{done.stderr}"


@posix
@pytest.mark.parametrize("words", [("checks",), ("history",), ("packs", "enable")], ids=" ".join)
def test_what_a_pipe_is_told_runs_too(words: tuple[str, ...], at_home: Path) -> None:
    """A report in a pipe offers no line of ours: it has the steps themselves."""
    folder = a_checkout(at_home / "Mis cosas")
    called = [".venv/bin/postigo", *words]
    done = subprocess.run(called, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = offered(done.stdout + done.stderr, ".venv/bin/postigo")
    assert lines
    for line in lines:
        ran = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"
