"""Names of shares and accounts in the answers and file names that hold such.

People give them; no judgement needs what a share is called, but for those that a system makes itself. No judgement
needs what a share is called, but for those that a system makes itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from postigo.system.people import People

_SHARES: Final = re.compile(r".*\\LanmanServer\\Shares(?:\\Security)?", re.IGNORECASE)
_OF_PEOPLE: Final = re.compile(r"#VERSION \d.*^sharename=", re.DOTALL | re.MULTILINE)
"""Pattern of the file of a shared folder (`net usershare`, smb.conf(5)). The file is called as the share is."""
_SYSTEMS_OWN: Final = re.compile(r"global|homes|printers|users|.*\$|carpeta\d+", re.IGNORECASE)
_SECTION: Final = re.compile(r"^\[(.+)\]$", re.MULTILINE)
_SAID: Final = re.compile(r"^([ \t]*(?:comment|remark|sharename)[ \t]*=[ \t]*)(.*)$", re.IGNORECASE | re.MULTILINE)

Question: TypeAlias = tuple[str, tuple[Any, ...]]


def without(noted: Mapping[Question, Any], people: People) -> dict[Question, Any]:
    """Answers of a recording, with a stand-in for each name of a share. People in a list of accounts are met."""
    folders = {str(words[0]).rpartition("/")[0] for (verb, words), said in noted.items() if _is_of_people(verb, said)}

    def placed(path: str) -> str:
        folder, _, name = path.rpartition("/")
        return f"{folder}/{_share(name, people)}" if folder in folders and "*" not in name else path

    kept: dict[Question, Any] = {}
    for (verb, words), answer in noted.items():
        match verb, answer:
            case "glob", list():
                kept[verb, words] = [{**entry, "path": placed(entry["path"])} for entry in answer]
            case "read", str() if words[0] != placed(words[0]):
                said = _SAID.sub(lambda found: found[1] + _share(found[2], people), answer)
                kept[verb, (placed(words[0]), *words[1:])] = said
            case "read", _:
                kept[verb, (placed(words[0]), *words[1:])] = answer
            case _:
                kept[verb, words] = _answer(verb, words, answer, people)
    return kept


def _is_of_people(verb: str, said: object) -> bool:
    return verb == "read" and isinstance(said, str) and _OF_PEOPLE.match(said) is not None


def _answer(verb: str, words: tuple[Any, ...], answer: Any, people: People) -> Any:  # noqa: ANN401 - any JSON
    match (verb, words), answer:
        case ("registry", (str(key),)), {"values": dict(values)} if _SHARES.fullmatch(key):
            shares = {_share(name, people): _settings(value, people) for name, value in values.items()}
            return {**answer, "values": shares}
        case ("run", ("testparm", *_)), {"out": str(out)}:
            sections = _SECTION.sub(lambda found: f"[{_share(found[1], people)}]", out)
            return {**answer, "out": _SAID.sub(lambda found: found[1] + _share(found[2], people), sections)}
        case ("run", ("dscl", *asked)), {"out": str(out)} if "RealName" in asked:
            people.meet_in_directory(out)
    return answer


def _settings(value: object, people: People) -> object:
    if isinstance(value, Mapping) or not isinstance(value, (list, tuple)):
        return value
    return [_SAID.sub(lambda found: found[1] + _share(found[2], people), str(line)) for line in value]


def _share(name: str, people: People) -> str:
    return name if not name or _SYSTEMS_OWN.fullmatch(name) else people.stand_in("share", name.casefold(), "carpeta{}")
