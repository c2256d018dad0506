"""What the leak service is asked, over a real connection to a server on this machine that writes down everything it gets."""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from postigo.net import ranges
from postigo.net.ranges import UNREACHED, Ranges, Unreached, estimate
from postigo.passwords.model import LeakCount
from postigo.passwords.sandbox.leaks import Leaks
from postigo.words import Words
from tests.support.pace import waits, within
from tests.support.places import needs

HEADERS_THAT_LEAVE = {"host", "user-agent", "add-padding", "accept-encoding"}
PASSWORDS = [f"canary-{number}-ñandú" for number in range(40)]


def digits(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def body_of(prefix: str, leaked: dict[str, int], rows: int = 50) -> str:
    """A range as the service makes it: the leaked, others, and padding; sorted; the last line without an end."""
    lines = {hash_[5:]: times for hash_, times in leaked.items() if hash_.startswith(prefix)}
    for number in range(rows):
        lines.setdefault(digits(f"{prefix} {number}")[:35], number % 3)
    return "\r\n".join(f"{suffix}:{times}" for suffix, times in sorted(lines.items()))


@dataclass
class Answer:
    """What the server does with a request. `cut`: bytes that it promises and does not send."""

    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    slow: float = 0.0
    unmeasured: bool = False


@dataclass
class Service:
    """The server: what it got, and what it answers."""

    address: str = ""
    got: list[bytes] = field(default_factory=list)
    leaked: dict[str, int] = field(default_factory=dict)
    script: Callable[[str, int], Answer] = lambda _prefix, _times: Answer()
    at_once: int = 0
    most_at_once: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    proxied: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [line.split(b" ")[1].decode() for line in self.got]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20  # seconds: a connection that nobody closed ends, and with it the wait of the server for its end
    service: Service

    def do_GET(self) -> None:
        service = self.service
        prefix = self.path.rpartition("/")[2]
        with service.lock:
            service.got.append(self.requestline.encode("latin-1") + b"\r\n" + bytes(self.headers))
            times = service.asked[prefix] = service.asked.get(prefix, 0) + 1
            service.at_once += 1
            service.most_at_once = max(service.most_at_once, service.at_once)
        try:
            self._answer(service.script(prefix, times), prefix)
        except OSError:  # whoever asked is gone
            self.close_connection = True
        finally:
            with service.lock:
                service.at_once -= 1

    def _answer(self, answer: Answer, prefix: str) -> None:
        time.sleep(answer.slow)
        body = answer.body if answer.body is not None else body_of(prefix, self.service.leaked).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Set-Cookie", "who=you; Path=/")
        if not answer.unmeasured:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) - answer.cut])
        if answer.cut or answer.unmeasured:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
        """The test prints nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = False  # its end waits for the connections' ends: whoever asked closes them

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asked went away in the middle: that is what some tests do."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    made = Service()
    server = Server(("127.0.0.1", 0), type("Logging", (Handler,), {"service": made}))
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def asking(service: Service, prefixes: list[str]) -> Ranges:
    return Ranges(prefixes, address=service.address, pause=0.01)


def some(count: int) -> list[str]:
    return [f"{number * 7919 % 0x100000:05X}" for number in range(count)]


def test_only_five_digits_and_four_headers_leave(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login secret-login password secret-netrc\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    leaks: Leaks[int] = Leaks()
    for number, password in enumerate(PASSWORDS):
        leaks.add(number, password)
    service.leaked = {digits(PASSWORDS[3]): 7, digits(PASSWORDS[11]): 5000}
    asked = asking(service, list(leaks.prefixes()))
    found = {number: seen for prefix, body in asked.come() for number, seen in leaks.match(prefix, body)}
    assert found == dict.fromkeys(range(40), LeakCount.NEVER) | {3: LeakCount.FEW, 11: LeakCount.VERY_OFTEN}
    assert asked.missing == ()
    assert asked.why is None
    assert sorted(service.paths) == sorted("/range/" + prefix for prefix in leaks.prefixes())
    everything = b"".join(service.got)
    for request in service.got:
        line, *headers = request.decode("latin-1").splitlines()
        assert re.fullmatch(r"GET /range/[0-9A-F]{5} HTTP/1\.1", line)
        sent = dict(header.split(": ", 1) for header in headers if header)
        assert {name.lower() for name in sent} == HEADERS_THAT_LEAVE
        assert sent["User-Agent"] == "Postigo"
        assert sent["Add-Padding"] == "true"
    for password in PASSWORDS:
        assert password.encode() not in everything
        assert digits(password)[5:].encode() not in everything.upper()
        assert digits(password)[5:15].encode() not in everything.upper()
    assert b"secret" not in everything
    assert b"cookie" not in everything.lower()


def test_each_prefix_is_asked_for_once_and_never_more_than_four_at_once(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(slow=0.02)
    prefixes = some(60)
    asked = asking(service, prefixes)
    assert {prefix for prefix, _ in asked.come()} == set(prefixes)
    assert all(times == 1 for times in service.asked.values())
    assert 2 < service.most_at_once <= 4


def test_it_starts_with_two_at_once(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(slow=0.02)
    list(asking(service, some(12)).come())
    assert service.most_at_once == 2


def test_a_packed_answer_is_read(service: Service) -> None:
    service.script = lambda prefix, _times: Answer(
        body=gzip.compress(body_of(prefix, {}).encode()), headers={"Content-Encoding": "gzip"}
    )
    assert dict(asking(service, ["0ABCD"]).come()) == {"0ABCD": body_of("0ABCD", {})}


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_who_is_busy_twice_is_asked_a_third_time(service: Service, status: int) -> None:
    service.script = lambda _prefix, times: Answer(status) if times < 3 else Answer()
    asked = asking(service, ["0ABCD"])
    assert [prefix for prefix, _ in asked.come()] == ["0ABCD"]
    assert service.asked == {"0ABCD": 3}
    assert asked.why is None


def test_the_service_says_how_long_to_wait_and_all_wait(service: Service) -> None:
    when: list[float] = []

    def script(prefix: str, times: int) -> Answer:
        when.append(time.monotonic())
        return Answer(429, headers={"Retry-After": "1"}) if (prefix, times) == ("00000", 1) else Answer(slow=0.05)

    service.script = script
    assert len(list(asking(service, ["00000", *some(6)[1:]]).come())) == 6
    asked_after = [moment - when[0] for moment in when]
    assert not [moment for moment in asked_after if 0.4 < moment < 0.95]
    assert service.most_at_once <= 2


def test_a_service_that_wants_an_hour_is_left_in_peace(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(429, headers={"Retry-After": "3600"})

    def left() -> Ranges:
        service.got.clear()
        service.asked.clear()
        asked = asking(service, some(50))
        assert list(asked.come()) == []
        return asked

    asked = within(10, left)
    assert asked.why is Unreached.BUSY
    assert len(asked.missing) == 50
    assert len(service.got) <= 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(500), Unreached.BUSY),
        (Answer(302, headers={"Location": "/range/FFFFF"}), Unreached.STRANGE),
        (Answer(404), Unreached.STRANGE),
        (Answer(body=b""), Unreached.STRANGE),
        (Answer(body=b"<html>Sign in to the network</html>"), Unreached.STRANGE),
        (Answer(body=b"0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n00D4F6E8FA6EECAD2A3AA4"), Unreached.STRANGE),
        (Answer(cut=500), Unreached.OFFLINE),
        (Answer(unmeasured=True), Unreached.STRANGE),
        (Answer(body=b"\x1f\x8b nonsense", headers={"Content-Encoding": "gzip"}), Unreached.STRANGE),
        (
            Answer(
                body=gzip.compress(body_of("00000", {}, 2000).encode())[:-900], headers={"Content-Encoding": "gzip"}
            ),
            Unreached.STRANGE,
        ),
        (Answer(body=gzip.compress(b"A" * (6 << 20)), headers={"Content-Encoding": "gzip"}), Unreached.STRANGE),
        (Answer(body=b"A" * (5 << 20)), Unreached.STRANGE),
    ],
    ids=[
        "500",
        "redirect",
        "404",
        "empty",
        "page",
        "cut-line",
        "cut",
        "unmeasured",
        "no-gzip",
        "cut-gzip",
        "bomb",
        "flood",
    ],
)
def test_what_is_no_range_is_never_told_as_one(service: Service, answer: Answer, why: Unreached) -> None:
    service.script = lambda _prefix, _times: answer
    prefixes = some(40)
    asked = asking(service, prefixes)
    assert list(asked.come()) == []
    assert asked.why is why
    assert set(asked.missing) == set(prefixes)
    # After a few that could not be had, the others are not tried.
    assert len(service.asked) <= 6
    assert "/range/FFFFF" not in service.paths


def test_one_bad_range_costs_only_itself(service: Service) -> None:
    prefixes = some(30)
    service.script = lambda prefix, _times: Answer(404) if prefix == prefixes[5] else Answer()
    asked = asking(service, prefixes)
    assert len(list(asked.come())) == 29
    assert asked.missing == (prefixes[5],)
    assert asked.why is Unreached.STRANGE


def test_stopped_in_the_middle_it_asks_no_more_and_goes_on_where_it_was(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(slow=0.01)
    prefixes = some(80)
    asked = asking(service, prefixes)
    had = []
    for prefix, _ in asked.come():
        had.append(prefix)
        if len(had) == 25:
            asked.stop()
    assert len(had) == 25
    assert asked.why is None
    assert set(asked.missing) == set(prefixes) - set(had)
    time.sleep(0.3)  # what was under way arrives
    before = len(service.got)
    time.sleep(0.3)
    assert len(service.got) == before <= 25 + 4 + 4 + 1
    had += [prefix for prefix, _ in asked.come()]
    assert sorted(had) == sorted(prefixes)
    assert asked.missing == ()
    assert max(service.asked[prefix] for prefix in had[:25]) == 1


def test_who_wants_no_more_leaves_nothing_running(service: Service) -> None:
    before = threading.active_count()
    coming = asking(service, some(200)).come()
    next(coming)
    coming.close()
    assert waits(lambda: not any(thread.name == "ranges" for thread in threading.enumerate()), 5)
    assert threading.active_count() <= before + 2  # the server's own
    assert len(service.got) < 30


def test_a_stop_is_not_kept_waiting_by_a_slow_service(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(slow=3)

    def stopped() -> list[tuple[str, str]]:
        asked = asking(service, some(4))
        threading.Timer(0.2, asked.stop).start()
        return list(asked.come())

    assert within(1.5, stopped) == []


def test_a_service_that_is_gone_is_told_soon() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    def told() -> Ranges:
        asked = Ranges(some(500), address=f"http://127.0.0.1:{port}", pause=0.01)
        assert list(asked.come()) == []
        return asked

    asked = within(10, told)
    assert asked.why is Unreached.OFFLINE
    assert len(asked.missing) == 500


def test_when_nobody_answered_one_range_is_proof_enough(service: Service) -> None:
    service.script = lambda _prefix, _times: Answer(cut=10)
    asked = asking(service, some(50))
    assert list(asked.come()) == []
    assert asked.why is Unreached.OFFLINE
    assert len(service.asked) <= 3  # two at once, and one that was begun when the first was given up


@needs("openssl")
def test_a_server_with_a_certificate_of_its_own_is_asked_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    alternative = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*make, *alternative, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):  # who can set these could otherwise read along
        monkeypatch.setenv(name, str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    got: list[bytes] = []
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not over.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            connection.settimeout(10)
            try:
                with context.wrap_socket(connection, server_side=True) as protected:
                    got.append(protected.recv(4096))
            except OSError:  # whoever asked did not believe us
                got.append(b"")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        asked = Ranges(some(20), address=f"https://127.0.0.1:{listening.getsockname()[1]}", pause=0.01)
        came = list(asked.come())
        time.sleep(0.2)  # for the second thread's connection
        over.set()
        thread.join()
    assert came == []
    assert asked.why is Unreached.UNTRUSTED
    assert got
    assert set(got) == {b""}


def test_the_proxy_of_the_system_is_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", service.address)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    asked = Ranges(["0ABCD"], address="http://leaks.invalid", pause=0.01)
    assert [prefix for prefix, _ in asked.come()] == ["0ABCD"]
    assert service.paths == ["http://leaks.invalid/range/0ABCD"]


def test_no_prefix_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    service.script = lambda _prefix, times: Answer(cut=10) if times == 1 else Answer()
    list(asking(service, ["0ABCD"]).come())
    assert "0ABCD" not in caplog.text


@pytest.mark.parametrize("wrong", ["0abcd", "0ABC", "0ABCDE", "../..", "", "0ABCG"])
def test_nothing_but_a_prefix_can_be_asked_for(wrong: str) -> None:
    with pytest.raises(ValueError, match="five hexadecimal digits") as refused:
        Ranges([wrong])
    assert wrong == "" or wrong not in str(refused.value)


def test_the_real_address_has_a_protected_connection() -> None:
    assert ranges.ADDRESS.startswith("https://")


def test_what_it_costs_is_said_before() -> None:
    assert (estimate(973).requests, estimate(973).megabytes) == (973, 74)
    assert (estimate(1).requests, estimate(1).megabytes) == (1, 1)
    assert estimate(9150).megabytes == 696
    assert "ask Have I Been Pwned 9,150 times. About 696 MB" in Words("en").say(estimate(9150).text)
    assert "9.150" in Words("es").say(estimate(9150).text)
    assert "once" in Words("en").say(estimate(1).text)
    assert set(UNREACHED) == set(Unreached)
