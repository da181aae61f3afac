"""Bytes that come in: each is kept, none is counted before it is safe, none twice."""

import hashlib

import pytest

from panggung.core.errors import Conflict
from panggung.core.models import AuditLine
from panggung.stage import receiving, upload_files, uploads
from panggung.stage.models import Upload, Video
from panggung.stage.uploads import Checksum, ClientGone
from tests.plugins.uploading import (
    Line,
    begin,
    original,
    refused,
    send,
)

pytestmark = pytest.mark.django_db


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
