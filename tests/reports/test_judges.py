"""Reports before judges that nobody here wrote: PDF/UA (pdfua, outloud), HTML (vnu), and access for everybody (axe-core)."""

from __future__ import annotations

import html as markup
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.core.redact import Disclosure
from postigo.reports import formats, html, pdf, shape
from postigo.reports.cover import Cover
from postigo.reports.redaction import stand_ins, words_for
from tests.reports.test_first_sheet import crowded
from tests.reports.test_more_told import GAP, NAMED, SEEN, asked
from tests.support import judges, made, remembered
from tests.support.places import needs

pytestmark = [pytest.mark.set_up, pytest.mark.long]
BROKEN_RULE = "UA-14-001"
"""Rule that pdfua 0.1.3 cannot evaluate where an element has several attributes. It is on headings; outloud judges those."""


def documents() -> Iterator[shape.Document]:
    """Reports of several kinds, in both languages."""
    machines = [
        remembered.report(path) for path in remembered.MACHINES if path.stem in {"macos-13-old", "linux-school"}
    ]
    for report in (*machines, replace(made.everything(), label="Aula 3"), crowded(12)):
        for lang, level in (("en", Disclosure.FULL), ("es", Disclosure.SHARED)):
            words = words_for(lang, report, stand_ins(level, report))
            yield shape.given(report, words, Cover(notes="The fan is loud", together=True, reason="To mend it"))
    yield told_more()


def told_more() -> shape.Document:
    """Report with one name that was ticked, and what may watch."""
    report = asked(SEEN, GAP)
    cover = Cover(told=(next(iter(NAMED)),), watchers=True)
    return shape.given(report, words_for("es", report, stand_ins(Disclosure.SHARED, report, cover=cover)), cover)


def files(folder: Path, form: str, render: Callable[[shape.Document], bytes]) -> list[str]:
    """Files of all the documents in one format."""
    places = []
    for number, document in enumerate(documents()):
        place = folder / f"{number}.{form}"
        place.write_bytes(render(document))
        places.append(str(place))
    return places


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    environ = judges.of_pypi(tmp_path / "judge", "pdfua", "pdfua==0.1.3", "pikepdf<10.18")
    done = judges.asked(
        environ, "from pdfua.cli import main; raise SystemExit(main())", "check", *files(tmp_path, "pdf", pdf.render)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("result: PASS") == len([*documents()])
    assert {*re.findall(r"\[skip *\] (\S+)", done.stdout)} <= {BROKEN_RULE}


def test_outloud_finds_nothing(tmp_path: Path) -> None:
    environ = judges.of_pypi(tmp_path / "judge", "outloud", "outloud==0.2.1")
    done = judges.asked(
        environ,
        "from outloud.cli import main; raise SystemExit(main())",
        *files(tmp_path, "pdf", pdf.render),
        "--json",
        str(tmp_path / "said.json"),
    )
    said = json.loads((tmp_path / "said.json").read_text("utf-8"))["results"]
    assert len(said) == len([*documents()]), done.stderr
    for one in said:
        assert one["error"] is None
        assert one["counts"]["error"] == 0, one["findings"]
        assert [found for found in one["findings"] if not _comes_again(found)] == []


def _comes_again(found: dict[str, str]) -> bool:
    """Whether a sentence that several checks have ("About 2 minutes.") came last on three pages. The true foot begins with our name."""
    return found["rule"] == "PAG-001" and "running" in found["message"] and "Postigo" not in found["evidence"]


@needs("java")
def test_vnu_finds_neither_errors_nor_warnings(tmp_path: Path) -> None:
    jar = judges.of_npm(tmp_path / "judge", "vnu-jar", "build/dist/vnu.jar")
    call = ["java", "-jar", str(jar), "--format", "json", *files(tmp_path, "html", html.render)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert json.loads(done.stderr)["messages"] == []
    assert done.returncode == 0


RUN = "<script>axe.run().then(r=>{document.title=JSON.stringify([r.violations,r.incomplete,r.passes.length])})</script>"


@needs("chromium")
def test_axe_finds_nothing_and_leaves_nothing_undecided(tmp_path: Path) -> None:
    axe = judges.of_npm(tmp_path / "judge", "axe-core", "axe.min.js").read_text("utf-8")
    for document in documents():
        page = re.sub(r"<meta http-equiv=.*?>", "", formats.render("html", document).decode())
        judged = page.replace("</body>", f"<script>{axe}</script>{RUN}</body>").encode()
        done = judges.chromium(tmp_path, judged, "--virtual-time-budget=20000", "--dump-dom")
        (title,) = re.findall(r"<title>(.*?)</title>", done.stdout)
        violations, undecided, passes = json.loads(markup.unescape(title))
        assert violations == []
        assert undecided == []
        assert passes > 20
