"""Hand-over of a log: opened bag, paper and list of files, in a new folder.

It is the one thing of a log that reaches a disk unsealed. The folder gets its name when all of it is written.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path as File
from typing import Final

from postigo.core.values import Path, Text
from postigo.evidence import clock, paper, picked, place
from postigo.evidence.log import Log
from postigo.evidence.paper import Paper
from postigo.evidence.sealed import FOLDER
from postigo.evidence.trouble import NOT_OURS, EvidenceTrouble
from postigo.reports.document import html, text
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import may_be_there, read_plain
from postigo.words import Words

NAMES: Final[Mapping[str, tuple[str, str]]] = {"en": ("paper", "files"), "es": ("papel", "archivos")}
"""Names of the paper and of the list of files, by language."""
_ZIP: Final = f"{FOLDER}.zip"
_MOST: Final = 1 << 28


def compared(log: Log, words: Words) -> Paper:
    """The paper of a log, with each picked file hashed again where it lies."""
    states = [
        (entry, entry.draft.file, picked.state(entry.draft.file))
        for entry in log.checked.entries
        if entry.draft.file is not None
    ]
    return Paper(log, states, clock.now(), words)


def write(content: Paper, where: File, *, zipped: bool = False) -> None:
    """Write all of it into the new folder `where`. `EvidenceTrouble`: then there is no such folder.

    The bag lies in it as the folder `evidence`, or as `evidence.zip`.
    """
    place.must_be_new(where)
    trial = where.with_name(f".{where.name}.new")
    try:
        if _is_ours(trial):
            shutil.rmtree(trial)  # of a hand-over that was cut short
        place.must_be_new(trial)
        trial.mkdir(mode=0o700)
        try:
            for name, part in _files(content, zipped=zipped).items():
                (trial / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                place.write_whole(trial / name, part)
            place.must_be_new(where)
            trial.rename(where)
            place.keep_folder(where.parent)
        except BaseException:
            shutil.rmtree(trial, ignore_errors=True)
            raise
    except OSError as why:
        raise EvidenceTrouble(
            Text(
                "It could not be written to {folder} ({reason}). Your log is as it was. Try again, or name another place.",
                values={"folder": Path(str(where)), "reason": os_error_reason(why)},
            )
        ) from None


def is_open(where: File) -> bool:
    """Whether it needs no passphrase: a folder, or a ZIP file. A sealed log is neither."""
    try:
        return where.is_dir() or (where.is_file() and zipfile.is_zipfile(where))
    except OSError:  # what cannot be read is told of by whoever opens it
        return False


def read(where: File) -> dict[str, bytes]:
    """Files of an opened bag by their names in it. `where` is its folder, its ZIP file, or the folder around one."""
    try:
        packed = where / _ZIP if (where / _ZIP).is_file() else where
        root = where / FOLDER if (where / FOLDER).is_dir() else where
        if packed.is_file():
            return _unzipped(packed)
        if not may_be_there(root / "bagit.txt"):  # else a folder of anything would be read
            raise EvidenceTrouble(NOT_OURS)
        return {
            file.relative_to(root).as_posix(): read_plain(file, _MOST)
            for file in _inside(root)
            if stat.S_ISREG(file.lstat().st_mode)
        }
    except OSError as why:
        raise place.not_opened(where, why) from None


def _inside(root: File) -> list[File]:
    """All that lies in a folder. `OSError` for a folder in it that nobody may look into: what lies there is not missing."""

    def refused(why: OSError) -> None:
        raise why

    return sorted(File(folder, name) for folder, _, names in os.walk(root, onerror=refused) for name in names)


def _unzipped(packed: File) -> dict[str, bytes]:
    """Files of the bag in a ZIP file. Nothing is written anywhere. `EvidenceTrouble` for what holds none."""
    try:
        with zipfile.ZipFile(packed) as archive:
            return {one.filename.removeprefix(f"{FOLDER}/"): archive.read(one) for one in _of_the_bag(archive)}
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - what somebody packed: each way of packing raises what its library does
        raise EvidenceTrouble(NOT_OURS) from None


def _of_the_bag(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    inner = [one for one in archive.infolist() if one.filename.startswith(f"{FOLDER}/") and not one.is_dir()]
    if f"{FOLDER}/bagit.txt" not in archive.namelist() or sum(one.file_size for one in inner) > _MOST:
        raise EvidenceTrouble(NOT_OURS)
    return inner


def _is_ours(trial: File) -> bool:
    """Whether a folder holds nothing but what a hand-over writes."""
    ours = {FOLDER, _ZIP, *(f"{paper}.{end}" for paper, _ in NAMES.values() for end in ("txt", "html"))}
    ours |= {f"{listed}.txt" for _, listed in NAMES.values()}
    return trial.is_dir() and not trial.is_symlink() and {inner.name for inner in trial.iterdir()} <= ours


def _files(content: Paper, *, zipped: bool) -> dict[str, bytes]:
    name, listed = NAMES[content.words.language]
    bag = {f"{FOLDER}/{inner}": part for inner, part in content.log.files.items()}
    if zipped:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, part in bag.items():
                archive.writestr(inner, part)
        bag = {_ZIP: packed.getvalue()}
    signed = paper.document(content)
    return {
        **bag,
        f"{name}.txt": text.render(signed),
        f"{name}.html": html.render(signed),
        f"{listed}.txt": "".join(f"{line}\n" for line in paper.listed(content)).encode("utf-8", "replace"),
    }
