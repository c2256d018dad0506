"""Dialogs for files; the browser and the settings of the system; Postigo itself once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, QUrl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postigo.core.settings_page import NotOpened, PageInfo
    from postigo.core.values import Text
    from postigo.gui.shell.window import Window


def files_to_read(window: Window, title: Text) -> list[str]:
    """Paths of the files that the person chooses; empty if none."""
    return _picked(window, title, "FILES")


def file_to_read(window: Window, title: Text) -> str:
    """Path of the file that the person chooses; "" if none."""
    return next(iter(_picked(window, title, "FILE")), "")


def folder_to_fill(window: Window, title: Text) -> str:
    """Path of the folder that the person chooses; "" if none."""
    return next(iter(_picked(window, title, "FOLDER")), "")


def _picked(window: Window, title: Text, wanted: Literal["FILE", "FILES", "FOLDER"]) -> list[str]:
    """Paths chosen in our own picker. No list of recent files hears of them (decision 0677)."""
    from PySide6.QtWidgets import QDialog, QVBoxLayout  # noqa: PLC0415 - only when it is asked for

    from postigo.gui.common.folder import Folder  # noqa: PLC0415 - see above
    from postigo.gui.widgets.file_picker import FilePicker, Wanted  # noqa: PLC0415

    dialog, found = QDialog(window), list[str]()
    dialog.setWindowTitle("Postigo")
    picker = FilePicker(Folder(files=wanted != "FOLDER"), Wanted[wanted], title, window.around)
    picker.chosen.connect(found.extend)
    picker.chosen.connect(dialog.accept)
    picker.left.connect(dialog.reject)
    QVBoxLayout(dialog).addWidget(picker)
    dialog.resize(window.around.look.px(560), dialog.sizeHint().height())
    picker.names.setFocus()
    dialog.exec()
    dialog.deleteLater()
    return found


def file_to_write(window: QWidget, title: str, name: str, kind: str) -> str:
    """Path of a file to be written; "" if none. An existing one is refused by who writes, so the dialog need not ask."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - see above

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    option = QFileDialog.Option.DontConfirmOverwrite
    return QFileDialog.getSaveFileName(window, title, f"{folder}/{name}" if folder else name, kind, options=option)[0]


def browse(address: str) -> None:
    """Open a page in the person's browser."""
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - see above

    QDesktopServices.openUrl(QUrl(address))


def open_file(path: str) -> None:
    """Open a file or a folder with whatever the person opens such things with."""
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - see above

    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def start_again(*words: str) -> bool:
    """Start this very program once more, with these words and without us. Whether it started."""
    from PySide6.QtCore import QProcess  # noqa: PLC0415 - see above

    from postigo.pipe import reexec  # noqa: PLC0415 - see above

    program, *rest = reexec.command("postigo", *words)
    return bool(QProcess.startDetached(program, rest)[0])


def open_settings(page: PageInfo) -> NotOpened | None:
    """Open a page of the system settings; the reason if it did not open."""
    from postigo.system import settings_links  # noqa: PLC0415 - starts programs; only on a click

    return settings_links.open_settings(page)
