"""tus 1.0.0 as a client sees it: how an upload begins, with which words, and how parts become one."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from panggung.core import clock, ids
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import encoded, make_child_of
from tests.web.tus.asking import BYTES, WORDS, code

pytestmark = pytest.mark.django_db


def test_creation_answers_the_address_and_the_time_that_is_left(tus):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    assert answer.status_code == 201
    assert answer["Tus-Resumable"] == "1.0.0"
    assert answer["Location"] == f"/api/uploads/{ids.short(Upload.objects.get().pk)}"
    left = parsedate_to_datetime(answer["Upload-Expires"]) - clock.now()
    assert timedelta(hours=47) < left < timedelta(hours=49)


@pytest.mark.parametrize("length", ["-1", "x", "", "1" * 30])
def test_a_length_that_is_no_number_is_a_bad_header(tus, length):
    answer = tus("POST", Upload_Length=length, Upload_Metadata=WORDS)
    assert (answer.status_code, code(answer)) == (400, "bad-header")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "no-length"),
        ({"Upload_Length": "5", "Upload_Defer_Length": "1"}, "no-length"),
        ({"Upload_Defer_Length": "2"}, "bad-header"),
    ],
)
def test_creation_wants_exactly_one_kind_of_length(tus, headers, expected):
    answer = tus("POST", Upload_Metadata=WORDS, **headers)
    assert (answer.status_code, code(answer)) == (400, expected)


def test_a_file_beyond_the_limit_is_told_the_limit(tus, settings):
    answer = tus("POST", Upload_Length="300000001", Upload_Metadata=WORDS)
    assert (answer.status_code, code(answer)) == (413, "too-large")
    assert answer["Tus-Max-Size"] == "300000000"


def test_too_much_at_once_is_refused(tus, settings):
    settings.UPLOAD_QUOTA_BYTES = 15
    tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    answer = tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    assert (answer.status_code, code(answer)) == (413, "quota-used-up")


@pytest.mark.parametrize(
    "words", ["title !", "title YQ==,title YQ==", ",", "title  YQ==", "tit\tle YQ==", "title /w==", "x" * 5000]
)
def test_metadata_that_cannot_be_read_is_refused(tus, words):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=words)
    assert (answer.status_code, code(answer)) == (400, "bad-metadata")


def test_metadata_may_hold_a_key_without_a_value(tus):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=f"{WORDS},is_confidential")
    assert tus("HEAD", answer["Location"])["Upload-Metadata"] == f"{WORDS},is_confidential"


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        ([], 400, "no-campaign"),
        ([("campaign", "Lain")], 400, "no-such-campaign"),
        ([("campaign", "AnakGENIUS"), ("title", "x" * 81)], 400, "title-too-long"),
        ([("campaign", "AnakGENIUS"), ("maker", "nobody")], 403, "not-allowed"),
    ],
)
def test_words_that_do_not_fit_are_refused_with_their_reason(tus, words, status, expected):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=encoded(words))
    assert (answer.status_code, code(answer)) == (status, expected)


def test_a_guardian_names_the_child_whose_video_it_is(tus, rani):
    child = make_child_of(rani)
    words = encoded([("campaign", "AnakGENIUS"), ("maker", ids.short(child.pk))])
    tus("POST", body=b"abcd", Content_Type=BYTES, Upload_Length="4", Upload_Metadata=words)
    assert Video.objects.get().owner == child


def test_creation_can_bring_the_first_bytes(tus):
    answer = tus("POST", body=b"abc", Content_Type=BYTES, Upload_Length="10", Upload_Metadata=WORDS)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "3")
    assert tus("HEAD", answer["Location"])["Upload-Offset"] == "3"


def test_creation_whose_first_bytes_fail_still_tells_the_address(tus):
    answer = tus("POST", body=b"abcdef", Content_Type=BYTES, Upload_Length="3", Upload_Metadata=WORDS)
    assert answer.status_code == 413
    assert tus("HEAD", answer["Location"])["Upload-Offset"] == "0"


def test_the_same_draft_twice_is_one_upload(tus):
    words = encoded([("campaign", "AnakGENIUS"), ("draft", "d-1")])
    sent = {"Upload_Length": "3", "Upload_Metadata": words, "Content_Type": BYTES}
    first, second = tus("POST", body=b"abc", **sent), tus("POST", body=b"abc", **sent)
    assert second.status_code == 201
    assert second["Location"] == first["Location"]
    assert second["Upload-Offset"] == "3"
    assert Video.objects.count() == 1


def test_a_length_can_be_deferred(tus):
    begun = tus("POST", Upload_Defer_Length="1", Upload_Metadata=WORDS)["Location"]
    head = tus("HEAD", begun)
    assert head["Upload-Defer-Length"] == "1"
    assert "Upload-Length" not in head
    tus("PATCH", begun, b"abc", Upload_Offset="0")
    answer = tus("PATCH", begun, b"de", Upload_Offset="3", Upload_Length="5")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")
    assert Video.objects.get().size == 5
    assert tus("HEAD", begun)["Upload-Length"] == "5"


def test_a_length_that_is_told_twice_must_be_the_same(tus, begun):
    answer = tus("PATCH", begun, b"abc", Upload_Offset="0", Upload_Length="11")
    assert (answer.status_code, code(answer)) == (400, "length-is-fixed")


def test_parts_become_one_final_upload(tus):
    parts = [
        tus("POST", body=data, Content_Type=BYTES, Upload_Length="3", Upload_Concat="partial")["Location"]
        for data in (b"abc", b"def")
    ]
    assert tus("HEAD", parts[0])["Upload-Concat"] == "partial"
    addresses = f"final;http://testserver{parts[0]} {parts[1]}"
    answer = tus("POST", Upload_Concat=addresses, Upload_Metadata=WORDS)
    assert answer.status_code == 201
    head = tus("HEAD", answer["Location"])
    assert head["Upload-Concat"] == f"final;{parts[0]} {parts[1]}"
    assert (head["Upload-Length"], head["Upload-Offset"]) == ("6", "6")
    assert tus("PATCH", answer["Location"], b"x", Upload_Offset="6").status_code == 403
    assert Video.objects.get().size == 6


@pytest.mark.parametrize("concat", ["whole", "final", "final;/api/uploads/x", "partial;"])
def test_a_concat_header_that_makes_no_sense_is_refused(tus, concat):
    answer = tus("POST", Upload_Length="3", Upload_Concat=concat, Upload_Metadata=WORDS)
    assert answer.status_code == 400
    assert not Upload.objects.exists()
