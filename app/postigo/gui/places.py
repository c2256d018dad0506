"""Places of the window, in the order of the side bar. A new one is one entry here: who builds it imports its page."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from postigo.core.values import Text
from postigo.gui.features import Features
from postigo.gui.shell import dialogs
from postigo.gui.shell.place import Place
from postigo.gui.shell.window import Window
from postigo.gui.today.models.audit import Phase
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.stage_part import StagePart

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postigo.gui.today.models.checklist import Checklist
    from postigo.gui.today.views.checklist import ChecklistView
    from postigo.gui.widgets.exit_guard import ExitGuard

FIRST: Final = "first"
TODAY: Final = "today"
DECLINED: Final = "declined"
PASSWORDS: Final = "passwords"
TIPS: Final = "tips"
PHONE: Final = "phone"
PHOTOS: Final = "photos"
REPORTS: Final = "reports"
SEVERAL: Final = "several"
SETTINGS: Final = "settings"
HELP: Final = "help"


def places(features: Features) -> tuple[Place, ...]:
    """The places that show these features.

    During the first start there is nothing beside it but the way to help. After "neither" nothing that looks: a page of its
    own stands where Today would.
    """
    audit, first = features.audit, features.first

    def begun() -> bool:
        return first.over

    def may_look() -> bool:
        return first.over and audit.phase is not Phase.DECLINED

    def alone() -> bool:  # what reads files of one person
        return may_look() and not features.classroom

    return (
        Place(FIRST, Text("Before you begin"), partial(_first, features), lambda: not first.over),
        Place(TODAY, Text("Today"), partial(_today, features), may_look),
        Place(DECLINED, Text("Today"), partial(_declined, features), lambda: audit.phase is Phase.DECLINED),
        Place(PASSWORDS, Text("Passwords"), partial(_passwords, features), alone),
        Place(TIPS, Text("Tips"), partial(_tips, features), begun),
        Place(PHONE, Text("Your phone"), partial(_phone, features), begun, within=TIPS),
        Place(PHOTOS, Text("Photos without the place"), partial(_photos, features), alone, within=TIPS),
        Place(REPORTS, Text("Reports"), partial(_reports, features), may_look),
        Place(SEVERAL, Text("Several computers"), partial(_several, features), alone, within=REPORTS),
        Place(SETTINGS, Text("Settings"), partial(_settings, features), begun),
        Place(HELP, Text("I need help"), partial(_help, features), door=True),
    )


def _first(features: Features, window: Window) -> Page:
    from postigo.gui.settings.views.first_start import FirstStartPage  # noqa: PLC0415 - each page when it is first shown

    page = FirstStartPage(features.first, window.around)
    page.help_wanted.connect(partial(window.router.go, HELP))
    page.class_wanted.connect(partial(_open_for_a_class, window))
    return page


def _open_for_a_class(window: Window) -> None:
    """Start Postigo anew for a class, in the language of now, and close this window."""
    if dialogs.start_again("--classroom", "--lang", window.around.language.code):
        window.close()


def _today(features: Features, window: Window) -> Page:
    from postigo.gui.today.views.page import Today  # noqa: PLC0415 - see above

    page = Today(
        features.audit, features.checklist, features.walk, features.changes, window.around, lambda: features.notice
    )
    page.help_wanted.connect(partial(window.router.go, HELP))
    page.passwords_wanted.connect(partial(window.router.go, PASSWORDS))
    page.photos_wanted.connect(partial(window.router.go, PHOTOS))
    page.page_wanted.connect(lambda wanted: features.checklist.page_opened(wanted, dialogs.open_settings(wanted)))
    page.tip_wanted.connect(partial(_go_to_tip, features, window))
    page.report_wanted.connect(partial(window.router.go, REPORTS))
    _guard_row(page, features.checklist, page.list, features, window)
    return page


def _declined(features: Features, window: Window) -> Page:
    from postigo.gui.today.views.declined_page import DeclinedPage  # noqa: PLC0415 - see above

    page = DeclinedPage(features.audit, window.around)
    page.help_wanted.connect(partial(window.router.go, HELP))
    page.tips_wanted.connect(partial(window.router.go, TIPS))
    page.phone_wanted.connect(partial(window.router.go, PHONE))
    return page


def _passwords(features: Features, window: Window) -> Page:
    from postigo.gui.passwords.views.page import PasswordsPage  # noqa: PLC0415 - see above

    page = PasswordsPage(features.vault, features.clipboard, window.around)
    page.files_wanted.connect(partial(_choose_files, features, window))
    page.key_file_wanted.connect(partial(_choose_key_file, features, window))
    page.list_wanted.connect(partial(_choose_list, features, window))
    page.address_wanted.connect(dialogs.browse)
    return page


def _tips(features: Features, window: Window) -> Page:
    from postigo.gui.tips.views.page import TipsPage  # noqa: PLC0415 - see above
    from postigo.gui.today.views.tip_part import TipPart  # noqa: PLC0415 - see above

    listed = features.tip_checklist
    device = TipPart(features.audit, listed, window.around)
    device.passwords_wanted.connect(partial(window.router.go, PASSWORDS))
    device.photos_wanted.connect(partial(window.router.go, PHOTOS))
    device.page_wanted.connect(lambda wanted: listed.page_opened(wanted, dialogs.open_settings(wanted)))
    page = TipsPage(features.tips, features.covers, device, lambda: PHOTOS in window.router.there, window.around)
    device.list.reshaped.connect(page.order_tabs)
    page.phone_wanted.connect(partial(window.router.go, PHONE))
    page.photos_wanted.connect(partial(window.router.go, PHOTOS))
    for part in (device, page):
        part.help_wanted.connect(partial(window.router.go, HELP))
    _guard_row(page, listed, device.list, features, window)
    return page


def _guard_row(page: Page, listed: Checklist, rows: ChecklistView, features: Features, window: Window) -> None:
    """Put the quick exit above an open row of a discreet check."""
    listed.opened.connect(_guard(page, lambda: listed.discreet, rows.lead_first_to, features, window).follow)


def _guard(
    page: Page,
    open_now: Callable[[], bool],
    first: Callable[[QWidget | None], object],
    features: Features,
    window: Window,
) -> ExitGuard:
    """Guard of a page: the quick exit stands above it while something discreet is open.

    `first` takes the button to which Tab goes first.
    """
    from postigo.gui.shell import quick_exit  # noqa: PLC0415 - see above
    from postigo.gui.widgets.exit_guard import ExitGuard  # noqa: PLC0415 - see above

    guard = ExitGuard(page, open_now, lambda bar: first(None if bar is None else bar.exit))
    guard.exit_wanted.connect(lambda: quick_exit.leave(window, features.take_back))
    return guard


def _phone(features: Features, window: Window) -> Page:
    from postigo.gui.tips.views.phone import PhonePage  # noqa: PLC0415 - see above

    page = PhonePage(features.phone, window.around)
    page.back_wanted.connect(partial(window.router.go, TIPS))
    page.help_wanted.connect(partial(window.router.go, HELP))
    return page


def _photos(features: Features, window: Window) -> Page:
    from postigo.gui.photos.views.page import PhotosPage  # noqa: PLC0415 - see above

    page, photos = PhotosPage(features.photos, window.around), features.photos
    page.back_wanted.connect(partial(_go_to_tip, features, window, 1))
    page.photos_wanted.connect(lambda: photos.choose(dialogs.files_to_read(window, Text("Choose the photos"))))
    page.folder_wanted.connect(lambda: _choose_folder(features, window))
    page.shown_wanted.connect(dialogs.open_file)
    return page


def _choose_folder(features: Features, window: Window) -> None:
    if path := dialogs.folder_to_fill(window, Text("Choose the folder for the copies")):
        features.photos.put_into(path)


def _reports(features: Features, window: Window) -> Page:
    from postigo.gui.reports.views.page import ReportsPage  # noqa: PLC0415 - see above

    page = ReportsPage(features.copies, features.past, window.around)
    page.copy.today_wanted.connect(partial(window.router.go, TODAY))
    page.several_wanted.connect(partial(window.router.go, SEVERAL))
    more = page.copy.more
    more.first_wanted.connect(lambda: more.take(_pair_file(window, new=True)))
    more.second_wanted.connect(lambda: more.take(_pair_file(window, new=False)))
    page.copy.saving.name_wanted.connect(partial(_save_report, features, window))
    page.copy.saving.print_wanted.connect(partial(_print_report, features, window))
    page.copy.saving.folder_wanted.connect(partial(_open_folder, features))
    guard = _guard(page, lambda: features.copies.wish.watchers, page.lead_first_to, features, window)
    features.copies.changed.connect(guard.follow)
    return page


def _several(features: Features, window: Window) -> Page:
    from postigo.gui.reports.views.several import SeveralPage  # noqa: PLC0415 - see above

    page, several = SeveralPage(features.several, window.around), features.several
    page.back_wanted.connect(partial(window.router.go, REPORTS))
    page.folder_wanted.connect(
        lambda: several.choose(dialogs.folder_to_fill(window, Text("Choose the folder with the reports")))
    )
    page.save_wanted.connect(partial(_save_summary, features, window))
    page.print_wanted.connect(partial(_print_summary, features, window))
    return page


def _save_summary(features: Features, window: Window, form: str) -> bool:
    say, name = window.around.language.say, features.several.usual_name(form)
    kind = f"{form.upper()} (*{PurePath(name).suffix})"
    place = dialogs.file_to_write(window, say(Text("Save the summary")), name, kind)
    return features.several.save(place, form)


def _print_summary(features: Features, window: Window) -> None:
    """Save the summary and open it with whatever prints it."""
    several = features.several
    if _save_summary(features, window, several.paper) and several.file is not None:
        dialogs.open_file(several.file)


def _settings(features: Features, window: Window) -> Page:
    from postigo.gui.settings.views.page import SettingsPage  # noqa: PLC0415 - see above

    page = SettingsPage(features.settings, window.around)
    page.class_wanted.connect(partial(_open_for_a_class, window))
    return page


def _go_to_tip(features: Features, window: Window, tip: int) -> None:
    features.tips.show(tip)
    window.router.go(TIPS)


def _help(features: Features, window: Window) -> Page:
    sys.dont_write_bytecode = True  # of the modules of help it would tell the hour in which the door was opened first
    from postigo.gui.help.views.page import HelpPage  # noqa: PLC0415 - see above
    from postigo.gui.shell import quick_exit  # noqa: PLC0415 - see above

    page = HelpPage(features.way, features.clipboard, partial(_log, features), window.around)
    page.back_wanted.connect(window.router.back)
    page.alone.connect(window.stand_alone)
    page.address_wanted.connect(dialogs.browse)
    page.exit_wanted.connect(lambda: quick_exit.leave(window, features.take_back))
    return page


def _log(features: Features, around: ViewContext) -> StagePart:
    from postigo.gui.evidence.views.log import LogView  # noqa: PLC0415 - most never come here

    return LogView(features.evidence, around)


def _save_report(features: Features, window: Window) -> None:
    features.copies.save(_new_file(features, window, features.copies.wish.form))


def _print_report(features: Features, window: Window) -> None:
    """Open the copy with whatever prints it, as it was saved. One that is in no file yet is saved first."""
    copies = features.copies
    file = copies.printable
    if file is None and copies.save(_new_file(features, window, copies.paper), copies.paper):
        file = copies.file
    if file is not None:
        dialogs.open_file(file)


def _new_file(features: Features, window: Window, form: str) -> str:
    from postigo.gui.reports.views.choices import FORMS  # noqa: PLC0415 - see above

    if features.classroom:  # in our own picker: the system's may remember what was saved
        folder = dialogs.folder_to_fill(window, Text("Choose the folder for the report"))
        return features.copies.new_in(folder, form) if folder else ""
    say, name = window.around.language.say, features.copies.usual_name(form)
    kind = f"{say(FORMS[form][0])} (*{PurePath(name).suffix})"
    return dialogs.file_to_write(window, say(Text("Save a report")), name, kind)


def _pair_file(window: Window, *, new: bool) -> str:
    title = Text("The file for both copies")
    if new:
        return dialogs.file_to_write(window, window.around.language.say(title), "postigo-pair.json", "JSON (*.json)")
    return dialogs.file_to_read(window, title)


def _open_folder(features: Features) -> None:
    if features.copies.file is not None:
        dialogs.open_file(str(PurePath(features.copies.file).parent))


def _choose_files(features: Features, window: Window) -> None:
    features.vault.passwords.choose(dialogs.files_to_read(window, Text("Choose the file with your passwords")))


def _choose_key_file(features: Features, window: Window) -> None:
    features.vault.passwords.use_key_file(dialogs.file_to_read(window, Text("Choose the key file")))


def _choose_list(features: Features, window: Window) -> None:
    if path := dialogs.file_to_read(window, Text("Choose the downloaded list")):
        features.vault.leaks.use_list(path)
