"""Where the policy is read: whose file is followed, whose is not, and what it costs."""

from __future__ import annotations

import errno
import os
import plistlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from postigo.core.policy import Policy, Source
from postigo.core.policy_table import KEYS, careful, understood
from postigo.store import policy as stored
from postigo.store.files import Settings
from postigo.store.policy import LONGEST, Found, NotRead, Refusal
from tests.support.pace import keeps
from tests.support.places import needs
from tests.support.program import ENGLISH
from tests.support.teletype import command

GOOD = '[mandatory]\nfixes_off = true\n\n[default]\ncountry = "MX"\n'


@pytest.fixture
def etc() -> Iterator[Path]:
    """A folder to which only root has a way, as to /etc/postigo."""
    with tempfile.TemporaryDirectory(dir="/run", prefix="postigo-policy-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def _written(folder: Path, text: str | bytes = GOOD, name: str = "policy.toml") -> str:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    file.chmod(0o644)
    return str(file)


def _refused(place: str) -> NotRead:
    with pytest.raises(NotRead) as refused:
        stored.in_file(place)
    return refused.value


@needs("root")
def test_roots_file_in_roots_folders_is_followed(etc: Path) -> None:
    assert stored.in_file(_written(etc)) == {"mandatory": {"fixes_off": True}, "default": {"country": "MX"}}


@needs("root")
def test_without_a_file_or_its_folder_there_is_no_policy(etc: Path) -> None:
    for place in (etc / "policy.toml", etc / "not there" / "policy.toml"):
        with pytest.raises(FileNotFoundError):
            stored.in_file(str(place))


@needs("root")
@pytest.mark.parametrize(
    ("mode", "owner", "why"),
    [
        (0o664, 0, Refusal.WRITABLE),
        (0o646, 0, Refusal.WRITABLE),
        (0o644, 12345, Refusal.OWNER),
        (0o600, 12345, Refusal.OWNER),
    ],
)
def test_what_another_account_could_write_is_not_followed(etc: Path, mode: int, owner: int, why: Refusal) -> None:
    for changed in ("policy.toml", ""):
        place = _written(etc)
        (etc / changed).chmod(mode | (0o111 if not changed else 0))
        os.chown(etc / changed, owner, 0)
        refused = _refused(place)
        assert (refused.why, refused.where) == (why, str(etc / changed))
        told = stored.understood(Found(place, refused=refused))
        assert told.sources == {}, "nothing follows from what anybody may have written"
        assert [one.where for one in told.troubles] == [refused.where]
        os.chown(etc / changed, 0, 0)
        (etc / changed).chmod(0o755)


@needs("root")
def test_a_file_below_a_folder_of_everybody_is_not_followed(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "postigo").mkdir()
    assert _refused(_written(shared / "postigo")).why in {Refusal.WRITABLE, Refusal.OWNER}


@needs("root")
def test_no_link_is_followed(etc: Path) -> None:
    true = _written(etc, name="true.toml")
    (etc / "policy.toml").symlink_to(true)
    assert _refused(str(etc / "policy.toml")).why is Refusal.LINK
    (etc / "real").mkdir()
    (etc / "way").symlink_to(etc / "real")
    _written(etc / "real")
    assert _refused(str(etc / "way" / "policy.toml")).why is Refusal.LINK


@needs("root")
def test_what_is_no_file_too_large_or_not_toml_is_refused_at_once(etc: Path) -> None:
    pipe = etc / "pipe.toml"
    os.mkfifo(pipe, 0o644)
    (etc / "folder.toml").mkdir()
    assert _refused(str(pipe)).why is Refusal.KIND
    assert _refused(str(etc / "folder.toml")).why is Refusal.KIND
    assert _refused(_written(etc, b"#" * (LONGEST + 1))).why is Refusal.LARGE
    for broken in (b"fixes_off", b"\xff\xfe", b"a = " + b"[" * 10_000, b"a" + b".a" * 3000 + b" = 1"):
        assert _refused(_written(etc, broken)).why is Refusal.BROKEN


@needs("root", "another-account")
def test_what_this_account_may_not_read_leads_to_the_careful_side(etc: Path) -> None:
    place = _written(etc)
    Path(place).chmod(0o600)
    look = (
        "import os, sys\n"
        "from postigo.store import policy as stored\n"  # an account without rights may have no way to these modules
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: stored.in_file(sys.argv[1])\n"
        "except stored.NotRead as refused: print(refused.why.value)"
    )
    seen = subprocess.run([sys.executable, "-c", look, place], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "closed"


@pytest.mark.parametrize("why", [one for one in Refusal if one not in stored.UNTRUSTED])
def test_a_policy_that_somebody_wanted_and_nobody_understands_is_careful_and_said(why: Refusal) -> None:
    told = stored.understood(Found("/etc/postigo/policy.toml", refused=NotRead(why, "/etc/postigo/policy.toml", "x")))
    assert told == careful(told.troubles[0])
    assert told.fixes_off
    assert "careful" in told.troubles[0].text.one
    assert told.troubles[0].where == "/etc/postigo/policy.toml"


def test_a_property_list_has_the_same_keys_by_their_names(tmp_path: Path) -> None:
    inner = {"Country": "MX"}
    outer = {"FixesOff": True, "KeepDays": 7, "SchoolPrograms": ["Veyon"], "Recommended": inner, "PayloadUUID": "x"}
    for form in (plistlib.FMT_BINARY, plistlib.FMT_XML):
        place = _written(tmp_path, plistlib.dumps(outer, fmt=form), "org.postigo.Postigo.plist")
        told = stored.understood(Found(place, stored.in_file(place, owner=None)))
        assert told.troubles == ()
        assert (told.fixes_off, told.keep_days, told.school_programs) == (True, 7, ("Veyon",))
        assert told.sources["country"] is Source.DEFAULT


def test_no_slip_of_one_letter_in_a_property_list_makes_it_less_careful(tmp_path: Path) -> None:
    def told(content: dict[str, object]) -> Policy:
        place = _written(tmp_path, plistlib.dumps(content, fmt=plistlib.FMT_BINARY), "x.plist")
        return stored.understood(Found(place, stored.in_file(place, owner=None)))

    careful_keys = [key for key in KEYS if key.careful is not None]
    for name in [stored.RECOMMENDED, *(key.name for key in careful_keys)]:
        for slip in _slips(name):
            rest = {key.name: key.careful for key in careful_keys if key.name != name}
            wrong = told(
                {**rest, slip: {"FixesOff": True} if name == stored.RECOMMENDED else True, "_manualProfile": 1}
            )
            assert len(wrong.troubles) == 1 or slip in TAKEN_TOO, slip
            for key in careful_keys:
                assert getattr(wrong, key.id) == key.careful, slip


TAKEN_TOO = {key.id for key in KEYS}  # names of the other form, such as `shared`


def _slips(name: str) -> set[str]:
    """Names that differ from one in a letter."""
    away = {name[:at] + name[at + 1 :] for at in range(len(name))}
    other = {name[:at] + name[at].swapcase() + name[at + 1 :] for at in range(len(name))}
    return away | other | {f"{name[:at]}s{name[at:]}" for at in range(len(name) + 1)}


@pytest.mark.parametrize("content", [b"", b"bplist00", b"bplist00" + b"\xff" * 40, b"<plist>", plistlib.dumps(["x"])])
def test_a_property_list_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotRead) as refused:
        stored.in_file(_written(tmp_path, content, "x.plist"), owner=None)
    assert refused.value.why is Refusal.BROKEN


def test_a_name_of_windows_or_macos_is_one_key_and_another_spelling_is_unknown() -> None:
    for key in KEYS:
        assert stored.id_of(key.name) == key.id
    for other in ("fixesoff", "fixes_off", "FIXESOFF", "FixesOFF", "", "É"):
        assert stored.id_of(other) not in {key.id for key in KEYS} or other == "fixes_off"
    assert stored.id_of("fixes_off") == "fixes_off"


def test_settings_that_count_have_the_policy_above_them_and_the_persons_own_above_a_default() -> None:
    told = understood({"mandatory": {"history_off": True, "country": "MX"}, "default": {"language": "en"}}, "x")
    own = Settings(language="es", country="ES", history=True)
    assert stored.settled(own, told) == Settings(language="es", country="MX", history=False)
    assert stored.settled(Settings(history=True), told) == Settings(language="en", country="MX", history=False)
    assert stored.settled(own, Policy()) == own


@pytest.mark.parametrize(
    ("tables", "chosen", "spoken"),
    [
        ({}, "es", "es"),
        ({"mandatory": {"language": "en"}}, "es", "en"),
        ({"default": {"language": "en"}}, "es", "es"),
        ({"default": {"language": "en"}}, None, "en"),
        ({"mandatory": ["language"], "default": {"language": 3}}, None, None),
        ({"mandatory": {"language": "fr"}}, "es", "es"),
    ],
)
def test_the_door_knows_the_language_before_anything_is_loaded(
    tables: dict[str, object], chosen: str | None, spoken: str | None
) -> None:
    assert Found("x", tables).language(chosen) == spoken


def test_reading_where_there_is_no_policy_costs_next_to_nothing_and_loads_nothing() -> None:
    look = (
        "import sys, time\n"
        "from postigo.store import places, policy\n"
        "before = set(sys.modules); began = time.perf_counter()\n"
        "for _ in range(100): policy.found()\n"
        "spent = (time.perf_counter() - began) / 100\n"
        "print(spent, *(set(sys.modules) - before))"
    )

    def measure() -> float:
        seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
        spent, *loaded = seen.stdout.split()
        assert loaded == []
        return float(spent)

    assert keeps(0.002, measure)


@needs("linux", "mount")
def test_the_program_itself_follows_the_file_of_this_computer(tmp_path: Path) -> None:
    """In a name space of its own, /etc is a copy with a policy."""
    etc = tmp_path / "etc"
    shutil.copytree("/etc", etc, symlinks=True, ignore_dangling_symlinks=True)
    etc.chmod(0o755)
    (etc / "postigo").mkdir(mode=0o755)
    _written(etc / "postigo", '[mandatory]\nlanguage = "es"\nfixes_off = "yes"\n')
    inside = 'mount --bind "$1" /etc && shift && exec "$@"'
    seen = subprocess.run(
        ["unshare", "--mount", "sh", "-c", inside, "sh", str(etc), *command("policy")],
        capture_output=True,
        text=True,
        env={**os.environ, **ENGLISH},
        check=False,
    )
    assert seen.returncode == 1, seen
    assert "/etc/postigo/policy.toml: mandatory.fixes_off: " in " ".join(seen.stdout.split())
    assert "fijado por tu centro educativo" in seen.stdout


@needs("posix")
def test_a_disk_that_fails_ends_nothing_and_takes_the_careful_side() -> None:
    with patch.object(stored, "_content", side_effect=OSError(errno.EIO, "Input/output error")):
        told = stored.found()
    assert told.refused is not None
    assert (told.refused.why, stored.understood(told).fixes_off) == (Refusal.CLOSED, True)
