"""Counting: the definition of a view, one promise a test."""

from datetime import UTC, datetime, timedelta

import pytest

from panggung.core import clock
from panggung.people.models import Grant, Guardianship
from panggung.stage.models import Like
from panggung.stage.states import State
from panggung.tally import counting, events, figures, sessions
from panggung.tally.models import Batch, CampaignTotal, HourCount, Offset, Seen, Slot, Total
from tests.tally.making import a_person, a_token, a_video, an_event, an_id

NOON = datetime(2026, 7, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def count(*batches: list[bytes], at: datetime = NOON) -> None:
    for batch in batches:
        assert events.record(batch, at=at).refused == []
    while counting.apply():
        pass


@pytest.mark.parametrize(
    ("seconds", "watched_ms", "views"),
    [(12, 1999, 0), (12, 2000, 1), (3, 1499, 0), (3, 1500, 1), (0, 1999, 0), (0, 2000, 1)],
)
def test_a_view_takes_two_seconds_or_half_of_the_video(campaign, owner, seconds, watched_ms, views):
    video = a_video(campaign, owner, seconds=seconds)
    count([an_event(video, a_token(video, issued=NOON), at=NOON, told={"watched_ms": watched_ms})])
    assert figures.video(video.pk).value == views
    assert figures.set_aside(Total.objects.get())["too-short"] == 1 - views


def test_the_campaign_sets_how_long_a_view_takes_and_the_words_say_it(campaign, video):
    type(campaign).objects.update(view_ms=3500)
    token = a_token(video, issued=NOON)
    count([an_event(video, token, at=NOON, told={"watched_ms": 3000})])
    assert figures.video(video.pk).value == 0
    assert "3,5 detik" in figures.video(video.pk).definition


def test_a_session_counts_once_for_a_video_in_each_half_hour_of_the_clock(video):
    token = a_token(video, issued=NOON - 60 * MINUTE)
    times = [NOON - 31 * MINUTE, NOON - 30 * MINUTE, NOON - MINUTE, NOON]
    count([an_event(video, token, at=at, number=n) for n, at in enumerate(times)])
    assert figures.video(video.pk).value == 3
    assert figures.set_aside(Total.objects.get())["repeat"] == 1


def test_a_page_reloaded_around_midnight_counts_once_in_its_half_hour(video):
    midnight = NOON + DAY / 2
    before = a_token(video, "same", issued=midnight - MINUTE)
    after = a_token(video, "same", issued=midnight + MINUTE)
    late = [an_event(video, t, at=midnight + 2 * MINUTE, number=n) for n, t in enumerate((before, after))]
    count(late, at=midnight + 3 * MINUTE)
    assert figures.video(video.pk).value == 1


def test_other_sessions_and_other_videos_count_for_themselves(campaign, owner, video):
    other = a_video(campaign, owner)
    told = [(video, "one"), (video, "two"), (other, "one")]
    count([an_event(v, a_token(v, s, issued=NOON), at=NOON, number=n) for n, (v, s) in enumerate(told)])
    shown = figures.videos([video.pk, other.pk])
    assert (shown[video.pk].value, shown[other.pk].value) == (2, 1)
    assert figures.campaign(campaign).views == 3


def test_an_id_counts_once_whenever_it_comes_again(video):
    raw = an_event(video, a_token(video, issued=NOON), at=NOON)
    count([raw, raw], [raw])
    count([raw], at=NOON + DAY)
    assert figures.video(video.pk).value == 1
    assert figures.set_aside(Total.objects.get())["duplicate"] == 3


def test_an_id_does_not_count_again_in_a_later_half_hour(video):
    token = a_token(video, issued=NOON - 60 * MINUTE)
    same = {"id": str(an_id(NOON, 1))}
    count([an_event(video, token, at=at, told=same) for at in (NOON, NOON - 45 * MINUTE)])
    assert figures.video(video.pk).value == 1


def test_what_is_excluded_is_set_aside_and_takes_no_half_hour_from_anybody(video):
    told = [a_token(video, "one", issued=NOON, excluded=True), a_token(video, "one", issued=NOON)]
    count([an_event(video, token, at=NOON, number=n) for n, token in enumerate(told)])
    total = Total.objects.get()
    assert (total.views, total.excluded, total.watched_ms) == (1, 1, 5000)


def test_maker_sender_guardian_and_staff_are_excluded_and_nobody_else(campaign, owner):
    child, sender, officer, neighbour = a_person("Bintang", 2017), a_person(), a_person(), a_person()
    Guardianship.objects.create(
        guardian=owner, child=child, method="code", guardian_confirmed_at=NOON, child_confirmed_at=NOON
    )
    Grant.objects.create(person=officer, role="moderator")
    video = a_video(campaign, child, uploaded_by=sender)
    assert all(sessions.is_excluded(person, video) for person in (child, sender, owner, officer))
    assert not sessions.is_excluded(neighbour, video)
    assert not sessions.is_excluded(None, video)


def test_hours_are_those_of_arrival_so_a_closed_hour_never_changes(video):
    token = a_token(video, issued=NOON - 180 * MINUTE)
    count([an_event(video, token, at=NOON - 150 * MINUTE, number=1)], at=NOON)
    closed = list(HourCount.objects.values())
    count([an_event(video, token, at=NOON - 90 * MINUTE, number=2)], at=NOON + 60 * MINUTE)
    assert [row for row in HourCount.objects.values() if row["hour"] == NOON] == closed
    assert list(HourCount.objects.order_by("hour").values_list("hour", "views")) == [
        (NOON, 1),
        (NOON + 60 * MINUTE, 1),
    ]


def test_counts_are_kept_by_band_and_source_and_add_up(video, campaign):
    told = [(3, sessions.Source.FEED), (10, sessions.Source.PAGE), (None, sessions.Source.PAGE)]
    tokens = [a_token(video, str(n), issued=NOON, band=b, source=s) for n, (b, s) in enumerate(told)]
    count([an_event(video, token, at=NOON, number=n) for n, token in enumerate(tokens)])
    assert set(HourCount.objects.values_list("band", "source", "views")) == {
        (3, 2, 1),
        (10, 1, 1),
        (-1, 1, 1),
    }
    assert Total.objects.get(pk=video.pk).views == CampaignTotal.objects.get(pk=campaign.pk).views == 3


def test_a_campaigns_figures_are_exact_and_say_what_was_set_aside(campaign, owner, video):
    draft = a_video(campaign, owner, state=State.IN_REVIEW)
    Like.objects.create(video=video, person=owner)
    Like.objects.create(video=draft, person=owner)
    token = a_token(video, issued=NOON)
    count([an_event(video, token, at=NOON, number=n) for n in range(3)])
    shown = figures.campaign(campaign)
    assert (shown.entries, shown.views, shown.likes) == (1, 1, 1)
    assert shown.set_aside == {"excluded": 0, "duplicate": 0, "too-short": 0, "repeat": 2}


def test_figures_say_up_to_when_they_count(video):
    token = a_token(video, issued=NOON)
    assert figures.video(video.pk).counted_at >= NOON
    events.record([an_event(video, token, at=NOON)], at=NOON)
    assert figures.video(video.pk).counted_at == NOON
    before = clock.now()
    counting.apply()
    assert figures.video(video.pk).counted_at >= before


def test_views_of_a_removed_video_stay_in_the_campaigns_total(campaign, video):
    count([an_event(video, a_token(video, issued=NOON), at=NOON)])
    type(video).objects.filter(pk=video.pk).update(state=State.REMOVED)
    shown = figures.campaign(campaign)
    assert (shown.entries, shown.views) == (0, 1)


def test_what_left_the_window_is_forgotten_and_still_counts_once(video):
    raw = an_event(video, a_token(video, issued=NOON), at=NOON)
    count([raw])
    assert counting.prune(NOON + 25 * 60 * MINUTE) == 0
    assert counting.prune(NOON + 26 * 60 * MINUTE) == 2
    assert events.record([raw], at=NOON + 26 * 60 * MINUTE).refused == [(0, "event-too-old")]
    assert not Seen.objects.exists()
    assert not Slot.objects.exists()


def test_the_window_waits_for_events_that_are_not_counted_yet(video):
    raw = an_event(video, a_token(video, issued=NOON), at=NOON)
    count([raw])
    events.record([raw], at=NOON + 23 * 60 * MINUTE)
    counting.prune(NOON + 5 * DAY)
    while counting.apply():
        pass
    assert figures.video(video.pk).value == 1


def test_a_crash_between_any_two_steps_changes_nothing(video, monkeypatch):
    count([an_event(video, a_token(video, issued=NOON), at=NOON)])
    before = [list(model.objects.values()) for model in (Offset, Seen, Slot, HourCount, Total, CampaignTotal)]
    token = a_token(video, "next", issued=NOON)
    events.record([an_event(video, token, at=NOON, number=9)], at=NOON)
    for place, name in ((counting, "judge"), (counting, "_add"), (Offset, "save")):
        step = getattr(place, name)

        def crash(*args, step=step, **kwargs):
            step(*args, **kwargs)
            raise SystemError("cut here")

        with monkeypatch.context() as patch, pytest.raises(SystemError):
            patch.setattr(place, name, crash)
            counting.apply()
        after = [list(m.objects.values()) for m in (Offset, Seen, Slot, HourCount, Total, CampaignTotal)]
        assert after == before
    counting.apply()
    assert figures.video(video.pk).value == 2


def test_the_log_is_read_in_order_and_in_parts(video):
    for n in range(30):
        session = a_token(video, f"s{n}", issued=NOON)
        events.record([an_event(video, session, at=NOON, number=n * 2 + k) for k in range(2)], at=NOON)
    assert [counting.apply(limit=7) for _ in range(8)] == [8, 8, 8, 8, 8, 8, 8, 4]
    assert Offset.objects.get().position == Batch.objects.order_by("-position")[0].position
    assert figures.video(video.pk).value == 30
