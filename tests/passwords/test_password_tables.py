"""Tables of passwords as people really have them: headings, short rows, programs without a heading."""

from __future__ import annotations

import io
import json
import string
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, RowSnag
from postigo.passwords.sandbox.readers import headings
from postigo.passwords.sandbox.readers.headings import Means
from tests.passwords.promise import kept
from tests.passwords.reading import Write, in_order, reads, refusal, snags
from tests.support.pace import keeps

pytestmark = pytest.mark.breadth(4)

GIVEN = Path(__file__).parents[1] / "passwords" / "given"
WEAK, STRONG = "girasol22", "vT8#kq2LmZ-0xWd4"
"""The passwords of each given file, both made up."""


# --- the given files


@dataclass(frozen=True)
class Right:
    source: Source
    users: tuple[str, ...] = ("laia@example.com", "laia")
    snags: tuple[tuple[ReadProblem, int | None], ...] = ()
    sites: bool = True


RIGHT = {
    "chrome-without-last-comma.csv": Right(Source.CHROMIUM),
    "securesafe-short-rows.csv": Right(Source.OTHER_CSV),
    "keeper.csv": Right(Source.KEEPER_CSV),
    "keeper.json": Right(Source.OTHER_JSON),
    "zoho.csv": Right(Source.ZOHO),
    "kaspersky.txt": Right(Source.LABELLED),
    "synology.csv": Right(Source.SYNOLOGY),
    "excel-title-row.csv": Right(Source.OTHER_CSV, snags=((ReadProblem.OLD_ENCODING, None),)),
    "hand-03.csv": Right(Source.OTHER_CSV),
    "hand-14.csv": Right(Source.OTHER_CSV, snags=((ReadProblem.SECOND_COLUMN, None),)),
    "hand-17.csv": Right(Source.OTHER_CSV),
    "hand-07.csv": Right(Source.OTHER_CSV),
    "hand-09.csv": Right(Source.OTHER_CSV),
    "ff-exporter-old.csv": Right(Source.OTHER_CSV),
    "stickypassword.xml": Right(Source.STICKY, sites=False),
}
REFUSED = {
    "no-heading.csv": ReadProblem.UNKNOWN_HEADING,
    "notes.rtf": ReadProblem.PROSE,
    "samsung.spass": ReadProblem.SEALED,
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_given_file_has_its_right_answer(name: str) -> None:
    right = RIGHT[name]
    found = reads(GIVEN / name)
    assert found[0] is right.source
    assert [hash(entry.password) for entry in in_order(found)] == [hash(WEAK), hash(STRONG)]
    assert tuple(entry.user for entry in in_order(found)) == right.users
    assert all(bool(entry.urls) is right.sites for entry in in_order(found))
    assert tuple(snags(found)) == right.snags


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_of_the_given_files_is_told(name: str) -> None:
    assert refusal(GIVEN / name) is REFUSED[name]


def test_every_given_file_is_looked_at() -> None:
    assert {file.name for file in GIVEN.iterdir()} == {*RIGHT, *REFUSED}


def test_the_password_before_is_one_of_the_past() -> None:
    assert [len(entry.history) for entry in in_order(reads(GIVEN / "hand-03.csv"))] == [1, 1]


# --- headings

PASSWORDS = (
    "Password", "PASSWORD *", "Password:", "password [Required]", "Current password", "My password", "Passwd", "pwd", "Login Password",
    "login_password", "userPassword", "Password (required)", "Password/Contraseña", "Contraseña / Password", "password or PIN",
    "Contraseña", "CONTRASEÑAS", "contrasena", "Contraseña*", "Contraseña (no compartir)", "(contraseña)", "Contraseña actual",
    "Clave de acceso", "Contraseña de acceso", "Mi contraseña", "Contraseña de la cuenta", "Contraseña web", "¿Contraseña?",
    "Contrasenya", "Contrasenya actual", "Mot de pas", "Clau d'accés", "Contrasenya d’accés", "Contrasinal", "Contrasinal de acceso",
    "Pasahitza", "Pasahitza (zurea)", "Nire pasahitza", "Sarbide-gakoa",
    "Senha", "Palavra-passe", "Palavra passe atual", "Senha de acesso", "Mot de passe", "Mon mot de passe", "Mots de passe", "MDP",
    "Passwort", "Kennwort", "Mein Passwort", "Benutzerpasswort", "Aktuelles Passwort", "Passwort*", "Parola d'ordine", "Parolă",
)  # fmt: skip
PERHAPS = (
    "Clave",
    "Claves",
    "Clau",
    "Gakoa",
    "Chave",
    "Pass",
    "PW",
    "Pw.",
    "PIN",
    "Clave (4 cifras)",
    "Clave/PIN",
    "Mi clave",
    "Contra",
)
PAST = ("Old password", "Previous password", "Contraseña antigua", "Contraseña anterior", "Contraseña (antigua)",
        "Contrasenya antiga", "Clave vieja", "Ancien mot de passe", "Altes Passwort", "Senha anterior", "Pasahitz zaharra",
        "Pasahitza zaharra", "Contrasinal anterior", "Clau antiga")  # fmt: skip
NONE = ("Password hint", "Pista de la contraseña", "Password changed", "Fecha de la contraseña", "Password strength", "Password hash",
        "Password Hash Function [UPLOAD ONLY]", "Usuario / contraseña", "user/password", "Contraseña cambiada", "password_element",
        "Contraseña (pista)", "Indice mot de passe", "Passworthinweis Datum")  # fmt: skip
USERS = ("User", "Username", "Usuario", "Usuari/a", "Usuario/a", "Usuaria", "Nombre de usuario", "Correo electrónico", "E-mail *",
         "Email Address [Required]", "Usuario o correo", "Erabiltzaile-izena", "Nom d'usuari", "Nome de usuario", "Utilizador",
         "Identifiant", "Benutzername", "Benutzer/in", "Nome utente", "Login (correo)", "Cuenta de correo")  # fmt: skip
SITES = ("URL", "Web", "Página web", "Sitio (URL)", "Dirección web", "Site URL", "Login_URLs", "Lloc web", "Web orria", "Páxina web",
         "Site web", "Webseite", "Sito", "Web/App", "Endereço")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((Means.PASSWORD, name) for name in PASSWORDS), *((Means.PERHAPS, name) for name in PERHAPS),
        *((Means.PAST, name) for name in PAST), *((Means.USER, name) for name in USERS), *((Means.SITE, name) for name in SITES),
    ],
)  # fmt: skip
def test_a_heading_is_understood_as_people_write_it(kind: Means, name: str) -> None:
    found = headings.meaning(name)
    assert found is not None
    assert found.means is kind
    assert found.rank < 2


@pytest.mark.parametrize("name", [*NONE, "", "x" * 500, "Código postal", "Nota", "Fecha"])
def test_what_is_about_a_password_is_none(name: str) -> None:
    found = headings.meaning(name)
    assert found is None or found.means not in {Means.PASSWORD, Means.PERHAPS, Means.PAST} or found.rank > 1


@pytest.mark.parametrize("password", [*PASSWORDS, *PERHAPS])
def test_each_of_them_makes_a_table(write: Write, password: str) -> None:
    found = reads(write(f"Web;Usuario;{password}\na.example;ana;x1\nb.example;ana;x2\n"))
    assert [entry.row for entry in in_order(found)] == [1, 2]
    assert [hash(entry.password) for entry in in_order(found)] == [hash("x1"), hash("x2")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mis contraseñas\nWeb,Usuario,Contraseña\na.example,ana,x1\n", [1]),
        ("Mis contraseñas;;\n;;\nWeb;Usuario;Contraseña\na.example;ana;x1\n", [1]),
        ("# made by a program, 2024\n# format 2\nurl,username,password\nhttps://a.example,ana,x1\n", [1]),
        ("Lista;12/05/2024;\nWeb;Usuario;Contraseña\na.example;ana;x1\n", [1]),
        ("\n\n\nWeb|Usuario|Contraseña\na.example|ana|x1\n", [1]),
        ("sep=;\nTítulo\nWeb;Usuario;Contraseña;;\na.example;ana;x1;;\nb.example;ana;x1;;un comentario\n", [1]),
        ("Web;Usuario;Contraseña;Notas;Notas\na.example;ana;x1;n;n\n", [1]),
    ],
)
def test_titles_and_remarks_may_stand_above_the_heading(write: Write, text: str, rows: list[int]) -> None:
    found = reads(write(text))
    assert [entry.row for entry in in_order(found)] == rows
    assert all(entry.password == "x1" for entry in in_order(found))  # noqa: S105 - made up


def test_a_login_above_what_looks_like_a_heading_is_not_lost(write: Write) -> None:
    text = "https://a.example,ana,girasol22\nhttps://b.example,user,password\nhttps://c.example,ana,x\n"
    assert refusal(write(text)) is ReadProblem.UNKNOWN_HEADING


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example;ana;x1\nhttps://b.example;ana;x2\n",
        "Gmail,ana,x1\nInstagram,ana,x2\n",
        "ウェブ,ユーザー,パスワード\na.example,ana,x1\n",
        "Sivusto;Käyttäjä;Salasana\na.example;ana;x1\n",
        "name,url,username,note\nA,https://a.example,ana,x\n",
        ",".join(f"c{n}" for n in range(200)) + "\n" + ",".join("x" * 200) + "\n",
    ],
)
def test_a_first_row_that_is_not_understood_is_said_to_be_that(write: Write, text: str) -> None:
    assert refusal(write(text)) is ReadProblem.UNKNOWN_HEADING


def test_two_hundred_columns_are_read_where_three_are_understood(write: Write) -> None:
    names = [f"c{n}" for n in range(200)]
    names[17], names[80], names[199] = "Usuario", "Web", "Contraseña"
    found = reads(write(",".join(names) + "\n" + ",".join(f"v{n}" for n in range(200)) + "\n"))
    assert [(entry.user, entry.password) for entry in in_order(found)] == [("v17", "v199")]


def test_no_value_of_a_second_column_means_that_there_is_none(write: Write) -> None:
    text = "Web;Usuario;Contraseña;Contraseña wifi;PIN\na.example;ana;x1;;\n"
    assert snags(reads(write(text))) == []
    assert snags(reads(write(text + "b.example;ana;x2;;1234\n"))) == [(ReadProblem.SECOND_COLUMN, None)]


# --- short rows


@pytest.mark.parametrize(
    ("text", "rows", "refused"),
    [
        ("name,url,username,password,note\nA,https://a.example,ana,x\n", [1], []),
        ("name,url,username,password,note\nA,a.example,ana,x\n", [1], []),
        ("name,url,username,password,note\nA,ana,x,remark\n", [], [1]),
        ("name,url,username,password,note\nA,https://a.example,ana\n", [], [1]),
        ("url,username,password,note\nana,x,y\n", [], [1]),
        ("Web;Usuario;Contraseña;Notas\nGmail;ana;x\nInstagram;ana;y;n\n", [1, 2], []),
        ("Web;Usuario;Contraseña;Notas\nana;https://a.example;x\n", [], [1]),
        ("Web;Usuario;Contraseña;Teléfono;Notas\nGmail;ana;x\n", [], [1]),
        ("Web;Usuario;Contraseña;Teléfono;Notas\nhttps://gmail.com;ana;x\n", [1], []),
        ("title,username,password,url\nA,ana,x\n", [], [1]),
        ("url,password,username\nhttps://a.example,ana\n", [], [1]),
        ("name,url,username,password,note,cardholdername,cardnumber,type\nA,https://a.example,ana,x,,,\n", [], [1]),
        ("Group,Title,Username,Password,URL,Notes\nRoot,A,ana,x,\nRoot,B,ana,y,https://b.example\n", [1, 2], []),
        ("url,username,password,totp,extra,name,grouping,fav\nhttps://a.example,ana,x,,,A,(none)\n", [1], []),
        ("Url,Name,Login,Pwd,Note,Folder,Rf_fields\nhttps://a.example,A,ana,x,,,\nhttps://b.example,B,ana,y\n", [1, 2], []),
        ("Name,Url,Login,Pwd,Note,Folder,Rf_fields\nA,https://a.example,ana,x,,,a,b,c\n", [1], []),
    ],
)  # fmt: skip
def test_a_short_row_is_read_only_where_its_columns_are_in_place(
    write: Write, text: str, rows: list[int], refused: list[int]
) -> None:
    found = reads(write(text))
    assert [entry.row for entry in in_order(found)] == rows
    assert snags(found) == [(ReadProblem.RAGGED_ROW, row) for row in refused]


# --- cells that are no longer what was typed


@pytest.mark.parametrize(
    "cell",
    ["1,23E+11", "1.23457E+11", "1E+10", "####", "########", "*****", "••••••••", "●●●●", "#REF!", "#¡VALOR!", "#¿NOMBRE?", "#N/D", "Err:502"],
)  # fmt: skip
def test_what_a_spreadsheet_made_of_a_password_is_none(write: Write, cell: str) -> None:
    found = reads(write(f"Web;Usuario;Contraseña\na.example;ana;{cell}\nb.example;ana;x\n"))
    assert snags(found) == [(ReadProblem.CHANGED_CELL, 1)]
    assert [entry.row for entry in in_order(found)] == [2]


@pytest.mark.parametrize("cell", ["#HOLA!", "**", "12E", "1E5", "*abc*", "E+11", "##a##", "01234567", "12-05"])
def test_a_password_that_only_looks_a_little_like_it_is_one(write: Write, cell: str) -> None:
    (entry,) = in_order(reads(write(f"Web;Usuario;Contraseña\na.example;ana;{cell}\n")))
    assert entry.password == cell


# --- other programs


def test_programs_whose_heading_is_their_own(write: Write) -> None:
    encryptr = (
        "Entry Type,Label,Password,Username,Site URL,Notes,Text,Type,Name on card,Card Number,CVV,Expiry\n"
        "Password,A,x,ana,https://a.example,,,,,,,\nCredit Card,B,,,,,,,J,5012345678900000,123,22/01\n"
    )
    (entry,) = in_order(reads(write(encryptr)))
    assert (entry.name, entry.user, entry.urls) == ("A", "ana", ("https://a.example",))
    store = (
        "origin_url,action_url,username_element,username_value,password_element,password_value,submit_element\n"
        "https://a.example,,u,ana,p,x,\n"
    )
    found = reads(write(store + "https://b.example,,u,eva,p,v10\xfa\x01x,\n"))
    (entry,) = in_order(found)
    assert (entry.user, len(entry.password)) == ("ana", 1)
    assert snags(found) == [(ReadProblem.DAMAGED_ROW, 2)], "what is still encrypted is no strong password"
    zoho = 'Secret Name,Secret URL,SecretData,Notes\nA,https://a.example,"SecretType:X\nE-mail:ana\nPassword:a:b",\nB,,"SecretType:File",\n'
    (entry,) = in_order(reads(write(zoho)))
    assert (entry.name, entry.user, len(entry.password)) == ("A", "ana", 3)


@pytest.mark.parametrize(
    "text",
    [
        '"F","A","ana","x","https://a.example","",""\n"F","B","ana","y","","",""\n',
        '"F","A","ana","x","https://a.example","two\nlines","","TFC:Keeper","otpauth://x"\n',
    ],
)
def test_keepers_table_has_no_heading(write: Write, text: str) -> None:
    found = reads(write(text))
    assert found[0] is Source.KEEPER_CSV
    assert in_order(found)[0].second_factor is ("otpauth" in text)
    assert not snags(found)


@pytest.mark.parametrize(
    "text",
    ["a,b,c,d,e,f,g\n1,2,3,4,5,6,7\n", "A,ana,x,https://a.example,,,\n", "F,A,ana,x,https://a.example,,,odd\n"],
)
def test_a_table_without_a_heading_is_not_taken_for_keepers(write: Write, text: str) -> None:
    assert refusal(write(text)) is ReadProblem.UNKNOWN_HEADING


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(write: Write, encoding: str) -> None:
    found = reads(write("name,url,username,password\nÑ,https://a.example,ana,é😀\n".encode(encoding)))
    assert [(entry.name, len(entry.password)) for entry in in_order(found)] == [("Ñ", 2)]
    assert not snags(found)


# --- as people write tables


@pytest.mark.parametrize(
    "text",
    [
        "Web, Usuario, Contraseña\na.example, ana, x1\nb.example, ana, x2\n",
        "| Web | Usuario | Contraseña |\n|-----|:-------:|---|\n| a.example | ana | x1 |\n| b.example | ana | x2 |\n",
        "Web;Usuario;Contraseña\na.example;ana;x1\n;;\nWEB;USUARIO;CONTRASEÑA\nb.example;ana;x2\n",
        "Web\tUsuario\tContraseña\n---\t---\t---\na.example\tana\tx1\nRedes\t\t\nb.example\tana\tx2\n",
    ],
)
def test_spaces_lines_and_headings_that_come_again_are_no_passwords(write: Write, text: str) -> None:
    found = reads(write(text))
    assert [(entry.user, entry.password) for entry in in_order(found)] == [("ana", "x1"), ("ana", "x2")]
    assert not snags(found)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
def test_what_excel_calls_ms_dos_and_macintosh_is_read(write: Write, encoding: str) -> None:
    text = "Página;Usuario;Contraseña\na.example;Íñigo;camión€8\n".replace("€", "" if encoding == "cp850" else "€")
    found = reads(write(text.encode(encoding)))
    assert [entry.user for entry in in_order(found)] == ["Íñigo"]
    assert [hash(entry.password) for entry in in_order(found)] == [hash(text.splitlines()[1].rpartition(";")[2])]
    assert snags(found) == [(ReadProblem.OLD_ENCODING, None)]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_that_stands_upright_is_read_as_one(write: Write, sign: str) -> None:
    text = "Correo:\nUsuario:;ana\nContraseña:;x1\n\nWeb;b.example\nContraseña;x2:3\nUsuario;eva\n\nContraseña;####\nUsuario;leo\n"
    found = reads(write(text.replace(";", sign)))
    assert [(entry.user, entry.password) for entry in in_order(found)] == [("ana", "x1"), ("eva", "x2:3")]
    assert [snag for snag, _ in snags(found)] == [ReadProblem.CHANGED_CELL]


def test_an_archive_with_several_tables_is_read_to_its_last(write: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("credentials.csv", "name,url,username,password\nA,https://a.example,ana,x1\nB,ana\n")
        made.writestr("notes.csv", "title,note\na,b\n")
        made.writestr("wifi.csv", "ssid,passphrase,name,note\nCasa,x2,Casa,\n")
    found = reads(write(out.getvalue()))
    assert found[0] is Source.CHROMIUM
    assert [(entry.row, entry.password) for entry in in_order(found)] == [(1, "x1"), (3, "x2")]
    assert snags(found) == [(ReadProblem.RAGGED_ROW, 2)]


def test_an_archive_with_something_to_read_in_it_is_to_be_unpacked(write: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("Mis claves.xlsx", "x")
    assert refusal(write(out.getvalue())) is ReadProblem.PACKED


@pytest.mark.parametrize("begins", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b\x08"])
def test_a_packed_file_is_to_be_unpacked(write: Write, begins: bytes) -> None:
    assert refusal(write(begins + bytes(100))) is ReadProblem.PACKED


def test_kaspersky_speaks_spanish_too(write: Write) -> None:
    text = (
        "Sitios web\n\nNombre del sitio web: Correo\nURL del sitio web: https://a.example\nNombre de inicio de sesión: A\n"
        "Inicio de sesión: ana\nContraseña: x1\nComentario: \n\n---\n"
    )
    (entry,) = in_order(reads(write(text)))
    assert (entry.name, entry.urls, entry.user) == ("Correo", ("https://a.example",), "ana")


@pytest.mark.parametrize(
    "line",
    [" " * 300, "-" * 300, "a" * 300, "a1" * 200, ":" * 300, "x: " * 100, "*• -" * 80, "=" * 300, "clave: " + "x" * 300, "<mergeCell ", "a.a." * 90],
)  # fmt: skip
def test_nonsense_in_a_text_takes_no_longer_the_more_clever_it_is(write: Write, line: str) -> None:
    def seconds(times: int) -> float:
        path = write("Gmail\ncontraseña: x\n" + line * times + "\n" + f"{line}\n" * times)
        began = process_time()
        kept(path, lambda *_: None)
        return max(process_time() - began, 0.005)

    assert keeps(40, lambda: seconds(800) / seconds(100))


# --- what no table may do

CELL = st.text(string.ascii_letters + string.digits + " .-_!\"'ñé€", min_size=1, max_size=14)
TABLES = [
    (("Web", "Usuario", "Contraseña", "Notas"), 2), (("name", "url", "username", "password", "note"), 3),
    (("Contraseña *", "Web"), 0), (("Title", "Username", "Password", "URL", "Comment"), 2), (("Servicio", "Clave", "Correo"), 1),
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_row_is_an_entry_with_its_own_password_or_a_told_gap(write: Write, data: st.DataObject) -> None:
    names, at = data.draw(st.sampled_from(TABLES))
    separator = data.draw(st.sampled_from(",;\t|"))
    encoding = data.draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le")))
    ending = data.draw(st.sampled_from(("\n", "\r\n")))
    above = data.draw(st.sampled_from(("", "Mis contraseñas", "# remark")))
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(names), max_size=len(names)), min_size=1, max_size=8))
    cut = [data.draw(st.integers(0, 2)) for _ in rows]

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [
        separator.join(map(quoted, row[: len(row) - less] or row[:1])) for row, less in zip(rows, cut, strict=True)
    ]
    text = ending.join([*([above] if above else []), separator.join(map(quoted, names)), *lines]) + ending
    found = kept(write(text.encode(encoding)), lambda *_: None)
    told = {one.row for one in found if isinstance(one, Entry | RowSnag) and one.row is not None}
    for number, (row, less) in enumerate(zip(rows, cut, strict=True), 1):
        there = [cell for cell in row[: len(row) - less] if cell.strip()]
        assert number in told or not there or not row[at].strip() or len(there) < 2, (
            f"row {number} is neither read nor told"
        )
    for entry in in_order(found):
        assert hash(entry.password) == hash(rows[entry.row - 1][at]), "another cell was taken for the password"


def shuffled() -> Iterator[tuple[str, str, str]]:
    yield from product(
        ("Web", "Página (web)", "URL"), ("Usuario/a", "E-mail*", "Login"), ("Contraseña", "Clave de acceso", "PIN")
    )


@pytest.mark.parametrize("names", list(shuffled()), ids=" ".join)
def test_the_order_of_the_columns_is_nothing(write: Write, names: tuple[str, str, str]) -> None:
    values = dict(zip(names, ("https://a.example", "ana", "x1"), strict=True))
    for order in (names, names[::-1], (names[1], names[2], names[0])):
        (entry,) = in_order(reads(write(";".join(order) + "\n" + ";".join(values[name] for name in order) + "\n")))
        assert (entry.urls, entry.user, len(entry.password)) == (("https://a.example",), "ana", 2)


SEEDS = sorted(file.name for file in GIVEN.iterdir())


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happened_to_a_file_the_promise_is_kept(write: Write, seed: str, data: st.DataObject) -> None:
    content = bytearray((GIVEN / seed).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at, to = sorted((data.draw(st.integers(0, len(content))), data.draw(st.integers(0, len(content)))))
        to = min(to, at + data.draw(st.sampled_from((0, 1, 3, 40, 10_000))))
        content[at:to] = data.draw(
            st.binary(max_size=8)
            | st.sampled_from((b'"', b":", b"\n", b"\xff", b"\0", b"{", b"[[", b"<a>", b"---", b"password"))
        )
    kept(write(bytes(content)), lambda *_: None)


TREE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(("password", "user", "url", "fields", "name", "value", "history", "x", "passkey", "trashed")), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREE, min_size=1, max_size=3))
def test_whatever_the_shape_of_a_tree_the_promise_is_kept(write: Write, tree: list[object]) -> None:
    kept(write(json.dumps(tree)), lambda *_: None)
    kept(write(json.dumps({"a": tree})), lambda *_: None)


@pytest.mark.parametrize("tree", ["[" * 900 + "{}" + "]" * 900, "<a>" * 3000 + "</a>" * 3000])
def test_a_tree_that_goes_too_deep_is_left(write: Write, tree: str) -> None:
    assert refusal(write(tree)) in {ReadProblem.DAMAGED, ReadProblem.UNKNOWN_KIND, ReadProblem.PROSE}
