"""Report as JSON: `postigo.report/1` as it stands, for programs."""

from __future__ import annotations

import json

from postigo.reports.printable import harmless
from postigo.reports.shape import Document


def render(document: Document) -> bytes:
    """The document as one JSON object, indented, UTF-8."""
    return (harmless(json.dumps(document, ensure_ascii=False, indent=1)) + "\n").encode()
