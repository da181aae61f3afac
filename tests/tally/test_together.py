"""Several processes on one log, and processes that die: nothing lost, nothing counted twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from panggung.core import clock
from panggung.stage.models import Video
from panggung.tally import counting, events, figures
from panggung.tally.embedded import Embedded
from panggung.tally.log import Event
from panggung.tally.models import CampaignTotal, HourCount, Total
from tests.tally.making import a_token, an_event

KILLS = 10
EVENTS = 2_000
LONG = 6_000
ROOT = Path(__file__).parents[2]
COUNTER = """
import django; django.setup()
from panggung.tally import counting
while counting.apply(limit=20): print("counted", flush=True)
print("done", flush=True)
"""


def needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("one process writes to SQLite at a time, and its test database is this process's memory")


def at_once(*works: Callable[[], object]) -> None:
    """Run all in threads of their own; the first error is raised."""
    errors: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def a_log(video: Video, how_many: int = EVENTS) -> None:
    """Events of as many sessions in batches of 20; every tenth batch is sent twice."""
    now = clock.now()
    for first in range(0, how_many, 20):
        batch = [
            an_event(video, a_token(video, f"s{n}", issued=now), at=now, number=n) for n in range(first, first + 20)
        ]
        for _ in range(2 if first % 200 == 0 else 1):
            assert events.record(batch, at=now).refused == []


def assert_exact(views: int) -> None:
    """Every view once, every batch that came twice set aside, in all three tables."""
    for rows in (Total, CampaignTotal):
        assert rows.objects.values_list("views", "duplicate", "repeat").get() == (views, views // 10, 0)
    assert sum(HourCount.objects.values_list("views", flat=True)) == views


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_once_count_every_event_once(video):
    needs_postgresql()
    a_log(video)

    def counter() -> None:
        while counting.apply(limit=50):
            pass

    at_once(counter, counter, counter)
    assert_exact(EVENTS)


@pytest.mark.django_db(transaction=True)
def test_a_counter_beside_many_writers_misses_no_event(video):
    needs_postgresql()
    now, done = clock.now(), threading.Event()
    tokens = [a_token(video, f"w{n}", issued=now) for n in range(400)]

    def writer(part: int) -> None:
        for n in range(part, 400, 4):
            events.record([an_event(video, tokens[n], at=now, number=n)], at=now)

    def counter() -> None:
        while not done.is_set():
            counting.apply(limit=5)

    def writers() -> None:
        at_once(*(lambda part=part: writer(part) for part in range(4)))
        done.set()

    at_once(counter, writers)
    while counting.apply():
        pass
    assert figures.video(video.pk).value == 400


@pytest.mark.django_db(transaction=True)
def test_a_later_batch_waits_until_an_earlier_one_is_visible(video):
    """Positions are drawn before the commit; a reader must never see the second batch without the first."""
    needs_postgresql()
    event = Event(*[bytes(16)] * 4, 0, 0, 0, 0, -1, 1, False)
    first_is_in, may_commit, order = threading.Event(), threading.Event(), []

    def first() -> None:
        with transaction.atomic():
            Embedded().append([event])
            first_is_in.set()
            may_commit.wait(5)
            order.append("first")

    def second() -> None:
        first_is_in.wait(5)
        Embedded().append([event])
        order.append("second")

    def reader() -> None:
        first_is_in.wait(5)
        time.sleep(0.3)
        assert Embedded().read(0, -1, 10) == []
        may_commit.set()

    at_once(first, second, reader)
    assert order == ["first", "second"]
    assert len(Embedded().read(0, -1, 10)) == 2


@contextmanager
def shared(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that work on this test's database (SQLite: a copy, taken back)."""
    told = connection.settings_dict
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "panggung.config.settings", "PYTHONPATH": str(ROOT)}
    if connection.vendor == "postgresql":
        place = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
        yield environment | {"PANGGUNG_DATABASE_URL": f"postgres://{place}"}
        return
    file = folder / "shared.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    yield environment | {"PANGGUNG_DATABASE_URL": f"sqlite:///{file}"}
    with closing(sqlite3.connect(file)) as copy:
        copy.backup(connection.connection)


def a_counter(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COUNTER], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.chaos
@pytest.mark.django_db(transaction=True)
def test_a_counter_killed_ten_times_counts_every_event_once(video, tmp_path):
    a_log(video, LONG)
    chance, at_work = random.Random(7), 0
    with shared(tmp_path) as environment:
        for _ in range(KILLS):
            with a_counter(environment) as counter:
                assert counter.stdout is not None
                at_work += counter.stdout.readline() == "counted\n"
                time.sleep(chance.uniform(0, 0.01))
                counter.send_signal(signal.SIGKILL)
        with a_counter(environment) as last:
            told = last.communicate()[0].split()
    assert at_work == KILLS, "each was killed while it counted"
    assert told[-1] == "done"
    assert len(told) > 1, "and left something to the last"
    assert_exact(LONG)
