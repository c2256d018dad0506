"""Permissions of web pages, which `camera.browser-sites` judges."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from postigo.api import Handle, Unseen
from postigo_checks.common.browsers.homes import Browser, Part


class Grant(Enum):
    """Devices and senses that a page may use."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Permission:
    """A lasting permission of a page. `site` is empty where it is for every page; `call`: the page is made for calls.

    `policy`: an administrator gave it. `handle` where it stands in the browser's own list, by its pattern.
    """

    site: str
    grant: Grant
    browser: Browser
    call: bool = False
    policy: bool = False
    handle: Handle | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SitePermissions:
    """Permissions of pages in the browsers of this account. `safari`: there is one, and it cannot be read."""

    browsers: tuple[Browser, ...]
    permissions: tuple[Permission, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
    safari: bool = False
