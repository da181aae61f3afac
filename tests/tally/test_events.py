"""The intake: a good event is kept, a bad one is refused by its own name and costs nobody else anything."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.core import clock, ids
from panggung.stage.states import State
from panggung.tally import counting, events, figures
from panggung.tally.events import Code
from panggung.tally.log import unpack
from panggung.tally.models import Batch
from tests.tally.making import a_token, a_video, an_event, an_id

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def refusal(raw: bytes, at):
    """The code by which a lone event is refused, or None."""
    recorded = events.record([raw], at=at)
    assert recorded.accepted + len(recorded.refused) == 1
    return recorded.refused[0][1] if recorded.refused else None


def test_a_kept_event_is_in_the_log_with_what_counting_needs(video):
    now = clock.now()
    events.record([an_event(video, a_token(video, band=10), at=now, told={"watched_ms": 2500})], at=now)
    (kept,) = [event for batch in Batch.objects.all() for event in unpack(bytes(batch.entry))]
    assert (kept.video, kept.campaign) == (video.pk.bytes, video.campaign_id.bytes)
    assert (kept.watched_ms, kept.need_ms, kept.band, kept.excluded) == (2500, 2000, 10, False)


def test_a_video_may_be_named_as_in_its_link(video):
    now = clock.now()
    assert refusal(an_event(video, a_token(video), at=now, told={"video": ids.short(video.pk)}), now) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "no id"},
        {"id": "a0a3cbb6-2ad4-4d5b-9d7e-4f1f3f6f2c11"},
        {"watched_ms": -1},
        {"watched_ms": 7 * 3_600_000},
        {"watched_ms": "5000"},
        {"watched_ms": 1.5},
        {"at": "yesterday"},
        {"at": "2026-07-23T10:00:00"},
        {"at": 1_753_000_000},
        {"session": None},
    ],
    ids=str,
)
def test_a_field_of_the_wrong_shape_is_malformed(video, changes):
    now = clock.now()
    assert refusal(an_event(video, a_token(video), at=now, told=changes), now) is Code.MALFORMED


def test_an_event_of_more_than_a_thousand_bytes_is_oversized(video):
    now = clock.now()
    assert refusal(an_event(video, a_token(video), at=now, told={"more": "x" * 1000}), now) is Code.OVERSIZED


def test_an_event_of_brackets_upon_brackets_is_malformed(db):
    assert refusal(b'{"x":' + b"[" * 990, clock.now()) is Code.MALFORMED


def test_a_token_that_was_changed_is_foreign(video):
    now, token = clock.now(), a_token(video)
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    assert refusal(an_event(video, changed, at=now), now) is Code.FOREIGN


def test_a_token_of_another_site_is_foreign(video, settings):
    now = clock.now()
    settings.SECRET_KEY = "another site"  # pragma: allowlist secret
    token = a_token(video)
    settings.SECRET_KEY = "this site"  # pragma: allowlist secret
    assert refusal(an_event(video, token, at=now), now) is Code.FOREIGN


def test_a_token_of_another_video_is_foreign(video, campaign, owner):
    now, other = clock.now(), a_video(campaign, owner)
    assert refusal(an_event(video, a_token(other), at=now), now) is Code.FOREIGN


@pytest.mark.parametrize(
    ("late", "code"), [(24 * HOUR, None), (24 * HOUR + timedelta(milliseconds=1), Code.TOO_OLD)], ids=str
)
def test_an_event_may_come_24_hours_late(video, late, code):
    at = clock.now()
    token = a_token(video, issued=at)
    assert refusal(an_event(video, token, at=at), at + late) is code


@pytest.mark.parametrize(("early", "code"), [(2 * MINUTE, None), (3 * MINUTE, Code.IN_FUTURE)], ids=str)
def test_a_browsers_clock_may_be_two_minutes_fast(video, early, code):
    now = clock.now()
    assert refusal(an_event(video, a_token(video), at=now + early), now) is code


@pytest.mark.parametrize(
    ("after_issue", "code"),
    [
        (-3 * MINUTE, Code.NOT_BEGUN),
        (-MINUTE, None),
        (6 * HOUR, None),
        (6 * HOUR + 3 * MINUTE, Code.EXPIRED),
    ],
    ids=str,
)
def test_an_event_happens_within_the_six_hours_of_its_token(video, after_issue, code):
    at = clock.now()
    token = a_token(video, issued=at - after_issue)
    assert refusal(an_event(video, token, at=at), at) is code


def test_an_id_older_than_the_window_of_ids_is_refused_however_new_its_event(video):
    now = clock.now()
    old = str(an_id(now - 25 * HOUR, 1))
    assert refusal(an_event(video, a_token(video), at=now, told={"id": old}), now) is Code.TOO_OLD


def test_a_video_that_no_longer_exists_is_unknown(video):
    now, token = clock.now(), a_token(video)
    raw = an_event(video, token, at=now)
    video.delete()
    assert refusal(raw, now) is Code.UNKNOWN


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN, State.ERASED])
def test_a_video_that_left_the_stage_is_gone(video, state):
    now, token = clock.now(), a_token(video)
    type(video).objects.filter(pk=video.pk).update(state=state)
    assert refusal(an_event(video, token, at=now), now) is Code.GONE


def test_bad_events_cost_the_good_ones_of_their_batch_nothing_and_are_named_by_index(video):
    now = clock.now()
    good = [an_event(video, a_token(video, f"s{n}"), at=now, number=n) for n in range(2)]
    recorded = events.record([b"{", good[0], b"null", good[1], an_event(video, "x", at=now)], at=now)
    assert recorded.accepted == 2
    assert recorded.refused == [(0, Code.MALFORMED), (2, Code.MALFORMED), (4, Code.FOREIGN)]
    counting.apply()
    assert figures.video(video.pk).value == 2


def test_refused_events_are_counted_by_their_code(video):
    now = clock.now()
    events.record([b"{", b"["], at=now)
    events.record([b"{", an_event(video, "x", at=now)], at=now + HOUR)
    assert figures.refused() == {"event-malformed": 3, "session-foreign": 1}


def test_neither_token_nor_log_hold_the_session_key(video):
    now, key = clock.now(), "0123456789abcdef0123456789abcdef"
    token = a_token(video, key)
    events.record([an_event(video, token, at=now)], at=now)
    assert key not in token
    assert key.encode() not in bytes(Batch.objects.get().entry)


def test_two_videos_watched_in_one_session_cannot_be_linked(video, campaign, owner):
    now, other = clock.now(), a_video(campaign, owner)
    both = [an_event(v, a_token(v, "one"), at=now, number=n) for n, v in enumerate((video, other))]
    events.record(both, at=now)
    first, second = unpack(bytes(Batch.objects.get().entry))
    assert first.slot[4:] != second.slot[4:]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
        ).map(lambda value: repr(value).encode(errors="surrogatepass")),
        st.fixed_dictionaries(
            {
                "id": st.uuids().map(str) | st.text(max_size=40),
                "video": st.text(max_size=40),
                "at": st.datetimes().map(lambda at: at.isoformat() + "Z") | st.text(max_size=30),
                "watched_ms": st.integers(),
                "session": st.text(max_size=60) | st.from_regex(r"[A-Za-z0-9_=-]{0,60}:[A-Za-z0-9_-]{43}"),
            }
        ).map(lambda told: json.dumps(told).encode()),
    )
)
def test_no_bytes_whatever_bring_more_than_a_refusal(db, raw):
    recorded = events.record([raw], at=clock.now())
    assert recorded.accepted == 0
    assert len(recorded.refused) == 1
