"""Fixtures of files to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.passwords.reading import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes | str) -> Path:
        path = tmp_path / "a name that says nothing"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written
