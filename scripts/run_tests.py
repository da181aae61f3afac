"""Every test that this machine can run: the data layer on PostgreSQL, everything on SQLite, then browser and chaos.

What could not run is named before pytest's closing line (tests/plugins/skips.py reads PANGGUNG_RUNS_SKIPPED).
"""

import os
import shutil
import subprocess
import sys

from scripts import debian, postgresql, services

WORKERS = os.environ.get("PYTEST_WORKERS", "2")
PYTEST = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadfile"]
# These start whole servers and watch the clock: each kind in a run of its own.
ALONE = "e2e or chaos"
# Rooms that know no database.
PURE = ("art", "media", "rules", "scripts", "signals")


def main() -> int:
    skipped = prepare()
    environment = os.environ | services.addresses() | {"PANGGUNG_RUNS_SKIPPED": "\n".join(skipped)}
    server = environment.get(postgresql.VARIABLE)
    codes = []
    if server:
        print("— tests of the data layer on PostgreSQL", flush=True)
        command = [*PYTEST, "-m", f"not ({ALONE})", *(f"--ignore=tests/{room}" for room in PURE)]
        codes.append(subprocess.run(command, env=environment | {"PANGGUNG_DATABASE_URL": server}).returncode)
    environment.pop("PANGGUNG_DATABASE_URL", None)
    print("— all tests on SQLite", flush=True)
    codes.append(subprocess.run([*PYTEST, "-m", f"not ({ALONE})"], env=environment).returncode)
    print("— journeys in a browser", flush=True)
    codes.append(subprocess.run([*PYTEST, "-m", "e2e"], env=environment).returncode)
    print("— chaos", flush=True)
    codes.append(subprocess.run([sys.executable, "-m", "pytest", "-m", "chaos"], env=environment).returncode)
    if any(codes):
        print(f"exit codes: {codes}", file=sys.stderr)
    return max(codes)


def prepare() -> list[str]:
    """Bring what tests need; returns what will not run and why, a line each.

    Raises:
        subprocess.CalledProcessError: an installation or a server failed, which is a finding and no skip.
    """
    if os.environ.get("PANGGUNG_SKIP_SERVICES") == "1":
        given = postgresql.VARIABLE in os.environ | services.addresses()
        return [] if given else ["the run on PostgreSQL: PANGGUNG_SKIP_SERVICES=1"]
    skipped = []
    if postgresql.VARIABLE not in os.environ:
        try:
            services.start()
        except debian.CannotInstallError as reason:
            skipped.append(f"the run on PostgreSQL: {reason}")
    if shutil.which("chromium") is None:
        try:
            debian.install(["chromium"])
        except debian.CannotInstallError as reason:
            skipped.append(f"tests in a browser: {reason}")
    return skipped


if __name__ == "__main__":
    sys.exit(main())
