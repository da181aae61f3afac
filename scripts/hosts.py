"""No package registry's host name and no path of somebody's machine in the tree.

An operator behind a mirror must be able to install (docs/adr/0001-lock-files.md), and a path that exists on
one machine only is a bug on every other.
"""

import re
import sys
from pathlib import Path

from scripts import tree

# Built from pieces, so that this file passes its own test.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
]
TOP_FOLDERS = ("root", "home", "Users", "work", "workspace", "workspaces")
FORBIDDEN = re.compile(
    "|".join(re.escape(host) for host in HOSTS)
    + "|" + rf"(?<![\w./<~-])/(?:{'|'.join(TOP_FOLDERS)})/\w"
    + "|" + re.escape(str(Path.cwd())) + r"\b"
)  # fmt: skip


def findings(path: Path) -> list[str]:
    """`path:line: match` for every forbidden word; binary files are left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    return [f"{path}:{n}: {hit.group()}" for n, line in enumerate(lines, 1) if (hit := FORBIDDEN.search(line))]


def main() -> int:
    found = [line for path in tree.files() for line in findings(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
