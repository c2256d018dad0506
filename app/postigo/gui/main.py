"""Opens the window: makes the models and the views, and wires them together."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from postigo.core.model import Place
from postigo.core.values import Text
from postigo.gui.shell.pyside_refcount_fix import keep_constants_alive
from postigo.languages import language as spoken

_FRAME = (16, 40)
"""What the frame and title that a desktop draws around a window take of the screen, in pixels: known only once it is shown."""

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QApplication

    from postigo.gui.common.language import Language
    from postigo.gui.passwords.models.key_ring import KeyRing
    from postigo.gui.passwords.models.leaks import Leaks, RangeSource
    from postigo.gui.passwords.models.sandbox_process import SandboxStream
    from postigo.gui.shell.window import Window
    from postigo.gui.today.models.audit_process import Stream
    from postigo.gui.today.models.report_saving import Keep, Saving
    from postigo.gui.widgets.theme import Theme


class NoWindow(Exception):  # noqa: N818 - what it is
    """There can be no window here: no screen that answers, or a part of Qt that does not load. The detail says which."""


def main(
    argv: Sequence[str] = (), *, replay: str | None = None, language: str | None = None, keep: Keep | None = None
) -> int:
    """Open the window and stay until it is closed. `--replay FILE` and `--lang CODE` may stand in `argv` too.

    `keep` writes a report to a file; without it none can be saved.

    Raises `NoWindow` where there can be none, and `UnknownLanguage`.
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--replay", default=replay)
    parser.add_argument("--lang", default=language)
    asked, rest = parser.parse_known_args(list(argv))
    app = application(["postigo", *rest])
    window = open_window(app, replay=asked.replay, language=asked.lang, keep=keep)
    window.resize(_within(window, app.primaryScreen()))
    window.show()
    window.activateWindow()  # a bare X has no window manager that would hand it the keyboard
    # What is alive now stays alive: the collector of cycles, which stops everything, need not walk through it each time.
    gc.freeze()
    from postigo.gui.shell.interrupt import heard  # noqa: PLC0415 - see application()

    with heard(app):
        return int(app.exec())


def _within(window: Window, screen: QScreen | None) -> QSize:
    """The window's size, or what its screen has room for beside its frame: the way to help stands at its lower end."""
    from PySide6.QtCore import QSize as Size  # noqa: PLC0415 - see application()

    if screen is None:
        return window.size()
    return window.size().boundedTo(screen.availableGeometry().size() - Size(*_FRAME)).expandedTo(window.minimumSize())


def application(argv: list[str]) -> QApplication:
    """Qt's application object on a real screen, or `NoWindow`."""
    try:
        from PySide6.QtCore import QSettings, qInstallMessageHandler  # noqa: PLC0415 - heavy; only the window needs it
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
    """Let Qt fall back to its offscreen platform: without one that works it would abort the whole process.

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


def open_window(
    app: QApplication,
    *,
    replay: str | None = None,
    language: str | None = None,
    open_stream: Callable[[], Stream] | None = None,
    open_child: Callable[[], SandboxStream] | None = None,
    open_source: Callable[[], RangeSource] | None = None,
    ring: KeyRing | None = None,
    theme: Theme | None = None,
    speech: Language | None = None,
    keep: Keep | None = None,
) -> Window:
    """The window with everything wired; not shown yet. A remembered machine is looked at without a question."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - see application()

    from postigo.gui.common.language import Language as Speech  # noqa: PLC0415
    from postigo.gui.common.timers import call_later  # noqa: PLC0415
    from postigo.gui.passwords.models.entries import STEP_MS  # noqa: PLC0415
    from postigo.gui.passwords.models.key_ring import SystemKeyRing  # noqa: PLC0415
    from postigo.gui.passwords.models.page import files, open_feature  # noqa: PLC0415
    from postigo.gui.passwords.models.range_thread import RangeThread  # noqa: PLC0415
    from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child  # noqa: PLC0415
    from postigo.gui.shell.window import Window  # noqa: PLC0415
    from postigo.gui.today.models.audit import Audit  # noqa: PLC0415
    from postigo.gui.today.models.audit_process import ProcessStream, own_command  # noqa: PLC0415
    from postigo.gui.today.models.checklist import Checklist  # noqa: PLC0415
    from postigo.gui.today.models.report_saving import Saving  # noqa: PLC0415
    from postigo.gui.today.views import spoken as voice  # noqa: PLC0415
    from postigo.gui.widgets.context import ViewContext  # noqa: PLC0415
    from postigo.gui.widgets.theme import Theme as Looks  # noqa: PLC0415

    voice.speak()
    speech = speech or Speech(spoken(language), _keep_language)
    theme = theme or Looks()
    audit = Audit(
        open_stream or (lambda: ProcessStream(own_command(), replay)),
        now=lambda: datetime.now(UTC),
        remembered=PurePath(replay).name if replay else None,
    )
    checklist = Checklist(audit)
    audit.packs_known.connect(speech.learn)
    vault = open_feature(
        open_child or (lambda: SandboxProcess(own_child())),
        open_source or RangeThread,
        ring or SystemKeyRing(),
        lambda: datetime.now(UTC),
        speech.code,
    )

    def tell() -> None:
        audit.receive(files(vault.entries))

    vault.passwords.looked.connect(lambda: call_later(audit, 10 * STEP_MS, tell))  # after the list
    vault.passwords.forgotten.connect(lambda: None if vault.passwords.entries else tell())
    saving = Saving(audit, speech, keep)
    window = Window(audit, checklist, vault, saving, ViewContext(theme, speech))
    window.name_wanted.connect(lambda: saving.save(_name(window, saving, speech)))
    window.files_wanted.connect(lambda: vault.passwords.choose(_files(window, speech)))
    vault.passwords.key_file_wanted.connect(lambda: vault.passwords.use_key_file(_key_file(window, speech)))
    window.list_wanted.connect(lambda: _use(vault.leaks, _list(window, speech)))
    window.address_wanted.connect(_browse)
    window.place_wanted.connect(lambda place: checklist.page_opened(place, done=_open_settings(place)))
    call_later(app, 0, lambda: _speak_qt(app, speech.code))  # 11 ms that the first frame need not wait for
    speech.changed.connect(lambda: _speak_qt(app, speech.code))
    minute = QTimer(window)
    minute.setInterval(60_000)
    minute.timeout.connect(window.grow_older)
    minute.start()
    if replay is not None:
        call_later(window, 0, audit.look)
    return window


def _open_settings(place: Place) -> bool:
    """Ask the system for a page of its settings; whether it could be asked."""
    from postigo.system.settings_links import open_settings  # noqa: PLC0415 - starts programs; only on a click

    return open_settings(place)


def _files(window: Window, speech: Language) -> list[str]:
    """The files that the person chooses in the system's own dialog."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - only when it is asked for

    return QFileDialog.getOpenFileNames(window, speech.say(Text("Choose the file with your passwords")))[0]


def _name(window: Window, saving: Saving, speech: Language) -> str:
    """Where a report is to be saved. An existing file is refused afterwards, so the dialog need not ask about it."""
    from PySide6.QtCore import QStandardPaths  # noqa: PLC0415 - see above
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return QFileDialog.getSaveFileName(
        window,
        speech.say(Text("Save a report…")),
        f"{folder}/{saving.usual_name}" if folder else saving.usual_name,
        "HTML (*.html)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )[0]


def _key_file(window: Window, speech: Language) -> str:
    """The key file of a database."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - see above

    return QFileDialog.getOpenFileName(window, speech.say(Text("Choose the key file")))[0]


def _list(window: Window, speech: Language) -> str:
    """The downloaded list of leaked passwords."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - see above

    return QFileDialog.getOpenFileName(window, speech.say(Text("Choose the downloaded list")))[0]


def _use(leaks: Leaks, path: str) -> None:
    if path:
        leaks.use_list(path)


def _browse(address: str) -> None:
    """Open a page in the person's browser."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - see application()
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    QDesktopServices.openUrl(QUrl(address))


def _keep_language(code: str) -> Text | None:
    """Remember the language in the person's settings; what to say when they could not be kept."""
    from postigo.store import files  # noqa: PLC0415 - only when it changes

    try:
        files.keep(replace(files.settings(), language=code))
    except files.SettingsTrouble as trouble:
        return trouble.text
    return None


def _speak_qt(app: QApplication, code: str) -> None:
    """Qt's own few words (its dialogs and menus) in the same language."""
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415

    old = app.property("postigo-translator")
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setProperty("postigo-translator", translator)
