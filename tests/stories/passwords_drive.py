"""`python -m tests.stories.passwords_drive FOLDER`: a person's way through the Passwords page, with the real child, on a real screen.

Prints what a person would read, one line each, and ends with "done". Run by test_gui_passwords_story under Xvfb.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from postigo.gui.main import open_window
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.passwords.views.page import PasswordsPage
from postigo.gui.places import PASSWORDS, TODAY
from postigo.gui.shell.application import application
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.views.page import Today
from tests.stories.window_pages import page as page_of

LOGINS = (
    ("Correo", "https://gmail.com/", "ana", "Malaga" + "2019"),
    ("Tienda", "https://tienda.example.org/", "ana", "Malaga" + "2019"),
    ("Foro", "https://foro.example.org/", "ana", "Malaga" + "2020!"),
    ("Router", "http://192.168.1.1/", "admin", "ad" + "min"),
    ("Banco", "https://bbva.es/", "ana", "xq7$Lr" + "0vW!9zkT2u"),
)
PATIENCE = 60


def until(true: Callable[[], bool], what: str) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            sys.exit(f"not in time: {what}")
        QApplication.processEvents()
        time.sleep(0.005)


def labels(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def main(argv: list[str]) -> int:
    """The way."""
    file = Path(argv[0]) / "Descargas" / "claves.csv"
    file.parent.mkdir()
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("name", "url", "username", "password"), *LOGINS])
    app = application(["vault-drive"])
    window, features = open_window(app, language="es")
    window.show()
    window.activateWindow()
    QTest.mouseClick(window.sidebar.places[PASSWORDS], Qt.MouseButton.LeftButton)
    page, vault = page_of(window, PASSWORDS, PasswordsPage), features.vault
    vault.passwords.choose([str(file)])  # as the dialog hands it over
    until(lambda: vault.passwords.step is Step.LOOKED, "the look")
    until(lambda: len(page.results.list.rows) == len(LOGINS), "the list")
    print(f"trouble: {vault.passwords.trouble}")
    for row in page.results.list.rows:
        print(f"row: {row.accessibleName()}")
    QTest.mouseClick(page.results.list.rows[0], Qt.MouseButton.LeftButton)
    until(lambda: page.results.list.open_view is not None, "the open row")
    print(f"open: {labels(page.results.list)}")
    page.try_one.click()
    QTest.keyClicks(page.tester.field, "Sevilla" + "2018")
    until(lambda: vault.tester.answer is not None, "the tester")
    QApplication.processEvents()
    print(f"tester: {labels(page.tester)}")
    page.tester.eye.click()
    for act in (QTest.mouseDClick, QTest.mouseRelease):
        act(page.tester.field, Qt.MouseButton.LeftButton, pos=QPoint(20, page.tester.field.height() // 2))
    clipboard = QGuiApplication.clipboard()
    chosen = clipboard.text(QClipboard.Mode.Selection) if clipboard.supportsSelection() else ""
    print(f"selected: {page.tester.field.hasSelectedText()}, offered elsewhere: {bool(chosen)}")
    page.try_one.click()
    page.results.exports.open(wanted=True)
    vault.exports.ask(0)
    vault.exports.delete(0)
    QApplication.processEvents()
    print(f"export: {file.exists()} | {labels(page.results.exports)}")
    features.audit.consent()
    until(lambda: features.audit.report is not None, "the catalogue")
    features.audit.cancel()
    until(lambda: features.audit.phase is Phase.LOOKED, "the end of the look at the device")
    print(f"fourth: {page_of(window, TODAY, Today).facade.buttons[3].accessibleName()}")
    window.close()
    print("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
