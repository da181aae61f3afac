"""A full disk: uploads are told so and keep what they have, work waits, and all goes on when there is room again."""

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from panggung import pipeline
from panggung.core import clock
from panggung.stage import stuck
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.chaos import clips
from tests.chaos.small_disk import fill, mounted
from tests.plugins.server import environment, migrated, python, server
from tests.plugins.uploader import WORDS, Uploader
from tests.plugins.uploading import begin, send

KB = 1024
STATE = "from panggung.stage.models import Video\nprint(Video.objects.get().state)"
SEND = """
import sys
from pathlib import Path
from tests.plugins.uploading import begin, make_campaign, make_person, send
data = Path(sys.argv[1]).read_bytes()
send(begin(make_person(), make_campaign(), len(data)), 0, data)
"""
RESERVE = {"PANGGUNG_DISK_RESERVE_BYTES": "1000000"}
pytestmark = pytest.mark.chaos


@pytest.fixture
def disk(tmp_path):
    with mounted(tmp_path / "disk", "16m") as place:
        yield place


def test_an_upload_into_a_full_disk_is_told_so_keeps_its_offset_and_goes_on(disk, tmp_path):
    """The database lies on the same disk, as it does by default; the reserve keeps it alive."""
    clip = clips.different(tmp_path, 0).read_bytes() + random.Random(5).randbytes(2_000_000)
    migrated(disk)
    with server(disk, RESERVE) as running:
        rani = Uploader.signed_in(running, disk)
        path = rani.begin(len(clip))
        assert rani.ask("PATCH", path, clip[:100_000], Upload_Offset=0).status == 204
        filler = fill(disk, leave=2_500_000)
        answer = rani.ask("PATCH", path, clip[100_000:], Upload_Offset=100_000)
        assert answer.status == 507
        assert answer["content-type"] == "application/problem+json"
        kept = rani.offset(path)
        assert kept == 100_000
        assert rani.ask("POST", "/api/uploads/", Upload_Length=1_900_000, Upload_Metadata=WORDS).status == 507
        filler.unlink()
        assert rani.ask("PATCH", path, clip[kept:], Upload_Offset=kept).status == 204
        assert rani.received(path).read_bytes() == clip


def test_when_others_filled_the_disk_to_the_last_byte_it_is_said_and_nothing_is_lost(disk, tmp_path):
    clip = clips.different(tmp_path, 0).read_bytes()
    migrated(disk)
    with server(disk, RESERVE) as running:
        rani = Uploader.signed_in(running, disk)
        path = rani.begin(len(clip))
        assert rani.ask("PATCH", path, clip[:10_000], Upload_Offset=0).status == 204
        filler = fill(disk)
        assert rani.ask("PATCH", path, clip[10_000:], Upload_Offset=10_000).status == 507
        assert rani.ask("POST", "/api/uploads/", Upload_Length=5, Upload_Metadata=WORDS).status == 507
        filler.unlink()
        assert rani.offset(path) == 10_000
        assert rani.ask("PATCH", path, clip[10_000:], Upload_Offset=10_000).status == 204
        assert rani.received(path).read_bytes() == clip


def test_a_worker_with_a_full_disk_waits_and_goes_on_by_itself(disk, tmp_path):
    migrated(disk)
    python(disk, SEND, str(clips.different(tmp_path, 1)), env=RESERVE)
    filler = fill(disk)
    log = tmp_path / "worker.log"
    with log.open("wb") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "panggung.cli", "worker"],
            env=environment(disk, RESERVE | {"PANGGUNG_LEASE_SECONDS": "2"}), cwd=tmp_path, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        time.sleep(6)
        assert worker.poll() is None, log.read_text()
        filler.unlink()
        until = time.monotonic() + 60
        while (state := python(disk, STATE)) != "in_review":
            assert time.monotonic() < until, state + log.read_text()[-3000:]
            time.sleep(0.5)
    finally:
        worker.kill()
        worker.wait()


@pytest.fixture
def video_on(disk, settings, make_person, campaign, tmp_path):
    """A video whose original came in while there was room; media and work lie on the small disk, the rows don't."""
    settings.DISK_RESERVE_BYTES = 0
    settings.WORK_ROOT = disk / "work"
    settings.MEDIA_ROOT = disk / "media"
    settings.UPLOAD_ROOT = disk / "uploads"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": disk / "media"}},
    }
    for folder in (settings.WORK_ROOT, settings.MEDIA_ROOT, settings.UPLOAD_ROOT):
        folder.mkdir()
    data = clips.different(tmp_path, 2).read_bytes()
    upload = begin(make_person(), campaign, len(data))
    send(upload, 0, data)
    return Video.objects.get(pk=upload.pk)


@pytest.mark.django_db(transaction=True)
def test_processing_on_a_full_disk_is_tried_again_and_then_waits_for_a_person(video_on, disk, settings, make_person):
    filler = fill(disk)
    for hour in range(pipeline.STEPS[-1].most_tries):
        with time_machine.travel(clock.now() + timedelta(minutes=hour), tick=True):
            assert pipeline.advance("worker")
    video_on.refresh_from_db()
    assert video_on.state == State.STUCK
    assert video_on.reasons[0]["code"] == "step-failed"
    assert list(Path(settings.WORK_ROOT).iterdir()) == []
    filler.unlink()
    stuck.ring_again(video_on, by=make_person(role="operator"))
    while pipeline.advance("worker"):
        pass
    video_on.refresh_from_db()
    assert video_on.state == State.IN_REVIEW


@pytest.mark.django_db(transaction=True)
def test_however_little_room_there_is_the_machine_is_blamed_and_never_the_child_s_video(video_on, disk):
    """From nothing to almost enough: a half-written result is no verdict about the file."""
    outcomes = []
    for leave in range(0, 2_400 * KB, 150 * KB):
        filler = fill(disk, leave)
        Video.objects.update(retry_at=None)
        pipeline.advance("worker")
        filler.unlink()
        video_on.refresh_from_db()
        outcomes.append((leave // KB, video_on.state))
        assert video_on.state in (State.PROCESSING, State.PROCESSED), outcomes
        if video_on.state == State.PROCESSED:
            break
        Video.objects.update(tries=0)
    assert outcomes[0][1] == State.PROCESSING
    assert outcomes[-1][1] == State.PROCESSED, outcomes
