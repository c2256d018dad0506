"""Fact of `update.firmware`: the level of protection that fwupd measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firmware:
    """Level from 0 to 5; `runtime`: something in the running system spoils it. None: no fwupd here."""

    level: int | None
    runtime: bool = False
