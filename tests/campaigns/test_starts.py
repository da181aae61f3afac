"""An operator's starts: a song and a campaign from files, with clear words for what is wrong in them."""

import subprocess

import pytest
from typer.testing import CliRunner

from panggung.campaigns import starts
from panggung.campaigns.models import Campaign, Song
from panggung.cli import app
from panggung.core.errors import Refused
from panggung.media import ffmpeg, song_file
from panggung.media.errors import MediaRefused

SPEC = """
hashtag: AnakHebat
title: Anak Hebat
brief: Tunjukkan hal yang kamu bisa.
opens: 2026-07-20T00:00:00+07:00
closes: 2026-07-26T00:00:00+07:00
partner: Dinas Pendidikan
"""


def test_a_song_file_keeps_its_length_and_draws_its_loudness(wav, tmp_path):
    made = song_file.prepare(wav, tmp_path / "out.m4a")
    assert made.seconds == pytest.approx(30, abs=0.1)
    assert len(made.peaks) == song_file.PEAKS
    assert max(made.peaks) == 100
    assert min(made.peaks) >= 0


@pytest.mark.parametrize("content", [b"", b"not a song", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_song_is_refused(tmp_path, content):
    source = tmp_path / "x.wav"
    source.write_bytes(content)
    with pytest.raises(MediaRefused, match="not-a-song"):
        song_file.prepare(source, tmp_path / "out.m4a")


def test_a_video_without_sound_is_no_song(tmp_path):
    silent = tmp_path / "silent.mp4"
    line = [ffmpeg.executable(), "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1", str(silent)]
    subprocess.run(line, check=True)
    with pytest.raises(MediaRefused, match="not-a-song"):
        song_file.prepare(silent, tmp_path / "out.m4a")


@pytest.mark.parametrize("seconds", [0, 1, 5])
def test_silence_is_no_song_for_nobody_could_find_it_in_an_entry(tmp_path, seconds):
    silent = tmp_path / "silent.wav"
    line = [ffmpeg.executable(), "-v", "error", "-f", "lavfi", "-i", "anullsrc", "-t", str(seconds), str(silent)]
    subprocess.run(line, check=True)
    with pytest.raises(MediaRefused, match="not-a-song"):
        song_file.prepare(silent, tmp_path / "out.m4a")


@pytest.mark.django_db
def test_an_operator_opens_a_campaign_with_a_song(wav, tmp_path):
    run = CliRunner()
    added = run.invoke(app, ["song", "add", str(wav), "--title", "Anak Hebat", "--rights", "CC0"])
    assert added.exit_code == 0, added.output
    file = tmp_path / "campaign.yaml"
    file.write_text(SPEC + "song: Anak Hebat\n")
    made = run.invoke(app, ["campaign", "create", str(file), "--open"])
    assert made.exit_code == 0, made.output
    found = Campaign.objects.get(hashtag="AnakHebat")
    assert (found.state, found.song, found.partner.name) == ("open", Song.objects.get(), "Dinas Pendidikan")


@pytest.mark.django_db
def test_a_campaign_is_a_draft_unless_it_is_opened(db):
    assert starts.create_campaign(starts.read_spec(SPEC), opened=False).state == Campaign.State.DRAFT


@pytest.mark.django_db
def test_a_draft_is_opened_once(db):
    starts.create_campaign(starts.read_spec(SPEC), opened=False)
    assert starts.open_campaign("#anakhebat").state == Campaign.State.OPEN
    with pytest.raises(Refused, match="not-a-draft"):
        starts.open_campaign("AnakHebat")
    with pytest.raises(Refused, match="no-such-campaign"):
        starts.open_campaign("Lain")


@pytest.mark.parametrize("change,named", [
    ("hashtag: '#x y'", "hashtag"), ("colour: red", "colour"), ("opens: 2027-07-20T00:00:00+07:00", "closes"),
    ("opens: 2026-07-20T00:00:00", "opens"), ("max_seconds: 9999", "max_seconds"), ("max_seconds: many", "max_seconds"),
    ("title: ''", "title"), ("- a\n- b", ""),
])  # fmt: skip
def test_a_mistake_in_the_file_is_named(change, named):
    key = change.split(":")[0]
    lines = [line for line in SPEC.splitlines() if not line.startswith(f"{key}:")]
    with pytest.raises(Refused, match="campaign-file") as refused:
        starts.read_spec("\n".join([*lines, change]))
    assert named in refused.value.facts["wrong"]


@pytest.mark.django_db
def test_a_hashtag_is_taken_once_whatever_its_case(db):
    starts.create_campaign(starts.read_spec(SPEC), opened=True)
    with pytest.raises(Refused, match="hashtag-taken"):
        starts.create_campaign(starts.read_spec(SPEC.replace("AnakHebat", "anakHEBAT")), opened=True)


@pytest.mark.django_db
def test_a_song_that_is_not_there_is_said(db):
    with pytest.raises(Refused, match="no-such-song"):
        starts.create_campaign(starts.read_spec(SPEC + "song: Nol\n"), opened=True)


@pytest.mark.django_db
def test_the_command_ends_with_2_and_words_for_a_wrong_file(tmp_path):
    file = tmp_path / "campaign.yaml"
    file.write_text("hashtag: AnakHebat")
    told = CliRunner().invoke(app, ["campaign", "create", str(file)])
    assert told.exit_code == 2
    assert "Traceback" not in told.output
