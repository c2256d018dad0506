"""Terminal on a computer that several people use: whom to tell stands beside what to do first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postigo.audit.request import Request
from postigo.cli import output, parser, terminal
from postigo.cli.audit_printer import AuditPrinter
from postigo.cli.options import AuditOptions, audit_options
from postigo.cli.parser import FORMATS
from postigo.guidance.reader import Audience, Reader
from postigo.store.context import Context
from postigo.store.files import Settings
from tests.support.remembered import MACHINES, report

TELL = "Several people use this computer."
THEIRS = "Tell who looks after this computer. It takes the password of an administrator."
MENDABLE = replace(report(next(path for path in MACHINES if path.stem == "linux-school")), remembered=False)
HERE = replace(report(next(path for path in MACHINES if path.stem == "windows-11-family")), remembered=False)


def said(reader: Reader, *, remembered: bool = False) -> str:
    printer = AuditPrinter(AuditOptions(Request(), "en", reader=reader))
    return " ".join(printer._again(replace(HERE, remembered=remembered), long=False))


def test_whom_to_tell_is_said_where_several_people_use_it() -> None:
    assert TELL in said(Reader(shared=True))
    assert TELL not in said(Reader())
    assert TELL not in said(Reader(shared=True), remembered=True)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in {"pdf", "prom", "ocsf", "sarif"}])
def test_every_format_tells_a_pupil_whom_to_tell_and_an_adult_the_steps(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF is made of the same document; the formats for engines have no steps."""

    def printed(reader: Reader) -> str:
        written: list[bytes] = []
        monkeypatch.setattr(terminal, "write_bytes", written.append)
        monkeypatch.setattr(output, "handed_on", lambda *_: None)
        AuditPrinter(AuditOptions(Request(), "en", form, reader=reader)).close(MENDABLE)
        return " ".join(b"".join(written).decode().split())

    pupil, adult = printed(Reader(shared=True)), printed(Reader(Audience.ADULT, shared=True))
    assert "sudo" in adult or form == "csv"
    assert "sudo" not in pupil
    assert THEIRS in pupil or form == "csv"
    assert THEIRS not in adult


@pytest.mark.parametrize(
    ("settings", "reader"),
    [
        (Settings(), Reader()),
        (Settings(shared=True), Reader(shared=True)),
        (Settings(audience="teacher"), Reader(Audience.TEACHER, shared=True)),
    ],
)
def test_the_settings_say_who_reads(settings: Settings, reader: Reader) -> None:
    call = parser.parse(["audit", "av.active"], "en")
    assert audit_options(call, Context("en", settings)).reader == reader
