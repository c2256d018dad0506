"""A person's passwords as the child tells of them: frames only, and no password anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from postigo.gui.passwords.models.key_ring import KeyRing
from postigo.gui.passwords.models.leaks import RangeSource
from postigo.gui.passwords.models.sandbox_process import SandboxStream
from postigo.passwords.model import Judged, LeakCount, Length, ReadProblem, Reason, Source
from postigo.passwords.protocol import Batch, Done, Down, Locked, Opened, Progress, Ready, Snagged, Tried, Up, Wanted

TODAY = date(2026, 11, 23)


class FakeVault(SandboxStream):
    """A child that says what a test tells it to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.started = self.abandoned = False
        self.told: list[Down] = []

    def start(self) -> None:
        self.started = True

    def send(self, frame: Down) -> None:
        self.told.append(frame)

    def abandon(self) -> None:
        self.abandoned = True

    def say(self, *frames: Up) -> None:
        for frame in frames:
            if not self.abandoned:
                self.frame.emit(frame)


class FakeSource(RangeSource):
    """A leak service that sends what a test tells it to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: tuple[str, ...] = ()
        self.stopped = False

    def start(self, prefixes: tuple[str, ...]) -> None:
        self.asked = prefixes

    def stop(self) -> None:
        self.stopped = True


class FakeRing(KeyRing):
    """A key ring that answers when a test wants it to."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.asked = self.stopped = self.forgotten = 0

    @property
    def store(self) -> Path:
        return self.file

    def ask(self) -> None:
        self.asked += 1

    def stop(self) -> None:
        self.stopped += 1

    def forget(self) -> None:
        self.forgotten += 1


def judged(row: int, site: str, user: str = "ana", score: int = 3, *reasons: Reason, **more: object) -> Judged:
    entry = Judged(0, row, site, user, site.partition(".")[0].title(), score, Length.FROM_8, reasons, https=True)
    return replace(entry, **more)  # type: ignore[arg-type]


ENTRIES = (
    judged(1, "forum.example.org", "ana", 1, Reason.NAME, Reason.YEAR, near_group=1),
    judged(
        2, "gmail.com", "ana.lopez@example.org", 2, Reason.REUSED, Reason.NAME, Reason.YEAR, reuse_group=1, near_group=1
    ),
    judged(3, "instagram.com", "ana.lopez", 2, Reason.REUSED, Reason.NAME, Reason.YEAR, reuse_group=1, near_group=1),
    judged(4, "bbva.es", "ana.lopez", 4, changed=date(2026, 9, 1)),
    judged(5, "netflix.com", "casa", 1, Reason.PLATE, Reason.SHARED),
    judged(6, "192.168.1.1", "admin", 0, Reason.DEFAULT, Reason.COMMON, Reason.HTTP, https=False),
    judged(7, "amazon.es", "ana.lopez@example.org", 4, Reason.OLD, changed=date(2024, 3, 2)),
    judged(8, "steampowered.com", "lunagamer", 3, Reason.NO_SECOND_FACTOR),
    judged(9, "un-sitio-con-un-nombre-larguisimo-que-no-acaba-nunca.subdominio.example.com", "ana", 4),
    judged(10, "wikipedia.org", "", 4),
    judged(11, "tiktok.com", "lunagamer", 2, Reason.REUSED, Reason.OWN_WORD, reuse_group=2),
    judged(12, "roblox.com", "lunagamer", 2, Reason.REUSED, Reason.OWN_WORD, reuse_group=2),
)
"""A family's browser."""

FINE = (judged(1, "gmail.com", "ana.lopez@example.org", 4), judged(2, "bbva.es", "ana.lopez", 4))

OPENED = (Ready("zxcvbn-rs-py 0.3.0", sealed=True), Opened(0, Source.CHROMIUM))
SNAGS = (Snagged(ReadProblem.RAGGED_ROW, 0, 13), Snagged(ReadProblem.OLD_ENCODING, 0))
PREFIXES = tuple(f"{number:05X}" for number in range(0x1A2B0, 0x1A2B0 + 11))


def whole(entries: Iterable[Judged] = ENTRIES) -> tuple[Up, ...]:
    """A whole audit of one file."""
    told = tuple(entries)
    return (*OPENED, Batch(told), Progress(len(told), len(told)), Done(len(told)))


def many(count: int) -> tuple[Judged, ...]:
    """So many entries, every fifth of which shares its password with its neighbour."""
    made = []
    for number in range(1, count + 1):
        group = number // 5 if number % 5 in {0, 1} and number > 4 else None
        reasons = (Reason.REUSED, Reason.WORD) if group else (Reason.YEAR,) if number % 3 == 0 else ()
        score = 2 if reasons else 4
        made.append(judged(number, f"site-{number}.example.com", f"ana{number}", score, *reasons, reuse_group=group))
    return tuple(made)


def leaked(entry: Judged) -> Judged:
    return replace(entry, reasons=(Reason.LEAKED, *entry.reasons), leaked=LeakCount.MANY)


LOCKED = Locked(0, Source.KDBX)
WRONG = Locked(0, Source.KDBX, refused=1)
WANTED = Wanted(PREFIXES)


def tried(number: int, score: int, *reasons: Reason) -> Tried:
    return Tried(number, score, Length.FROM_8, reasons)


def export(folder: Path, name: str = "Contraseñas de Chrome.csv") -> Path:
    """An export that is really there; it holds no password, for no child reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("name,url,username,password\n", encoding="utf-8")
    return file
