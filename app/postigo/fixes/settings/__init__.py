"""Kinds of settings: how each kind of handle is read and put, on any machine.

One module per kind, with three functions: `state`, `target` and `put`. What a state's value looks like, see `postigo.core.change.Setting`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final, Protocol, cast

from postigo.core.change import CannotChange, Refusal
from postigo.core.handle import Handle, HandleKind

if TYPE_CHECKING:
    from postigo.core.change import Setting
    from postigo.fixes.access import Access


class SettingKind(Protocol):
    """Kind of settings: a module of this package."""

    def state(self, access: Access, setting: Handle) -> Setting:
        """State of a setting now. `CannotChange` where it cannot be read, or where it cannot be changed: MANAGED, RUNNING."""
        ...

    def target(self, before: Setting, wish: Setting) -> Setting:
        """State that a plan's wish stands for: it may be a difference ("without these bits")."""
        ...

    def put(self, access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
        """Put a setting into a state. `CannotChange(CHANGED)`, and nothing done, where it is not as expected."""
        ...


_MODULES: Final = {
    HandleKind.PATH: "mode",
    HandleKind.GSETTINGS: "gsettings",
    HandleKind.XFCONF: "xfconf",
    HandleKind.FILE_SETTING: "file_setting",
    HandleKind.PERMISSION: "permission",
    HandleKind.DEVICE: "adapter",
    HandleKind.REGISTRY_VALUE: "registry",
    HandleKind.DEFAULTS: "defaults",
    HandleKind.SITE: "site",
    HandleKind.UNIT: "unit",
    HandleKind.SHARE: "share",
}
"""The module of each kind. A kind that is not here can be explained in steps, and not be made."""


def file_of(setting: Handle) -> str | None:
    """The file that a change of this setting replaces; None if it replaces none."""
    match setting.kind:
        case HandleKind.FILE_SETTING:
            return setting.within
        case HandleKind.SITE:
            from postigo.fixes.settings import site  # noqa: PLC0415 - as `kind_of` does

            return site.file_of(setting)
        case _:
            return None


def kind_of(setting: Handle) -> SettingKind:
    """The kind of a setting. `CannotChange(NO_WAY)` where Postigo knows no way to change such a thing."""
    name = _MODULES.get(setting.kind)
    if name is None:
        raise CannotChange(Refusal.NO_WAY, setting.kind.value)
    return cast("SettingKind", importlib.import_module(f"{__name__}.{name}"))
