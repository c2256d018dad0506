"""`info.monitoring-software`: programs that can see what a person does here.

It stands behind the safety flow (guidance 5.2). Whoever is watched by a violent person may be in danger when they find out, and more so when they change something. So it is
discreet: it runs only when asked for, is in no copy, moves no shutter, and has no plan. Every answer is a NOTE: what was
found is no alarm, and what was not found is no good news.

Programs for remote control, proxies and added root certificates have checks of their own: `camera.remote-control`,
`net.hosts-proxy-dns`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text

if TYPE_CHECKING:
    from postigo_checks.strangers.monitoring.fact import Watched


def load(platform: Platform) -> Implementation[Watched]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.monitoring.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.strangers.monitoring.probes import linux as way
        case Platform.WINDOWS:
            from postigo_checks.strangers.monitoring.probes import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.monitoring.probes import macos as way
    return Implementation(way, judge)


_MISSES: Final = Text(
    "Programs that we do not know, that hide, or that go by another name. What starts for one account only. "
    "What a phone or a router sees, and whoever knows your passwords."
)

MONITORING: Final = Check(
    id="info.monitoring-software",
    title=Text("Programs that can see what you do"),
    why=Text(
        "Some programs show another person what you do here. A family, a school or a company may use one openly. "
        "Used in secret, they do harm, and that is never your fault."
    ),
    tip=5,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "The names of the programs that run, and of what starts with the computer. Of other people's accounts nothing else is read."
            ),
            _MISSES,
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The names of the programs that run and of the services, and whether an administrator manages this "
                "computer. Of other people's accounts nothing else is read."
            ),
            _MISSES,
        ),
        Platform.MACOS: Coverage(
            Text(
                "The names of the programs that run and of what starts with the computer, and whether an administrator "
                "manages it. Of other people's accounts nothing else is read."
            ),
            _MISSES,
        ),
    },
    share=Share.NEVER,
    on_request=True,
    discreet=True,
)
