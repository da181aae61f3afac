"""tus 1.0.0 as a client sees it: each status code and each header."""

import base64
import hashlib
import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client

from panggung.core import clock, ids
from panggung.stage import upload_files
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import encoded, make_campaign, make_child_of, make_person

pytestmark = pytest.mark.django_db
WORDS = encoded([("campaign", "#anakgenius"), ("title", "Tari"), ("filename", "a b.mp4")])
BYTES = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def campaign():
    return make_campaign()


@pytest.fixture
def rani():
    return make_person()


@pytest.fixture
def tus(rani):
    """Send one request as Rani's tus client."""
    client = Client()
    client.force_login(rani.user)

    def ask(method: str, path: str = "/api/uploads/", body: bytes = b"", **headers: str):
        named = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", BYTES if method == "PATCH" else "")
        sent = {name: value for name, value in named.items() if value is not None}
        return client.generic(method, path, body, content_type=kind, headers=sent)

    return ask


@pytest.fixture
def begun(tus):
    """The address of a new upload of ten bytes."""
    return tus("POST", Upload_Length="10", Upload_Metadata=WORDS)["Location"]


def code(response):
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["status"] == response.status_code
    assert told["title"]
    assert told["detail"]
    return told["code"]


def test_options_tells_what_the_server_speaks_even_without_version_and_log_in(settings):
    answer = Client().options("/api/uploads/")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Max-Size"] == str(settings.UPLOAD_MAX_BYTES)
    assert set(answer["Tus-Checksum-Algorithm"].split(",")) >= {"sha1", "sha256", "md5"}
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "creation-defer-length",
        "expiration",
        "checksum",
        "termination",
        "concatenation",
    }


def test_creation_answers_the_address_and_the_time_that_is_left(tus):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    assert answer.status_code == 201
    assert answer["Tus-Resumable"] == "1.0.0"
    assert answer["Location"] == f"/api/uploads/{ids.short(Upload.objects.get().pk)}"
    left = parsedate_to_datetime(answer["Upload-Expires"]) - clock.now()
    assert timedelta(hours=47) < left < timedelta(hours=49)


def test_head_tells_all_that_a_client_needs_and_is_never_cached(tus, begun):
    tus("PATCH", begun, b"abc", Upload_Offset="0")
    answer = tus("HEAD", begun)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("3", "10")
    assert answer["Upload-Metadata"] == WORDS
    assert "Upload-Concat" not in answer
    assert "Upload-Defer-Length" not in answer


def test_patch_moves_the_offset_until_the_video_is_there(tus, begun):
    answer = tus("PATCH", begun, b"abcdef", Upload_Offset="0")
    assert (answer.status_code, answer["Upload-Offset"], answer.content) == (204, "6", b"")
    assert "Upload-Expires" in answer
    answer = tus("PATCH", begun, b"ghij", Upload_Offset="6")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "10")
    assert "Upload-Expires" not in answer
    assert Video.objects.get().title == "Tari"
    head = tus("HEAD", begun)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, "10", "10")


@pytest.mark.parametrize("version", [None, "0.2.2", "1.0.1"])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_with_the_right_one(tus, begun, method, version):
    path = "/api/uploads/" if method == "POST" else begun
    answer = tus(method, path, Tus_Resumable=version)
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert Upload.objects.count() == 1


def test_a_wrong_offset_is_a_conflict(tus, begun):
    answer = tus("PATCH", begun, b"abc", Upload_Offset="1")
    assert (answer.status_code, code(answer)) == (409, "wrong-offset")


@pytest.mark.parametrize("offset", [None, "", "-1", "x", "1.5", "+1", "１", "1" * 30])
def test_an_offset_that_is_no_number_is_a_bad_header(tus, begun, offset):
    answer = tus("PATCH", begun, b"abc", Upload_Offset=offset)
    assert (answer.status_code, code(answer)) == (400, "bad-header")


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


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "multipart/form-data; boundary=x"])
def test_patch_with_another_content_type_is_refused(tus, begun, kind):
    answer = tus("PATCH", begun, b"abc", Upload_Offset="0", Content_Type=kind)
    assert (answer.status_code, code(answer)) == (415, "wrong-content-type")


@pytest.mark.parametrize("path", ["/api/uploads/nonsense", "/api/uploads/" + "0" * 26])
def test_an_unknown_address_is_not_found(tus, path):
    for method in ("HEAD", "PATCH", "DELETE"):
        assert tus(method, path, b"x", Upload_Offset="0").status_code == 404


def test_a_terminated_upload_is_gone(tus, begun):
    assert tus("DELETE", begun).status_code == 204
    for method in ("HEAD", "PATCH", "DELETE"):
        assert tus(method, begun, b"x", Upload_Offset="0").status_code == 410


def test_an_expired_upload_is_gone(tus, begun):
    Upload.objects.update(expires_at=clock.now())
    assert tus("HEAD", begun).status_code == 410
    assert code(tus("PATCH", begun, b"a", Upload_Offset="0")) == "upload-expired"


def test_a_body_beyond_the_length_is_too_large_and_not_written(tus, begun):
    answer = tus("PATCH", begun, b"x" * 11, Upload_Offset="0")
    assert (answer.status_code, code(answer)) == (413, "beyond-length")
    assert upload_files.place(Upload.objects.get().pk).stat().st_size == 0


def test_a_file_beyond_the_limit_is_told_the_limit(tus, settings):
    answer = tus("POST", Upload_Length="300000001", Upload_Metadata=WORDS)
    assert (answer.status_code, code(answer)) == (413, "too-large")
    assert answer["Tus-Max-Size"] == "300000000"


def test_too_much_at_once_is_refused(tus, settings):
    settings.UPLOAD_QUOTA_BYTES = 15
    tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    answer = tus("POST", Upload_Length="10", Upload_Metadata=WORDS)
    assert (answer.status_code, code(answer)) == (413, "quota-used-up")


def test_a_checksum_is_verified(tus, begun):
    digest = base64.b64encode(hashlib.sha1(b"abc").digest()).decode()
    answer = tus("PATCH", begun, b"abX", Upload_Offset="0", Upload_Checksum=f"sha1 {digest}")
    assert (answer.status_code, answer.reason_phrase) == (460, "Checksum Mismatch")
    assert tus("HEAD", begun)["Upload-Offset"] == "0"
    answer = tus("PATCH", begun, b"abc", Upload_Offset="0", Upload_Checksum=f"sha1 {digest}")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "3")


@pytest.mark.parametrize(
    ("checksum", "expected"),
    [("crc32 AAAA", "no-such-checksum"), ("", "no-such-checksum"), ("sha1 !!", "bad-header")],
)
def test_a_checksum_that_nobody_can_verify_is_refused(tus, begun, checksum, expected):
    answer = tus("PATCH", begun, b"abc", Upload_Offset="0", Upload_Checksum=checksum)
    assert (answer.status_code, code(answer)) == (400, expected)


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


def test_a_post_can_stand_for_another_method(tus, begun):
    answer = tus("POST", begun, b"abc", Upload_Offset="0", Content_Type=BYTES, X_HTTP_Method_Override="PATCH")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "3")
    assert tus("POST", begun, X_HTTP_Method_Override="DELETE").status_code == 204


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_other_methods_are_refused_with_those_that_work(tus, begun, method):
    answer = tus(method, begun)
    assert (answer.status_code, answer["Allow"]) == (405, "HEAD, PATCH, DELETE, OPTIONS")


def test_who_is_signed_out_is_told_so_and_the_bytes_stay(tus, begun):
    tus("PATCH", begun, b"abc", Upload_Offset="0")
    stranger = Client().head(begun, headers={"Tus-Resumable": "1.0.0"})
    assert stranger.status_code == 401
    answer = Client().generic(
        "PATCH", begun, b"x", content_type=BYTES, headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "3"}
    )
    assert (answer.status_code, code(answer)) == (401, "signed-out")
    assert tus("HEAD", begun)["Upload-Offset"] == "3"


def test_another_persons_upload_is_not_found(begun):
    other = Client()
    other.force_login(make_person().user)
    assert other.head(begun, headers={"Tus-Resumable": "1.0.0"}).status_code == 404


def test_a_request_without_the_csrf_token_is_refused_although_signed_in(rani):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rani.user)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": WORDS}
    client.cookies["csrftoken"] = "a" * 32
    assert client.post("/api/uploads/", headers=headers).status_code == 403
    headers["X-CSRFToken"] = "a" * 32
    assert client.post("/api/uploads/", headers=headers).status_code == 201


def test_a_problem_speaks_the_readers_language(tus):
    answer = tus("POST", Upload_Length="10", Upload_Metadata=encoded([("campaign", "AnakGENIUS"), ("title", "x" * 81)]))
    assert json.loads(answer.content)["detail"] == "Paling banyak 80 huruf."
