"""Clips that the tests draw themselves with ffmpeg, once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panggung.media.transcode import Processed, process
from tests.media.tools import ffmpeg

SHARED = Path(__file__).resolve().parents[3] / "shared" / "media"
Draw = Callable[..., Path]


@pytest.fixture(scope="session")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """draw("name.mp4", size="320x568", seconds=3, rate=30, sound="sine=…" | None, *more output options)."""
    home = tmp_path_factory.mktemp("clips")

    def make(
        name: str,
        *options: str,
        size: str = "320x568",
        seconds: float = 3.0,
        rate: str = "30",
        sound: str | None = "sine=f=440:r=48000",
        look: str = "testsrc2",
    ) -> Path:
        path = home / name
        if path.exists():
            return path
        sources = ["-f", "lavfi", "-i", f"{look}=s={size}:r={rate}"]
        if sound:
            sources += ["-f", "lavfi", "-i", sound]
        codec = [] if "-c:v" in options else ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
        ffmpeg(*sources, *codec, *options, "-t", str(seconds), path)
        return path

    return make


@pytest.fixture(scope="session")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[Processed, Path]]:
    """processed(clip) → what `process` said and the directory, made once a session for each clip."""
    home, done = tmp_path_factory.mktemp("out"), {}

    def run(clip: Path) -> tuple[Processed, Path]:
        if clip not in done:
            out = home / f"{clip.stem}-{len(done)}"
            done[clip] = (process(clip, out), out)
        return done[clip]

    return run


@pytest.fixture(scope="session")
def real_clips() -> list[Path]:
    """Real people on real cameras, where the folder is."""
    if not SHARED.is_dir():
        pytest.skip(f"no real clips: {SHARED} isn't there")
    return sorted([*SHARED.glob("*.mkv"), *SHARED.glob("*.mp4")])
