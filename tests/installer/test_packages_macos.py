"""Recipe of the package for macOS: read and held together. It never ran, for there is no Mac here."""

from __future__ import annotations

import ast
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from installer.environment import LOCKS, ROOT
from installer.macos.icon import SIZES
from installer.packages import desktop, stores

from tests.support.places import needs

FOLDER: Final = ROOT / "installer/macos"
SCRIPT: Final = (FOLDER / "build.sh").read_text("utf-8")


def info() -> dict[str, object]:
    """Content of Info.plist."""
    return dict(plistlib.loads((FOLDER / "Info.plist").read_bytes()))


def strings(language: str) -> dict[str, str]:
    """Sentences of one language."""
    text = (FOLDER / f"{language}.lproj/InfoPlist.strings").read_text("utf-8")
    return dict(re.findall(r'^"(\w+)" = "(.+)";$', text, re.MULTILINE))


def test_the_bundle_starts_what_launchd_starts() -> None:
    told = info()
    job = plistlib.loads((ROOT / "installer/schedule/org.postigo.audit.plist").read_bytes())
    assert (
        f"/Applications/{told['CFBundleName']}.app/Contents/MacOS/{told['CFBundleExecutable']}"
        in job["ProgramArguments"]
    )
    assert told["CFBundleIdentifier"] == desktop.ID


def test_each_sentence_is_there_in_english_and_in_spanish() -> None:
    asked = {key: value for key, value in info().items() if key.endswith("UsageDescription")}
    assert strings("en") == asked
    assert strings("es").keys() == asked.keys()
    assert not set(strings("es").values()) & set(strings("en").values())


def test_postigo_cannot_ask_for_camera_microphone_screen_or_place() -> None:
    rights = plistlib.loads((FOLDER / "entitlements.plist").read_bytes())
    assert rights == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
    assert not [key for key in info() if re.search("Camera|Microphone|Location|Screen", key)]


@needs("sh")
def test_the_script_is_one_of_the_shell_and_says_elsewhere_that_it_needs_a_mac(tmp_path: Path) -> None:
    assert subprocess.run(["sh", "-n", str(FOLDER / "build.sh")], check=False).returncode == 0
    uname = tmp_path / "uname"
    uname.write_text("#!/bin/sh\necho Linux\n")
    uname.chmod(0o755)
    done = subprocess.run(
        ["sh", str(FOLDER / "build.sh"), str(tmp_path)],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (64, "")
    assert "needs a Mac" in done.stderr


def test_what_the_script_names_is_there_and_no_key_is_in_it() -> None:
    for layer in re.findall(r"for layer in ([\w ]+);", SCRIPT)[0].split():
        assert (LOCKS / f"{layer}.txt").is_file()
    for name in re.findall(r"\$here/(\w+\.\w+)", SCRIPT):
        assert (FOLDER / name).is_file()
    assert "postigo-$POSTIGO_VERSION.dmg" in SCRIPT
    assert stores.DMG.startswith("postigo-")
    assert not re.search(r"--(password|apple-id|key)\b", SCRIPT)


def test_the_recipe_for_pyinstaller_is_python() -> None:
    tree = ast.parse((FOLDER / "postigo.spec").read_text("utf-8"))
    calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert {"Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE"} <= set(calls)


def test_the_icon_is_drawn_in_every_size(tmp_path: Path) -> None:
    words = [sys.executable, str(FOLDER / "icon.py"), str(ROOT), str(tmp_path / "set")]
    assert subprocess.run(words, check=False).returncode == 0
    assert len(list((tmp_path / "set").glob("icon_*.png"))) == 2 * len(SIZES)
