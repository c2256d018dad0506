"""The readers of the password audit: what each export gives, and what bad files say. No assertion shows a password."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import socket
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers import file_opening, read
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.records import records
from postigo.passwords.sandbox.readers.unlock import Ask, Key, Refused
from tests.passwords.make_files import FILES, MASTER
from tests.passwords.promise import TODAY, kept
from tests.support.pace import keeps, within
from tests.support.places import need, needs

HEADING = "name,url,username,password,note\n"


def nobody(_source: Source, _refused: Refused) -> None:
    raise AssertionError("nothing of this is locked")


def owner(_source: Source, refused: Refused) -> Key:
    assert not refused.times
    return Key(MASTER)


def reads(path: Path, ask: Ask = nobody) -> list[Read]:
    return list(read(path, ask, today=TODAY))


def refusal(path: Path, ask: Ask = nobody) -> ReadProblem:
    with pytest.raises(Unreadable) as refused:
        reads(path, ask)
    assert refused.value.__context__ is None, "what it took the place of may show the file"
    return refused.value.snag


def entries(found: list[Read]) -> dict[int, Entry]:
    return {entry.row: entry for entry in found if isinstance(entry, Entry)}


def snags(found: list[Read]) -> list[tuple[ReadProblem, int | None]]:
    return [(snag.snag, snag.row) for snag in found if isinstance(snag, RowSnag)]


Write = Callable[[bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes | str) -> Path:
        path = tmp_path / "a name that says nothing"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


# --- the export of each program


@dataclass(frozen=True)
class Expected:
    source: Source
    rows: tuple[int, ...]
    snags: tuple[tuple[ReadProblem, int | None], ...] = ()
    changed: dict[int, date] = field(default_factory=dict)
    unchanged_since: dict[int, date] = field(default_factory=dict)
    second_factor: tuple[bool | None, ...] = ()
    former: dict[int, int] = field(default_factory=dict)


YES, NO = True, False
EXPECTED = {
    "chromium.csv": Expected(Source.CHROMIUM, (1, 2, 3, 4), second_factor=(None,) * 4),
    "chromium-2021.csv": Expected(Source.CHROMIUM, (1,), second_factor=(None,)),
    "firefox.csv": Expected(Source.FIREFOX, (1, 3, 4), changed={1: date(2021, 1, 1)}, second_factor=(None,) * 3),
    "apple.csv": Expected(Source.APPLE, (1, 2), second_factor=(NO, YES)),
    "safari-2020.csv": Expected(Source.APPLE, (1,), second_factor=(None,)),
    "bitwarden.csv": Expected(Source.BITWARDEN_CSV, (1, 3), second_factor=(NO, YES)),
    "bitwarden-organisation.csv": Expected(Source.BITWARDEN_CSV, (1,), second_factor=(NO,)),
    "bitwarden.json": Expected(
        Source.BITWARDEN_JSON, (1, 3), second_factor=(NO, YES), former={1: 2},
        changed={1: date(2023, 3, 3)}, unchanged_since={3: date(2022, 2, 2)},
    ),
    "1password.csv": Expected(Source.ONEPASSWORD_CSV, (1, 2), second_factor=(NO, YES)),
    "1password.1pux": Expected(
        Source.ONEPASSWORD_1PUX, (1, 3, 4, 6), second_factor=(NO, YES, NO, NO), former={1: 2},
        changed={1: date(2021, 1, 1)}, unchanged_since=dict.fromkeys((3, 4, 6), date(2023, 11, 14)),
    ),
    "lastpass.csv": Expected(Source.LASTPASS, (1, 4), ((ReadProblem.RAGGED_ROW, 3),), second_factor=(NO, YES)),
    "lastpass-2019.csv": Expected(Source.LASTPASS, (1,), second_factor=(None,)),
    "dashlane.csv": Expected(Source.DASHLANE, (1, 2), second_factor=(NO, YES)),
    "dashlane.zip": Expected(Source.DASHLANE, (1,), second_factor=(YES,)),
    "keepassxc.csv": Expected(
        Source.KEEPASSXC_CSV, (1, 3), second_factor=(NO, YES),
        unchanged_since={1: date(2021, 3, 4), 3: date(2022, 3, 4)},
    ),
    "keepass.xml": Expected(
        Source.KEEPASS_XML, (1, 2, 4), ((ReadProblem.DAMAGED_ROW, 5),), second_factor=(NO, YES, NO), former={1: 2},
        changed={1: date(2021, 5, 6)}, unchanged_since={2: date(2020, 2, 2), 4: date(2020, 2, 2)},
    ),
    "keepass-3.1.kdbx": Expected(
        Source.KDBX, (1, 2, 4), ((ReadProblem.DAMAGED_ROW, 5),), second_factor=(NO, YES, NO), former={1: 2},
        changed={1: date(2021, 5, 6)}, unchanged_since={2: date(2020, 2, 2), 4: date(2020, 2, 2)},
    ),
    "keepass-4.kdbx": Expected(Source.KDBX, (1,), second_factor=(NO,), former={1: 1}, changed={1: date(2026, 11, 27)}),
    "keepass-4-aes.kdbx": Expected(Source.KDBX, (1,), second_factor=(NO,), former={1: 1}, changed={1: date(2026, 11, 27)}),
    "proton.csv": Expected(
        Source.PROTON_CSV, (1, 4), second_factor=(NO, YES), unchanged_since=dict.fromkeys((1, 4), date(2021, 1, 1))
    ),
    "proton-2023.csv": Expected(Source.PROTON_CSV, (1,), second_factor=(NO,), unchanged_since={1: date(2021, 1, 1)}),
    "proton.zip": Expected(
        Source.PROTON_ZIP, (1, 4), second_factor=(NO, YES), unchanged_since=dict.fromkeys((1, 4), date(2021, 1, 1))
    ),
    "nordpass.csv": Expected(Source.NORDPASS, (2, 5), second_factor=(None, None)),
    "nordpass-2022.csv": Expected(Source.NORDPASS, (1,), second_factor=(None,)),
    "enpass.csv": Expected(Source.ENPASS_CSV, (1, 3), second_factor=(NO, YES)),
    "enpass.json": Expected(
        Source.ENPASS_JSON, (1, 5), second_factor=(YES, NO), former={1: 2}, changed={1: date(2021, 1, 1)}
    ),
    "roboform.csv": Expected(Source.ROBOFORM, (1, 2, 4), second_factor=(NO, YES, NO)),
    "other-spreadsheet.csv": Expected(
        Source.OTHER_CSV, (1,), ((ReadProblem.OLD_ENCODING, None), (ReadProblem.RAGGED_ROW, 2)), second_factor=(None,)
    ),
    "other-tabs.txt": Expected(Source.OTHER_CSV, (1,), second_factor=(None,)),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_export_gives_its_logins_and_nothing_else(name: str) -> None:
    expected = EXPECTED[name]
    found = reads(FILES / name, owner)
    assert found[0] is expected.source
    assert tuple(entries(found)) == expected.rows
    assert tuple(snags(found)) == expected.snags
    assert {row: entry.changed for row, entry in entries(found).items() if entry.changed} == expected.changed
    since = {row: entry.unchanged_since for row, entry in entries(found).items() if entry.unchanged_since}
    assert since == expected.unchanged_since
    assert tuple(entry.second_factor for entry in entries(found).values()) == expected.second_factor
    assert {row: len(entry.history) for row, entry in entries(found).items() if entry.history} == expected.former


@pytest.mark.parametrize("name", EXPECTED)
def test_each_password_is_the_one_that_was_put_in(name: str) -> None:
    """The passwords of the examples begin with the name of their program and end with their number."""
    begins = ("chromium", "firefox", "apple", "bitwarden-", "onepass-", "onepux-", "lastpass", "dashlane-", "keepassxc-",
              "keepass-", "proton-", "nordpass-", "enpass-", "'roboform-", "roboform-", "otra-", "other-")  # fmt: skip
    ends = ("1", "2", "3", "4", "Dos", '"Dos"', "Cuatro", "2020", "2021", "Old", "Older")
    for entry in entries(reads(FILES / name, owner)).values():
        for password in (entry.password, *entry.history):
            fits = password.startswith(begins) and password.endswith(ends)
            assert fits, f"row {entry.row}"


def test_every_example_is_looked_at() -> None:
    assert {file.name for file in FILES.iterdir()} == {*EXPECTED, "proton-pgp.zip"}


def test_names_users_and_addresses_come_through() -> None:
    chromium = entries(reads(FILES / "chromium.csv"))
    assert chromium[3].urls == ("android://com.example.app/",)
    assert (chromium[1].name, chromium[1].user) == ("mail.example.com", "ana@example.com")
    assert entries(reads(FILES / "bitwarden.csv"))[1].urls == ("https://mail.example.com/a,b", "https://m.example.com")
    assert entries(reads(FILES / "bitwarden.csv"))[3].urls == ("bank.example.org", "www.bank.example.org")
    assert entries(reads(FILES / "nordpass.csv"))[2].urls[1:] == ("https://m.example.com", "https://w.example.com")
    assert entries(reads(FILES / "dashlane.csv"))[2].user == "ana2"
    assert entries(reads(FILES / "proton.csv"))[1].user == "ana@example.com"
    assert entries(reads(FILES / "proton.csv"))[1].urls == ("https://mail.example.com/", "https://m.example.com/")
    assert entries(reads(FILES / "roboform.csv"))[1].user == "@ana"
    assert entries(reads(FILES / "lastpass-2019.csv"))[1].urls == ("https://mail.example.com/?a=1&b=2",)
    assert entries(reads(FILES / "lastpass.csv"))[1].urls == ("https://mail.example.com/?a=1&b=2",)
    assert entries(reads(FILES / "1password.1pux"))[6].user == "ana@example.com"
    assert entries(reads(FILES / "keepass.xml"))[4].name == "Bank"


def test_entities_are_signs_only_where_the_whole_export_went_through_html() -> None:
    (old,) = entries(reads(FILES / "lastpass-2019.csv")).values()
    assert "&lt;" not in old.password
    assert "&amp;" in entries(reads(FILES / "lastpass.csv"))[1].password


def test_a_reference_brings_the_password_that_it_refers_to() -> None:
    found = entries(reads(FILES / "keepass.xml"))
    assert hash(found[4].password) == hash(found[2].password)


# --- any order, any case, any way of writing a CSV


@pytest.mark.parametrize(
    "content",
    [
        "PASSWORD,Username,URL,Name\nx,ana,https://a.example,A\n",
        "\ufeff\ufeffname,url,username,password\nA,https://a.example,ana,x\n",
        "name;url;username;password\r\nA;https://a.example;ana;x\r\n",
        "name\turl\tusername\tpassword\nA\thttps://a.example\tana\tx",
        "\r\nname,url,username,password\rA,https://a.example,ana,x\r",
        "name,url,username,password\rA,https://a.example,ana,x\r",
        'name,url,username,password\r\n"A","https://a.example","ana","x"',
        '"name" ,url, username ,password\nA,https://a.example,ana,x,,,\n'.replace('"name" ', '"name"'),
    ],
    ids=[
        "order",
        "two marks",
        "semicolons",
        "tabs",
        "empty lines",
        "old Mac",
        "quotes, no last line",
        "empty fields after",
    ],
)
def test_however_it_is_written_it_is_the_same_table(write: Write, content: str) -> None:
    found = reads(write(content))
    assert found[0] is Source.CHROMIUM
    (entry,) = entries(found).values()
    assert (entry.row, entry.name, entry.user, entry.urls) == (1, "A", "ana", ("https://a.example",))
    assert entry.password == "x"  # noqa: S105 - made up
    assert not snags(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marked_encodings_are_read(write: Write, encoding: str) -> None:
    content = ("\ufeff" if encoding.endswith("e") else "") + HEADING + "Ñandú,https://a.example,ana,é😀,\n"
    found = reads(write(content.encode(encoding)))
    assert entries(found)[1].name == "Ñandú"
    assert len(entries(found)[1].password) == 2
    assert not snags(found)


def test_old_windows_files_are_read_and_said_to_be_old(write: Write) -> None:
    found = reads(write((HEADING + "Señal,https://a.example,ana,€ñ,\n").encode("cp1252")))
    assert snags(found) == [(ReadProblem.OLD_ENCODING, None)]
    assert entries(found)[1].name == "Señal"
    assert snags(reads(write((HEADING + "x,https://a.example,ana,").encode() + b"\x81,\n"))) == [
        (ReadProblem.OLD_ENCODING, None)
    ]


def test_lone_surrogates_become_signs_that_can_be_printed(write: Write) -> None:
    path = write((HEADING + "A,https://a.example,ana\ud800,x\udfff,\n").encode("utf-8", "surrogatepass"))
    (entry,) = entries(reads(path)).values()
    assert entry.user == "ana\N{REPLACEMENT CHARACTER}"
    entry.password.encode()


@pytest.mark.parametrize(
    "heading",
    [
        "Sitio;Usuario;Contraseña", "web,usuario,CLAVE", "Site,Identifiant,Mot de passe", "Webseite;Benutzername;Passwort",
        "Sito,Utente,Password", "Sítio,Utilizador,Palavra-passe", "Lloc web,Usuari,Contrasenya", "Site,Usuário,Senha",
        "Web Site,Login Name,Password", "Ligazón,Usuaria,Contrasinal", "Webgunea,Erabiltzailea,Pasahitza", "url,e-mail,pwd",
        "Adresse,Compte,mot_de_passe", "URL:,User-Name:,Password:", "Titel;Konto;Kennwort",
    ],
)  # fmt: skip
def test_a_table_of_nobodys_is_read_if_one_column_can_only_be_the_password(write: Write, heading: str) -> None:
    separator = ";" if ";" in heading else ","
    found = reads(write(f"{heading}\n" + separator.join(("a.example", "ana", "x")) + "\n"))
    assert found[0] is Source.OTHER_CSV
    (entry,) = entries(found).values()
    assert (entry.user, entry.urls or entry.name) == (
        "ana",
        "a.example" if heading.startswith("Titel") else ("a.example",),
    )


@pytest.mark.parametrize(
    ("heading", "snag"),
    [
        ("name,date,price", ReadProblem.UNKNOWN_HEADING),
        ("password,new password,passwd", ReadProblem.SEVERAL_PASSWORD_COLUMNS),
        ("clave,valor", ReadProblem.UNKNOWN_HEADING),
        ("pass,fail", ReadProblem.UNKNOWN_HEADING),
        ("password hint,url,user", ReadProblem.UNKNOWN_HEADING),
        ("a;b;c", ReadProblem.UNKNOWN_HEADING),
        ("x,password,Password", ReadProblem.SEVERAL_PASSWORD_COLUMNS),
        ("url,user / password,notes", ReadProblem.UNKNOWN_HEADING),
        ("nombre;email;código postal", ReadProblem.UNKNOWN_HEADING),
    ],
)
def test_a_table_in_which_nothing_must_be_a_password_is_refused(write: Write, heading: str, snag: ReadProblem) -> None:
    separator = ";" if ";" in heading else ","
    assert refusal(write(heading + "\n" + separator.join("123") + "\n")) is snag


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


# --- speed and room


def test_the_first_login_does_not_wait_for_the_last(write: Write) -> None:
    found: Iterator[Read] = read(write(HEADING + "A,https://a.example,ana,x,\n" * 10_000), nobody)
    assert next(found) is Source.CHROMIUM
    assert isinstance(next(found), Entry)


@pytest.mark.parametrize(
    "line",
    ['",x,"', '",x,"y\n', 'a,"\n', '","\n', '"', '"a', 'a,b,c,"\n","\n', "\n", ",", "x\n", 'x,"""\n'],
)
def test_nonsense_after_a_good_heading_takes_no_longer_the_more_clever_it_is(write: Write, line: str) -> None:
    """Linear in the length: eight times as much takes no more than some tens of times as long, where squared is 64."""

    def seconds(times: int) -> float:
        path = write(HEADING + line * times)
        began = time.process_time()
        kept(path, nobody)
        return max(time.process_time() - began, 0.005)

    few = 60_000 // len(line)
    assert keeps(40, lambda: seconds(8 * few) / seconds(few))


def test_sixty_megabytes_of_nonsense_are_answered_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    assert refusal(path) is ReadProblem.TOO_BIG
    with path.open("wb") as file:
        file.write(b"\x07nonsense")
        file.truncate(file_opening.LARGEST)
    assert within(5, lambda: refusal(path), time.process_time) is ReadProblem.UNKNOWN_KIND


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


# --- locked files


def answers(*given: str | None) -> tuple[Ask, list[int]]:
    asked: list[int] = []
    left = iter(given)

    def ask(_source: Source, refused: Refused) -> Key | None:
        asked.append(refused.times)
        said = next(left)
        return None if said is None else Key(said)

    return ask, asked


def sealed_by_bitwarden(content: bytes, kdf: dict[str, int]) -> dict[str, object]:
    """As Bitwarden locks an export, with other libraries than the reader's: cryptography for all but Argon2."""
    need("cryptography")
    part = "cryptography.hazmat.primitives."
    ciphers, hashes, hmac, padding, hkdf, pbkdf2 = (
        import_module(part + name) for name in ("ciphers", "hashes", "hmac", "padding", "kdf.hkdf", "kdf.pbkdf2")
    )
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - beside the others

    sha256 = hashes.SHA256()
    salt = base64.b64encode(b"0123456789abcdef").decode()
    if kdf["kdfType"] == 0:
        master = pbkdf2.PBKDF2HMAC(sha256, 32, salt.encode(), kdf["kdfIterations"]).derive(MASTER.encode())
    else:
        master = hash_secret_raw(
            MASTER.encode(), hashlib.sha256(salt.encode()).digest(), kdf["kdfIterations"], kdf["kdfMemory"] * 1024,
            kdf["kdfParallelism"], 32, Type.ID,
        )  # fmt: skip
    cipher_key, mac_key = (hkdf.HKDFExpand(sha256, 32, info).derive(master) for info in (b"enc", b"mac"))

    def sealed(plain: bytes) -> str:
        padder = padding.PKCS7(128).padder()
        iv = os.urandom(16)
        encryptor = ciphers.Cipher(ciphers.algorithms.AES(cipher_key), ciphers.modes.CBC(iv)).encryptor()
        secret = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
        mac = hmac.HMAC(mac_key, sha256)
        mac.update(iv + secret)
        return "2." + "|".join(base64.b64encode(one).decode() for one in (iv, secret, mac.finalize()))

    return {
        "encrypted": True, "passwordProtected": True, "salt": salt, **kdf,
        "encKeyValidation_DO_NOT_EDIT": sealed(b"a guid"), "data": sealed(content),
    }  # fmt: skip


PBKDF2 = {"kdfType": 0, "kdfIterations": 5000}
ARGON2 = {"kdfType": 1, "kdfIterations": 2, "kdfMemory": 16, "kdfParallelism": 1}


@pytest.mark.parametrize("kdf", [PBKDF2, ARGON2], ids=["PBKDF2", "Argon2id"])
def test_bitwardens_locked_export_opens_with_its_password(write: Write, kdf: dict[str, int]) -> None:
    path = write(json.dumps(sealed_by_bitwarden((FILES / "bitwarden.json").read_bytes(), kdf)))
    ask, asked = answers("wrong", MASTER)
    found = reads(path, ask)
    assert asked == [0, 1]
    assert found[0] is Source.BITWARDEN_PROTECTED
    assert list(entries(found)) == [1, 3]


@pytest.mark.parametrize("library", ["Cryptodome.Cipher", "argon2.low_level", "defusedxml.ElementTree"])
def test_a_database_whose_reader_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(FILES / "keepass-4.kdbx", owner) is ReadProblem.NO_READER


@pytest.mark.parametrize(("kdf", "library"), [(PBKDF2, "Cryptodome.Cipher"), (ARGON2, "argon2.low_level")])
def test_a_locked_export_whose_reader_is_not_installed_says_so(
    write: Write, monkeypatch: pytest.MonkeyPatch, kdf: dict[str, int], library: str
) -> None:
    path = write(json.dumps(sealed_by_bitwarden((FILES / "bitwarden.json").read_bytes(), kdf)))
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(path, lambda _source, _refused: Key(MASTER)) is ReadProblem.NO_READER


@pytest.mark.parametrize(
    ("changes", "snag"),
    [
        ({"data": "2.AAAA|AAAA|AAAA"}, ReadProblem.DAMAGED),
        ({"data": "nothing"}, ReadProblem.DAMAGED),
        ({"data": "7.AAAA"}, ReadProblem.TOO_NEW),
        ({"encKeyValidation_DO_NOT_EDIT": None}, ReadProblem.DAMAGED),
        ({"kdfType": 2}, ReadProblem.TOO_NEW),
        ({"kdfIterations": 2_000_001}, ReadProblem.DAMAGED),
        ({"kdfIterations": "5000"}, ReadProblem.DAMAGED),
        ({"kdfType": 1, "kdfIterations": 3, "kdfMemory": 10**9, "kdfParallelism": 1}, ReadProblem.DAMAGED),
    ],
)
def test_a_locked_export_that_makes_no_sense_is_refused(
    write: Write, changes: dict[str, object], snag: ReadProblem
) -> None:
    document = sealed_by_bitwarden(b"{}", PBKDF2) | changes
    assert refusal(write(json.dumps(document))) is snag


def test_a_locked_export_whose_content_was_changed_is_damaged(write: Write) -> None:
    document = sealed_by_bitwarden(b"{}", PBKDF2)
    document["data"] = sealed_by_bitwarden(b"{}", PBKDF2 | {"kdfIterations": 5001})["data"]
    assert refusal(write(json.dumps(document)), owner) is ReadProblem.DAMAGED


def test_who_has_no_password_or_tries_too_often_is_let_go(write: Write) -> None:
    path = write(json.dumps(sealed_by_bitwarden(b"{}", PBKDF2)))
    ask, asked = answers(None)
    assert refusal(path, ask) is ReadProblem.WRONG_MASTER
    assert asked == [0]
    ask, asked = answers(*["wrong"] * 9)
    assert refusal(path, ask) is ReadProblem.WRONG_MASTER
    assert asked == [0, 1, 2, 3, 4]


# --- dates


@pytest.mark.parametrize(
    ("read_as", "value", "day"),
    [
        ("seconds", 1609459200, date(2021, 1, 1)),
        ("seconds", "1609459200", date(2021, 1, 1)),
        ("seconds", 1609459200.5, date(2021, 1, 1)),
        ("milliseconds", "1609459200000", date(2021, 1, 1)),
        ("milliseconds", 0, None),
        ("seconds", 600_000_000, None),  # 1989
        ("iso", "1601-01-01", None),
        ("iso", "1970-01-01T00:00:00Z", None),
        ("iso", "1989-12-31", None),
        ("iso", "1990-01-01", date(1990, 1, 1)),
        ("seconds", 1795824000, TODAY),  # tomorrow: today elsewhere
        ("seconds", 1795996800, None),
        ("seconds", 10**300, None),
        ("seconds", float("nan"), None),
        ("seconds", float("inf"), None),
        ("seconds", True, None),
        ("seconds", "٣", None),
        ("seconds", "", None),
        ("iso", "2021-01-01T23:59:59.000Z", date(2021, 1, 1)),
        ("iso", "2021-01-01", date(2021, 1, 1)),
        ("iso", "2021-13-01", None),
        ("iso", "9999-12-31", None),
        ("iso", None, None),
        ("keepass", "2021-01-01T00:00:00Z", date(2021, 1, 1)),
        ("keepass", base64.b64encode((63745056000).to_bytes(8, "little")).decode(), date(2021, 1, 1)),
        ("keepass", "!!!!", None),
        ("keepass", "////////////////////////", None),
    ],
)
def test_a_date_that_cannot_be_true_is_none(read_as: str, value: object, day: date | None) -> None:
    assert getattr(Calendar(TODAY), read_as)(value) == day


def test_a_clock_at_the_end_of_the_calendar_is_no_fault() -> None:
    assert Calendar(date.max).iso("2026-11-27") == date(2026, 11, 27)
    assert Calendar(date.max).iso("9999-12-31") == date.max


# --- anything at all

SMALL = sorted(file.name for file in FILES.iterdir() if file.suffix != ".kdbx")


@pytest.mark.parametrize("seed", [b"", *(b.encode() for b in SMALL)])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_the_bytes_the_promise_is_kept(write: Write, seed: bytes, data: st.DataObject) -> None:
    content = bytearray((FILES / seed.decode()).read_bytes() if seed else data.draw(st.binary(max_size=2000)))
    for _ in range(data.draw(st.integers(0, 6))):
        at, to = sorted((data.draw(st.integers(0, len(content))), data.draw(st.integers(0, len(content)))))
        to = min(to, at + data.draw(st.sampled_from((0, 1, 3, 40, 10_000))))
        content[at:to] = data.draw(
            st.binary(max_size=8) | st.sampled_from((b'"', b",", b"\n", b"\xff", b"\0", b"\xed\xa0\x80", b'""'))
        )
    kept(write(bytes(content)), lambda *_: None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("items", "login", "type", "password", "data", "content", "fields", "value", "uris", "history", "passwordHistory", "details", "overview", "vaults", "accounts", "loginFields", "urls", "category", "totpUri", "encrypted", "passwordProtected", "salt", "kdfType", "kdfIterations")), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(("items", "vaults", "accounts", "encrypted", "logins", "data", "passwordProtected")),
        JSON,
        min_size=1,
    )
)
def test_whatever_the_shape_of_a_json_the_promise_is_kept(write: Write, document: dict[str, object]) -> None:
    kept(write(json.dumps(document)), lambda *_: None)


# --- what people write, and what must not be taken for a password or hide one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gmail\nUsuario: ana  Contraseña: hola1234\n\nBanco\nUsuario: eva\nContraseña: kk9\n", [("ana", "hola1234"), ("eva", "kk9")]),
        ("## Gmail\n- **Usuario:** `ana`\n- **Contraseña:** `hola1234`\n", [("ana", "hola1234")]),
        ('[gmail]\nuser=ana\npassword="hola1234"\n', [("ana", "hola1234")]),
    ],
)  # fmt: skip
def test_a_text_is_read_as_its_writer_meant_it(write: Write, text: str, expected: list[tuple[str, str]]) -> None:
    found = entries(reads(write(text.encode())))
    assert [(one.user, one.password) for one in found.values()] == expected


def test_lines_beside_a_login_that_could_be_passwords_are_told(write: Write) -> None:
    found = reads(write("Contraseñas\nGmail: hola1234\nBanco: 4471\nContraseña wifi: kk88kk88\n".encode()))
    assert [one.password for one in entries(found).values()] == ["kk88kk88"]
    assert snags(found) == [(ReadProblem.NOT_NAMED, 1)]
    found = reads(write("Gmail\nUsuario: ana\nContraseña: hola1234 (cambiada en mayo)\n".encode()))
    assert snags(found) == [(ReadProblem.NOT_ALONE, 1)]
    assert not entries(found)


def test_a_number_in_a_json_is_a_password_and_one_with_decimals_a_gap(write: Write) -> None:
    logins = '{"site": "a.example", "user": "ana", "password": 12345}, {"site": "b.example", "user": "ana", "password": 1.50}'
    found = reads(write(f'[{logins}, {{"name": "Todo", "passwords": 2, "items": [{logins}]}}]'.encode()))
    assert [one.password for one in entries(found).values()] == ["12345", "12345"]
    assert snags(found) == [(ReadProblem.CHANGED_CELL, 2), (ReadProblem.CHANGED_CELL, 4)]


def test_a_short_number_in_a_json_is_a_password_too(write: Write) -> None:
    found = reads(write(b'[{"site": "a.example", "user": "ana", "password": 123}]'))
    assert [one.password for one in entries(found).values()] == ["123"]


def test_a_table_of_an_archive_that_nobody_understands_is_told(write: Write) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.csv", "url,username,password\nhttps://a.example,ana,x1\n")
        archive.writestr("b.csv", "сайт,логин,пароль\nb.example,eva,x2\n")
    found = reads(write(made.getvalue()))
    assert [one.password for one in entries(found).values()] == ["x1"]
    assert snags(found) == [(ReadProblem.OTHER_SHEET, None)]


def test_an_encoding_of_four_bytes_and_a_formula_around_a_number_change_no_password(write: Write) -> None:
    table = 'url,username,password\nhttps://a.example,ana,x1\nhttps://b.example,eva,"=""0123"""\n'
    for name in ("utf-32", "utf-8"):
        found = reads(write(table.encode(name)))
        assert [one.password for one in entries(found).values()] == ["x1"]
        assert snags(found) == [(ReadProblem.CHANGED_CELL, 2)]


def test_a_line_full_of_colons_takes_no_longer_than_another(write: Write) -> None:
    line = "Usuario: ana Contraseña: k9 " + "x y z: " * 3000 + "\n"
    path = write((line * 300).encode())
    assert len(within(3, lambda: reads(path))) > 1
