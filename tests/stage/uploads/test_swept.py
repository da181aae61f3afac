"""The sweep over uploads: what it ends, what it finishes, what it leaves alone."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from panggung.core import clock, ids
from panggung.stage import upload_files, uploads
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import begin, make_campaign, make_person, original, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload():
    return begin(make_person(), make_campaign(), 6, raw_metadata="title VGFyaQ==")


def later(**changes):
    return clock.now() + timedelta(**changes)


def grow_old(path):
    os.utime(path, (time.time() - 7200,) * 2)


def test_an_upload_that_nobody_came_back_to_ends(upload):
    send(upload, 0, b"abc")
    assert uploads.expire(later(hours=47)) == 0
    assert uploads.expire(later(hours=49)) == 1
    assert Upload.objects.get().state == "expired"
    assert not upload_files.place(upload.pk).exists()


def test_every_request_keeps_an_upload_for_longer(upload):
    Upload.objects.update(expires_at=later(minutes=1))
    send(upload, 0, b"abc")
    assert uploads.expire(later(hours=1)) == 0


def test_an_upload_that_is_being_written_is_left_alone(upload):
    with upload_files.locked(upload.pk):
        assert uploads.expire(later(hours=49)) == 0
    assert Upload.objects.get().state == "open"


def test_a_complete_upload_that_a_crash_left_open_is_finished(upload):
    send(upload, 0, b"abc")
    Upload.objects.update(length=3)
    uploads.expire(clock.now())
    assert original(upload) == b"abc"


def test_a_video_stays_when_its_upload_expires_and_only_the_words_are_forgotten(upload):
    send(upload, 0, b"abcdef")
    uploads.expire(later(hours=49))
    assert original(upload) == b"abcdef"
    row = Upload.objects.get()
    assert (row.state, row.raw_metadata, row.metadata) == ("finished", "", {})


def test_an_original_whose_video_was_never_committed_goes_with_its_upload(upload):
    name = Video(pk=upload.pk).original_name
    upload_files.keep_original(upload.pk, name)
    uploads.terminate(upload.pk, by=upload.person)
    assert not default_storage.exists(name)


def test_files_without_a_row_go_once_they_are_old(upload):
    young, old = ids.new(), ids.new()
    for stray in (young, old):
        upload_files.make(stray)
    upload_files.keep_original(old, f"original/{old}")
    grow_old(upload_files.place(old))
    grow_old(upload_files.place(upload.pk))
    uploads.expire(clock.now())
    assert not upload_files.place(old).exists()
    assert not default_storage.exists(f"original/{old}")
    assert upload_files.place(young).exists()
    assert upload_files.place(upload.pk).exists()


def test_the_second_name_that_a_crash_left_goes_and_the_video_stays(upload):
    send(upload, 0, b"abcdef")
    upload_files.place(upload.pk).hardlink_to(default_storage.path(Video.objects.get().original_name))
    grow_old(upload_files.place(upload.pk))
    uploads.expire(clock.now())
    assert not upload_files.place(upload.pk).exists()
    assert original(upload) == b"abcdef"
