"""The whole machines: one recording for each check, and what is the machine's own.

A machine is not another truth. Each answer in it comes out of a recording that a check is tested with; where two
recordings answer one question in different ways, or one computer must hang together (its clock, its programs), the
recipe says which answer holds.
"""

from __future__ import annotations

from tests.machines import linux, macos, untouched_macos, untouched_windows, windows

RECIPES = (
    *windows.MACHINES,
    *untouched_windows.MACHINES,
    *macos.MACHINES,
    *untouched_macos.MACHINES,
    *linux.MACHINES,
)
