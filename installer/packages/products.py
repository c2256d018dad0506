"""Products: the packages that there are, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from installer.packages.deb import BUNDLED, HOME, PROMISE, Package, units

Describe: TypeAlias = Callable[[str], Package]
"""Maker of a package from the names of the libraries that it needs."""

FIRST: Final = (
    "Look only at your own device, or with its owner, who wants it. Without a command it opens its window; in the terminal, "
    '"postigo audit" prints the same.'
)


def window(depends: str) -> Package:
    """Package with the window, the audit of passwords, and the helper that makes fixes. `depends` is of its libraries."""
    return Package(
        "postigo",
        "shows who can look in through your device",
        f"{PROMISE}\n\n{FIRST}\n\nWhat it can mend itself, it mends when you say so and after the system has asked for the password.",
        f"{depends}, python3 (>= 3.8)",
        {
            "Recommends": "pkexec | policykit-1, fonts-dejavu-core | fonts-noto-core",
            "Suggests": "postigo-pdf, postigo-fleet",
            "Conflicts": "postigo-headless",
            "Replaces": "postigo-headless",
        },
        scripts(),
        BUNDLED,
    )


def headless(depends: str) -> Package:
    """Package without Qt and without the audit of passwords, for many computers and for servers."""
    return Package(
        "postigo-headless",
        "shows who can look in through your device, in the terminal",
        f"{PROMISE}\n\nThis package has no window and does not look at passwords. The package postigo has both.",
        depends,
        {"Suggests": "postigo-pdf, postigo-fleet", "Conflicts": "postigo", "Replaces": "postigo"},
        scripts(),
        BUNDLED,
        section="admin",
    )


def addition(name: str, short: str, long: str, depends: str) -> Package:
    """Package that lays more beside the program: it serves either of the two."""
    return Package(
        name, short, long, ", ".join(filter(None, ["postigo | postigo-headless", depends])), overrides=BUNDLED
    )


def pdf(depends: str) -> Package:
    """Package that makes reports as PDF."""
    more = "With it, Postigo makes reports as PDF too. Without it, the page (HTML) says the same and can be printed."
    return addition("postigo-pdf", "reports of Postigo as PDF", more, depends)


def fleet(depends: str) -> Package:
    """Package that packs the reports of very many computers, and asks them in SQL."""
    more = "With it, Postigo packs the reports of very many computers into one file, and answers questions about it. No server is needed; for one summary it is not needed either."
    return addition("postigo-fleet", "questions about the reports of very many computers", more, depends)


def scripts() -> dict[str, str]:
    """Maintainer scripts. The schedule goes on where somebody enabled it; nothing here enables it.

    Removal stops its timer and leaves it enabled, as Debian's own tools do: one of our packages may take the place of the other. What
    is kept goes by a purge, and not while the program is there: then it is the other package's.
    """
    timers = " ".join(unit.name for unit in units() if unit.suffix == ".timer")
    return {
        "postinst": _POSTINST.format(timers=timers),
        "prerm": _PRERM.format(timers=timers),
        "postrm": _POSTRM.format(program=f"/{HOME}/postigo", timers=timers),
    }


_POSTINST: Final = """\
#!/bin/sh
set -e
if [ "$1" = configure ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    for timer in {timers}; do
        if systemctl --quiet is-enabled "$timer"; then systemctl start "$timer" || true; fi
    done
fi
"""
_PRERM: Final = """\
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl stop {timers} || true
fi
"""
_POSTRM: Final = """\
#!/bin/sh
set -e
if [ "$1" = purge ] && [ ! -e {program} ]; then
    rm -rf /var/lib/postigo /run/postigo-fix-helper.lock
    for timer in {timers}; do
        rm -f "/etc/systemd/system/timers.target.wants/$timer" "/var/lib/systemd/timers/stamp-$timer"
    done
fi
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
fi
"""
