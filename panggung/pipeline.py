"""The way of one upload as a table of steps, and the worker that walks videos along it.

The row is the truth: a worker takes a lease on the row, does an idempotent step, and commits what it found together
with the next state, only if the lease is still its own. A lost or doubled ring, or a killed worker, changes nothing:
every row whose lease has run out is found again.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from panggung.core import clock, jobs, leases
from panggung.core.errors import Conflict
from panggung.safety import routing, screening
from panggung.stage import processing, states
from panggung.stage.models import Video
from panggung.stage.outcome import Outcome, Progress
from panggung.stage.states import State

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Step:
    """One step: taken up in `takes`, shown as `during` while at work. `again` is where a stuck video starts over."""

    name: str
    takes: frozenset[State]
    during: State | None
    run: Callable[[Video, Progress], Outcome]
    again: State
    most_tries: int = 5
    most_seconds: int = 1500


STEPS = (
    Step("route", frozenset({State.SCREENED}), None, routing.run, State.PROCESSED),
    Step("screen", frozenset({State.PROCESSED, State.EDITED}), State.SCREENING, screening.run, State.PROCESSED),
    Step("process", frozenset({State.RECEIVED}), State.PROCESSING, processing.run, State.RECEIVED),
)
# A try after a failure waits longer each time: 2, 4, 8, 16 seconds.
BACK_OFF = 2.0


def step_of(state: str) -> Step | None:
    """The step that has to do with a video in `state`, or None where a person is awaited."""
    return next((s for s in STEPS if state in s.takes or state == s.during), None)


def advance(who: str) -> bool:
    """Do one step of one video; False when there was nothing to do. Later steps go first, so that videos finish."""
    for step in STEPS:
        wanted = Q(state__in=step.takes) | (Q(state=step.during) if step.during else Q())
        for video in Video.objects.filter(wanted & leases.free()).order_by("created_at")[:4]:
            if leases.take(video, who, settings.LEASE_SECONDS, state=video.state):
                _work(video, step, who)
                return True
    return False


def _work(video: Video, step: Step, who: str) -> None:
    """The step under its lease: begin, run, commit. Whatever breaks is counted and tried again, then waits as stuck."""
    try:
        if video.tries > step.most_tries:
            raise TooOften
        if step.during and video.state != step.during:
            states.move(video, step.during, progress=0)
        with _heartbeat(video, step, who):
            outcome = step.run(video, _reporter(video, who))
        with transaction.atomic():
            leases.renew(video, who, settings.LEASE_SECONDS)
            outcome.commit()
            states.move(video, outcome.to, told=outcome.told, **leases.released(succeeded=True), **outcome.changes)
        jobs.ring()
    except Conflict as moved:  # lease lost, or withdrawn meanwhile: the row says what is true, not this worker
        log.info("step given up", step=step.name, code=moved.code)
        _let_go(video, who)
    except Exception as error:
        log.exception("step failed", step=step.name, tries=video.tries)
        _failed(video, step, who, error)


@contextmanager
def _heartbeat(video: Video, step: Step, who: str) -> Iterator[None]:
    """Hold the lease while the step runs, for at most `step.most_seconds`: a step that hangs loses it in the end."""
    done = threading.Event()
    ends = time.monotonic() + step.most_seconds

    def beat() -> None:
        while not done.wait(settings.LEASE_SECONDS / 3) and time.monotonic() < ends:
            try:
                leases.renew(video, who, settings.LEASE_SECONDS)
            except leases.Lost:
                break
            except DatabaseError:
                log.warning("heartbeat missed", step=step.name)
        connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


class TooOften(Exception):
    """Taken up more often than the step allows: workers died over it."""


def _failed(video: Video, step: Step, who: str, error: Exception) -> None:
    if video.tries < step.most_tries:
        wait = timedelta(seconds=BACK_OFF**video.tries)
        Video.objects.filter(pk=video.pk, lease_holder=who).update(
            **leases.released(succeeded=False), retry_at=clock.now() + wait
        )
        return
    reasons = [{"rule": "GATE-01", "code": "step-failed", "step": step.name, "error": type(error).__name__}]
    reasons[0]["again"] = step.again.value
    try:
        video.refresh_from_db()
        states.move(video, State.STUCK, told={"step": step.name}, reasons=reasons, **leases.released(succeeded=True))
    except Conflict:
        _let_go(video, who)


def _let_go(video: Video, who: str) -> None:
    Video.objects.filter(pk=video.pk, lease_holder=who).update(**leases.released(succeeded=False))


def _reporter(video: Video, who: str) -> Progress:
    """Writes the progress at most once a second; a lost lease stops the step."""
    last = time.monotonic()

    def report(share: float) -> None:
        nonlocal last
        if time.monotonic() - last < 1.0:
            return
        last = time.monotonic()
        leases.renew(video, who, settings.LEASE_SECONDS, progress=min(99, int(share * 100)))

    return report
