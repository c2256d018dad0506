"""What choosing a file leaves behind: nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.places import needs

CHOOSES = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from postigo.gui.shell.application import application
app = application(["postigo"])
QTimer.singleShot(300, lambda: app.activeModalWidget().reject())
print(QFileDialog.getOpenFileNames(None, "A file", "/usr")[0])
"""


@needs("x11")
def test_qt_keeps_no_list_of_the_folders_in_which_passwords_were_looked_for(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-c", CHOOSES],
        env={**environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "[]\n", done.stderr
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
