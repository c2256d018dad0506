"""Consent: words beside the question whose device it is (red line E8)."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text

SHARED_IS_YOURS: Final = Text("A shared computer is yours too, if this is your account.")
"""A family's or a school's computer is nobody's alone. No more is read than this account (E3)."""
