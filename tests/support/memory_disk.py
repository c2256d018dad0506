"""A machine whose files are a dictionary, on any of the three systems: for layouts that no machine here has."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from fnmatch import translate
from typing import Any

from postigo.core.system import ABSENT, CannotTell, Entry, Found, Key, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay

THEN = datetime(2026, 11, 20, tzinfo=UTC)
HOMES = {
    Platform.LINUX: ("~",),
    Platform.WINDOWS: ("%LOCALAPPDATA%", "%APPDATA%"),
    Platform.MACOS: ("~/Library/Application Support",),
}


class MemoryDisk(Replay):
    """Answers from `files` (bytes by path; for SQLite the rows) and `keys`; what is not there is absent."""

    def __init__(
        self, platform: Platform, files: Mapping[str, bytes | list[Any]], keys: Mapping[str, Key] | None = None
    ) -> None:
        super().__init__(Recording(platform, "0", {}))
        self.files = dict(files)
        self.keys = dict(keys or {})
        self.between = "\\" if platform is Platform.WINDOWS else "/"
        self.folders = {folder for path in self.files for folder in self._above(path)}
        for home in HOMES[platform]:
            self.folders |= {home, *self._above(home)}

    def _above(self, path: str) -> list[str]:
        parts = path.split(self.between)
        return [self.between.join(parts[:end]) for end in range(1, len(parts))]

    def _entry(self, path: str) -> Entry:
        content = self.files.get(path)
        if content is None:
            return Entry(path, "folder", 0, THEN)
        return Entry(path, "file", len(content), THEN)

    def read(self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False) -> Any:
        content = self.files.get(path)
        if content is None:
            if optional:
                return ABSENT
            raise CannotTell(Unknown.MISSING, path)
        assert isinstance(content, bytes)
        if head is None and len(content) > limit:
            raise CannotTell(Unknown.UNREADABLE, path)
        return content if head is None else content[:head]

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        flags = re.IGNORECASE if self.platform is Platform.WINDOWS else re.NOFLAG
        parts = [re.compile(translate(part), flags) for part in pattern.split(self.between)]
        found = []
        for path in (*self.files, *self.folders):
            names = path.split(self.between)
            if len(names) == len(parts) and all(p.match(n) for p, n in zip(parts, names, strict=True)):
                found.append(self._entry(path))
        return tuple(sorted(found, key=lambda entry: entry.path))

    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = "*",
        skip: Collection[str] = (),
        optional: bool = False,
    ) -> Any:
        if folder not in self.folders:
            if optional:
                return ABSENT
            raise CannotTell(Unknown.MISSING, folder)
        found = []
        for path in (*self.files, *self.folders):
            if not path.startswith(folder + self.between):
                continue
            *way, name = path.removeprefix(folder + self.between).split(self.between)
            fits = not way or re.match(translate(only), way[0])
            passed_over = any(re.match(translate(pattern), step) for pattern in skip for step in way)
            if name in names and len(way) <= depth and fits and not passed_over:
                found.append(self._entry(path))
        return Found(tuple(sorted(found, key=lambda entry: entry.path)))

    def registry(self, key: str, *, optional: bool = False) -> Any:
        if key in self.keys:
            return self.keys[key]
        below = sorted({k.removeprefix(key + "\\").split("\\")[0] for k in self.keys if k.startswith(key + "\\")})
        if below:
            return Key({}, tuple(below))
        if optional:
            return ABSENT
        raise CannotTell(Unknown.MISSING, key)

    def plist(self, path: str, *, optional: bool = False) -> Any:
        import json  # noqa: PLC0415 - a plist is written as JSON here

        content = self.read(path, optional=optional)
        return content if content is ABSENT else json.loads(content)

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:
        del query
        content = self.files.get(path)
        if content is None:
            if optional:
                return ABSENT
            raise CannotTell(Unknown.MISSING, path)
        return content
