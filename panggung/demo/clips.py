"""The demo's drawn videos: the clips of `script`, made once and kept."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from panggung.art import song, tune
from panggung.demo.acts import ACTS, backdrop
from panggung.demo.film import FPS, compose, encode
from panggung.demo.script import CLIPS, Clip
from panggung.demo.shot import Shot

__all__ = ["CLIPS", "Clip", "file_name", "frames", "make", "render"]

# Raise it when a clip would look or sound otherwise: what was made by an older version is made again.
VERSION = 2
_PROCESSES = 2


def frames(clip: Clip) -> Iterator[Image.Image]:
    """The pictures of a clip at `film.FPS`."""
    w, h = clip.size
    for k in range(round(clip.seconds * FPS)):
        t = k / FPS
        shot = Shot(t, (t + clip.song_offset) * tune.BPM / 60, clip.seconds, clip.looks, clip.steps, w, h)
        yield compose([*backdrop(clip.place, shot), *ACTS[clip.act](shot)], clip.size)


def file_name(clip: Clip) -> str:
    """The name of a clip's file; it holds the version, which makes old ones stale."""
    return f"{clip.slug}.v{VERSION}.mp4"


def render(clip: Clip, target: Path, tune_file: Path) -> Path:
    """Draw and encode one clip into the folder `target`, atomically."""
    return encode(
        frames(clip),
        target / file_name(clip),
        size=clip.size,
        seconds=clip.seconds,
        song=tune_file,
        sound=clip.sound,
        offset=clip.song_offset,
    )


def _be_nice() -> None:
    os.nice(5)


def _rendered(missing: list[Clip], target: Path, tune_file: Path) -> Iterator[Clip]:
    """Render and yield each clip as it is done: one in this process, several in two others, the longest first."""
    if len(missing) == 1:
        render(missing[0], target, tune_file)
        yield missing[0]
        return
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn"), _be_nice) as pool:
        longest = sorted(missing, key=lambda clip: -clip.seconds)
        jobs = {pool.submit(render, clip, target, tune_file): clip for clip in longest}
        for job in as_completed(jobs):
            job.result()
            yield jobs[job]


def make(
    target: Path, *, only: list[str] | None = None, progress: Callable[[str, int, int], None] | None = None
) -> list[Path]:
    """Make the clips (or those with the slugs `only`) that `target` lacks; returns all their paths in table order.

    `progress` is called with (slug, how many are done, how many there are to make) after each.

    Raises:
        KeyError: `only` names a slug that is not in the table.
        RuntimeError: ffmpeg failed.
    """
    table = {clip.slug: clip for clip in CLIPS}
    wanted = [table[slug] for slug in only] if only is not None else list(CLIPS)
    target.mkdir(parents=True, exist_ok=True)
    missing = [clip for clip in wanted if not (target / file_name(clip)).is_file()]
    if missing:
        tune_file = song.write_wav(target / f".anak-hebat-{os.getpid()}.wav")
        try:
            for done, clip in enumerate(_rendered(missing, target, tune_file), 1):
                if progress:
                    progress(clip.slug, done, len(missing))
        finally:
            tune_file.unlink(missing_ok=True)
    return [target / file_name(clip) for clip in wanted]
