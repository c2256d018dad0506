"""Where the stand-in for age's library lies, and how it takes the library's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.quick_age import pyrage

FOLDER = str(Path(__file__).parent)
"""First on the path of a Python that is to seal at once."""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> str:
    """Seals and opens at once in this process too; the folder for those that it starts."""
    monkeypatch.setattr("pyrage.passphrase", pyrage.passphrase)
    return FOLDER
