"""Build hook that compiles the translations, for wheel and editable install alike.

`.po` stays in git, `.mo` is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """The `.mo` files just written beside every `.po` under `root`."""
    import polib  # noqa: PLC0415 - a build dependency, not one of the app; babel would do it too, and weighs 33 MB

    written = []
    for source in sorted(p for top in ("checks", "resources") for p in (root / top).rglob("*.po")):
        target = source.with_suffix(".mo")
        polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(target))
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
