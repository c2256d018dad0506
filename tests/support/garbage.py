"""Garbage collector of a run of tests: what was collected before the first test is frozen (see `tests/conftest.py`), and stays so.

Whoever thaws it for good makes every full collection behind it walk through a million objects: half a second each, for thousands of tests.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def thawed() -> Iterator[None]:
    """Everything is known to the collector as long as this lasts: for whoever looks for a secret in memory."""
    gc.unfreeze()
    try:
        gc.collect()
        yield
    finally:
        gc.freeze()
