"""`postigo evidence`: typed on the terminal or line by line on stdin, and no trace of it anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from postigo.cli import parser
from postigo.evidence import bag, chain, clock, rules, sealed, stamps
from postigo.evidence.entry import Draft, Part
from postigo.words import Words
from tests.support.places import needs
from tests.support.program import inside
from tests.support.quick_age import FOLDER, quick
from tests.support.teletype import Screen, command
from tests.support.time_stamps import Authority, served

__all__ = ["quick"]  # a fixture, found by its name

PASS = "canary-passphrase-7731"  # noqa: S105 - of logs that a test makes
CANARY = "canary-entry-4402"
EN = ("--lang", "en")


@pytest.fixture
def around(tmp_path: Path) -> dict[str, str]:
    """A home, a folder of temporary files and a folder to be in, all of them empty."""
    for name in ("home", "tmp", "here"):
        (tmp_path / name).mkdir()
    home = str(tmp_path / "home")
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
    kept = {name: value for name, value in os.environ.items() if name not in {"SUDO_UID", "PKEXEC_UID"}}
    return {
        **kept,
        **places,
        "TMPDIR": str(tmp_path / "tmp"),
        "TEMP": str(tmp_path / "tmp"),
        "TMP": str(tmp_path / "tmp"),
    }


@pytest.fixture
def quickly(around: dict[str, str], quick: str) -> dict[str, str]:
    """The same, for a test of what is asked and said: sealing and opening take no time there."""
    return {**around, "PYTHONPATH": quick}


@cache
def sealed_once() -> bytes:
    """A log without an entry, sealed once for all that begin with one: it takes a second."""
    return sealed.seal(bag.made(b"", clock.now()), PASS)


def begun(around: dict[str, str]) -> Path:
    where = Path(around["HOME"]).parent / "here/a.age"
    at_once = around.get("PYTHONPATH") == FOLDER
    where.write_bytes(sealed.seal(bag.made(b"", clock.now()), PASS) if at_once else sealed_once())
    return where


def call(around: dict[str, str], *words: str, typed: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """The command with its answers on stdin, in the folder `here`."""
    here = Path(around["HOME"]).parent / "here"
    lines = "".join(f"{line}\n" for line in typed)
    called = command("evidence", *EN, *words)
    return subprocess.run(
        called, input=lines, capture_output=True, text=True, encoding="utf-8", check=False, env=around, cwd=here
    )


ADULT = "3"


@pytest.mark.long
def test_a_whole_log_by_lines_on_stdin(around: dict[str, str]) -> None:
    root = Path(around["HOME"]).parent
    picture = root / "chat.png"
    picture.write_bytes(b"not a picture")
    assert call(around, "new", "a.age", typed=(ADULT, PASS)).returncode == 0
    noted = (ADULT, PASS, "1", CANARY, "@somebody", "", "", "https://example.com/x", "", "ES00 0000", "")
    done = call(around, "add", "a.age", typed=noted)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "Saved as entry 1.")
    done = call(around, "add", "a.age", typed=(ADULT, PASS, "2", "1", str(picture), "the threat", "", ""))
    assert done.stderr.strip() == "Saved as entry 2.", done
    done = call(around, "show", "a.age", typed=(PASS,))
    assert done.returncode == 0
    for part in (CANARY, "@somebody", "https://example.com/x", "ES00 0000", "the threat", "chat.png"):
        assert part in done.stdout
    done = call(around, "verify", "a.age", typed=(PASS,))
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "No change can be seen: all 2 entries match.",
        "Only a signed paper or a time stamp shows whether all of it was written anew.",
        done.stdout.splitlines()[2],
    ]
    assert "the clock of the computer where it was written" in done.stdout.splitlines()[2]
    done = call(around, "hand-over", "a.age", "stick", typed=(PASS,))
    assert done.returncode == 0, done
    assert "Whoever has it can read it" in done.stderr
    assert "chat.png”: unchanged" in done.stdout or "chat.png: unchanged" in done.stdout
    assert (root / "here/stick/evidence/bagit.txt").is_file()
    done = call(around, "verify", "stick")
    assert done.returncode == 0, done
    log = root / "here/stick/evidence/data/log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"@somebody", b"@anybody!"))
    done = call(around, "verify", "stick")
    assert done.returncode == 2
    assert "Changed after it was written: entry 1." in done.stdout
    assert "All other entries can be read, and match." in done.stdout


@needs("posix")
@pytest.mark.long
def test_nothing_of_an_entry_and_no_passphrase_is_anywhere_but_in_the_sealed_file(around: dict[str, str]) -> None:
    """Canaries: arguments, environment, temporary files, settings, logs (red lines E5 and E10)."""
    root = Path(around["HOME"]).parent
    begun(around)
    shown = Screen("evidence", *EN, "add", str(root / "here/a.age"), env=around, cwd=root / "here")
    shown.until("Type its number: ")
    shown.type(ADULT)
    shown.until("does not show")
    shown.type(PASS)
    shown.until("Type its number: ", after="What do you want to note?")
    shown.type("1")
    shown.until("What happened: ")
    shown.type(CANARY)
    shown.until("Who: ")
    seen = b"".join(Path(f"/proc/{shown.process.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
    lying = {file.relative_to(root).as_posix(): file.read_bytes() for file in files(root)}
    for question in ("When: ", "Where", "Address", "Name and number", "Payment", "Something that stays"):
        shown.type("")
        shown.until(question, after="Who: ")
    shown.type("")
    assert shown.end() == 0, shown.text
    assert PASS not in shown.text
    assert "Saved as entry 1." in shown.text
    lying |= {f"after/{file.relative_to(root).as_posix()}": file.read_bytes() for file in files(root)}
    for canary in (PASS.encode(), CANARY.encode()):
        assert canary not in seen
        assert not [name for name, content in lying.items() if canary in content]
    assert set(lying) == {"here/a.age", "after/here/a.age"}


def files(root: Path) -> Iterator[Path]:
    yield from (one for one in sorted(root.rglob("*")) if one.is_file())


@needs("posix")
@pytest.mark.long
def test_a_wrong_passphrase_is_said_and_asked_for_again_without_a_lock(around: dict[str, str]) -> None:
    root = Path(around["HOME"]).parent
    begun(around)
    done = call(around, "show", "a.age", typed=("wrong",))
    assert done.returncode == 64
    assert (
        done.stderr.strip()
        == "This passphrase does not open it. You can try as often as you like. If it is surely right, the file is damaged."
    )
    shown = Screen("evidence", *EN, "show", str(root / "here/a.age"), env=around)
    shown.until("does not show")
    shown.type("wrong")
    shown.until("does not show", after="as often as you like")
    shown.type(PASS)
    assert shown.end() == 0
    assert [one.name for one in files(root)] == ["a.age"]


def test_up_to_12_there_is_no_log_and_whom_to_call_is_said(around: dict[str, str]) -> None:
    done = call(around, "new", "a.age", typed=("1",))
    assert done.returncode == 64
    assert "Tell an adult whom you trust now." in done.stderr
    assert not list(files(Path(around["HOME"]).parent))


@pytest.mark.long
def test_behind_a_closed_gate_a_file_is_not_asked_for(around: dict[str, str]) -> None:
    root = Path(around["HOME"]).parent
    begun(around)
    done = call(
        around, "add", "a.age", typed=(ADULT, PASS, "2", "2", "a photo of 3 May, still on my phone", "", "", "")
    )
    assert done.returncode == 0, done
    assert Words("en").say(rules.LEAVE_IT) in done.stderr
    done = call(around, "show", "a.age", typed=(PASS,))
    assert "a photo of 3 May, still on my phone" in " ".join(done.stdout.split())
    assert "File:" not in done.stdout
    assert [one.name for one in files(root)] == ["a.age"]


@pytest.mark.long
def test_from_13_to_17_a_file_is_an_extra_choice(around: dict[str, str]) -> None:
    begun(around)
    done = call(around, "add", "a.age", typed=("2", PASS, "2", "", "a chat, on my phone", "", "", ""))
    assert done.returncode == 0, done
    assert "Under 18 a log keeps text only." in done.stderr


WRONG = [
    ((), "Say what to do, and name the log."),
    (("frobnicate", "a"), "frobnicate"),
    (("show", "none.age"), "cannot be opened"),
    (("new", "."), "is there already"),
    (("new", "a.age", "b"), "go with hand-over only"),
    (("hand-over", "a.age"), "Name a new folder"),
    (("draft", "a.age"), "--output FILE"),
    (("draft", "a.age", "--output", "."), "is a folder"),
    (("draft", "a.age", "--output", "none/d.html"), "There is no folder"),
    (("draft", "a.age", "--output", "d.html", "--format", "odt"), "It knows html, text and pdf."),
    (("draft", "a.age", "--output", "d.html", "--language", "fr"), "It knows en and es."),
    (("draft", "none.age", "--output", "d.html"), "cannot be opened"),
    (("show", "a.age", "--output", "d.html"), "go with draft only"),
    (("stamp", "a.age"), "Name the service with --service URL. Postigo has none of its own."),
    (("stamp", "a.age", "--service", "example.com"), "This is no address of a service."),
    (("stamp", "a.age", "--service", "https://me:word@localhost/"), "Leave out what stands before the @"),
    (("stamp", "a.age", "--service", "http://localhost/", "--certificates", "none.pem"), "cannot be opened"),
    (("show", "a.age", "--service", "http://localhost/"), "--service goes with stamp only."),
    (("show", "a.age", "--certificates", "c.pem"), "--certificates goes with stamp and verify only."),
    (("hand-over", "a.age", "."), "is there already"),
    (("new", "a.age"), "The answers ended too soon. Nothing was saved."),
    (("verify", "."), "not a log of Postigo"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_wrong_call_is_one_sentence(words: tuple[str, ...], said: str, around: dict[str, str]) -> None:
    done = inside("evidence", *EN, *words, env=around, cwd=Path(around["HOME"]).parent / "here")
    assert done.returncode == 64
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not list(files(Path(around["HOME"]).parent))


def test_a_log_is_not_left_open_in_a_file(around: dict[str, str], tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("wb") as out:
        words = command("evidence", *EN, "show", "a.age")
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env=around, check=False
        )
    assert done.returncode == 64
    assert b"hand-over" in done.stderr


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_list_of_commands_names_the_log(language: str, around: dict[str, str]) -> None:
    """Whoever looks over a shoulder does not learn of it (red line E10)."""
    assert "evidence" not in parser.parser(language).format_help()
    wrong = subprocess.run(
        command("frobnicate", "--lang", language), capture_output=True, text=True, env=around, check=False
    )
    assert "passphrase" in wrong.stderr
    assert "evidence" not in wrong.stderr
    known = subprocess.run(
        command("evidence", "--help", "--lang", language), capture_output=True, text=True, env=around, check=False
    )
    assert "hand-over" in known.stdout


def test_a_crash_on_the_way_is_noted_nowhere(around: dict[str, str]) -> None:
    """Red line E10: no note of a crash tells that somebody kept a log."""
    code = (
        "import sys\n"
        "from postigo.evidence import place\n"
        "from postigo.__main__ import main\n"
        "def fall(*_):\n"
        "    raise RuntimeError('a fault of ours')\n"
        "place.must_be_new = fall\n"
        "sys.exit(main(['evidence', 'new', 'a.age']))\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=around, check=False)
    assert done.returncode == 70
    assert "is noted in" not in done.stderr
    assert not list(files(Path(around["HOME"]).parent))


@needs("posix")
def test_pasted_lines_are_one_answer_and_the_shell_gets_none_of_what_is_left(quickly: dict[str, str]) -> None:
    root = Path(quickly["HOME"]).parent
    where = begun(quickly)
    shown = Screen("evidence", *EN, "add", str(where), env=quickly)
    shown.until("Type its number")
    shown.type(ADULT)
    shown.until("does not show")
    shown.type(PASS)
    shown.until("Type its number", after="What do you want to note")
    shown.type("1")
    shown.until("What happened: ")
    shown.type("first\nsecond\nthird")
    for question in ("Who: ", "When: ", "page): ", "profile: ", "of the profile: ", "amount): ", "in words: "):
        shown.until(question)
        shown.type("")
    assert shown.end() == 0, shown.text
    done = call(quickly, "show", str(where), typed=(PASS,))
    assert [line.strip() for line in done.stdout.splitlines()[1:4]] == ["What happened: first", "second", "third"]
    assert [one.name for one in files(root)] == ["a.age"]


def test_a_draft_goes_where_the_person_wants_it_for_its_owner_only(quickly: dict[str, str]) -> None:
    begun(quickly)
    here = Path(quickly["HOME"]).parent / "here"
    done = call(quickly, "draft", "a.age", "--output", "d.txt", "--language", "es", typed=(PASS,))
    assert done.returncode == 0, done
    assert done.stdout == ""
    assert "Whoever has it can read it" in done.stderr
    assert (here / "d.txt").read_text("utf-8").startswith("Borrador de denuncia a la policía\n====")
    if os.name == "posix":
        assert (here / "d.txt").stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in files(here.parent)) == ["a.age", "d.txt"]
    before = (here / "d.txt").read_bytes()
    done = call(quickly, "draft", "a.age", "--output", "d.txt", typed=(PASS,))
    assert done.returncode == 64
    assert "is there already" in done.stderr
    assert (here / "d.txt").read_bytes() == before


@pytest.mark.long
def test_a_draft_is_a_page_unless_text_is_asked_for_and_speaks_spanish_in_spain(around: dict[str, str]) -> None:
    begun(around)
    here = Path(around["HOME"]).parent / "here"
    assert (
        call({**around, "LC_ALL": "es_ES.UTF-8"}, "draft", "a.age", "--output", "d.html", typed=(PASS,)).returncode == 0
    )
    assert b'<html lang="es">' in (here / "d.html").read_bytes()
    assert b"Guardia Civil" in (here / "d.html").read_bytes()
    assert (
        call({**around, "LC_ALL": "en_GB.UTF-8"}, "draft", "a.age", "--output", "e.html", typed=(PASS,)).returncode == 0
    )
    assert b'<html lang="en">' in (here / "e.html").read_bytes()
    assert b"Guardia Civil" not in (here / "e.html").read_bytes()
    assert call(around, "draft", "a.age", "--output", "p.PDF", typed=(PASS,)).returncode == 0
    assert (here / "p.PDF").read_bytes().startswith(b"%PDF-")
    words = ("draft", "a.age", "--output", "f", "--language", "en", "--format", "text")
    assert call({**around, "LC_ALL": "es_ES.UTF-8"}, *words, typed=(PASS,)).returncode == 0
    assert (here / "f").read_bytes().startswith(b"Draft of a report to the police")


def noted(around: dict[str, str], *whats: str) -> Path:
    """A log with entries, sealed once."""
    content = b""
    for what in whats:
        content = chain.appended(content, Draft(said={Part.WHAT: what}), clock.now())
    where = Path(around["HOME"]).parent / "here/a.age"
    where.write_bytes(sealed.seal(bag.made(content, clock.now()), PASS))
    return where


@needs("posix", "openssl", "import rfc3161_client")
def test_a_stamp_is_asked_for_only_after_a_yes_and_verify_says_what_it_is_worth(
    quickly: dict[str, str], tmp_path: Path
) -> None:
    noted(quickly, CANARY)
    bare = {name: value for name, value in quickly.items() if not name.casefold().endswith("_proxy")}
    authority = Authority(tmp_path / "authority")
    roots = str(authority.roots)
    with served(authority.answer) as service:
        words = ("stamp", "a.age", "--service", service.address)
        done = call(bare, *words, typed=(PASS, ""))
        assert done.returncode == 0, done
        assert f"One fingerprint of your log goes to {service.address}." in done.stderr
        assert "The service sees the network address of this computer." in done.stderr
        assert "Nothing was sent." in done.stderr
        assert not service.bodies
        done = call(bare, *words, typed=(PASS, "yes"))
        assert done.returncode == 0, done
        assert "Saved as entry 2." in done.stderr
        assert "entry 1, and all before it, existed at 20" in done.stdout
        assert "Nobody asked here whose key that is." in done.stdout
        assert len(service.bodies) == 1
        assert CANARY.encode() not in service.bodies[0]
    done = call(bare, "verify", "a.age", "--certificates", roots, typed=(PASS,))
    assert done.returncode == 0, done
    assert "all 2 entries match" in done.stdout
    assert "leads to the file that you named" in done.stdout
    Authority(tmp_path / "another")
    done = call(bare, "verify", "a.age", "--certificates", str(tmp_path / "another/root.pem"), typed=(PASS,))
    assert done.returncode == 2, done
    assert "does not lead to the file of certificates" in done.stdout
    lying = [one.name for name in ("here", "home", "tmp") for one in files(Path(bare["HOME"]).parent / name)]
    assert lying == ["a.age"]


@needs("posix", "openssl", "import rfc3161_client")
def test_a_service_that_answers_badly_leaves_the_log_as_it_was(quickly: dict[str, str], tmp_path: Path) -> None:
    where = noted(quickly, "a")
    before = where.read_bytes()
    bare = {name: value for name, value in quickly.items() if not name.casefold().endswith("_proxy")}
    authority = Authority(tmp_path / "authority")
    other = stamps.request(b"another line").content
    for script, status, said in (
        (lambda _: b"<html>", 200, "It is not a time stamp, or it is damaged. Your log is as it was."),
        (lambda _: authority.answer(other), 200, "It is the time stamp of something else. Your log is as it was."),
        (lambda _: authority.answer(b"x"), 200, "The service refused: “Bad request"),
        (lambda _: b"", 503, "The service refused with the number 503."),
    ):
        with served(script) as service:
            service.status = status
            done = call(bare, "stamp", "a.age", "--service", service.address, typed=(PASS, "yes"))
        assert done.returncode == 64, done
        assert said in done.stderr
        assert "Your log is as it was." in done.stderr
        assert where.read_bytes() == before


@needs("posix")
def test_an_empty_passphrase_is_asked_for_again(quickly: dict[str, str]) -> None:
    where = Path(quickly["HOME"]).parent / "here/b.age"
    shown = Screen("evidence", *EN, "new", str(where), env=quickly)
    shown.until("Type its number")
    shown.type(ADULT)
    shown.until("does not show")
    shown.type("")
    for question in ("A passphrase for it", "The same once more"):
        shown.until(question, after="A log needs a passphrase")
        shown.type(PASS)
    assert shown.end() == 0, shown.text
    assert where.exists()


@pytest.mark.long
def test_what_cannot_be_understood_is_one_sentence_and_no_fault_of_ours(around: dict[str, str]) -> None:
    begun(around)
    for words, typed in (
        (("verify", "a.age"), (PASS, "9" * 5000, "12345678")),
        (("add", "a.age"), (ADULT, PASS, "3", "9" * 5000)),
        (("add", "a.age"), (ADULT, PASS, "2", "1", "~nobody-of-this-name/a.png", "", "", "")),
    ):
        done = call(around, *words, typed=typed)
        assert done.returncode == 64, done.stderr
        assert "fault" not in done.stderr
