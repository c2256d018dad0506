"""Pictures for the tests: made by ImageMagick, written on by exiftool, and read by exiftool."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PLASMA: Final = ("-size", "48x32", "-seed", "7", "plasma:red-blue")
_TWO: Final = (*_PLASMA, "-size", "48x32", "gradient:green-white")
BASES: Final[Mapping[str, tuple[str, ...]]] = {
    "plain.jpg": _PLASMA,
    "progressive.jpg": (*_PLASMA, "-interlace", "Plane"),
    "grey.jpg": (*_PLASMA, "-colorspace", "Gray"),
    "print.jpg": (*_PLASMA, "-colorspace", "CMYK"),
    "deep.png": _PLASMA,
    "palette.png": (*_PLASMA, "-colors", "12", "-define", "png:color-type=3"),
    "interlaced.png": (*_PLASMA, "-interlace", "PNG"),
    "alpha.png": (*_PLASMA, "-alpha", "set", "-channel", "A", "-evaluate", "multiply", "0.5"),
    "lossy.webp": _PLASMA,
    "exact.webp": (*_PLASMA, "-define", "webp:lossless=true"),
    "alpha.webp": (*_PLASMA, "-alpha", "set", "-channel", "A", "-evaluate", "multiply", "0.5"),
    "moving.webp": (*_TWO, "-delay", "10", "-loop", "0"),
    "plain.tif": (*_PLASMA, "-compress", "None"),
    "packed.tif": (*_PLASMA, "-compress", "LZW"),
    "photo.tif": (*_PLASMA, "-depth", "8", "-compress", "JPEG"),
    "pages.tif": (*_TWO, "-compress", "Zip"),
    "motorola.tif": (*_PLASMA, "-define", "tiff:endian=msb", "-compress", "None"),
    "tiles.tif": (*_PLASMA, "-define", "tiff:tile-geometry=16x16"),
    "plain.heic": _PLASMA,
    "plain.avif": _PLASMA,
    "plain.gif": _PLASMA,
    "moving.gif": (*_TWO, "-delay", "10", "-loop", "0"),
}
_DAY: Final = ("-Orientation#=6", "-DateTimeOriginal=2024:05:06 07:08:09", "-OffsetTimeOriginal=+02:00")
_GPS: Final = ("-GPSLatitude=40.4168", "-GPSLatitudeRef=N", "-GPSLongitude=3.7038", "-GPSLongitudeRef=W")
PLACED: Final[Mapping[str, tuple[str, ...]]] = {
    "exif": (*_DAY, *_GPS, "-XMP:GPSLatitude=40.4168", "-Comment=here"),
    "xmp": (*_DAY, "-XMP:GPSLatitude=40.4168", "-XMP:GPSLongitude=-3.7038", "-XMP-photoshop:City=Madrid"),
    "words": ("-XMP-photoshop:City=Madrid", "-XMP-iptcCore:Location=Sol", "-XMP-iptcExt:LocationShownCity=Madrid"),
    "press": ("-IPTC:City=Madrid", "-IPTC:Country-PrimaryLocationName=Spain", "-XMP-photoshop:Country=Spain", *_GPS),
    "all": (
        *_DAY,
        *_GPS,
        "-GPSAreaInformation=Puerta del Sol",
        "-GPSAltitude=650",
        "-XMP:CountryCode=ES",
        "-Artist=Ana",
    ),
}
PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "nothing": (),
    "day": _DAY,
    "camera": (*_DAY, "-Make=Example", "-Model=One", "-LensModel=50 mm", "-SerialNumber=1"),
    "words-of-mine": ("-Artist=Ana", "-ImageDescription=A cat", "-XMP:Title=Cat", "-UserComment=mine"),
    "resolution": (*_DAY, "-XResolution=300", "-YResolution=300", "-SubSecTimeOriginal=12", "-ColorSpace#=1"),
}
TELLS: Final = re.compile(r"GPS|Locat|City|Country|State|Province|Latit|Longit|Geo|XMP|IPTC|Photoshop|MakerNote|Offset")
"""Names of exiftool's that tell of a place, or of a block that could."""
_TELLS_NOTHING: Final = re.compile(
    r"^(?:QuickTime:MediaDataOffset|IFD\d:StripOffsets|IFD\d:TileOffsets|.*:ExifByteOrder)$"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Picture of a corpus, with the scene that was written on it."""

    path: Path
    scene: str

    @property
    def placed(self) -> bool:
        """Whether a place was written on it."""
        return self.scene in PLACED


def corpus(folder: Path, scenes: Iterable[str]) -> list[Picture]:
    """Each base with each scene."""
    bases, made = folder / "bases", list[Picture]()
    bases.mkdir()
    drawn = [name for name, how in BASES.items() if _draws(how, bases / name)]
    for scene in scenes:
        place = folder / scene
        shutil.copytree(bases, place)
        if words := (*PLACED.get(scene, ()), *PLAIN.get(scene, ())):
            exiftool("-q", "-q", "-m", "-overwrite_original", *words, str(place))
        made += [Picture(place / name, scene) for name in drawn]
    return made


def _draws(how: tuple[str, ...], to: Path) -> bool:
    done = subprocess.run(["convert", *how, str(to)], capture_output=True, check=False)
    return done.returncode == 0 and to.is_file()


def exiftool(*words: str) -> str:
    """What exiftool says. It ends badly for what it cannot write in one of many files."""
    done = subprocess.run(["exiftool", *words], capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout


def told(folder: Path) -> dict[str, dict[str, str]]:
    """All that exiftool reads in the files of a folder and in those within, by the file's path."""
    read = exiftool("-j", "-a", "-G1", "-s", "-ee", "-r", str(folder))
    return {one["SourceFile"]: one for one in json.loads(read or "[]")}


def tells(fields: Mapping[str, str]) -> set[str]:
    """Names that tell of a place, or of a block that could."""
    return {name for name in fields if TELLS.search(name) and not _TELLS_NOTHING.match(name)}


def pixels(one: Path, other: Path) -> str:
    """Number of pixels that differ, as ImageMagick counts them."""
    done = subprocess.run(
        ["compare", "-metric", "AE", f"{one}[0]", f"{other}[0]", "null:"], capture_output=True, check=False, text=True
    )
    return re.split(r"[\s(c]", done.stderr, maxsplit=1)[0]


def signatures(paths: Iterable[Path]) -> list[str]:
    """Fingerprint of the pixels of each frame of these files."""
    done = subprocess.run(
        ["identify", "-quiet", "-format", "%#\n", *map(str, paths)], capture_output=True, check=False, text=True
    )
    return done.stdout.split()
