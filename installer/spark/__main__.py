"""Trial of the Spark job on this machine: `python3 -m installer.spark`.

It brings PySpark (some 500 MB) into a `.venv-spark` of its own, and Java if it may, and runs the job's test with it. No other
command does that, for it is a minute's work and a large download.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from installer.environment import ROOT, make, pip, python_of
from installer.first_command import guarded
from installer.system_packages import apt_install, is_root, line_to_type, os_release, package_manager
from installer.words import say

PYSPARK: Final = ("pyspark==4.3.0", "py4j==0.10.9.9")
FOLDER: Final = ROOT / ".venv-spark"
JAVA: Final = "default-jre-headless"
"""Debian's package; Spark 4 wants Java 17 or later."""
TEST: Final = "tests/installer/test_spark.py"


def trial(arguments: Sequence[str]) -> int:
    """The trial; the exit status of its test."""
    manager = package_manager(os_release())
    if shutil.which("java") is None and not (is_root() and manager == "apt-get" and apt_install([JAVA])):
        say("  " + line_to_type("apt-get", [JAVA], root=is_root()))
        return 1
    if not python_of(FOLDER).is_file():
        make(FOLDER)
    pip(FOLDER, [*PYSPARK])
    test = [str(python_of(ROOT / ".venv")), "-m", "pytest", "--all", "-rs", TEST, *arguments]
    return subprocess.run(test, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(guarded(trial, sys.argv[1:]))
