"""Parts that become one video."""

import pytest

from panggung.core.errors import Refused
from panggung.stage import upload_files, uploads
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import begin, original, send

pytestmark = pytest.mark.django_db


def part(person, data: bytes, campaign=None):
    upload = begin(person, campaign, len(data), kind="partial")
    return send(upload, 0, data) if data else upload


def joined(person, campaign, parts, **changes):
    told = {"maker": person, "metadata": {"title": "Tari"}} | changes
    return uploads.concatenate(person, [p.pk for p in parts], campaign=campaign, **told)


def test_finished_parts_become_one_video_in_the_order_that_was_asked(rani, campaign):
    first, second, empty = part(rani, b"abc"), part(rani, b"def"), part(rani, b"")
    assert not Video.objects.exists()
    final = joined(rani, campaign, [second, empty, first])
    assert original(final) == b"defabc"
    assert Video.objects.get().pk == final.pk
    assert not any(upload_files.place(u.pk).exists() for u in (first, second, empty, final))


def test_a_lost_answer_to_a_concatenation_can_be_asked_for_again(rani, campaign):
    parts = [part(rani, b"abc"), part(rani, b"def")]
    final = joined(rani, campaign, parts, draft="d")
    assert joined(rani, campaign, parts).pk == final.pk
    assert uploads.look(parts[0].pk, by=rani).offset == 3
    assert joined(rani, campaign, [part(rani, b"x")], draft="d").pk == final.pk
    assert Video.objects.count() == 1


def test_an_unfinished_part_joins_nothing(rani, campaign):
    with pytest.raises(Refused, match="part-unfinished"):
        joined(rani, campaign, [part(rani, b"abc"), begin(rani, None, 3, kind="partial")])
    with pytest.raises(Refused, match="part-unfinished"):
        joined(rani, campaign, [begin(rani, campaign, 3)])
    assert not Video.objects.exists()


def test_a_part_is_used_once(rani, campaign):
    parts = [part(rani, b"abc"), part(rani, b"def")]
    joined(rani, campaign, parts)
    with pytest.raises(Refused, match="part-unfinished"):
        joined(rani, campaign, parts[:1])


@pytest.mark.parametrize("number", [0, 21])
def test_the_number_of_parts_is_bounded(rani, campaign, number):
    with pytest.raises(Refused, match="no-parts"):
        joined(rani, campaign, [Upload()] * number)


def test_parts_that_are_too_large_or_empty_together_are_refused(rani, campaign, settings):
    parts = [part(rani, b"abc"), part(rani, b"def")]
    settings.UPLOAD_MAX_BYTES = 5
    with pytest.raises(Refused, match="too-large"):
        joined(rani, campaign, parts)
    with pytest.raises(Refused, match="empty"):
        joined(rani, campaign, [part(rani, b"")])


def test_a_part_that_lost_bytes_joins_nothing(rani, campaign):
    lost = part(rani, b"abc")
    upload_files.place(lost.pk).write_bytes(b"ab")
    with pytest.raises(Refused, match="lost-bytes"):
        joined(rani, campaign, [lost])
    assert not Video.objects.exists()


def test_nothing_can_be_added_to_a_final_upload(rani, campaign):
    final = joined(rani, campaign, [part(rani, b"abc")])
    with pytest.raises(Refused, match="upload-final") as told:
        send(final, 3, b"x")
    assert told.value.status == 403


def test_finished_parts_count_against_the_quota_until_they_are_joined(rani, campaign, settings):
    settings.UPLOAD_QUOTA_BYTES = 5
    parts = [part(rani, b"abc")]
    with pytest.raises(Refused, match="quota-used-up"):
        part(rani, b"def")
    joined(rani, campaign, parts)
    part(rani, b"def")
