r"""The cameras of a Linux machine, as the kernel lists them. Nothing is opened, so nothing lights up.

`/sys/class/video4linux/video*`; only a node with `index` 0 is a camera, the others are its side channels. Those under
`/sys/devices/virtual` are made by a program. One chip may have dozens (`Intel IPU6 ISYS Capture 7`): they count as one.

Decoders, encoders and picture processors have such nodes too (19 on a Raspberry Pi 5 without any camera). A webcam has the
name of a product; these have the name of their driver, in small letters. Those that we know are no cameras; any other
driver's could be one. What udev noted about a node (`ID_V4L_CAPABILITIES`, by systemd's v4l_id) cannot decide it: an encoder
has `capture` too, and older ones of v4l_id do not know the way of many small computers' cameras (`…_CAPTURE_MPLANE`), so
without `capture` one may be there (docs/decisions/0515).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, CaptureKind, System, Unknown
from postigo_checks.capture.devices.fact import Eye, eye

NODES: Final = "/sys/class/video4linux/video*"
VIRTUAL: Final = "/sys/devices/virtual/video4linux/video*"

_DRIVER: Final = re.compile(r"[a-z0-9][a-z0-9,._@:-]*")
"""The name of a driver. A product that calls itself so would be a camera without capitals and without a space."""

_NO_CAMERA: Final = re.compile(
    r"(?:.*[-_.,])?(?:dec|enc|vdec|venc|vpu|vepu|jpu|decoder|encoder|codec|jpegdec|jpegenc|jpeg|m2m|mdp3?|rga[23]?)"
    r"(?:[-_.,0-9].*)?"
    r"|rpivid|rpi-hevc-dec|bcm2835-(?:codec|isp)[-_].*|pispbe[-_].*"  # Raspberry Pi
    r"|rkvdec\d*|rkvenc\d*|rk[-_]?(?:vpu|vcodec).*|hevc|hantro.*|iep"  # Rockchip, and Hantro's blocks in NXP's chips
    r"|cedrus|sun(?:8i|50i)[-_](?:di|rotate|deinterlace).*"  # Allwinner
    r"|mtk[-_](?:vcodec|jpeg|mdp3?).*"  # MediaTek
    r"|qcom[-_](?:venus|iris).*|venus[-_].*|iris[-_].*"  # Qualcomm
    r"|s5p[-_](?:mfc|jpeg|g2d).*|exynos[-_]gsc.*|meson[-_](?:vdec|ge2d).*|coda.*|wave5.*|allegro.*|pxp|dw100|imx[-_]pxp"
    r"|v?im2m|vicodec|visl|fdp1|bdisp.*|delta.*|hva.*|stm32[-_]dma2d|tegra[-_]vde|e5010.*"
)
"""Drivers of the kernel (drivers/media) that turn pictures into pictures. Their nodes have these names."""

_NUMBERED: Final = re.compile(r"\s+\d+$")


def cameras(system: System) -> list[Eye]:
    """The cameras that there are, and what could be one."""
    virtual = {entry.path.rsplit("/", 1)[1] for entry in system.glob(VIRTUAL)}
    found: list[Eye] = []
    chips: set[str] = set()
    for entry in system.glob(NODES):
        node = entry.path.rsplit("/", 1)[1]
        index = line(system, f"{entry.path}/index")
        if not index.isdecimal():
            raise CannotTell(Unknown.UNREADABLE, f"{entry.path}: index {index!r:.20}")
        name = line(system, f"{entry.path}/name")
        if index == "0" and (node in virtual or not is_no_camera(name)):
            chip = _NUMBERED.sub("", name)
            if chip == name or chip not in chips:
                found.append(eye(CaptureKind.CAMERA, chip, virtual=node in virtual, maybe=_could_be(name)))
            chips.add(chip)
    return found


def is_no_camera(name: str) -> bool:
    """Whether a node's name is that of a driver that turns pictures into pictures."""
    return bool(_DRIVER.fullmatch(name) and _NO_CAMERA.fullmatch(name)) and "cam" not in name


def _could_be(name: str) -> bool:
    """Whether a name is a driver's, which does not tell what it is for."""
    return bool(_DRIVER.fullmatch(name)) and "cam" not in name


def line(system: System, path: str) -> str:
    """The one line of a file of the kernel's. UNREADABLE for nothing, or for what is no text."""
    try:
        text = system.read(path).decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    if not text.strip() or not text.strip().isprintable():
        raise CannotTell(Unknown.UNREADABLE, f"{path} says nothing")
    return text.strip()
