"""Whatever is sent as video.mp4: within seconds it is sent back with words, and the worker goes on."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from panggung import pipeline
from panggung.core import ids
from panggung.core.errors import Refused
from panggung.stage import watching
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import links, reasons
from panggung.web.words import WORDS
from tests.chaos import clips
from tests.chaos.bad_files import FILES
from tests.plugins.uploading import begin, send

SECONDS = 15
pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A folder with a secret beside var/, the working directory and the place for temporary files; how it looks."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text("secret")
    os.utime(folder / "secret.txt", (1, 1))
    monkeypatch.chdir(folder)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def look_of(folder: Path) -> list[tuple[str, int, float]]:
    return sorted((str(p), p.stat().st_size, p.stat().st_atime) for p in folder.rglob("*"))


def sent(person, campaign, data: bytes) -> Video:
    upload = begin(person, campaign, len(data), metadata={"title": "Tari", "filename": "video.mp4"})
    send(upload, 0, data)
    return Video.objects.get(pk=upload.pk)


@pytest.mark.parametrize("what", FILES)
def test_it_is_sent_back_with_words_and_nothing_else_is_touched(
    what, tmp_path, outside, make_person, campaign, settings
):
    make, codes = FILES[what]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    data = make(scratch)
    if (scratch / "drawn.mp4").exists():
        (scratch / "drawn.mp4").unlink()
    (scratch / "secret.txt").write_text("secret")
    os.utime(scratch / "secret.txt", (1, 1))
    before = look_of(outside), look_of(scratch)
    person = make_person(login=True)
    video = sent(person, campaign, data)
    began = time.monotonic()
    assert pipeline.advance("worker")
    assert time.monotonic() - began < SECONDS
    video.refresh_from_db()
    assert (video.state, video.version, video.lease_until) == (State.SENT_BACK, "", None)
    [reason] = video.reasons
    assert reason["code"] in codes
    said = set()
    for language in ("id", "en"):
        with translation.override(language):
            words = reasons.words(reason)["words"]
            assert words
            assert "%" not in words
            said.add(words)
    assert len(said) == 2, "the words are translated"
    assert (look_of(outside), look_of(scratch)) == before
    assert list(Path(settings.WORK_ROOT).iterdir()) == []
    assert not (Path(settings.MEDIA_ROOT) / "v").exists()
    assert_not_served(video, person, data)


def assert_not_served(video: Video, person, data: bytes) -> None:
    client = Client()
    client.force_login(person.user)
    token = watching.token(video, person)
    for path in (
        f"/v/{ids.short(video.pk)}/",
        f"/m/{token}/v/{video.pk}//{video.pk}",
        f"/m/{token}/{video.original_name}",
        f"/m/{token}/v/{video.pk}/x/master.m3u8",
        f"{links.media(video, person)}/..%2f..%2foriginal%2f{video.pk}",
        f"{links.media(video, person)}/{video.pk}.mp4",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert data[:1000] not in answer.content or not data


def test_an_empty_file_is_refused_before_it_begins(make_person, campaign):
    with pytest.raises(Refused, match="empty") as refused:
        begin(make_person(), campaign, 0)
    assert refused.value.code in WORDS


def test_after_all_bad_files_at_once_a_good_clip_is_processed(tmp_path, outside, make_person, campaign):
    person = make_person()
    for what in ("a text", "random bytes", "a playlist", "a zip", "only zeros"):
        sent(person, campaign, FILES[what][0](tmp_path))
    good = sent(person, campaign, clips.different(tmp_path, 0).read_bytes())
    while pipeline.advance("worker"):
        pass
    states = dict(Video.objects.values_list("pk", "state"))
    assert states.pop(good.pk) == State.IN_REVIEW
    assert set(states.values()) == {State.SENT_BACK}
    assert look_of(outside) == [(str(outside / "secret.txt"), 6, 1.0)]
    assert list(Path(settings.WORK_ROOT).iterdir()) == []
