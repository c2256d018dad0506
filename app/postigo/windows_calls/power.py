"""Calls about what a Windows does when nobody touches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class BySource:
    """Number of one power setting on mains, and on battery. Both are told also where there is no battery."""

    mains: int
    battery: int


@dataclass(frozen=True, slots=True)
class Saver:
    """Screen saver as it is in this session.

    `asks`: whoever comes back has to sign in. `seconds` is the time until it starts.
    `active` is also true where none was chosen (page of SystemParametersInfo, SPI_GETSCREENSAVEACTIVE).
    """

    active: bool
    asks: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class PowerSettings:
    """Kinds of sleep of this computer, and settings of the active power scheme.

    `modern_standby` is S0, `sleeps` S1 to S3. Times are seconds, 0 is never; `asks_after_sleep` is 1 where the password is
    asked for. None: the scheme does not tell, or there is none.
    """

    modern_standby: bool
    sleeps: bool
    display_off: BySource | None
    sleep: BySource | None
    asks_after_sleep: BySource | None
    saver: Saver | None


POWER_SETTINGS: Final = WindowsCall("power-settings", PowerSettings)
"""GetPwrCapabilities, PowerGetActiveScheme, PowerReadACValueIndex and its like (powrprof), SystemParametersInfoW (user32)."""

CALLS: Final = (POWER_SETTINGS,)
