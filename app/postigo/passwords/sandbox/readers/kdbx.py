"""KeePass databases, KDBX 3.1 and 4.

What the key costs stands in the file, and a stranger may have written it: it is looked at before anything is derived. Ciphers and
the derivation of keys are the libraries'; the way through the file is our own (docs/decisions/0575): in pieces, bounded, and such
that a damaged file is not taken for a wrong password.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Generator, Iterator
from pathlib import Path

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Read, SoFar, Unreadable
from postigo.passwords.sandbox.gc_tuning import give_back
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.file_opening import open_ordinary, read_all
from postigo.passwords.sandbox.readers.kdbx_body import Flow, body, fits
from postigo.passwords.sandbox.readers.kdbx_fields import inner_header, unsealing
from postigo.passwords.sandbox.readers.kdbx_header import Header, damaged, header
from postigo.passwords.sandbox.readers.kdbx_key import composites, derived, of_key_file
from postigo.passwords.sandbox.readers.keepass_xml import Gathered, gather, told
from postigo.passwords.sandbox.readers.unlock import Ask, keys


def read_kdbx(content: bytes, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """The entries of a database, when the person has given what opens it."""
    head = header(content)
    for password, key_file in keys(Source.KDBX, ask, _key_file):
        for composite in composites(password, key_file):
            key = yield from derived(head.derivation, composite)
            if fits(head, content, key):
                yield Source.KDBX
                # All at once, and then what that took is given back: the rest of the audit is not to have it beside it.
                gathered = yield from _opened(head, content, key)
                give_back()
                yield from told(gathered, calendar)
                return


def _key_file(path: Path) -> bytes:
    """Key material of a key file."""
    with open_ordinary(path) as file:
        return of_key_file(read_all(file))


def _opened(head: Header, content: bytes, key: bytes) -> Generator[SoFar, None, Gathered]:
    """The entries as they stand in the file, with what is protected opened."""
    flow = Flow(body(head, content, key))
    stream, stream_key = inner_header(flow) if head.major == 4 else (head.stream, head.stream_key)
    try:
        gathered = yield from gather(flow.rest(), len(content), unsealing(stream, stream_key))
    except Unreadable as problem:
        if problem.snag in {ReadProblem.DAMAGED, ReadProblem.UNKNOWN_KIND}:  # the XML is none
            damaged()
        raise
    if gathered.snag is ReadProblem.CUT_OFF:
        damaged()
    if gathered.header_hash and not _is_hash(gathered.header_hash, head.raw):
        damaged()  # among others, the key of the protected fields stands there: they would be gibberish
    return gathered


def _is_hash(told_: str, raw: bytes) -> bool:
    """Whether the hash within the file is that of its header. (Version 3.1, KeePass 2.20 and later.)"""
    try:
        return base64.b64decode(told_, validate=True) == hashlib.sha256(raw).digest()
    except (ValueError, binascii.Error):
        return False
