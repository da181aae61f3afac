"""The worker process: walks videos along the pipeline, and does the sweeps that keep the house in order."""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import structlog
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections

from panggung import pipeline
from panggung.core import audit, clock, jobs, leases
from panggung.safety import going_alone, queueing, rejudging, review, screening, sealing, voices
from panggung.stage import processing, publishing, uploads
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.tally import counting

log = structlog.get_logger(__name__)


def erase_withdrawn() -> int:
    """Erase what was withdrawn; returns how many."""
    waiting = sealing.waiting().values("video")  # their files are still on the way under the seal
    kept = queueing.evidence_awaiting().values("case__video")  # a second person is still to say whether it is evidence
    gone = list(Video.objects.filter(state=State.WITHDRAWN).exclude(pk__in=waiting).exclude(pk__in=kept)[:50])
    for video in gone:
        screening.forget(video)
        publishing.erase(video)
    return len(gone)


def count_all() -> int:
    """Count until nothing waits; returns how many events."""
    total = 0
    while counted := counting.apply():
        total += counted
    return total


@dataclass
class Sweep:
    """A small idempotent duty, done every `seconds`."""

    name: str
    seconds: float
    run: Callable[[], object]
    due: float = 0.0


def sweeps() -> list[Sweep]:
    """All duties of the embedded worker; each is safe to run at the same time in several processes."""
    return [
        Sweep("count", 1, count_all),
        Sweep("seal", 2, audit.seal),
        Sweep("decisions", 1, review.settle_due),
        Sweep("voices", 60, voices.answer_gone),
        Sweep("seals", 5, sealing.seal_waiting),
        Sweep("alone", 5, going_alone.go_alone),
        Sweep("rejudge", 30, rejudging.rejudge),
        Sweep("consent", 5, publishing.withdraw_without_consent),
        Sweep("erase", 5, erase_withdrawn),
        Sweep("uploads", 60, lambda: uploads.expire(clock.now())),
        Sweep("originals", 600, publishing.drop_originals),
        Sweep("strays", 600, publishing.drop_stray_folders),
        Sweep("work", 600, processing.drop_stray_work),
        Sweep("sessions", 3600, SessionStore.clear_expired),
        Sweep("windows", 600, lambda: counting.prune(clock.now())),
    ]


class Worker:
    """Runs until told to stop; `stop` lets the step at hand finish."""

    def __init__(self, *, steps: bool = True, duties: list[Sweep] | None = None) -> None:
        self.who = leases.holder()
        self.steps = steps
        self.duties = sweeps() if duties is None else duties
        self.stopping = threading.Event()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Work in this thread, sweep in another, until stopped."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        sweeper = threading.Thread(target=self._sweep, name="sweeps", daemon=True)
        sweeper.start()
        with jobs.Ear() as ear:
            while not self.stopping.is_set():
                if not self.steps or not self._step():
                    ear.wait(1.0)
        sweeper.join(timeout=10)

    def _step(self) -> bool:
        """One step; a database that is away for a moment is waited for, not died of."""
        try:
            close_old_connections()
            return pipeline.advance(self.who)
        except Exception:
            log.exception("the worker could not look for work")
            time.sleep(1)
            return False

    def _sweep(self) -> None:
        while not self.stopping.wait(0.2):
            for duty in self.duties:
                if time.monotonic() >= duty.due:
                    duty.due = time.monotonic() + duty.seconds
                    self._do(duty)

    def _do(self, duty: Sweep) -> None:
        try:
            close_old_connections()
            duty.run()
        except Exception:
            log.exception("sweep failed", duty=duty.name)
