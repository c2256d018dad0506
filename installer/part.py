"""Part of the program, loaded by its path, with the standard library only. Before set-up nothing is installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def part(name: str) -> ModuleType:
    """The module at this place below `postigo`."""
    place = ROOT / "app" / "postigo" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"postigo_{place.stem}", place)
    if spec is None or spec.loader is None:
        raise ImportError(str(place))
    module = importlib.util.module_from_spec(spec)
    kept, sys.dont_write_bytecode = (
        sys.dont_write_bytecode,
        True,
    )  # as root it would leave files that the person cannot delete
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = kept
    return module
