"""Text of a copy as a reader has it; that of a PDF by poppler's pdftotext."""

from __future__ import annotations

import subprocess

from tests.support.places import need


def read_back(form: str, content: bytes) -> str:
    """The text of a copy in one format."""
    if form != "pdf":
        return content.decode("utf-8-sig" if form == "csv" else "utf-8")  # a table has a mark before it, for Excel
    need("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def sheets(content: bytes) -> list[str]:
    """The text of a PDF, page by page."""
    return read_back("pdf", content).rstrip("\f\n").split("\f")
