"""Spreadsheets with passwords: what a cell shows, or a gap by its number; never a password that was cut or changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers import cell_display, read
from tests.passwords.promise import TODAY, kept
from tests.support.pace import within

SHEETS = Path(__file__).parents[1] / "passwords" / "sheets"
"""Made by the programs that they are called after; libreoffice.* from openpyxl.xlsx, by LibreOffice 7.4."""

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes) -> Path:
        path = tmp_path / "a name that says nothing"
        path.write_bytes(content)
        return path

    return written


def reads(path: Path) -> list[Read]:
    return list(read(path, lambda *_: None, today=TODAY))


def entries(found: list[Read]) -> dict[int, Entry]:
    return {one.row: one for one in found if isinstance(one, Entry)}


def passwords(found: list[Read]) -> dict[int, str]:
    return {row: entry.password for row, entry in entries(found).items()}


def snags(found: list[Read]) -> list[tuple[ReadProblem, int | None, int | None]]:
    return [(one.snag, one.row, one.sheet) for one in found if isinstance(one, RowSnag)]


def refusal(path: Path) -> ReadProblem:
    with pytest.raises(Unreadable) as refused:
        reads(path)
    return refused.value.snag


# --- workbooks made here


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text_cell(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def row(*cells: str) -> str:
    return "<row>" + "".join(cell if cell.startswith("<c") else text_cell(cell) for cell in cells) + "</row>"


HEAD = row("Web", "Usuario", "Contraseña", "Notas")


def xlsx(
    *sheets: str, after: str = "", strings: str = "", formats: tuple[str, ...] = (), calc: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:  # fmt: skip
    """A workbook of these rows, sheet by sheet; a cell of style n has the n-th format."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    ) + f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/><Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'  # fmt: skip
    book = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for n, code in enumerate(formats))  # fmt: skip
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="x" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{book}</sheets>{calc}</workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
                for n, rows in enumerate(sheets, 1)
            },
            **(more or {}),
        }
    )


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = f'xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" xmlns:text="{OFFICE}text:1.0"'


def ods_cell(value: str, kind: str = "string", **more: str) -> str:
    attributes = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{one}"' for name, one in more.items())
    return (
        f'<table:table-cell office:value-type="{kind}"{attributes}><text:p>{escape(value)}</text:p></table:table-cell>'
    )


def ods_row(*cells: str, more: str = "") -> str:
    return (
        f"<table:table-row{more}>"
        + "".join(cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
        + "</table:table-row>"
    )


ODS_HEAD = ods_row("Web", "Usuario", "Contraseña")


def content(*tables: str) -> str:
    whole = "".join(f'<table:table table:name="T{n}">{rows}</table:table>' for n, rows in enumerate(tables))
    return f"<office:document-content {SPACES}><office:body><office:spreadsheet>{whole}</office:spreadsheet></office:body></office:document-content>"  # fmt: skip


def ods(*tables: str, **more: str) -> bytes:
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content(*tables), **more}
    )


# --- made by programs


REAL = {4: "texto-4", 5: "01234567", 6: "12345678", 12: "  dos  espacios-12", 16: "combinada-16", 17: "combinada-17"}
GAPS = [7, 8, 11, 13, 14, 15]  # a date, a percentage, a truth value, decimals, thousands, a sign in between


@pytest.mark.parametrize(
    ("name", "also", "gaps", "hidden"),
    [
        ("openpyxl.xlsx", {}, [9, 10], True),
        ("libreoffice.xlsx", {9: "formula-9"}, [10], True),
        ("libreoffice.ods", {9: "formula-9", 10: "123456789012"}, [], True),
    ],
)
def test_what_a_program_wrote_is_read_as_it_shows_it(
    name: str, also: dict[int, str], gaps: list[int], hidden: bool
) -> None:
    found = reads(SHEETS / name)
    assert found[0] is Source.SPREADSHEET
    told = passwords(found)
    expected = {**REAL, **also, **({19: "oculta-2"} if hidden else {})}
    assert {row: hash(password) for row, password in told.items()} == {
        row: hash(text) for row, text in expected.items()
    }
    assert sorted(row for snag, row, sheet in snags(found) if row and sheet is None) == sorted([*GAPS, *gaps])
    assert [(snag, row, sheet) for snag, row, sheet in snags(found) if sheet] == [
        (ReadProblem.CHANGED_CELL, 3, 2),
        (ReadProblem.OTHER_SHEET, None, 3),
    ]


def test_a_merged_cell_shows_in_each_of_its_rows() -> None:
    for name in ("openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.ods"):
        found = entries(reads(SHEETS / name))
        assert [found[row].urls for row in (16, 17)] == [("r16.example",)] * 2
        assert [found[row].user for row in (16, 17)] == ["uno", "dos"]


def test_what_is_worked_out_anew_when_it_is_opened_is_not_known() -> None:
    found = reads(SHEETS / "xlsxwriter.xlsx")
    assert {row: hash(text) for row, text in passwords(found).items()} == {2: hash("rico-2"), 4: hash("01234567")}
    assert snags(found) == [(ReadProblem.CHANGED_CELL, 3, None)]


# --- what a cell shows


@pytest.mark.parametrize(
    ("stored", "code", "shows"),
    [
        ("1234567", "General", "1234567"),
        ("12345678.0", "General", "12345678"),
        ("1.2345678E7", "General", "12345678"),
        ("-5", "General", "-5"),
        ("99999999999", "General", "99999999999"),
        ("100000000000", "General", None),
        ("1234567", "00000000", "01234567"),
        ("123456789", "00000000", "123456789"),
        ("0", "0000", "0000"),
        ("0", "#", None),
        ("7", "###0", "7"),
        ("-7", "0000", None),
        ("1.5", "0", None),
        ("1.5", "General", None),
        ("123456789012345", "0", "123456789012345"),
        ("1234567890123456", "0", None),
        ("0.5", "0%", None),
        ("46154", "dd-mm", None),
        ("1234567", "#,##0", None),
        ("1234567", '0000"-"000', None),
        ("1234567", ";;;", None),
        ("1234567", "@", "1234567"),
        ("1234567", "[$-C0A]0", None),
        ("NaN", "General", None),
        ("Infinity", "0", None),
        ("x", "General", None),
        ("1" * 400, "0", None),
    ],
)
def test_a_number_shows_digits_or_nobody_knows(stored: str, code: str, shows: str | None) -> None:
    assert cell_display.number(stored, code) == shows


@pytest.mark.parametrize(
    ("code", "as_it_is"),
    [("General", True), ("@", True), ("0.00", True), (";;;", True), ("dd-mm", True), ('@"@example.com"', False), (";;;@ @", False), ('"x"@', False), ("", True)],
)  # fmt: skip
def test_a_text_shows_itself_unless_its_format_adds_to_it(code: str, as_it_is: bool) -> None:
    assert cell_display.text("girasol22", code) == ("girasol22" if as_it_is else None)


@pytest.mark.parametrize(
    ("cell", "shows"),
    [
        ('<c t="s"><v>0</v></c>', "compartida"),
        ('<c t="s"><v>1</v></c>', "rica y larga"),
        ('<c t="s"><v>9</v></c>', None),
        ('<c t="s"><v>x</v></c>', None),
        ('<c t="str"><f>A1</f><v>calculada</v></c>', "calculada"),
        ('<c t="str"><f>""</f><v></v></c>', ""),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c><f>1+1</f></c>", None),
        ("<c><f>[1]Otro!A1</f><v/></c>", None),
        ('<c t="b"><v>1</v></c>', None),
        ('<c t="e"><v>#N/A</v></c>', None),
        ('<c t="d"><v>2026-05-12</v></c>', None),
        ('<c s="0"><v>1234567</v></c>', "01234567"),
        ('<c s="1"><v>46154</v></c>', None),
        ('<c s="7"><v>1</v></c>', None),
        ('<c s="2" t="inlineStr"><is><t>ana</t></is></c>', None),
        (
            '<c t="inlineStr"><is><r><t>a</t></r><r><rPr/><t>b</t></r><rPh sb="0" eb="1"><t>leído</t></rPh></is></c>',
            "ab",
        ),
        ('<c t="inlineStr"><is><r><rPr><strike/></rPr><t>vieja</t></r><r><t>nueva</t></r></is></c>', None),
        ('<c t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', "a\rb_x0041_"),
        ('<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ("<c/>", ""),
    ],
)
def test_a_cell_of_excel_shows_what_it_shows_or_nobody_knows(write: Write, cell: str, shows: str | None) -> None:
    strings = '<si><t>compartida</t></si><si><r><t>rica</t></r><r><t xml:space="preserve"> y larga</t></r></si>'
    made = xlsx(
        HEAD + row("a.example", "ana", cell) + row("b.example", "ana", "x"), strings=strings,
        formats=("00000000", "dd-mm", '@"!"'),
    )  # fmt: skip
    found = reads(write(made))
    assert snags(found) == ([(ReadProblem.CHANGED_CELL, 2, None)] if shows is None else [])
    assert {at: hash(text) for at, text in passwords(found).items()} == {
        **({2: hash(shows)} if shows is not None else {}),
        3: hash("x"),
    }


@pytest.mark.parametrize(
    ("cell", "shows"),
    [
        (ods_cell("girasol22"), "girasol22"),
        (ods_cell("01234567", "float", office_value="1234567"), "01234567"),
        (ods_cell("1.234.567", "float", office_value="1234567"), None),
        (ods_cell("1234568", "float", office_value="1234567.6"), None),
        (ods_cell("1,23E+11", "float", office_value="123456789012"), None),
        (ods_cell("12/05/26", "date", office_date_value="2026-05-12"), None),
        (ods_cell("50%", "percentage", office_value="0.5"), None),
        (ods_cell("VERDADERO", "boolean", office_boolean_value="true"), None),
        (ods_cell("calculada", table_formula="of:=A1"), "calculada"),
        (ods_cell("Err:502", table_formula="of:=A1"), None),
        ('<table:table-cell table:formula="of:=A1"/>', None),
        ('<table:table-cell office:value-type="string" office:string-value="atributo"/>', "atributo"),
        ('<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:span>c</text:span> d</text:p></table:table-cell>', "a  bc d"),
        ('<table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation><text:p>clave</text:p></table:table-cell>', "clave"),
        ("<table:table-cell/>", ""),
    ],
)  # fmt: skip
def test_a_cell_of_opendocument_shows_what_it_shows_or_nobody_knows(write: Write, cell: str, shows: str | None) -> None:
    found = reads(write(ods(ODS_HEAD + ods_row("a.example", "ana", cell) + ods_row("b.example", "ana", "x"))))
    assert snags(found) == ([(ReadProblem.CHANGED_CELL, 2, None)] if shows is None else [])
    assert {at: hash(text) for at, text in passwords(found).items()} == {
        **({2: hash(shows)} if shows is not None else {}),
        3: hash("x"),
    }


# --- sheets and rows


def test_each_sheet_has_a_heading_of_its_own(write: Write) -> None:
    second = (
        row("Mis claves")
        + row()
        + row("Clave", "Correo")
        + row("x2", "ana@example.com")
        + row("<c><f>A1</f></c>", "eva")
    )
    made = xlsx(HEAD + row("a.example", "ana", "x1"), second, row("nombre", "teléfono") + row("eva", "600"), "")
    found = reads(write(made))
    assert [(at, entry.user) for at, entry in entries(found).items()] == [(2, "ana"), (6, "ana@example.com")]
    assert snags(found) == [(ReadProblem.CHANGED_CELL, 5, 2), (ReadProblem.OTHER_SHEET, None, 3)]


def test_a_gap_of_the_second_sheet_is_told_with_it_also_where_the_first_says_nothing(write: Write) -> None:
    found = reads(write(xlsx(row("Mis cosas"), HEAD + row("a.example", "ana", "<c><f>A1</f></c>"))))
    assert snags(found) == [(ReadProblem.CHANGED_CELL, 2, 2)]


def test_rows_have_the_numbers_that_their_program_shows(write: Write) -> None:
    rows = (
        '<row r="3">'
        + HEAD[5:]
        + '<row r="10"><c r="A10"><v>1</v></c><c r="C10" t="inlineStr"><is><t>x</t></is></c></row>'
    )
    assert list(passwords(reads(write(xlsx(rows))))) == [10]
    gap = '<table:table-row table:number-rows-repeated="7"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    found = reads(write(ods(ODS_HEAD + gap + ods_row("a.example", "ana", "x") + gap.replace('"7"', '"1048000"'))))
    assert list(passwords(found)) == [9]
    twice = ods_row("a.example", "ana", "x", more=' table:number-rows-repeated="2"')
    assert list(passwords(reads(write(ods(ODS_HEAD + twice))))) == [2, 3]


def test_what_is_beside_the_columns_with_a_name_is_a_remark(write: Write) -> None:
    assert list(passwords(reads(write(xlsx(HEAD + row("a.example", "ana", "x", "", "", "un comentario")))))) == [2]


def test_cells_over_several_rows_are_filled_and_over_several_columns_are_not(write: Write) -> None:
    rows = HEAD + row("a.example", "ana", "x1") + row("", "eva", "x2") + row("", "", "") + row("un título")
    after = '<mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="A5:D5"/></mergeCells>'
    found = entries(reads(write(xlsx(rows, after=after))))
    assert [(at, entry.urls, entry.user) for at, entry in found.items()] == [
        (2, ("a.example",), "ana"),
        (3, ("a.example",), "eva"),
    ]


def test_a_sheet_that_stands_upright_is_read_as_one(write: Write) -> None:
    rows = row("Correo") + row("Usuario", "ana") + row("Contraseña", "x1") + row() + row("Web", "b.example") + row("Contraseña", "<c><f>A1</f></c>") + row("Usuario", "eva")  # fmt: skip
    found = reads(write(xlsx(rows, HEAD + row("c.example", "leo", "x3"))))
    assert [entry.password for entry in entries(found).values()] == ["x1", "x3"]
    assert [snag for snag, _, _ in snags(found)] == [ReadProblem.CHANGED_CELL]


def test_a_flat_opendocument_is_one_too(write: Write) -> None:
    whole = content(ODS_HEAD + ods_row("a.example", "ana", "x"))
    flat = whole.replace("office:document-content", "office:document")
    assert list(passwords(reads(write(f"<?xml version='1.0' encoding='UTF-8'?>\n{flat}".encode())))) == [2]
    text = f"<office:document {SPACES}><office:body><office:text/></office:body></office:document>"
    assert refusal(write(text.encode())) is ReadProblem.PROSE


def test_a_sheet_of_another_file_is_none_of_this_one(write: Write) -> None:
    foreign = "<table:table-source/>" + ODS_HEAD + ods_row("b.example", "eva", "y")
    assert list(passwords(reads(write(ods(ODS_HEAD + ods_row("a.example", "ana", "x"), foreign))))) == [2]


def test_macros_are_nothing_to_a_reader(write: Write) -> None:
    made = xlsx(HEAD + row("a.example", "ana", "x"), more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(900)})
    found = reads(write(made))
    assert list(passwords(found)) == [2]
    assert not snags(found)


# --- documents of word processors


@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice.odt"])
def test_a_document_is_read_where_it_names_its_passwords(name: str) -> None:
    found = reads(SHEETS / name)
    assert found[0] is Source.DOCUMENT
    told = [(entry.name or entry.urls[0], entry.user, hash(entry.password)) for entry in entries(found).values()]
    assert told == [
        ("a.example", "ana", hash("tabla-1")),
        ("b.example", "eva", hash("tabla dos-2")),
        ("Gmail", "ana@example.com", hash("linea-uno1")),
    ]
    assert not snags(found)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    whole = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": whole})


def run(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{run(cell)}</w:tc>" for cell in one) + "</w:tr>" for one in rows) + "</w:tbl>"  # fmt: skip


def test_what_was_deleted_in_a_document_is_no_password(write: Write) -> None:
    body = run("Gmail") + "<w:p><w:r><w:t>contraseña: </w:t></w:r><w:del><w:r><w:delText>vieja1</w:delText></w:r></w:del><w:ins><w:r><w:t>nueva2</w:t></w:r></w:ins></w:p>"  # fmt: skip
    assert list(passwords(reads(write(docx(body)))).values()) == ["nueva2"]


def test_each_table_of_a_document_has_a_heading_of_its_own(write: Write) -> None:
    body = (
        run("Mis claves")
        + word_table(("Web", "Contraseña"), ("a.example", "x1"), ("b.example", "****"))
        + word_table(("uno", "dos"), ("1", "2"))
        + word_table(("Clave", "Correo"), ("x2", "ana"))
        + run("Gmail girasol22")
    )
    found = reads(write(docx(body)))
    assert list(passwords(found).values()) == ["x1", "x2"]
    assert [snag for snag, _, _ in snags(found)] == [
        ReadProblem.CHANGED_CELL,
        ReadProblem.OTHER_SHEET,
        ReadProblem.NOT_NAMED,
    ]


@pytest.mark.parametrize("body", [run("Querida Ana: te escribo"), run("Gmail: girasol22"), word_table(("Gmail", "girasol22"), ("Insta", "flor33")), ""])  # fmt: skip
def test_a_document_that_names_no_password_is_a_text(write: Write, body: str) -> None:
    assert refusal(write(docx(body))) is ReadProblem.PROSE


# --- what is not read


@pytest.mark.parametrize(
    ("made", "snag"),
    [
        (xlsx(row("Gmail", "girasol22") + row("Insta", "flor33")), ReadProblem.UNKNOWN_HEADING),
        (xlsx(row("Password", "Contraseña", "Web") + row("a", "b", "c")), ReadProblem.SEVERAL_PASSWORD_COLUMNS),
        (xlsx(""), ReadProblem.EMPTY_FILE),
        (xlsx(HEAD)[:-40], ReadProblem.DAMAGED),
        (ods(ods_row("uno", "dos") + ods_row("1", "2")), ReadProblem.UNKNOWN_HEADING),
        (ods(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), ReadProblem.SPREADSHEET_LOCKED),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": b"x"}), ReadProblem.SPREADSHEET_LOCKED),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ReadProblem.DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), ReadProblem.SPREADSHEET_LOCKED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "Workbook".encode("utf-16-le"), ReadProblem.SPREADSHEET),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le"), ReadProblem.PROSE),
        (zipped({"Index/Document.iwa": b"x"}), ReadProblem.SPREADSHEET),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", ReadProblem.SPREADSHEET),
        (xlsx(HEAD, more={"xl/worksheets/sheet1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>"}), ReadProblem.ENTITIES),
        (xlsx(HEAD, more={"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 30_000_000}), ReadProblem.ZIP_BOMB),
        (xlsx(HEAD, more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c>"}), ReadProblem.DAMAGED),
        (ods().replace(b"content.xml", b"content.xmm"), ReadProblem.DAMAGED),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_by_what_it_is(write: Write, made: bytes, snag: ReadProblem) -> None:
    assert refusal(write(made)) is snag


def test_a_sheet_that_breaks_in_the_middle_gives_what_is_before(write: Write) -> None:
    broken = f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}' + row("a.example", "ana", "x") * 20 + "<row><c"
    found: list[Read] = []
    with pytest.raises(Unreadable, match="damaged"):
        found.extend(read(write(xlsx(HEAD, more={"xl/worksheets/sheet1.xml": broken})), lambda *_: None, today=TODAY))
    stream = read(write(xlsx(HEAD, more={"xl/worksheets/sheet1.xml": broken})), lambda *_: None, today=TODAY)
    assert next(stream) is Source.SPREADSHEET
    assert isinstance(next(stream), Entry)


@pytest.mark.long
def test_a_hundred_thousand_rows_are_read_in_some_seconds(write: Write) -> None:
    rows = "".join(row(f"s{n}.example", f"u{n}", f"clave{n}") for n in range(100_000))
    path = write(xlsx(HEAD + rows))
    count = within(
        20, lambda: sum(isinstance(one, Entry) for one in read(path, lambda *_: None, today=TODAY)), process_time
    )
    assert count == 100_000


@pytest.mark.parametrize("column", ["XFD", "ZZZ"])
def test_a_cell_far_to_the_right_takes_no_room(write: Write, column: str) -> None:
    far = f'<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="C2" t="inlineStr"><is><t>x</t></is></c><c r="{column}2"><v>1</v></c></row>'
    assert list(passwords(reads(write(xlsx(HEAD + far))))) == [2]


# --- whatever is in it

CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
STORED = (
    CELL.map(lambda text: (text_cell(text), text))
    | st.integers(0, 10**16).map(lambda number: (f"<c><v>{number}</v></c>", str(number) if number < 10**11 else None))
    | st.integers(0, 10**9).map(lambda number: (f'<c s="0"><v>{number}</v></c>', f"{number:08d}"))
    | st.floats(0.001, 10**6).map(lambda number: (f"<c><v>{number!r}</v></c>", str(int(number)) if number == int(number) else None))
    | st.integers(1, 60_000).map(lambda day: (f'<c s="1"><v>{day}</v></c>', None))
    | st.sampled_from([("<c><f>A1</f></c>", None), ('<c t="b"><v>1</v></c>', None), ('<c t="e"><v>#REF!</v></c>', None)])
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STORED, min_size=1, max_size=6))
def test_every_row_is_an_entry_as_shown_or_a_told_gap(write: Write, cells: list[tuple[str, str | None]]) -> None:
    made = xlsx(HEAD + "".join(row("a.example", "ana", cell) for cell, _ in cells), formats=("00000000", "dd/mm/yyyy"))
    found = kept(write(made), lambda *_: None)
    told, gaps = passwords(found), {at for _, at, _ in snags(found)}
    for at, (_, text) in enumerate(cells, 2):
        assert (at in told) != (at in gaps), f"row {at} is neither read nor told"
        assert at in gaps or told[at] == text, f"row {at} was changed"
        assert text is not None or at in gaps


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SHEETS.iterdir())), st.data())
def test_whatever_happened_to_a_member_the_promise_is_kept(write: Write, path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(path) as real:
        members = {name: real.read(name) for name in real.namelist()}
    name = data.draw(st.sampled_from([name for name in members if name.endswith((".xml", ".rels"))]))
    changed = bytearray(members[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = sorted((data.draw(st.integers(0, len(changed))), data.draw(st.integers(0, len(changed)))))
        to = min(to, at + data.draw(st.sampled_from((0, 1, 3, 40, 10_000))))
        changed[at:to] = data.draw(
            st.binary(max_size=8) | st.sampled_from((b"<", b'r="', b"&", b'"', b"9999999999", b"/>"))
        )
    kept(write(zipped({**members, name: bytes(changed)})), lambda *_: None)


def test_a_second_table_below_the_first_has_a_heading_of_its_own(write: Write) -> None:
    rows = HEAD + row("a.example", "ana", "x1") + row("Trabajo") + row("Usuario", "Clave", "Web") + row("eva", "x2", "b.example")  # fmt: skip
    found = entries(reads(write(xlsx(rows))))
    assert [(at, one.user, one.password, one.urls) for at, one in found.items()] == [
        (2, "ana", "x1", ("a.example",)),
        (5, "eva", "x2", ("b.example",)),
    ]
    table = "web;usuario;contraseña\na.example;ana;x1\n;;\nusuario;clave;web\neva;x2;b.example\n"
    assert [one.password for one in entries(reads(write(table.encode()))).values()] == ["x1", "x2"]


@pytest.mark.parametrize("cell", ["x1\nx2", "x1 (cambiada en mayo)"])
def test_a_password_beside_which_something_else_stands_is_a_gap(write: Write, cell: str) -> None:
    found = reads(write(xlsx(HEAD + row("a.example", "ana", cell))))
    assert snags(found) == [(ReadProblem.NOT_ALONE, 2, None)]
    assert not passwords(found)


def test_a_sheet_that_is_listed_and_not_there_is_told(write: Write) -> None:
    whole = xlsx(HEAD + row("a.example", "ana", "x1"), HEAD + row("b.example", "eva", "x2"))
    with zipfile.ZipFile(io.BytesIO(whole)) as made:
        members: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    del members["xl/worksheets/sheet2.xml"]
    found = reads(write(zipped(members)))
    assert list(passwords(found)) == [2]
    assert snags(found) == [(ReadProblem.OTHER_SHEET, None, 2)]
    del members["xl/worksheets/sheet1.xml"]
    assert refusal(write(zipped(members))) is ReadProblem.DAMAGED


def test_no_two_rows_have_one_number(write: Write) -> None:
    rows = HEAD + '<row r="2">' + row("a", "ana", "x1")[5:] + '<row r="2">' + row("b", "eva", "x2")[5:]
    assert passwords(reads(write(xlsx(rows)))) == {2: "x1", 3: "x2"}
