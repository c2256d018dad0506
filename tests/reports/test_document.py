"""The maker of documents: text of 80 columns, a page that loads nothing, and names that command neither."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from postigo.core.values import Text
from postigo.reports.document import (
    Block,
    Boxes,
    Document,
    Field,
    Fields,
    Fingerprint,
    Numbered,
    Paragraph,
    Section,
    Table,
    html,
    pdf,
    text,
)
from postigo.words import Words
from tests.support.pace import within
from tests.support.pdf_text import read_back

HOSTILE = "<script>alert(1)</script>&amp; \x1b[31mred \u202etxt.exe \ud800 \x00\x07 $title ${foot} </style> \"'"


def of(said: str, language: str = "en") -> Document:
    """A document with this in every place that can hold a string."""
    blocks: list[Block] = [
        Paragraph(said),
        Paragraph(said, quiet=True),
        Fields([Field(said, said), Field(said, lines=3)]),
        Fields([Field(said)], together=True),
        Table([said, said], [[said, said]], empty=2),
        Numbered([said, said]),
        Boxes([said]),
        Fingerprint(said, "ab" * 32),
    ]
    return Document(said, language, [said], [Section(said, blocks)], foot=said)


def lines_of(document: Document) -> list[str]:
    return text.render(document).decode().splitlines()


class Outline(HTMLParser):
    """Elements in their order, and what stands in none but the page."""

    void = frozenset({"meta"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in {"src", "href", "style"} for name, _ in attrs)
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


def test_each_block_is_there_in_text_and_on_the_page() -> None:
    blocks: list[Block] = [
        Paragraph("one\ntwo"),
        Fields([Field("Known", "value"), Field("Blank"), Field("Why?")]),
        Table(["Kind", "What"], [["profile", "@a"]], empty=1),
        Numbered(["first", "second"]),
        Boxes(["to tick"]),
        Fingerprint("Hash:", "ab" * 32),
    ]
    document = Document("Title", "en", ["Note."], [Section("Part", blocks)], foot="Foot.")
    assert lines_of(document) == [
        "Title", "=====", "", "Note.", "", "Part", "----", "", "one", "two", "",
        "Known: value", "Blank: " + "." * 73, "Why? " + "." * 75, "",
        "Kind: profile", "   What: @a", "", "Kind: " + "." * 74, "What: " + "." * 74, "",
        "1. first", "2. second", "", "[ ] to tick", "", "Hash:", "   " + "ab" * 32,
    ]  # fmt: skip
    page = html.render(document).decode()
    for piece in (
        '<html lang="en">', "<title>Title</title>", '<p class="note">Note.</p>', "<h2>Part</h2>",
        "<dt>Known</dt><dd>value</dd>", '<dt>Blank</dt><dd><span class="heard">to fill in by hand</span>',
        '<th scope="col">Kind</th>', '<th scope="row" data-head="Kind">profile</th>', "<ol><li>first</li>",
        '<ul class="boxes"><li>to tick</li></ul>', f"<code>{'ab' * 32}</code>",
    ):  # fmt: skip
        assert piece in page, piece
    assert 'content: "Foot\\2e "' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_hostile_string_is_harmless_in_every_place(language: str) -> None:
    whole = "\n".join(lines_of(of(HOSTILE, language)))
    page = html.render(of(HOSTILE, language)).decode()
    for form in (whole, page):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", form)
        assert "$title" in form  # not filled in a second time
    outline = Outline(page)
    assert "script" not in outline.tags
    assert outline.tags.count("style") == 1
    assert "<script>alert(1)</script>&amp;" in "".join(outline.said)
    told = Words(language).say(html.TO_FILL_IN)
    assert told in page


def test_the_page_loads_nothing_and_says_so() -> None:
    page = html.render(of("x")).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import|https?:", page)


@pytest.mark.parametrize(
    "said", ["x" * 1_000_000, "word " * 200_000, pytest.param("a\n" * 200_000, marks=pytest.mark.long)]
)
def test_a_megabyte_in_one_place_fits_the_width_and_takes_no_time(said: str) -> None:
    document = Document("T", "en", [], [Section("S", [Paragraph(said), Fields([Field("F", said)])])])

    def made() -> bytes:
        return text.render(document) + html.render(document)

    def letters(content: bytes) -> int:
        return sum(content.count(letter.encode()) for letter in set(said.strip()))

    within(10, made)
    assert letters(made()) >= 4 * sum(not letter.isspace() for letter in said)
    assert max(map(len, lines_of(document))) <= text.WIDTH


def test_no_line_of_text_is_wider_than_80_columns_and_nothing_of_a_long_word_is_lost() -> None:
    address = "https://example.com/" + "-".join(["profile"] * 40)
    lines = lines_of(of(f"{address} and more"))
    assert max(map(len, lines)) <= text.WIDTH
    assert address in "".join(line.strip() for line in lines)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table(["a", "b"], [["a"]])


def test_the_same_document_is_the_same_bytes() -> None:
    document = replace(of("x"), title="y")
    assert html.render(document) == html.render(document)
    assert text.render(document) == text.render(document)


def test_the_maker_says_a_line_of_its_own_in_both_languages() -> None:
    assert Words("es").say(html.TO_FILL_IN) != Words("en").say(html.TO_FILL_IN)
    assert isinstance(html.TO_FILL_IN, Text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_pdf_is_tagged_and_the_same_bytes_each_time(language: str) -> None:
    """Typst refuses to write what is not PDF/UA-1."""
    content = pdf.render(of("Ñandú", language))
    assert content == pdf.render(of("Ñandú", language))
    assert f"/Lang({language})".encode() in content.replace(b" ", b"")
    assert re.search(rb"pdfuaid:part>1<", content)
    assert not re.search(rb"/(JavaScript|JS|URI|Launch|EmbeddedFile)\b", content)


def test_each_block_is_in_the_pdf_and_a_hash_can_be_copied_from_it() -> None:
    blocks: list[Block] = [
        Paragraph("one\ntwo"),
        Fields([Field("known", "value"), Field("unknown", lines=2), Field("asked?")]),
        Table(["n", "what"], [["1", "cd" * 32]], empty=1),
        Numbered(["first", "second"]),
        Boxes(["tick"]),
        Fingerprint("print", "ab" * 32),
    ]
    shown = read_back("pdf", pdf.render(Document("Title", "en", ["note"], [Section("Part", blocks)], foot="below")))
    words = shown.split()
    for word in (
        "Title",
        "note",
        "Part",
        "one",
        "two",
        "known:",
        "value",
        "unknown:",
        "asked?",
        "1.",
        "2.",
        "☐",
        "below",
    ):
        assert word in words, word
    assert "ab" * 32 in words
    assert "cd" * 32 in "".join(words)
    assert "page 1 of 1" in " ".join(words)


def test_what_was_typed_commands_no_pdf_and_what_has_no_letter_there_is_said() -> None:
    names = ('#read("/etc/passwd")', "$x^2$ *bold* `raw` @ref <label>", "小明 🙂")
    shown = " ".join(read_back("pdf", pdf.render(of(" ".join(names)))).split())
    assert names[0] in shown
    assert names[1] in shown
    assert "�� �" in shown
    assert "Some letters cannot be shown in a PDF" in shown
    assert "Some letters" not in read_back("pdf", pdf.render(of("plain")))
    assert pdf.render(of(HOSTILE)).startswith(b"%PDF-")
