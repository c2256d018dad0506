"""Opens the window on the person's screen, and stays until it is closed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from postigo.core.policy import NO_POLICY, Policy
from postigo.core.values import Text
from postigo.gui.shell.application import application, speak

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QApplication

    from postigo.core.values import Text
    from postigo.gui.common.audit_process import Stream
    from postigo.gui.common.fix_process import FixStream
    from postigo.gui.common.language import Language
    from postigo.gui.evidence.models.errand_process import ErrandStream
    from postigo.gui.features import Features
    from postigo.gui.passwords.models.key_ring import KeyRing
    from postigo.gui.passwords.models.leaks import RangeSource
    from postigo.gui.passwords.models.sandbox_process import SandboxStream
    from postigo.gui.reports.models.copies import Keep
    from postigo.gui.settings.models.settings import Store
    from postigo.gui.shell.window import Window
    from postigo.gui.widgets.theme import Theme
    from postigo.store.context import Context
    from postigo.store.files import Settings

_FRAME = (16, 40)
"""Size of a desktop's frame and title, in px. It is known only once a window is shown."""


def main(context: Context, *, replay: str | None = None, keep: Keep | None = None) -> int:
    """Open the window and stay until it is closed. `keep` writes a report to a file; without it none can be saved.

    Raises `NoWindow` where there can be none.
    """
    app = application(["postigo"])
    window, features = open_window(
        app,
        replay=replay,
        language=context.lang,
        keep=keep,
        chosen=context.settings,
        policy=context.policy,
        classroom=context.classroom,
    )
    window.resize(_within(window, app.primaryScreen()))
    window.show()
    window.activateWindow()  # a bare X has no window manager that would hand it the keyboard
    # What is alive now stays alive: the collector of cycles, which stops everything, need not walk through it each time.
    gc.freeze()
    from postigo.gui.shell.interrupt import heard  # noqa: PLC0415 - Qt may be missing: application() says so

    with heard(app):
        status = int(app.exec())
    features.wait()
    return status


def _within(window: Window, screen: QScreen | None) -> QSize:
    """Size of the window, within its screen. The way to help stands at its lower end, so the frame is counted too."""
    from PySide6.QtCore import QSize as Size  # noqa: PLC0415 - see main()

    if screen is None:
        return window.size()
    return window.size().boundedTo(screen.availableGeometry().size() - Size(*_FRAME)).expandedTo(window.minimumSize())


def open_window(
    app: QApplication,
    *,
    replay: str | None = None,
    language: str = "en",
    open_stream: Callable[[], Stream] | None = None,
    open_child: Callable[[], SandboxStream] | None = None,
    open_source: Callable[[], RangeSource] | None = None,
    open_errand: Callable[[], ErrandStream] | None = None,
    open_fix: Callable[[], FixStream] | None = None,
    ring: KeyRing | None = None,
    theme: Theme | None = None,
    speech: Language | None = None,
    keep: Keep | None = None,
    region: Callable[[], str | None] | None = None,
    chosen: Settings | None = None,
    kept: Store | None = None,
    policy: Policy = NO_POLICY,
    classroom: bool = False,
) -> tuple[Window, Features]:
    """The window and its features, wired; not shown yet. A remembered machine is looked at without a question.

    `classroom`: a class uses it. Names are hidden for good, nothing is kept, and answers are gone with their page.
    """
    from postigo.gui.common.language import Language as Speech  # noqa: PLC0415
    from postigo.gui.common.timers import call_later  # noqa: PLC0415
    from postigo.gui.features import Features as All  # noqa: PLC0415 - see main()
    from postigo.gui.places import places  # noqa: PLC0415
    from postigo.gui.shell.window import Window  # noqa: PLC0415
    from postigo.gui.today.views import spoken as voice  # noqa: PLC0415
    from postigo.gui.widgets.context import ViewContext  # noqa: PLC0415
    from postigo.gui.widgets.theme import Theme as Looks  # noqa: PLC0415
    from postigo.gui.widgets.theme import scheme_of  # noqa: PLC0415

    voice.speak()
    # A fixed language is what the window begins with. Another one holds as long as it is open, as behind --lang.
    speech = speech or Speech(language, None if classroom or policy.locks("language") else _keep_language)
    if classroom:
        speech.hide_for_good()
    features = All(
        speech,
        replay=replay,
        open_stream=open_stream,
        open_child=open_child,
        open_source=open_source,
        open_errand=open_errand,
        open_fix=open_fix,
        ring=ring,
        keep=keep,
        region=region,
        chosen=chosen,
        kept=kept,
        policy=policy,
        classroom=classroom,
    )
    looks = theme or (Looks() if chosen is None else Looks(scheme=scheme_of(chosen.colours), zoom=chosen.text))
    window = Window(places(features), ViewContext(looks, speech))
    features.audit.changed.connect(window.router.settle)
    features.first.ended.connect(window.router.settle)
    window.closed.connect(features.close)
    if classroom:
        window.router.moved.connect(lambda: features.forget_replies(unless=window.router.here))
    call_later(app, 0, lambda: speak(app, speech.code))  # 11 ms that the first frame need not wait for
    speech.changed.connect(lambda: speak(app, speech.code))
    if replay is not None:
        call_later(window, 0, features.audit.look)
    return window, features


def _keep_language(code: str) -> Text | None:
    """Remember the language in the person's settings. Returns what to say when they could not be kept."""
    from postigo.store import files  # noqa: PLC0415 - only when it changes

    try:
        files.keep(replace(files.settings(), language=code))
    except files.SettingsTrouble as trouble:
        return trouble.text
    return None
