"""Generator of what the helper with rights needs beside its code. And the helper as one file.

Generated: its names of programs for remote control (out of the checks' table, which it must not import), and the actions of polkit,
one for each thing that it does, each with its own sentence. `python3 -m installer.fix_helper FILE` writes the program: the modules of
`app/postigo/fix_helper` that Linux needs, in one file that Python runs (zipapp), so one file is all that must be root's. The package
for Windows has those that Windows needs behind a starter (`installer/packages/windows_payload.py`).
"""

from __future__ import annotations

import io
import json
import sys
import textwrap
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from installer.generator import ROOT, Generator

CODE = ROOT / "app/postigo/fix_helper"
NAMES = CODE / "linux_names.py"
POLICY = ROOT / "installer/polkit/org.postigo.fix.policy"
TABLE = ROOT / "checks/postigo_checks/data/remote_programs.jsonl"
KINDS = frozenset(("remote", "agent", "classroom"))
"""Kinds of programs whose start a plan may stop. What only reaches across a desk, or is for meetings, has none."""

INSTALLED = "/usr/libexec/postigo/fix-helper"
PYTHON = "#!/usr/bin/python3 -ISB\n"
"""First line of the program. No variable, no folder of the person or of the caller (-I is -P too), no site."""

MAINS = {
    "linux": "import sys\n\nfrom postigo.fix_helper.linux import main\n\nsys.exit(main(sys.argv[0]))\n",
    "windows": "import sys\n\nfrom postigo.fix_helper.windows import main\n\nsys.exit(main())\n",
}
"""First module of the program, by system."""

SENTENCES: dict[str, tuple[str, str]] = {
    "firewall-on": (
        "Postigo wants to turn on the firewall of this computer, for all who use it.",
        "Postigo quiere activar el cortafuegos de este equipo, para todas las personas que lo usan.",
    ),
    "firewall-on.undo": (
        "Postigo wants to set the firewall back to how it was before. It can be off then.",
        "Postigo quiere dejar el cortafuegos como estaba antes. Puede quedar desactivado.",
    ),
    "updates-automatic": (
        "Postigo wants updates of this computer to be installed automatically.",
        "Postigo quiere que las actualizaciones de este equipo se instalen automáticamente.",
    ),
    "updates-automatic.undo": (
        "Postigo wants to set automatic updates back to how they were before. They can be off then.",
        "Postigo quiere dejar las actualizaciones automáticas como estaban antes. Pueden quedar desactivadas.",
    ),
    "updates-install": (
        "Postigo wants to install the updates that wait. This cannot be undone.",
        "Postigo quiere instalar las actualizaciones pendientes. Esto no se puede deshacer.",
    ),
    "unit-off": (
        "Postigo wants to stop a program for remote control from starting with this computer.",
        "Postigo quiere que un programa de control remoto deje de arrancar con este equipo.",
    ),
    "unit-off.undo": (
        "Postigo wants to let a program for remote control start with this computer again.",
        "Postigo quiere que un programa de control remoto vuelva a arrancar con este equipo.",
    ),
}
"""Sentences of the prompts, in English and in Spanish, by the helper's argument."""


def names() -> list[str]:
    """Names of units and programs in the checks' table, as the helper compares them."""
    rows = [json.loads(row) for row in TABLE.read_text("utf-8").splitlines()[1:]]
    lists = [row.get(field, []) for row in rows if row["kind"] in KINDS for field in ("units", "linux")]
    return sorted({name.casefold() for each in lists for name in each if " " not in name})


def names_module() -> str:
    """Module that holds the names."""
    lines = textwrap.wrap(
        ", ".join(f'"{name}"' for name in names()), 108, break_long_words=False, break_on_hyphens=False
    )
    head = '"""Names of units and programs for remote control, in small letters. Generated: python3 -m installer.generate."""\n'
    body = "".join(f"    {line}\n" for line in lines)
    return f"{head}\nfrom typing import Final\n\nNAMES: Final = (\n{body})  # fmt: skip\n"


def policy() -> str:
    """Actions of polkit: for who sits at the machine, with a password each time (polkit(8))."""
    actions = "".join(_action(tag, *sentences) for tag, sentences in SENTENCES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE policyconfig PUBLIC "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN"\n'
        '  "http://www.freedesktop.org/standards/PolicyKit/1/policyconfig.dtd">\n'
        "<!-- Generated: python3 -m installer.generate. -->\n"
        f"<policyconfig>\n  <vendor>Postigo</vendor>\n{actions}</policyconfig>\n"
    )


def _action(tag: str, english: str, spanish: str) -> str:
    return (
        f'  <action id="org.postigo.fix.{tag}">\n'
        f"    <description>{escape(english)}</description>\n"
        f'    <description xml:lang="es">{escape(spanish)}</description>\n'
        f"    <message>{escape(english)}</message>\n"
        f'    <message xml:lang="es">{escape(spanish)}</message>\n'
        "    <defaults>\n"
        "      <allow_any>no</allow_any>\n"
        "      <allow_inactive>no</allow_inactive>\n"
        "      <allow_active>auth_admin</allow_active>\n"
        "    </defaults>\n"
        f'    <annotate key="org.freedesktop.policykit.exec.path">{INSTALLED}</annotate>\n'
        f'    <annotate key="org.freedesktop.policykit.exec.argv1">{tag}</annotate>\n'
        "  </action>\n"
    )


def modules(system: str) -> Iterator[Path]:
    """Modules of the program on a system: its own, and those that are of none."""
    others = tuple(one for one in MAINS if one != system)
    yield from (path for path in sorted(CODE.glob("*.py")) if not path.name.startswith(others))


def program(system: str = "linux") -> bytes:
    """The program as an archive that Python runs: the same bytes for the same code. On Linux it has its first line."""
    packed = io.BytesIO()
    contents = {f"postigo/fix_helper/{path.name}": path.read_text("utf-8") for path in modules(system)}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in {"__main__.py": MAINS[system], "postigo/__init__.py": "", **contents}.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return (PYTHON.encode() if system == "linux" else b"") + packed.getvalue()


def _made() -> Mapping[Path, bytes]:
    return {NAMES: names_module().encode(), POLICY: policy().encode()}


GENERATOR = Generator("fix-helper", _made)

if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_bytes(program())
    target.chmod(0o755)
