"""How an upload ends: given up, finished, and answered afterwards."""

import pytest

from panggung.core import clock
from panggung.stage import upload_files, uploads
from panggung.stage.models import Upload
from tests.plugins.uploading import (
    begin,
    original,
    refused,
    send,
)

pytestmark = pytest.mark.django_db


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
