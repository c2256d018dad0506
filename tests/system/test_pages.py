"""A recording names no page that somebody visits and no profile, in whatever verb they stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from postigo.core.system import CannotTell, Json, Platform
from postigo.system.identity import Identity
from postigo.system.recorder import Recorder
from postigo.system.recording import Recording
from postigo.system.replay import Replay

PERMISSIONS = "~/.mozilla/firefox/ab12.default/permissions.sqlite"
QUERY = "SELECT origin, type FROM moz_perms"
PROFILES = "~/.mozilla/firefox/profiles.ini"
STATE = "~/.config/google-chrome/Local State"
PREFERENCES = "~/.config/google-chrome/Default/Preferences"
ROWS: list[dict[str, Json]] = [
    {"origin": "https://quetzalsite.example.net^userContextId=2", "type": "camera"},
    {"origin": "http://quetzalsite.example.net:8080", "type": "microphone"},
    {"origin": "https://otro.quetzal.net", "type": "camera"},
    {"host": ".quetzal.net", "count": 3},
]
ANSWERS: dict[str, Any] = {
    "now": "2026-11-29T10:00:00+00:00",
    f"sqlite {PERMISSIONS} {QUERY}": {"value": ROWS},
    f"read {PROFILES}": "[Profile0]\r\nName=Quetzalina Perfil\r\nPath=ab12.default\r\n",
    f"read {STATE}": json.dumps(
        {
            "profile": {
                "info_cache": {"Default": {"name": "Quetzalina", "user_name": "q@quetzal.net", "gaia_name": "Quetzal"}}
            }
        }
    ),
    f"read {PREFERENCES}": "quetzal",
}


def remembered() -> tuple[Recording, list[dict[str, Json]]]:
    machine = Recorder(Replay(Recording(Platform.LINUX, "test", ANSWERS)))
    rows = machine.sqlite(PERMISSIONS, QUERY)
    machine.read(PROFILES)
    for path in (STATE, PREFERENCES):
        with pytest.raises(CannotTell):
            machine.read(path)
    return machine.recording(Identity(Platform.LINUX), "test"), rows


def test_no_site_and_no_profile_is_kept() -> None:
    assert "quetzal" not in json.dumps(dict(remembered()[0].answers), ensure_ascii=False).casefold()


def test_the_same_site_stays_the_same_and_two_stay_two() -> None:
    _, rows = remembered()
    hosts = [str(row.get("origin", row.get("host"))) for row in rows]
    assert hosts == [
        "https://site1.example^userContextId=2",
        "http://site1.example:8080",
        "https://site2.example",
        "site3.example",
    ]
    assert [row.get("type") for row in rows] == ["camera", "microphone", "camera", None]


def test_the_verdicts_follow_from_what_was_kept() -> None:
    """The probe sees the stand-ins too: what is replaced after the look could change a verdict."""
    kept, rows = remembered()
    assert Replay(kept).sqlite(PERMISSIONS, QUERY) == rows


def test_the_rest_of_a_list_of_profiles_stays() -> None:
    kept, _ = remembered()
    content = Replay(kept).read(PROFILES)
    assert content == b"[Profile0]\r\nName=profile\r\nPath=ab12.default\r\n"
