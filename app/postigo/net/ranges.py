"""Client of Have I Been Pwned's ranges. Five digits of a SHA-1 leave, and nothing else.

The service answers with all leaked hashes of that range (and, because we ask for padding, invented rows beside them, so that
the size of an answer tells nothing); who compares is somebody else. A request carries four headers: Host, User-Agent,
Add-Padding and Accept-Encoding. No cookie is given back, no redirection is followed, no certificate is let pass.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from threading import Event
from typing import Final

from postigo.core.values import Text
from postigo.leak_range import is_prefix
from postigo.net.asking import Asking, Unhad, Unreached

ADDRESS: Final = "https://api.pwnedpasswords.com"
_KILOBYTES: Final = 76
"""Of one answer, unpacked: some 1,950 rows of 39 bytes. Packed they are about half."""


UNREACHED: Final = {
    Unreached.OFFLINE: Text("The leak service could not be reached. Look at your connection and go on later."),
    Unreached.UNTRUSTED: Text(
        "The connection to the leak service is not safe, so nothing was asked. Look at the date of this computer, or try another network."
    ),
    Unreached.BUSY: Text("The leak service is busy. Go on in some minutes."),
    Unreached.STRANGE: Text("The leak service gave a strange answer. Perhaps this network wants you to sign in first."),
}
"""Sentences on why a range was not had."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Cost of asking, at most."""

    requests: int
    megabytes: int

    @property
    def text(self) -> Text:
        """Sentence that a person reads before anything starts."""
        return Text(
            "Postigo will ask Have I Been Pwned once. About {megabytes} MB come back. Five signs of a fingerprint leave, never a password.",
            "Postigo will ask Have I Been Pwned {n} times. About {megabytes} MB come back. Each time five signs of a fingerprint leave, never a password.",
            n=self.requests,
            values={"n": self.requests, "megabytes": self.megabytes},
        )


def estimate(prefixes: int) -> Estimate:
    """Cost of asking for so many ranges."""
    return Estimate(prefixes, -(-prefixes * _KILOBYTES // 1000))


class Ranges:
    """Ranges of some prefixes, asked for in the order given, a few at a time.

    `come` yields them as they come. When it ends, `missing` are those that were not had, and `why` says why (None: all were, or
    `stop` was called). `come` can be called again: it asks for what is missing. No body is kept.
    """

    def __init__(self, prefixes: Iterable[str], *, address: str = ADDRESS, pause: float = 1.0) -> None:
        """`address` and `pause` (seconds before a second try) are others in tests only."""
        self._missing = dict.fromkeys(prefixes)
        if not all(map(is_prefix, self._missing)):
            raise ValueError("a prefix has five hexadecimal digits")  # nothing else may leave: not even in this text
        self._address = address
        self._pause = pause
        self._over = Event()
        self.why: Unreached | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Prefixes that were not had yet."""
        return tuple(self._missing)

    def stop(self) -> None:
        """Ask for nothing more. From any thread; what is under way is thrown away when it comes."""
        self._over.set()

    def come(self) -> Generator[tuple[str, str], None, None]:
        """Each range that is missing: its prefix and its body. Who wants no more of them closes it."""
        self._over = over = Event()
        self.why = None
        return self._come(Asking(self.missing, self._address, self._pause, over), over)

    def _come(self, asking: Asking, over: Event) -> Generator[tuple[str, str], None, None]:
        try:
            for came in asking.answers():
                if isinstance(came, Unhad):
                    self.why = came.why
                else:
                    del self._missing[came[0]]
                    yield came
            if not self._missing:
                self.why = None
            elif not over.is_set():
                self.why = self.why or Unreached.OFFLINE
        finally:
            over.set()  # also when nobody wants the rest


__all__ = ["ADDRESS", "UNREACHED", "Estimate", "Ranges", "Unreached", "estimate"]
