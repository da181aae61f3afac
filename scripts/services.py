"""The servers that tests need beside SQLite: `python -m scripts.services start|stop`.

A service is one module with PACKAGES, QUIET, VARIABLE, missing(), start(home) and stop(home), and one line in
SERVICES. Their addresses are left in var/services/env, a line NAME=url each.
"""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from scripts import debian, postgresql

HOME = Path("var/services").absolute()
ENVIRONMENT = HOME / "env"
SERVICES: dict[str, ModuleType] = {"postgresql": postgresql}

CANNOT_HERE = 3


def addresses() -> dict[str, str]:
    """The addresses of the services that were started, by variable name."""
    if not ENVIRONMENT.exists():
        return {}
    return dict(line.split("=", 1) for line in ENVIRONMENT.read_text().splitlines())


def start() -> None:
    """Install what is missing, start every service that is down, and write their addresses.

    Raises:
        debian.CannotInstallError: a server is missing and can't be installed by this user on this system.
        subprocess.CalledProcessError: a server did not start.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    found = {}
    for name, service in SERVICES.items():
        if service.missing():
            debian.install(service.PACKAGES, service.QUIET)
        found[service.VARIABLE] = service.start(HOME / name)
        print(f"{name}: {service.VARIABLE} in {ENVIRONMENT.relative_to(Path.cwd())}")
    ENVIRONMENT.touch(mode=0o600)
    ENVIRONMENT.write_text("".join(f"{variable}={url}\n" for variable, url in found.items()))


def stop() -> None:
    """End the services that `start` began; nobody else's."""
    for name, service in SERVICES.items():
        print(f"{name}: {'stopped' if service.stop(HOME / name) else 'was not running'}")
    ENVIRONMENT.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    verbs = {"start": start, "stop": stop}
    if len(arguments) != 1 or arguments[0] not in verbs:
        print("usage: python -m scripts.services start|stop", file=sys.stderr)
        return 2
    try:
        verbs[arguments[0]]()
    except debian.CannotInstallError as reason:
        print(f"A server is missing: {reason}\nOr name your own: {_own()}", file=sys.stderr)
        return CANNOT_HERE
    except subprocess.CalledProcessError as failure:
        print(f"{Path(failure.cmd[0]).name} ended with {failure.returncode}; logs: {HOME}/*/log", file=sys.stderr)
        return 1
    return 0


def _own() -> str:
    return " ".join(f"{service.VARIABLE}=…" for service in SERVICES.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
