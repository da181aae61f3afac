"""What may be begun: how much, by whom, for whom, where, and with which words."""

from datetime import timedelta

import pytest

from panggung.core import clock, ids
from panggung.core.errors import NotAllowed
from panggung.people.models import Consent, Guardianship
from panggung.stage import upload_files, uploads
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import (
    begin,
    make_campaign,
    make_child_of,
    make_person,
    original,
    refused,
    send,
)

pytestmark = pytest.mark.django_db


def test_a_length_can_be_told_later_but_not_changed(rani, campaign):
    upload = begin(rani, campaign, None)
    send(upload, 0, b"abc")
    with refused("length-too-short"):
        uploads.declare_length(upload.pk, by=rani, length=2)
    uploads.declare_length(upload.pk, by=rani, length=3)
    uploads.declare_length(upload.pk, by=rani, length=3)
    with refused("length-is-fixed"):
        uploads.declare_length(upload.pk, by=rani, length=4)
    assert uploads.look(upload.pk, by=rani).state == "finished"
    assert original(upload) == b"abc"


def test_a_length_told_after_a_crash_takes_in_no_byte_that_was_never_counted(rani, campaign):
    upload = begin(rani, campaign, None)
    send(upload, 0, b"abc")
    with upload_files.place(upload.pk).open("ab") as file:
        file.write(b"garbage of a crash")
    uploads.declare_length(upload.pk, by=rani, length=3)
    uploads.look(upload.pk, by=rani)
    assert original(upload) == b"abc"


def test_without_a_length_the_limit_per_file_holds(rani, campaign, settings):
    settings.UPLOAD_MAX_BYTES = 4
    upload = begin(rani, campaign, None)
    with refused("beyond-length"):
        send(upload, 0, b"abcde")
    with refused("too-large"):
        uploads.declare_length(upload.pk, by=rani, length=5)


def test_an_empty_video_is_refused(rani, campaign):
    with refused("empty"):
        begin(rani, campaign, 0)
    upload = begin(rani, campaign, None)
    with refused("empty"):
        uploads.declare_length(upload.pk, by=rani, length=0)
    with refused("upload-gone"):
        uploads.find(upload.pk, by=rani)
    assert not Video.objects.exists()


def test_a_file_beyond_the_limit_is_refused(rani, campaign, settings):
    settings.UPLOAD_MAX_BYTES = 10
    with refused("too-large") as told:
        begin(rani, campaign, 11)
    assert told.value.status == 413


def test_the_quota_counts_what_open_uploads_may_still_bring(rani, campaign, settings):
    settings.UPLOAD_QUOTA_BYTES, settings.UPLOAD_MAX_BYTES = 20, 10
    begin(rani, campaign, None)
    begin(rani, campaign, 8)
    with refused("quota-used-up"):
        begin(rani, campaign, 3)
    uploads.terminate(begin(rani, campaign, 2).pk, by=rani)
    begin(rani, campaign, 2)
    begin(make_person(), campaign, 10)


def test_nobody_has_more_than_twenty_uploads_open(rani, campaign):
    for _ in range(20):
        begin(rani, campaign, 5)
    with refused("too-many-uploads"):
        begin(rani, campaign, 5)


def test_the_same_draft_is_the_same_upload(rani, campaign):
    first = begin(rani, campaign, 4, draft="d1")
    assert begin(rani, campaign, 4, draft="d1").pk == first.pk
    send(first, 0, b"abcd")
    again = begin(rani, campaign, 4, draft="d1")
    assert (again.pk, again.offset) == (first.pk, 4)
    assert begin(make_person(), campaign, 4, draft="d1").pk != first.pk
    assert Video.objects.count() == 1


def test_a_draft_of_another_length_is_a_conflict(rani, campaign):
    begin(rani, campaign, 4, draft="d1")
    with refused("draft-differs"):
        begin(rani, campaign, 5, draft="d1")


def test_a_cancelled_or_expired_draft_can_begin_again(rani, campaign):
    first = begin(rani, campaign, 4, draft="d1")
    uploads.terminate(first.pk, by=rani)
    second = begin(rani, campaign, 4, draft="d1")
    Upload.objects.filter(pk=second.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    assert begin(rani, campaign, 4, draft="d1").pk not in (first.pk, second.pk)


def test_another_person_cannot_see_or_change_an_upload(rani, campaign):
    upload, other = begin(rani, campaign, 4), make_person()
    for verb in (
        lambda: uploads.look(upload.pk, by=other),
        lambda: uploads.append(upload.pk, by=other, offset=0, stream=None),
        lambda: uploads.terminate(upload.pk, by=other),
        lambda: uploads.declare_length(upload.pk, by=other, length=4),
        lambda: uploads.concatenate(other, [upload.pk], campaign=campaign, maker=other, metadata={}),
        lambda: uploads.look(ids.new(), by=other),
    ):
        with refused("no-such-upload") as told:
            verb()
        assert told.value.status == 404


def test_a_guardian_sends_for_a_child(rani, campaign):
    child = make_child_of(rani)
    upload = begin(rani, campaign, 4, maker=child)
    send(upload, 0, b"abcd")
    video = Video.objects.get()
    assert (video.owner, video.uploaded_by, video.audience) == (child, rani, "family")


def test_an_adult_cannot_send_for_somebody_elses_child(rani, campaign):
    child = make_child_of(make_person())
    with pytest.raises(NotAllowed):
        begin(rani, campaign, 4, maker=child)


def test_a_child_without_consent_cannot_send(campaign):
    with pytest.raises(NotAllowed):
        begin(make_person(14), campaign, 4)


@pytest.mark.parametrize("ended", [Consent, Guardianship])
def test_what_ends_in_the_middle_of_an_upload_stops_it(rani, campaign, ended):
    upload = begin(rani, campaign, 4, maker=make_child_of(rani))
    send(upload, 0, b"ab")
    ended.objects.update(ended_at=clock.now())
    with pytest.raises(NotAllowed):
        send(upload, 2, b"cd")
    assert not Video.objects.exists()


@pytest.mark.parametrize("closed", [{"state": "closed"}, {"state": "draft"}, {"closes": clock.now()}])
def test_a_closed_campaign_takes_no_uploads(rani, closed):
    with refused("campaign-closed"):
        begin(rani, make_campaign("Lama", **closed), 4)


def test_an_upload_begun_in_time_may_end_after_the_campaign_closed(rani, campaign):
    upload = begin(rani, campaign, 4)
    type(campaign).objects.update(state="closed")
    send(upload, 0, b"abcd")
    assert Video.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"title": "x" * 81}, "title-too-long"),
        ({"caption": "x" * 301}, "caption-too-long"),
        ({"audience": "world"}, "no-such-audience"),
    ],
)
def test_words_that_do_not_fit_are_refused(rani, campaign, words, code):
    with refused(code):
        begin(rani, campaign, 4, metadata=words)
