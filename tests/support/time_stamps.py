"""Time-stamp service on this machine: `openssl ts` behind a small server, with a root of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """
[ req ]
distinguished_name = name
prompt = no
x509_extensions = root
[ name ]
CN = Root of a test
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ signer ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
[ web ]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
[ service ]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """Root and signer in a folder, as `openssl` makes them. `key`: the words of `openssl req -newkey`."""

    def __init__(self, folder: Path, key: str = "ec -pkeyopt ec_paramgen_curve:P-256") -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "settings").write_text(SETTINGS, encoding="utf-8")
        (folder / "serial").write_text("01\n", encoding="utf-8")
        self._call(f"req -x509 -newkey {key} -nodes -keyout root.key -out root.pem -days 30 -config settings")
        self._call(f"req -newkey {key} -nodes -keyout signer.key -out signer.csr -subj /CN=Signer -config settings")
        by_root = "x509 -req -in signer.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile settings"
        self._call(f"{by_root} -extensions signer -out signer.pem")

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, request: bytes, *, chain: bool = False) -> bytes:
        """What the service answers. With `chain`, openssl sends the root too, in an order of its own."""
        (self.folder / "query").write_bytes(request)
        words = "ts -reply -config settings -section service -queryfile query -signer signer.pem -inkey signer.key"
        self._call(f"{words} {'-chain root.pem' if chain else ''} -out reply")
        return (self.folder / "reply").read_bytes()

    def _call(self, words: str) -> None:
        done = subprocess.run(["openssl", *words.split()], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@dataclass
class Service:
    """Server that answers with `script`, and writes down what it gets: head and body of each request."""

    script: Callable[[bytes], bytes]
    address: str = ""
    status: int = 200
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    write: Callable[[BaseHTTPRequestHandler, bytes], None] | None = None


@contextmanager
def served(script: Callable[[bytes], bytes]) -> Iterator[Service]:
    """A service at an address of this machine."""
    service = Service(script)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            service.heads.append(f"{self.requestline}\n{self.headers}")
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.bodies.append(body)
            answer = service.script(body)
            if service.write is not None:
                service.write(self, answer)
                return
            self.send_response_only(service.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Nothing: a client that went away is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}/tsr"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
