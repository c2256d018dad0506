"""Pages of a window by what they are: built, if nobody has looked at them yet."""

from __future__ import annotations

from postigo.gui.help.views.page import HelpPage
from postigo.gui.passwords.views.page import PasswordsPage
from postigo.gui.photos.views.page import PhotosPage
from postigo.gui.places import DECLINED, FIRST, HELP, PASSWORDS, PHONE, PHOTOS, REPORTS, SETTINGS, TIPS, TODAY
from postigo.gui.reports.views.page import ReportsPage
from postigo.gui.settings.views.first_start import FirstStartPage
from postigo.gui.settings.views.page import SettingsPage
from postigo.gui.shell.window import Window
from postigo.gui.tips.views.page import TipsPage
from postigo.gui.tips.views.phone import PhonePage
from postigo.gui.today.views.declined_page import DeclinedPage
from postigo.gui.today.views.page import Today


def today(window: Window) -> Today:
    page = window.pages.page(TODAY)
    assert isinstance(page, Today)
    return page


def declined(window: Window) -> DeclinedPage:
    page = window.pages.page(DECLINED)
    assert isinstance(page, DeclinedPage)
    return page


def passwords(window: Window) -> PasswordsPage:
    page = window.pages.page(PASSWORDS)
    assert isinstance(page, PasswordsPage)
    return page


def tips(window: Window) -> TipsPage:
    page = window.pages.page(TIPS)
    assert isinstance(page, TipsPage)
    return page


def phone(window: Window) -> PhonePage:
    page = window.pages.page(PHONE)
    assert isinstance(page, PhonePage)
    return page


def photos(window: Window) -> PhotosPage:
    page = window.pages.page(PHOTOS)
    assert isinstance(page, PhotosPage)
    return page


def first(window: Window) -> FirstStartPage:
    page = window.pages.page(FIRST)
    assert isinstance(page, FirstStartPage)
    return page


def reports(window: Window) -> ReportsPage:
    page = window.pages.page(REPORTS)
    assert isinstance(page, ReportsPage)
    return page


def settings(window: Window) -> SettingsPage:
    page = window.pages.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


def help_(window: Window) -> HelpPage:
    page = window.pages.page(HELP)
    assert isinstance(page, HelpPage)
    return page
