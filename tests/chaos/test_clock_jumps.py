"""The clock jumps by hours, forwards and back, in the middle of everything: nothing is lost, doubled or stuck."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
import time_machine
from django.core.files.storage import default_storage
from uuid_utils import uuid7

from panggung import pipeline
from panggung.core import audit, clock
from panggung.core.errors import Refused
from panggung.core.models import AuditLine
from panggung.stage import processing, publishing, uploads, watching
from panggung.stage.models import Upload, Video
from panggung.stage.states import State
from panggung.tally import counting, events, figures, sessions
from tests.chaos import clips
from tests.plugins.uploading import begin, original, send

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
HOURS = (-30, -7, -3, -1, 1, 3, 7, 30)


def at(hours: float):
    """The wall clock says so many hours more (or less) than it should."""
    return time_machine.travel(clock.now() + timedelta(hours=hours), tick=True)


@pytest.fixture
def received(tmp_path, make_person, campaign) -> Video:
    data = clips.different(tmp_path, 0).read_bytes()
    campaign.closes = clock.now() + timedelta(days=20)
    campaign.opens = clock.now() - timedelta(days=20)
    campaign.save()
    upload = begin(make_person(), campaign, len(data))
    send(upload, 0, data)
    return Video.objects.get(pk=upload.pk)


@pytest.fixture
def during_the_step(monkeypatch):
    """`during_the_step(what)`: real processing, and `what` happens once its result is there but not committed."""

    def put(what: Callable[[], object]) -> None:
        def run(video, progress):
            monkeypatch.setattr(pipeline, "STEPS", real)
            outcome = processing.run(video, progress)
            what()
            return outcome

        monkeypatch.setattr(pipeline, "STEPS", tuple(replace(s, run=run) if s.name == "process" else s for s in real))

    real = pipeline.STEPS
    return put


def processed_once(video: Video) -> None:
    """One set of files, all there, one line for each move, an unbroken chain."""
    video.refresh_from_db()
    assert (video.state, video.lease_until, video.lease_holder) == (State.PROCESSED, None, "")
    publishing.drop_stray_folders(timedelta(0))
    assert default_storage.listdir(f"v/{video.pk}")[0] == [video.version]
    for rendition in video.renditions.all():
        assert default_storage.exists(f"{video.folder}/{rendition.name}.mp4")
    lines = AuditLine.objects.filter(subject_id=video.pk).values_list("kind", flat=True)
    assert sorted(lines) == ["video.processed", "video.processing", "video.received"]
    while audit.seal():
        pass
    assert audit.verify().broken_at is None


@pytest.mark.parametrize("hours", HOURS)
def test_the_video_of_a_dead_worker_is_taken_up_whatever_the_clock_says_then(hours, received):
    Video.objects.update(lease_holder="dead", lease_until=clock.now() + timedelta(seconds=30), tries=1)
    with at(hours):
        assert pipeline.advance("living")
    processed_once(received)


@pytest.mark.parametrize("hours", HOURS)
def test_a_wait_after_a_failure_does_not_become_hours(hours, received):
    Video.objects.update(retry_at=clock.now() + timedelta(seconds=16), tries=4)
    with at(hours):
        assert pipeline.advance("worker")
    processed_once(received)


def test_a_lease_holds_while_the_clock_is_right(received):
    Video.objects.update(lease_holder="living", lease_until=clock.now() + timedelta(seconds=30))
    assert not pipeline.advance("other")


@pytest.mark.parametrize("hours", HOURS)
def test_a_jump_in_the_middle_of_a_step_lets_exactly_one_worker_commit(hours, received, during_the_step):
    jump = at(hours)

    def jumps() -> None:
        jump.start()
        pipeline.advance("second")

    during_the_step(jumps)
    try:
        assert pipeline.advance("first")
        while Video.objects.get().state != State.PROCESSED:
            assert pipeline.advance("third")
    finally:
        jump.stop()
    processed_once(received)


@pytest.mark.parametrize("hours", HOURS)
def test_sweeps_after_a_jump_take_no_file_from_a_row(hours, received, during_the_step):
    jump = at(hours)

    def jumps() -> None:
        jump.start()
        processing.drop_stray_work()
        publishing.drop_stray_folders()
        uploads.expire(clock.now())

    during_the_step(jumps)
    try:
        assert pipeline.advance("first")
        while Video.objects.get().state != State.PROCESSED:
            assert pipeline.advance("second")
    finally:
        jump.stop()
    processed_once(received)
    assert Path(default_storage.path(received.original_name)).exists()


@pytest.mark.parametrize("hours", HOURS)
def test_an_upload_goes_on_after_a_jump_and_is_one_video(hours, make_person, received):
    person, data = make_person(), bytes(range(256)) * 40
    upload = begin(person, received.campaign, len(data), draft="d")
    send(upload, 0, data[:5000])
    with at(hours):
        uploads.expire(clock.now())
        assert begin(person, received.campaign, len(data), draft="d").pk == upload.pk
        assert uploads.look(upload.pk, by=person).offset == 5000
        send(upload, 5000, data[5000:7000])
    uploads.expire(clock.now())
    send(upload, 7000, data[7000:])
    assert original(upload) == data
    assert Video.objects.filter(owner=person).count() == 1


def test_an_upload_that_a_jump_of_days_has_ended_stays_ended(make_person, received):
    person = make_person()
    upload = begin(person, received.campaign, 100)
    send(upload, 0, b"x" * 50)
    with at(49):
        uploads.expire(clock.now())
    with pytest.raises(Refused, match="upload-expired"):
        uploads.look(upload.pk, by=person)
    assert Upload.objects.get(pk=upload.pk).state == Upload.State.EXPIRED


def test_a_media_link_ends_after_a_jump_forwards_and_never_opens_more_after_one_back(make_video):
    video = make_video()
    token = watching.token(video, None)
    Video.objects.update(suitable_from=3)
    with at(2):
        assert watching.read(token) is None
    for hours in (-3, -30):
        with at(hours):
            assert watching.may_fetch(watching.read(token), str(video.pk)) == video
            Video.objects.update(state=State.HELD)
            assert watching.may_fetch(watching.read(token), str(video.pk)) is None
            Video.objects.update(state=State.PUBLISHED)


def told(video: Video, token: str, **changes) -> bytes:
    event = {"id": str(uuid7()), "video": str(video.pk), "at": clock.now().isoformat(), "watched_ms": 4000}
    return msgspec.json.encode(event | {"session": token} | changes)


def counted(video: Video) -> int:
    while counting.apply():
        pass
    return figures.video(video.pk).value


@pytest.mark.parametrize("hours", (-23, -7, -1, 1, 7, 23))
def test_a_view_told_again_after_a_jump_is_not_counted_again(hours, make_video):
    video = make_video()
    token = sessions.token(video, session_key=str(uuid4()), excluded=False, band=None)
    event = told(video, token)
    assert events.record([event], at=clock.now()).accepted == 1
    assert counted(video) == 1
    with at(hours):
        events.record([event, event], at=clock.now())
        counting.prune(clock.now())
        assert counted(video) == 1
    events.record([event], at=clock.now())
    assert counted(video) == 1
