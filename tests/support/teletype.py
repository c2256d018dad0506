"""A command on a terminal of its own, for the tests: what it shows, and what is typed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

if sys.platform != "win32":
    import fcntl
    import pty
    import struct
    import termios


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "postigo", *words]


class Screen:
    """A command on a terminal of its own, and what it shows."""

    def __init__(
        self,
        *words: str,
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        called: Sequence[str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environ = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        environ.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            command(*words) if called is None else [*called, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = b""

    def until(self, text: str | None = None, seconds: float = 60.0, after: str = "") -> str:
        """Read until a text is shown (behind the last of `after`), which it must be in that time; or, without one, until the command ends."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if ready:
                try:
                    part = os.read(self.master, 1 << 16)
                except OSError:  # Linux says EIO when the last one has closed the terminal
                    part = b""
                if not part:
                    break
                self.shown += part
            if text is not None and text in self._behind(after):
                break
            if not ready and self.process.poll() is not None:
                break
        assert text is None or text in self._behind(after), f"{text!r} was not shown"
        return self.text

    def type(self, text: str) -> None:
        """Type something, with Enter."""
        os.write(self.master, f"{text}\n".encode())

    def press(self, key: str) -> None:
        """Press a key, without Enter."""
        os.write(self.master, key.encode())

    def _behind(self, after: str) -> str:
        at = self.text.rfind(after)
        return self.text[at + len(after) :] if after and at >= 0 else "" if after else self.text

    @property
    def text(self) -> str:
        return self.shown.decode(errors="replace").replace("\r\n", "\n")

    def end(self) -> int:
        self.until()
        status = self.process.wait(60)
        os.close(self.master)
        return status
