"""The tally against a model of ten lines, over every way in which events come, are cut off and come again."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from unittest import mock
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.tally import counting, events, figures
from panggung.tally.log import unpack
from panggung.tally.models import Batch, CampaignTotal, HourCount, Offset, Refusal, Seen, Slot, Total
from tests.tally import making

START = datetime(2026, 7, 23, 22, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KINDS = ("first", "second", "short")


class Told(NamedTuple):
    """One event as a browser tells it; equal ones are the same event sent again. Minutes after START."""

    video: str
    session: int
    minute: int
    watched_ms: int
    excluded: bool

    @property
    def id(self) -> UUID:
        at = START + timedelta(minutes=self.minute)
        number = (KINDS.index(self.video) << 20) | (self.session << 16) | self.watched_ms << 1 | self.excluded
        return making.an_id(at, number)


def model(arrivals: list[tuple[Told, int]]) -> Counter[tuple[str, str]]:
    """The definition once more, as plainly as it can be said: (video, outcome) → how many."""
    counts: Counter[tuple[str, str]] = Counter()
    ids, taken = set(), set()
    for told, received in arrivals:
        half_hour = (told.video, told.session, told.minute // 30)
        if received - told.minute > 24 * 60:
            outcome = "refused"
        elif told.id in ids:
            outcome = "duplicate"
        elif told.excluded:
            outcome = "excluded"
        elif told.watched_ms < (1500 if told.video == "short" else 2000):
            outcome = "too_short"
        else:
            outcome = "repeat" if half_hour in taken else "views"
            taken.add(half_hour)
        if outcome != "refused":
            ids.add(told.id)
        counts[told.video, outcome] += 1
    return counts


tellings = st.builds(
    Told,
    video=st.sampled_from(KINDS),
    session=st.integers(0, 2),
    minute=st.integers(0, 150),
    watched_ms=st.sampled_from([0, 1499, 1500, 1999, 2000, 60_000]),
    excluded=st.sampled_from([False, False, False, True]),
)
# What can happen next: a batch so many minutes later, a long wait, counting (cut off or not), forgetting.
steps = st.one_of(
    st.tuples(st.just("batch"), st.lists(st.integers(0, 11), min_size=1, max_size=6), st.integers(0, 30)),
    st.tuples(st.just("wait"), st.just([]), st.integers(600, 1500)),
    st.tuples(st.sampled_from(["apply", "crash", "prune"]), st.just([]), st.integers(1, 5)),
)


class Cut(Exception):
    """The moment of the crash."""


class House:
    """The real tally, driven step by step, and the list of what arrived for the model."""

    def __init__(self, videos: dict[str, object], pool: list[Told]) -> None:
        self.videos, self.pool = videos, pool
        self.now = 160  # minutes after START: nothing comes from the future
        self.arrivals: list[tuple[Told, int]] = []

    def at(self) -> datetime:
        return START + timedelta(minutes=self.now)

    def raw(self, told: Told) -> bytes:
        video, at = self.videos[told.video], START + timedelta(minutes=told.minute)
        token = making.a_token(video, str(told.session), issued=START, excluded=told.excluded)
        fields = {"id": str(told.id), "watched_ms": told.watched_ms}
        return making.an_event(video, token, at=at, told=fields)

    def batch(self, places: list[int], minutes: int) -> None:
        self.now += minutes
        batch = [self.pool[place % len(self.pool)] for place in places]
        events.record([self.raw(told) for told in batch], at=self.at())
        self.arrivals += [(told, self.now) for told in batch]

    def wait(self, _: list[int], minutes: int) -> None:
        self.now += minutes

    def apply(self, _: list[int], limit: int) -> None:
        counting.apply(limit)

    def crash(self, _: list[int], step: int) -> None:
        place, name = [(counting, "judge"), (counting, "_by_hour"), (counting, "_add"), (Offset, "save")][step % 4]
        done = getattr(place, name)

        def cut(*args: object, **kwargs: object) -> None:
            done(*args, **kwargs)
            raise Cut

        with mock.patch.object(place, name, cut):
            try:
                counting.apply(step)
            except Cut:
                return

    def prune(self, _: list[int], __: int) -> None:
        counting.prune(self.at())


def counted(videos: dict[str, object]) -> Counter[tuple[str, str]]:
    """What the tables say, in the model's form; zeros left out."""
    names = {video.pk: name for name, video in videos.items()}
    columns = [column for column in counting.COLUMNS if column != "watched_ms"]
    return Counter(
        {
            (names[row["video_id"]], column): row[column]
            for row in Total.objects.values()
            for column in columns
            if row[column]
        }
    )


def forget_counts() -> None:
    for rows in (Offset, Seen, Slot, HourCount, Total, CampaignTotal):
        rows.objects.all().delete()


def catch_up(limit: int = 20_000) -> None:
    while counting.apply(limit):
        pass


@pytest.fixture
def videos(db: None) -> dict[str, object]:
    owner, campaign = making.a_person(), making.a_campaign()
    return {name: making.a_video(campaign, owner, seconds=3 if name == "short" else 12) for name in KINDS}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pool=st.lists(tellings, min_size=3, max_size=12), way=st.lists(steps, min_size=1, max_size=15))
def test_the_tally_is_the_model_whatever_happens_on_the_way(videos, pool, way):
    forget_counts()
    Batch.objects.all().delete()
    Refusal.objects.all().delete()
    house = House(videos, pool)
    for name, places, number in way:
        getattr(house, name)(places, number)
    catch_up()
    expected = model(house.arrivals)
    late = sum(expected.pop((name, "refused"), 0) for name in KINDS)
    assert counted(videos) == expected
    assert sum(figures.refused().values()) == late
    _adds_up(videos)

    forget_counts()
    catch_up(limit=3)
    assert counted(videos) == expected, "counted anew from the first position, in other portions"


def _adds_up(videos: dict[str, object]) -> None:
    """Hours, videos and campaign tell the same sums, and they are those of the log."""
    logged = [event for batch in Batch.objects.all() for event in unpack(bytes(batch.entry))]
    for column in counting.COLUMNS:
        sums = {sum(rows.objects.values_list(column, flat=True)) for rows in (HourCount, Total, CampaignTotal)}
        assert len(sums) == 1
    outcomes = [column for column in counting.COLUMNS if column != "watched_ms"]
    assert sum(sum(row) for row in Total.objects.values_list(*outcomes)) == len(logged)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), told=st.lists(tellings, min_size=1, max_size=15, unique=True))
def test_the_order_of_arrival_changes_no_total(videos, data, told):
    totals = []
    for order in (told, data.draw(st.permutations(told))):
        forget_counts()
        Batch.objects.all().delete()
        house = House(videos, list(order))
        for _, places in groupby(range(len(order)), key=lambda n: n // 4):
            house.batch(list(places), 1)
        catch_up()
        totals.append(list(Total.objects.order_by("video_id").values()))
    assert totals[0] == totals[1]
