"""Generator of the form of recordings: order of keys, lists of lines, indentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from installer.generator import ROOT, Generator
from postigo.system.recording import NotARecording, dump, load

FOLDER = ROOT / "tests/recordings"


def made() -> Mapping[Path, bytes]:
    """Each recording as `dump` writes it. What is no recording is left to `faults`."""
    return {path: dumped for path in _files() if (dumped := _dumped(path)) is not None}


def faults() -> Iterator[str]:
    """The files that are no recording, each with the reason."""
    for path in _files():
        try:
            load(path.read_bytes())
        except NotARecording as why:
            yield f"{path.relative_to(ROOT).as_posix()}: {why}"


def _files() -> Iterator[Path]:
    return iter(sorted(FOLDER.glob("*/*.json")))


def _dumped(path: Path) -> bytes | None:
    try:
        return dump(load(path.read_bytes()))
    except NotARecording:
        return None


GENERATOR = Generator("recordings", made, faults)
