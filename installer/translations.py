"""`python3 -m installer.translations`: finds every `Text("…")`, brings the `.po` files up to date, and compiles them.

`--check` changes nothing and fails when something is not translated. Our own extraction, because babel's finds
positional strings only; the catalogues themselves are babel's.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installer.hatch_build import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = {
    "postigo": (ROOT / "app/postigo", ROOT / "resources/postigo_resources/locale"),
    "postigo_checks": (ROOT / "checks/postigo_checks", ROOT / "checks/postigo_checks/locale"),
}
LANGUAGES = ("es",)


@dataclass(frozen=True)
class Found:
    """A sentence in the sources: English, plural or none, and where it stands."""

    one: str
    many: str | None
    where: str


def sentences(folder: Path) -> Iterator[Found]:
    """Every literal Text in the sources under a folder; a Text that is not literal is an error of the source."""
    for path in sorted(folder.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"):
                continue
            words = {keyword.arg: keyword.value for keyword in node.keywords}
            words |= dict(zip(("one", "many", "n", "values"), node.args, strict=False))
            one, many = words.get("one"), words.get("many")
            if not (isinstance(one, ast.Constant) and isinstance(one.value, str)):
                raise SystemExit(f"{where}:{node.lineno}: Text needs a literal sentence")
            plural = many.value if isinstance(many, ast.Constant) else None
            yield Found(one.value, plural if isinstance(plural, str) else None, where)


def update(domain: str, code: str) -> list[str]:
    """Write the catalogue of one domain in one language; the sentences that lack a translation."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - a development tool
    from babel.messages.pofile import read_po, write_po  # noqa: PLC0415

    folder, locale = DOMAINS[domain]
    target = locale / code / "LC_MESSAGES" / f"{domain}.po"
    old = Catalog(locale=code)
    if target.exists():
        with target.open("rb") as text:
            old = read_po(text, locale=code)
    new = Catalog(locale=code, domain=domain, project="Postigo", version="", charset="utf-8", fuzzy=False)
    new.header_comment = f"# Postigo, {domain} in {code}. GPL-3.0-or-later."
    for found in sentences(folder):
        known = old.get(found.one)
        empty = ("", "") if found.many else ""
        string = known.string if known and bool(found.many) == bool(known.pluralizable) else empty
        new.add((found.one, found.many) if found.many else found.one, string, locations=[(found.where, None)])
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else b""
    with target.open("wb") as text:
        write_po(text, new, sort_output=True, omit_header=False, include_lineno=False, width=118)
    stable = _without_date(target.read_bytes())
    if stable == _without_date(before):
        target.write_bytes(before)
    missing = []
    for message in new:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            missing.append(message.id[0] if isinstance(message.id, tuple) else message.id)
    return missing


def _without_date(po: bytes) -> list[bytes]:
    return [line for line in po.splitlines() if b"-Date:" not in line]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a sentence has no translation")
    check = parser.parse_args().check
    missing = [(domain, text) for domain in DOMAINS for code in LANGUAGES for text in update(domain, code)]
    compile_catalogues(ROOT)
    for domain, text in missing:
        print(f"{domain}: no translation: {text}", file=sys.stderr)
    return 1 if check and missing else 0


if __name__ == "__main__":
    sys.exit(main())
