"""`make demo`: the main job once, against a server of its own with an empty var/, checked at every step.

Clips are sent over HTTP by a real tus client, processed, screened, decided at the desk, watched, counted. Prints a
table of the steps with their times and writes every figure to var/demo.json.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from panggung.demo.walk_steps import Walk


def main(*, as_json: bool = False) -> int:
    """Walk all steps; 0 only if every one held. What was started is stopped in any case."""
    target = Path(os.environ.get("PANGGUNG_VAR", "var")).absolute() / "demo.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    var = Path(tempfile.mkdtemp(prefix="panggung-demo-"))
    port = _free_port()
    os.environ |= {"PANGGUNG_VAR": str(var), "PANGGUNG_DEMO": "1", "PANGGUNG_BASE_URL": f"http://127.0.0.1:{port}"}
    import django

    django.setup()
    from panggung.demo.walk_steps import Walk

    walk = Walk(var=var, base=f"http://127.0.0.1:{port}")
    told: list[dict[str, Any]] = []
    try:
        broken = _steps(walk, told, Console(stderr=as_json))
    finally:
        _stop(walk)
        shutil.rmtree(var, ignore_errors=True)
    result = {"ok": broken is None, "broken": broken, "steps": told, "figures": walk.figures}
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if broken is None else 1


def _steps(walk: "Walk", told: list[dict[str, Any]], out: Console) -> str | None:
    from panggung.demo.walk_steps import STEPS, Broken

    table = Table("step", "seconds", "what was seen", box=None, padding=(0, 2))
    broken = None
    for step in STEPS:
        began = time.monotonic()
        name = step.__name__.replace("_", " ")
        try:
            with out.status(name):
                seen = step(walk)
        except (Broken, RuntimeError, httpx.HTTPError) as error:
            broken = seen = f"{name}: {error}"
        seconds = round(time.monotonic() - began, 2)
        told.append({"step": name, "seconds": seconds, "seen": seen, "ok": broken is None})
        table.add_row(("[green]✓[/] " if broken is None else "[red]✗[/] ") + name, f"{seconds:.2f}", seen)
        if broken is not None:
            break
    out.print(table)
    out.print(f"[{'green' if broken is None else 'red'}]{'every step held' if broken is None else broken}[/]")
    return broken


def _stop(walk: "Walk") -> None:
    if walk.server is not None and walk.server.poll() is None:
        os.killpg(walk.server.pid, signal.SIGTERM)
        try:
            walk.server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(walk.server.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
