"""Registry values by name: like Windows, which tells no capitals from small letters there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def folded(name: str) -> str:
    """Letters by which Windows compares names.

    Each has one capital, so `ß` is not `ss` (RtlUpcaseUnicodeChar).
    """
    return "".join(capital if len(capital := letter.upper()) == 1 else letter for letter in name)


class ByName(Mapping[str, T]):
    """Mapping with names that are found in any letters.

    They are listed as they were written.

    Whoever writes a value chooses its letters (a policy, a tweak, a `.reg` file), and Windows obeys it in all of them.
    """

    __slots__ = ("_folded", "_written")

    def __init__(self, values: Mapping[str, T]) -> None:
        """Keep the values.

        Of two names that differ in their letters only, which Windows never has, the first counts.
        """
        self._written = dict(values)
        self._folded: dict[str, T] = {}
        for name, value in self._written.items():
            self._folded.setdefault(folded(name), value)

    def __getitem__(self, name: str) -> T:
        """Value of a name. As it is written first: nothing that is listed hides behind another."""
        return self._written[name] if name in self._written else self._folded[folded(name)]

    def __contains__(self, name: object) -> bool:
        """Whether there is a value of that name."""
        return isinstance(name, str) and folded(name) in self._folded

    def __iter__(self) -> Iterator[str]:
        """Names as they were written."""
        return iter(self._written)

    def __len__(self) -> int:
        """Number of values."""
        return len(self._written)

    def __repr__(self) -> str:
        """Values as a dictionary shows them."""
        return repr(self._written)
