"""One round of requests to the leak service: threads, second tries, and results."""

from __future__ import annotations

import logging
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from enum import StrEnum
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from postigo.leak_range import is_body

if TYPE_CHECKING:
    from requests import Response, Session

_HEADERS: Final = {"User-Agent": "Postigo", "Add-Padding": "true", "Accept-Encoding": "gzip"}
_TIMEOUT: Final = (5.0, 15.0)  # seconds: to connect; between two pieces of an answer
_WHOLE_ANSWER: Final = 60.0  # seconds for all pieces
_LARGEST: Final = 4 << 20  # bytes; an answer has some 80,000
_PIECE: Final = 1 << 16
_AT_FIRST: Final = 2  # at once
_AT_MOST: Final = 4
_WARM: Final = 16  # so many good answers before there are more at once
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_TRIES: Final = 4
_LONGEST_WAIT: Final = 60.0  # seconds; asked to wait longer, we stop and can go on another time
_TICK: Final = 0.1  # seconds between looks whether all is over
_ENOUGH: Final = 3  # ranges in a row that could not be had: nor will the others


class Unreached(StrEnum):
    """Why ranges could not be had."""

    OFFLINE = "offline"  # no connection, or it broke
    UNTRUSTED = "untrusted"  # somebody else answered in the service's place, or the clock is wrong
    BUSY = "busy"  # the service asks to come back later
    STRANGE = "strange"  # an answer that is none: a page to sign in to a network, a cut body


class Unhad(Exception):  # noqa: N818 - what it is
    """One range could not be had. `last`: nor will any other, for now."""

    def __init__(self, why: Unreached, *, last: bool = False) -> None:
        super().__init__(why.value)
        self.why = why
        self.last = last


class Asking:
    """Round of requests for missing ranges: threads that ask, and a short queue of bodies.

    It is short so that few bodies are in memory.
    """

    def __init__(self, prefixes: Iterable[str], address: str, pause: float, over: Event) -> None:
        self._waiting = deque(prefixes)
        self._address = address
        self._pause = pause
        self._over = over
        self._came: Queue[tuple[str, str] | Unhad | None] = Queue(maxsize=_AT_MOST)
        self._not_before = 0.0
        self._was_asked_to_wait = False

    def answers(self) -> Iterator[tuple[str, str] | Unhad]:
        """Results as they come, until there is no more or there is no use."""
        _say_nothing()
        running = good = failed_in_a_row = 0
        while not self._over.is_set():
            at_once = _AT_MOST if good >= _WARM and not self._was_asked_to_wait else _AT_FIRST
            while running < at_once and self._waiting:
                Thread(target=self._ask, name="ranges", daemon=True).start()
                running += 1
            if not running:
                return
            try:
                came = self._came.get(timeout=_TICK)
            except Empty:
                continue
            if came is None:
                running -= 1
            elif isinstance(came, Unhad):
                yield came
                failed_in_a_row += 1
                unreached = came.why is Unreached.OFFLINE and not good  # nobody is there: a second range needs no proof
                if came.last or unreached or failed_in_a_row >= _ENOUGH:
                    return
            else:
                yield came
                failed_in_a_row = 0
                good += 1

    def _ask(self) -> None:
        """One thread, to its end, whatever that is."""
        try:
            self._ask_on()
        finally:
            self._put(None)

    def _ask_on(self) -> None:
        """Range after range, over one connection."""
        import requests  # noqa: PLC0415 - 0.2 s, and only for who asks for leaks

        with requests.Session() as session:
            session.trust_env = False  # no .netrc, no certificates named by the environment
            session.headers.clear()
            # Many schools reach the internet through a proxy only. The system's is used; it sees a name and a port.
            session.proxies.update(requests.utils.get_environ_proxies(self._address))
            while not self._over.is_set():
                try:
                    prefix = self._waiting.popleft()
                except IndexError:
                    break
                try:
                    self._put((prefix, self._had(session, prefix)))
                except Unhad as unhad:
                    if unhad.last:  # before it is heard of: nobody asks for one more meanwhile
                        self._waiting.clear()
                    self._put(unhad)

    def _put(self, came: tuple[str, str] | Unhad | None) -> None:
        while not self._over.is_set():
            try:
                self._came.put(came, timeout=_TICK)
            except Full:
                continue
            return

    def _had(self, session: Session, prefix: str) -> str:
        """The body of a range, after as many tries as make sense; `Unhad`."""
        why = Unreached.OFFLINE
        for attempt in range(_TRIES):
            self._over.wait(max(0.0, self._not_before - monotonic()))
            if self._over.is_set():
                break
            try:
                return self._body(session, prefix)
            except _NotNow as not_now:
                why = not_now.why
                wait = self._pause * 2**attempt if not_now.wait is None else not_now.wait
                if why is Unreached.BUSY:  # that holds for all of us
                    self._was_asked_to_wait = True
                    if wait > _LONGEST_WAIT:
                        raise Unhad(why, last=True) from None
                    self._not_before = max(self._not_before, monotonic() + wait)
                elif attempt + 1 < _TRIES:
                    self._over.wait(wait)
        raise Unhad(why)

    def _body(self, session: Session, prefix: str) -> str:
        """One request and its answer; `_NotNow` where another try may help, `Unhad` where none will."""
        from requests.exceptions import RequestException, SSLError  # noqa: PLC0415 - see _ask
        from urllib3.exceptions import HTTPError  # noqa: PLC0415

        session.cookies.clear()  # given back, one would tie the requests of a person together
        try:
            with session.get(
                f"{self._address}/range/{prefix}",
                headers=_HEADERS,
                timeout=_TIMEOUT,
                allow_redirects=False,
                verify=True,
                stream=True,
            ) as answer:
                if answer.status_code in _AGAIN:
                    raise _NotNow(Unreached.BUSY, _seconds(answer.headers.get("Retry-After", "")))
                if answer.status_code != 200:
                    raise Unhad(Unreached.STRANGE)
                return _text(self._pieces(answer), answer.headers.get("Content-Encoding", ""))
        except SSLError:
            raise Unhad(Unreached.UNTRUSTED, last=True) from None
        except (RequestException, HTTPError):  # their texts hold the prefix
            raise _NotNow(Unreached.OFFLINE) from None

    def _pieces(self, answer: Response) -> bytes:
        """The answer as it came over the line, whole."""
        # Only with one of these is a body that was cut off told from a short one.
        if "Content-Length" not in answer.headers and "chunked" not in answer.headers.get("Transfer-Encoding", ""):
            raise Unhad(Unreached.STRANGE)
        began = monotonic()
        body = bytearray()
        for piece in answer.raw.stream(_PIECE, decode_content=False):
            body += piece
            if len(body) > _LARGEST:
                raise Unhad(Unreached.STRANGE)
            if monotonic() - began > _WHOLE_ANSWER or self._over.is_set():
                raise _NotNow(Unreached.OFFLINE)
        return bytes(body)


class _NotNow(Exception):  # noqa: N818 - what it is
    """A try failed, and another one may not. `wait`: how many seconds the service asks for."""

    def __init__(self, why: Unreached, wait: float | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.wait = wait


def _text(body: bytes, encoding: str) -> str:
    """Body of a range as text. `_NotNow` if it is cut off, `Unhad` if it is something else."""
    if encoding == "gzip":
        unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            body = unpacking.decompress(body, _LARGEST)
        except zlib.error:
            raise _NotNow(Unreached.STRANGE) from None
        if not unpacking.eof:
            raise _NotNow(Unreached.STRANGE)
    text = body.decode("ascii", errors="replace")
    if not is_body(text):
        raise _NotNow(Unreached.STRANGE)
    return text


def _seconds(retry_after: str) -> float | None:
    """Seconds that `Retry-After` asks for; None for a date. A date needs a clock that is right (RFC 9110, 10.2.3)."""
    return float(retry_after) if retry_after.isdecimal() and len(retry_after) < 10 else None


def _say_nothing() -> None:
    """Silence of urllib3's log. It logs the path of a request, and so the prefix: not here, whatever level is set."""
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)
