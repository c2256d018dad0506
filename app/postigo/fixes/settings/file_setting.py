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
from postigo.fixes.settings.asked import as_expected, must, untold

FOLDER, FILE, GROUP = "folder", "file", "group"
"""Things that may be missing beside the setting itself (`Setting.missing`)."""
_FIXED: Final = re.compile(r"\[\$[a-z]*i[a-z]*\]")
_READERS: Final = {
    "~/.config/kscreenlockerrc": ("org.kde.screensaver", "/ScreenSaver", "org.kde.screensaver", "configure")
}
"""Services that are told of a new file. KDE's settings page does so (kcm_screenlocker)."""
_OF_THE_SYSTEM: Final = {"~/.config/": "/etc/xdg/"}


def state(access: Access, setting: Handle) -> Setting:
    """Text of a setting. MANAGED where it is fixed; UNREADABLE where it stands there twice, or is no such file."""
    name, group = _parts(setting)
    _refuse_fixed_by_the_system(access, setting)
    found = access.changes.file_state(setting.within)
    if isinstance(found, Absent):
        return Setting(is_set=False, missing=FILE if _has_folder(access, setting) else FOLDER)
    lines = _lines(found.content)
    start, end = _group(lines, group)
    if start < 0:
        return Setting(is_set=False, missing=GROUP)
    rows = [line for line in lines[start:end] if _key(line)[0] == name]
    if len(rows) > 1:
        raise CannotChange(Refusal.UNREADABLE, "a setting that stands there twice")
    if any(
        _FIXED.search(mark) for mark in (lines[0].strip(), lines[start - 1], *(_key(row)[1] for row in rows)) if mark
    ):
        raise CannotChange(Refusal.MANAGED)
    return Setting(_value(rows[0])[1]) if rows else Setting(is_set=False)


def target(before: Setting, wish: Setting) -> Setting:
    """The wish. Of a list (`{"with": words}`) what is there without their contraries, then the words: the last one holds."""
    match wish.value:
        case {"with": [*new]}:
            gone = {f"!{word}" for word in new} | {str(word).removeprefix("!") for word in new}
            words = [one for one in str(before.value or "").split(";") if one and one not in gone | set(new)]
            return Setting(";".join(map(str, dict.fromkeys([*words, *new]))) + ";")
        case _:
            return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Write the one line; or take it away, with whatever was made for it."""
    found = as_expected(state(access, setting), expected)
    before = access.changes.file_state(setting.within)
    name, group = _parts(setting)
    line = _line(name, to) if to.is_set else None
    if isinstance(before, Absent):
        if found.missing == FOLDER and line is not None:
            access.changes.make_folder(_folder(setting))
        after: FileState | Absent = ABSENT if line is None else FileState(f"[{group}]\n{line}\n".encode(), 0o600)
    else:
        left = "".join(_changed(_lines(before.content), name, group, line, to.missing))
        alone = to.missing in {FOLDER, FILE} and not left.strip()
        after = ABSENT if alone else FileState(left.encode(), before.mode)
    access.changes.set_file(setting.within, after, expected=before)
    if to.missing == FOLDER:
        access.changes.drop_folder(_folder(setting))
    if setting.within in _READERS:
        try:
            must(access.changes.dbus(Bus.SESSION, *_READERS[setting.within]))
        except CannotChange:
            access.changes.set_file(setting.within, before, expected=after)
            raise


def _changed(lines: list[str], name: str, group: str, line: str | None, missing: str) -> list[str]:
    """The lines with another line of a setting, or with none. Each line's end, and that of the last, stays as it is there."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    start, stop = _group(lines, group)
    at = next((number for number in range(start, stop) if _key(lines[number])[0] == name), None) if start > 0 else None
    if line is None:
        return lines if at is None else _without(lines, at, range(start - 1, stop) if missing else range(0))
    if at is not None:
        before, _, after = _value(lines[at])
        return [*lines[:at], f"{before}{line.partition('=')[2]}{after}", *lines[at + 1 :]]
    if start < 0:
        return _with(lines, len(lines), [f"[{group}]", line], end)
    last = next((number for number in range(stop, start, -1) if lines[number - 1].strip()), start)
    return _with(lines, last, [line], end)


def _with(lines: list[str], at: int, new: list[str], end: str) -> list[str]:
    """Lines with new ones before number `at`. A file whose last line has no end still has none."""
    if lines and at == len(lines) and not lines[-1].endswith("\n"):
        return [*lines[:-1], lines[-1] + end, *(one + end for one in new[:-1]), new[-1]]
    return [*lines[:at], *(one + end for one in new), *lines[at:]]


def _without(lines: list[str], at: int, made: range) -> list[str]:
    """Lines without one, nor the head of a group `made` for it alone."""
    alone = made and not any(lines[number].strip() for number in made[1:] if number != at)
    goes = {at, made[0]} if alone else {at}
    left = [one for number, one in enumerate(lines) if number not in goes]
    if left and at == len(lines) - 1 and not lines[-1].endswith("\n"):
        left[-1] = left[-1].removesuffix("\n").removesuffix("\r")
    return left


def _line(name: str, to: Setting) -> str:
    """Line of a setting. UNREADABLE for what is no text of one line."""
    if not isinstance(to.value, str) or to.value != to.value.strip() or any(one in to.value for one in "\n\r\0"):
        raise CannotChange(Refusal.UNREADABLE, "no text of one line")
    return f"{name}={to.value}"


def _value(line: str) -> tuple[str, str, str]:
    """Value of a line, with what stands before and after it."""
    name, sign, rest = line.partition("=")
    bare = rest.strip()
    start = rest.index(bare) if bare else len(rest) - len(rest.lstrip(" \t"))
    return f"{name}{sign}{rest[:start]}", bare, rest[start + len(bare) :]


def _folder(setting: Handle) -> str:
    return setting.within.rpartition("/")[0]


def _has_folder(access: Access, setting: Handle) -> bool:
    try:
        return any(entry.kind == "folder" for entry in access.system.glob(_folder(setting)))
    except CannotTell as unknown:
        raise untold(unknown) from None


def _parts(setting: Handle) -> tuple[str, str]:
    group, slash, name = setting.id.rpartition("/")
    strange = any(one in setting.id for one in "\n\r\0=") or name.startswith(("#", ";", "["))
    if not slash or not name or not group or strange:
        raise CannotChange(Refusal.NO_WAY, "no setting in a group")
    return name, group


def _lines(content: bytes) -> list[str]:
    """Lines of a file, each with its end. UNREADABLE for what begins with a mark of its encoding: KDE does not read it either."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise CannotChange(Refusal.UNREADABLE, "not text") from None
    if text.startswith("\ufeff") or "\0" in text:
        raise CannotChange(Refusal.UNREADABLE, "a mark of its encoding, or zeros")
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _group(lines: list[str], group: str) -> tuple[int, int]:
    """Numbers of a group's first line and of the next group's; -1 for none."""
    heads = [
        number
        for number, line in enumerate(lines)
        if line.lstrip().startswith("[") and _FIXED.sub("", line).strip().endswith("]")
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
    """Refusal (MANAGED) where the system's file of the same name fixes the setting."""
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
        lines = _lines(content.decode(errors="replace").encode())
        start, end = _group(lines, group)
        marks = [lines[0].strip()] if lines and _FIXED.fullmatch(lines[0].strip()) else []
        if start >= 0:
            marks += [lines[start - 1], *(_key(line)[1] for line in lines[start:end] if _key(line)[0] == name)]
        if any(_FIXED.search(mark) for mark in marks):
            raise CannotChange(Refusal.MANAGED)
