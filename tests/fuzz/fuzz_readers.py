"""Throws bytes at the readers of the password audit until they break their promise, or say nothing for ever.

With atheris installed (it is in no lock: it is needed for this only), for ten minutes:

    python -m tests.fuzz.fuzz_readers -max_total_time=600 -timeout=20 -max_len=16384 FOUND seeds

New inputs are kept in the folder FOUND, which must be there; `seeds` is made. What broke it is left in the working folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from unittest import mock

import atheris
from pykeepass import PyKeePass

from tests.passwords.make_files import FILES, MASTER

with atheris.instrument_imports(include=["postigo.passwords", "zipfile", "json", "defusedxml"]):
    from postigo.passwords.model import Source
    from postigo.passwords.sandbox.readers import kdbx_header
    from postigo.passwords.sandbox.readers.unlock import Key, Refused
    from tests.passwords.promise import kept

FILE = Path(tempfile.mkdtemp(prefix="fuzz-")) / "file"


def once(content: bytes) -> None:
    FILE.write_bytes(content)
    answers = iter([Key(MASTER), None])

    def ask(_source: Source, _refused: Refused) -> Key | None:
        return next(answers)

    kept(FILE, ask)


def seeds(folder: Path) -> None:
    """The example files, the databases with keys that take no time."""
    folder.mkdir(exist_ok=True)
    lists = (place for name in ("given", "sheets") for place in (FILES.parent / name).iterdir())
    for file in (*FILES.iterdir(), *lists):
        if file.suffix != ".kdbx":
            (folder / file.name).write_bytes(file.read_bytes())
            continue
        database = PyKeePass(file, password=MASTER)
        header = database.kdbx.header.value.dynamic_header
        if "transform_rounds" in header:
            header.transform_rounds.data = 100
        else:
            costs = header.kdf_parameters.data.dict
            for name in costs.keys() & {"R", "M", "I", "P"}:
                costs[name].value = {"R": 100, "M": 16 * 1024}.get(name, 1)
        database.save(folder / file.name)


if __name__ == "__main__":
    seeds(Path("seeds"))
    # A key that takes a second is a second without a find.
    with mock.patch.multiple(kdbx_header, _MOST_ROUNDS=1000, _MOST_WORK=1024**2, _MOST_MEMORY=1024**2):
        atheris.Setup(sys.argv, once)
        atheris.Fuzz()
