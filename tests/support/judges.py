"""Outside judges of what Postigo makes. They stand in no lock: a test that runs with `--all` brings them, for itself alone."""

from __future__ import annotations

import html as markup
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.support.places import BASE_PYTHON, can, need


def of_pypi(folder: Path, module: str, *packages: str) -> Mapping[str, str]:
    """Environment in which this Python has a module that judges. Where it is not installed, pip brings it into the folder."""
    if can(f"import {module}"):
        return os.environ
    need("registry")
    words = ("-P", "-m", "pip", "install", "--quiet", "--target", str(folder), *packages)
    subprocess.run([BASE_PYTHON, *words], check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(folder)}


def asked(environ: Mapping[str, str], code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What a judge of Python says, called by its entry point."""
    call = [sys.executable, "-c", code, *words]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False, env=dict(environ))


def of_npm(folder: Path, package: str, file: str) -> Path:
    """A file of a package that npm brings into the folder. A version may stand behind the package's name."""
    need("npm", "npm-registry")
    words = ("install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), package)
    subprocess.run(["npm", *words], check=True, capture_output=True)
    return folder / "node_modules" / (package[:1] + package[1:].partition("@")[0]) / file


def chromium(folder: Path, page: bytes, *words: str) -> subprocess.CompletedProcess[str]:
    """A page in Chromium without a window, with options of its own."""
    need("chromium")
    (folder / "page.html").write_bytes(page)
    call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    told = [*call, *words, (folder / "page.html").as_uri()]
    return subprocess.run(told, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120)


BROKEN_RULE = "UA-14-001"
"""Rule that pdfua 0.1.3 cannot evaluate where an element has several attributes. It is on headings; outloud judges those."""
_RUN = (
    "<script>axe.run().then(r=>{document.title=JSON.stringify([r.violations,r.incomplete,r.passes.length])})</script>"
)


def files(folder: Path, form: str, contents: Iterable[bytes]) -> list[str]:
    """Contents as files of one kind in a folder."""
    places = []
    for number, content in enumerate(contents):
        place = folder / f"{number}.{form}"
        place.write_bytes(content)
        places.append(str(place))
    return places


def pdfua(folder: Path, contents: Iterable[bytes]) -> None:
    """PDF/UA-1 by pdfua: nothing is wrong with any of them."""
    environ = of_pypi(folder / "judge", "pdfua", "pdfua==0.1.3", "pikepdf<10.18")
    places = files(folder, "pdf", contents)
    done = asked(environ, "from pdfua.cli import main; raise SystemExit(main())", "check", *places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("result: PASS") == len(places)
    assert {*re.findall(r"\[skip *\] (\S+)", done.stdout)} <= {BROKEN_RULE}


def outloud(folder: Path, contents: Iterable[bytes]) -> None:
    """PDF as a screen reader has it, by outloud: nothing is wrong with any of them."""
    environ = of_pypi(folder / "judge", "outloud", "outloud==0.2.1")
    places, told = files(folder, "pdf", contents), folder / "said.json"
    code = "from outloud.cli import main; raise SystemExit(main())"
    done = asked(environ, code, *places, "--json", str(told))
    said = json.loads(told.read_text("utf-8"))["results"]
    assert len(said) == len(places), done.stderr
    for one in said:
        assert one["error"] is None
        assert one["counts"]["error"] == 0, one["findings"]
        assert [found for found in one["findings"] if not _comes_again(found)] == []


def _comes_again(found: dict[str, str]) -> bool:
    """Whether a sentence that several checks have ("About 2 minutes.") came last on three pages. The true foot begins with our name."""
    return found["rule"] == "PAG-001" and "running" in found["message"] and "Postigo" not in found["evidence"]


def vnu(folder: Path, contents: Iterable[bytes]) -> None:
    """HTML by vnu: neither an error nor a warning."""
    jar = of_npm(folder / "judge", "vnu-jar", "build/dist/vnu.jar")
    call = ["java", "-jar", str(jar), "--format", "json", *files(folder, "html", contents)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert json.loads(done.stderr)["messages"] == []
    assert done.returncode == 0


def axe(folder: Path, contents: Iterable[bytes], least: int = 20) -> None:
    """Pages by axe-core: nothing is wrong, and nothing is undecided. More than `least` of its rules found something to judge."""
    code = of_npm(folder / "judge", "axe-core", "axe.min.js").read_text("utf-8")
    for content in contents:
        page = re.sub(r"<meta http-equiv=.*?>", "", content.decode())
        judged = page.replace("</body>", f"<script>{code}</script>{_RUN}</body>").encode()
        done = chromium(folder, judged, "--virtual-time-budget=20000", "--dump-dom")
        (title,) = re.findall(r"<title>(.*?)</title>", done.stdout)
        violations, undecided, passes = json.loads(markup.unescape(title))
        assert violations == []
        assert undecided == []
        assert passes > least
