"""B7: time to find the song of a 20 s clip among 100, against the time to decode the clip, and how often it is right.

The clip of the timing is drawn here: 480×854, 30 fps, H.264 of about 1 Mbit/s with AAC of 64 kbit/s, as a phone gets
it and screening reads it. Value: landmarks and look-up; the songs are indexed once before. Against: decoding
picture and sound. `ratio_sound` is against decoding the sound alone. CPU seconds, median of ROUNDS.
Recall: clips cut anywhere from the songs, right song and offset within 0.1 s; false: the share of clips of songs not
in the index, and of speech alone, for which a song is named. The table goes into docs/model-cards/sound.md.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np

from bench import card, song_clips
from panggung.media.landmarks import landmarks, landmarks_of
from panggung.media.song import Index, Match
from panggung.media.sound import RATE, Samples, mono

ID = "B7"
SECONDS = 20
ROUNDS = 9
KNOWN, STRANGE, SPEECH = 50, 35, 15
GOAL = 0.5
RECALL = {"clean": 1.0, "voice": 0.98, "hard": 0.90}
FALSE = 0.01


def conditions(song: Samples, seed: int) -> dict[str, Samples]:
    """The three ways in which a clip lets its song hear."""
    spoken = song_clips.over(song, song_clips.voice(seed, SECONDS))
    return {"clean": song, "voice": spoken, "hard": song_clips.from_afar(spoken, seed)}


def cuts(songs: list[Samples], count: int, seed: int) -> Iterator[tuple[int, float, Samples]]:
    """(number of the song, second it is cut at, the cut), going round all songs that are long enough and sound."""
    hand = np.random.default_rng(seed)
    usable = [number for number, song in enumerate(songs) if len(song) > SECONDS * RATE]
    for number in np.resize(hand.permutation(usable), count):
        start = int(hand.integers(len(songs[number]) - SECONDS * RATE))
        yield int(number), start / RATE, songs[number][start : start + SECONDS * RATE]


def recall(index: Index, songs: dict[str, Samples], home: Path) -> dict[str, float]:
    names = list(songs)
    right = dict.fromkeys(RECALL, 0)
    for seed, (number, at, cut) in enumerate(cuts(list(songs.values()), KNOWN, 1)):
        for name, sound in conditions(cut, seed).items():
            found = index.match(landmarks(song_clips.sent(sound, home / "clip.m4a")))
            right[name] += found.song == names[number] and abs(found.offset_s - at) <= 0.1
    return {name: round(count / KNOWN, 4) for name, count in right.items()}


def wrong(index: Index, strangers: list[Samples], home: Path) -> list[Match]:
    """What is said of clips that hold none of the songs."""
    strange = enumerate(cuts(strangers, STRANGE, 2), start=1000)
    sounds = [each for seed, (_, _, cut) in strange for each in conditions(cut, seed).values()]
    for seed in range(SPEECH):
        spoken = song_clips.voice(2000 + seed, SECONDS)
        sounds += [spoken, song_clips.from_afar(spoken, seed)]
    return [index.match(landmarks(song_clips.sent(sound, home / "clip.m4a"))) for sound in sounds]


def decode(path: Path) -> None:
    """Every picture and every sound frame."""
    with av.open(str(path)) as container:
        for _ in container.decode():
            pass


def seconds_of(work: Callable[[], object]) -> float:
    """CPU seconds, median of ROUNDS."""
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def times(index: Index, song: Samples, home: Path) -> tuple[float, float, float]:
    """Seconds to match, to decode picture and sound, to decode the sound alone."""
    look = f"testsrc2=s=480x854:r=30:d={SECONDS},noise=alls=6:allf=t:all_seed=7,format=yuv420p"
    picture = ["-f", "lavfi", "-i", look, "-map", "1:v", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast"]
    clip = song_clips.sent(song[: SECONDS * RATE], home / "clip.mp4", *picture, "-b:v", "1M")
    samples = mono(clip)
    matching = seconds_of(lambda: index.match(landmarks_of(samples)))
    return matching, seconds_of(lambda: decode(clip)), seconds_of(lambda: mono(clip))


def main() -> dict[str, object]:
    """The line of `make bench`."""
    songs, strangers = song_clips.songs()
    index = Index()
    for name, samples in songs.items():
        index.add(name, landmarks_of(samples))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        value, against, sound = times(index, songs["anak-hebat"], home)
        found, strange = recall(index, songs, home), wrong(index, strangers, home)
    false = sum(match.song is not None for match in strange) / len(strange)
    line: dict[str, object] = {
        "id": ID,
        "value": round(value, 4),
        "unit": "CPU s",
        "against": round(against, 3),
        "ratio": round(value / against, 4),
        "goal": GOAL,
        "ratio_sound": round(value / sound, 3),
        "recall": found,
        "false": round(false, 4),
        "songs": f"{len(index)}: {song_clips.made_of()}",
        "ok": value <= GOAL * against and false <= FALSE and all(found[name] >= RECALL[name] for name in RECALL),
    }
    write_card(line, len(strange), max(match.score for match in strange))
    return line


def write_card(line: dict[str, object], strange: int, highest: float) -> None:
    """Replace the table between the card's markers."""
    found = line["recall"]
    assert isinstance(found, dict)
    rows = [
        "| B7 | figure | goal |",
        "| --- | --- | --- |",
        f"| songs and voices | {line['songs']} | 100 songs |",
        f"| landmarks and look-up of a {SECONDS} s clip | {line['value']} CPU s | |",
        f"| against decoding its picture and sound | {line['ratio']} | {GOAL} |",
        f"| against decoding its sound alone | {line['ratio_sound']} | |",
        f"| found, AAC 64 kbit/s, of {KNOWN} | {found['clean']:.1%} | {RECALL['clean']:.0%} |",
        f"| found, voice at 0 dB over it | {found['voice']:.1%} | {RECALL['voice']:.0%} |",
        f"| found, voice, room echo, noise, 300–3400 Hz | {found['hard']:.1%} | {RECALL['hard']:.0%} |",
        f"| wrongly named, of {strange} clips of other songs and speech | {line['false']:.1%} | {FALSE:.0%} |",
        f"| highest score among those (named from 0.5) | {highest} | |",
    ]
    card.write("sound.md", ID, rows)
