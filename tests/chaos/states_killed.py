"""Kills a worker exactly in the middle of a step, for every state and moment; a second worker finishes. Facts as JSON.

Runs on its own, over the state directory in PANGGUNG_VAR. Each worker is a forked process that really gets SIGKILL.
"""

import functools
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from panggung import pipeline, worker
from panggung.core import audit, clock, jobs
from panggung.people.models import Person
from panggung.stage import publishing, states, store
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.chaos import inspecting
from tests.plugins.dying import after, before, die, forked
from tests.plugins.uploading import begin, make_campaign, make_person, send

# Where a step is at work.
AT_WORK = {step.during for step in pipeline.STEPS if step.during}


def around_run(hook: Callable[[], None]) -> None:
    """Die in place of a step's run (`hook` before it), or right after it."""
    pipeline.STEPS = tuple(_with_run(step, hook) for step in pipeline.STEPS)


def _with_run(step: pipeline.Step, hook: Callable[..., Any]) -> pipeline.Step:
    columns = {name: getattr(step, name) for name in step.__dataclass_fields__}
    return pipeline.Step(**columns | {"run": functools.partial(hook, step.run)})


def die_first(run: Callable[..., Any], *_: Any) -> None:
    die()


def die_then(run: Callable[..., Any], *facts: Any) -> None:
    run(*facts)
    die()


MOMENTS: dict[str, Callable[[], None]] = {
    "lease taken": lambda: before(pipeline, "_work"),
    "before the run": lambda: around_run(die_first),
    "files half stored": lambda: after(store, "put_folder"),
    "after the run": lambda: around_run(die_then),
    "inside the commit": lambda: after(states, "move", 2),
    "inside the commit of a step without a working state": lambda: after(states, "move"),
    "committed": lambda: before(jobs, "ring"),
    "erasing: nothing deleted": lambda: before(store, "delete_folder"),
    "erasing: half of the files deleted": lambda: after(store, "delete_folder"),
    "erasing: files deleted": lambda: after(store, "delete_file"),
    "erasing: inside the commit": lambda: after(audit, "write"),
    "erasing: committed": lambda: after(publishing, "erase"),
}
WHOLE_STEP = ("lease taken", "before the run", "after the run", "inside the commit", "committed")
CASES: dict[State, tuple[str, ...]] = {
    State.RECEIVED: (*WHOLE_STEP, "files half stored"),
    State.PROCESSING: ("lease taken", "after the run", "inside the commit"),
    State.PROCESSED: WHOLE_STEP,
    State.SCREENING: ("lease taken", "after the run"),
    State.EDITED: ("before the run", "inside the commit", "committed"),
    State.SCREENED: (
        "lease taken", "before the run", "after the run", "inside the commit of a step without a working state",
        "committed",
    ),
    State.WITHDRAWN: tuple(moment for moment in MOMENTS if moment.startswith("erasing")),
}  # fmt: skip


@dataclass
class Case:
    """A video that is to meet its worker's death at `moment`, once it is in `state`."""

    state: State
    moment: str
    video: Video
    died: bool = False
    left: str = ""


def parked(*, but: Video | None) -> None:
    """Only `but` can be taken up now; all others wait."""
    Video.objects.update(retry_at=clock.now() + timedelta(minutes=9))
    if but is not None:
        Video.objects.filter(pk=but.pk).update(retry_at=None, lease_until=None)


def step() -> None:
    pipeline.advance(f"worker {os.getpid()}")


def prepared(clip: bytes, campaign: Any) -> list[Case]:
    """A video for each case, brought to its state by the pipeline itself, in as few processes as possible."""
    found = []
    for state, moments in CASES.items():
        for moment in moments:
            person = make_person()
            upload = begin(person, campaign, len(clip))
            send(upload, 0, clip)
            found.append(Case(state, moment, Video.objects.get(pk=upload.pk)))
    forked(lambda: [brought(case) for case in found if case.state not in (State.RECEIVED, State.PROCESSING)])
    return found


def brought(case: Case) -> None:
    """Walk to `case.state` in this process (screening and editing included where that is the way)."""
    parked(but=case.video)
    goal = {State.SCREENING: State.PROCESSED, State.EDITED: State.SCREENED, State.WITHDRAWN: State.PROCESSED}
    while Video.objects.get(pk=case.video.pk).state != goal.get(case.state, case.state):
        step()
    video = Video.objects.get(pk=case.video.pk)
    if case.state == State.EDITED:
        states.move(video, State.IN_REVIEW)
        states.move(video, State.SENT_BACK)
        publishing.edit(video, title="Judul baru", caption="", by=video.owner)


def killed(case: Case) -> None:
    """Let a first worker die over the case; a working state is reached by an earlier death."""
    parked(but=case.video)
    if case.state in AT_WORK:
        assert forked(lambda: (MOMENTS["before the run"](), step()))
        parked(but=case.video)
    moment = case.moment
    if case.state in AT_WORK and moment == "inside the commit":
        moment += " of a step without a working state"  # the move into the working state was made by the first
    work: Callable[[], object] = step
    if case.state == State.WITHDRAWN:
        work = worker.erase_withdrawn  # which takes them all: one at a time, so that it dies over this one
        publishing.withdraw(Video.objects.get(pk=case.video.pk), by=case.video.owner, because="asked")
    case.died = forked(lambda: (MOMENTS[moment](), work()))
    case.left = Video.objects.get(pk=case.video.pk).state
    if case.state == State.WITHDRAWN:
        assert not forked(work)


def finished() -> None:
    """The second worker: once the leases have run out it does all that waits, and the sweeps."""
    Video.objects.update(retry_at=None)
    until = time.monotonic() + 60
    working = [State.RECEIVED, State.PROCESSING, State.PROCESSED, State.SCREENING, State.EDITED, State.SCREENED]
    while Video.objects.filter(state__in=working).exists() and time.monotonic() < until:
        if not pipeline.advance("second"):
            time.sleep(0.1)


def strays() -> dict[str, int]:
    """What the dead left: working folders, and versions that no row names."""
    versions = [
        version
        for root in ("v", "frames")
        for video in Video.objects.all()
        for version in store.folders_in(f"{root}/{video.pk}")
        if version != video.version
    ]
    return {"work": len(list(Path(settings.WORK_ROOT).iterdir())), "versions": len(versions)}


def main(clip: str) -> None:
    cases = prepared(Path(clip).read_bytes(), make_campaign())
    for case in cases:
        killed(case)
    left = strays()
    time.sleep(settings.LEASE_SECONDS)
    assert not forked(finished)
    facts = inspecting.facts()
    by_id = {video["id"]: video for video in facts["videos"]}
    facts["cases"] = {
        f"{case.state.value}: {case.moment}": {
            "died": case.died, "left": case.left, "video": by_id[inspecting.ids.short(case.video.pk)],
        }
        for case in cases
    }  # fmt: skip
    facts |= {"strays_before": left, "strays": strays(), "people": Person.objects.count()}
    print(json.dumps(facts, default=str))
