"""Setting in a file of groups (FILE_SETTING): the text behind its name. KDE's files, flatpak's overrides, and others of that form.

The file is changed in this one line, and stays as it is everywhere else. KDE's mark of a setting that nobody may change is `[$i]`, behind the
name, the group or alone at the top (KDE's "KConfig kiosk"); an earlier file of the system may bear it too.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.core.change import CannotChange, FileState, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import ABSENT, Absent, Bus, CannotTell
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import must, untold

FOLDER, FILE, GROUP, OPEN, END = (
    "folder",
    "file",
    "group",
    "group, and the last line has no end",
    "end of the last line",
)
"""What is missing beside the setting itself (`Setting.missing`)."""
_FIXED: Final = re.compile(r"\[\$[a-z]*i[a-z]*\]")
_READERS: Final = {
    "~/.config/kscreenlockerrc": ("org.kde.screensaver", "/ScreenSaver", "org.kde.screensaver", "configure")
}
"""Who must be told that a file is another one, for they have read it: what KDE's own settings page calls (kcm_screenlocker)."""
_OF_THE_SYSTEM: Final = {"~/.config/": "/etc/xdg/"}


def state(access: Access, setting: Handle) -> Setting:
    """Text of a setting. MANAGED where it is fixed; UNREADABLE where it stands there twice, or is no such file."""
    name, group = _parts(setting)
    _refuse_fixed_by_the_system(access, setting)
    found = access.changes.file_state(setting.within)
    if isinstance(found, Absent):
        return Setting(is_set=False, missing=FILE if _has_folder(access, setting) else FOLDER)
    lines = _lines(found)
    start, end = _group(lines, group)
    if start < 0:
        return Setting(is_set=False, missing=GROUP if not lines or lines[-1].endswith("\n") else OPEN)
    rows = [line for line in lines[start:end] if _key(line)[0] == name]
    if len(rows) > 1:
        raise CannotChange(Refusal.UNREADABLE, "a setting that stands there twice")
    if any(
        _FIXED.search(mark) for mark in (lines[0].strip(), lines[start - 1], *(_key(row)[1] for row in rows)) if mark
    ):
        raise CannotChange(Refusal.MANAGED)
    if not rows:
        return Setting(is_set=False, missing=END if end == len(lines) and not lines[-1].endswith("\n") else "")
    return Setting(rows[0].partition("=")[2].strip())


def target(before: Setting, wish: Setting) -> Setting:
    """The wish; of a list between semicolons (`{"with": word}`) what is there and the word."""
    match wish.value:
        case {"with": str(word)}:
            words = [one for one in str(before.value or "").split(";") if one and one != word.removeprefix("!")]
            return Setting(";".join(dict.fromkeys([*words, word])) + ";")
        case _:
            return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Write the one line; or take it away, with the group and the file that were made for it."""
    if not (found := state(access, setting)).same(expected):
        raise CannotChange(Refusal.CHANGED, expected=expected, found=found)
    before = access.changes.file_state(setting.within)
    name, group = _parts(setting)
    if isinstance(before, Absent):
        if found.missing == FOLDER:
            access.changes.make_folder(_folder(setting))
        after: FileState | Absent = FileState(f"[{group}]\n{name}={to.value}\n".encode(), 0o600)
    elif not to.is_set and to.missing in {FOLDER, FILE}:
        after = ABSENT
    else:
        after = FileState("".join(_changed(_lines(before), name, group, to, found)).encode(), before.mode)
    access.changes.set_file(setting.within, after, expected=before)
    if to.missing == FOLDER:
        access.changes.drop_folder(_folder(setting))
    if setting.within in _READERS:
        try:
            must(access.changes.dbus(Bus.SESSION, *_READERS[setting.within]))
        except CannotChange:
            access.changes.set_file(setting.within, before, expected=after)
            raise


def _changed(lines: list[str], name: str, group: str, to: Setting, expected: Setting) -> list[str]:
    line = f"{name}={to.value}\n"
    start, end = _group(lines, group)
    if start < 0:
        joint = "\n" if expected.missing == OPEN else ""
        return [*lines, f"{joint}[{group}]\n", line]
    at = next((number for number in range(start, end) if _key(lines[number])[0] == name), None)
    if at is None:
        last = next((n for n in range(end, start, -1) if lines[n - 1].strip()), start)
        return [
            *lines[:last],
            *([] if not lines[last - 1 : last] or lines[last - 1].endswith("\n") else ["\n"]),
            line,
            *lines[last:],
        ]
    if to.is_set:
        head = lines[at][: lines[at].index("=") + 1]
        return [*lines[:at], f"{head}{to.value}" + ("\n" if lines[at].endswith("\n") else ""), *lines[at + 1 :]]
    left = [*lines[:at], *lines[at + 1 :]]
    alone = to.missing in {GROUP, OPEN} and start == at
    if alone:
        left = left[: start - 1] + left[start:]
    if left and (to.missing == END or (alone and to.missing == OPEN)):
        left[-1] = left[-1].removesuffix("\n")
    return left


def _folder(setting: Handle) -> str:
    return setting.within.rpartition("/")[0]


def _has_folder(access: Access, setting: Handle) -> bool:
    try:
        return any(entry.kind == "folder" for entry in access.system.glob(_folder(setting)))
    except CannotTell as unknown:
        raise untold(unknown) from None


def _parts(setting: Handle) -> tuple[str, str]:
    group, slash, name = setting.id.rpartition("/")
    if not slash or not name:
        raise CannotChange(Refusal.NO_WAY, "no setting in a group")
    return name, group


def _lines(found: FileState) -> list[str]:
    try:
        return found.content.decode().splitlines(keepends=True)
    except UnicodeDecodeError:
        raise CannotChange(Refusal.UNREADABLE, "not text") from None


def _group(lines: list[str], group: str) -> tuple[int, int]:
    """Numbers of the first line in a group and of the one behind it; -1 and -1 where there is no such group."""
    heads = [
        number
        for number, line in enumerate(lines)
        if line.startswith("[") and _FIXED.sub("", line).strip().endswith("]")
    ]
    heads = [number for number in heads if not _FIXED.fullmatch(lines[number].strip())]
    mine = [number for number in heads if _FIXED.sub("", lines[number]).strip() == f"[{group}]"]
    if len(mine) > 1:
        raise CannotChange(Refusal.UNREADABLE, "a group that stands there twice")
    if not mine:
        return -1, -1
    return mine[0] + 1, next((number for number in heads if number > mine[0]), len(lines))


def _key(line: str) -> tuple[str, str]:
    """Name and mark of a line: `Timeout[$i]=5` is Timeout, fixed."""
    if line.lstrip().startswith(("#", ";")) or "=" not in line:
        return "", ""
    name, _, mark = line.partition("=")[0].strip().partition("[")
    return name, f"[{mark}" if mark else ""


def _refuse_fixed_by_the_system(access: Access, setting: Handle) -> None:
    """MANAGED where the system's own file of the same name fixes the setting, its group or everything."""
    for own, systems in _OF_THE_SYSTEM.items():
        if not setting.within.startswith(own):
            continue
        try:
            content = access.system.read(systems + setting.within.removeprefix(own), optional=True)
        except CannotTell as unknown:
            raise untold(unknown) from None
        if isinstance(content, Absent):
            continue
        name, group = _parts(setting)
        lines = content.decode(errors="replace").splitlines(keepends=True)
        start, end = _group(lines, group)
        marks = [lines[0].strip()] if lines and _FIXED.fullmatch(lines[0].strip()) else []
        if start >= 0:
            marks += [lines[start - 1], *(_key(line)[1] for line in lines[start:end] if _key(line)[0] == name)]
        if any(_FIXED.search(mark) for mark in marks):
            raise CannotChange(Refusal.MANAGED)
