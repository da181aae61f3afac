"""The measured goals: `python -m bench [--only B1,B12]` runs each in its own process, one JSON line each.

A goal is one module bench/bNN_name.py with `ID` and `main() -> dict`, whose keys are id, value, unit,
against, ratio, goal, ok.
Exit 1 when a goal was missed or could not be measured.
"""

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def modules() -> dict[str, str]:
    """Module name by goal: bench/b01_process.py measures B1."""
    return {f"B{int(path.stem[1:3])}": path.stem for path in sorted(HERE.glob("b[0-9][0-9]_*.py"))}


def measure(name: str) -> dict[str, object]:
    """Run one goal here; its prints go to standard error, so that standard output stays one line a goal."""
    module = importlib.import_module(f"bench.{name}")
    line: dict[str, object] = module.main()
    if line["id"] != module.ID:
        raise ValueError(f"{name} measured {line['id']} and calls itself {module.ID}")
    return line


def measure_apart(goal: str, name: str) -> dict[str, object]:
    """Run one goal in a process of its own, so that none feels another's memory and caches."""
    run = subprocess.run([sys.executable, "-m", "bench", "--here", name], stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        return {"id": goal, "ok": False, "error": f"bench.{name} ended with {run.returncode}"}
    line: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return line


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--only", help="goals, separated by commas: B1,B12")
    parser.add_argument("--here", metavar="MODULE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.here)))
        return 0
    known = modules()
    wanted = options.only.split(",") if options.only else list(known)
    if unknown := set(wanted) - set(known):
        parser.error(f"no such goal: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    good = True
    for goal in wanted:
        line = measure_apart(goal, known[goal])
        print(json.dumps(line), flush=True)
        good = good and line["ok"] is True
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
