"""Writer of the steps of a new case: `python -m tests.fixes.fill FILE…` puts in what a preview says, to be read and judged by hand."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from postigo.core.codec import encode
from postigo.fixes.engine import apply, preview
from tests.fixes.case import Bench, read


def main(names: list[str]) -> None:
    """Fill each file."""
    for path in map(Path, names):
        bench = Bench(path.parent.name.replace("_", ":"), case := read(path), Path(tempfile.mkdtemp()))
        offer = bench.offer(case)
        steps = preview(bench.access, offer)
        how = apply(bench.access, bench.journal, offer, bench.look_again).entry.how
        written = {**json.loads(path.read_text("utf-8")), "steps": encode(steps, tag=False), "how": how}
        path.write_text(json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        print(path, how, *steps, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
