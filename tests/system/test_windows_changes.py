"""Every change of the registry, made and undone by Windows' own Python in a real registry (Wine). The whole hive is compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postigo.core.codec import encode
from postigo.core.handle import HandleKind
from tests.fixes.case import cases, read
from tests.support.places import needs
from tests.support.windows_lane import Windows

pytestmark = [pytest.mark.set_up, needs("wine")]

CHANGES = {
    f"{check}-{path.stem}": encode(read(path).steps, tag=False)
    for check, path in cases()
    if all(step.setting.kind is HandleKind.REGISTRY_VALUE for step in read(path).steps)
}
SCRIPT = r"""
import json, sys, winreg
from postigo.core.change import CannotChange, RegistryData, Setting, Step
from postigo.core.codec import decode
from postigo.core.system import ABSENT
from postigo.fixes.access import Access
from postigo.fixes.settings import kind_of
from postigo.system.changes.windows import WindowsChanges
from postigo.system.windows import Windows

HKCU = winreg.HKEY_CURRENT_USER

def hive(path=""):
    with winreg.OpenKey(HKCU, path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
        subkeys, values, _ = winreg.QueryInfoKey(key)
        found = {path: sorted(map(repr, (winreg.EnumValue(key, n) for n in range(values))))}
        names = [winreg.EnumKey(key, n) for n in range(subkeys)]
    for name in names:
        if (path, name) != ("Software", "Wine"):  # what a session was told, which Wine keeps there
            found.update(hive(f"{path}\\{name}".lstrip("\\")))
    return found

access = Access(Windows(), WindowsChanges())
for name, told in json.load(open(sys.argv[1])).items():
    steps = [decode(Step, one) for one in told]
    for step in steps:  # the state before, as the recording had it
        kind = kind_of(step.setting)
        now = kind.state(access, step.setting)
        if step.before.is_set:
            kind.put(access, step.setting, step.before, now)
    whole = hive()
    before = [kind_of(step.setting).state(access, step.setting) for step in steps]
    for step, state in zip(steps, before):
        kind_of(step.setting).put(access, step.setting, step.to, state)
        assert kind_of(step.setting).state(access, step.setting) == step.to, step
    assert hive() != whole, name
    for step, state in reversed(list(zip(steps, before))):
        kind_of(step.setting).put(access, step.setting, state, step.to)
    assert hive() == whole, (name, set(map(str, hive().items())) ^ set(map(str, whole.items())))
    try:
        kind_of(steps[0].setting).put(access, steps[0].setting, steps[0].to, Setting("another"))
    except CannotChange as why:
        assert why.why.value == "changed", why
    else:
        raise AssertionError("not as expected, and changed")
    print("made and undone:", name)
"""


@pytest.fixture(scope="module")
def windows(wheel: Path, display: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Windows:
    return Windows.fresh(tmp_path_factory.mktemp("windows"), wheel, display)


def test_every_registry_change_is_made_and_undone_in_a_real_registry(windows: Windows, tmp_path: Path) -> None:
    assert len(CHANGES) >= 5
    (tmp_path / "changes.json").write_text(json.dumps(CHANGES))
    (tmp_path / "script.py").write_text(SCRIPT)
    done = windows.python(f"Z:{tmp_path / 'script.py'}", f"Z:{tmp_path / 'changes.json'}")
    assert done.stdout.count("made and undone:") == len(CHANGES), done.stdout + done.stderr


SIGN_IN = r"""
import winreg
from postigo.audit.packs import PackData
from postigo.core.change import NOT_SET, Setting
from postigo.core.handle import Handle, HandleKind
from postigo.core.system import Platform
from postigo.fixes.access import Access
from postigo.fixes.settings import kind_of
from postigo.system.changes.windows import WindowsChanges
from postigo.system.windows import Windows
from postigo_checks.strangers.remote_control import windows_sign_in
from postigo_checks.strangers.remote_control.fact import Look
from postigo_checks.strangers.remote_control.fixes import APPROVED
from postigo_checks.strangers.remote_control.table import load

RUN = next(iter(windows_sign_in.RUN)).partition("\\")[2]
with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, RUN) as key:
    winreg.SetValueEx(key, "Ayuda", 0, winreg.REG_EXPAND_SZ, r"%APPDATA%\Parsec\parsecd.exe app_silent=1")
access = Access(Windows(), WindowsChanges())
setting = Handle(HandleKind.REGISTRY_VALUE, "Ayuda", APPROVED)

def told():
    found = Look()
    windows_sign_in.look(access.system, load(PackData("postigo_checks"), Platform.WINDOWS), found)
    return [(one.name, one.starts, one.starter) for one in found.fact().programs], found.unseen

kind = kind_of(setting)
print(told() == ([("Parsec", True, setting)], []))
before = kind.state(access, setting)
off = Setting({"type": 3, "data": "AwAAAAAAAAAAAAAA"})
kind.put(access, setting, off, before)
print(told() == ([("Parsec", False, None)], []))
kind.put(access, setting, before, off)
print(told() == ([("Parsec", True, setting)], []), kind.state(access, setting) == before, before.same(NOT_SET))
"""


def test_a_start_that_is_switched_off_is_seen_so_in_a_real_registry(windows: Windows, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SIGN_IN)
    done = windows.python(f"Z:{tmp_path / 'script.py'}")
    assert done.stdout.split() == ["True"] * 5, done.stdout + done.stderr
