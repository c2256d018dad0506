"""Pages of a window by what they are: built, if nobody has looked at them yet."""

from __future__ import annotations

from postigo.gui.places import DECLINED, HELP, PASSWORDS, TODAY
from postigo.gui.views.declined import Declined
from postigo.gui.views.help import HelpPage
from postigo.gui.views.passwords import PasswordsPage
from postigo.gui.views.today import Today
from postigo.gui.views.window import Window


def today(window: Window) -> Today:
    page = window.pages.page(TODAY)
    assert isinstance(page, Today)
    return page


def declined(window: Window) -> Declined:
    page = window.pages.page(DECLINED)
    assert isinstance(page, Declined)
    return page


def passwords(window: Window) -> PasswordsPage:
    page = window.pages.page(PASSWORDS)
    assert isinstance(page, PasswordsPage)
    return page


def help_(window: Window) -> HelpPage:
    page = window.pages.page(HELP)
    assert isinstance(page, HelpPage)
    return page
