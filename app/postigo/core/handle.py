"""Handle: the machine's own name of the thing that a fix would change. Never shown, and in no copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HandleKind(StrEnum):
    """Kinds of things that a fix can change. Each line says what `id` is, and after "in" what `within` is.

    Closed: whoever dispatches on it matches each one, and refuses what it has no way for.
    """

    REGISTRY_VALUE = "registry-value"  # a value's name, in its key: `HKCU\…`
    REGISTRY_KEY = "registry-key"  # a whole key: `HKLM\…`
    GSETTINGS = "gsettings"  # a key, in its schema
    XFCONF = "xfconf"  # a property, in its channel
    FILE_SETTING = "file-setting"  # a setting's name, with its group as `group/name`, in the path of the file
    DEFAULTS = "defaults"  # macOS: a key, in its domain
    SWITCH = (
        "switch"  # what one command of the system sets, by its word (or ""), in the command: `pmset`, `spctl`, `ufw`
    )
    POWER = "power"  # Windows: a setting of the power plan, in its subgroup
    UNIT = "unit"  # a unit of systemd, in `user` where it is the person's own
    SERVICE = "service"  # a service of Windows
    LAUNCHD = "launchd"  # macOS: the label of a job
    PACKAGE = "package"  # a package ("": all of them), in what manages it: `apt`, `flatpak`, `snap`
    PACKAGE_FAMILY = "package-family"  # an app from Windows' Store
    BUNDLE = "bundle"  # macOS: the identifier of an app
    PERMISSION = (
        "permission"  # an app by its portal id, family or bundle, in the table or the service that it is allowed
    )
    PROGRAM = "program"  # the image of a process, by its path
    PATH = "path"  # a file or folder
    ACCOUNT = "account"  # a name (POSIX), or the last number of an identifier (SID)
    GROUP = "group"  # a group of accounts that the account is in which looks
    EXTENSION = "extension"  # an extension's id, in the folder of the browser's profile
    SITE = "site"  # a page's permission by its pattern, in the folder of the browser's profile
    CONNECTION = "connection"  # a saved network, by its UUID or its profile
    FIREWALL = "firewall"  # a profile, zone, rule or interface ("": all of it), in the firewall that has it
    SHARE = (
        "share"  # a folder that is shared on the network, by the share's name; in `usershare` where a person shares it
    )
    PORT = "port"  # `tcp/5900`
    DISK = "disk"  # a disk or volume, by its device or its letter
    DEVICE = "device"  # any other device, by its path on the bus


@dataclass(frozen=True, slots=True)
class Handle:
    """Handle of the thing that a finding is about: the machine's own name for it.

    It names a thing and holds nothing of its content: of a registry value the name, never the data. It travels in events on
    a pipe only. What acts on it with rights takes it for a stranger's word: it looks the thing up in its own list first.
    """

    kind: HandleKind
    id: str
    within: str = ""
