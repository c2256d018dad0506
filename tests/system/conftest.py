"""Fixtures of the live machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from postigo.system.live import live
from postigo.system.machine import Machine


@pytest.fixture
def machine() -> Iterator[Machine]:
    this = live()
    yield this
    this.close()
