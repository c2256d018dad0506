"""The readers of the password audit: what each export gives. No assertion shows a password."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read
from postigo.passwords.sandbox.readers import file_opening, read
from postigo.passwords.sandbox.readers.dates import Calendar
from tests.passwords.make_files import FILES
from tests.passwords.promise import TODAY, kept
from tests.passwords.reading import HEADING, Write, entries, nobody, owner, reads, refusal, snags
from tests.support.pace import keeps, within

pytestmark = pytest.mark.breadth(3)

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
