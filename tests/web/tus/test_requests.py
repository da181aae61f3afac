"""tus 1.0.0 as a client sees it: each status code and each header of what is sent after the beginning."""

import base64
import hashlib
import json

import pytest
from django.test import Client

from panggung.core import clock
from panggung.stage import upload_files
from panggung.stage.models import Upload, Video
from tests.plugins.uploading import encoded, make_person
from tests.web.tus.asking import BYTES, WORDS, code

pytestmark = pytest.mark.django_db


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
