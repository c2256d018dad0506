"""Settings pages of the system: their sentences, and how each is opened. The one table of them.

Facts: learn.microsoft.com launch-settings-app (ms-settings), Apple's x-apple.systempreferences addresses from macOS 13
on, desktop files of GNOME and KDE. Linux was tried with stand-ins only, Windows and macOS not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Self

from postigo.core.values import Text


class SettingsApp(StrEnum):
    """Programs of Linux desktops that show settings. How each is started is known to the system side only."""

    GNOME = "gnome-control-center"
    KDE = "systemsettings"
    CINNAMON = "cinnamon-settings"
    UPDATE_MANAGER = "update-manager"
    MINT_UPDATE = "mintupdate"
    GNOME_SOFTWARE = "gnome-software"
    DISCOVER = "plasma-discover"
    PAMAC = "pamac-manager"
    KDE_INFO = "kinfocenter"
    MATE_ABOUT = "mate-about"
    MATE_SCREENSAVER = "mate-screensaver-preferences"
    XFCE_ABOUT = "xfce4-about"
    XFCE_SCREENSAVER = "xfce4-screensaver-preferences"
    GUFW = "gufw"
    FIREWALL_CONFIG = "firewall-config"
    CLAMTK = "clamtk"
    DEJA_DUP = "deja-dup"
    PIKA = "pika-backup"
    TIMESHIFT = "timeshift-launcher"

    @property
    def has_panels(self) -> bool:
        """Whether it is a control centre, which is told by name what to show."""
        return self in {SettingsApp.GNOME, SettingsApp.KDE, SettingsApp.CINNAMON}


_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WINDOWS: Final = re.compile(r"(?:ms-settings|windowsdefender):[A-Za-z0-9/?=_-]*")
_MACOS: Final = re.compile(r"x-apple\.systempreferences:[A-Za-z0-9.?=_-]+")
LONGEST_ADDRESS: Final = 200


@dataclass(frozen=True, slots=True)
class Panel:
    """Panel of a known settings program on Linux.

    `names` say which panel of a control centre, from the outside in. `needs` is the name of a desktop file ("gnome-camera-panel")
    without which this panel is not there.
    """

    app: SettingsApp
    names: tuple[str, ...] = ()
    needs: str = ""

    def __post_init__(self) -> None:
        """Refuse what would be an option or a path instead of a name."""
        if self.names and not self.app.has_panels:
            raise ValueError(f"{self.app} has no panels")
        for name in (*self.names, *([self.needs] if self.needs else [])):
            if len(name) > LONGEST_ADDRESS or not _NAME.fullmatch(name):
                raise ValueError(f"{name[:LONGEST_ADDRESS]!r} is no name of a panel")


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Description of a settings page: its step, its button's text, and the ways.

    The step is a sentence; the best way comes first. `windows` are addresses of ms-settings: and windowsdefender:,
    `macos` of x-apple.systempreferences:, `linux` panels of known programs; never a command (decision 0620).
    `ValueError` for any other address.
    """

    id: str
    step: Text
    button: Text
    windows: tuple[str, ...] = ()
    macos: tuple[str, ...] = ()
    linux: tuple[Panel, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what opens anything but a page of the settings."""
        if not _NAME.fullmatch(self.id):
            raise ValueError(f"{self.id[:LONGEST_ADDRESS]!r} is no id of a settings page")
        for allowed, addresses in ((_WINDOWS, self.windows), (_MACOS, self.macos)):
            for address in addresses:
                if len(address) > LONGEST_ADDRESS or not allowed.fullmatch(address):
                    raise ValueError(f"{address[:LONGEST_ADDRESS]!r} is no address of a settings page")


_PANE: Final = "x-apple.systempreferences:"
_PRIVACY: Final = f"{_PANE}com.apple.settings.PrivacySecurity.extension"
_OLD_PRIVACY: Final = f"{_PANE}com.apple.preference.security"
# From GNOME 46 some panels are pages of others. Which form holds is told by the desktop files that are installed.
_NEW_PRIVACY: Final = "gnome-privacy-panel"
_NEW_SYSTEM: Final = "gnome-system-panel"


class SettingsPage(Enum):
    """Settings pages that Postigo knows. The value of each is its id; `info` describes it."""

    CAMERA = PageInfo(
        "camera",
        Text("Open the camera page of your system's settings."),
        Text("Open camera settings"),
        windows=("ms-settings:privacy-webcam",),
        macos=(f"{_PRIVACY}?Privacy_Camera", f"{_OLD_PRIVACY}?Privacy_Camera"),
        linux=(
            Panel(SettingsApp.GNOME, ("privacy", "camera"), _NEW_PRIVACY),
            Panel(SettingsApp.GNOME, ("camera",), "gnome-camera-panel"),
        ),
    )
    MICROPHONE = PageInfo(
        "microphone",
        Text("Open the microphone page of your system's settings."),
        Text("Open microphone settings"),
        windows=("ms-settings:privacy-microphone",),
        macos=(f"{_PRIVACY}?Privacy_Microphone", f"{_OLD_PRIVACY}?Privacy_Microphone"),
        linux=(
            Panel(SettingsApp.GNOME, ("microphone",), "gnome-microphone-panel"),
            Panel(SettingsApp.GNOME, ("privacy",), _NEW_PRIVACY),  # GNOME 48 has no page for the microphone alone
        ),
    )
    UPDATES = PageInfo(
        "updates",
        Text("Open the updates of your system."),
        Text("Open updates"),
        windows=("ms-settings:windowsupdate",),
        macos=(f"{_PANE}com.apple.Software-Update-Settings.extension",),
        linux=(
            Panel(SettingsApp.UPDATE_MANAGER),
            Panel(SettingsApp.MINT_UPDATE),
            Panel(SettingsApp.GNOME_SOFTWARE),
            Panel(SettingsApp.DISCOVER),
            Panel(SettingsApp.PAMAC),
        ),
    )
    ANTIVIRUS = PageInfo(  # macOS has no antivirus of its own that could be set
        "antivirus",
        Text("Open the antivirus page of your system."),
        Text("Open antivirus settings"),
        windows=("windowsdefender:", "ms-settings:windowsdefender"),
        linux=(Panel(SettingsApp.CLAMTK),),
    )
    FIREWALL = PageInfo(
        "firewall",
        Text("Open the firewall page of your system."),
        Text("Open firewall settings"),
        windows=("windowsdefender://network", "ms-settings:windowsdefender"),
        macos=(f"{_PANE}com.apple.Network-Settings.extension", f"{_OLD_PRIVACY}?Firewall"),
        linux=(
            Panel(SettingsApp.KDE, ("kcm_firewall",), "kcm_firewall"),
            Panel(SettingsApp.GUFW),
            Panel(SettingsApp.FIREWALL_CONFIG),
        ),
    )
    ABOUT = PageInfo(
        "about",
        Text("Open your system's page “About” or “System information”."),
        Text("Open system information"),
        windows=("ms-settings:about",),
        macos=(f"{_PANE}com.apple.SystemProfiler.AboutExtension",),
        linux=(
            Panel(SettingsApp.GNOME, ("system", "about"), _NEW_SYSTEM),
            Panel(SettingsApp.GNOME, ("info-overview",)),
            Panel(SettingsApp.KDE_INFO),
            Panel(SettingsApp.CINNAMON, ("info",)),
            Panel(SettingsApp.MATE_ABOUT),
            Panel(SettingsApp.XFCE_ABOUT),
        ),
    )
    ENCRYPTION = PageInfo(
        "encryption",
        Text("Open the page about disk encryption in your system's settings."),
        Text("Open encryption settings"),
        windows=("ms-settings:deviceencryption",),
        macos=(f"{_PRIVACY}?FileVault", f"{_OLD_PRIVACY}?FDE"),
    )
    SCREEN_LOCK = PageInfo(
        "screen-lock",
        Text("Open the page about the screen lock in your system's settings."),
        Text("Open screen lock settings"),
        windows=("ms-settings:signinoptions",),
        macos=(f"{_PANE}com.apple.Lock-Screen-Settings.extension",),
        linux=(
            Panel(SettingsApp.GNOME, ("privacy", "screenlock"), _NEW_PRIVACY),
            Panel(SettingsApp.GNOME, ("lock",), "gnome-lock-panel"),
            Panel(SettingsApp.KDE, ("kcm_screenlocker",), "kcm_screenlocker"),
            Panel(SettingsApp.CINNAMON, ("screensaver",)),
            Panel(SettingsApp.MATE_SCREENSAVER),
            Panel(SettingsApp.XFCE_SCREENSAVER),
        ),
    )
    SHARING = PageInfo(
        "sharing",
        Text("Open the page about sharing in your system's settings."),
        Text("Open sharing settings"),
        windows=("ms-settings:network-advancedsettings", "ms-settings:network"),
        macos=(f"{_PANE}com.apple.Sharing-Settings.extension",),
        linux=(Panel(SettingsApp.GNOME, ("sharing",), "gnome-sharing-panel"),),
    )
    BACKUP = PageInfo(
        "backup",
        Text("Open the page about backups in your system's settings."),
        Text("Open backup settings"),
        windows=("ms-settings:backup",),  # on Windows 11 it opens the home page; the steps say the way in words
        macos=(f"{_PANE}com.apple.Time-Machine-Settings.extension",),
        linux=(Panel(SettingsApp.DEJA_DUP), Panel(SettingsApp.PIKA), Panel(SettingsApp.TIMESHIFT)),
    )
    SCREEN_MEMORY = PageInfo(  # of Windows only
        "screen-memory",
        Text("Open the page about screen history in your system's settings."),
        Text("Open screen history settings"),
        windows=("ms-settings:privacy-recall", "ms-settings:privacy"),
    )
    REMOTE_CONTROL = PageInfo(
        "remote-control",
        Text("Open the page about remote desktop in your system's settings."),
        Text("Open remote desktop settings"),
        windows=("ms-settings:remotedesktop",),
        macos=(f"{_PANE}com.apple.Sharing-Settings.extension",),
        linux=(
            Panel(SettingsApp.GNOME, ("system", "remote-desktop"), _NEW_SYSTEM),
            Panel(SettingsApp.GNOME, ("sharing",), "gnome-sharing-panel"),
        ),
    )
    SCREEN_CAPTURE = PageInfo(
        "screen-capture",
        Text("Open the page about screen recording in your system's settings."),
        Text("Open screen recording settings"),
        windows=("ms-settings:privacy-graphicscaptureprogrammatic", "ms-settings:privacy"),
        macos=(f"{_PRIVACY}?Privacy_ScreenCapture", f"{_OLD_PRIVACY}?Privacy_ScreenCapture"),
    )
    ACCOUNTS = PageInfo(
        "accounts",
        Text("Open the page about accounts in your system's settings."),
        Text("Open account settings"),
        windows=("ms-settings:otherusers",),
        macos=(f"{_PANE}com.apple.Users-Groups-Settings.extension",),
        linux=(
            Panel(SettingsApp.GNOME, ("system", "users"), _NEW_SYSTEM),
            Panel(SettingsApp.GNOME, ("user-accounts",)),
            Panel(SettingsApp.KDE, ("kcm_users",)),
            Panel(SettingsApp.CINNAMON, ("user",)),
        ),
    )
    LOCATION = PageInfo(
        "location",
        Text("Open the page about location in your system's settings."),
        Text("Open location settings"),
        windows=("ms-settings:privacy-location",),
        macos=(f"{_PRIVACY}?Privacy_LocationServices", f"{_OLD_PRIVACY}?Privacy_LocationServices"),
        linux=(
            Panel(SettingsApp.GNOME, ("privacy", "location"), _NEW_PRIVACY),
            Panel(SettingsApp.GNOME, ("location",), "gnome-location-panel"),
        ),
    )
    NOTIFICATIONS = PageInfo(
        "notifications",
        Text("Open the page about notifications in your system's settings."),
        Text("Open notification settings"),
        windows=("ms-settings:notifications",),
        macos=(f"{_PANE}com.apple.Notifications-Settings.extension",),
        linux=(
            Panel(SettingsApp.GNOME, ("notifications",)),
            Panel(SettingsApp.KDE, ("kcm_notifications",)),
            Panel(SettingsApp.CINNAMON, ("notifications",)),
        ),
    )
    BLUETOOTH = PageInfo(
        "bluetooth",
        Text("Open the page about Bluetooth in your system's settings."),
        Text("Open Bluetooth settings"),
        windows=("ms-settings:bluetooth",),
        macos=(f"{_PANE}com.apple.BluetoothSettings",),
        linux=(Panel(SettingsApp.GNOME, ("bluetooth",)), Panel(SettingsApp.KDE, ("kcm_bluetooth",))),
    )
    NEARBY = PageInfo(
        "nearby",
        Text("Open the page about nearby sharing in your system's settings."),
        Text("Open nearby sharing settings"),
        windows=("ms-settings:crossdevice",),
        macos=(f"{_PANE}com.apple.AirDrop-Handoff-Settings.extension",),
    )
    NETWORK = PageInfo(
        "network",
        Text("Open the page about the network in your system's settings."),
        Text("Open network settings"),
        windows=("ms-settings:network-status",),
        macos=(f"{_PANE}com.apple.Network-Settings.extension",),
        linux=(Panel(SettingsApp.GNOME, ("network",)), Panel(SettingsApp.KDE, ("kcm_networkmanagement",))),
    )

    info: PageInfo

    def __new__(cls, info: PageInfo) -> Self:
        """Member whose value is its id. That is all that travels and stands in reports."""
        page = object.__new__(cls)
        page._value_ = info.id
        page.info = info
        return page


class NotOpened(StrEnum):
    """Reason why a settings page did not open."""

    UNKNOWN = "unknown"  # this system has no such page, or none that we know
    MISSING = "missing"  # the program that shows it is not installed
    REFUSED = "refused"  # the system, or the program, would not
