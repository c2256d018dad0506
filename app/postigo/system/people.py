"""People who are not named in a recording, and the word for each there.

The person of this computer becomes `ana`, the computer `equipo`, and others, whether they have an account or only a phone that is
called after them, `otra1`, `otra2` …: two stay two. A computer that is called after somebody keeps that: `equipo-ana`, since
`info.device-name` judges it. All are in small letters, because Windows writes one path in several ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from postigo.core.letters import without_accents
from postigo.core.named_after import NOBODY, THINGS
from postigo.system.identity import ORDINARY, Identity, is_nobodys, is_ordinary

USER: Final = "ana"
HOST: Final = "equipo"
OURS: Final = re.compile(rf"{USER}x*|otra\d+x*|{HOST}(?:-{USER}|-otra\d+)?|grupo\d+|disco\d+|carpeta\d+", re.IGNORECASE)
"""The stand-ins themselves; in bytes, x fills the room of the name."""

SHORT: Final = 3  # a shorter name is replaced only where it plainly is one
_LONG: Final = 5  # a longer one is seen within a word too: "LUCIAPC"
_FIELDS: Final = re.compile(
    r"(?:full|real|first|last|given|family)_?name|gecos|registered_?owner|account_?id", re.IGNORECASE
)
"""Fields whose value names a person. "Name" and "DisplayName" beside one are the same person's."""
_BESIDE: Final = re.compile(r"name|display_?name", re.IGNORECASE)
_REAL_NAMES: Final = re.compile(r"^([^_\s]\S*)[ \t]+(\S.*)$", re.MULTILINE)
_OF_A_HOME: Final = re.compile(r"(?:/home/|/Users/|\\Users\\{1,2})([^\W\d_][\w.-]{2,})(?=[/\\])")
_COMMON: Final = ORDINARY | THINGS | NOBODY
_SYSTEMS_OWN: Final = {"root", "daemon", "nobody"}


class People:
    """The stand-ins of one recording. `meet` whom an answer names before asking for `called`."""

    def __init__(self, identity: Identity) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._somebody = bool(identity.homes)
        own = [(name, USER) for name in (*identity.users, *identity.names)]
        own += [(part, USER) for name in identity.names for part in _parts(name)]
        self._called = {name: stand_in for name, stand_in in own if name}
        self._words = {part.casefold() for name in (*identity.names, *identity.others) for part in _words(name)}
        for name in identity.others:
            self.meet(name)
        for group in identity.groups:
            if group not in self._called and not is_nobodys(group):
                self._called[group] = self.stand_in("group", group, "grupo{}")
        self._hosts = tuple(host for host in identity.hosts if host not in self._called)

    def stand_in(self, kind: str, real: str, form: str) -> str:
        """Stand-in of one thing of a kind. It is `form` with the number from when it was first met."""
        known = sum(1 for of, _ in self._given if of == kind)
        return self._given.setdefault((kind, real), form.format(known + 1))

    def is_nobodys(self, name: str) -> bool:
        """Whether a name stays: several people's account, and in no full name."""
        return is_ordinary(name) or (is_nobodys(name) and name.casefold() not in self._words)

    def other(self, name: str) -> str:
        """The stand-in of somebody else, by one of the words of the name."""
        return self.stand_in("other", without_accents(name).casefold(), "otra{}")

    def meet(self, name: str) -> None:
        """Remember somebody else's name, whole and by its parts."""
        name = name.strip()
        if name and not is_nobodys(name) and not OURS.fullmatch(name):
            for part in (name, *(part for part in _parts(name) if len(part) > SHORT)):
                if part not in self._called:
                    self._called[part] = self.other(name)

    def meet_in(self, answer: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember whom the fields of an answer name, and whose homes stand in it."""
        match answer:
            case str() if self._somebody:
                for name in _OF_A_HOME.findall(answer):
                    self.meet(name)
            case list():
                for item in answer:
                    self.meet_in(item)
            case dict():
                for name in _named(answer):
                    self.meet(name)
                for item in answer.values():
                    self.meet_in(item)

    def meet_in_directory(self, listed: str) -> None:
        """Remember the real names of macOS' own list of accounts (`dscl . -list /Users RealName`)."""
        for account, name in _REAL_NAMES.findall(listed):
            if account.casefold() not in _SYSTEMS_OWN:
                self.meet(name)

    def called(self) -> list[tuple[str, str]]:
        """Every name with its stand-in, the longest first."""
        everybody = [*self._called.items(), *((host, self.host(host)) for host in self._hosts)]
        return sorted(everybody, key=lambda pair: len(pair[0]), reverse=True)

    def host(self, host: str) -> str:
        """The computer's stand-in, with that of the person after whom it is called."""
        tokens = re.findall(r"[^\W\d_]+", without_accents(host).casefold())
        for name, stand_in in sorted(self._called.items(), key=lambda pair: len(pair[0]), reverse=True):
            for word in re.findall(r"[^\W\d_]+", without_accents(name).casefold()):
                if _tells(word) and any(_has(token, word) for token in tokens):
                    return f"{HOST}-{stand_in}"
        return HOST


def _tells(word: str) -> bool:
    """Whether a word of a name is no ordinary one, nor the beginning of one. Windows calls a folder by five letters."""
    if len(word) < SHORT or is_ordinary(word):
        return False
    return len(word) < _LONG - 1 or not any(common.startswith(word) for common in _COMMON)


def _has(token: str, word: str) -> bool:
    """Whether a word is in one of a computer's name.

    It counts alone, beside an ordinary one ("lucialaptop"), and a long one anywhere.
    """
    rests = {token.removeprefix(word), token.removesuffix(word)} - {token}
    return not rests.isdisjoint({"", "s", *_COMMON}) or (len(word) >= _LONG and word in token)


def _words(name: str) -> list[str]:
    """Words of a full name. One alone is that of an account."""
    parts = _parts(name)
    return parts if " " in name.strip() else []


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,._-]+", name) if len(part) >= SHORT and not is_ordinary(part)]


def _named(record: Mapping[str, Any]) -> Iterator[str]:
    """Names in the fields of one record."""
    if any(_FIELDS.fullmatch(key) for key in record):
        for key, value in record.items():
            if isinstance(value, str) and "@" not in value and (_FIELDS.fullmatch(key) or _BESIDE.fullmatch(key)):
                yield value
