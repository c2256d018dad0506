"""Registry values by name: like Windows, which tells no capitals from small letters there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class ByName(Mapping[str, T]):
    """Mapping in which a name is found in any letters, and listed as it was written.

    Whoever writes a value chooses its letters (a policy, a tweak, a `.reg` file), and Windows obeys it in all of them.
    """

    __slots__ = ("_folded", "_written")

    def __init__(self, values: Mapping[str, T]) -> None:
        """Keep the values; of two names that differ in their letters only, which Windows never has, the first counts."""
        self._written = dict(values)
        self._folded: dict[str, T] = {}
        for name, value in self._written.items():
            self._folded.setdefault(name.casefold(), value)

    def __getitem__(self, name: str) -> T:
        """Value of a name."""
        return self._folded[name.casefold()]

    def __contains__(self, name: object) -> bool:
        """Whether there is a value of that name."""
        return isinstance(name, str) and name.casefold() in self._folded

    def __iter__(self) -> Iterator[str]:
        """Names as they were written."""
        return iter(self._written)

    def __len__(self) -> int:
        """Number of values."""
        return len(self._written)

    def __repr__(self) -> str:
        """Values as a dictionary shows them."""
        return repr(self._written)
