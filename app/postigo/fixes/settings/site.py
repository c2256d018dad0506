"""Permissions of a page in a browser (SITE), as the browser keeps them.

Only what lets the page in counts. Chromium: by kind, the entry of `profile.content_settings.exceptions` in `Preferences`, as it stands there; a pattern has a comma
("page,embedder"). Firefox: whole rows of `moz_perms` in `permissions.sqlite`, whose origins have none. An open browser would write over a
change, or not see it: RUNNING. What a policy gives stands in neither.
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import NOT_SET, CannotChange, FileState, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import Absent, CannotTell, Json, Platform
from postigo.fixes.access import Access
from postigo.fixes.settings import chromium_text
from postigo.fixes.settings.asked import as_expected, untold

CHROMIUM: Final = {
    "camera": ("media_stream_camera",),
    "microphone": ("media_stream_mic",),
    "location": ("geolocation", "geolocation_with_options"),
}
FIREFOX: Final = {"camera": "camera", "microphone": "microphone", "location": "geo"}
"""Kinds of each permission, by the word in a plan's wish. In Firefox `camera^device` is of one camera only."""
WAY: Final = ("profile", "content_settings", "exceptions")
QUERY: Final = (
    "SELECT id, origin, type, permission, expireType, expireTime, modificationTime FROM moz_perms WHERE permission = 1"
    " AND (type = 'geo' OR type LIKE 'camera%' OR type LIKE 'microphone%') ORDER BY id"
)
_ALLOW: Final = 1
_BY_POLICY: Final = 3  # EXPIRE_POLICY of nsIPermissionManager


def state(access: Access, setting: Handle) -> Setting:
    """Permissions that the browser keeps of the page. RUNNING where the browser is open, MANAGED where a policy put it there."""
    _refuse_open(access, setting)
    if not _is_chromium(setting):
        rows = [row for row in _rows(access, setting) if row.get("origin") == setting.id]
        if any(row.get("expireType") == _BY_POLICY for row in rows):
            raise CannotChange(Refusal.MANAGED)
        return Setting(rows) if rows else NOT_SET
    text = _text(_file(access, setting))
    kept: dict[str, Json] = {}
    for kind, start in _places(text).items():
        own = next((one for one in chromium_text.members(text, start) if one.name == setting.id), None)
        if own is not None and isinstance(own.value, dict) and _allows(own.value.get("setting")):
            kept[kind] = own.text
    return Setting(kept) if kept else NOT_SET


def target(before: Setting, wish: Setting) -> Setting:
    """Permissions that are left without some (`{"without": ["camera"]}`)."""
    match wish.value:
        case {"without": [*words]}:
            left: Json
            if isinstance(before.value, dict):
                gone = {kind for word in words for kind in CHROMIUM[str(word)]}
                left = {kind: text for kind, text in before.value.items() if kind not in gone}
            else:
                types = {FIREFOX[str(word)] for word in words}
                left = [row for row in before.value or () if str(row["type"]).partition("^")[0] not in types]
            return Setting(left) if left else NOT_SET
        case _:
            return wish


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Take permissions away, and put others back."""
    found = as_expected(state(access, setting), expected)
    _refuse_another_page(setting, to)
    if not _is_chromium(setting):
        here, there = list(found.value or ()), list(to.value or ())
        out = tuple(row for row in here if row not in there)
        access.changes.swap_permissions(file_of(setting), out, tuple(row for row in there if row not in here))
        return
    before = _file(access, setting)
    text = _text(before)
    was, will_be = dict(found.value or {}), dict(to.value or {})
    for kind in {kind for kind in (*was, *will_be) if was.get(kind) != will_be.get(kind)}:
        if kind in was:
            text = chromium_text.without(text, _places(text)[kind], setting.id)
        if kind in will_be:
            text = chromium_text.with_member(text, _place(text, kind), str(will_be[kind]))
    access.changes.set_file(file_of(setting), FileState(text.encode(), before.mode), expected=before)


def _refuse_another_page(setting: Handle, to: Setting) -> None:
    """Refusal (UNREADABLE) of what is not of this page. It may come from a spoiled journal."""
    kinds = {kind for all_of_it in CHROMIUM.values() for kind in all_of_it}
    match to.value:
        case None:
            own = True
        case dict() as kept if _is_chromium(setting):
            texts = [f"{{{text}}}" for text in kept.values()]
            names = [[one.name for one in chromium_text.members(text)] for text in texts]
            own = kinds.issuperset(kept) and all(one == [setting.id] for one in names)
        case [*rows] if not _is_chromium(setting):
            own = all(
                isinstance(row, dict)
                and row.get("origin") == setting.id
                and str(row.get("type")).partition("^")[0] in FIREFOX.values()
                for row in rows
            )
        case _:
            own = False
    if not own:
        raise CannotChange(Refusal.UNREADABLE, "not of this page")


def _is_chromium(setting: Handle) -> bool:
    return "," in setting.id


def file_of(setting: Handle) -> str:
    """File in which the browser keeps the page's permissions."""
    between = "\\" if "\\" in setting.within else "/"
    return f"{setting.within}{between}{'Preferences' if _is_chromium(setting) else 'permissions.sqlite'}"


def _refuse_open(access: Access, setting: Handle) -> None:
    """Refuse an open browser. Chromium holds the folder of all its profiles, Firefox the one profile."""
    between = "\\" if access.changes.platform is Platform.WINDOWS else "/"
    folders = (setting.within, setting.within.rpartition(between)[0])
    if any(access.changes.held(folder) for folder in (folders if _is_chromium(setting) else folders[:1])):
        raise CannotChange(Refusal.RUNNING)


def _file(access: Access, setting: Handle) -> FileState:
    found = access.changes.file_state(file_of(setting))
    if isinstance(found, Absent):
        raise CannotChange(Refusal.MISSING)
    return found


def _text(found: FileState) -> str:
    try:
        return found.content.decode()
    except UnicodeDecodeError:
        raise CannotChange(Refusal.UNREADABLE, "not text") from None


def _places(text: str) -> dict[str, int]:
    """Where the dictionary of each kind begins, for those that are there."""
    start = chromium_text.inside(text, WAY)
    if start < 0:
        return {}
    kinds = {kind for all_of_it in CHROMIUM.values() for kind in all_of_it}
    return {one.name: one.start for one in chromium_text.members(text, start) if one.name in kinds}


def _place(text: str, kind: str) -> int:
    place = _places(text).get(kind)
    if place is None:
        raise CannotChange(Refusal.CHANGED, f"no {kind} any more")
    return place


def _allows(answer: Json) -> bool:
    """Whether an answer lets the page in. The location, exact or about, has an answer for each."""
    return any(map(_allows, answer.values())) if isinstance(answer, dict) else answer == _ALLOW


def _rows(access: Access, setting: Handle) -> list[dict[str, Json]]:
    try:
        return access.system.sqlite(file_of(setting), QUERY)
    except CannotTell as unknown:
        raise untold(unknown) from None
