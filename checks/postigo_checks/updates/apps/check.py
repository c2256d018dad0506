"""`update.apps`: whether programs that do not belong to the system are kept current.

Which of them are old, only the network could tell. What this machine knows is when somebody last renewed something, and whether
that happens by itself:

- **GOOD**: by itself, and (where that can be seen) within the last six weeks: some snap is always new by then;
- **NOTE**: by hand, within the last two months; what apt knows to be newer at other makers' sources, which may be an hour
  old; and that on Windows and macOS there are programs that nobody keeps;
- **ADVISE**: switched off, or nothing was renewed for longer. What was installed last week would be new too, so these dates
  make nothing good that is renewed by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.updates.apps.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.updates.apps.fact import Programs


def load(platform: Platform) -> Implementation[Programs]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.updates.apps.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.updates.apps.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.updates.apps.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.updates.apps.macos import macos as way
    return Implementation(way, judge)


UPDATE_APPS: Final = Check(
    id="update.apps",
    title=Text("Updates of programs"),
    why=Text("Programs also need updates, not only the system."),
    tip=3,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "When programs from snap, flatpak and Homebrew were last updated, and what apt's lists say of other makers' programs. The network is not asked."
            ),
            Text(
                "Which snaps and flatpaks are old. Other makers' sources of dnf and zypper. "
                "What one account installed for itself, and AppImages."
            ),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "Whether the Microsoft Store updates programs, and when Chocolatey and Scoop last did. The network is not asked."
            ),
            Text(
                "Which programs are old. Programs from winget and from web pages, and Scoop of one account. "
                "A pause of some weeks that somebody chose in the Store."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("Whether the App Store updates programs, and when Homebrew last did. The network is not asked."),
            Text("Which programs are old. Programs from web pages."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
