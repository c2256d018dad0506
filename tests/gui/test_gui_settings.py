"""Settings as a place: what is chosen holds at once and is kept; what is kept can be seen, and forgotten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import tests.support.offscreen
from postigo.core.handle import Handle, HandleKind
from postigo.core.model import Level
from postigo.core.offer import OfferKey
from postigo.core.redact import Disclosure
from postigo.core.values import Text
from postigo.fixes.journal import Entry, How, Journal
from postigo.gui.places import SETTINGS
from postigo.gui.settings.models.settings import SettingsModel, Store
from postigo.gui.widgets.theme import Scheme, Theme, scheme_of
from postigo.passwords import tag_key
from postigo.passwords.model import TagsProblem
from postigo.store import files, saves, trace
from postigo.store.files import Settings, SettingsTrouble
from postigo.store.history.history import history
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.store.golden import templates
from tests.stories.screens import ACTS, LOW, Shot, Stage, settle
from tests.support import made

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.usefixtures("at_home")]


def page(one: Stage) -> list[str]:
    shown = one.window.pages.shown
    assert shown is not None
    return texts(shown)


def test_what_is_chosen_holds_at_once_and_the_next_time(show: Open) -> None:
    one = show(Shot(ACTS["settings"], at_home=True))
    press(one.settings_page.choices["colours"]["dark"])
    press(one.settings_page.texts[2])
    look = one.window.around.look
    assert (look.scheme, look.scale) == (Scheme.DARK, 1.5)
    assert one.settings_page.texts[2].isChecked()
    kept = files.settings()
    assert (kept.colours, kept.text) == ("dark", 2)
    later = Theme(scale=1.0, scheme=scheme_of(kept.colours), zoom=kept.text)
    assert later.look == look
    press(one.settings_page.choices["colours"][None])
    assert files.settings().colours is None


def test_the_country_leads_to_its_help_lines(show: Open) -> None:
    one = show(Shot(ACTS["settings"], at_home=True))
    press(one.settings_page.choices["country"]["MX"])
    assert files.settings().country == "MX"
    assert one.features.way.country == "MX"
    press(one.settings_page.choices["country"][None])
    assert files.settings().country is None


def test_what_is_chosen_here_leaves_the_other_settings_alone(show: Open) -> None:
    files.keep(Settings(language="es", enabled_packs=("a-pack",)))
    one = show(Shot(ACTS["settings"], at_home=True))
    press(one.settings_page.texts[1])
    assert files.settings() == Settings("es", ("a-pack",), text=1)


@pytest.mark.parametrize("text", [-1, 99, 10**13])
def test_a_size_that_there_is_not_is_the_nearest_that_there_is(show: Open, text: int) -> None:
    """A file that somebody wrote by hand, or another version."""
    one = show(Shot(ACTS["tip-unseen"], at_home=True))
    one.features.settings.chosen = Settings(text=text, country="xx")
    one.window.router.go(SETTINGS)
    settle()
    held = [step for step, choice in one.settings_page.texts.items() if choice.isChecked()]
    assert held == [0 if text < 0 else max(one.settings_page.texts)]
    assert one.settings_page.choices["country"][None].isChecked()


def test_settings_that_cannot_be_kept_hold_and_say_so() -> None:
    def keep(_chosen: Settings) -> None:
        raise SettingsTrouble(Text("They could not be kept."), "x")

    model = SettingsModel(Settings(), Store(keep=keep))
    model.choose("text", 3)
    assert (model.chosen.text, model.said) == (3, Text("They could not be kept."))


def test_nothing_kept_is_said_and_there_is_nothing_to_forget(show: Open) -> None:
    one = show(Shot(ACTS["settings"], at_home=True))
    assert "Nothing is kept." in page(one)
    assert not one.settings_page.forget.isVisible()


def test_what_is_kept_is_listed_and_forgotten_when_it_was_said_twice(show: Open, at_home: Path) -> None:
    files.keep(Settings(language="es", text=2))
    note = files.data_folder() / trace.KEPT
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text("a note of a crash")
    assert saves.note(saves.Save(date(2026, 11, 29), Disclosure.SHARED, "html")) is None
    report = made.report((made.listed("a.b", 2), made.verdict("a.b", made.finding(Level.ACT))))
    history().keep(report, templates(report), made.NOW)
    changes = Journal()
    handle = Handle(HandleKind.PATH, "/home/somebody/Pictures")
    key = OfferKey("image.folders", "pictures-open", "close-folder", handle)
    changes.begin(Entry("1", made.NOW, "0.1.0", key, "postigo-checks", Text("Something"), 1, ()))
    changes.end("1", How.FIXED)
    own = at_home / "informe.html"
    own.write_text("a report that was saved")
    one = show(Shot(ACTS["settings"], at_home=True))
    said = " ".join(page(one))
    assert "settings.toml" in said.replace("\u200b", "")
    assert trace.KEPT in said.replace("\u200b", "")
    assert saves.NAME in said.replace("\u200b", "")
    assert history().file.name in said.replace("\u200b", "")
    assert changes.file.name in said.replace("\u200b", "")
    press(one.settings_page.forget)
    assert one.settings_page.keep.hasFocus(), "Enter alone deletes nothing"
    one.settings_page.escape()
    assert (files.settings_folder() / files.SETTINGS).exists()
    press(one.settings_page.forget)
    assert not cut(one)
    press(one.settings_page.sure)
    settle()
    assert "Postigo keeps nothing of you now." in page(one)
    assert [file.name for file in at_home.rglob("*") if file.is_file()] == [own.name]
    assert one.window.around.look.scale == 1.0


def test_the_list_of_changes_is_not_forgotten_while_one_is_made() -> None:
    """Its end would be noted in an empty list, and nobody could undo it."""
    changes = Journal()
    with changes.alone():
        changes.end("1", How.FIXED)
        model = SettingsModel(Settings())
        model.forget_everything()
    assert changes.file.exists()
    assert model.said == Text("Not everything could be deleted. What is left stands in the list.")
    model.forget_everything()
    assert list(changes.file.parent.iterdir()) == []


def test_the_history_is_chosen_here_and_the_terminals_choice_stays() -> None:
    model = SettingsModel(Settings())
    model.choose("history", True)
    model.choose("history_days", 30)
    assert files.settings() == Settings(history=True, history_days=30)
    files.keep(Settings(history=False))
    model.choose("text", 1)
    assert files.settings() == Settings(history=False, text=1)


def test_what_could_not_be_deleted_is_said() -> None:
    tags = tag_key.store()
    tags.parent.mkdir(parents=True, exist_ok=True)
    tags.write_text("{}")
    asked: list[Path] = []

    def refuse(store: Path) -> TagsProblem:
        asked.append(store)
        return TagsProblem.NOT_GONE

    model = SettingsModel(Settings(), Store(forget_tags=refuse))
    model.forget_everything()
    assert asked == [tags]
    assert model.said == Text("Not everything could be deleted. What is left stands in the list.")
    assert [one.file for one in model.kept() if one.there] == [tags]


@pytest.mark.parametrize(("left", "stays"), [(None, False), (TagsProblem.LOCKED, True)])
def test_a_key_to_sign_with_is_listed_and_forgotten(left: TagsProblem | None, stays: bool) -> None:
    note = tag_key.signing_note()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(b"")

    def forget() -> TagsProblem | None:
        if left is None:
            note.unlink()
        return left

    model = SettingsModel(Settings(), Store(forget_signing_key=forget))
    assert [one.file for one in model.kept() if one.there] == [note]
    model.forget_everything()
    assert [one.file for one in model.kept() if one.there] == [note] * stays
    assert model.said is not None
    assert ("Not everything" in model.said.one) is stays


def test_all_is_whole_in_a_low_window_with_large_text(show: Open) -> None:
    assert not cut(show(Shot(ACTS["settings"], size=LOW, scale=2.0, language="es")))
