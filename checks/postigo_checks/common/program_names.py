"""The names of programs as the world writes them. One way to compare them, for every table of programs.

The file `AnyDesk (1).exe` is AnyDesk: browsers number a second download, makers add versions, processors and a client's
own id, NixOS wraps (`.rustdesk-wrapped`), the Linux kernel keeps 15 letters. So a name is *read*: from how it is written
to its plainest form.

**Reading a name may make it worse, never better.** Anybody can call a file what they like, so a name that raises
suspicion counts in every reading (`Names.suspected`), and one that earns trust counts as it is written
(`Names.trusted`), in other readings only where nobody but an administrator could have put the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar

_T = TypeVar("_T")

_SEPARATOR: Final = r"[\s._\-–—+,]+"
_ENDINGS: Final = (
    r"\.(?:exe|com|scr|msi|app|appimage|bin|run|real|orig|old|bak|tmp|part|py|pyz|sh|pdf|docx?|jpe?g|png|zip|txt|html?)"
)
_COPY: Final = (  # what Windows, macOS and the Linux desktops call a copy, in the languages of Europe and some others
    "copy|copia|cópia|còpia|copie|kopie|kopia|kopio|kopi|kopya|kópia|kopija|másolat|αντιγραφή|αντίγραφο|копия|копія|копие|"
    "副本|複製|コピー|복사본|نسخة|עותק"
)
_COPY_OF: Final = re.compile(rf"^(?:{_COPY})\s+(?:of|de|di|da|do|von|van|af|av|från|для)\s+(?=\S)")
_EDITION: Final = (
    "portable|setup|install|installer|latest|stable|beta|alpha|rc|nightly|canary|dev|unstable|final|release|unsigned|"
    "signed|full|free|new|old|windows|win|linux|macos|mac|osx|darwin|static|standalone|unpacked|unwrapped|bin|real|"
    "original|orig|custom|licensed"
)
_PROCESSOR: Final = (
    "x86[_-]64|x86[_-]32|x64|x86|x32|amd64|arm64|aarch64|armhf|armv[67]l?|i[3-6]86|ia32|win64|win32|64[_-]?bits?|"
    "32[_-]?bits?|64|32|universal2?|intel|silicon"
)
_TAILS: Final = tuple(
    re.compile(f"(?:{tail})$")
    for tail in (
        _ENDINGS,
        r"~+|\s*\(deleted\)",  # the second is Linux' word for a file that was replaced while the program runs
        r"\s*[(\[{][^()\[\]{}]{0,40}[)\]}]",  # (1), [1], (copia), (3rd copy), (x64)
        rf"{_SEPARATOR}(?:{_COPY})(?:\s*\d+)?",
        rf"{_SEPARATOR}(?:{_PROCESSOR})",
        r"x64|x86|amd64|arm64|win64|win32|64bit|32bit|portable|setup|installer",
        rf"{_SEPARATOR}(?:{_EDITION})\d*",
        rf"{_SEPARATOR}[vr]?\d+(?:[._-]\d+)*[a-z]?\d*",  # -1.4.1, _v8, .9b2, wget's .1
        r"(?<=[a-z]{3})v?\d+(?:\.\d+)*",  # electron37, python3.11
        rf"{_SEPARATOR}[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}",
        rf"{_SEPARATOR}(?:[0-9a-f]{{6,}}|(?=[a-z]*\d)[0-9a-z]{{6,}}={{0,2}})",  # a custom client's id
        # RustDesk is set up by its file's name: rustdesk-host=example.org,key=…, rustdesk-licensed-…
        rf"{_SEPARATOR}(?:(?:host|relay|api|key|id)=|licensed-).*",
    )
)
_WRAPPED: Final = re.compile(r"^\.+(.+?)(?:-(?:w(?:r(?:a(?:p(?:p(?:ed?)?)?)?)?)?)?_*)*$")
_CUT: Final = {15, 16}  # letters of a process's name that the kernel of Linux, and of macOS, keeps
_SQUASHED: Final = 6  # letters from which a name is told without its spaces: `Team Viewer`
_GAPS: Final = re.compile(_SEPARATOR)
_STAR: Final = re.escape("*")
_MOST: Final = 40  # readings of one name
_LONGEST: Final = 255  # letters of a file's name, on all three systems
_LOOK_ALIKES: Final = str.maketrans("аеорсхуіјѕԁһӏкмтвнαονρικυτıɑ", "aeopcxyijsdhlkmtbhaovpikutia")
"""Small Cyrillic and Greek letters, and the Latin ones that they look like."""


def _written(name: str) -> str:
    """A name in small letters, wide and invisible letters undone."""
    if name.isascii() and name.isprintable():  # nearly all are, and a machine has hundreds
        return " ".join(name.casefold().split())
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(letter for letter in folded if unicodedata.category(letter) not in {"Cf", "Cc"}).split())


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[str, ...]:
    """Names that a file or process name may stand for, plainest last."""
    seen: dict[str, None] = {}
    queue = [_written(name[:_LONGEST])]
    while queue and len(seen) < _MOST:
        reading = queue.pop(0)
        if reading in seen or not any(letter.isalnum() for letter in reading):
            continue
        seen[reading] = None
        queue += _plainer(reading)
    return tuple(sorted(seen, key=len, reverse=True))


def _plainer(name: str) -> Iterator[str]:
    for pattern in _TAILS:
        tail = pattern.search(name)
        if tail is not None and tail.start() > 1:
            yield name[: tail.start()].rstrip(" ._-–—+")
    wrapped = _WRAPPED.match(name)
    if wrapped is not None:
        yield wrapped[1]
    yield _COPY_OF.sub("", name)
    yield name.translate(_LOOK_ALIKES)


def plain_name(name: str) -> str:
    """The plainest reading: `AnyDesk (1).exe`, `AnyDesk-ab12cd34.EXE` and `.anydesk-wrapped` all give `anydesk`."""
    return (readings(name) or ("",))[-1]


def _key(known: str) -> str:
    """A table's name without the ending of a program."""
    return re.sub(rf"{_ENDINGS}$", "", _written(known))


def _squashed(name: str) -> str:
    return _GAPS.sub("", name)


class Names(Generic[_T]):
    """A table of programs, asked by the names that files and processes have. In a table's name, `*` is any letters."""

    def __init__(self, known: Mapping[str, _T]) -> None:
        """Keep a table: what each name, as the program's maker writes it, stands for."""
        self._exact: Final = {name.casefold(): value for name, value in known.items() if "*" not in name}
        self._wild: Final = {name: value for name, value in known.items() if "*" in name}

    @cached_property
    def _plain(self) -> dict[str, _T]:
        return {_key(name): value for name, value in self._exact.items()}

    @cached_property
    def _whole(self) -> dict[str, _T]:
        """By the name without spaces, where it is long enough to tell one."""
        squashed = {_squashed(name): value for name, value in self._plain.items()}
        return {name: value for name, value in squashed.items() if len(name) >= _SQUASHED}

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], list[_T]]:
        alternatives = "|".join(f"({re.escape(_key(name)).replace(_STAR, '.*')})" for name in self._wild)
        return re.compile(alternatives or r"(?!)"), list(self._wild.values())

    def trusted(self, name: str, *, installed: bool) -> _T | None:
        """Entry of a name that earns trust. `installed`: only an administrator can put a file where it lies.

        Where anybody could have put it, only the name as the maker writes it counts, in large or small letters.
        """
        exact = self._exact.get(name.casefold())
        if exact is not None or not installed:
            return exact
        return self.suspected(name)

    def suspected(self, *names: str) -> _T | None:
        """Entry of a name that raises suspicion. Any reading of it, or of the program's other names, will do."""
        for find in (self._told, self._matching, self._cut):
            found = next((value for name in names for value in find(name)), None)
            if found is not None:
                return found
        return None

    def inside(self, name: str) -> _T | None:
        """Entry of a word within a name. So `AnyDesk - Soporte del banco.exe`, `mi anydesk`, `AnyDeskBanco.exe`.

        Only names of six letters and more are told so. Too wide for anything but a program out of a landing folder.
        """
        written = _key(name)
        if len(written) > _LONGEST:
            return None
        words = _GAPS.split(written)
        runs = ("".join(words[a:b]) for a in range(len(words)) for b in range(len(words), a, -1))
        found = next((self._whole[run] for run in runs if run in self._whole), None)
        if found is not None:
            return found
        glued = (known for known in self._whole if written.startswith(known) and name[len(known) :][:1].isupper())
        return self._whole[longest] if (longest := max(glued, key=len, default="")) else None

    def _told(self, name: str) -> Iterator[_T]:
        for reading in readings(name):
            if reading in self._plain:
                yield self._plain[reading]
            elif _squashed(reading) in self._whole:
                yield self._whole[_squashed(reading)]

    def _matching(self, name: str) -> Iterator[_T]:
        pattern, values = self._patterns
        for reading in readings(name):
            match = pattern.fullmatch(reading)
            if match is not None and match.lastindex is not None:
                yield values[match.lastindex - 1]

    def _cut(self, name: str) -> Iterator[_T]:
        if len(name.encode(errors="replace")) in _CUT:
            start = _written(name).lstrip(".")
            yield from (value for known, value in self._plain.items() if start and known.startswith(start))
