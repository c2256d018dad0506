"""The person's settings: one small TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from postigo.core.codec import DecodeError, decode, encode
from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.store.places import SETTINGS, Kept, data_folder, kept, settings_folder
from postigo.store.plain import replace_plain

KEEP_DAYS: Final = 365
"""Days that a look is kept in the history, if the person says nothing else."""
LONGEST_DAYS: Final = 3650
"""Most days that a look is kept."""

__all__ = [
    "KEEP_DAYS",
    "LONGEST_DAYS",
    "SETTINGS",
    "Settings",
    "SettingsTrouble",
    "data_folder",
    "keep",
    "settings",
    "settings_folder",
    "understood",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the person. None, and a `text` of 0, stand for what the system wishes.

    `language` is a code such as "es"; `text` how many steps larger the window's text is; `colours` how light the window is;
    `country` a key of `guidance.countries.NAMES`, whose help lines are shown first.
    `shared`: whether several people use the computer, `audience` for whom Postigo speaks; None: the person did not say.
    `passwords` is whose advice on changing them is followed (`passwords.model.Profile`). `begun`: the first start is over.
    `enabled_packs` are the distributions whose packs may run (`PackInfo.origin`). `history` says that the person wants looks to be
    kept, `history_days` for how many days.
    """

    language: str | None = None
    enabled_packs: tuple[str, ...] = ()
    text: int = 0
    colours: Literal["light", "dark", "contrast"] | None = None
    country: str | None = None
    shared: bool | None = None
    audience: Literal["child", "teen", "adult", "teacher"] | None = None
    passwords: Literal["police", "nist"] = "police"
    begun: bool = False
    history: bool = False
    history_days: int = KEEP_DAYS


class SettingsTrouble(Exception):  # noqa: N818 - what it is
    """The settings could not be read or kept. `text` says so to a person and what to do; `detail` is technical.

    The file is as it was.
    """

    def __init__(self, text: Text, detail: str) -> None:
        super().__init__(detail)
        self.text = text
        self.detail = detail


def settings(folder: Path | None = None) -> Settings:
    """The person's settings; those of a new person where there is no file. `SettingsTrouble` with a sentence."""
    return understood(kept(str(_file(folder))))


def understood(found: Kept) -> Settings:
    """Settings that were read already. `SettingsTrouble` with a sentence where they could not be, or make no sense."""
    file = Path(found.file)
    match found.error:
        case None:
            return _decoded(found.content, file)
        case OSError() as refused:
            raise _not_opened(file, f"{file}: {refused.strerror}") from None
        case wrong:
            raise _broken(file, str(wrong)) from None


def keep(chosen: Settings, folder: Path | None = None) -> None:
    """Keep settings, whole or not at all. `SettingsTrouble` with a sentence; a file that is broken is not replaced."""
    file = _file(folder)
    understood(kept(str(file)))
    import tomli_w  # noqa: PLC0415 - only who changes a setting pays for it

    content = {name: value for name, value in encode(chosen, tag=False).items() if value is not None}
    try:
        replace_plain(file, tomli_w.dumps(content).encode())
    except OSError as refused:
        raise SettingsTrouble(
            Text("Your settings could not be kept in {file}. Nothing was changed.", values={"file": _shown(file)}),
            f"{file}: {refused.strerror}",
        ) from None


def _file(folder: Path | None) -> Path:
    try:
        return (folder or settings_folder()) / SETTINGS
    except RuntimeError as homeless:  # neither HOME nor an entry among the accounts
        raise _not_opened(Path(SETTINGS), str(homeless)) from None


def _shown(file: Path) -> PathValue:
    return PathValue(str(file))


def _decoded(raw: dict[str, Any], file: Path) -> Settings:
    try:
        decoded: Settings = decode(Settings, raw)
    except DecodeError as misfit:
        raise _broken(file, str(misfit)) from None
    if not 1 <= decoded.history_days <= LONGEST_DAYS:
        raise _broken(file, f"history_days: 1 to {LONGEST_DAYS} expected")
    return decoded


def _not_opened(file: Path, detail: str) -> SettingsTrouble:
    return SettingsTrouble(
        Text("Your settings in {file} could not be opened. They are as they were.", values={"file": _shown(file)}),
        detail,
    )


def _broken(file: Path, detail: str) -> SettingsTrouble:
    return SettingsTrouble(
        Text(
            "Your settings in {file} cannot be read. They are as they were: correct the file, or move it away.",
            values={"file": _shown(file)},
        ),
        f"{file}: {detail}",
    )
