"""Python of the building system: its own if new enough, else built from Debian's sources.

A frozen program starts on no system whose C library is older than that of its builder, and the oldest one that schools still
have (Ubuntu 20.04, with glibc 2.31 as in Debian 11) has no Python that we run on. So Python 3.11 and OpenSSL 3 are taken from
Debian 12, whose security team mends both, and are built on Debian 11.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

from installer.packages.systems import mirror, shell

OLD: Final = frozenset({"bullseye", "focal", "jammy"})
"""Releases with an older Python than ours."""
SOURCES: Final = "bookworm"
BUILT: Final = "/opt/python"

PACKAGES: Final = ("python3", "python3-venv")
"""Packages for a release with a Python of its own."""
TO_BUILD: Final = (
    *("gcc", "make", "libc6-dev", "perl", "xz-utils", "zlib1g-dev", "libffi-dev", "libbz2-dev", "liblzma-dev"),
    *("libsqlite3-dev", "libexpat1-dev", "uuid-dev", "pkg-config"),
)

_BUILD: Final = """\
mkdir -p /build/python && cd /build/python
echo {line} > /etc/apt/sources.list.d/sources.list
apt-get -qq update
apt-get -qq source --download-only openssl python3.11
dpkg-source --no-check -x "$(ls -v openssl_*.dsc | tail -n 1)" openssl
dpkg-source --no-check -x "$(ls -v python3.11_*.dsc | tail -n 1)" python
cd openssl
./Configure linux-$(uname -m) shared no-tests --prefix={built} --libdir=lib --openssldir=/usr/lib/ssl
make -j"$(nproc)" build_libs
make install_dev
cd ../python
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
echo {built}/lib > /etc/ld.so.conf.d/python.conf
ldconfig
export LDFLAGS=-Wl,-s
./configure --prefix={built} --enable-shared --with-openssl={built} --with-system-expat --disable-test-modules --with-ensurepip=no
make -j"$(nproc)"
make install
ldconfig
rm -rf /build/python /etc/apt/sources.list.d/sources.list
{built}/bin/python3.11 -c 'import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, uuid, zlib'
"""
"""Script that builds it. apt-get holds what it downloads to the archive's signed lists.

A patch of Debian's has pyexpat use what is for Python's own modules only, as Debian builds it into Python itself.
"""


def packages(suite: str) -> tuple[str, ...]:
    """Debian packages that the building system needs for its Python."""
    return TO_BUILD if suite in OLD else PACKAGES


def path(suite: str) -> str:
    """Path of a Python in the building system that is new enough."""
    return f"{BUILT}/bin/python3.11" if suite in OLD else "/usr/bin/python3"


def provide(suite: str, machine: Path) -> None:
    """Put it there, with its shared library. It is built if the release has none."""
    if suite not in OLD:
        shell(
            machine,
            "apt-get -qq install -y --no-install-recommends libpython$(python3 -c 'import sys; print(*sys.version_info[:2], sep=\".\")')",
        )
        return
    line = shlex.quote(f"deb-src {mirror(SOURCES)[0]} {SOURCES} main")
    shell(machine, _BUILD.format(line=line, built=BUILT))
