"""The way to help in the window: split, age, cards, contacts; by keyboard, kept through a zoom, forgotten at the door."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

import tests.support.offscreen
from postigo.gui.common.language import Language
from postigo.gui.common.presses import Presses
from postigo.gui.features import Features
from postigo.gui.help.models.way import Answer, Spot, Stage, Way
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.help.views.contact_list import ContactList
from postigo.gui.help.views.split import SplitView
from postigo.gui.places import HELP, TODAY
from postigo.gui.shell import dialogs
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.labels import Heading
from postigo.guidance import countries, helplines, purposes
from postigo.guidance.cards import Step
from postigo.guidance.countries import NAMES
from postigo.guidance.helplines import Line
from postigo.guidance.path import Age, Situation
from postigo.guidance.questions import Reply
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, quiet, settle
from tests.stories.screens import Stage as Scene

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]


def way(where: str = "ES") -> Way:
    return Way(helplines.load(), lambda: where)


def key(one: Scene, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys as a keyboard does: in the window, wherever the focus is."""
    handle = one.window.windowHandle()
    assert handle is not None
    for each in keys:
        QTest.keyClick(handle, each, modifier)
    settle()


def steps_told(one: Scene) -> list[str]:
    """The sentence of the six steps, cut at its commas."""
    return next(text for text in texts(one.help_page) if text.startswith("The steps:")).split(", ")


def focused(one: Scene) -> str:
    widget = one.window.focusWidget()
    assert widget is not None
    return widget.text() if isinstance(widget, QLabel | Button) else widget.accessibleName()


def cards_of(one: Scene) -> list[ContactCard]:
    return [card for card in one.help_page.stage.findChildren(ContactCard) if card.isVisible()]


# --- the model


def test_the_age_is_asked_for_a_threat_and_for_nothing_else() -> None:
    led = {}
    for situation in Situation:
        here = way()
        here.tell(situation)
        led[situation] = here.here.stage
    assert led == {
        Situation.THREAT: Stage.AGE,
        Situation.BLUFF: Stage.BLUFF,
        Situation.DANGER: Stage.DANGER,
    }


@pytest.mark.parametrize("age", list(Age))
def test_a_child_gets_one_card_and_everybody_else_six(age: Age) -> None:
    here = way()
    here.tell(Situation.THREAT)
    here.tell_age(age)
    seen = [here.here.step]
    if age is not Age.CHILD:
        while here.here.step < Step.REPORT:
            here.answer(Answer.READ)
            seen.append(here.here.step)
        assert seen == list(Step)
        here.answer(Answer.READ)
        assert here.here.step is Step.REPORT, "after the last one there is nowhere to go"
    assert here.here.stage is (Stage.CHILD if age is Age.CHILD else Stage.CARDS)


def test_back_goes_the_way_that_somebody_came() -> None:
    here = way()
    here.tell(Situation.BLUFF)
    here.tell(Situation.THREAT)
    here.tell_age(Age.TEEN)
    here.call()
    here.tell(Situation.DANGER)
    stages = []
    while here.back():
        stages.append(here.here)
    assert stages == [
        Spot(Stage.CARDS, Step.TELL),
        Spot(Stage.CARDS),
        Spot(Stage.AGE),
        Spot(Stage.BLUFF),
        Spot(Stage.SPLIT),
    ]


def test_everything_is_forgotten_at_the_door() -> None:
    here, fresh = way(), vars(way())
    here.tell(Situation.THREAT)
    here.tell_age(Age.TEEN)
    here.reply("blackmail.q-paid", Reply.YES)
    here.answer(Answer.LATER)
    here.choose("MX")
    here.ask("ww-stopncii")
    here.forget()
    told = {name: value for name, value in vars(here).items() if not isinstance(value, SignalInstance)}
    assert told.keys() == {
        *("lines", "_guess", "look", "school", "here", "age", "answers", "replies", "asked", "_chosen", "_behind")
    }
    del told["_guess"]
    assert told == {name: fresh[name] for name in told}
    assert here.country == "ES"


def test_another_country_has_other_numbers_and_one_that_there_is_not_has_none() -> None:
    here = way()
    here.choose("GB")
    assert here.danger.first[0] is here.lines.lines["uk-999"]
    here.choose("Atlantis")
    assert here.country == "GB"


@pytest.mark.usefixtures("qapp")
def test_three_presses_within_five_seconds_are_enough_and_four_seconds_apart_are_not() -> None:
    now, told, left = [0.0], list[int](), list[bool]()
    presses = Presses(clock=lambda: now[0])
    presses.counted.connect(told.append)
    presses.enough.connect(lambda: left.append(True))
    for moment in (0, 4, 8, 12):
        now[0] = moment
        presses.add()
    assert (told, left) == ([1, 2, 2, 2], [])
    now[0] = 13
    presses.add()
    assert left == [True]
    presses.forget()
    assert told[-1] == 0


# --- the split


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_door_opens_on_kind_words_and_three_choices(show: Open, language: str) -> None:
    one = show(Shot(ACTS["help"], language=language))
    said = " ".join(texts(one.help_page))
    first = {"en": "it is not your fault", "es": "no es culpa tuya"}[language]
    opposite = {"en": "opposite advice", "es": "consejos contrarios"}[language]
    assert first in said
    assert opposite in said
    choices = [button for button in one.help_page.stage.findChildren(Button) if button.kind is Kind.HELP]
    assert len(choices) == 3
    exit_ = {"en": "does not erase the browser's history", "es": "no borra el historial del navegador"}[language]
    assert exit_ in said, "explained before somebody needs it"


def test_the_whole_way_by_keyboard_alone(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    key(one, Qt.Key.Key_F1)
    assert focused(one) == "I need help", "a screen reader begins at the first words"
    key(one, Qt.Key.Key_Tab)
    assert focused(one) == "Quick exit", "the first stop"
    key(one, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert focused(one) == "Copy"
    key(one, Qt.Key.Key_Tab)
    assert focused(one) == "Somebody threatens me"
    key(one, Qt.Key.Key_Return)
    assert focused(one) == "How old are you?"
    key(one, *[Qt.Key.Key_Tab] * 5)
    assert focused(one) == "13 to 17"
    key(one, Qt.Key.Key_Space)
    for title in (
        "Breathe. You are not alone.",
        "Do not pay. Do not send more.",
        "Save the proof, but no intimate pictures",
    ):
        assert focused(one) == title
        key(one, *[Qt.Key.Key_Tab] * 4)
        assert focused(one) == "Next"
        key(one, Qt.Key.Key_Return)
    assert focused(one) == "Block that person, and delete nothing"
    key(one, *[Qt.Key.Key_Tab] * 6)
    assert focused(one) == "Tell somebody, or call"
    key(one, Qt.Key.Key_Return)
    assert focused(one) == "Tell somebody today"
    key(one, *[Qt.Key.Key_Tab] * 5)
    assert focused(one) == "I will do it later"
    key(one, Qt.Key.Key_Return)
    assert focused(one) == "Report it, and ask for support"
    steps = steps_told(one)
    assert steps[0] == "The steps: 1 Breathe (read)"
    assert steps[3] == "4 Block", "it was passed by, and that is no failure"
    assert steps[4:] == ["5 Tell somebody (later)", "6 Report it (you are here)."]
    key(one, Qt.Key.Key_Escape)
    assert focused(one) == "Tell somebody today"
    key(one, *[Qt.Key.Key_Escape] * 6)
    assert focused(one) == "I need help"
    key(one, Qt.Key.Key_Escape)
    assert one.window.router.here == TODAY


def test_the_fifth_card_is_reached_from_every_card(show: Open) -> None:
    for step in Step:
        one = show(Shot(ACTS[f"help-teen-{int(step)}"]))
        named = {button.text(): button for button in one.help_page.stage.findChildren(Button) if button.isVisible()}
        if step is Step.TELL:
            assert "Tell somebody, or call" not in named
            continue
        press(named["Tell somebody, or call"])
        assert one.features.way.here.step is Step.TELL


def test_up_to_twelve_an_adult_and_whom_to_call_and_nothing_else(show: Open) -> None:
    one = show(Shot(ACTS["help-child"]))
    buttons = [button.accessibleName() for button in one.help_page.stage.findChildren(Button) if button.isVisible()]
    chat = "https://www.anar.org"
    assert buttons == ["Copy 900 20 20 10", f"Copy {chat}", f"Open {chat}…", "Copy 112"]
    assert "Tell an adult you trust now" in texts(one.help_page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_danger_fills_the_window_with_three_numbers_what_needs_no_voice_and_a_way_back(
    show: Open, language: str
) -> None:
    one = show(Shot(ACTS["help-danger"], language=language))
    assert not one.window.sidebar.isVisible()
    numbers = [card.contact.value for card in cards_of(one) if isinstance(card.contact, helplines.Line)]
    assert numbers[:3] == ["112", "024", "900 20 20 10"]
    assert numbers[3:] == ["AlertCops", "https://www.sanidad.gob.es/linea024/", "https://www.anar.org"]
    calm = {"en": "Breathe out slowly, and then call.", "es": "Suelta el aire despacio y llama."}[language]
    assert any(text.startswith(calm) for text in texts(one.help_page))
    under = {"en": "If you are under 18.", "es": "Si tienes menos de 18 años."}[language]
    assert under in texts(one.help_page)
    one.help_page.back.click()
    settle()
    assert one.window.sidebar.isVisible()
    assert one.window.router.here == HELP


def test_in_danger_the_right_country_is_one_step_away(show: Open) -> None:
    one = show(Shot(ACTS["help"]))
    split = one.help_page.stage
    assert isinstance(split, SplitView)
    press(split.country.fold)
    press(split.country.choices["US"])
    press(split.choices[Situation.DANGER])
    assert "911" in texts(one.help_page)
    assert any(text.startswith("These numbers are for: United States.") for text in texts(one.help_page))


def test_where_no_emergency_number_is_known_a_sentence_says_how_to_find_it(show: Open) -> None:
    one = show(Shot(ACTS["help-danger-elsewhere"]))
    assert [card.contact.value for card in cards_of(one) if isinstance(card.contact, helplines.Line)] == [
        "https://findahelpline.com"
    ]
    assert "Call the emergency number of your country. In the European Union it is 112." in texts(one.help_page)
    assert "If you cannot speak aloud" not in texts(one.help_page), "none is known there"


# --- what never scrolls away


@pytest.mark.parametrize("act", ["help-teen-1", "help-carer-1"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_key_stands_beside_the_exit_and_the_button_beside_024(show: Open, act: str, scale: float) -> None:
    """Beside "Back", the key would read as another way back."""
    band = show(Shot(ACTS[act], size=LOW, scale=scale, language="es")).help_page.band

    def at(part: QWidget) -> QPoint:
        """The middle, which is what stands on one line has in common."""
        return part.mapTo(band, part.rect().center())

    def beside(left: QWidget, right: QWidget) -> bool:
        return abs(at(left).y() - at(right).y()) <= 1 and at(left).x() < at(right).x()

    assert beside(band.exit, band.count)
    assert beside(band.count, band.back) or at(band.back).y() > at(band.count).y() + 1
    assert beside(band.life, band.copy)


# --- contacts


def test_a_number_is_lent_to_the_clipboard_and_taken_back(show: Open) -> None:
    one = show(Shot(ACTS["help-teen-5"]))
    assert [
        label for label in one.help_page.findChildren(QLabel) if label.focusPolicy() & Qt.FocusPolicy.TabFocus
    ] == []
    copy = next(card for card in cards_of(one) if card.copy.accessibleName() == "Copy 017").copy
    copy.click()
    assert QGuiApplication.clipboard().text() == "017"
    assert copy.text() == "Copied"
    one.help_page.band.copy.click()
    assert QGuiApplication.clipboard().text() == "024"
    assert (copy.text(), one.help_page.band.copy.text()) == ("Copy", "Copied")
    one.window.close()
    assert QGuiApplication.clipboard().text() == "", "no trace of who looked for help"


def test_a_page_opens_only_after_a_question(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(dialogs, "browse", opened.append)
    one = show(Shot(ACTS["help-adult-5"]))
    card = next(card for card in cards_of(one) if card.open.isVisible())
    press(card.open)
    assert "This opens your browser. The page stays in its history." in texts(card)
    assert one.window.focusWidget() is card.no, "whoever presses Enter twice opens nothing"
    press(card.no)
    assert one.window.focusWidget() is card.open
    press(card.open)
    press(card.instead)
    assert QGuiApplication.clipboard().text() == "https://stopncii.org"
    assert opened == []
    press(card.yes)
    assert opened == ["https://stopncii.org"]
    assert not card.yes.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_question_before_a_page_comes_into_sight(show: Open, scale: float) -> None:
    one = show(Shot(ACTS["help-adult-5"], size=LOW, scale=scale, language="es"))
    card = next(card for card in cards_of(one) if card.open.isVisible())
    one.help_page.ensureWidgetVisible(card.open)
    card.open.click()
    quiet(one)
    assert card.no.visibleRegion().boundingRect().size() == card.no.size()


def test_the_rest_stands_behind_more_and_is_made_when_wanted(show: Open) -> None:
    one = show(Shot(ACTS["help-teen-5"]))
    contacts = one.help_page.stage.findChild(ContactList)
    assert isinstance(contacts, ContactList)
    assert len(contacts.cards) == 4, "an adult, and three lines"
    contacts.more.open(wanted=True)
    settle()
    assert len(contacts.cards) == 4 + len(one.features.way.contacts.more)
    assert contacts.more.fold.text() == f"More ({len(one.features.way.contacts.more)})"


def test_what_stands_behind_more_has_headings_in_the_language_of_now(show: Open) -> None:
    one = show(Shot(ACTS["help-more"]))
    contacts = one.help_page.stage.findChild(ContactList)
    assert isinstance(contacts, ContactList)
    told = [heading.text() for heading in contacts.more.findChildren(Heading)]
    assert told[:3] == ["In danger", "Somebody to talk to", "Advice"]
    assert len(told) == len(set(told)) == len(list(purposes.by_topic(one.features.way.contacts.more)))
    one.window.around.language.choose("es")
    settle()
    assert [heading.text() for heading in contacts.more.findChildren(Heading)][1] == "Con quién hablar"


def test_who_says_that_the_person_is_near_meets_other_lines_at_once(show: Open) -> None:
    one = show(Shot(ACTS["help-adult-1"], language="es"))
    assert "016" not in texts(one.help_page)
    one.features.way.reply("blackmail.q-safe-device", Reply.YES)
    quiet(one)
    shown = [card.contact for card in cards_of(one)]
    assert [line.value for line in shown if isinstance(line, Line)] == ["016", "017", "112"]


def test_the_card_to_report_opens_the_pages_that_it_names(show: Open) -> None:
    one = show(Shot(ACTS["help-teen-6"]))
    named = " ".join(texts(one.help_page))
    assert "takeitdown.ncmec.org" in named
    assert [card.open.isVisible() for card in cards_of(one)] == [True, True, False]


def test_the_country_is_chosen_on_the_page(show: Open) -> None:
    one = show(Shot(ACTS["help-more"]))
    contacts = one.help_page.stage.findChild(ContactList)
    assert isinstance(contacts, ContactList)
    assert contacts.country.fold.text() == "These numbers are for: Spain."
    assert list(contacts.country.choices) == list(NAMES)
    press(contacts.country.choices["GB"])
    quiet(one)
    assert contacts.country.fold.text() == "These numbers are for: United Kingdom."
    assert "0800 1111" in texts(contacts)
    assert "900 20 20 10" not in texts(contacts)
    assert one.help_page.band.life.text() == "If you think of hurting yourself: 116 123"
    press(contacts.country.choices["world"])
    quiet(one)
    assert one.help_page.band.life.text() == "If you think of hurting yourself: findahelpline.com"


def test_danger_speaks_of_another_person_to_whoever_helps_one(show: Open) -> None:
    one = show(Shot(ACTS["help-danger-carer"]))
    said = texts(one.help_page)
    assert "If there is danger now, or if the child or teenager could be hurt." in said
    assert "The child or teenager can call too." in said
    assert not [text for text in said if "you are in danger" in text or "hurting yourself" in text]


def test_a_page_in_danger_opens_only_after_a_question(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(dialogs, "browse", opened.append)
    one = show(Shot(ACTS["help-danger"]))
    chat = next(card for card in cards_of(one) if card.open.isVisible())
    press(chat.open)
    assert "This opens your browser. The page stays in its history." in texts(chat)
    assert opened == []
    press(chat.yes)
    assert opened == ["https://www.sanidad.gob.es/linea024/"]


def test_what_is_only_read_is_not_called_done_later(show: Open) -> None:
    """“2 Do not pay (later)” would say that it is paid later."""
    one = show(Shot(ACTS["help-teen-5"]))
    assert steps_told(one)[1] == "2 Do not pay (to read later)"


def test_the_day_of_the_sources_is_said_once_on_a_page(show: Open) -> None:
    for act in ("help-more", "help-adult-5", "help-child", "help-danger"):
        one = show(Shot(ACTS[act]))
        assert len([text for text in texts(one.help_page) if "public sources" in text]) == 1


# --- kept, and forgotten


def test_a_zoom_and_a_language_keep_the_person_where_they_are(show: Open) -> None:
    one = show(Shot(ACTS["help-carer-3"]))
    spot, where = one.features.way.here, one.features.way.answers
    assert one.window.focusWidget() is one.help_page.stage.first
    one.window.around.theme.zoom(2)
    quiet(one)
    assert one.window.focusWidget() is one.help_page.stage.first
    one.window.around.language.choose("es")
    quiet(one)
    assert (one.features.way.here, one.features.way.answers) == (spot, where)
    assert focused(one) == "Guarda las pruebas. No mires las imágenes."


def test_danger_still_stands_alone_after_a_zoom_and_f1_leads_nowhere_else(show: Open) -> None:
    one = show(Shot(ACTS["help-danger"]))
    one.window.around.theme.zoom(1)
    quiet(one)
    assert not one.window.sidebar.isVisible()
    key(one, Qt.Key.Key_F1, Qt.Key.Key_F5)
    assert one.features.way.here.stage is Stage.DANGER


@pytest.mark.parametrize("act", ["help-teen-6", "help-more", "help-link", "help-bluff", "help-danger"])
def test_whoever_opens_the_door_again_meets_the_split(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act]))
    one.window.router.go(TODAY)
    settle()
    assert one.window.sidebar.isVisible()
    one.window.router.go(HELP)
    settle()
    assert one.features.way.here == Spot(Stage.SPLIT)
    assert "What is happening?" in texts(one.help_page)
    assert focused(one) == "I need help"
    assert one.help_page.verticalScrollBar().value() == 0


@pytest.mark.usefixtures("qapp")
def test_an_unknown_region_in_spanish_shows_spain_until_somebody_chooses() -> None:
    language = Language("es")
    features = Features(language, region=lambda: None)
    assert features.way.country == countries.SPAIN
    language.choose("en")
    assert features.way.country == countries.WORLD
    features.close()


def test_the_title_of_the_window_tells_nothing(show: Open) -> None:
    for act in ("consent", "help", "help-danger", "help-teen-6"):
        assert show(Shot(ACTS[act])).window.windowTitle() == "Postigo"


def test_a_usual_window_shows_all_three_choices_without_scrolling(show: Open) -> None:
    for language in ("en", "es"):
        one = show(Shot(ACTS["help"], language=language))
        assert one.help_page.verticalScrollBar().maximum() == 0
