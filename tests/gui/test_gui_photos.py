"""Page of the copies of photos: chosen, cleaned aside, told one by one; reached from the first tip, and never from the way to help."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.gui.photos.models.photos import Photos
from postigo.gui.places import PHOTOS, TIPS
from postigo.gui.shell import dialogs
from postigo.gui.shell.window import USUAL
from postigo.gui.tips.models.tips import INTIMATE
from postigo.gui.widgets.button import Button
from postigo.guidance.questions import Reply
from postigo.photos.copies import Copy
from postigo.photos.second_reader import traces
from tests.gui.on_screen import Open, press, show, texts, through
from tests.photos.made import block, exif, jpeg
from tests.stories.screens import ACTS, LOW, Shot, Stage, settle
from tests.stories.screens import PHONE as NARROW

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]
OFFERED = ("copies of photos", "copies without the place", "copias de fotos", "copias sin el lugar", "clean-photos")


def words(one: Stage) -> list[str]:
    """All that stands on the page that is shown: its words, and those of its buttons."""
    page = one.window.pages.currentWidget()
    assert page is not None
    return [*texts(page), *(button.text() for button in page.findChildren(Button) if button.isVisible())]


def offers(one: Stage) -> bool:
    return any(offer in word for word in words(one) for offer in OFFERED)


@pytest.mark.parametrize("act", ["photos", "photos-working", "photos-told"])
def test_all_is_whole_in_every_size(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act], language="es"))
    assert not through(one, (("usual", USUAL, 0), ("low", LOW, 0), ("low 200", LOW, 10), ("narrow", NARROW, 0)))


def test_photos_that_are_chosen_are_cleaned_and_told(
    show: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = jpeg(exif(block()))
    (tmp_path / "a.jpg").write_bytes(data)
    (tmp_path / "b.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    opened: list[str] = []
    monkeypatch.setattr(dialogs, "open_file", opened.append)
    one = show(Shot(ACTS["photos"]))
    monkeypatch.setattr(dialogs, "files_to_read", lambda *_: [str(tmp_path / "a.jpg"), str(tmp_path / "b.mp4")])
    with qtbot.waitSignal(one.features.photos.done):
        press(one.photos_page.choose)
    settle()
    told = " ".join(words(one))
    assert "a.jpg: its place is not in the copy, a (without place).jpg." in told
    assert "b.mp4: no copy. This is a film" in told
    assert "1 file was not cleaned. Do not send it on." in told
    assert one.photos_page.sum.hasFocus()
    assert not traces((tmp_path / "a (without place).jpg").read_bytes())
    assert (tmp_path / "a.jpg").read_bytes() == data
    press(one.photos_page.show_copies)
    assert opened == [str(tmp_path)]
    press(one.photos_page.forget)
    assert "a.jpg" not in " ".join(words(one))


def test_copies_go_into_the_folder_that_was_chosen(show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["photos"]))
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: str(tmp_path))
    press(one.photos_page.folder)
    assert one.features.photos.folder == tmp_path
    assert f"The copies come to lie in {tmp_path}." in " ".join(words(one)).replace("\u200b", "")
    press(one.photos_page.beside)
    assert one.features.photos.folder is None


def test_names_that_are_hidden_are_hidden_here(show: Open) -> None:
    one = show(Shot(ACTS["photos-told"]))
    one.window.around.language.hide_names(wanted=True)
    settle()
    assert "IMG_2041" not in " ".join(words(one))


def test_stopping_ends_what_is_begun_and_begins_no_other(qtbot: QtBot) -> None:
    go, seen = threading.Event(), list[str]()

    def clean(photo: Path, _mark: str, _folder: Path | None) -> Copy:
        seen.append(photo.name)
        go.wait(20)
        return Copy(photo, photo)

    photos = Photos(lambda: "en", clean)
    photos.choose(["/a.jpg", "/b.jpg", "/c.jpg"])
    photos.choose(["/d.jpg"])
    qtbot.waitUntil(lambda: seen == ["a.jpg"])
    photos.stop()
    with qtbot.waitSignal(photos.done):
        go.set()
    assert seen == ["a.jpg"]
    assert [one.photo.name for one in photos.copies] == ["a.jpg"]
    assert photos.stopped


def test_a_fault_of_ours_is_no_copy(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _fault: ended.set())

    def broken(photo: Path, _mark: str, _folder: Path | None) -> Copy:
        raise RuntimeError(photo)

    photos = Photos(lambda: "en", broken)
    with qtbot.waitSignal(photos.done):
        photos.choose(["/a.jpg"])
    assert ended.wait(20)
    assert photos.copies[0].copy is None
    assert photos.copies[0].why is not None


def test_the_row_and_the_first_tip_lead_there_and_back(show: Open) -> None:
    one = show(Shot(ACTS["photos-row"]))
    button = one.today.findChild(Button, "photos")
    assert isinstance(button, Button)
    press(button)
    assert one.window.router.here == PHOTOS
    press(one.photos_page.back)
    assert one.window.router.here == TIPS
    assert one.features.tips.tip.number == 1
    press(one.tips_page.photos)
    assert one.window.router.here == PHOTOS


@pytest.mark.parametrize("question", INTIMATE)
@pytest.mark.parametrize(("reply", "offered"), [(Reply.NO, True), (Reply.YES, False), (Reply.PRIVATE, False)])
def test_where_intimate_pictures_may_be_the_matter_no_copies_are_offered(
    show: Open, question: str, reply: Reply, offered: bool
) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    assert offers(one)
    one.features.tips.reply(question, reply)
    settle()
    assert offers(one) is offered


def test_after_neither_no_photo_is_opened(show: Open) -> None:
    one = show(Shot(ACTS["declined"]))
    one.features.tips.show(1)
    one.window.router.go(TIPS)
    settle()
    assert not offers(one)
    assert PHOTOS not in one.window.router.there


@pytest.mark.parametrize(
    "act", [name for name in ACTS if name.startswith(("help", "evidence", "log", "tip-door", "whose"))]
)
def test_the_way_to_help_never_offers_copies_of_photos(show: Open, act: str) -> None:
    assert not offers(show(Shot(ACTS[act])))
