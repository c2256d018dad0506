"""Ordinary file: read in bounded size, replaced whole or not at all, forgotten."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def read_plain(file: Path, limit: int) -> bytes:
    """Content of an ordinary file. `OSError` for what is none (a pipe, a device) or is longer than `limit` bytes."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        content = opened.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, "it is too large")
    return content


def replace_plain(file: Path, content: bytes) -> None:
    """Put new content in a file's place in one step, for its owner only. A link (dotfiles are often links) stays a link."""
    import tempfile  # noqa: PLC0415 - 10 ms, and only here

    real = _behind(file)
    real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_new_plain(
    place: Path, content: bytes, mode: int = 0o600, finish: Callable[[Path], object] = lambda _whole: None
) -> None:
    """Write a new file whole or not at all, never over another. `FileExistsError` if the name is taken.

    `mode` is at most what the account's own mask allows. `finish` gets the whole file under another name; if it raises, there is no file.
    """
    trial = beside(place)
    handle = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        finish(trial)
        name_whole(trial, place)
    finally:
        with suppress(FileNotFoundError):
            trial.unlink()


def beside(place: Path) -> Path:
    """Hidden name beside a file that nobody else takes."""
    return place.with_name(f".{place.name[:100]}.{os.urandom(4).hex()}")


def name_whole(trial: Path, place: Path) -> None:
    """Name a finished file, unless the name is taken: then `FileExistsError`. A link does both in one step."""
    try:
        os.link(trial, place)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without links, as on USB sticks
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the name is ours
        try:
            trial.replace(place)
        except OSError:
            place.unlink()
            raise


def may_be_there(file: Path) -> bool:
    """Whether a file is there, or nobody may know. Then whoever opens it is told why not (`Path.exists` raises, or says no)."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def forget_plain(file: Path) -> bool:
    """Delete a file as `delete_plain` does. Whether all is gone."""
    try:
        delete_plain(file)
    except OSError:
        return False
    return True


def delete_plain(file: Path) -> None:
    """Delete a file, also behind a link. `OSError` where it cannot be.

    With it goes whatever `replace_plain` left when it was killed.
    """
    for one in _traces(file):
        one.unlink(missing_ok=True)


def _traces(file: Path) -> list[Path]:
    """The file, the one behind it, and unfinished new ones of its name."""
    try:
        real = _behind(file)
    except OSError:
        return [file]
    try:
        beside = [one for one in real.parent.iterdir() if one.name.startswith(f".{real.name}.")]
    except (FileNotFoundError, NotADirectoryError):
        beside = []
    return [*beside, real, file]


def _behind(file: Path) -> Path:
    """The file behind all links. `OSError` where they lead in a circle."""
    try:
        return file.resolve()
    except RuntimeError:  # CPython 3.11 and 3.12
        raise OSError(errno.ELOOP, "a circle of links") from None
