"""Imported by every test that needs Qt, before anything makes an application: no screen, and constants that stay alive."""

from __future__ import annotations

import os

import pytest

from tests.support.places import need

need("qt")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from postigo.gui.shell.pyside_refcount_fix import keep_constants_alive  # noqa: E402 - only where there is Qt

keep_constants_alive()

quiet_platform = pytest.mark.qt_log_ignore("propagateSizeHints")
"""Qt's offscreen platform complains that it cannot hold a window's smallest size; nothing is wrong with the window."""
