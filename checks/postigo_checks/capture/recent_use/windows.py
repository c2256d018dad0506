"""Probe of `camera.recent-use` on Windows."""

from __future__ import annotations

from datetime import timedelta

from postigo.api import CaptureKind, Data, Platform, System
from postigo_checks.capture.in_use.fact import User, program_user
from postigo_checks.capture.in_use.windows import history, packaged
from postigo_checks.capture.in_use.windows_record import Session
from postigo_checks.capture.recent_use.fact import DAYS, CameraHistory, PastUse
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms, basename


def windows(system: System, data: Data) -> CameraHistory:
    """Programs that used the camera lately."""
    table = known_programs.load(data, Platform.WINDOWS)
    since = system.now() - timedelta(days=DAYS)
    sessions, unseen = history(system, CaptureKind.CAMERA)
    uses = [PastUse(_user(table, session), session.start) for session in sessions if session.start >= since]
    return CameraHistory(tuple(sorted(uses, key=lambda use: use.when, reverse=True)), unseen)


def _user(table: KnownPrograms, session: Session) -> User:
    if session.packaged:
        return packaged(table, CaptureKind.CAMERA, session)
    path = None if session.bare else session.leaf.replace("#", "\\")
    return program_user(table, CaptureKind.CAMERA, basename(path or session.leaf), path)
