"""Metrics in a file that a collector reads again and again (decision 0760)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.core.redact import Disclosure
from postigo.reports import formats
from tests.reports.test_formats import document
from tests.support import made
from tests.support.places import needs

pytestmark = [pytest.mark.usefixtures("home"), needs("posix")]


def test_metrics_take_the_place_of_those_before_them_and_of_nothing_else(
    tmp_path: Path, called: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(formats.render("json", document(made.everything(), Disclosure.SHARED)))
    for _ in range(2):
        assert main(["report", "a.json", "--output", "postigo.prom"]) == 0
        made_now = tmp_path / "postigo.prom"
        assert stat.S_IMODE(made_now.stat().st_mode) == 0o644
        assert made_now.read_text("utf-8").startswith("# Postigo ")
    assert sorted(path.name for path in tmp_path.glob("*postigo*")) == ["postigo.prom"]
    (tmp_path / "mine.prom").write_text("mine 1\n")
    assert "overwrites nothing" in called("report", "a.json", "--output", "mine.prom")
    assert "overwrites nothing" in called("report", "a.json", "--format", "json", "--output", "postigo.prom")
    assert (tmp_path / "mine.prom").read_text() == "mine 1\n"


def test_metrics_follow_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(formats.render("json", document(made.everything(), Disclosure.SHARED)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("# Postigo of somebody else\n")
    (tmp_path / "postigo.prom").symlink_to(elsewhere)
    assert main(["report", "a.json", "--output", "postigo.prom"]) == 0
    assert elsewhere.read_text() == "# Postigo of somebody else\n"
    assert not (tmp_path / "postigo.prom").is_symlink()
