"""Which song a clip lets hear, and from where in the song: looked up by landmarks, then verified peak by peak."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media import song_fit
from panggung.media.errors import MediaRefused
from panggung.media.landmarks import HOP_SECONDS, KEYS, Landmarks, Numbers, landmarks, pairs
from panggung.media.song_fit import FEWEST_FRAMES, FEWEST_PEAKS, Fit

SONG_FAN, CLIP_FAN = 5, 10
CANDIDATES = 12
PIECE_FRAMES = 640  # 20.5 s: a phone's clock that is off by 0.1 % drifts by less than a frame within it
SOUND_SUFFIXES = {".aac", ".aif", ".aiff", ".flac", ".m4a", ".mka", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav"}

# Standard deviations above lucky chance. Other songs and speech reach 1.8, made-up tunes of few notes 2.4
# (docs/model-cards/sound.md).
SURE = 2.7
STEEPNESS = 2.2
_BLOCK = 64


class Match(NamedTuple):
    """What is heard. `song` is None below a `score` of 0.5, the rest then tells of the best try.

    `offset_s`: second of the song at the clip's first moment, negative where the song begins later than the clip.
    `score`: 0 to 1, 0.5 at the bound, the same for short and long clips. `from_s`..`until_s`: where in the clip.
    """

    song: str | None
    offset_s: float
    score: float
    from_s: float = 0.0
    until_s: float = 0.0


NOTHING = Match(None, 0.0, 0.0)


class _Table(NamedTuple):
    """All pairs of all songs on one line of time, in order of their keys.

    Pairs with key k are `spots[starts[k] : starts[k + 1]]`. Song n begins at `places[n]`; before each is room for
    a piece of a clip that begins earlier than it.
    """

    starts: npt.NDArray[np.int32]
    spots: npt.NDArray[np.int32]
    places: Numbers


class Index:
    """Songs by name, their landmarks made once."""

    def __init__(self) -> None:
        self._songs: dict[str, Landmarks] = {}
        self._table: _Table | None = None

    def __len__(self) -> int:
        return len(self._songs)

    def add(self, name: str, song: Landmarks) -> None:
        """Take up a song.

        Raises:
            MediaRefused: `not-a-song` when it is silent, or too short to be told from others.
        """
        if song.frames < FEWEST_FRAMES or len(song.at) < FEWEST_PEAKS:
            raise MediaRefused("not-a-song", peaks=len(song.at))
        self._songs[name] = song
        self._table = None

    def match(self, clip: Landmarks) -> Match:
        """The song that fits best in any 20 s of the clip. Silence and what is shorter than 2 s match nothing."""
        if not self._songs:
            return NOTHING
        if self._table is None:
            self._table = _tabled(list(self._songs.values()))
        found = [(start, fit) for start, piece in _pieces(clip) if (fit := self._fit(self._table, piece))]
        return _told(*max(found, key=lambda one: one[1].sure)) if found else NOTHING

    def _fit(self, table: _Table, piece: Landmarks) -> Fit | None:
        names = list(self._songs)
        laid = [
            song_fit.lay(names[number], self._songs[names[number]], shift, piece.frames)
            for number, shift in _candidates(table, piece)
        ]
        return song_fit.best(piece, filter(None, laid))


def _told(start: int, fit: Fit) -> Match:
    return Match(
        song=fit.song if fit.sure >= SURE else None,
        offset_s=round((fit.shift - start) * HOP_SECONDS, 2),
        score=round(1 / (1 + math.exp(STEEPNESS * (SURE - fit.sure))), 3),
        from_s=round((start + fit.first) * HOP_SECONDS, 2),
        until_s=round((start + fit.last) * HOP_SECONDS, 2),
    )


def _pieces(clip: Landmarks) -> Iterator[tuple[int, Landmarks]]:
    """The clip in equal pieces of at most PIECE_FRAMES, each with its first frame."""
    count = max(1, math.ceil(clip.frames / PIECE_FRAMES))
    edges = [clip.frames * number // count for number in range(count + 1)]
    for start, end in itertools.pairwise(edges):
        low, high = np.searchsorted(clip.at, [start, end])
        if end - start >= FEWEST_FRAMES and high - low >= FEWEST_PEAKS:
            yield start, Landmarks(end - start, clip.at[low:high] - start, clip.bins[low:high])


def _tabled(songs: list[Landmarks]) -> _Table:
    made = [pairs(song, SONG_FAN) for song in songs]
    frames = np.array([song.frames for song in songs])
    places = np.cumsum(frames + PIECE_FRAMES) - frames
    keys = np.concatenate([each.keys for each in made])
    spots = np.concatenate([each.at + place for each, place in zip(made, places, strict=True)])
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=KEYS))])
    return _Table(starts.astype(np.int32), spots[np.argsort(keys, kind="stable")].astype(np.int32), places)


def _candidates(table: _Table, piece: Landmarks) -> list[tuple[int, int]]:
    """Where most pairs agree on a song and a shift: (song's number, shift), the best of CANDIDATES stretches."""
    asked = pairs(piece, CLIP_FAN)
    first, last = table.starts[asked.keys], table.starts[asked.keys + 1]
    count = last - first
    rows = np.repeat(last - np.cumsum(count), count) + np.arange(count.sum())
    line = np.bincount(table.spots[rows] - np.repeat(asked.at, count), minlength=2 * _BLOCK)
    line = np.append(line, np.zeros(-len(line) % _BLOCK, line.dtype))
    after = np.append(line[1:], 0)
    agreed = (line + after).reshape(-1, _BLOCK)
    blocks = np.argsort(agreed.max(axis=1))[-CANDIDATES:]
    spots = blocks * _BLOCK + agreed[blocks].argmax(axis=1)
    spots += after[spots] > line[spots]
    numbers = np.searchsorted(table.places - PIECE_FRAMES, spots, side="right") - 1
    return list(zip(numbers.tolist(), (spots - table.places[numbers]).tolist(), strict=True))


@lru_cache(maxsize=4)
def _index_of(song: Path, changed_ns: int) -> Index:
    index = Index()
    index.add(song.name, landmarks(song))
    return index


def heard(song: Path, clip: Landmarks) -> Match:
    """Whether this one song is heard in the clip; the song's landmarks are kept until its file changes.

    Raises:
        MediaRefused: `not-a-song` when it is silent or too short; see `sound.mono` for the rest.
    """
    try:
        changed = song.stat().st_mtime_ns
    except OSError as error:
        raise MediaRefused("unreadable", detail=str(error)) from error
    return _index_of(song, changed).match(clip)


def index_folder(songs: Path, on_refused: Callable[[Path, str], None] = lambda path, code: None) -> Index:
    """Every sound file of a folder by its name; what can't be used as a song is told to `on_refused` with a code.

    Raises:
        MediaRefused: `no-songs` when not one is usable.
    """
    index = Index()
    for path in sorted(each for each in songs.glob("*") if each.suffix.lower() in SOUND_SUFFIXES):
        try:
            index.add(path.name, landmarks(path))
        except MediaRefused as refused:
            on_refused(path, refused.code)
    if not len(index):
        raise MediaRefused("no-songs")
    return index


def match_folder(
    songs: Path, files: Iterable[Path], on_refused: Callable[[Path, str], None] = lambda path, code: None
) -> Iterator[dict[str, object]]:
    """For each file {"file", "song" (file name or None), "offset_s", "score"}, or {"file", "error": code}.

    Raises:
        MediaRefused: `no-songs`, see `index_folder`.
    """
    index = index_folder(songs, on_refused)
    for file in files:
        try:
            found = index.match(landmarks(file))
        except MediaRefused as refused:
            yield {"file": str(file), "error": refused.code}
            continue
        yield {"file": str(file), "song": found.song, "offset_s": found.offset_s, "score": found.score}
