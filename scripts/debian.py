"""Debian packages that a test needs: installed as root on a Debian system; else the reader is told how."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

# Packages start their servers when they are installed; 101 forbids it (policy-rc.d, Debian policy 9.3.3).
POLICY = {Path("/usr/sbin/policy-rc.d"): "#!/bin/sh\nexit 101\n"}

_NULL = subprocess.DEVNULL


class CannotInstallError(Exception):
    """This user or this system cannot install packages; the message says what to do instead."""


def install(packages: Sequence[str], quiet: Mapping[Path, str] = {}) -> None:
    """Install Debian packages without starting what they bring.

    Args:
        packages: names of the distribution's packages.
        quiet: files (path → text) that exist only during the installation and keep it from starting anything.
    Raises:
        CannotInstallError: not root or no apt.
        subprocess.CalledProcessError: apt failed.
    """
    wish = f"sudo apt-get install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise CannotInstallError(f"no apt here; install by your system's means what Debian calls: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise CannotInstallError(f"not root; run: {wish}")
    print(f"installing {' '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with _present(POLICY | dict(quiet)):
        for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", "-qq", *command], check=True, env=environment, stdin=_NULL, stdout=_NULL)


@contextlib.contextmanager
def _present(files: Mapping[Path, str]) -> Iterator[None]:
    ours = [path for path in files if not path.exists()]
    for path in ours:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path])
        path.chmod(0o755)
    try:
        yield
    finally:
        for path in ours:
            path.unlink(missing_ok=True)
