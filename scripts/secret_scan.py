"""No password, key or token in the tree; what only looks like one is marked `pragma: allowlist secret`."""

import subprocess
import sys

from scripts import tree


def main() -> int:
    # A manifest of weights names their SHA-256.
    names = [str(path) for path in tree.written_by_people() if path.name != "manifest.json"]
    return subprocess.run(["detect-secrets-hook", "--cores", "2", *names]).returncode


if __name__ == "__main__":
    sys.exit(main())
