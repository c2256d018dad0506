"""BagIt bag of a log (RFC 8493): the content of each file by its name.

`sha256sum -c` checks it without Postigo.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from typing import Final

from postigo import __version__
from postigo.evidence import chain
from postigo.evidence.chain import Head
from postigo.evidence.clock import Moment

LOG: Final = "data/log.jsonl"
ROOMS: Final = {"data/README.txt": "README.txt", "data/LEEME.txt": "LEEME.txt"}
"""The pages inside that say how to open and check it, in English and Spanish."""
_STAMP: Final = re.compile(r"data/stamps/[0-9]{1,6}\.tsr", re.ASCII)
_INFO, _MANIFEST, _TAGS = "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([ -~]+)", re.ASCII)

Files = Mapping[str, bytes]


def made(log: bytes, moment: Moment, stamps: Files | None = None) -> dict[str, bytes]:
    """The whole bag of a log, with the answers of time-stamp services that it has."""
    folder = resources.files("postigo_resources") / "data" / "evidence"
    payload = {LOG: log, **{place: (folder / name).read_bytes() for place, name in ROOMS.items()}}
    payload |= stamps or {}
    now = chain.head(log)
    info = {
        "Bagging-Date": moment.at[:10],
        "Bag-Software-Agent": f"Postigo {__version__}",
        "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
        "Postigo-Entries": str(now.count),
        "Postigo-Last-Line-SHA256": now.sha256,
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        _INFO: "".join(f"{name}: {value}\n" for name, value in info.items()).encode(),
        _MANIFEST: _manifest(payload),
    }
    return {**payload, **tags, _TAGS: _manifest(tags)}


def stamp(entry: int) -> str:
    """Name of the file with the time stamp of an entry."""
    return f"data/stamps/{entry}.tsr"


def stamps(files: Files) -> dict[str, bytes]:
    """Time stamps in a bag, by their names."""
    return {name: content for name, content in files.items() if _STAMP.fullmatch(name)}


def head(files: Files) -> Head | None:
    """The head that `bag-info.txt` notes. None where it notes none."""
    text = files.get(_INFO, b"").decode(errors="replace")
    count = re.search(r"^Postigo-Entries: ([0-9]{1,6})$", text, re.MULTILINE | re.ASCII)
    last = re.search(r"^Postigo-Last-Line-SHA256: ([0-9a-f]{64})$", text, re.MULTILINE | re.ASCII)
    return Head(int(count[1]), last[1]) if count and last else None


def misfits(files: Files) -> tuple[str, ...]:
    """Names of files that are changed or gone, or that no manifest names."""
    named: set[str] = set()
    found: set[str] = set()
    for manifest in (_MANIFEST, _TAGS):
        for line in files.get(manifest, b"").decode(errors="replace").splitlines():
            match = _LINE.fullmatch(line)
            if match is None:
                found.add(manifest)
                continue
            named.add(match[2])
            if match[2] not in files or hashlib.sha256(files[match[2]]).hexdigest() != match[1]:
                found.add(match[2])
    return tuple(sorted(found | ({*files, _MANIFEST} - named - {_TAGS}) | ({_TAGS} - set(files))))


def _manifest(files: Files) -> bytes:
    """A manifest as `sha256sum` writes one."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
