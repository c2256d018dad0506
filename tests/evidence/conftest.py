"""Fixtures of the evidence log: a seal that costs nothing, where the seal is not what is tried."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from postigo.evidence import sealed
from postigo.evidence.trouble import WrongPassphrase


@pytest.fixture
def cheap_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of age, which takes a second by design."""

    def seal(files: Mapping[str, bytes], passphrase: str) -> bytes:
        return json.dumps([passphrase, {name: part.hex() for name, part in files.items()}]).encode()

    def unseal(content: bytes, passphrase: str) -> dict[str, bytes]:
        right, files = json.loads(content)
        if passphrase != right:
            raise WrongPassphrase(sealed._meaning("Decryption failed").text)
        return {name: bytes.fromhex(part) for name, part in files.items()}

    monkeypatch.setattr(sealed, "seal", seal)
    monkeypatch.setattr(sealed, "unseal", unseal)
