"""Generator of the translations: finds every `Text("…")`, updates and compiles the `.po` files.

Our own extraction, because babel's finds positional strings only; the catalogues themselves are babel's.
`.venv/bin/python -m installer.translations` is short for `python3 -m installer.generate translations`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from installer.generator import ROOT, Generator
from installer.hatch_build import compile_catalogues

DOMAINS = {
    "postigo": (ROOT / "app/postigo", ROOT / "resources/postigo_resources/locale"),
    "postigo_checks": (ROOT / "checks/postigo_checks", ROOT / "checks/postigo_checks/locale"),
}
LANGUAGES = ("es",)
NAMES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Found:
    """A sentence in the sources: English, plural or none, and where it stands."""

    one: str
    many: str | None
    where: str


def sentences(folder: Path) -> Iterator[Found]:
    """Literal `Text("…")`, and `_("…")` of the command line's help. One that is not literal is a fault."""
    for path in sorted(folder.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"), where)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Text", "_"}):
                continue
            words = {keyword.arg: keyword.value for keyword in node.keywords}
            words |= dict(zip(("one", "many", "n", "values"), node.args, strict=False))
            one, many = words.get("one"), words.get("many")
            if not (isinstance(one, ast.Constant) and isinstance(one.value, str)):
                raise SystemExit(f"{where}:{node.lineno}: Text needs a literal sentence")
            plural = many.value if isinstance(many, ast.Constant) else None
            yield Found(one.value, plural if isinstance(plural, str) else None, where)


def renewed(domain: str, code: str) -> tuple[Path, Catalog]:
    """File of a catalogue, and the catalogue as the sources want it. It has the translations there are."""
    folder, locale = DOMAINS[domain]
    target = locale / code / "LC_MESSAGES" / f"{domain}.po"
    old = Catalog(locale=code)
    if target.exists():
        with target.open("rb") as text:
            old = read_po(text, locale=code, abort_invalid=True)
    new = Catalog(locale=code, domain=domain, project="Postigo", version="", charset="utf-8", fuzzy=False)
    new.header_comment = f"# Postigo, {domain} in {code}. GPL-3.0-or-later."
    new.creation_date = old.creation_date  # only sentences make a difference
    for found in sentences(folder):
        known = old.get(found.one)
        string = known.string if known and bool(found.many) == bool(known.pluralizable) else None
        new.add(
            (found.one, found.many) if found.many else found.one,
            string or (("", "") if found.many else ""),
            locations=[(found.where, 0)],
        )
    return target, new


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of its file."""
    file = BytesIO()
    write_po(file, catalogue, sort_output=True, include_lineno=False, width=118)
    return file.getvalue()


def complaints(catalogue: Catalog) -> Iterator[str]:
    """Sentences without a translation, and translations that lost or invented a {name}."""
    for message in catalogue:
        english = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        strings = [string or "" for string in said]
        if not message.id:
            continue
        if not all(strings):
            yield f"no translation: {english[0]}"
        elif any(NAMES.findall(string) and not _names(string) <= _names(*english) for string in strings):
            yield f"other names in the translation of: {english[0]}"
        elif _names(english[-1]) != _names(strings[-1]):
            yield f"a name is lost in the translation of: {english[0]}"


def _names(*texts: str) -> set[str]:
    return {name for text in texts for name in NAMES.findall(text)}


def made() -> Mapping[Path, bytes]:
    """The `.po` files as the sources want them."""
    return {target: written(catalogue) for target, catalogue in _all()}


def faults() -> Iterator[str]:
    """Faults of the translations: what is missing, or was translated wrongly."""
    for target, catalogue in _all():
        yield from (f"{target.name}: {complaint}" for complaint in complaints(catalogue))


def _all() -> Iterator[tuple[Path, Catalog]]:
    for domain in DOMAINS:
        for code in LANGUAGES:
            yield renewed(domain, code)


GENERATOR = Generator("translations", made, faults, after=lambda: compile_catalogues(ROOT))

if __name__ == "__main__":
    from installer.generate import main

    sys.exit(main([GENERATOR.name, *sys.argv[1:]]))
