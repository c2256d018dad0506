"""Nothing of ours is English where the person speaks Spanish: every command, called rightly and wrongly."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.cli.usage_errors import usage_error
from postigo.core.redact import Disclosure
from postigo.reports import shape, text
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.store.os_errors import os_error_reason
from postigo.words import Words
from tests.support import remembered
from tests.support.places import needs

ENGLISH = re.compile(
    r"\b(the|is|are|was|not|and|with|this|that|your|you|there|which|what|of|to|from|for|no such|file|directory|"
    r"permission|denied|argument|arguments|required|expected|unrecognized|invalid|choose|choice|ignored|built-in|error:)\b",
    re.IGNORECASE,
)
"""Words that no Spanish sentence has, but for those that name something of ours ("--level full")."""
NAMES = re.compile(
    r"«[^»]*»|\S*/\S*|--\S+|postigo \w+|\b[a-z]+(\|[a-z-]+)+|\bConoce [^.]*\.|[a-z]+\.[a-z-]+|\S+\.(?:json|csv|html|txt)"
)

CALLS = [
    ["--help"],
    *(
        [name, "--help"]
        for name in ("audit", "checks", "explain", "packs", "passwords", "record", "passphrase", "help-now")
    ),
    ["help-now"],
    ["help-now", "--country", "world"],
    ["help-now", "--country", "US"],
    ["packs"],
    ["checks"],
    ["explain", "camera.in-use"],
    ["explain", "image.location"],
    ["audit", "--tip", "6"],
    ["frobnicate"],
    ["--lang", "fr"],
    ["audit", "--frobnicate"],
    ["audit", "--output"],
    ["audit", "--details=3"],
    ["audit", "--tip"],
    ["audit", "--tip", "9"],
    ["audit", "--format", "docx"],
    ["audit", "--label", ""],
    ["audit", "--level", "full"],
    ["audit", "--reason", "x"],
    ["audit", "--together", "x"],
    ["audit", "--pair", "words.json"],
    ["verify"],
    ["verify", "."],
    ["verify", "words.json"],
    ["verify", "words.json", "--with", "words.json"],
    ["report"],
    ["report", "."],
    ["report", "words.json"],
    ["report", "words.json", "--level", "share"],
    ["report", "12"],
    ["history", "list", "--details"],
    ["audit", "--label", "x" * 200],
    ["audit", "--replay", "nothing.json"],
    ["audit", "--replay", "words.json"],
    ["audit", "--replay", "other.json"],
    ["audit", "--replay", "empty.json"],
    ["audit", "--replay", "loop"],
    ["audit", "--replay", "."],
    ["audit", "--output", "words.json"],
    ["audit", "--output", "x.docx"],
    ["audit", "--output", "nowhere/x.html"],
    ["audit", "--output", "words.json/x.html"],
    ["audit", "--output", "x" * 300],
    ["audit", "--events", "--format", "json"],
    ["audit", "camera.inuse"],
    ["audit", "firewall.enabled", "--tip", "2"],
    ["explain"],
    ["explain", "a", "b"],
    ["packs", "destroy", "x"],
    ["packs", "enable"],
    ["packs", "enable", "x"],
    ["packs", "disable", "postigo_checks"],
    ["record"],
    ["record", "--output", "new.json"],
    ["passwords"],
    ["passwords", "a.csv", "--words", "."],
    ["passwords", "a.csv", "--words", "nothing"],
    ["passwords", "a.csv", "--words", "loop"],
    ["passwords", "a.csv", "--hibp", "nothing"],
    ["passwords", "a.csv", "--format", "xml"],
    ["passwords", "--forget", "a.csv"],
    ["evidence"],
    ["evidence", "--help"],
    ["evidence", "new", "a.age"],
    ["evidence", "new", "words.json"],
    ["evidence", "show", "nothing"],
    ["evidence", "show", "a.age", "b"],
    ["evidence", "verify", "."],
    ["evidence", "hand-over", "a.age"],
    ["passphrase", "--words", "x"],
    ["passphrase", "--words", "99"],
    ["passphrase", "--words"],
]


@needs("posix")
@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call)[:40])
def test_what_is_said_in_spanish_is_spanish(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"LC_ALL": "es_ES.UTF-8", "LANGUAGE": "", "COLUMNS": "80", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("SUDO_UID", "1000")
    monkeypatch.chdir(tmp_path)
    Path("words.json").write_text("hola")
    Path("other.json").write_text('{"schema": "postigo.recording/9"}')
    Path("empty.json").write_text('{"schema": "postigo.recording/1", "platform": "amiga", "app": "1", "answers": {}}')
    Path("loop").symlink_to("loop")
    main(call)
    said = capsys.readouterr()
    told = f"{said.out}\n{said.err}"
    assert told.strip()
    assert ENGLISH.findall(NAMES.sub("", told)) == []


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize("machine", remembered.MACHINES, ids=lambda path: path.stem)
def test_what_is_said_of_a_machine_is_spanish(machine: Path, level: Disclosure) -> None:
    report = remembered.report(machine)
    words = words_for("es", report, stand_ins(level, report))
    told = text.render(shape.given(report, words), Paper(width=4000)).decode()
    assert ENGLISH.findall(NAMES.sub("", told)) == []


ARGPARSE = [
    "unrecognized arguments: --x",
    "the following arguments are required: ARCHIVO",
    "argument --output: expected one argument",
    "argument --details: ignored explicit argument '3'",
    "argument -a/--all: not allowed with argument --none",
    "argument --n: invalid int value: 'x'",
    "ambiguous option: --f could match --format, --frob",
    "something that Python will say one day",
]


@pytest.mark.parametrize("message", ARGPARSE)
def test_what_argparse_says_is_said_in_spanish(message: str) -> None:
    told = Words("es").say(usage_error(message, "postigo audit"))
    assert ENGLISH.findall(NAMES.sub("", told)) == []


def test_every_reason_of_the_system_has_words() -> None:
    for number in errno.errorcode:
        told = Words("es").say(os_error_reason(OSError(number, "No such thing")))
        assert not ENGLISH.search(told), told
