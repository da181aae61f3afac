"""The commands over plain files, as another program calls them: no database, one JSON object a line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from panggung.art import song as songs
from panggung.signals.table import SIGNALS
from tests.e2e.clips import clip
from tests.media.tools import ffmpeg

NO_DATABASE = {"PATH": os.environ["PATH"], "PANGGUNG_DATABASE_URL": "sqlite:////nowhere/at/all.db"}


def panggung(*arguments: object, say: str = "") -> tuple[int, list[dict[str, object]]]:
    """Exit status and the JSON lines of standard output; a trace on standard error is a failure."""
    command = [sys.executable, "-m", "panggung", *map(str, arguments)]
    done = subprocess.run(command, input=say, capture_output=True, text=True, env=NO_DATABASE, timeout=200)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip with the demo's song, a re-encoded copy of it, another clip, and the song."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "songs").mkdir()
    song = songs.write_wav(folder / "songs" / "lagu.wav")
    plain = clip(folder / "bars.mp4", seconds=8, hue=10)
    sung = folder / "sung.mp4"
    ffmpeg("-i", plain, "-ss", "20", "-i", song, "-map", "0:v", "-map", "1:a", "-t", "8", "-c:v", "copy", sung)
    copy = folder / "copy.mp4"
    ffmpeg("-i", sung, "-vf", "scale=240:-2", "-crf", "34", "-c:v", "libx264", copy)
    return folder


def test_screening_tells_every_signal_and_a_verdict(home):
    status, (told,) = panggung(
        "screen", home / "sung.mp4", "--caption", "Aku menari", "--song", home / "songs" / "lagu.wav", "--json"
    )
    assert set(told) == {"file", "verdict", "signals"}
    assert set(told["verdict"]) == {"band", "action", "reasons"}
    assert [signal["name"] for signal in told["signals"]] == list(SIGNALS)
    assert all({"name", "version", "value", "confidence", "evidence"} <= set(signal) for signal in told["signals"])
    assert not [signal for signal in told["signals"] if signal.get("error")]
    assert {s["name"]: s["value"] for s in told["signals"]}["sound.song"] >= 0.5
    assert status == (told["verdict"]["action"] != "suitable")


def test_a_caption_with_a_number_holds_the_file_and_names_the_rule(home):
    status, (told,) = panggung("screen", home / "sung.mp4", "--caption", "WA 0812-3456-7890", "--json")
    assert (status, told["verdict"]["action"]) == (1, "hold")
    assert "PII-01" in told["verdict"]["reasons"]


def test_what_is_no_video_is_held_and_says_why(home):
    page = home / "page.html"
    page.write_text("<html>")
    status, (told,) = panggung("screen", page, "--json")
    assert (status, told["verdict"]["action"], told["error"]) == (1, "hold", "not-a-video")


def test_texts_come_out_line_by_line():
    lines = [{"text": "Aku suka membaca"}, {"text": "ayo main slot gacor, depo 10 ribu"}, {"text": ""}]
    status, told = panggung("screen-text", "--jsonl", say="\n".join(map(json.dumps, lines)))
    assert status == 0
    assert [one["verdict"] for one in told] == ["suitable", "block", "suitable"]
    assert told[1]["rules"] == ["GAMB-01"]
    assert all(0 <= chance <= 1 for one in told for chance in one["labels"].values())
    assert {"HS", "Abusive"} <= set(told[0]["labels"])


def test_a_song_is_named_with_the_second_at_which_it_begins(home):
    status, (told,) = panggung("match-song", "--songs", home / "songs", home / "sung.mp4", "--json")
    assert (status, told["song"]) == (0, "lagu.wav")
    assert told["offset_s"] == pytest.approx(20, abs=0.2)
    status, (told,) = panggung("match-song", "--songs", home / "songs", home / "bars.mp4", "--json")
    assert (status, told["song"]) == (1, None)


def test_a_copy_is_found_and_another_clip_is_not(home, tmp_path):
    known = tmp_path / "known"
    known.mkdir()
    (known / "sung.mp4").write_bytes((home / "sung.mp4").read_bytes())
    status, (told,) = panggung("near", home / "copy.mp4", "--against", known, "--json")
    assert status == 1
    assert [Path(one["file"]).name for one in told["near"]] == ["sung.mp4"]
    other = tmp_path / "other.mp4"
    ffmpeg("-f", "lavfi", "-i", "mandelbrot=s=320x240:r=12", "-t", "6", other)
    assert panggung("near", other, "--against", known, "--json") == (0, [{"file": str(other), "near": []}])


def test_fingerprints_are_the_same_every_time(home):
    first, second = (panggung("fingerprint", home / "sung.mp4", "--json") for _ in range(2))
    assert first == second
    assert first[1][0]["hashes"]
