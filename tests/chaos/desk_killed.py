"""Kills people's and sweeps' verbs at the desk after anything that they wrote, and asks what came of it. Facts as JSON.

Runs on its own, over the state directory in PANGGUNG_VAR. Each verb runs in a forked process that really gets SIGKILL,
once for every moment, about a new video each time. Then the restart: the sweeps, and who saw no answer tries again.
"""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

import time_machine

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.safety import (
    appeals,
    carrying_out,
    going_alone,
    reports,
    review,
    sealing,
    second_eyes,
    text_models,
    voices,
)
from panggung.safety.choice import Choice
from panggung.safety.models import Appeal, Decision, Proposal, Report, Sealed, TextModel
from panggung.stage.models import Video
from tests.chaos import desk_rows as rows
from tests.plugins.dying import at_moment, forked

APPROVE = Choice("approve", suitable_from=3)
SEVERE = Choice("remove", rule="SEX-01")
DECIDING = (review, carrying_out)


@dataclass(frozen=True)
class Scene:
    """What is there before, who does what, in which modules it dies, and what to ask about it later."""

    before: Callable[[], Any]
    verb: Callable[[Any], object]
    modules: tuple[ModuleType, ...]
    ask: Callable[[Any], str]


def propose(video: Video) -> None:
    person = rows.people()[0]
    review.propose(review.claim(rows.case_of(video), person), person, APPROVE)


def proposed(choice: Choice) -> Callable[[], Video]:
    """A video about which the first of the people has chosen so."""

    def make() -> Video:
        video, person = rows.waiting(), rows.people()[0]
        review.propose(review.claim(rows.case_of(video), person), person, choice)
        return video

    return make


def agree(video: Video) -> None:
    second = rows.people()[1]
    proposal = Proposal.objects.get(case__video=video, settled_at=None, undone_at=None)
    second_eyes.look(proposal, second)
    second_eyes.agree(proposal, second)


def removed() -> Video:
    video = proposed(SEVERE)()
    agree(video)
    return video


def lifted() -> Video:
    """Sealed whole, then to be given back by an appeal."""
    video = removed()
    sealing.seal_waiting()
    appeal(video)
    approve_appeal(video)
    return video


def approve_appeal(video: Video) -> None:
    third = rows.people()[2]
    review.decide(review.claim(rows.case_of(video), third), third, "approve", suitable_from=3)


def sent_back() -> Video:
    video, person = rows.waiting(), rows.people()[0]
    review.decide(review.claim(rows.case_of(video), person), person, "send_back", rule="QUAL-01")
    return video


def report(video: Video) -> None:
    reports.report(video, by=rows.people()[3], rule="BULLY-01", words="?")


def appeal(video: Video) -> None:
    appeals.appeal(video, by=video.owner, words="Lihat lagi, ya.")


def adopt(model: TextModel) -> None:
    text_models.adopt(model, by=rows.people()[2])


def of_video(video: Video) -> str:
    """State, how many decisions and lines about it, and where its files are."""
    video.refresh_from_db()
    decided = Decision.objects.filter(case__video=video)
    whole = all(len(one.evidence) == 64 and one.case.closed_at for one in decided.select_related("case"))
    open_now = Proposal.objects.filter(case__video=video, settled_at=None, undone_at=None).count()
    return f"{video.state}, decisions {decided.count()}{'' if whole else ' broken'}, open {open_now}, {files_of(video)}"


def files_of(video: Video) -> str:
    sealed = Sealed.objects.filter(video=video).first()
    names = sealing.names_in(sealed.folder) if sealed else []
    state = sealed.files if sealed else "free"
    return f"files {state} {len(names)}+{rows.own_files(video)}"


def of_reports(video: Video) -> str:
    found = Report.objects.filter(video=video)
    lost = sum(one.answered_at is None and (one.case is None or one.case.closed_at is not None) for one in found)
    return f"reports {found.count()}, lost {lost}, open cases {rows.open_cases(video)}"


def of_appeal(video: Video) -> str:
    found = Appeal.objects.filter(case__video=video)
    lost = sum(one.answered_at is None and one.case.closed_at is not None for one in found)
    return f"appeals {found.count()}, lost {lost}, open cases {rows.open_cases(video)}"


def of_model(model: TextModel) -> str:
    in_use = TextModel.objects.filter(in_use=True)
    return f"in use {in_use.count()}, the new one {in_use.filter(pk=model.pk).count()}"


SCENES: dict[str, Scene] = {
    "propose": Scene(rows.waiting, propose, DECIDING, of_video),
    "settle": Scene(proposed(APPROVE), lambda video: rows.later(review.settle_due), DECIDING, of_video),
    "agree to a removal": Scene(proposed(SEVERE), agree, (*DECIDING, sealing), of_video),
    "seal": Scene(removed, lambda video: sealing.seal_waiting(), (sealing,), of_video),
    "give back": Scene(lifted, lambda video: sealing.seal_waiting(), (sealing,), of_video),
    "report": Scene(rows.on_stage, report, (reports,), of_reports),
    "appeal": Scene(sent_back, appeal, (appeals,), of_appeal),
    "go alone": Scene(rows.may_go_alone, lambda video: going_alone.go_alone(), (going_alone,), of_video),
    "adopt": Scene(rows.model, adopt, (text_models,), of_model),
}


def killed(scene: Scene) -> dict[str, Any]:
    """One death for every moment; what was there after the restart, and after the second try, each counted."""
    swept: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    died = True
    while died:
        rows.new_people()
        subject = scene.before()
        died = dies(scene, subject, swept.total() + 1)
        restarted()
        swept[scene.ask(subject)] += died
        with suppress(Refused, Proposal.DoesNotExist):
            scene.verb(subject)
        restarted()
        ends[scene.ask(subject)] += 1
    return {"kills": swept.total(), "swept": +swept, "ends": ends}


def dies(scene: Scene, subject: Any, number: int) -> bool:
    """Whether the verb came to its `number`-th moment, which it doesn't outlive."""

    def work() -> None:
        at_moment(number, scene.modules)
        scene.verb(subject)

    return forked(work)


def restarted() -> None:
    """What the sweeps do after a restart, some seconds later; nothing goes alone that wasn't meant to."""
    with time_machine.travel(clock.now() + timedelta(seconds=11), tick=True):
        review.settle_due()
        sealing.seal_waiting()
        voices.answer_gone()


def main() -> None:
    rows.opened()
    found = {name: killed(scene) for name, scene in SCENES.items()}
    loose = Video.objects.filter(state="published").exclude(cases__decision__outcome="approve")
    print(json.dumps({"scenes": found, "published without a decision": loose.count() - rows.SHOWN_BEFORE}))
