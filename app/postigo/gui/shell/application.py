"""Application object of Qt: on a screen that answers, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postigo.gui.shell.pyside_refcount_fix import keep_constants_alive

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class NoWindow(Exception):  # noqa: N818 - what it is
    """No window is possible: no screen answers, or a part of Qt does not load. The detail says which."""


def application(argv: list[str]) -> QApplication:
    """Qt's application object on a real screen, or `NoWindow`."""
    try:
        from PySide6.QtCore import QSettings, qInstallMessageHandler  # noqa: PLC0415 - a part may be missing: then there is no window
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415
    except ImportError as missing:
        raise NoWindow(str(missing)) from missing
    keep_constants_alive()
    # Qt's own file dialog would keep the folders that were looked in, in ~/.config/QtProject.conf. Ours are in no QSettings.
    if sys.platform not in {"win32", "darwin"}:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    asked, said = os.environ.get("QT_QPA_PLATFORM", ""), list[str]()
    # Qt's own words about a display that does not answer are paragraphs, and one of them is wrong ("xcb-cursor0 is needed").
    before = qInstallMessageHandler(lambda _kind, _where, words: said.append(words))
    try:
        with _a_way_out(asked):
            # Fusion is the same everywhere and follows the system's palette. Asked for in this way, because app.setStyle()
            # makes PySide build a dozen of QStyle's enums, 12 ms before the first frame.
            app = QApplication([argv[0], "-style", "fusion", *argv[1:]])
    finally:
        qInstallMessageHandler(before)
    if app.platformName() == "offscreen" and "offscreen" not in asked:
        raise NoWindow("\n".join(["no display answers", *said]))
    app.setApplicationName("Postigo")
    app.setDesktopFileName("postigo")
    return app


@contextmanager
def _a_way_out(asked: str) -> Iterator[None]:
    """Let Qt fall back to its offscreen platform. Without one that works it would abort the process.

    `asked` is what the person asks Qt for by its own variable; empty for nothing.
    """
    if sys.platform in {"win32", "darwin"} or "offscreen" in asked:
        yield
        return
    from postigo.gui.shell import display  # noqa: PLC0415 - not on Windows and macOS

    known = {"wayland": display.wayland, "xcb": display.x11}
    names = {way: way.partition(":")[0].partition("-")[0] for way in (asked or "wayland;xcb").split(";")}
    fit = [way for way, name in names.items() if name not in known or known[name]()]  # others, Qt knows
    os.environ["QT_QPA_PLATFORM"] = ";".join([*fit, "offscreen"])
    try:
        yield
    finally:
        display.let_go()
        os.environ.pop("QT_QPA_PLATFORM") if not asked else os.environ.update(QT_QPA_PLATFORM=asked)


def speak(app: QApplication, code: str) -> None:
    """Qt's own few words (its dialogs and menus) in the same language."""
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 - not before the application is there

    old = app.property("postigo-translator")
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setProperty("postigo-translator", translator)
