"""The window on a computer with a policy: padlocks with their reason, and nothing offered that is forbidden."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

import tests.support.offscreen
from postigo.core.policy import NO_POLICY, Policy
from postigo.core.policy_says import BEGINS, FIXED, LOCKED, NO_HISTORY, NO_ONLINE, NO_STAMP
from postigo.core.redact import Disclosure
from postigo.fixes.wording import FORBIDDEN
from postigo.gui.evidence.models.stamping import Stamping
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.passwords.models.leak_section import Choose, leaks_told
from postigo.gui.reports.models.copies import Copies
from postigo.gui.settings.models.settings import SettingsModel, Store
from postigo.gui.today.models.detail import detail
from postigo.gui.today.models.keeping import store
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.locked import LockedLine
from postigo.store import files
from postigo.store.files import Settings
from postigo.store.history.history import history
from postigo.store.policy import settled
from tests.gui.on_screen import Open, cut, looking_at, press, seen, show, texts
from tests.stories.policy_screens import SCHOOL
from tests.stories.reports_screens import looked
from tests.stories.screens import ACTS, LOW, Shot, Stage
from tests.stories.window_story import FAMILY, THEN

__all__ = ["seen", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.usefixtures("at_home")]


LARGE = {
    name: Shot(ACTS[name], size=LOW, scale=2.0, language="es")
    for name in ("policy-settings", "policy-copy", "policy-help")
}
"""Pages on a low screen with the largest text; each is opened once."""
SETTINGS = looking_at({"settings": LARGE["policy-settings"]})
COPY = looking_at({"copy": LARGE["policy-copy"]})
HELP = looking_at({"help": LARGE["policy-help"]})


def _told(one: Stage) -> list[str]:
    shown = one.window.pages.shown
    assert shown is not None
    return texts(shown)


def _locked(one: Stage) -> dict[str, LockedLine]:
    return {field: line for field, line in one.settings_page.locked.items() if line.isVisibleTo(one.window)}


@SETTINGS
def test_what_is_fixed_has_a_padlock_and_the_reason_in_the_place_of_the_choices(seen: Stage, page: str) -> None:
    say, shown = seen.window.around.language.say, seen.settings_page
    locked = _locked(seen)
    assert locked.keys() == {"language", "shared", "country"}, page
    values = [line.value.text() for line in locked.values()]
    assert values == ["Español", "Compartido entre varias personas", "México"]
    assert [line.value.accessibleDescription() for line in locked.values()] == [say(LOCKED)] * 3
    told = _told(seen)
    assert say(BEGINS) in told
    assert told.count(say(FIXED)) == 2
    for field in ("shared", "country"):
        assert not any(choice.isVisibleTo(seen.window) for choice in shown.choices[field].values())
    assert all(choice.isVisibleTo(seen.window) for choice in shown.choices["colours"].values())
    assert all(choice.isVisibleTo(seen.window) for choice in shown.languages.values())


@SETTINGS
def test_all_else_that_is_fixed_is_listed_and_a_part_that_is_not_followed_is_said(seen: Stage, page: str) -> None:
    told = _told(seen)
    assert "Fijado por tu centro educativo" in told, page
    for title in (
        "Sin cambios de Postigo: sí",
        "Sin historial: sí",
        "Quién ayuda en el centro educativo: Marta, aula 12",
    ):
        assert title in told
    assert any(text.startswith("Una parte de la política de este equipo no se cumple.") for text in told)
    assert not any(": MX" in text for text in told), "it has a line of its own above"


@SETTINGS
def test_the_first_start_asks_nothing_that_the_policy_answers(seen: Stage, page: str) -> None:
    first = seen.features.first
    assert [question.field for question in first.questions] == ["audience"], page
    assert first.count == 2


@SETTINGS
def test_the_leak_service_is_neither_offered_nor_asked(seen: Stage, page: str) -> None:
    leaks = seen.features.vault.leaks
    told = leaks_told(leaks)
    assert NO_ONLINE in told.body, page
    assert [choose for _, choose in told.buttons] == [Choose.LIST]
    leaks.count()
    leaks.yes()
    assert seen.sources == []


@COPY
def test_the_page_of_the_reports_shows_what_is_fixed(seen: Stage, page: str) -> None:
    told, say = _told(seen), seen.window.around.language.say
    assert "Como mucho: interna" in told, page
    assert "Aula 3, PC 12" in told
    assert say(FIXED) in told
    assert say(NO_HISTORY) in told
    assert not seen.reports_page.history.turn.isVisibleTo(seen.window)


@HELP
def test_whom_the_school_names_stands_below_the_help_lines(seen: Stage, page: str) -> None:
    cards = [card for card in seen.window.findChildren(ContactCard) if card.isVisible()]
    (school,) = [label for label in seen.window.findChildren(Label) if "Marta, aula 12" in label.text()]
    assert len(cards) >= 3, page
    assert all(card.mapTo(seen.window, QPoint()).y() < school.mapTo(seen.window, QPoint()).y() for card in cards)
    assert "solo si quieres" in school.text()


@looking_at(LARGE)
def test_nothing_is_cut(seen: Stage, page: str) -> None:
    assert not cut(seen), page


def test_a_fixed_setting_stays_and_is_written_into_nobodys_file() -> None:
    files.keep(Settings(country="ES", shared=False))
    model = SettingsModel(settled(files.settings(), SCHOOL), Store(), SCHOOL)
    assert (model.chosen.country, model.chosen.shared, model.chosen.history) == ("MX", True, False)
    model.choose("country", "AR")
    model.choose("shared", value=False)
    model.choose("history", value=True)
    assert (model.chosen.country, model.chosen.shared, model.chosen.history) == ("MX", True, False)
    model.choose("text", 2)
    assert files.settings() == Settings(country="ES", shared=False, text=2)
    model.forget_everything()
    assert (model.chosen.country, model.chosen.shared) == ("MX", True)


def test_another_language_holds_as_long_as_the_window_is_open(show: Open) -> None:
    one = show(Shot(ACTS["policy-settings"], language="es"))
    press(one.settings_page.languages["en"])
    assert "Settings" in _told(one)
    assert files.settings().language is None


def test_no_change_is_offered_and_what_was_changed_can_be_taken_back(show: Open) -> None:
    one = show(Shot(ACTS["fix-row"]))
    assert one.features.fixing.offers()
    one.features.fixing.forbidden = True
    assert one.features.fixing.offers() == ()
    assert one.features.fixing.safe == ()
    shown = detail(one.features.checklist)
    assert shown is not None
    assert shown.before == FORBIDDEN
    assert all(guide.fix is None and guide.steps_shown for guide in shown.guides)


def _copies(policy: Policy) -> Copies:
    return Copies(lambda: looked(FAMILY, 0), lambda: "en", lambda: False, lambda: THEN, None, policy=policy)


def test_no_copy_tells_more_than_the_policy_lets_out_and_the_name_stays() -> None:
    copies = _copies(SCHOOL)
    assert copies.wish.label == "Aula 3, PC 12"
    levels = []
    for level in (Disclosure.FULL, Disclosure.INTERNAL, Disclosure.SHARED, Disclosure.FULL):
        copies.choose(level=level)
        levels.append(copies.wish.level)
    assert levels == [Disclosure.SHARED, Disclosure.INTERNAL, Disclosure.SHARED, Disclosure.SHARED]
    copies.choose(label="mine")
    assert copies.wish.label == "Aula 3, PC 12"


def test_a_name_that_the_level_would_not_tell_is_not_offered_for_a_tick() -> None:
    assert _copies(NO_POLICY).nameable()
    assert _copies(SCHOOL._replace(report_level="share")).nameable() == {}


def test_no_look_is_kept_though_the_file_of_the_settings_says_so() -> None:
    files.keep(Settings(history=True))
    assert store(looked(FAMILY, 0), THEN, SCHOOL) is None
    assert not history().files()


def test_no_time_stamp_is_asked_for() -> None:
    asked: list[str] = []

    def answer(service: str, _: bytes) -> bytes:
        asked.append(service)
        return b""

    stamping = Stamping(answer, forbidden=True)
    stamping.ask("https://example.org", b"line")
    assert not stamping.asking
    assert asked == []
    assert "without a stamp" in NO_STAMP.one
