"""Python of the building system: its own where that is new enough, else built there from Debian's sources.

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
"""What a release with a Python of its own needs."""
TO_BUILD: Final = (
    *("gcc", "make", "libc6-dev", "perl", "xz-utils", "zlib1g-dev", "libffi-dev", "libbz2-dev", "liblzma-dev"),
    *("libsqlite3-dev", "uuid-dev", "pkg-config"),
)

_BUILD: Final = """
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
export LDFLAGS="-Wl,-rpath,{built}/lib -Wl,-s"
./configure --prefix={built} --enable-shared --with-openssl={built} --disable-test-modules --with-ensurepip=no
make -j"$(nproc)"
make install
rm -rf /build/python /etc/apt/sources.list.d/sources.list
"""  # apt-get source holds what it downloads to the archive's signed lists


def packages(suite: str) -> tuple[str, ...]:
    """Debian packages that the building system needs for its Python."""
    return TO_BUILD if suite in OLD else PACKAGES


def provide(suite: str, machine: Path) -> str:
    """Path of a Python in the building system that is new enough; it is built if there is none."""
    if suite not in OLD:
        shell(
            machine,
            "apt-get -qq install -y --no-install-recommends libpython$(python3 -c 'import sys; print(*sys.version_info[:2], sep=\".\")')",
        )
        return "/usr/bin/python3"
    if not (machine / BUILT[1:] / "bin/python3.11").exists():
        line = shlex.quote(f"deb-src {mirror(SOURCES)[0]} {SOURCES} main")
        shell(machine, _BUILD.format(line=line, built=BUILT))
    return f"{BUILT}/bin/python3.11"
