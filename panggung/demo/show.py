"""`panggung run`: the site with the demo campaign. The pages answer at once; the videos come as they are ready."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings
from rich.console import Console
from rich.table import Table

from panggung import serving
from panggung.demo import cast

out = Console()


def run(host: str, port: int, *, clips: Path | None) -> int:
    """Prepare, print where to look and the log-ins, fill beside the running server."""
    serving.prepare()
    people = cast.gather()
    cast.campaign(Path(settings.VAR) / "demo", people["mitra"])
    _greet(host, port)
    command = [sys.executable, "-m", "panggung.cli", "fill", *(["--clips", str(clips.resolve())] if clips else [])]
    filling = subprocess.Popen(command)
    try:
        return serving.serve(host, port, workers=1, worker=True)
    finally:
        filling.terminate()
        filling.wait()


def _greet(host: str, port: int) -> None:
    table = Table(title=f"Log-ins (password {cast.PASSWORD})", title_justify="left", box=None, padding=(0, 2))
    for column in ("user", "who", "look at"):
        table.add_column(column)
    for role in cast.ROLES:
        table.add_row(role.username, role.alias, role.look_at)
    out.print(f"\n[bold]Panggung[/bold]  http://{host}:{port}/   campaign: http://{host}:{port}/c/{cast.HASHTAG}/")
    out.print("Drawing, processing and checking the demo's videos; they appear as they are ready. Ctrl-C ends all.")
    out.print(table)
    out.print("The code of the second factor is shown on the page while the demo runs.\n")
