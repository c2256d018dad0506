"""The build hook that compiles the translations: `.po` stays in git, `.mo` is made, for wheel and editable install alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """The `.mo` files just written beside every `.po` under `root`."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - babel is a build dependency, not one of the app
    from babel.messages.pofile import read_po  # noqa: PLC0415

    written = []
    for source in sorted(p for top in ("checks", "resources") for p in (root / top).rglob("*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        written.append(target)
    return written


class Catalogues(BuildHookInterface[Any]):
    """Hatchling's way in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before hatchling collects the files."""
        del version
        root = Path(self.root)
        build_data["artifacts"].extend(path.relative_to(root).as_posix() for path in compile_catalogues(root))


if __name__ == "__main__":  # set-up asks this when only the words have changed
    compile_catalogues(Path(__file__).resolve().parent.parent)
