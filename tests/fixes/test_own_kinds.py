"""Kinds of settings that refuse what they could not put back, and offers that wait for a reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle, HandleKind
from postigo.core.offer import offers
from postigo.core.system import Platform
from postigo.fixes.access import Access
from postigo.fixes.settings import share, site, unit
from postigo.system.changes.remembered import RememberedChanges
from postigo.system.recording import Recording, load
from tests.fixes.case import RECORDINGS, Bench, read

NAME = "x.service"
UNITS = unit.UNITS
SAME = "[Unit]\nWants=a\n[Install]\n# usual\nWantedBy=default.target\n"


def link(folder: str, **other: Any) -> dict[str, Any]:
    """Entry of a link to the unit."""
    about = {"kind": "file", "size": 9, "modified": "2026-11-20T15:00:00+00:00", "link": True}
    return {**about, "path": f"{UNITS}/{folder}/{NAME}", **other}


def machine(answers: Mapping[str, Any]) -> Access:
    """A remembered Linux that answers so."""
    usual = load((RECORDINGS / "image.open-shares" / "linux-open-usershare.json").read_bytes())
    recording: Recording = replace(usual, answers={**json.loads(json.dumps(answers))})
    assert recording.platform is Platform.LINUX
    remembered = RememberedChanges(recording)
    return Access(remembered.system, remembered)


def with_unit(text: str, *links: dict[str, Any], file: bool = False) -> Access:
    """A machine with a unit and its links."""
    answers: dict[str, Any] = {
        f"glob {UNITS}/*.wants/{NAME}": list(links),
        f"glob {UNITS}/*.requires/{NAME}": [],
        f"glob {UNITS}/{NAME}": [link(".", path=f"{UNITS}/{NAME}", link=file)],
    }
    return machine(answers | {f"read {one['path']}": text for one in links})


@pytest.mark.parametrize(
    ("access", "state"),
    [
        (with_unit(SAME, link("default.target.wants")), Setting(["default.target.wants"])),
        (with_unit(SAME), NOT_SET),
        (with_unit(SAME, link("graphical.target.wants")), None),
        (with_unit(SAME, link("default.target.wants"), link("graphical.target.wants")), None),
        (with_unit(SAME, link("default.target.wants", link=False)), None),
        (with_unit(SAME, link("default.target.wants"), file=True), None),
        (with_unit("[Service]\nWantedBy=default.target\n", link("default.target.wants")), None),
        (with_unit(f"{SAME}Also=y.service\n", link("default.target.wants")), None),
        (with_unit(f"{SAME}WantedBy=%i.target\n", link("default.target.wants")), None),
    ],
)
def test_a_unit_is_switched_only_where_it_can_be_switched_back(access: Access, state: Setting | None) -> None:
    handle = Handle(HandleKind.UNIT, NAME, "user")
    if state is not None:
        assert unit.state(access, handle) == state
        return
    with pytest.raises(CannotChange) as refused:
        unit.state(access, handle)
    assert refused.value.why is Refusal.NO_WAY


@pytest.mark.parametrize(
    "handle",
    [
        Handle(HandleKind.UNIT, NAME),
        Handle(HandleKind.UNIT, NAME, "everybody"),
        Handle(HandleKind.UNIT, "--now", "user"),
        Handle(HandleKind.UNIT, "x@ana.service", "user"),
        Handle(HandleKind.SHARE, "fotos"),
        Handle(HandleKind.SHARE, "*", "usershare"),
        Handle(HandleKind.SHARE, "-l", "usershare"),
        Handle(HandleKind.SHARE, "", "usershare"),
        Handle(HandleKind.SHARE, "rygel", "gnome"),
    ],
)
def test_what_is_not_the_persons_own_or_no_plain_name_is_refused(handle: Handle) -> None:
    kind = unit if handle.kind is HandleKind.UNIT else share
    with pytest.raises(CannotChange) as refused:
        kind.state(machine({}), handle)
    assert refused.value.why is Refusal.NO_WAY


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("[other]\npath=/a\ncomment=\nusershare_acl=S-1-1-0:R,\nguest_ok=y\n", Refusal.UNREADABLE),
        ("[fotos]\npath=/a\ncomment=\nguest_ok=y\n", Refusal.UNREADABLE),
        ("[fotos]\npath=/a\ncomment=x\ny\nusershare_acl=S-1-1-0:R,\nguest_ok=y\n", Refusal.UNREADABLE),
    ],
)
def test_a_share_that_is_told_otherwise_is_left_alone(said: str, why: Refusal) -> None:
    access = machine({"run net usershare info fotos": {"code": 0, "err": "", "out": said}})
    with pytest.raises(CannotChange) as refused:
        share.state(access, Handle(HandleKind.SHARE, "fotos", "usershare"))
    assert refused.value.why is why


GNOME = "dbus session org.gnome.SettingsDaemon.Sharing /org/gnome/SettingsDaemon/Sharing "
NOW = f'{GNOME}org.freedesktop.DBus.Properties.Get ["org.gnome.SettingsDaemon.Sharing", "CurrentNetwork"]'
LISTED = f'{GNOME}org.gnome.SettingsDaemon.Sharing.ListNetworks ["gnome-user-share-webdav"]'
BY_GNOME = Handle(HandleKind.SHARE, "gnome-user-share-webdav", "gnome")


@pytest.mark.parametrize(
    ("now", "listed", "why"),
    [
        ({"value": [""]}, {"value": [[]]}, Refusal.MISSING),
        ({"value": ["a"]}, {"value": "x"}, Refusal.UNREADABLE),
        ({"value": ["a"]}, {"error": "org.freedesktop.DBus.Error.Failed"}, Refusal.FAILED),
        ({"unknown": "missing", "detail": "no such service"}, {"value": [[]]}, Refusal.MISSING),
    ],
)
def test_where_gnome_does_not_tell_what_it_shares_nothing_is_changed(now: Any, listed: Any, why: Refusal) -> None:
    with pytest.raises(CannotChange) as refused:
        share.state(machine({NOW: now, LISTED: listed}), BY_GNOME)
    assert refused.value.why is why


def test_gnome_does_not_share_on_another_network_than_before() -> None:
    access = machine({NOW: {"value": ["b"]}, LISTED: {"value": [[["a", "Casa", "802-11-wireless"]]]}})
    assert share.state(access, BY_GNOME) == NOT_SET
    with pytest.raises(CannotChange) as refused:
        share.put(access, BY_GNOME, Setting("a"), NOT_SET)
    assert refused.value.why is Refusal.CHANGED


def test_a_row_that_a_policy_gave_is_left_alone() -> None:
    folder = "~/.mozilla/firefox/a.default"
    row = {"id": 1, "origin": "https://a.example", "type": "camera", "permission": 1, "expireType": 3}
    row |= {"expireTime": 0, "modificationTime": 5}
    access = machine({f"sqlite {folder}/permissions.sqlite {site.QUERY}": {"value": [row]}})
    with pytest.raises(CannotChange) as refused:
        site.state(access, Handle(HandleKind.SITE, "https://a.example", folder))
    assert refused.value.why is Refusal.MANAGED


def test_an_answer_that_blocks_a_page_is_never_taken_away() -> None:
    folder = "~/.config/chromium/Default"
    blocked, allowed = ('"https://a.example:443,*":{"setting":2}', '"https://a.example:443,*":{"setting":1}')
    kinds = f'"media_stream_camera":{{{allowed}}},"media_stream_mic":{{{blocked}}}'
    text = f'{{"profile":{{"content_settings":{{"exceptions":{{{kinds}}}}}}}}}'
    access = machine({f"read {folder}/Preferences": text})
    handle = Handle(HandleKind.SITE, "https://a.example:443,*", folder)
    before = site.state(access, handle)
    assert before.value == {"media_stream_camera": allowed}
    site.put(access, handle, site.target(before, Setting({"without": ["camera", "microphone"]})), before)
    left = access.changes.file_state(f"{folder}/Preferences")
    assert left.content.decode() == text.replace(allowed, "")  # type: ignore[union-attr]  # it is there


def test_what_asks_whose_it_is_has_no_offer_without_the_reply(tmp_path: Path) -> None:
    case = read(Path(__file__).parent / "changes/camera.remote-control/linux-account-autostart.json")
    report = Bench("camera.remote-control", case, tmp_path).report()
    assert offers(report) == ()
    [offer] = offers(report, mine=True)
    assert offer.plan.asks_whose
    assert not offer.alone
