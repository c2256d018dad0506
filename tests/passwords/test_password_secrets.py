"""A canary: whatever the password audit writes, shows or leaves behind is searched for what nobody may ever see."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from postigo.passwords.process import MODULE
from postigo.passwords.protocol import (
    Crashed,
    Order,
    Ranges,
    Try,
    Up,
)
from postigo.pipe import reexec
from postigo.pipe.messages import from_line, to_line
from tests.passwords.test_password_spreadsheets import HEAD, ods, ods_row, row, xlsx
from tests.support.places import needs

pytestmark = pytest.mark.breadth(3)

# Unlike anything else on earth, so that any part of them that is found came from here.
CANARIES = ("Quizalofop-Wrymbel-83561", "zyxqvelthar&1977&oncebruk", "Drumquathel#4417#Spevox")
OWN_WORD = "Plimquastrel"
SITE = "canary-site.example.org"
USER = "canary-user"
_PART = 6  # letters of a canary that may stand nowhere


def export(place: Path) -> str:
    with place.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["name", "url", "username", "password", "note"])
        for number, secret in enumerate(CANARIES):
            table.writerow([f"n{number}", f"https://{SITE}/{number}", USER, secret, f"note {secret}"])
        table.writerow(["again", f"https://other.{SITE}/", USER, CANARIES[0], ""])
        table.writerow(["ragged", "https://ragged.example.org", USER, CANARIES[1], "", CANARIES[2], CANARIES[0]])
    return str(place)


def traces(online: bool = False) -> dict[str, str]:
    """What would give a canary away: its parts, and what is made of it."""
    found = {}
    for secret in (*CANARIES, OWN_WORD):
        raw = secret.encode()
        for start in range(len(secret) - _PART + 1):
            found[secret[start : start + _PART].casefold()] = "a part of a password"
        found[secret[::-1].casefold()] = "a password turned around"
        found[base64.b64encode(raw).decode().rstrip("=").casefold()] = "base64 of a password"
        found[raw.hex()] = "a password in hexadecimal"
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
            digest = hashlib.new(name, raw).hexdigest()
            # Five digits of SHA-1 may leave when leaks are asked for online; the sixth never.
            found[digest[: 6 if online or name != "sha1" else 5] + ("" if online else digest[5:8])] = (
                f"{name} of a password"
            )
    return found


def search(what: str, content: bytes, *, online: bool = False) -> None:
    """Fail when a canary sings; without repeating it."""
    text = content.decode("utf-8", "replace").casefold()
    for trace, kind in traces(online=online).items():
        assert (trace in text) is False, f"{what} holds {kind}"


def search_folder(folder: Path, but: Path) -> int:
    """Every file below a folder, and its name; how many there are."""
    number = 0
    for place in folder.rglob("*"):
        if place == but:
            continue
        search(f"the name {place.relative_to(folder)}", place.name.encode())
        if place.is_file():
            number += 1
            search(str(place.relative_to(folder)), place.read_bytes())
    return number


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("home", "tmp", "here"):
        (tmp_path / name).mkdir()
    return tmp_path


def surroundings(home: Path) -> Mapping[str, str]:
    """A person with nothing but a home: what is left behind shows."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return kept | {
        "HOME": str(home / "home"), "USERPROFILE": str(home / "home"), "APPDATA": str(home / "home"),
        "LOCALAPPDATA": str(home / "home"), "TMPDIR": str(home / "tmp"), "TEMP": str(home / "tmp"), "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def said(command: list[str], home: Path, down: bytes, lines: int | None = None) -> tuple[bytes, bytes]:
    """All that a child says to its last word, on both streams. One that never ends by itself: so many lines, then its stdin ends."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=home / "here", env=surroundings(home),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdin.write(down)
        process.stdin.flush()
        out = process.stdout.read() if lines is None else b"".join(process.stdout.readline() for _ in range(lines))
        rest, err = process.communicate(timeout=60)
    return out + rest, err


# A copy for programs has no words of a language; what goes to stderr has.
@pytest.mark.parametrize(
    ("form", "language"),
    [
        ("text", "es"),
        ("csv", "es"),
        *(pytest.param(*one, marks=pytest.mark.long) for one in (("text", "en"), ("json", "en"))),
    ],
)
def test_a_whole_run_of_the_command_leaves_no_trace(home: Path, form: str, language: str) -> None:
    name = export(home / "here/passwords.csv")
    (home / "here/words.txt").write_text(f"{OWN_WORD}\n", encoding="utf-8")
    command = reexec.command("postigo", "passwords", name, "--words", "words.txt", "--format", form, "--lang", language)
    for level in ("give-away", "internal", "full"):
        words = [*command, "--level", level, "--debug", "--details", "--remember"]
        done = subprocess.run(words, cwd=home / "here", env=surroundings(home), capture_output=True, check=False)
        assert done.returncode in {0, 1, 2, 3}, done.stderr
        assert b"Traceback" not in done.stderr
        search(f"stdout at {level}", done.stdout)
        search(f"stderr at {level}", done.stderr)
        named = level == "full"
        assert (SITE.encode() in done.stdout) is named
        assert (USER.encode() in done.stdout) is named
        assert SITE.encode() not in done.stderr
    (home / "here/words.txt").unlink()
    search_folder(home, but=home / "here/passwords.csv")


def lists(folder: Path) -> list[str]:
    """Canaries in tables, texts and trees that are read, in part or not at all, and in places where a name is looked for."""
    one, other, third = CANARIES
    texts = {
        "notes.txt": f"{one}\n\nGmail {other}\nusuario: {USER}\ncontraseña: {third}\nPIN: {one}\n\n{SITE}: {other}\n",
        "upright.csv": f"Usuario;{USER}\nContraseña;{one}\n\nContraseña;{other}\nWeb;{SITE}\n",
        "without.csv": f"{SITE};{USER};{one}\n{SITE};{USER};{other}\n",
        "second.csv": f"Web;Usuario;Contraseña;Contraseña wifi;Contraseña antigua\n{SITE};{USER};{one};{other};{third}\n{one}\n",
        "tree.json": json.dumps(
            [{"title": "a", "username": USER, "password": one, "pin": other, "passwordHistory": [third]}]
        ),
        "odd.json": json.dumps({"x": [one, {"y": other}]}),
        "tree.xml": f"<list><item><user>{USER}</user><password>{escape(one)}</password><pin>{escape(other)}</pin></item></list>",
        "keeper.csv": f'"F","a","{USER}","{one}","https://{SITE}","{other}",""\n',
        "prose.txt": f"mi clave de siempre es {one} y la otra {other}\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    sheets = {
        "read.xlsx": xlsx(
            HEAD + row(SITE, USER, one) + row(SITE, USER, f"<c><f>{escape(other)}</f></c>") + row(SITE, "", "", third)
        ),
        "left.xlsx": xlsx(HEAD + row(SITE, USER, one), row("uno", "dos") + row(other, third)),
        "none.ods": ods(ods_row(one, other) + ods_row(third, one)),
    }
    for name, content in sheets.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in (*texts, *sheets)]


def test_lists_of_every_kind_leave_no_trace(home: Path) -> None:
    names = lists(home / "here")
    command = reexec.command(
        "postigo", "passwords", *names, "--level", "full", "--details", "--debug", "--format", "json"
    )
    done = subprocess.run(command, cwd=home / "here", env=surroundings(home), capture_output=True, check=False)
    assert done.returncode in {1, 2}, done.stderr
    told = json.loads(done.stdout)
    assert sum(file["read"] for file in told["files"]) == 8
    assert told["counts"]["entries"] >= 9
    search("stdout", done.stdout)
    search("stderr", done.stderr)


def test_what_the_child_says_holds_nothing_but_the_five_digits(home: Path) -> None:
    name = export(home / "here/passwords.csv")
    digits = [hashlib.sha1(secret.encode(), usedforsecurity=False).hexdigest().upper() for secret in CANARIES]
    bodies = {own[:5]: f"{own[5:]}:3\r\n" for own in digits}
    down = to_line(Order(date(2026, 11, 27), (name,), words=(OWN_WORD,), online=True)) + to_line(
        Ranges(bodies, end=True)
    )
    out, err = said(reexec.command(MODULE), home, down)
    assert err == b""
    assert b'"leaked"' in out
    search("what the child says", out, online=True)
    search_folder(home, but=home / "here/passwords.csv")


# What a fault at any of these places would hold in its hands.
PLACES = (
    "postigo.passwords.sandbox.session.Across.add",
    "postigo.passwords.sandbox.session.Across.final",
    "postigo.passwords.sandbox.session.Judge.all",
    "postigo.passwords.sandbox.session.place",
    "postigo.passwords.sandbox.session.Leaks.add",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_crash_on_purpose_tells_its_place_and_nothing_else(home: Path, place: str) -> None:
    name = export(home / "here/passwords.csv")
    module, _, rest = place.partition(".session.")
    code = f"""
import {module}.session as session
from {module} import worker
def fault(*what, **more):
    raise RuntimeError(what, more, {CANARIES!r})
owner, _, name = {rest!r}.rpartition(".")
setattr(getattr(session, owner) if owner else session, name, fault)
worker.main()
"""
    down = to_line(Order(date(2026, 11, 27), (name,), words=(OWN_WORD,), online=True))
    out, err = said([sys.executable, "-P", "-c", code], home, down)
    assert err == b""
    last = from_line(Up, out.splitlines()[-1])
    assert isinstance(last, Crashed)
    assert last.where.startswith("RuntimeError at ")
    search("what the child says", out)
    assert search_folder(home, but=home / "here/passwords.csv") == 0


def test_the_tester_keeps_what_is_typed_to_itself(home: Path) -> None:
    typed = [to_line(Try(number, secret, SITE, USER)) for number, secret in enumerate(CANARIES)]
    down = b"".join([to_line(Order(date(2026, 11, 27), words=(OWN_WORD,))), *typed])
    out, err = said(reexec.command(MODULE), home, down, lines=1 + len(CANARIES))
    assert out.count(b'"Tried"') == out.count(b"\n") - 1 == len(CANARIES)
    assert err == b""
    search("what the child says", out)
    assert search_folder(home, but=home) == 0


def watched(command: list[str], home: Path) -> Iterator[bytes]:
    """The command line and the environment of every process of ours, as anybody on this machine could see them."""
    process = subprocess.Popen(command, cwd=home / "here", env=surroundings(home), stdout=subprocess.DEVNULL)
    while process.poll() is None:
        for name in ("cmdline", "environ"):
            for place in Path("/proc").glob(f"[0-9]*/{name}"):
                try:
                    content = place.read_bytes()
                except OSError:
                    continue
                if b"postigo" in content:
                    yield content


@needs("linux")
def test_no_command_line_and_no_environment_shows_a_secret(home: Path) -> None:
    name = export(home / "here/passwords.csv")
    (home / "here/words.txt").write_text(f"{OWN_WORD}\n", encoding="utf-8")
    command = reexec.command("postigo", "passwords", name, "--words", "words.txt")
    number = 0
    for number, content in enumerate(watched(command, home), 1):  # noqa: B007 - counted
        search("a process", content)
    assert number > 0


@pytest.mark.parametrize(
    "leak",
    [
        CANARIES[0].encode(),
        CANARIES[1][3:10].upper().encode(),
        hashlib.sha1(CANARIES[2].encode(), usedforsecurity=False).hexdigest()[:8].encode(),
        base64.b64encode(CANARIES[0].encode()),
    ],
)
def test_the_search_itself_finds(leak: bytes) -> None:
    with pytest.raises(AssertionError, match="holds"):
        search("this", b"before " + leak + b" after")
