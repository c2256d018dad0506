"""When passwords changed, from one audit to the next; and the one key of ours in the system's key ring."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from postigo.passwords import tag_key
from postigo.passwords.model import Judged, Length, Reason, TagsProblem
from postigo.passwords.sandbox import tags
from postigo.passwords.sandbox.entry import Entry
from postigo.passwords.sandbox.reuse import Across
from postigo.passwords.sandbox.tags import Age, NewerStore, Tags, half_a_year_ago, past
from postigo.passwords.wording import UNTOLD
from tests.support.pace import within
from tests.support.places import needs

KEY = bytes(range(32))
FIRST, SECOND, THIRD = date(2026, 1, 10), date(2026, 4, 2), date(2026, 11, 20)
Login = tuple[str, str, str]
ANA = ("foro.es", "ana@correo.es", "tres tristes tigres")


def look(store: Path, today: date, *logins: Login, key: bytes = KEY) -> list[Age]:
    """One whole audit."""
    before, _ = past(store, key)
    memory = Tags(key, today, before)
    seen = [memory.see(*login) for login in logins]
    ages = [memory.age(sighting) for sighting in seen]
    assert memory.keep(store) is None
    return ages


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "change-tags.json"


def test_the_first_look_knows_no_more_than_its_own_day(store: Path) -> None:
    assert look(store, FIRST, ANA) == [Age(unchanged_since=FIRST)]


def test_unchanged_since_the_first_look(store: Path) -> None:
    look(store, FIRST, ANA)
    assert look(store, SECOND, ANA) == look(store, THIRD, ANA) == [Age(unchanged_since=FIRST)]


def test_changed_is_the_first_look_that_saw_another(store: Path) -> None:
    look(store, FIRST, ANA)
    new = (*ANA[:2], "otra cosa mariposa")
    assert look(store, SECOND, new) == [Age(changed=SECOND)]
    assert look(store, THIRD, new) == [Age(changed=SECOND)]


def test_a_new_account_did_not_change(store: Path) -> None:
    look(store, FIRST, ANA)
    assert look(store, SECOND, ANA, ("chat.es", *ANA[1:])) == [
        Age(unchanged_since=FIRST),
        Age(unchanged_since=SECOND),
    ]


def test_a_second_file_that_disagrees_is_no_change(store: Path) -> None:
    other = (*ANA[:2], "otra cosa mariposa")
    look(store, FIRST, ANA)
    assert look(store, SECOND, ANA, other) == [Age(unchanged_since=FIRST), Age(unchanged_since=SECOND)]
    newest = (*ANA[:2], "y una tercera cosa")
    assert look(store, THIRD, ANA, newest) == [Age(unchanged_since=FIRST), Age(changed=THIRD)]


def test_what_one_look_leaves_out_is_remembered_for_the_next(store: Path) -> None:
    look(store, FIRST, ANA)
    look(store, SECOND, ("chat.es", "luis", "otra cosa"))
    assert look(store, THIRD, ANA) == [Age(unchanged_since=FIRST)]


def test_what_is_in_no_file_for_two_years_is_forgotten(store: Path) -> None:
    look(store, FIRST, ANA)
    later = FIRST + timedelta(days=731)
    look(store, later, ("chat.es", "luis", "otra cosa"))
    assert len(json.loads(store.read_bytes())["accounts"]) == 1


def test_the_file_tells_no_site_no_name_no_password_and_no_equality(store: Path) -> None:
    look(store, FIRST, ANA, ("chat.es", "ana@correo.es", "tres tristes tigres"), ("chat.es", "luis", "x" * 40))
    content = store.read_text().lower()
    assert not [word for word in ("foro", "chat", "ana", "luis", "correo", "tigres", "xxxx") if word in content]
    accounts = json.loads(content)["accounts"]
    kept = [tag["tag"] for account in accounts.values() for tag in account["tags"]]
    assert len(accounts) == len(set(kept)) == 3
    assert {len(tag) for tag in kept} == {8}
    assert {len(account) for account in accounts} == {32}
    assert KEY.hex() not in content
    assert list(accounts) == sorted(accounts)  # not the order of the files


def test_parts_are_not_confused_with_one_another(store: Path) -> None:
    look(store, FIRST, ("ab", "c", "d"), ("a", "bc", "d"), ("a", "b", "cd"))
    assert len(json.loads(store.read_bytes())["accounts"]) == 3


def test_a_lone_surrogate_is_a_password_like_others(store: Path) -> None:
    strange = ("foro.es", "\udcff", "\ud800")
    look(store, FIRST, strange)
    assert look(store, SECOND, strange) == [Age(unchanged_since=FIRST)]


@needs("posix")
def test_the_file_is_its_owners_only_and_replaced_whole(store: Path) -> None:
    look(store, FIRST, ANA)
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    store.chmod(0o644)
    look(store, SECOND, ANA)
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert [file.name for file in store.parent.iterdir()] == [store.name]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"schema": "postigo.change-tags/1"}',
        b'{"schema": "postigo.change-tags/1", "key": "", "accounts": {"a": 5}}',
        b'{"schema": "something/1", "key": "", "accounts": {}}',
    ],
)
def test_a_broken_file_is_begun_anew_and_that_is_told(store: Path, content: bytes) -> None:
    store.parent.mkdir()
    store.write_bytes(content)
    assert past(store, KEY) == ({}, True)
    assert look(store, SECOND, ANA) == [Age(unchanged_since=SECOND)]
    assert past(store, KEY)[1] is False


def test_another_key_opens_nothing(store: Path) -> None:
    look(store, FIRST, ANA)
    assert past(store, bytes(32)) == ({}, True)
    assert look(store, SECOND, ANA, key=bytes(32)) == [Age(unchanged_since=SECOND)]


def test_the_file_of_a_newer_postigo_is_left_alone(store: Path) -> None:
    store.parent.mkdir()
    store.write_text('{"schema": "postigo.change-tags/2"}')
    with pytest.raises(NewerStore):
        past(store, KEY)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Tags(KEY, FIRST, {})
    memory.see(*ANA)
    assert memory.keep(tmp_path / "file" / "change-tags.json") is TagsProblem.NOT_KEPT


def test_what_is_not_changed_for_half_a_year_is_old_also_by_tags(store: Path) -> None:
    def reasons(today: date, password: str, changed: date | None = None) -> tuple[Judged, ...]:
        memory = Tags(KEY, today, past(store, KEY)[0])
        across = Across(today=today, tags=memory)
        judged = Judged(0, 1, "foro.es", "ana", "", 3, Length.FROM_15, (), changed=changed)
        across.add(judged, Entry(1, password, "", "ana", ("https://foro.es",), changed), random=True)
        found = tuple(across.final())
        assert memory.keep(store) is None
        return found

    (first,) = reasons(FIRST, "uno")
    assert (first.reasons, first.changed, first.unchanged_since) == ((), None, FIRST)
    (later,) = reasons(THIRD, "uno")
    assert (later.reasons, later.unchanged_since) == ((Reason.OLD,), FIRST)
    (changed,) = reasons(THIRD, "dos")
    assert (changed.reasons, changed.changed) == ((), THIRD)
    (own,) = reasons(THIRD, "dos", changed=date(2020, 5, 5)) or (first,)
    assert (own.reasons, own.changed) == ((Reason.OLD,), date(2020, 5, 5))  # the file knows better


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 20), date(2026, 5, 20)),
        (date(2026, 3, 1), date(2025, 9, 1)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2024, 8, 31), date(2024, 2, 29)),
        (date(2026, 6, 30), date(2025, 12, 30)),
        (date(2026, 12, 31), date(2026, 6, 30)),
    ],
)
def test_half_a_year(today: date, before: date) -> None:
    assert half_a_year_ago(today) == before


def test_a_large_file_is_kept_in_time_that_grows_with_it(store: Path) -> None:
    logins = [(f"site{number}.es", "ana", f"password {number}") for number in range(10_000)]
    look(store, FIRST, *logins)
    assert look(store, SECOND, *logins) == [Age(unchanged_since=FIRST)] * 10_000
    assert store.stat().st_size < 2_000_000
    assert 10 * store.stat().st_size < tags._LARGEST


# --- the key ring

RING = """
import sys
from postigo.passwords import tag_key
from postigo.passwords.tag_key import TagKey
from pathlib import Path
store = Path(sys.argv[1])
patience = float(sys.argv[2])
one = tag_key.key(patience=patience)
print(one.value if not isinstance(one, TagKey) else "made")
if isinstance(one, TagKey):
    assert len(one.secret) == 32
    assert repr(one) == "TagKey()"
    print("same" if tag_key.key(patience=patience) == one else "other")
    store.write_text("tags")
    print(tag_key.forget(store, patience=patience))
    print(store.exists())
    print("same" if tag_key.key(patience=patience) == one else "other")
"""


def ring(tmp_path: Path, before: str, patience: float = 20, environment: dict[str, str] | None = None) -> list[str]:
    """What is answered by the key ring of a desktop session of its own, which `before` sets up."""
    for folder in ("home", "run"):
        (tmp_path / folder).mkdir(exist_ok=True, mode=0o700)
    script = tmp_path / "ring.py"
    script.write_text(RING)
    own = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "XDG_DATA_HOME": str(tmp_path / "home" / "data"),
        "LC_ALL": "C.UTF-8",
    }
    command = f'{before}\nexec "{sys.executable}" "{script}" "{tmp_path / "store"}" {patience}'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env=own | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout.split()


needs_session = needs("dbus-run-session")
needs_ring = needs("key-ring")
NOBODY = "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent"
OPEN = "printf test-only | gnome-keyring-daemon --unlock --components=secrets >/dev/null"


@needs_session
@needs_ring
def test_the_key_is_made_once_kept_and_forgotten(tmp_path: Path) -> None:
    assert ring(tmp_path, OPEN) == ["made", "same", "None", "False", "other"]


@needs_session
@needs_ring
def test_no_other_backend_is_used_whatever_is_configured(tmp_path: Path) -> None:
    plug_in = tmp_path / "plain.py"
    plug_in.write_text(
        "from keyring.backend import KeyringBackend\n"
        "from pathlib import Path\n"
        "class Plain(KeyringBackend):\n"
        "    priority = 99\n"
        "    def get_password(self, service, username): return None\n"
        f"    def set_password(self, service, username, password): Path({str(tmp_path / 'leaked')!r}).write_text(password)\n"
        "    def delete_password(self, service, username): pass\n"
    )
    configured = {"PYTHON_KEYRING_BACKEND": "plain.Plain", "PYTHONPATH": str(tmp_path)}
    assert ring(tmp_path, OPEN, environment=configured)[:2] == ["made", "same"]
    assert ring(tmp_path, NOBODY, environment=configured) == [TagsProblem.NO_RING.value]
    assert not (tmp_path / "leaked").exists()


@needs_session
@needs_ring
def test_a_locked_key_ring_that_nobody_opens_gives_no_key(tmp_path: Path) -> None:
    assert ring(tmp_path, "true", patience=15)[0] in {
        TagsProblem.LOCKED,
        TagsProblem.NO_RING,
        TagsProblem.REFUSED,
        TagsProblem.NO_ANSWER,
    }


@needs_session
def test_a_session_without_a_key_ring_keeps_nothing(tmp_path: Path) -> None:
    assert ring(tmp_path, NOBODY) == [TagsProblem.NO_RING.value]
    assert ring(tmp_path, "unset DBUS_SESSION_BUS_ADDRESS") == [TagsProblem.NO_RING.value]
    assert not (tmp_path / "store").exists()


SILENT = """
import sys
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.secrets"))
open(sys.argv[1], "w").close()
while True:  # until the session ends
    bus.receive()
"""


@needs_session
def test_a_key_ring_that_never_answers_holds_nobody_up(tmp_path: Path) -> None:
    silent, ready = tmp_path / "silent.py", tmp_path / "ready"
    silent.write_text(SILENT)
    before = (
        f'"{sys.executable}" "{silent}" "{ready}" >"{ready}.log" 2>&1 &\nwhile [ ! -e "{ready}" ]; do sleep 0.05; done'
    )
    assert within(60, lambda: ring(tmp_path, before, patience=3)) == [TagsProblem.NO_ANSWER.value]


class Stand:
    """A key ring of this process, by the class's own interface."""

    priority = 5.0
    kept: ClassVar[dict[tuple[str, str], str]]

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        del self.kept[service, user]


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> type[Stand]:
    class Keyring(Stand):
        kept: ClassVar[dict[tuple[str, str], str]] = {}

    module = type(sys)("stand_in_ring")
    module.Keyring = Keyring  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "stand_in_ring", module)
    monkeypatch.setattr(tag_key, "_SYSTEMS_OWN", (("stand_in_ring", "Keyring"),))
    return Keyring


def test_a_key_that_is_none_is_replaced(stand: type[Stand]) -> None:
    for wrong in ("", "not hexadecimal", "abcd"):
        stand.kept["postigo", "change tags"] = wrong
        made = tag_key.key()
        assert isinstance(made, tag_key.TagKey)
        assert tag_key.key() == made


def test_a_ring_that_forgets_at_once_is_refused(stand: type[Stand], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand, "set_password", lambda *_: None)
    assert tag_key.key() is TagsProblem.REFUSED


def test_a_ring_that_stays_locked_or_fails_is_told(
    stand: type[Stand], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from keyring.errors import InitError, KeyringError, KeyringLocked  # noqa: PLC0415 - as keeping does

    for error, told in (
        (KeyringLocked("no"), TagsProblem.LOCKED),
        (InitError("no"), TagsProblem.NO_RING),
        (KeyringError("no"), TagsProblem.REFUSED),
        (OSError("a system's own error"), TagsProblem.REFUSED),
    ):

        def refuse(*_: object, error: Exception = error) -> str:
            raise error

        monkeypatch.setattr(stand, "get_password", refuse)
        assert tag_key.key() is told
        (tmp_path / "store").write_text("tags")
        assert tag_key.forget(tmp_path / "store") is told
        assert not (tmp_path / "store").exists()


def test_a_file_that_cannot_be_deleted_loses_its_key_at_least(stand: type[Stand], tmp_path: Path) -> None:
    first = tag_key.key()
    folder = tmp_path / "store"  # what no file is, cannot be deleted like one
    folder.mkdir()
    assert tag_key.forget(folder) is TagsProblem.NOT_GONE
    assert stand.kept == {}
    assert tag_key.key() != first


def test_a_key_to_sign_with_is_noted_and_both_are_forgotten(
    stand: type[Stand], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tag_key, "data_folder", lambda: tmp_path)
    made = tag_key.signing_key()
    assert isinstance(made, tag_key.TagKey)
    assert tag_key.signing_key() == made
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("signing-key-in-key-ring", b"")]
    with monkeypatch.context() as locked:
        locked.setattr(stand, "delete_password", lambda *_: (_ for _ in ()).throw(OSError("locked")))
        assert tag_key.forget_signing_key() is TagsProblem.REFUSED
        assert tag_key.signing_note().exists(), "it may be there still, and that is shown"
    assert tag_key.forget_signing_key() is None
    assert (stand.kept, list(tmp_path.iterdir())) == ({}, [])


def test_a_key_that_could_not_be_forgotten_later_is_not_made(
    stand: type[Stand], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tag_key, "data_folder", lambda: tmp_path / "file" / "folder")
    assert tag_key.signing_key() is TagsProblem.REFUSED
    assert stand.kept == {}


def test_every_reason_has_its_sentence() -> None:
    assert set(UNTOLD) == set(TagsProblem)
