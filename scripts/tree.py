"""The files that belong to the project: tracked by git or about to be; everything that is not ignored."""

import subprocess
from pathlib import Path

MADE_BY_TOOLS = ("locks/", "package-lock.json", "LICENSE")


def files() -> list[Path]:
    """Paths relative to the project's root, without deleted ones.

    Raises:
        subprocess.CalledProcessError: this is no git work tree.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [path for path in map(Path, sorted(filter(None, listed.split("\0")))) if path.is_file()]


def written_by_people() -> list[Path]:
    """The same without lock files and the licence."""
    return [path for path in files() if not str(path).startswith(MADE_BY_TOOLS)]
