"""Words, headers, ids and ranges that no friendly program sends: a clear "no" each time, and never a 500."""

import base64

import pytest
from django.test import Client

from panggung.core import ids
from panggung.safety.models import Case, Verdict
from panggung.stage.models import Upload
from panggung.stage.states import State
from panggung.web.words import WORDS
from tests.chaos.conftest import signed_in
from tests.plugins.uploading import encoded

# No process is killed here, so no mark: PostgreSQL and SQLite choke on different letters, and both are asked.
pytestmark = pytest.mark.django_db
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}


def create(client: Client, metadata: str, **headers):
    return client.post("/api/uploads/", HTTP_UPLOAD_LENGTH="10", HTTP_UPLOAD_METADATA=metadata, **TUS, **headers)


def code_of(answer) -> str:
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] in WORDS
    return answer.json()["code"]


WORDS_SENT = {
    "from right to left": "مسابقة الرقص\u202e4pm.oediv\u202c",
    "without width": "Ta\u200bri\u200d\u2060\ufeff",
    "combining a hundred times": "a" + "\u0301" * 60,
    "outside the first plane": "💃" * 40,
    "control characters": "Tari\x01\x1b[31m\x7f",
    "markup": "<script>alert(1)</script>{{7*7}}",
    "a template's percent": "%(most)s %s %",
}


@pytest.mark.parametrize("what", WORDS_SENT)
def test_unusual_words_are_taken_as_they_are_and_shown_harmlessly(what, client, campaign):
    title = WORDS_SENT[what][:80]
    answer = create(client, encoded([("campaign", campaign.hashtag), ("title", title)]))
    assert answer.status_code == 201
    answer = client.patch(
        answer["Location"], b"0123456789", content_type="application/offset+octet-stream", HTTP_UPLOAD_OFFSET="0", **TUS
    )
    assert answer.status_code == 204
    page = client.get("/video-saya/")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def pair(key: str, raw: bytes) -> str:
    return f"{key} {base64.b64encode(raw).decode()}"


METADATA = {
    "a caption of one megabyte": (pair("caption", b"a" * 1_000_000), "bad-metadata"),
    "a caption of 301 letters": (pair("caption", b"a" * 301), "caption-too-long"),
    "a title of 81 letters": (pair("title", b"a" * 81), "title-too-long"),
    "NUL in a title": (pair("title", b"Ta\x00ri"), "bad-metadata"),
    "NUL in a file name": (pair("filename", b"\x00"), "bad-metadata"),
    "a lone surrogate": (pair("title", b"\xed\xa0\x80"), "bad-metadata"),
    "half a character": (pair("title", b"\xf0\x9f\x92"), "bad-metadata"),
    "no base64": ("title ***", "bad-metadata"),
    "10,000 keys": (",".join(f"k{number} YQ==" for number in range(10_000)), "bad-metadata"),
    "one key twice": (pair("title", b"a") + "," + pair("title", b"b"), "bad-metadata"),
    "a key of odd letters": (pair("ti\ttle", b"a"), "bad-metadata"),
    "another's name as maker": (pair("maker", b"../../etc/passwd"), "not-allowed"),
    "no such audience": (pair("audience", b"everybody"), "no-such-audience"),
    "no such campaign": (pair("campaign", "TariÅ'; DROP TABLE".encode()), "no-such-campaign"),
    "a draft of 65 letters": (pair("draft", b"a" * 65), "draft-too-long"),
}


@pytest.mark.parametrize("what", METADATA)
def test_metadata_that_does_not_fit_is_refused_with_a_code_that_has_words(what, client, campaign):
    metadata, code = METADATA[what]
    known = "" if metadata.startswith("campaign ") else f",{pair('campaign', campaign.hashtag.encode())}"
    answer = create(client, metadata + known)
    assert 400 <= answer.status_code < 500
    assert code_of(answer) == code
    assert not Upload.objects.exists()


HEADERS = {
    "HTTP_UPLOAD_LENGTH": ("-1", "9" * 16, "1e3", "٣", "0x10", " ", "1,1", "\xb2"),
    "HTTP_UPLOAD_OFFSET": ("-1", "9" * 5000, "NaN", ""),
    "HTTP_UPLOAD_CHECKSUM": ("md5", "md5 ***", "sha1 \xff", "crc32 AAAA", " "),
    "HTTP_UPLOAD_CONCAT": ("final", "final;", "final;/x/" + "z" * 26, "final; http://a/b", "partial;x", "\xff"),
    "HTTP_UPLOAD_DEFER_LENGTH": ("2", "true"),
    "HTTP_TUS_RESUMABLE": ("0.2.2", "", "1.0.0.0"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("BREW", "\xff", "x" * 9000, "TRACE"),
}


def test_headers_out_of_bounds_are_refused_and_never_break_anything(client, campaign):
    metadata = encoded([("campaign", campaign.hashtag)])
    begun = create(client, metadata)["Location"]
    for header, values in HEADERS.items():
        for value in values:
            told = {**TUS, "HTTP_UPLOAD_LENGTH": "10", "HTTP_UPLOAD_METADATA": metadata, header: value}
            answer = client.post("/api/uploads/", **told)
            assert answer.status_code < 500, (header, value)
            told |= {"HTTP_UPLOAD_OFFSET": "0"} | {header: value}
            answer = client.patch(begun, b"x", content_type="application/offset+octet-stream", **told)
            assert answer.status_code < 500, (header, value)


def test_ten_thousand_headers_are_no_trouble(client):
    assert client.get("/", **{f"HTTP_X_{number}": "x" for number in range(10_000)}).status_code == 200


FORMS = {"outcome": "send_back", "rule": "\x00", "note": "\x00", "suitable_from": "٣", "pin": "\x00", "answer": "\x00"}
FORMS |= {"language": "\x00", "next": "//\x00", "title": "\x00", "caption": "a" * 1_000_000, "login": "\x00"}
FORMS |= {"password": "\x00", "email": "\x00", "key": "\x00", "username": "\x00", "code": "\x00"}


def test_forms_full_of_nonsense_are_refused_and_never_break_anything(
    client, person, moderator, make_video, make_person, campaign
):
    video = make_video(State.IN_REVIEW, owner=make_person())
    own = make_video(State.SENT_BACK, owner=person)
    Verdict.objects.create(video=video, edition=1, action="hold", reasons=[], rulebook="0" * 64)
    case = Case.objects.create(video=video, edition=1, due=campaign.closes)
    desk = signed_in(moderator)
    assert desk.get(f"/meja/{ids.short(case.pk)}/").status_code == 200
    pages = {
        client: ("/masuk/", "/bahasa/", "/keluarga/", f"/video-saya/{ids.short(own.pk)}/ubah/", "/akun/signup/"),
        desk: (f"/meja/{ids.short(case.pk)}/putusan/", "/akun/2fa/totp/activate/", "/akun/password/change/"),
        Client(raise_request_exception=False): ("/masuk/", "/akun/signup/", "/akun/password/reset/"),
    }
    for visitor, paths in pages.items():
        for path in paths:
            for form in (FORMS, FORMS | {"rule": "PII-01"}, dict.fromkeys(FORMS, "a" * 100000)):
                answer = visitor.post(path, form)
                assert answer.status_code < 500, (path, answer.content[:300])
    video.refresh_from_db()
    own.refresh_from_db()
    assert (video.state, own.state) == (State.IN_REVIEW, State.SENT_BACK)


EVENTS = (
    b"", b"[", b"[" * 60_000, b"null", b"{}", b"[1]", b"[{}]", b"\xff\xfe", b'["\\ud800"]', b"[" + b"1," * 200 + b"1]",
    b'[{"id":"0","video":"\\u0000","at":"0001-01-01T00:00:00+14:00","watched_ms":1e99,"session":"\\ud800"}]',
    b'[{"id":"01890a5d-ac96-774b-bcce-b302099a8057","video":"x","at":"9999-12-31T23:59:59-14:00","watched_ms":1,"session":""}]',
)  # fmt: skip


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_view_events_full_of_nonsense_are_refused(kind):
    client = Client(raise_request_exception=False)
    for body in EVENTS:
        answer = client.post("/api/events", body, content_type=kind)
        assert answer.status_code in (202, 400, 413), (body[:80], answer.status_code)
        if answer.status_code == 202:
            assert answer.json()["accepted"] == 0
