"""B12: memory of the embedded default with everything running, idle, and with the picture model loaded.

Proportional set size (PSS, MB) of the whole process tree of `panggung serve`; shared pages count once.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import psutil

ID = "B12"
GOAL_IDLE_MB, GOAL_LOADED_MB = 400, 900
SEND = """
import sys, django
django.setup()
from pathlib import Path
from panggung.demo import cast
from panggung.stage import uploads
people = cast.gather()
campaign = cast.campaign(Path(sys.argv[2]), people["mitra"])
clip = Path(sys.argv[1])
maker = people["kreator"]
upload = uploads.create(maker, campaign=campaign, maker=maker, length=clip.stat().st_size, metadata={})
uploads.append(upload.pk, by=maker, offset=0, stream=clip.open("rb"))
"""
STATE = "import django; django.setup(); from panggung.stage.models import Video; print(Video.objects.get().state)"


def pss_mb(root: int) -> float:
    """PSS of a process and all below it."""
    process = psutil.Process(root)
    return sum(one.memory_full_info().pss for one in [process, *process.children(recursive=True)]) / 1e6


def main() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="panggung-b12-") as scratch:
        return _measure(Path(scratch))


def _measure(scratch: Path) -> dict[str, Any]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"PANGGUNG_VAR": str(scratch / "var"), "DJANGO_SETTINGS_MODULE": "panggung.config.settings"}
    server = subprocess.Popen(
        [sys.executable, "-m", "panggung.cli", "serve", "--port", str(port)], env=env, start_new_session=True
    )
    try:
        _wait(f"http://127.0.0.1:{port}/")
        time.sleep(5)
        idle = pss_mb(server.pid)
        clip = _clip(scratch)
        subprocess.run([sys.executable, "-c", SEND, str(clip), str(scratch)], env=env, check=True)
        loaded = 0.0
        for _ in range(600):
            loaded = max(loaded, _without_ffmpeg(server.pid))
            if int(loaded) and _state(env) == "in_review":
                break
            time.sleep(0.5)
        loaded = max(loaded, _without_ffmpeg(server.pid))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    return {
        "id": ID, "value": round(idle), "unit": "MB PSS idle",
        "against": f"loaded {round(loaded)} MB of {GOAL_LOADED_MB}",
        "ratio": round(idle / GOAL_IDLE_MB, 3), "goal": f"≤ {GOAL_IDLE_MB} MB idle, ≤ {GOAL_LOADED_MB} MB with models",
        "ok": idle <= GOAL_IDLE_MB and loaded <= GOAL_LOADED_MB,
    }  # fmt: skip


def _without_ffmpeg(root: int) -> float:
    """The service's own memory: the encoder's child processes have their own limit and end with their clip."""
    total = 0
    process = psutil.Process(root)
    for one in [process, *process.children(recursive=True)]:
        try:
            if "ffmpeg" not in one.name() and "examine" not in " ".join(one.cmdline()):
                total += one.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


def _state(env: dict[str, str]) -> str:
    return subprocess.run([sys.executable, "-c", STATE], env=env, capture_output=True, text=True).stdout.strip()


def _clip(scratch: Path) -> Path:
    target = scratch / "clip.mp4"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=720x1280:rate=30",
        "-f", "lavfi", "-i", "sine=440", "-t", "6", "-pix_fmt", "yuv420p", str(target),
    ]  # fmt: skip
    subprocess.run(command, check=True)
    return target


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    print(json.dumps(main(), ensure_ascii=False))
