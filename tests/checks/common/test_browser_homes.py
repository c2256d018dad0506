"""Browsers' homes found by their shape, and what lets pages in: on the three systems, and for makes that no list has.

Layouts are those of public reports: rafaelmardojai/firefox-gnome-theme#1091 (flatpak Firefox), 64-bitman/browser-on-ram#5
(LibreWolf), BrowserWorks/waterfox#4418, and what the makers document; the rest are made-up makes of the same shape.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Level, Verdict
from postigo.core.report import verdict_digest
from postigo.core.system import Key, Platform
from postigo_checks.accounts.saved_passwords.check import SAVED_ON_SHARED
from postigo_checks.capture.browser_sites.check import BROWSER_SITES
from postigo_checks.protection.safe_browsing.check import SAFE_BROWSING
from postigo_checks.strangers.extensions.check import EXTENSIONS
from tests.support.memory_disk import MemoryDisk

DATA = PackData("postigo_checks")
PAGE = "https://ventana-azul.example"
GRANT = {"media_stream_camera": {f"{PAGE}:443,*": {"setting": 1}}}
ALLOWED = json.dumps({"profile": {"content_settings": {"exceptions": GRANT}}}).encode()
CLEAN = json.dumps({"profile": {"content_settings": {"exceptions": {}}}, "safebrowsing": {"enabled": True}}).encode()
STATE = json.dumps({"profile": {"info_cache": {"Default": {}}}}).encode()
ROW = {"origin": PAGE, "type": "camera", "expireType": 0}
PREFS = b'user_pref("app.normandy.first_run", false);\n'
ELECTRON = (
    b'{"browser":{"enable_spellchecking":true},"migrated_user_scripts_toggle":true,"partition":{"per_host_zoom_levels":'
    b'{"9013275520858537997":{}}},"spellcheck":{"dictionaries":["en-US","es"],"dictionary":""}}'
)
"""What a real Obsidian writes, as somebody published it."""

LINUX, WINDOWS, MACOS = Platform.LINUX, Platform.WINDOWS, Platform.MACOS
CHROMIUM = {
    LINUX: (
        "~/.config/google-chrome-unstable",
        "~/.config/microsoft-edge-beta",
        "~/.config/microsoft-edge-dev",
        "~/.config/BraveSoftware/Brave-Browser-Nightly",
        "~/.config/BraveSoftware/Brave-Browser-Beta",
        "~/.config/vivaldi-snapshot",
        "~/.config/yandex-browser",
        "~/.config/thorium",
        "~/.config/net.imput.helium",
        "~/.config/maker-of-nowhere/Postal Browser",
        "~/.var/app/com.vivaldi.Vivaldi/config/vivaldi",
        "~/.var/app/com.opera.Opera/config/opera",
        "~/.var/app/io.github.ungoogled_software.ungoogled_chromium/config/chromium",
        "~/.var/app/com.brave.Browser.beta/config/BraveSoftware/Brave-Browser-Beta",
        "~/snap/opera/current/.config/opera",
        "~/snap/chromium-of-nowhere/common/chromium",
        "~/.chrome-for-school",
    ),
    WINDOWS: (
        r"%LOCALAPPDATA%\Google\Chrome Beta\User Data",
        r"%LOCALAPPDATA%\Google\Chrome Dev\User Data",
        r"%LOCALAPPDATA%\Google\Chrome SxS\User Data",
        r"%LOCALAPPDATA%\Microsoft\Edge Beta\User Data",
        r"%LOCALAPPDATA%\Microsoft\Edge Dev\User Data",
        r"%LOCALAPPDATA%\BraveSoftware\Brave-Browser-Beta\User Data",
        r"%LOCALAPPDATA%\Yandex\YandexBrowser\User Data",
        r"%LOCALAPPDATA%\CocCoc\Browser\User Data",
        r"%LOCALAPPDATA%\Thorium\User Data",
        r"%LOCALAPPDATA%\Maxthon\Application\User Data",
        r"%LOCALAPPDATA%\Packages\TheBrowserCompany.Arc_ttt1ap7aakyb4\LocalCache\Local\Arc\User Data",
        r"%APPDATA%\Opera Software\Opera Crypto Stable",
        r"%LOCALAPPDATA%\Maker of Nowhere\Postal\User Data",
    ),
    MACOS: (
        "~/Library/Application Support/Google/Chrome Beta",
        "~/Library/Application Support/Google/Chrome Canary",
        "~/Library/Application Support/Microsoft Edge Dev",
        "~/Library/Application Support/Arc/User Data",
        "~/Library/Application Support/BraveSoftware/Brave-Browser-Nightly",
        "~/Library/Application Support/Yandex/YandexBrowser",
        "~/Library/Application Support/com.operasoftware.OperaGX",
        "~/Library/Application Support/Postal of Nowhere",
    ),
}
FIREFOX = {
    LINUX: (
        "~/.var/app/org.mozilla.firefox/config/mozilla/firefox",
        "~/.config/librewolf/librewolf",
        "~/.var/app/io.gitlab.librewolf-community/.librewolf",
        "~/.zen",
        "~/.config/zen",
        "~/.var/app/app.zen_browser.zen/.zen",
        "~/.waterfox",
        "~/.floorp",
        "~/.mullvad-browser",
        "~/.moonchild productions/pale moon",
        "~/snap/firefox/current/.mozilla/firefox",
        "~/.fox-of-nowhere",
    ),
    WINDOWS: (
        r"%APPDATA%\zen",
        r"%APPDATA%\Waterfox",
        r"%APPDATA%\Floorp",
        r"%APPDATA%\Moonchild Productions\Pale Moon",
        r"%LOCALAPPDATA%\Packages\Mozilla.FirefoxBeta_n80bbvh6b1yt2\LocalCache\Roaming\Mozilla\Firefox",
        r"%APPDATA%\Maker of Nowhere\Fox",
    ),
    MACOS: (
        "~/Library/Application Support/zen",
        "~/Library/Application Support/Waterfox",
        "~/Library/Application Support/Floorp",
        "~/Library/Application Support/Maker of Nowhere/Fox",
    ),
}
PLACES = [
    *((platform, place, "chromium") for platform, places in CHROMIUM.items() for place in places),
    *((platform, place, "firefox") for platform, places in FIREFOX.items() for place in places),
]

Files = dict[str, bytes | list[Any]]


def chromium(platform: Platform, home: str, content: bytes = ALLOWED, profile: str = "Default") -> Files:
    between = "\\" if platform is WINDOWS else "/"
    return {between.join((home, profile, "Preferences")): content}


def firefox(platform: Platform, home: str, rows: list[Any]) -> Files:
    between = "\\" if platform is WINDOWS else "/"
    folder = home if platform is LINUX else between.join((home, "Profiles"))
    return {
        between.join((home, "profiles.ini")): b"[Profile0]\nName=default\nIsRelative=1\nPath=k1.default\n",
        between.join((folder, "k1.default", "permissions.sqlite")): rows,
        between.join((folder, "k1.default", "prefs.js")): PREFS,
    }


def looked(disk: MemoryDisk, check: Check[Any] = BROWSER_SITES) -> Verdict:
    return run_check(check, Facts(disk), DATA)


def told(platform: Platform, files: Files, keys: dict[str, Key] | None = None) -> Any:
    return verdict_digest(looked(MemoryDisk(platform, files, keys)))


USED: dict[Platform, Files] = {
    LINUX: chromium(LINUX, "~/.config/google-chrome", CLEAN) | firefox(LINUX, "~/.mozilla/firefox", []),
    WINDOWS: chromium(WINDOWS, r"%LOCALAPPDATA%\Google\Chrome\User Data", CLEAN)
    | firefox(WINDOWS, r"%APPDATA%\Mozilla\Firefox", []),
    MACOS: chromium(MACOS, "~/Library/Application Support/Google/Chrome", CLEAN)
    | firefox(MACOS, "~/Library/Application Support/Firefox", []),
}
"""What somebody has who uses Chrome and Firefox and lets nobody in."""


@pytest.mark.parametrize("platform", Platform)
def test_what_lets_nobody_in_is_good(platform: Platform) -> None:
    assert told(platform, USED[platform])["findings"][0] == "no-page: good"


@pytest.mark.parametrize(("platform", "place", "kind"), PLACES)
def test_a_page_is_found_wherever_a_browser_keeps_it(platform: Platform, place: str, kind: str) -> None:
    made = chromium(platform, place) if kind == "chromium" else firefox(platform, place, [ROW])
    alone = looked(MemoryDisk(platform, made))
    assert "camera-pages: advise" in verdict_digest(alone)["findings"]
    beside = looked(MemoryDisk(platform, USED[platform] | made))
    assert verdict_digest(beside)["findings"] == verdict_digest(alone)["findings"]
    assert not beside.gaps


CHECKS: tuple[Check[Any], ...] = (BROWSER_SITES, EXTENSIONS, SAFE_BROWSING)


@pytest.mark.parametrize(("platform", "place", "kind"), PLACES)
def test_a_browser_of_any_make_that_cannot_be_read_is_a_gap(platform: Platform, place: str, kind: str) -> None:
    made = chromium(platform, place, b"{") if kind == "chromium" else firefox(platform, place, [{"x": 1}])
    for path in [path for path in made if path.endswith("prefs.js")]:
        made |= {path: b"?", path.replace("prefs.js", "extensions.json"): b"{"}
    for check in CHECKS:
        verdict = looked(MemoryDisk(platform, made), check)
        assert [gap.why.value for gap in verdict.gaps] == ["unreadable"], f"{check.id}: {verdict_digest(verdict)}"
        assert not [finding for finding in verdict.findings if finding.level is Level.GOOD]


@pytest.mark.parametrize(
    ("platform", "home"),
    [
        (LINUX, "~/.config/discord"),
        (LINUX, "~/.config/Code"),
        (LINUX, "~/.var/app/md.obsidian.Obsidian/config/obsidian"),
        (WINDOWS, r"%APPDATA%\Slack"),
        (MACOS, "~/Library/Application Support/Slack"),
    ],
)
def test_programs_that_are_built_like_a_browser_are_none(platform: Platform, home: str) -> None:
    between = "\\" if platform is WINDOWS else "/"
    made: Files = {
        between.join((home, "Preferences")): ELECTRON,
        between.join((home, "Local State")): b'{"os_crypt":{"encrypted_key":"x"}}',
        between.join((home, "Partitions", "notion", "Preferences")): ELECTRON,
    }
    if platform is not MACOS:
        always: Files = {} if platform is LINUX else {r"%LOCALAPPDATA%\Microsoft\Windows": b""}
        assert looked(MemoryDisk(platform, made | always)).not_applicable
    both = looked(MemoryDisk(platform, USED[platform] | made))
    assert verdict_digest(both) == told(platform, USED[platform])


def test_what_might_be_a_browser_and_cannot_be_read_is_a_gap() -> None:
    made: Files = {"~/.config/nowhere/Preferences": b"{", "~/.config/nowhere/Local State": b'{"os_crypt": {}}'}
    assert told(LINUX, made)["gaps"] == ["unreadable"]
    assert told(LINUX, USED[LINUX] | made)["level"] is None


def test_parts_of_programs_and_mail_are_left_alone() -> None:
    made = firefox(WINDOWS, r"%APPDATA%\Thunderbird", [ROW])
    made[r"%LOCALAPPDATA%\Microsoft\Olk\EBWebView\Default\Preferences"] = ALLOWED
    assert looked(MemoryDisk(WINDOWS, made)).not_applicable


def test_an_unknown_browser_is_named_by_its_folder_and_never_vouched_for() -> None:
    disk = MemoryDisk(LINUX, chromium(LINUX, "~/.config/maker/Postal Browser", CLEAN))
    (finding,) = looked(disk).findings
    assert "Path(text='Postal Browser')" in repr(finding.text.values["browsers"])
    assert verdict_digest(looked(disk, SAFE_BROWSING)) == {"level": None, "findings": [], "gaps": ["missing"]}
    off = MemoryDisk(LINUX, chromium(LINUX, "~/.config/maker", b'{"profile":{},"safebrowsing":{"enabled":false}}'))
    assert verdict_digest(looked(off, SAFE_BROWSING))["findings"] == ["off: advise"]


# --- what an administrator laid down ---------------------------------------------------------------------------------

ALL = json.dumps({"VideoCaptureAllowedUrls": [PAGE]}).encode()
MEDIA = json.dumps({"DefaultMediaStreamSetting": 1}).encode()
PLACE = json.dumps({"DefaultGeolocationSetting": 1}).encode()
TREE = json.dumps({"policies": {"Permissions": {"Camera": {"Allow": [PAGE]}}}}).encode()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/opt/chrome/policies/managed/no-ending",
        "/etc/chromium-browser/policies/managed/a.json",
        "/etc/opt/vivaldi/policies/managed/a.json",
        "/etc/opt/opera/policies/managed/a.json",
        "/etc/opt/yandex/browser/policies/managed/a.json",
        "/etc/opt/maker-of-nowhere/policies/managed/a.json",
        "/var/lib/flatpak/extension/org.chromium.Chromium.Policy.school/x86_64/1/policies/managed/a.json",
    ],
)
def test_a_policy_of_any_maker_is_read_on_linux(path: str) -> None:
    assert told(LINUX, USED[LINUX] | {path: ALL})["findings"] == ["pages-by-policy: advise"]
    assert told(LINUX, {path: ALL})["findings"] == ["pages-by-policy: advise"]
    assert told(LINUX, USED[LINUX] | {path: MEDIA})["findings"] == ["pages-by-policy: advise"]
    assert told(LINUX, USED[LINUX] | {path: PLACE})["findings"] == ["location-pages: note"]
    recommended = path.replace("managed", "recommended")
    assert told(LINUX, USED[LINUX] | {recommended: ALL})["findings"] == ["no-page: good"]
    assert told(LINUX, USED[LINUX] | {recommended: PLACE})["findings"] == ["location-pages: note"]


ODD: tuple[Any, ...] = (None, "x", 7, [7], {}, True, 1.5, ["https://a.example", None])


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize(
    "name", ["VideoCaptureAllowedUrls", "DefaultGeolocationSetting", "SafeBrowsingProtectionLevel"]
)
def test_a_policy_of_another_type_is_a_gap_everywhere(name: str, odd: Any) -> None:
    check = SAFE_BROWSING if name.startswith("Safe") else BROWSER_SITES
    said = json.dumps({name: odd}).encode()
    linux = MemoryDisk(LINUX, USED[LINUX] | {"/etc/opt/chrome/policies/managed/a.json": said})
    macos = MemoryDisk(MACOS, USED[MACOS] | {"/Library/Managed Preferences/com.google.Chrome.plist": said})
    disks = [linux, macos]
    if isinstance(odd, str):
        disks.append(MemoryDisk(WINDOWS, USED[WINDOWS], {r"HKLM\SOFTWARE\Policies\Google\Chrome": Key({name: odd})}))
    for disk in disks:
        assert [gap.why.value for gap in looked(disk, check).gaps] == ["unreadable"], disk.platform


@pytest.mark.parametrize(
    "path",
    [
        "/usr/lib/firefox/distribution/policies.json",
        "/usr/lib64/firefox/distribution/policies.json",
        "/usr/lib/firefox-esr/distribution/policies.json",
        "/opt/firefox/distribution/policies.json",
        "/etc/firefox/policies/policies.json",
        "/etc/librewolf/policies/policies.json",
        "/snap/firefox/current/usr/lib/firefox/distribution/policies.json",
        "/var/lib/flatpak/extension/app.zen_browser.zen.systemconfig/x86_64/stable/policies/policies.json",
        "~/.local/share/flatpak/app/org.mozilla.firefox/current/active/files/lib/firefox/distribution/policies.json",
        "/opt/fox-of-nowhere/distribution/policies.json",
    ],
)
def test_firefox_policies_are_read_wherever_they_lie(path: str) -> None:
    assert told(LINUX, USED[LINUX] | {path: TREE})["findings"] == ["pages-by-policy: advise"]
    assert told(LINUX, USED[LINUX] | {path: b"{"})["gaps"] == ["unreadable"]


def test_firefox_policies_beside_a_program_anywhere() -> None:
    where = {
        LINUX: "/home/ana/firefox",
        WINDOWS: r"D:\Apps\Firefox",
        MACOS: "/Volumes/x/Firefox.app/Contents/Resources",
    }
    for platform, place in where.items():
        between = "\\" if platform is WINDOWS else "/"
        (database,) = [path for path in USED[platform] if path.endswith("permissions.sqlite")]
        tells = database.replace("permissions.sqlite", "compatibility.ini")
        own = f"[Compatibility]\r\nLastVersion=1\r\nLastPlatformDir={place}\r\nLastAppDir={place}\r\n".encode()
        files = USED[platform] | {tells: own, between.join((place, "distribution", "policies.json")): TREE}
        assert "pages-by-policy: advise" in told(platform, files)["findings"]
        shifted = bytes((byte + 13) % 256 for byte in b'// x\nlockPref("permissions.default.camera", 1);\n')
        for script in (b'pref("permissions.default.camera", 1);', shifted):
            config = USED[platform] | {tells: own, between.join((place, "mozilla.cfg")): script}
            assert "pages-by-policy: advise" in told(platform, config)["findings"], platform
        odd = USED[platform] | {tells: own, between.join((place, "mozilla.cfg")): b'p = "permissions.default.camera"'}
        assert "unreadable" in told(platform, odd)["gaps"]


@pytest.mark.parametrize(
    "path", ["/etc/firefox-esr/zz.js", "/etc/firefox/defaults/pref/zz.js", "/etc/firefox/syspref.js"]
)
def test_scripts_of_the_system_are_read_on_linux(path: str) -> None:
    files = USED[LINUX] | {path: b'// ours\npref("permissions.default.camera", 1);\n'}
    assert told(LINUX, files)["findings"] == ["pages-by-policy: advise"]
    assert told(LINUX, USED[LINUX] | {path: b'pref("app.update.enabled", false);\n'})["level"] == "good"


def test_usual_places_of_programs_on_windows_and_macos() -> None:
    windows = USED[WINDOWS] | {r"%ProgramFiles%\Mozilla Firefox\distribution\policies.json": TREE}
    assert told(WINDOWS, windows)["findings"] == ["pages-by-policy: advise"]
    macos = USED[MACOS] | {"/Applications/Firefox.app/Contents/Resources/distribution/policies.json": TREE}
    assert "pages-by-policy: advise" in told(MACOS, macos)["findings"]
    flat = json.dumps({"EnterprisePoliciesEnabled": True, "Permissions__Camera__Allow": [PAGE]}).encode()
    plist = USED[MACOS] | {"/Library/Preferences/org.mozilla.firefox.plist": flat}
    assert "pages-by-policy: advise" in told(MACOS, plist)["findings"]


@pytest.mark.parametrize("root", ["HKLM", "HKCU"])
@pytest.mark.parametrize(
    "key",
    [r"Google\Chrome", r"Microsoft\Edge", r"Vivaldi", r"Opera Software\Opera Stable", r"Maker\Nowhere", "Chromium"],
)
def test_a_policy_of_any_maker_is_read_in_the_registry(root: str, key: str) -> None:
    used = USED[WINDOWS] | chromium(WINDOWS, r"%LOCALAPPDATA%\Microsoft\Edge\User Data", CLEAN)
    path = rf"{root}\SOFTWARE\Policies\{key}"
    listed = {path: Key({}, ("VideoCaptureAllowedUrls",)), rf"{path}\VideoCaptureAllowedUrls": Key({"1": PAGE})}
    assert told(WINDOWS, used, listed)["findings"] == ["pages-by-policy: advise"]
    default = {path: Key({"DefaultGeolocationSetting": 1})}
    assert told(WINDOWS, used, default)["findings"] == ["location-pages: note"]
    below = {path: Key({}, ("Recommended",)), rf"{path}\Recommended": Key({"DefaultMediaStreamSetting": 1})}
    if key != "Vivaldi" or root == "HKLM":
        assert told(WINDOWS, used, below)["findings"] in (["pages-by-policy: advise"], ["no-page: good"])


def test_saved_logins_of_any_browser_are_counted() -> None:
    made: Files = chromium(LINUX, "~/.config/maker/Postal", CLEAN) | {
        "~/.config/maker/Postal/Default/Login Data": [{"n": 3}]
    }
    assert verdict_digest(looked(MemoryDisk(LINUX, made), SAVED_ON_SHARED))["findings"] == ["saved: advise"]


@pytest.mark.parametrize("file", ["Default/Policy/User Policy", "Policy/Machine Level User Cloud Policy"])
def test_what_a_school_decides_over_the_network_is_said_not_to_be_seen(file: str) -> None:
    files = USED[LINUX] | {f"~/.config/google-chrome/{file}": b"x"}
    verdict = looked(MemoryDisk(LINUX, files))
    assert (verdict.level, [gap.why.value for gap in verdict.gaps]) == (None, ["missing"])
    assert "over the network" in verdict.gaps[0].text.one
    (finding,) = verdict.findings
    assert len(finding.text.values["browsers"]) == 1  # type: ignore[arg-type]
    assert verdict_digest(looked(MemoryDisk(LINUX, files), SAFE_BROWSING))["gaps"] == ["missing"]


# --- what a profile says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"media_stream_camera": 1}, "every-page: advise"),
        ({"media_stream_mic": 1}, "every-page: advise"),
        ({"geolocation": 1}, "location-pages: note"),
        ({"media_stream_camera": 2, "geolocation": 3}, "no-page: good"),
    ],
)
def test_what_a_profile_lets_every_page_use(platform: Platform, values: dict[str, int], code: str) -> None:
    content = json.dumps({"profile": {"default_content_setting_values": values}}).encode()
    (path,) = [path for path in USED[platform] if path.endswith("Preferences")]
    assert code in told(platform, USED[platform] | {path: content})["findings"]


@pytest.mark.parametrize("odd", [True, "1", [1], {"x": "y"}, {}, 1.0, 99, -1], ids=repr)
def test_a_default_of_another_type_is_a_gap(odd: Any) -> None:
    content = json.dumps({"profile": {"default_content_setting_values": {"media_stream_camera": odd}}}).encode()
    verdict = told(LINUX, USED[LINUX] | {"~/.config/google-chrome/Default/Preferences": content})
    assert verdict["gaps"] == ["unreadable"]


def test_a_script_of_the_person_lets_every_page_in_from_the_next_start_on() -> None:
    script = b'// mine\n  user_pref( "permissions.default.microphone" , 1 ); // every page\n'
    files = USED[LINUX] | {"~/.mozilla/firefox/k1.default/user.js": script}
    assert told(LINUX, files)["findings"] == ["every-page: advise"]
    files = USED[LINUX] | {"~/.mozilla/firefox/k1.default/user.js": b'user_pref("permissions.default.camera", x);'}
    assert told(LINUX, files)["gaps"] == ["unreadable"]


def test_warnings_that_somebody_switched_off_beside_the_program() -> None:
    tree = {
        "policies": {"Preferences": {"browser.safebrowsing.phishing.enabled": {"Value": False, "Status": "locked"}}}
    }
    files = USED[LINUX] | {"/usr/lib/firefox/distribution/policies.json": json.dumps(tree).encode()}
    assert "off-by-policy: advise" in verdict_digest(looked(MemoryDisk(LINUX, files), SAFE_BROWSING))["findings"]


def test_what_librewolf_comes_with_is_no_administrator() -> None:
    own = b'defaultPref("browser.safebrowsing.malware.enabled", false);\n'
    files = firefox(LINUX, "~/.librewolf", []) | {
        "~/.librewolf/k1.default/compatibility.ini": b"[Compatibility]\nLastPlatformDir=/usr/share/librewolf\n",
        "/usr/share/librewolf/librewolf.cfg": bytes((byte + 13) % 256 for byte in own),
    }
    assert verdict_digest(looked(MemoryDisk(LINUX, files), SAFE_BROWSING))["findings"] == ["off-as-it-comes: note"]


def test_a_profile_in_a_folder_of_its_own_is_found_and_one_that_cannot_be_asked_for_is_a_gap() -> None:
    files = firefox(LINUX, "~/.mozilla/firefox", []) | {
        "~/.mozilla/firefox/profiles.ini": b"[Profile0]\nIsRelative=1\nPath=school/deep.default\n",
        "~/.mozilla/firefox/school/deep.default/permissions.sqlite": [ROW],
    }
    assert told(LINUX, files)["findings"] == ["camera-pages: advise"]
    files |= {"~/.mozilla/firefox/profiles.ini": b"[Profile0]\nIsRelative=0\nPath=/srv/a[b]\n"}
    assert told(LINUX, files)["gaps"] == ["unreadable"]
    windows = firefox(WINDOWS, r"%APPDATA%\Mozilla\Firefox", []) | {
        r"%APPDATA%\Mozilla\Firefox\profiles.ini": b"[Profile0]\r\nIsRelative=1\r\nPath=Other/k2\r\n",
        r"%APPDATA%\Mozilla\Firefox\Other\k2\permissions.sqlite": [ROW],
    }
    assert told(WINDOWS, windows)["findings"] == ["camera-pages: advise"]


@pytest.mark.parametrize(
    "path", ["/etc/chromium.d/ours", "~/.config/chromium-flags.conf", "~/.config/nowhere-flags.conf"]
)
def test_a_browser_that_is_started_so_that_nobody_is_asked(path: str) -> None:
    said = b"# --use-fake-ui-for-media-stream\n"
    assert told(LINUX, USED[LINUX] | {path: said})["findings"] == ["no-page: good"]
    said += b'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS --use-fake-ui-for-media-stream"\n'
    assert told(LINUX, USED[LINUX] | {path: said})["findings"] == ["every-page: advise"]
    assert told(LINUX, USED[LINUX] | {path: b"x" * 100_000})["gaps"] == ["unreadable"]
