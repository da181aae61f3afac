"""POST /api/events as browsers call it."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from panggung.core import clock
from panggung.tally import counting, figures
from panggung.tally.models import Batch
from tests.tally.making import a_token, an_event


def post(body: bytes, kind: str = "text/plain;charset=UTF-8"):
    """A beacon: no session, no CSRF header."""
    return Client(enforce_csrf_checks=True).post("/api/events", body, content_type=kind)


def a_batch(*raw: bytes) -> bytes:
    return b"[" + b",".join(raw) + b"]"


@pytest.mark.parametrize("kind", ["text/plain;charset=UTF-8", "application/json"])
def test_a_beacon_is_answered_once_its_batch_is_in_the_log(video, kind):
    now = clock.now()
    answer = post(a_batch(an_event(video, a_token(video), at=now)), kind)
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "refused": []})
    assert Batch.objects.count() == 1
    counting.apply()
    assert figures.video(video.pk).value == 1


def test_the_answer_names_refused_events_and_keeps_the_others(video):
    now = clock.now()
    late = an_event(video, a_token(video), at=now - timedelta(hours=25))
    answer = post(a_batch(late, b'{"id": 1}', an_event(video, a_token(video), at=now)))
    assert answer.status_code == 202
    assert answer.json() == {
        "accepted": 1,
        "refused": [{"index": 0, "code": "event-too-old"}, {"index": 1, "code": "event-malformed"}],
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "events-malformed"),
        (b"\xff\xfe", 400, "events-malformed"),
        (b'{"id": "one event, no batch"}', 400, "events-malformed"),
        (b"[1,", 400, "events-malformed"),
        (b"[" * 20_000, 400, "events-malformed"),
        (b"[" + b" " * 65_536 + b"]", 413, "events-too-large"),
        (b" " * 3_000_000, 413, "events-too-large"),
        (json.dumps([{}] * 101).encode(), 413, "events-too-many"),
    ],
    ids=["empty", "bytes", "object", "cut", "deep", "64-KB-and-more", "3-MB", "101-events"],
)
def test_what_is_no_batch_is_refused_whole_with_a_problem_document(db, body, status, code):
    answer = post(body)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == code
    assert not Batch.objects.exists()


def test_an_empty_batch_is_a_batch(db):
    assert post(b"[]").json() == {"accepted": 0, "refused": []}


def test_only_post_is_answered(client):
    assert client.get("/api/events").status_code == 405
