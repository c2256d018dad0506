"""Typesetting of a PDF by Typst: tagged (PDF/UA-1), the same bytes for the same words.

Typst comes with the extra `postigo[pdf]`. Templates are ours; what is said reaches them as JSON, never as source.
The root is an empty folder, no package is there, and of fonts only those that Typst brings.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from importlib.util import find_spec
from typing import Any, Final

from postigo import additions
from postigo.core.values import Keyword, Text

_MISSING: Final = Text(
    "PDF needs the program Typst, which is not installed here. With a network, open Postigo once with "
    "postigo.sh (Linux), Postigo.command (Mac) or Postigo.cmd (Windows): that brings it. The page (HTML) says "
    "the same, and can be printed."
)
LETTERS: Final = Text("Some letters cannot be shown in a PDF: there is a “�” in their place. The page (HTML) has them.")
PAGE_OF: Final = Text("page {page} of {pages}", values={"page": Keyword("{page}"), "pages": Keyword("{pages}")})
"""Foot of a page. The template fills both in: it alone counts the pages."""
_TRIES: Final = 4
_ASCII: Final = 127


def available() -> bool:
    """Whether Typst is here. It is asked before anything is looked at."""
    return find_spec("typst") is not None


def missing() -> Text:
    """Sentence where it is not here: how it gets there."""
    return additions.missing("postigo-pdf", _MISSING)


def made(template: str, said: dict[str, Any], above: str, letters: str) -> bytes:
    """PDF of what is `said`, by a template of `postigo_resources/reports`. `ImportError` without Typst: see `available`.

    `said` has lang, title, footer, page_of and keywords for the base, and what the template wants. Letters that no font has
    (Chinese names, emoji) are shown as "�", and `letters` in the list `above` says so: PDF/UA allows no empty boxes.
    """
    import typst  # noqa: PLC0415 - 80 MB, for those who ask for a PDF

    for _ in range(_TRIES):
        try:
            return _compiled(template, said)
        except typst.TypstError as why:
            unknown = _unknown(why.diagnostic)
            if not unknown:
                raise
        if letters not in said[above]:
            said = {**said, above: [*said[above], letters]}
        said = _without(unknown, said)
    return _compiled(template, said)


def _compiled(template: str, said: dict[str, Any]) -> bytes:
    import tempfile  # noqa: PLC0415 - 10 ms, and only here

    import typst  # noqa: PLC0415 - as above

    folder = resources.files("postigo_resources") / "reports"
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            b"".join((folder / name).read_bytes() for name in ("base.typ", "shutters.typ", template)),
            root=empty,
            ignore_system_fonts=True,
            sys_inputs={"said": json.dumps(said)},
            package_path=empty,
            package_cache_path=empty,
        )
        content = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(content, bytes)  # noqa: S101 - only of pictures are there several
    return content


def _unknown(diagnostic: str) -> set[str]:
    """Letters that no font has, by what Typst says of them. It writes some as Rust does, by their number."""
    found = re.findall(r'the text `"(.*?)"` could not be displayed', diagnostic)
    plain = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), text) for text in found)
    return {letter for text in plain for letter in text if ord(letter) > _ASCII}


def _without(unknown: set[str], item: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Texts with a sign in the place of letters that cannot be shown."""
    match item:
        case str():
            return "".join("�" if letter in unknown else letter for letter in item)
        case list() | tuple():
            return [_without(unknown, one) for one in item]
        case dict():
            return {name: _without(unknown, one) for name, one in item.items()}
    return item
