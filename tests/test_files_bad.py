"""Bad files and bad input for the commands over plain files: an answer or one line on standard error, never a trace."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.clips import clip
from tests.media.tools import ffmpeg

# Strict about UTF-8 in both directions, as most terminals are.
NO_DATABASE = {
    "PATH": os.environ["PATH"],
    "PANGGUNG_DATABASE_URL": "sqlite:////nowhere/at/all.db",
    "PYTHONIOENCODING": "utf-8:strict",
}


def panggung(*arguments: object, say: bytes = b"") -> tuple[int, list[dict], str]:
    """Exit status, the JSON lines of standard output, standard error; a trace or another status is a failure."""
    command = [sys.executable, "-m", "panggung", *map(str, arguments)]
    done = subprocess.run(command, input=say, capture_output=True, env=NO_DATABASE, timeout=200)
    said = done.stderr.decode()
    assert "Traceback" not in said, said
    assert done.returncode in (0, 1, 2), said
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], said


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that no screening can use, one good clip among them."""
    folder = tmp_path_factory.mktemp("bad")
    good = clip(folder / "good.mp4", seconds=2, hue=10)
    (folder / "text.mp4").write_text("halo")
    (folder / "empty.mp4").touch()
    (folder / "page.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42<html><script>alert(1)</script></html>")
    (folder / "page.html").write_bytes(b"<html><script>alert(1)</script>" + good.read_bytes())
    (folder / "cut.mp4").write_bytes(good.read_bytes()[:3000])
    (folder / "gone.mp4").symlink_to(folder / "nowhere")
    (folder / "inner").mkdir()
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x568:r=12", "-f", "lavfi", "-i", "anullsrc", "-t", "2",
           "-pix_fmt", "yuv420p", folder / "black.mp4")  # fmt: skip
    return folder


def test_what_can_not_be_screened_is_held_each_with_a_code(bad):
    names = ["text.mp4", "empty.mp4", "page.mp4", "page.html", "cut.mp4"]
    status, told, _ = panggung("screen", *(bad / name for name in names), "--json")
    assert status == 1
    assert [(one["verdict"]["action"], one["verdict"]["reasons"]) for one in told] == [("hold", ["GATE-01"])] * 5
    assert [one["error"] for one in told] == ["not-a-video", "empty", "cut-short", "not-a-video", "cut-short"]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("screen",), "inner"),
        (("fingerprint",), "nowhere"),
        (("near", "--against", "."), "gone.mp4"),
        (("match-song", "--songs", "."), "inner"),
    ],
)
def test_a_folder_and_a_file_that_is_not_there_are_wrong_use(bad, command, name):
    status, told, said = panggung(*command, bad / name)
    assert (status, told) == (2, [])
    assert name in "".join(said.split("\n")).replace(" ", "").replace("│", "")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (b'{"text": "a"}\n{bad', 2),
        (b'{"text": 3}', 1),
        (b'["text"]', 1),
        (b"null", 1),
        (b"", 1),
        (b"[" * 100_000, 1),
        (b'{"text": "\xff"}', 1),
    ],
    ids=["broken", "a number", "a list", "null", "an empty line", "nested without end", "no UTF-8"],
)
def test_a_line_that_is_no_such_json_ends_it_with_its_number(line, number):
    status, told, said = panggung("screen-text", "--jsonl", say=line + b"\n")
    assert (status, len(told)) == (2, number - 1)
    assert said.startswith(f"line {number} ")


def test_any_bytes_are_screened_as_text():
    texts = [b"NUL \x00 bajingan", b"\xff\xfe anjing", b'\xed\xa0\x80 "', b"\x1b[31m", b"", "🎉".encode() * 300]
    status, told, _ = panggung("screen-text", say=b"\n".join(texts) + b"\n")
    assert (status, len(told)) == (0, len(texts))
    assert "suitable" not in {one["verdict"] for one in told[:2]}


def test_a_text_of_one_megabyte_is_held_and_no_text_is_no_answer():
    status, (told,), _ = panggung("screen-text", say=b"anjing " * 150_000)
    assert (status, told["verdict"], told["rules"]) == (0, "hold", ["GATE-01"])
    assert panggung("screen-text") == (0, [], "")


def test_a_lone_surrogate_in_json_is_a_text_like_any_other():
    status, told, _ = panggung("screen-text", "--jsonl", say=b'{"text": "\\ud800 anjing"}\n')
    assert (status, len(told)) == (0, 1)


def test_a_folder_without_a_usable_song_is_wrong_use_and_says_why(bad, tmp_path):
    status, told, said = panggung("match-song", "--songs", tmp_path, bad / "good.mp4", "--json")
    assert (status, told, said) == (2, [], f"{tmp_path}: no-songs\n")
    ffmpeg("-f", "lavfi", "-i", "sine", "-t", "0", tmp_path / "none.wav")
    ffmpeg("-f", "lavfi", "-i", "anullsrc", "-t", "5", tmp_path / "silence.wav")
    (tmp_path / "text.mp3").write_text("la la la")
    status, told, said = panggung("match-song", "--songs", tmp_path, bad / "good.mp4", "--json")
    assert (status, told) == (2, [])
    assert [line.rsplit("/", 1)[1].split(":")[0] for line in said.splitlines()[:3]] == [
        "none.wav", "silence.wav", "text.mp3",
    ]  # fmt: skip


@pytest.mark.parametrize("seconds", [0, 5], ids=["no second", "silence"])
def test_a_song_that_is_none_holds_the_file(bad, tmp_path, seconds):
    ffmpeg("-f", "lavfi", "-i", "anullsrc", "-t", str(seconds), tmp_path / "song.wav")
    status, (told,), _ = panggung("screen", bad / "good.mp4", "--song", tmp_path / "song.wav", "--json")
    assert (status, told["verdict"]["action"]) == (1, "hold")
    assert "GATE-01" in told["verdict"]["reasons"]
    assert {one["name"]: one.get("error") for one in told["signals"]}["sound.song"]


def test_unreadable_files_among_the_known_are_passed_over_and_an_unreadable_one_asked_about_is_a_finding(bad):
    assert panggung("near", bad / "good.mp4", "--against", bad, "--json")[:2] == (
        0, [{"file": str(bad / "good.mp4"), "near": []}],
    )  # fmt: skip
    status, told, _ = panggung("near", bad / "empty.mp4", "--against", bad, "--json")
    assert (status, told[0]["error"]) == (1, "empty")


def test_black_has_no_fingerprint_and_is_like_nothing(bad):
    status, (told,), _ = panggung("fingerprint", bad / "black.mp4", "--json")
    assert (status, told["hashes"]) == (0, [])
    assert panggung("near", bad / "black.mp4", "--against", bad, "--json")[1][0]["near"] == []


def test_a_file_whose_name_is_no_utf8_is_told_of_in_valid_json(bad):
    name = os.fsdecode(b"\xff\x01.mp4")
    (bad / name).write_text("halo")
    status, (told,), _ = panggung("fingerprint", bad / name, "--json")
    assert (status, told["error"]) == (1, "not-a-video")
    assert told["file"].endswith(name)
