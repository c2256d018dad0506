"""What a file is, told by how it begins, never by its name; and the reader for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from postigo.passwords.inside.entry import Read, RowSnag, Unreadable
from postigo.passwords.inside.readers import bitwarden, enpass, onepassword, proton, zips
from postigo.passwords.inside.readers.csvs import Table, read_table, refuse, table
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.masters import Ask
from postigo.passwords.inside.readers.opening import open_ordinary, read_all, read_head
from postigo.passwords.inside.readers.text import decode
from postigo.passwords.inside.readers.trees import load, nodes
from postigo.passwords.model import Snag, Source

_HEAD: Final = 64 * 1024

_KDBX: Final = bytes.fromhex("03d9a29a67fb4bb5")
_REFUSED: Final = (
    (b"SQLite format 3\0", Snag.BROWSER_STORE),
    (bytes.fromhex("d0cf11e0a1b11ae1"), Snag.SPREADSHEET),  # OLE 2: .xls, and what Office encrypts
    (bytes.fromhex("03d9a29a65fb4bb5"), Snag.ENCRYPTED),  # .kdb, of the first KeePass: a format of its own
    (b"-----BEGIN PGP MESSAGE-----", Snag.ENCRYPTED),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", Snag.ENCRYPTED),
    (b"age-encryption.org/", Snag.ENCRYPTED),
    (b"PWS3", Snag.ENCRYPTED),  # Password Safe
    (b"opdata01", Snag.ENCRYPTED),  # 1Password's vault
    (b"\xc3.\x04", Snag.ENCRYPTED),  # OpenPGP: a session key under a password, as Proton Pass writes it
    (b"\x8c\r\x04", Snag.ENCRYPTED),  # the same, as GnuPG does
)
_PGP_IN_BASE64 = re.compile(r"(?:wy4E|jA0E)[A-Za-z0-9+/=\s]*")
_OLD_1PASSWORD: Final = "***5642bee8-a5ff-11dc-8314-0800200c9a66***"  # between the items of a 1PIF, each a JSON
_EMPTY: Final = "\ufeff\0 \t\r\n"
_XML: Final = ("<?xml", "<KeePassFile", "<!DOCTYPE", "<!--")


def open_shape(path: Path, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """What the file holds; `Unreadable` for what is of no kind that we know."""
    with open_ordinary(path) as file:
        head = read_head(file, _HEAD)
        for magic, snag in _REFUSED:
            if head.startswith(magic):
                raise Unreadable(snag)
        if head.startswith(_KDBX):
            from postigo.passwords.inside.readers import kdbx  # noqa: PLC0415 - heavy, and of the few

            yield from kdbx.read_kdbx(read_all(file), ask, calendar)
        elif head.startswith(zips.SIGNATURES):
            yield from _archive(file, ask, calendar)
        else:
            yield from _text(head, lambda: read_all(file), ask, calendar)


def _text(head: bytes, content: Callable[[], bytes], ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """What a text holds. It is read whole only when its beginning makes sense."""
    beginning = decode(head).text.lstrip(_EMPTY)
    if not beginning:
        raise Unreadable(Snag.EMPTY_FILE)
    if _PGP_IN_BASE64.fullmatch(beginning):
        raise Unreadable(Snag.ENCRYPTED)
    if beginning.startswith(_XML):
        from postigo.passwords.inside.readers import keepass_xml  # noqa: PLC0415 - heavy, and of the few

        yield from keepass_xml.read_xml(content(), calendar)
    elif _OLD_1PASSWORD in beginning:
        raise Unreadable(Snag.UNKNOWN_KIND)
    elif beginning.startswith("{"):
        yield from _json(decode(content()).text, ask, calendar)
    else:
        found = _told(beginning)
        whole = decode(content())
        text = whole.text.lstrip(_EMPTY)
        reads = read_table(text, found, calendar) if found else enpass.read_csv(text)
        yield next(reads)
        yield from (RowSnag(snag) for snag in whole.snags)
        yield from reads


def _told(beginning: str) -> Table | None:
    """The table that a text is; None if it is the one without a heading."""
    found = table(beginning)
    if (not found or found.layout.source is Source.OTHER_CSV) and enpass.is_csv(beginning):
        return None
    if not found:
        raise refuse(beginning)
    return found


def _json(text: str, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """What a JSON holds."""
    document = load(text.lstrip(_EMPTY))
    if document.get("encrypted") is True and "vaults" not in document:
        if document.get("passwordProtected") is not True:  # under the key of its account
            raise Unreadable(Snag.ENCRYPTED)
        return bitwarden.read_protected(document, ask, calendar)
    if isinstance(document.get("vaults"), dict):
        return proton.read_proton(document, calendar)
    if isinstance(document.get("accounts"), list):
        return onepassword.read_1pux(document, calendar)
    if any("encryptedPassword" in login for login in nodes(document.get("logins"))):
        raise Unreadable(Snag.BROWSER_STORE)
    if not isinstance(document.get("items"), list):
        raise Unreadable(Snag.UNKNOWN_KIND)
    of_enpass = any("category" in item for item in nodes(document.get("items")))
    return enpass.read_json(document, calendar) if of_enpass else bitwarden.read_plain(document, calendar)


# --- archives

_SHEETS: Final = ("xl/workbook", "Index/Document.iwa", "Index.zip")  # Excel; Numbers, new and old
_SEALED: Final = ".pgp"
_MOST_TABLES: Final = 20


def _archive(file: BinaryIO, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """What the one member holds that matters: a JSON of all items, or else the first table of passwords."""
    archive = zips.Archive(file)
    if any(name.startswith(_SHEETS) for name in archive.names) or _is_opendocument(archive):
        raise Unreadable(Snag.SPREADSHEET)
    for name in archive.names:
        if name.rpartition("/")[2] in {"export.data", "data.json"}:
            return _json(decode(archive.read(name)).text, ask, calendar)
    for name in [name for name in archive.names if name.casefold().endswith(".csv")][:_MOST_TABLES]:
        head = archive.read(name, _HEAD)
        if table(decode(head).text.lstrip(_EMPTY)):
            return _text(head, partial(archive.read, name), ask, calendar)
    raise Unreadable(Snag.ENCRYPTED if any(name.endswith(_SEALED) for name in archive.names) else Snag.UNKNOWN_KIND)


def _is_opendocument(archive: zips.Archive) -> bool:
    return "mimetype" in archive.names and archive.read("mimetype", 100).startswith(
        b"application/vnd.oasis.opendocument"
    )
