"""What a time-stamp service is sent, and one sentence for each way in which it does not answer."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from postigo.core.values import Text
from postigo.net import timestamp
from postigo.net.timestamp import Unstamped
from tests.support.pace import within
from tests.support.time_stamps import Service, served

REQUEST = b"\x30\x03\x02\x01\x01"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with served(lambda _: b"answer") as one:
        yield one


def why(address: str, seconds: float = 30) -> Text:
    with pytest.raises(Unstamped) as refused:
        timestamp.answer(address, REQUEST, seconds=seconds)
    return refused.value.text


def test_the_request_leaves_alone_and_the_answer_is_bytes(service: Service) -> None:
    assert timestamp.answer(service.address, REQUEST) == b"answer"
    assert service.bodies == [REQUEST]
    (head,) = service.heads
    assert head.splitlines()[0] == "POST /tsr HTTP/1.1"
    names = {line.partition(":")[0].casefold() for line in head.splitlines()[1:] if line}
    assert names == {"host", "content-type", "accept", "content-length"}
    assert "application/timestamp-query" in head


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "ftp://a",
        "https://",
        "https:///tsr",
        "http://a:0/",
        "http://a:99999999/",
        "file:///etc/passwd",
        "http://a b/",
        "http://[a/",
    ],
)
def test_what_is_no_address_is_asked_nothing(address: str) -> None:
    assert why(address) == timestamp.NO_ADDRESS


def test_a_name_and_a_password_do_not_belong_in_an_address() -> None:
    assert why("https://ana:canary@localhost/tsr") == timestamp.NO_NAME_IN_IT


@pytest.mark.parametrize("status", [301, 302, 204, 206])
def test_a_redirection_is_not_followed(status: int, service: Service) -> None:
    service.status = status
    assert why(service.address) == timestamp.STRANGE
    assert len(service.bodies) == 1


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_refusal_is_one_sentence_with_its_number(status: int, service: Service) -> None:
    service.status = status
    told = why(service.address)
    assert "{code}" in told.one
    assert getattr(told.values["code"], "text", "") == str(status)


def test_nobody_there_is_one_sentence(service: Service) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == timestamp.OFFLINE
    assert why("http://" + "a" * 300 + ".invalid/") == timestamp.OFFLINE
    # It speaks no TLS.
    assert why(service.address.replace("http:", "https:")) == timestamp.UNTRUSTED


def test_two_gigabytes_are_not_read(service: Service) -> None:
    sent = []

    def endless(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Length", str(2 << 30))
        handler.end_headers()
        try:
            for _number in range(2 << 11):
                handler.wfile.write(bytes(1 << 20))
                sent.append(1)
        except OSError:
            handler.close_connection = True

    service.write = endless
    assert within(20, lambda: why(service.address)) == timestamp.STRANGE
    assert len(sent) < 200


@pytest.mark.parametrize("where", ["before", "head", "body"])
def test_an_answer_that_comes_letter_by_letter_ends_in_time(where: str, service: Service) -> None:
    def slow(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        whole = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + bytes(100)
        quick = {"before": 0, "head": 20, "body": 45}[where]
        try:
            handler.wfile.write(whole[:quick])
            for letter in whole[quick:]:
                time.sleep(0.2)
                handler.wfile.write(bytes([letter]))
        except OSError:
            handler.close_connection = True

    service.write = slow
    began = time.monotonic()
    assert why(service.address, seconds=1) == timestamp.SLOW
    assert time.monotonic() - began < 15


def test_a_cut_answer_is_one_sentence(service: Service) -> None:
    def cut(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    service.write = cut
    assert why(service.address) == timestamp.OFFLINE


def test_the_proxy_of_the_system_is_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", service.address.removesuffix("/tsr"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert timestamp.answer("http://stamps.example/tsr", REQUEST) == b"answer"
    assert service.heads[0].startswith("POST http://stamps.example/tsr ")
