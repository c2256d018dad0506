"""Client of a time-stamp service (RFC 3161, 3.4): one request, one answer.

The person names the address, and there is none of ours. What leaves is the request (a hash and a random number) and, as with every connection, the network address of this
computer. No cookie, no name of a program and no name of a person goes along; no redirection is followed. What the answer is
worth is judged elsewhere: it is bytes here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from postigo.core.values import Numeral, Text

if TYPE_CHECKING:
    from requests import Response, Session

_TIMEOUT: Final = (10.0, 20.0)  # seconds: to connect; between two pieces of an answer
_WHOLE_ANSWER: Final = 60.0  # seconds for all of it
_LARGEST: Final = 1 << 20  # bytes; an answer with its certificates has some 6,000
_PIECE: Final = 1 << 14
_SENT: Final = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}

NO_ADDRESS: Final = Text(
    "This is no address of a service. It begins with https:// or http:// and has a name behind it."
)
NO_NAME_IN_IT: Final = Text(
    "Leave out what stands before the @ in the address: a password does not belong in a line that you type."
)
OFFLINE: Final = Text("The service could not be reached. Look at your connection and at the address, and try again.")
UNTRUSTED: Final = Text(
    "The connection to the service is not safe, so nothing was sent. Look at the date of this computer."
)
SLOW: Final = Text("The service took too long to answer. Try again later.")
STRANGE: Final = Text(
    "What answered is no time-stamp service. Look at the address. Perhaps this network wants you to sign in first."
)


class Unstamped(Exception):  # noqa: N818 - what it is
    """No answer could be had. `text` says why. It has no technical detail, which could hold the address."""

    def __init__(self, text: Text) -> None:
        super().__init__(type(self).__name__)
        self.text = text


def must_be_address(address: str) -> None:
    """`Unstamped` for what cannot be the address of a service. Nothing is asked."""
    try:
        parts = urlsplit(address)
        there = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        there = False
    if not there or not address.isprintable() or " " in address:
        raise Unstamped(NO_ADDRESS)
    if "@" in parts.netloc:
        raise Unstamped(NO_NAME_IN_IT)


def answer(address: str, request: bytes, *, seconds: float = _WHOLE_ANSWER) -> bytes:
    """Answer of a service to a request, as bytes. `Unstamped` after so many `seconds` at the latest; it can be tried again.

    It asks in a thread: a name that is looked up, and a head that comes letter by letter, know no end of their own.
    """
    must_be_address(address)
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it logs addresses, whatever level is set
    came: Queue[bytes | Unstamped] = Queue()
    Thread(target=lambda: came.put(_asked(address, request)), name="time stamp", daemon=True).start()
    try:
        found = came.get(timeout=seconds)
    except Empty:
        raise Unstamped(SLOW) from None
    if isinstance(found, Unstamped):
        raise found
    return found


def _asked(address: str, request: bytes) -> bytes | Unstamped:
    """One request over a connection of its own."""
    import requests  # noqa: PLC0415 - 0.2 s, and only for who asks
    from requests.exceptions import RequestException, SSLError, Timeout  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415
    from urllib3.util import SKIP_HEADER  # noqa: PLC0415

    try:
        with requests.Session() as session:
            session.trust_env = False  # no .netrc, no certificates named by the environment
            session.headers.clear()
            # Many schools reach the internet through a proxy only. The system's is used, as with the leak service.
            session.proxies.update(requests.utils.get_environ_proxies(address))
            # urllib3 would name itself, and a packing.
            headers = {**_SENT, "User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER}
            return _posted(session, address, request, headers)
    except Unstamped as why:
        return why
    except SSLError:
        return Unstamped(UNTRUSTED)
    except Timeout:
        return Unstamped(SLOW)
    except (RequestException, HTTPError, UnicodeError):  # UnicodeError: a name that IDNA does not have
        return Unstamped(OFFLINE)


def _posted(session: Session, address: str, request: bytes, headers: dict[str, str]) -> bytes:
    with session.post(
        address, data=request, headers=headers, timeout=_TIMEOUT, allow_redirects=False, verify=True, stream=True
    ) as came:
        if came.status_code >= 400:
            said = {"code": Numeral(str(came.status_code))}
            raise Unstamped(
                Text("The service refused with the number {code}. Look at the address, or try later.", values=said)
            )
        if came.status_code != 200:
            raise Unstamped(STRANGE)
        return b"".join(_pieces(came))


def _pieces(came: Response) -> Iterator[bytes]:
    """The body in pieces. One that has no end is not read to its end."""
    length = 0
    for piece in came.raw.stream(_PIECE, decode_content=False):
        length += len(piece)
        if length > _LARGEST:
            raise Unstamped(STRANGE)
        yield piece
