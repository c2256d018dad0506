"""Start of this very Python with another module of ours, in a child."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from importlib.machinery import PathFinder
from typing import Final

_BARE: Final = (
    "import sys; _, module, *folders = sys.argv; sys.path += folders; sys.argv = [module]; "
    "import runpy; runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def command(module: str, *words: str) -> list[str]:
    """Command that runs a module in our own Python. It has our flags, and the current folder is not on its path.

    Without -P, a `json.py` in a folder of downloads would be run, and a folder called `postigo` instead of us. A frozen
    program has no Python beside it; it knows `-m` and our own modules itself (installer/packages/start.py).
    """
    if is_frozen():
        return [sys.executable, *(() if module == "postigo" else ("-m", module)), *words]
    flags = {"-I": sys.flags.isolated, "-E": sys.flags.ignore_environment, "-s": sys.flags.no_user_site}
    kept = [flag for flag, is_set in flags.items() if is_set]
    return [sys.executable, "-P", *kept, "-m", module, *words]


def bare(module: str, folders: Iterable[str], *, alone: bool = False) -> list[str]:
    """Command that runs a module in a Python with these folders on its path only.

    Without -S, each `.pth` file of whatever is installed beside us runs its lines in every Python that starts, and
    `sitecustomize` too: a pack that nobody has enabled would be in the process. `alone` (-I) leaves out PYTHONPATH and
    all its kin as well, and so our environment: it is the Python behind that, by its own name. The standard library stays
    first, so that nothing beside us can take the place of a part of it. A frozen program reads no `.pth` file and no
    variable of Python's; of the folders it takes those only that it trusts.
    """
    if is_frozen():
        return [sys.executable, "-S", module, *folders]
    flags = ["-I"] if alone else [flag for flag in command(module)[2:-2] if flag != "-s"]
    quiet = ["-B"] if sys.dont_write_bytecode else []
    program = interpreter() if alone else sys.executable
    return [program, "-P", "-S", *flags, *quiet, "-c", _BARE, module, *folders]


def is_frozen() -> bool:
    """Whether this is the frozen program, made by PyInstaller."""
    return bool(getattr(sys, "frozen", False))


def path_here() -> list[str]:
    """Path of this very Python, but for the standard library. Every Python of ours finds that by itself."""
    own = (os.path.dirname(os.__file__), os.path.join(os.path.dirname(os.__file__), "lib-dynload"))  # noqa: PTH118, PTH120 - before anything is loaded
    return [folder for folder in dict.fromkeys(sys.path) if os.path.isabs(folder) and folder not in own]  # noqa: PTH117 - as above


def folders_of(names: Iterable[str]) -> list[str]:
    """Folders of these packages and modules, looked for as an import would; nothing is imported."""
    found = (PathFinder.find_spec(name) for name in names)
    places = (spec.origin or next(iter(spec.submodule_search_locations or ()), "") for spec in found if spec)
    return list(dict.fromkeys(_above(place) for place in places if place))


def _above(place: str) -> str:
    """Folder to put on the path for a module's or a package's file.

    It is that of a module's file, above that of a package's.
    """
    folder = os.path.dirname(place)  # noqa: PTH120 - see above
    return os.path.dirname(folder) if os.path.basename(place).startswith("__init__.") else folder  # noqa: PTH119, PTH120 - see above


def interpreter() -> str:
    """Program file of the Python that runs, and not of what started it.

    In a virtual environment on Windows, python.exe only starts the real one and waits (bpo-34977): whoever boxes or closes that
    starter may come too late for what it has started. multiprocessing goes around it in the same way.
    """
    base: str = getattr(sys, "_base_executable", sys.executable) or sys.executable
    return base if sys.platform == "win32" else sys.executable


def python_program(environ: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Program file behind `command`, and an environment as if that command had started it."""
    program = interpreter()
    if os.path.normcase(program) == os.path.normcase(sys.executable):
        return sys.executable, dict(environ)
    return program, {**environ, "__PYVENV_LAUNCHER__": sys.executable}
