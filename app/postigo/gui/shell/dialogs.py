"""Dialogs of the system for files; its browser and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postigo.core.settings_page import NotOpened, PageInfo


def files_to_read(window: QWidget, title: str) -> list[str]:
    """Paths of the files that the person chooses; empty if none."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - only when it is asked for

    return QFileDialog.getOpenFileNames(window, title)[0]


def file_to_read(window: QWidget, title: str) -> str:
    """Path of the file that the person chooses; "" if none."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - see above

    return QFileDialog.getOpenFileName(window, title)[0]


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


def open_settings(page: PageInfo) -> NotOpened | None:
    """Open a page of the system settings; the reason if it did not open."""
    from postigo.system import settings_links  # noqa: PLC0415 - starts programs; only on a click

    return settings_links.open_settings(page)
