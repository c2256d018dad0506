"""Generator of files: what a plug-in of `installer.generate` gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Generator:
    """Files that are written from something else in the repository.

    `made` gives the bytes of each file as it should be. `faults` are sentences about what only a person can mend, such as
    a translation that is missing. `after` runs once the files are written. `lacks` names what this place has not and the
    files cannot be made without; they are left alone then.
    """

    name: str
    made: Callable[[], Mapping[Path, bytes]]
    faults: Callable[[], Iterable[str]] = tuple
    after: Callable[[], object] = tuple
    lacks: Callable[[], str] = str

    def stale(self) -> dict[Path, bytes]:
        """Files that differ from what they are made from, each with what it should hold."""
        return {
            path: content for path, content in self.made().items() if not path.is_file() or path.read_bytes() != content
        }

    def validate(self) -> Iterator[str]:
        """Messages: one for each file that is stale, and one for each fault."""
        for path in self.stale():
            yield f"{path.relative_to(ROOT).as_posix()} is stale: run python3 -m installer.generate"
        yield from self.faults()

    def generate(self) -> list[Path]:
        """Write what is stale; return the files that were written."""
        stale = self.stale()
        for path, content in stale.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.after()
        return list(stale)
