"""One line of a file of groups, changed and put back on this disk: byte for byte, whatever else stands there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle, HandleKind
from postigo.fixes.access import Access
from postigo.fixes.settings import file_setting
from postigo.system.live import live
from tests.support.places import needs

pytestmark = [needs("linux")]

NAME = "~/.config/thingrc"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".config").mkdir()
    return tmp_path / ".config/thingrc"


@pytest.fixture
def access() -> Access:
    from postigo.system.changes.linux import LinuxChanges  # noqa: PLC0415 - not on Windows

    return Access(live(), LinuxChanges())


def _setting(name: str) -> Handle:
    return Handle(HandleKind.FILE_SETTING, name, NAME)


CONTENTS = {
    "usual": b"[Daemon]\nTimeout=60\n",
    "spaces around": b"[Daemon]\n  Timeout =  60  \t\nx=1\n",
    "carriage returns": b"[Daemon]\r\nTimeout=60\r\n\r\n[Last]\r\nx=1\r\n",
    "carriage returns, no end": b"[Daemon]\r\nTimeout=60",
    "no end of line": b"[Daemon]\nTimeout=60",
    "another group, no end of line": b"[Other]\nx=1",
    "empty value": b"[Daemon]\nTimeout=\n",
    "empty value of spaces": b"[Daemon]\nTimeout=  \n[x]\n",
    "group with spaces": b"  [Daemon]  \nTimeout=60\n",
    "letters that end a line elsewhere": "[Daemon]\nname=a\u2028b\x0b\x0c\x1c\x85c\nTimeout=60\n".encode(),
    "no group": b"# mine\n\n",
    "nothing": b"",
    "blank lines": b"\n\n[Daemon]\n\n\n[Other]\nx=1\n\n\n",
    "a sign in the value": b"[Daemon]\nTimeout=60=x#;\n",
    "a setting for one language": b"[Daemon]\nOther[de]=1\nOther=2\n",
    "no file": None,
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("names", [("Daemon/Timeout",), ("Daemon/Timeout", "Daemon/New"), ("New/New",)], ids=" ".join)
def test_what_is_put_is_read_and_put_back_byte_for_byte(
    file: Path, access: Access, content: bytes | None, names: tuple[str, ...]
) -> None:
    if content is not None:
        file.write_bytes(content)
        file.chmod(0o640)
    settings = [_setting(name) for name in names]
    before = [file_setting.state(access, one) for one in settings]
    for one, was in zip(settings, before, strict=True):
        file_setting.put(access, one, Setting("5"), was)
    assert [file_setting.state(access, one) for one in settings] == [Setting("5")] * len(settings)
    for one, was in reversed(list(zip(settings, before, strict=True))):
        file_setting.put(access, one, was, Setting("5"))
    assert [file_setting.state(access, one) for one in settings] == before
    assert os.listdir(file.parent) == ([] if content is None else [file.name])  # noqa: PTH208 - names
    if content is not None:
        assert file.read_bytes() == content
        assert file.stat().st_mode & 0o7777 == 0o640


@pytest.mark.parametrize("missing", ["no file", "no group"])
def test_what_others_wrote_beside_it_since_stays(file: Path, access: Access, missing: str) -> None:
    """The file or the group was made for the setting; by now there is more in it."""
    if missing == "no group":
        file.write_bytes(b"[Other]\nx=1\n")
    before = file_setting.state(access, _setting("Daemon/New"))
    file_setting.put(access, _setting("Daemon/New"), Setting("5"), before)
    file.write_bytes(file.read_bytes() + b"theirs=2\n")
    file_setting.put(access, _setting("Daemon/New"), before, Setting("5"))
    assert file.read_bytes().endswith(b"[Daemon]\ntheirs=2\n")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf[Daemon]\nTimeout=60\n",
        b"[Daemon]\nTimeout=60\n[Daemon]\nTimeout=5\n",
        b"[Daemon]\nTimeout=60\nTimeout=5\n",
        b"[Daemon]\nTimeout=\xff\n",
        b"[Daemon]\nTimeout=60\n\0",
        b"#" * (17 << 20),
    ],
    ids=["mark of an encoding", "group twice", "setting twice", "not UTF-8", "zeros", "17 MB"],
)
def test_what_makes_no_sense_is_left_alone(file: Path, access: Access, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(CannotChange) as refused:
        file_setting.state(access, _setting("Daemon/Timeout"))
    assert refused.value.why is Refusal.UNREADABLE
    assert file.read_bytes() == content


@pytest.mark.parametrize("value", ["5\n[Evil]\nx=1", "5\r", "\0", " 5", 5, ["5"], True])
def test_a_value_that_is_no_text_of_one_line_is_never_written(file: Path, access: Access, value: object) -> None:
    file.write_bytes(b"[Daemon]\nTimeout=60\n")
    with pytest.raises(CannotChange) as refused:
        file_setting.put(access, _setting("Daemon/Timeout"), Setting(value), Setting("60"))
    assert refused.value.why is Refusal.UNREADABLE
    assert file.read_bytes() == b"[Daemon]\nTimeout=60\n"


@pytest.mark.parametrize("name", ["Daemon", "/x", "Daemon/", "Dae\nmon/x", "Daemon/x=y", "Daemon/#x", "Daemon/[x"])
def test_a_name_that_would_be_another_line_is_none(access: Access, file: Path, name: str) -> None:
    file.write_bytes(b"[Daemon]\nTimeout=60\n")
    with pytest.raises(CannotChange) as refused:
        file_setting.put(access, _setting(name), Setting("5"), NOT_SET)
    assert refused.value.why is Refusal.NO_WAY


def _second_name(file: Path) -> None:
    (file.parent / "other").hardlink_to(file)


def _link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to(file.with_name("other"))


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("made", [_second_name, _link, _pipe])
def test_a_file_that_would_not_be_the_same_afterwards_is_left_alone(
    file: Path, access: Access, made: Callable[[Path], None]
) -> None:
    file.write_bytes(b"[Daemon]\nTimeout=60\n")
    made(file)
    with pytest.raises(CannotChange) as refused:
        file_setting.put(access, _setting("Daemon/Timeout"), Setting("5"), Setting("60"))
    assert refused.value.why is Refusal.NO_WAY
    assert not list(file.parent.glob(".*"))


@needs("root")
def test_a_file_keeps_its_owners(file: Path, access: Access) -> None:
    file.write_bytes(b"[Daemon]\nTimeout=60\n")
    os.chown(file, 1234, 2345)
    file_setting.put(access, _setting("Daemon/Timeout"), Setting("5"), Setting("60"))
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)
