"""Files that the readers refuse or read in part: what is wrong with a record, and what is no export."""

from __future__ import annotations

import io
import os
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.readers.records import records
from tests.passwords.make_files import FILES
from tests.passwords.reading import HEADING, Write, entries, reads, refusal, snags
from tests.support.places import needs

# --- what is wrong with a record costs that record


@pytest.mark.parametrize(
    ("rows", "wrong", "right"),
    [
        ("A,u,ana,x,\nB,u,ana\nC,u,ana,x,\n", [(ReadProblem.RAGGED_ROW, 2)], [1, 3]),
        ("A,u,ana,x,\nB,u,ana,x,y,z\nC,u,ana,x,\n", [(ReadProblem.RAGGED_ROW, 2)], [1, 3]),
        ('A,u,ana,x,\nB,u,"a"b,x,\nC,u,ana,x,\n', [(ReadProblem.DAMAGED_ROW, 2)], [1, 3]),
        ('A,u,ana,x, "y"\nC,u,ana,x,\n', [(ReadProblem.DAMAGED_ROW, 1)], [2]),
        ('A,u,ana,"x,\nB,u,ana,x,\nC,u,ana,x,"a,b"\nD,u,ana,x,\n', [(ReadProblem.DAMAGED_ROW, 1)], [2, 3, 4]),
        ('A,u,ana,x,\nB,u,ana,"x,\nC,u,ana,x,\nD,u,ana,x,\n', [(ReadProblem.CUT_OFF, 2)], [1, 3, 4]),
        ('A,u,ana,x,\nB,u,ana,x,"a note\nthat never\nends', [(ReadProblem.CUT_OFF, 2)], [1]),
        ('A,u,"x,\nB,u,"x,\nC,u,ana,x,\n', [(ReadProblem.DAMAGED_ROW, 1), (ReadProblem.CUT_OFF, 2)], [3]),
        ('A,u,ana,x,"two\nlines"\n\nC,u,an\0a,x\0y,\n', [], [1, 3]),
        ('A,u,ana,a"b"c,\n', [], [1]),
    ],
    ids=[
        "short",
        "long",
        "after a quote",
        "before a quote",
        "swallowed",
        "never closed",
        "cut",
        "both",
        "fine",
        "inner quotes",
    ],
)
def test_a_bad_record_is_told_by_its_number_and_the_rest_is_read(
    write: Write, rows: str, wrong: list[tuple[ReadProblem, int]], right: list[int]
) -> None:
    found = reads(write(HEADING + rows))
    assert snags(found) == wrong
    assert list(entries(found)) == right


def test_a_file_cut_within_a_character_says_so(write: Write) -> None:
    content = (HEADING + "A,u,ana,x,ñ").encode()[:-1]
    assert snags(reads(write(content))) == [(ReadProblem.CUT_OFF, None)]
    assert snags(reads(write((HEADING + "A,u,ana,x,ñ").encode("utf-16")[:-1]))) == [(ReadProblem.CUT_OFF, None)]


@pytest.mark.parametrize(
    ("length", "told"),
    [(1000, []), (1001, [(ReadProblem.LONG_PASSWORD, 1)]), (400_000, [(ReadProblem.LONG_PASSWORD, 1)])],
)
def test_an_endless_password_is_read_and_told(write: Write, length: int, told: list[tuple[ReadProblem, int]]) -> None:
    found = reads(write(HEADING + f"A,https://a.example,ana,{'p' * length},\n"))
    assert snags(found) == told
    assert len(entries(found)[1].password) == length


def test_what_is_mostly_wrong_is_no_table(write: Write) -> None:
    path = write(HEADING + "A,u,ana,x,\n" + "only,three,fields\n" * 5000)
    assert refusal(path) is ReadProblem.DAMAGED


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=2, max_size=4), min_size=1, max_size=6
    )
)
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    import csv  # noqa: PLC0415 - the independent implementation

    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([["a", "b"], *rows])
    assert [fields for _, fields in records(out.getvalue(), ",")][1:] == rows


# --- files that are none


@pytest.mark.parametrize(
    ("content", "snag"),
    [
        (b"", ReadProblem.EMPTY_FILE),
        (b"\xef\xbb\xbf \r\n\r\n", ReadProblem.EMPTY_FILE),
        (b"only words\n", ReadProblem.PROSE),
        (bytes(range(256)) * 20, ReadProblem.UNKNOWN_KIND),
        (b"%PDF-1.7\n1 0 obj\n<<>>\n", ReadProblem.PROSE),
        (b"SQLite format 3\0" + bytes(100), ReadProblem.BROWSER_STORE),
        (
            b'{"nextId":2,"logins":[{"hostname":"x","encryptedUsername":"a","encryptedPassword":"b"}]}',
            ReadProblem.BROWSER_STORE,
        ),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ReadProblem.SPREADSHEET),
        (bytes.fromhex("03d9a29a65fb4bb5") + bytes(100), ReadProblem.ENCRYPTED),
        (b"-----BEGIN PGP MESSAGE-----\n\nww0ECQMC\n", ReadProblem.ENCRYPTED),
        (b"wy4ECQMIxyz0123456789+/=\n", ReadProblem.ENCRYPTED),
        (b'{"a": 1}\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n', ReadProblem.UNKNOWN_KIND),
        (b'{"a": \n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n', ReadProblem.DAMAGED),
        (b"{", ReadProblem.DAMAGED),
        (b'{"a": 1}', ReadProblem.UNKNOWN_KIND),
        (b'{"a":' + b"[" * 100_000, ReadProblem.DAMAGED),
        (b'{"a":' + b"1" * 10_000 + b"}", ReadProblem.DAMAGED),
        (b'{"a": [' + b"[]," * 3_100_000 + b"[]]}", ReadProblem.TOO_BIG),
        (b'{"encrypted": true, "encKeyValidation_DO_NOT_EDIT": "2.a|b|c", "items": []}', ReadProblem.ENCRYPTED),
        (b'{"encrypted": true, "vaults": {}}', ReadProblem.ENCRYPTED),
        (b"<?xml version='1.0'?><pwlist></pwlist>", ReadProblem.UNKNOWN_KIND),
        (b"<?xml version='1.0'?><KeePassFile><Meta>", ReadProblem.DAMAGED),
        (b"<?xml version='1.0' encoding='none-such'?><KeePassFile/>", ReadProblem.DAMAGED),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><KeePassFile>&a;</KeePassFile>", ReadProblem.ENTITIES),
        (b"<!DOCTYPE KeePassFile SYSTEM 'file:///etc/passwd'><KeePassFile/>", ReadProblem.ENTITIES),
        (b"PK\x03\x04" + bytes(100), ReadProblem.DAMAGED),
        (bytes.fromhex("03d9a29a67fb4bb5"), ReadProblem.DAMAGED_DATABASE),
        (bytes.fromhex("03d9a29a67fb4bb5 0000 0500") + bytes(100), ReadProblem.TOO_NEW),
        (bytes.fromhex("03d9a29a67fb4bb5 0100 0300 00 0000"), ReadProblem.DAMAGED_DATABASE),
    ],
)
def test_what_is_no_export_is_told_by_what_it_is(write: Write, content: bytes, snag: ReadProblem) -> None:
    assert refusal(write(content)) is snag


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("members", "snag"),
    [
        ({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}, ReadProblem.DAMAGED),
        ({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}, ReadProblem.SPREADSHEET),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"<w><p><r><t>x</t></r></p></w>"}, ReadProblem.PROSE),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, ReadProblem.DAMAGED),
        ({"[Content_Types].xml": b"x", "ppt/presentation.xml": b"x"}, ReadProblem.PROSE),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"x"}, ReadProblem.DAMAGED),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}, ReadProblem.PROSE),
        ({"Index/Document.iwa": b"x"}, ReadProblem.SPREADSHEET),
        ({"Proton Pass/data.pgp": b"x"}, ReadProblem.ENCRYPTED),
        ({"photo.jpg": b"x"}, ReadProblem.UNKNOWN_KIND),
        ({"notes.csv": b"title,note\na,b\n"}, ReadProblem.UNKNOWN_KIND),
        ({"export.data": b"{}"}, ReadProblem.UNKNOWN_KIND),
        ({"export.data": bytes(30_000_000)}, ReadProblem.ZIP_BOMB),
        ({"passwords.csv": b"name,url,username,password\n" + bytes(30_000_000)}, ReadProblem.ZIP_BOMB),
        ({str(number): b"" for number in range(20_001)}, ReadProblem.ZIP_BOMB),
        ({}, ReadProblem.UNKNOWN_KIND),
    ],
)
def test_an_archive_is_told_by_its_members(write: Write, members: dict[str, bytes], snag: ReadProblem) -> None:
    assert refusal(write(zipped(members))) is snag


def test_a_member_that_is_longer_than_it_says_is_not_read_on(write: Write) -> None:
    made = bytearray(zipped({"export.data": b"{" + bytes(2_000_000)}))
    size = (2_000_001).to_bytes(4, "little")
    while size in made:
        at = made.index(size)
        made[at : at + 4] = (100).to_bytes(4, "little")
    assert refusal(write(bytes(made))) is ReadProblem.DAMAGED


def test_an_archive_whose_numbers_are_too_wide_for_its_size_is_not_read(write: Write) -> None:
    made = zipped({"export.data": b"{}"})
    at = made.index(b"PK\x05\x06")
    assert refusal(write(made[:at] + b"PK\x06\x07" + bytes(16) + made[at:])) is ReadProblem.ZIP_BOMB


def test_a_locked_archive_is_encrypted(write: Write) -> None:
    made = bytearray(zipped({"data.json": b"{}"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(write(bytes(made))) is ReadProblem.ENCRYPTED


def test_bitwardens_zip_with_attachments_is_its_json(write: Write) -> None:
    found = reads(write(zipped({"data.json": (FILES / "bitwarden.json").read_bytes(), "attachments/x/y.txt": b"z"})))
    assert found[0] is Source.BITWARDEN_JSON
    assert list(entries(found)) == [1, 3]


def test_an_xml_that_ends_in_the_middle_gives_what_is_whole(write: Write) -> None:
    whole = (FILES / "keepass.xml").read_bytes()
    found = reads(write(whole[: whole.index(b"keepass-Dos2") + 4]))
    assert list(entries(found)) == [1]
    assert snags(found) == [(ReadProblem.CUT_OFF, None)]


def test_what_is_still_sealed_in_an_xml_is_no_password(write: Write) -> None:
    whole = (FILES / "keepass.xml").read_bytes()
    found = reads(write(whole.replace(b'ProtectInMemory="True">keepass-Dos2', b'Protected="True">AAAA')))
    assert (ReadProblem.DAMAGED_ROW, 2) in snags(found)
    assert list(entries(found)) == [1]


@needs("posix")
def test_what_is_no_ordinary_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") is ReadProblem.NOT_ORDINARY
    assert refusal(Path("/dev/zero")) is ReadProblem.NOT_ORDINARY
    assert refusal(Path("/dev/tty")) in {ReadProblem.NOT_ORDINARY, ReadProblem.MISSING}
    name = os.path.relpath(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        assert refusal(tmp_path / "s") is ReadProblem.NOT_ORDINARY
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refusal(tmp_path / "loop") is ReadProblem.MISSING


def test_what_cannot_be_opened_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path) is ReadProblem.IS_FOLDER
    assert refusal(tmp_path / "absent") is ReadProblem.MISSING
    assert refusal(tmp_path / "a\0b") is ReadProblem.MISSING
    assert refusal(tmp_path / ("x" * 5000)) is ReadProblem.MISSING
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "below") is ReadProblem.MISSING

    def refuses(problem: OSError) -> ReadProblem:
        def opened(*_: object) -> int:
            raise problem

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", opened)
            return refusal(tmp_path / "file")

    assert refuses(PermissionError(13, "denied")) is ReadProblem.DENIED
    held = PermissionError(13, "held by another")
    held.winerror = 32  # type: ignore[attr-defined,unused-ignore] # only Windows declares it
    assert refuses(held) is ReadProblem.IN_USE
    assert refuses(OSError(5, "input/output error")) is ReadProblem.DAMAGED
