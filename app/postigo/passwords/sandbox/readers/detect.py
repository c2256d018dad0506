"""Detection of a file's kind by its beginning, never by its name; and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers import bitwarden, enpass, labelled, onepassword, proton, zips
from postigo.passwords.sandbox.readers.csvs import (
    Table,
    is_strange,
    keeper,
    read_table,
    read_upright,
    refuse,
    table,
    upright_delimiter,
)
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.file_opening import open_ordinary, read_all, read_head
from postigo.passwords.sandbox.readers.generic_objects import read_objects
from postigo.passwords.sandbox.readers.json_nodes import load, load_any, nodes
from postigo.passwords.sandbox.readers.text import decode
from postigo.passwords.sandbox.readers.unlock import Ask

_HEAD: Final = 64 * 1024

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_KDBX: Final = bytes.fromhex("03d9a29a67fb4bb5")
_REFUSED: Final = (
    (b"SQLite format 3\0", ReadProblem.BROWSER_STORE),
    (b"{\\rtf", ReadProblem.PROSE),
    (b"7z\xbc\xaf\x27\x1c", ReadProblem.PACKED),
    (b"Rar!\x1a\x07", ReadProblem.PACKED),
    (b"\x1f\x8b", ReadProblem.PACKED),
    (b"%PDF", ReadProblem.PROSE),
    (bytes.fromhex("03d9a29a65fb4bb5"), ReadProblem.ENCRYPTED),  # .kdb, of the first KeePass: a format of its own
    (b"-----BEGIN PGP MESSAGE-----", ReadProblem.ENCRYPTED),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", ReadProblem.ENCRYPTED),
    (b"age-encryption.org/", ReadProblem.ENCRYPTED),
    (b"PWS3", ReadProblem.ENCRYPTED),  # Password Safe
    (b"opdata01", ReadProblem.ENCRYPTED),  # 1Password's vault
    (b"\xc3.\x04", ReadProblem.ENCRYPTED),  # OpenPGP: a session key under a password, as Proton Pass writes it
    (b"\x8c\r\x04", ReadProblem.ENCRYPTED),  # the same, as GnuPG does
)
_PGP_IN_BASE64 = re.compile(r"(?:wy4E|jA0E)[A-Za-z0-9+/=\s]*")
_EMPTY: Final = "\ufeff\0 \t\r\n"


def open_shape(path: Path, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """Content of the file. `Unreadable` for what is of no kind that we know."""
    with open_ordinary(path) as file:
        head = read_head(file, _HEAD)
        for magic, snag in _REFUSED:
            if head.startswith(magic):
                raise Unreadable(snag)
        if head.startswith(_KDBX):
            from postigo.passwords.sandbox.readers import kdbx  # noqa: PLC0415 - heavy, and of the few

            yield from kdbx.read_kdbx(read_all(file), ask, calendar)
        elif head.startswith(_OLE):
            raise Unreadable(_ole(read_all(file)))
        elif head.startswith(zips.SIGNATURES):
            yield from _archive(file, ask, calendar)
        else:
            yield from _text(head, lambda: read_all(file), ask, calendar)


def _ole(content: bytes) -> ReadProblem:
    """Kind of an older or encrypted Office file, by its streams' names ([MS-CFB] 2.6.1, UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ReadProblem.SPREADSHEET_LOCKED
    return ReadProblem.PROSE if "WordDocument".encode("utf-16-le") in content else ReadProblem.SPREADSHEET


def _text(head: bytes, content: Callable[[], bytes], ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """Content of a text. It is read whole only when its beginning makes sense."""
    beginning = decode(head).text.lstrip(_EMPTY)
    if not beginning:
        raise Unreadable(ReadProblem.EMPTY_FILE)
    if _PGP_IN_BASE64.fullmatch(beginning):
        raise Unreadable(ReadProblem.ENCRYPTED)
    if _is_base64(beginning):
        raise Unreadable(ReadProblem.SEALED)
    if beginning.startswith("<"):
        yield from _xml(beginning, content, calendar)
    elif onepassword.OLD in beginning:
        yield from onepassword.read_1pif(decode(content()).text)
    elif beginning.startswith("{") or _BEGINS_LIST.match(beginning):
        yield from _json(decode(content()).text, ask, calendar)
    else:
        yield from _written(beginning, content, calendar)


_BEGINS_LIST = re.compile(r"\[\s*[\[{]")
_LEAST_BASE64: Final = 200
_ROOT = re.compile(r"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")


def _is_base64(text: str) -> bool:
    """Whether a text has no words: Base64, in one long line or in equal lines."""
    lines = text.split()
    if sum(map(len, lines)) < _LEAST_BASE64 or not _BASE64.fullmatch(text):
        return False
    longest = len(lines[0])
    return longest >= 60 and all(len(line) == longest for line in lines[:-1]) and len(lines[-1]) <= longest


_BASE64 = re.compile(r"[A-Za-z0-9+/_\-=\s]*")


def _xml(beginning: str, content: Callable[[], bytes], calendar: Calendar) -> Iterator[Read]:
    """Content of an XML, by the name of its root."""
    if beginning[:14].casefold() == "<!doctype html":
        raise Unreadable(ReadProblem.PROSE)
    root = _ROOT.search(beginning)
    match root and root[2].casefold():
        case "html":
            raise Unreadable(ReadProblem.PROSE)
        case "workbook":  # Excel's own XML of 2003
            raise Unreadable(ReadProblem.SPREADSHEET)
        case "document" if root and root[1] == "office:":
            whole = content()
            if b"<office:spreadsheet" not in whole:
                raise Unreadable(ReadProblem.PROSE)
            from postigo.passwords.sandbox.readers import spreadsheets  # noqa: PLC0415 - heavy, and of the few

            return spreadsheets.read_flat(whole, calendar)
        case "keepassfile" | None:
            from postigo.passwords.sandbox.readers import keepass_xml  # noqa: PLC0415 - heavy, and of the few

            return keepass_xml.read_xml(content(), calendar)
        case _:
            from postigo.passwords.sandbox.readers import xmls  # noqa: PLC0415 - heavy, and of the few

            return xmls.read_xml(content())


def _written(beginning: str, content: Callable[[], bytes], calendar: Calendar) -> Iterator[Read]:
    """Content of a table, or of a text that names its passwords."""
    reads = _told(beginning)
    whole = decode(content())
    said = reads(whole.text.lstrip(_EMPTY), calendar)
    yield next(said)
    yield from (RowSnag(snag) for snag in whole.snags)
    yield from said


def _told(beginning: str) -> Callable[[str, Calendar], Iterator[Read]]:
    """The reader for a text that begins like this."""
    found = table(beginning)
    if (not found or found.heading.layout.source is Source.OTHER_CSV) and enpass.is_csv(beginning):
        return lambda text, _calendar: enpass.read_csv(text)
    between = None if found else upright_delimiter(beginning)
    if between:
        return lambda text, _calendar: read_upright(text, between)
    found = found or keeper(beginning)
    if found:
        return partial(_of_table, found)
    if labelled.is_labelled(beginning):
        return lambda text, _calendar: labelled.read_labelled(text)
    raise refuse(beginning)


def _of_table(found: Table, text: str, calendar: Calendar) -> Iterator[Read]:
    return read_table(text, found, calendar)


def _json(text: str, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """Content of a JSON."""
    text = text.lstrip(_EMPTY)
    if text.startswith("["):
        return read_objects(load_any(text), Source.OTHER_JSON)
    document = load(text)
    if document.get("encrypted") is True and "vaults" not in document:
        if document.get("passwordProtected") is not True:  # under the key of its account
            raise Unreadable(ReadProblem.ENCRYPTED)
        return bitwarden.read_protected(document, ask, calendar)
    if isinstance(document.get("vaults"), dict):
        return proton.read_proton(document, calendar)
    if any("vaults" in account for account in nodes(document.get("accounts"))):
        return onepassword.read_1pux(document, calendar)
    if any("encryptedPassword" in login for login in nodes(document.get("logins"))):
        raise Unreadable(ReadProblem.BROWSER_STORE)
    return _items(document, calendar)


def _items(document: dict[str, object], calendar: Calendar) -> Iterator[Read]:
    """Content of a JSON that is one list of things, or nobody's."""
    items = document.get("items")
    if isinstance(items, list):
        if any("category" in item and "fields" in item for item in nodes(items)):
            return enpass.read_json(document, calendar)
        if not items or any("login" in item or isinstance(item.get("type"), int) for item in nodes(items)):
            return bitwarden.read_plain(document, calendar)
    if any(name in document for name in _CIPHERED):
        raise Unreadable(ReadProblem.SEALED)
    return read_objects(document, Source.OTHER_JSON)


_CIPHERED: Final = ("ct", "ciphertext", "cipher_text")  # SJCL and its kin


# --- archives

_NUMBERS: Final = ("Index/Document.iwa", "Index.zip")  # new and old
_OFFICE: Final = "[Content_Types].xml"
_SEALED: Final = ".pgp"
_MOST_TABLES: Final = 20


def _archive(file: BinaryIO, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """Content of an archive: a spreadsheet, or one member with all items. That is a JSON, or a table of passwords."""
    archive = zips.Archive(file)
    return _office(archive, calendar) or _member(archive, ask, calendar)


def _office(archive: zips.Archive, calendar: Calendar) -> Iterator[Read] | None:
    """Content of a spreadsheet or document; None for what is of no office program."""
    from postigo.passwords.sandbox.readers import documents, spreadsheets  # noqa: PLC0415 - heavy, and of the few

    if _OFFICE in archive.names and any(name.startswith(("xl/", "word/", "ppt/")) for name in archive.names):
        if any(name.startswith("xl/") for name in archive.names):
            return spreadsheets.read_workbook(archive, calendar)
        return documents.read_document(archive, calendar)
    opendocument = _opendocument(archive)
    if opendocument is not None:
        spreadsheets.refuse_locked(archive)
        if opendocument.startswith("spreadsheet"):
            return spreadsheets.read_opendocument(archive, calendar)
        return documents.read_document(archive, calendar)
    if any(name.startswith(_NUMBERS) for name in archive.names):
        raise Unreadable(ReadProblem.SPREADSHEET)
    return None


def _member(archive: zips.Archive, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    for name in archive.names:
        if name.rpartition("/")[2] in {"export.data", "data.json"}:
            return _json(decode(archive.read(name)).text, ask, calendar)
    tables = [name for name in archive.names if name.casefold().endswith(".csv") and not name.startswith("__MACOSX/")]
    heads = [(name, archive.read(name, _HEAD)) for name in tables[:_MOST_TABLES]]
    found = [(name, head) for name, head in heads if table(decode(head).text.lstrip(_EMPTY))]
    if found:
        others = (decode(head).text.lstrip(_EMPTY) for one in heads if one not in found for head in one[1:])
        left = len(tables) > _MOST_TABLES or any(map(is_strange, others))
        several = (_text(head, partial(archive.read, name), ask, calendar) for name, head in found)
        return chain(_one_after_the_other(several), repeat(RowSnag(ReadProblem.OTHER_SHEET), int(left)))
    if any(name.endswith(_SEALED) for name in archive.names):
        raise Unreadable(ReadProblem.ENCRYPTED)
    packed = any(name.casefold().endswith(_MAY_BE_READ) for name in archive.names)
    raise Unreadable(ReadProblem.PACKED if packed else ReadProblem.UNKNOWN_KIND)


_MAY_BE_READ: Final = (".xlsx", ".xlsm", ".ods", ".docx", ".odt", ".kdbx", ".xml", ".json", ".txt", ".1pux", ".zip")


def _one_after_the_other(tables: Iterable[Iterator[Read]]) -> Iterator[Read]:
    """Tables of an archive, as one of the kind of the first. The rows of a further one are counted on."""
    before = 0
    for number, reads in enumerate(tables):
        last = before
        for said in reads:
            match said:
                case Source():
                    if not number:
                        yield said
                case Entry(row=int(row)) | RowSnag(row=int(row)):
                    last = max(last, before + row)
                    yield replace(said, row=before + row)
                case _:
                    yield said
        before = last


def _opendocument(archive: zips.Archive) -> str | None:
    """Which kind of OpenDocument it is: text, spreadsheet, ...; None if it is none."""
    kind = archive.read("mimetype", 100).decode("latin-1") if "mimetype" in archive.names else ""
    return kind.removeprefix(_OPEN) if kind.startswith(_OPEN) else None


_OPEN: Final = "application/vnd.oasis.opendocument."
