"""Pictures of a window on a computer with a policy: what is fixed has a padlock, and what is forbidden is not offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from postigo.core.policy_table import understood
from postigo.gui.places import REPORTS, SETTINGS
from postigo.store.files import Settings
from postigo.store.policy import settled
from tests.stories.window_story import FAMILY

if TYPE_CHECKING:
    from tests.stories.screens import Stage

SCHOOL: Final = understood(
    {
        "mandatory": {
            "language": "es",
            "shared": True,
            "country": "MX",
            "fixes_off": True,
            "online_off": True,
            "history_off": True,
            "report_level": "internal",
            "schedule": "weekly",
            "report_folder": "/mnt/aula/postigo/informes",
            "label": "Aula 3, PC 12",
            "school_programs": ["Veyon"],
            "contact": "Marta, aula 12",
            "langauge": "es",
        }
    },
    "/etc/postigo/policy.toml",
)
"""A school's policy, with a typing error in it."""


def under(act: Callable[[Stage], None]) -> Callable[[Stage], None]:
    """An act in a window that knows the school's policy."""

    def play(stage: Stage) -> None:
        features = stage.features
        features.policy = features.settings.policy = SCHOOL
        features.settings.chosen = settled(Settings(begun=True), SCHOOL)
        features.fixing.forbidden = features.vault.leaks.offline = True
        act(stage)

    return play


def _reports(stage: Stage) -> None:
    stage.receive(FAMILY)
    stage.window.router.go(REPORTS)
    stage.wait()


def _history(stage: Stage) -> None:
    _reports(stage)
    stage.reports_page.show_part(stage.reports_page.history)


def _settings(stage: Stage) -> None:
    stage.window.router.go(SETTINGS)


def _end_of_settings(stage: Stage) -> None:
    _settings(stage)
    page = stage.settings_page
    stage.wait()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())


def _looked(stage: Stage) -> None:
    stage.receive(FAMILY)
    stage.wait()


def _help(stage: Stage) -> None:
    from tests.stories import screens  # noqa: PLC0415 - which imports this module

    stage.features.way.school = SCHOOL.contact
    screens.ACTS["help-teen-5"](stage)


def _row(stage: Stage) -> None:
    from tests.stories import screens  # noqa: PLC0415 - see above

    screens.ACTS["fix-row"](stage)


ACTS: Final[dict[str, Callable[[Stage], None]]] = {
    "policy-schedule": under(_looked),
    "policy-settings": under(_settings),
    "policy-settings-end": under(_end_of_settings),
    "policy-copy": under(_reports),
    "policy-history": under(_history),
    "policy-help": under(_help),
    "policy-row": under(_row),
}
MAIN: Final = ("policy-schedule", "policy-settings", "policy-settings-end")
