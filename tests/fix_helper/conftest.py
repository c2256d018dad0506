"""A machine that the helper may change, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.helper_machine import HelperMachine, helper_machine


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[HelperMachine]:
    with helper_machine(tmp_path) as made:
        yield made
