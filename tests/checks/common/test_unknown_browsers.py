"""One made-up member that no list has, beside every recording of the browsers' checks: it never makes a verdict better."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Level, Verdict
from postigo.core.report import verdict_digest
from postigo.core.system import ABSENT, CannotTell, Entry, Found, Key, Platform, Unknown
from postigo.system.recording import Recording
from postigo.system.replay import Replay
from postigo.testing import Case, cases
from postigo_checks.accounts.saved_passwords.check import SAVED_ON_SHARED
from postigo_checks.capture.browser_sites.check import BROWSER_SITES
from postigo_checks.protection.safe_browsing.check import SAFE_BROWSING
from postigo_checks.strangers.extensions.check import EXTENSIONS
from tests.support.memory_disk import MemoryDisk

pytestmark = pytest.mark.breadth(4)

CHECKS: dict[str, Check[Any]] = {
    check.id: check for check in (BROWSER_SITES, EXTENSIONS, SAFE_BROWSING, SAVED_ON_SHARED)
}
CASES = [case for case in cases(Path(__file__).parents[2] / "recordings") if case.check in CHECKS]
PAGE = "https://ventana-azul.example"

HOMES = {
    Platform.LINUX: ("~/.config/maker-of-elsewhere/Courier", "~/.fox-of-elsewhere", "~/.fox-of-elsewhere"),
    Platform.WINDOWS: (
        r"%LOCALAPPDATA%\Maker of Elsewhere\Courier\User Data",
        r"%APPDATA%\Fox of Elsewhere",
        r"%APPDATA%\Fox of Elsewhere\Profiles",
    ),
    Platform.MACOS: (
        "~/Library/Application Support/Courier of Elsewhere",
        "~/Library/Application Support/Fox of Elsewhere",
        "~/Library/Application Support/Fox of Elsewhere/Profiles",
    ),
}
ALL_PAGES = {"api": [], "explicit_host": ["<all_urls>"], "scriptable_host": []}
BAD_CHROMIUM = {
    "profile": {
        "content_settings": {"exceptions": {"media_stream_camera": {f"{PAGE}:443,*": {"setting": 1}}}},
        "default_content_setting_values": {"media_stream_mic": 1},
    },
    "safebrowsing": {"enabled": False},
    "extensions": {"settings": {"x": {"location": 1, "path": "x/1", "manifest": {}, "active_permissions": ALL_PAGES}}},
}
BAD_ADDON = {
    "id": "x@nowhere.example",
    "type": "extension",
    "active": True,
    "userPermissions": {"permissions": [], "origins": ["<all_urls>"]},
}
POLICY = json.dumps({"VideoCaptureAllowedUrls": [PAGE], "DefaultGeolocationSetting": 1}).encode()
Files = dict[str, bytes | list[Any]]


def chromium(platform: Platform, content: bytes) -> Files:
    between = "\\" if platform is Platform.WINDOWS else "/"
    profile = between.join((HOMES[platform][0], "Default"))
    return {
        between.join((HOMES[platform][0], "Local State")): b'{"profile": {}}',
        between.join((profile, "Preferences")): content,
        between.join((profile, "Secure Preferences")): b"{}",
        between.join((profile, "Login Data")): [{"n": 3}],
    }


def firefox(platform: Platform, row: dict[str, Any], prefs: bytes) -> Files:
    between = "\\" if platform is Platform.WINDOWS else "/"
    profile = between.join((HOMES[platform][2], "k1.default"))
    return {
        between.join((HOMES[platform][1], "profiles.ini")): b"[Profile0]\nIsRelative=0\nPath=/nowhere\n",
        between.join((profile, "permissions.sqlite")): [row],
        between.join((profile, "prefs.js")): prefs,
        between.join((profile, "extensions.json")): json.dumps({"addons": [BAD_ADDON]}).encode(),
        between.join((profile, "logins.json")): b'{"nextId":4,"logins":[{"id":1,"hostname":"x"}]}',
    }


def policy(platform: Platform) -> tuple[Files, dict[str, Key]]:
    match platform:
        case Platform.LINUX:
            return {"/etc/opt/maker-of-elsewhere/policies/managed/x": POLICY}, {}
        case Platform.MACOS:
            return {"/Library/Managed Preferences/org.elsewhere.Browser.plist": POLICY}, {}
        case Platform.WINDOWS:
            path = r"HKLM\SOFTWARE\Policies\Maker of Elsewhere\Courier"
            listed = {rf"{path}\VideoCaptureAllowedUrls": Key({"1": PAGE})}
            return {}, {path: Key({"DefaultGeolocationSetting": 1}, ("VideoCaptureAllowedUrls",)), **listed}


MEMBERS: dict[str, Callable[[Platform], tuple[Files, dict[str, Key]]]] = {
    "a browser of Chromium's kin": lambda p: (chromium(p, json.dumps(BAD_CHROMIUM).encode()), {}),
    "one that cannot be read": lambda p: (chromium(p, b"{"), {}),
    "a browser of Firefox's kin": lambda p: (
        firefox(
            p,
            {"origin": PAGE, "type": "camera", "expireType": 0},
            b'user_pref("browser.safebrowsing.phishing.enabled", false);\n',
        ),
        {},
    ),
    "one with an odd row": lambda p: (firefox(p, {"x": 1}, b"?"), {}),
    "a policy": policy,
}


class Beside(MemoryDisk):
    """A remembered machine, and on its disk something more."""

    def __init__(self, remembered: Recording, files: Files, keys: dict[str, Key]) -> None:
        super().__init__(remembered.platform, files, keys)
        self.remembered = Replay(remembered)
        self._tops = (*HOMES[remembered.platform], *files, *keys)

    def _is_ours(self, path: str) -> bool:
        return any(path.startswith((f"{top}{self.between}", top)) for top in self._tops)

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        more = super().glob(pattern)
        return more if self._is_ours(pattern) else (*self.remembered.glob(pattern), *more)

    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = "*",
        skip: Collection[str] = (),
        optional: bool = False,
    ) -> Any:
        more = super().find(folder, names, depth=depth, only=only, skip=skip, optional=True)
        found = self.remembered.find(folder, names, depth=depth, only=only, skip=skip, optional=optional)
        if more is ABSENT:
            return found
        return more if found is ABSENT else Found((*found.entries, *more.entries), found.closed, found.cut)

    def read(self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False) -> Any:
        if self._is_ours(path):
            return super().read(path, limit=limit, head=head, optional=optional)
        return self.remembered.read(path, limit=limit, head=head, optional=optional)

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:
        if self._is_ours(path):
            return super().sqlite(path, query, optional=optional)
        return self.remembered.sqlite(path, query, optional=optional)

    def plist(self, path: str, *, optional: bool = False) -> Any:
        if self._is_ours(path):
            return super().plist(path, optional=optional)
        return self.remembered.plist(path, optional=optional)

    def registry(self, key: str, *, optional: bool = False) -> Any:
        more = super().registry(key, optional=True)
        if more is ABSENT:
            return self.remembered.registry(key, optional=optional)
        try:
            own = self.remembered.registry(key, optional=True)
        except CannotTell as unknown:
            if unknown.why is not Unknown.MISSING:
                raise
            own = ABSENT
        return more if own is ABSENT else Key(own.values, (*own.subkeys, *more.subkeys))


def asks(verdict: Verdict) -> Iterator[str]:
    """What asks for something."""
    return (f"{finding.code} {finding.level}" for finding in verdict.findings if finding.level >= Level.ADVISE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_made_up_member_never_makes_a_verdict_better(case: Case) -> None:
    check, data = CHECKS[case.check], PackData("postigo_checks")
    before = run_check(check, Facts(Replay(case.recording)), data)
    for member, made in MEMBERS.items():
        after = run_check(check, Facts(Beside(case.recording, *made(case.recording.platform))), data)
        said = f"{member}: {verdict_digest(before)} became {verdict_digest(after)}"
        assert set(asks(before)) <= set(asks(after)), said
        assert len(after.gaps) >= len(before.gaps), said
        assert after.not_applicable is None or before.not_applicable is not None, said
        assert all(gap.why is not Unknown.CRASHED for gap in after.gaps), after.detail
        concerns = check is BROWSER_SITES if member == "a policy" else not member.startswith("one ")
        if concerns:
            assert after.level in {Level.ADVISE, Level.ACT}, said
        elif member != "a policy" and check is not SAVED_ON_SHARED:
            assert after.level not in {Level.GOOD, Level.NOTE}, said
