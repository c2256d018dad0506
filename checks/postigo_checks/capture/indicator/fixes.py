"""Plans of `camera.indicator`."""

from __future__ import annotations

from typing import Final

from postigo.api import HandleKind, Instruct, Means, Plan, Platform, Text

FIXES: Final = (
    Plan(
        "notice",
        Text("Let Windows show a notice"),
        (
            Instruct(Text("Cover the camera when you do not use it. That always works.")),
            Instruct(
                Text(
                    "Who looks after this computer can turn on a notice: in the registry, under "
                    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\OEM\\Device\\Capture, the DWORD NoPhysicalCameraLED must be 1."
                )
            ),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
        means=(
            Means(
                HandleKind.REGISTRY_VALUE,
                helper="camera-notice",
                says=Text("Windows shows a notice on the screen each time the camera turns on or off."),
            ),
        ),
        button=Text("Let Windows show a notice…"),
    ),
    Plan(
        "cover",
        Text("Cover the camera"),
        (
            Instruct(
                Text("Use a sliding cover or a piece of paper tape. On a thin laptop, a thick cover can break it.")
            ),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.LINUX}),
        rights=False,
    ),
)
