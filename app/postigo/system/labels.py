"""Names that people gave to folders which they share, and to accounts, at the questions whose answers hold such.

No judgement needs what a share is called, but for those that a system makes itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from postigo.system.people import People

_SHARES: Final = re.compile(r".*\\LanmanServer\\Shares(?:\\Security)?", re.IGNORECASE)
_USERSHARES: Final = "/usershares"
_SYSTEMS_OWN: Final = re.compile(r"global|homes|printers|users|.*\$|carpeta\d+", re.IGNORECASE)
_SECTION: Final = re.compile(r"^\[(.+)\]$", re.MULTILINE)
_SAID: Final = re.compile(r"^(\s*(?:comment|remark|sharename)\s*=\s*)(.*)$", re.IGNORECASE | re.MULTILINE)


def without(question: tuple[str, tuple[Any, ...]], answer: Any, people: People) -> Any:  # noqa: ANN401 - any JSON
    """An answer, as recordings note it, with a stand-in for each name of a share; people in a list of accounts are met."""
    match question, answer:
        case ("registry", (str(key),)), {"values": dict(values)} if _SHARES.fullmatch(key):
            shares = {_share(name, people): _settings(value, people) for name, value in values.items()}
            return {**answer, "values": shares}
        case ("run", ("testparm", *_)), {"out": str(out)}:
            sections = _SECTION.sub(lambda found: f"[{_share(found[1], people)}]", out)
            return {**answer, "out": _SAID.sub(lambda found: found[1] + _share(found[2], people), sections)}
        case ("run", ("dscl", *words)), {"out": str(out)} if "RealName" in words:
            people.meet_in_directory(out)
    return answer


def _settings(value: object, people: People) -> object:
    if isinstance(value, Mapping) or not isinstance(value, (list, tuple)):
        return value
    return [_SAID.sub(lambda found: found[1] + _share(found[2], people), str(line)) for line in value]


def _share(name: str, people: People) -> str:
    return name if not name or _SYSTEMS_OWN.fullmatch(name) else people.stand_in("share", name, "carpeta{}")
