"""Known weaknesses in the locked packages. Advisories that can't be asked for are a loud skip."""

import subprocess
import sys

AUDITS = {
    "Python packages": [
        "pip-audit", "--requirement", "locks/runtime.txt", "--require-hashes", "--disable-pip",
        "--progress-spinner=off",
    ],
    "npm packages": ["npm", "audit", "--omit=dev"],
}  # fmt: skip
# What the two clients say when they got no answer, as opposed to one with findings.
OUT_OF_REACH = (
    "ConnectionError", "ConnectTimeout", "ServiceError", "Max retries", "Name or service not known",
    "HTTPError", "ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "ENOAUDIT", "EAI_AGAIN",
    "audit endpoint returned an error",
)  # fmt: skip


def main() -> int:
    worst = 0
    for name, command in AUDITS.items():
        run = subprocess.run(command, capture_output=True, text=True)
        said = run.stdout + run.stderr
        if run.returncode == 0:
            print(f"{name}: no known weakness")
        elif any(words in said for words in OUT_OF_REACH):
            print(f"!!! SKIPPED: {name} were NOT audited, the advisory service can't be reached from here")
        else:
            print(f"{name}:\n{said}")
            worst = 1
    return worst


if __name__ == "__main__":
    sys.exit(main())
