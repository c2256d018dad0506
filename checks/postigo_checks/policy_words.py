"""The values of a policy key that nobody here knows, and that by their names take something away.

A policy is read whole: what a maker adds tomorrow, or what we have not read of, may switch off just what is judged. So an
unknown value called Disable…, Pause…, NoAuto… or Target… makes nothing good. The known ones are listed where they are read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from postigo.api import CannotTell, Unknown

_TAKES: Final = re.compile(r"(?:Set)?(?:Disable|Pause|NoAuto|Target)", re.IGNORECASE)
_OFF: Final = (None, "", "0")


def require_known(keys: Iterable[Mapping[str, object]], known: Collection[str]) -> None:
    """UNREADABLE where a value that is set takes something away and is not `known` (compared as Windows does)."""
    folded = {name.casefold() for name in known}
    for values in keys:
        for name, value in values.items():
            is_set = value not in _OFF and not (isinstance(value, int) and value == 0)
            if is_set and _TAKES.match(name) and name.casefold() not in folded:
                raise CannotTell(Unknown.UNREADABLE, f"a policy that we do not know: {name:.60}")
