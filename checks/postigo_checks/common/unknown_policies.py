"""Values of a policy key that are unknown here and take something away.

A policy is read whole: what a maker adds tomorrow, or what we have not read of, may switch off just what is judged. So an
unknown value called Disable…, Pause…, NoAuto…, Target… or RemoveWindowsStore… makes nothing good. The known ones are
listed where they are read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from postigo.api import CannotTell, Unknown

_TAKES: Final = re.compile(r"(?:Set)?(?:Disable|Pause|NoAuto|Target|RemoveWindowsStore)", re.IGNORECASE)
_NOTED: Final = re.compile(r"_(?:ProviderSet|WinningProvider|LastWrite|Provider)$", re.IGNORECASE)
_OFF: Final = (None, "", "0")


def unknown(values: Mapping[str, object], known: Collection[str]) -> Iterator[str]:
    """Names of values that are set, take something away and are not `known`. Compared as Windows does."""
    folded = {name.casefold() for name in known}
    for name, value in values.items():
        is_set = value not in _OFF and not (isinstance(value, int) and value == 0)
        if is_set and _TAKES.match(name) and name.casefold() not in folded:
            yield name


def without_notes(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a key that is set from afar. Who set each and when, which Windows notes beside it, is left out."""
    return {name: value for name, value in values.items() if not _NOTED.search(name)}


def require_known(keys: Iterable[Mapping[str, object]], known: Collection[str]) -> None:
    """UNREADABLE where there is such a value in one of the keys."""
    name = next((name for values in keys for name in unknown(values, known)), None)
    if name is not None:
        raise CannotTell(Unknown.UNREADABLE, f"a policy that we do not know: {name:.60}")
