"""Everything that can be said of the code without running it: `python -m scripts.check [--only NAME,NAME]`.

All checks run even when one fails, so that one run tells all; what a failed check said follows its line.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy", "panggung", "scripts", "bench"],
    "floors": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "panggung", "--lint", "--quiet"],
    "frontend": ["npm", "run", "--silent", "lint"],
    "frontend-types": ["npm", "run", "--silent", "types"],
    "translations": ["python", "-m", "scripts.translations", "check"],
    "secrets": ["python", "-m", "scripts.secret_scan"],
    "hosts": ["python", "-m", "scripts.hosts"],
    "audit": ["python", "-m", "scripts.audit"],
}
LOUD = "SKIPPED"


def passes(name: str) -> bool:
    """Run one check and print its line; its own words follow when it failed or skipped a part."""
    started = time.monotonic()
    path = os.pathsep.join([str(Path(".venv/bin").absolute()), str(Path(".venv/node").absolute()), os.environ["PATH"]])
    run = subprocess.run(
        CHECKS[name],
        env=os.environ | {"PATH": path, "NO_COLOR": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    good = run.returncode == 0
    print(f"{'ok  ' if good else 'FAIL'} {name:<15} {time.monotonic() - started:5.1f} s", flush=True)
    if not good or LOUD in run.stdout:
        print(run.stdout.rstrip(), flush=True)
    return good


def main(arguments: list[str]) -> int:
    wanted = arguments[1].split(",") if arguments[:1] == ["--only"] and len(arguments) == 2 else list(CHECKS)
    if unknown := [name for name in wanted if name not in CHECKS]:
        print(f"no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = [name for name in wanted if not passes(name)]
    print(f"{len(wanted) - len(failed)} of {len(wanted)} checks passed")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
