"""Start of the frozen program: surroundings as they were, folder of additions, self-start of modules.

PyInstaller runs this file. `-m MODULE WORDS…` and `-S MODULE FOLDERS…` are what `postigo.pipe.reexec` says to a Python
elsewhere; any other call is a person's.
"""

from __future__ import annotations

import os
import sys

from postigo import additions


def restore_surroundings() -> None:
    """Take out what PyInstaller's starter put into the environment.

    It makes our libraries those of each program that we ask: `ss` or `dpkg` would load them in place of the system's. The
    linker has read it already. The starter sets it anew for each start of ourselves.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]


def main() -> int:
    """Run what was asked for; the exit status."""
    restore_surroundings()
    added = additions.folders(sys.executable)
    if len(sys.argv) > 2 and sys.argv[1] in {"-m", "-S"} and sys.argv[2].startswith("postigo."):
        import runpy  # noqa: PLC0415 - a person's call has no need of it

        _, flag, module, *words = sys.argv
        sys.path += added if flag == "-m" else [folder for folder in added if folder in words]
        sys.argv = [module, *(words if flag == "-m" else [])]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    sys.path += added
    from postigo.__main__ import main as postigo  # noqa: PLC0415 - after the path is whole

    return postigo()


if __name__ == "__main__":
    sys.exit(main())
