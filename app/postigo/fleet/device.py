"""Device names: what a computer is called in gathered reports.

Either a label that the school gave, or a stand-in: 16 letters that come from a key and from what makes the machine one of a
kind. Without the key nobody finds the machine by them; with it, the same machine has the same name on every day. Standard
library only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from typing import Final

KEY_BYTES: Final = 32
LETTERS: Final = 16
"""Letters of a stand-in: 80 bits. Among ten thousand computers two of the same name are one in 10^16."""
LONGEST_NAME: Final = 40
"""Letters of a label in a file name. Of four bytes at most each, they leave room in the 255 of a file system."""
_HEADING: Final = (
    "# Key of the names that this school's computers have in reports. The same file goes to each of them.\n"
    "# Keep it in the school: whoever has it can tell which computer a report is from.\n"
)
_SECRET: Final = re.compile(f"[0-9a-fA-F]{{{2 * KEY_BYTES}}}")
# Windows opens a device by these names, whatever follows a dot (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_RESERVED: Final = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")


class NotAKey(ValueError):  # noqa: N818 - what it is
    """The text is no key: not one line of 64 hexadecimal digits, beside comments."""


def key_text(secret: bytes) -> str:
    """Content of a key file. `secret` has `KEY_BYTES` bytes from a generator of secrets."""
    if len(secret) != KEY_BYTES:
        raise NotAKey(f"{len(secret)} bytes, {KEY_BYTES} expected")
    return f"{_HEADING}{secret.hex()}\n"


def key_in(text: str) -> bytes:
    """Secret of a key file's content. `NotAKey` for anything else."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1 or not _SECRET.fullmatch(lines[0]):
        raise NotAKey(f"one line of {2 * KEY_BYTES} hexadecimal digits expected")
    return bytes.fromhex(lines[0])


def stand_in(secret: bytes, machine: tuple[str, ...]) -> str:
    """Stand-in of a machine: `LETTERS` of a to z and 2 to 7. HMAC-SHA256, so nobody without the key can make or undo it.

    `machine` are its numbers in a fixed order: several, for a copied disk copies the system's own number along. `ValueError`
    where all are empty: every such machine would have the same name.
    """
    if not any(machine):
        raise ValueError("nothing tells this machine from others")
    counted = "".join(f"{len(part)}:{part}" for part in machine)
    digest = hmac.new(secret, f"postigo device 1 {counted}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:LETTERS]


def file_name(label: str) -> str:
    """Label as a name for files on every system; "" where nothing of it is left.

    For no other use: what a person reads is the label. Letters and digits stay, in small letters, for Windows and macOS tell no others apart. What stands between becomes one hyphen.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", label).lower())
    words = re.findall(r"[^\W_]+", plain)
    name = "-".join(words)[:LONGEST_NAME].strip("-")
    return f"{name}-" if _RESERVED.fullmatch(name) else name
