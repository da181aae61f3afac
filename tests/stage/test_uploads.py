"""What the verbs of an upload promise, one promise a test."""

import hashlib
from datetime import timedelta

import pytest

from panggung.core import clock, ids
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.people.models import Consent, Guardianship
from panggung.stage import receiving, upload_files, uploads
from panggung.stage.models import Upload, Video
from panggung.stage.uploads import Checksum, ClientGone
from tests.plugins.uploading import (
    Line,
    begin,
    make_campaign,
    make_child_of,
    make_person,
    original,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rani():
    return make_person()


@pytest.fixture
def campaign():
    return make_campaign()


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_the_last_byte_makes_a_video_with_its_words_its_file_and_its_audit_line(rani, campaign):
    upload = begin(rani, campaign, 6, metadata={"title": "Tari", "caption": "Hore", "filename": "a.mp4"})
    send(upload, 0, b"abc")
    assert not Video.objects.exists()
    send(upload, 3, b"def")
    video = Video.objects.get(pk=upload.pk)
    assert (video.title, video.caption, video.size, video.state) == ("Tari", "Hore", 6, "received")
    assert (video.owner, video.uploaded_by, video.campaign) == (rani, rani, campaign)
    assert original(upload) == b"abcdef"
    assert AuditLine.objects.get(kind="video.received").subject_id == upload.pk
    assert not upload_files.place(upload.pk).exists()


def test_a_broken_line_keeps_every_byte_that_came(rani, campaign):
    upload = begin(rani, campaign, 10)
    with refused("client-gone"):
        send(upload, 0, b"abcd", ConnectionResetError())
    assert uploads.look(upload.pk, by=rani).offset == 4
    assert upload_files.place(upload.pk).read_bytes() == b"abcd"


def test_a_line_that_breaks_after_the_last_byte_still_makes_the_video(rani, campaign):
    upload = begin(rani, campaign, 4)
    with pytest.raises(ClientGone):
        send(upload, 0, b"abcd", ClientGone())
    assert original(upload) == b"abcd"


def test_a_silent_line_is_given_up(rani, campaign, monkeypatch):
    monkeypatch.setattr(receiving, "IDLE_SECONDS", -1)
    upload = begin(rani, campaign, 10)
    with refused("client-idle"):
        send(upload, 0, b"ab", None)
    assert uploads.find(upload.pk, by=rani).offset == 2


class Wanted(Line):
    """A line on which a newer request waits for the upload."""

    def read(self, most):
        upload_files._marker(self.upload.pk).touch()
        return super().read(most)


def test_a_silent_line_gives_way_to_a_newer_request_with_all_that_came(rani, campaign):
    upload, line = begin(rani, campaign, 10), Wanted(b"ab", b"cd", None, b"ef")
    line.upload = upload
    with refused("overtaken") as told:
        uploads.append(upload.pk, by=rani, offset=0, stream=line)
    assert told.value.status == 423
    assert uploads.look(upload.pk, by=rani).offset == 4


def test_a_busy_line_gives_way_to_a_newer_request_after_a_while(rani, campaign, monkeypatch):
    monkeypatch.setattr(receiving, "GIVE_WAY_SECONDS", -1)
    upload, line = begin(rani, campaign, 10), Wanted(b"ab", b"cd")
    line.upload = upload
    with refused("overtaken"):
        uploads.append(upload.pk, by=rani, offset=0, stream=line)
    assert uploads.look(upload.pk, by=rani).offset == 2


def test_a_held_upload_is_refused_after_a_while(rani, campaign, monkeypatch):
    upload = begin(rani, campaign, 10)
    with upload_files.locked(upload.pk), refused("upload-busy"), upload_files.locked(upload.pk, 0.1):
        pass
    assert not upload_files.wanted(upload.pk)


def test_a_wrong_offset_is_a_conflict_and_writes_nothing(rani, campaign):
    upload = begin(rani, campaign, 10)
    send(upload, 0, b"abc")
    for offset in (0, 2, 4):
        with pytest.raises(Conflict, match="wrong-offset"):
            send(upload, offset, b"xyz")
    assert upload_files.place(upload.pk).read_bytes() == b"abc"


def test_announced_bytes_beyond_the_length_are_refused_unread(rani, campaign):
    upload = begin(rani, campaign, 4)
    with refused("beyond-length"):
        send(upload, 0, AssertionError("read"), announced=5)


def test_unannounced_bytes_beyond_the_length_do_not_finish_the_upload(rani, campaign):
    upload = begin(rani, campaign, 4)
    with refused("beyond-length"):
        send(upload, 0, b"abcd", b"e")
    assert uploads.look(upload.pk, by=rani).offset == 0
    assert not Video.objects.exists()


def test_bytes_become_safe_while_a_long_request_still_runs(rani, campaign, monkeypatch):
    monkeypatch.setattr(receiving, "SAFE_EVERY_BYTES", 4)
    upload = begin(rani, campaign, 100)
    seen = []

    class Watched:
        def read(self, most):
            seen.append(Upload.objects.get(pk=upload.pk).offset)
            return b"abcd" if len(seen) < 4 else b""

    uploads.append(upload.pk, by=rani, offset=0, stream=Watched())
    assert seen == [0, 4, 8, 12]


def test_with_a_checksum_nothing_counts_before_all_is_verified(rani, campaign, monkeypatch):
    monkeypatch.setattr(receiving, "SAFE_EVERY_BYTES", 1)
    upload = begin(rani, campaign, 8)
    right = Checksum("sha1", hashlib.sha1(b"abcd").digest())
    with refused("checksum-mismatch") as told:
        send(upload, 0, b"ab", b"cX", checksum=right)
    assert told.value.status == 460
    with pytest.raises(ClientGone):
        send(upload, 0, b"ab", ClientGone(), checksum=right)
    assert uploads.look(upload.pk, by=rani).offset == 0
    assert send(upload, 0, b"ab", b"cd", checksum=right).offset == 4


@pytest.mark.parametrize("algorithm", uploads.ALGORITHMS)
def test_every_advertised_checksum_works(rani, campaign, algorithm):
    upload = begin(rani, campaign, 8)
    digest = hashlib.new(algorithm, b"abcd").digest()
    assert send(upload, 0, b"abcd", checksum=Checksum(algorithm, digest)).offset == 4


def test_bytes_that_were_never_counted_are_cut_off(rani, campaign):
    upload = begin(rani, campaign, 6)
    send(upload, 0, b"abc")
    with upload_files.place(upload.pk).open("ab") as file:
        file.write(b"garbage of a crash")
    send(upload, 3, b"def")
    assert original(upload) == b"abcdef"


@pytest.mark.parametrize("loss", ["shorter", "gone"])
def test_lost_bytes_are_loud_and_never_filled_up(rani, campaign, loss):
    upload = begin(rani, campaign, 6)
    send(upload, 0, b"abc")
    path = upload_files.place(upload.pk)
    path.write_bytes(b"a") if loss == "shorter" else path.unlink()
    with pytest.raises(Conflict, match="lost-bytes"):
        send(upload, 3, b"def")
    assert not Video.objects.exists()


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


def test_a_terminated_upload_is_gone_and_its_bytes_are_free(rani, campaign):
    upload = begin(rani, campaign, 4)
    send(upload, 0, b"ab")
    uploads.terminate(upload.pk, by=rani)
    assert not upload_files.place(upload.pk).exists()
    with refused("upload-gone") as told:
        send(upload, 2, b"cd")
    assert told.value.status == 410


def test_a_finished_upload_is_a_video_and_not_terminated(rani, campaign):
    upload = begin(rani, campaign, 4)
    send(upload, 0, b"abcd")
    with refused("already-a-video"):
        uploads.terminate(upload.pk, by=rani)
    assert original(upload) == b"abcd"


def test_a_finished_upload_answers_its_offset_until_it_expires(rani, campaign):
    upload = begin(rani, campaign, 4)
    send(upload, 0, b"abcd")
    assert send(upload, 4).offset == 4
    with refused("beyond-length"):
        send(upload, 4, b"e")
    assert uploads.look(upload.pk, by=rani).offset == 4
    Upload.objects.update(expires_at=clock.now())
    with refused("upload-expired"):
        uploads.look(upload.pk, by=rani)


def test_original_is_copied_where_it_cannot_be_linked(rani, campaign, monkeypatch):
    def no_link(self, target):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("pathlib.Path.hardlink_to", no_link)
    upload = begin(rani, campaign, 4)
    send(upload, 0, b"abcd")
    assert original(upload) == b"abcd"
