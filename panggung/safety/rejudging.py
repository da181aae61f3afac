"""After the rulebook changed: new verdicts for what waits in review, and a list of what is published and would differ.

A verdict that names another rulebook than the one in force is due; that is all a restart needs to know. The signals'
readings are kept, so nothing is run again but what the new book requires and nobody has read yet. A published video
stays until a senior decides: the list only tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from panggung.core import audit, clock
from panggung.rules import history, in_force
from panggung.rules.rulebook import Judgement
from panggung.safety import routing, screening
from panggung.safety.models import Case, Proposal, RulebookVersion, SignalRun, Verdict
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.states import State

AT_ONCE = 50


@dataclass(frozen=True)
class Report:
    """How many verdicts were made anew, how many published videos compared, how many of those would differ, and how
    many that a senior sent back came to the desk.
    """

    rejudged: int
    compared: int
    differing: int
    reopened: int = 0


def rejudge() -> Report:
    """Do a batch of what is due; a second call right after the last one does nothing."""
    version = in_force.book().version
    newest = (
        Verdict.objects.filter(edition=F("video__edition")).exclude(rulebook=version).select_related("video__owner")
    )
    waiting = newest.filter(video__state=State.IN_REVIEW).exclude(video__in=_held().values("video"))[:AT_ONCE]
    published = newest.filter(video__state=State.PUBLISHED).exclude(compared_with=version)[:AT_ONCE]
    rejudged = [_rejudge(verdict) for verdict in waiting]
    differing = [_compare(verdict) for verdict in published]
    sent_back = Video.objects.filter(state=State.HELD).exclude(verdicts__edition=F("edition"))[:AT_ONCE]
    reopened = [_to_the_desk(video) for video in sent_back]
    return Report(sum(rejudged), len(differing), sum(differing), len(reopened))


def _held() -> QuerySet[Case]:
    """Cases that a person looks at right now, or has chosen about: the verdict changes when they have let go.

    A choice names the evidence that it stands on, so that stays as it is until the choice takes effect or is undone.
    """
    chosen = Proposal.objects.waiting().values("case")
    return Case.objects.filter(Q(claimed_until__gt=clock.now()) | Q(pk__in=chosen), closed_at=None)


def _stored(video: Video, edition: int) -> list[SignalRun]:
    return list(SignalRun.objects.filter(video=video, edition=edition))


def _complete(video: Video, edition: int) -> list[Any]:
    """The stored readings of `edition`; where the book in force requires one more, all signals anew."""
    runs = _stored(video, edition)
    if set(in_force.book().required_signals) <= {run.name for run in runs if run.value is not None}:
        return runs
    try:
        return screening.read(video)
    except OSError:  # its frames can't be read: the verdict lacks a signal and holds the video (GATE-01)
        return runs


def _judge(video: Video, readings: Sequence[Any]) -> Judgement:
    return in_force.book().judge(readings, screening.context_of(video))


def _rejudge(due: Verdict) -> bool:
    """A new verdict, with the case's severity and an earlier end where the new rules ask for one."""
    video = due.video
    readings = _complete(video, video.edition)
    judgement = _judge(video, readings)
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(video=video, edition=video.edition, closed_at=None).first()
        if case is None or _held().filter(pk=case.pk).exists():
            return False
        screening.keep(video, readings, judgement)
        case.severity = routing.SEVERITY[judgement.action]
        case.due = min(case.due, routing.due(judgement.reasons))
        case.save(update_fields=["severity", "due"])
        told = {"was": due.rulebook, "action_was": due.action, "reasons_were": due.reasons}
        audit.write(
            "verdict.rejudged", subject=video, rulebook=judgement.rulebook_version, action=judgement.action,
            reasons=judgement.reasons, **told,
        )  # fmt: skip
    return True


@transaction.atomic
def _compare(due: Verdict) -> bool:
    """Note which changed rules now speak against a published video."""
    book = in_force.book()
    differs = against(due, _judge(due.video, _stored(due.video, due.edition)))
    Verdict.objects.filter(pk=due.pk).update(compared_with=book.version, differs=differs)
    if differs:
        audit.write("video.would_differ", subject=due.video, rulebook=book.version, rules=differs, was=due.rulebook)
    return bool(differs)


def against(verdict: Verdict, judgement: Judgement) -> list[str]:
    """Rules of `judgement` that changed since `verdict` and now say more against the video than they did.

    What changed around the video alone (a copy that came later, its maker's other videos) isn't the rulebook's doing.
    """
    band, shown_from = judgement.band, verdict.video.suitable_from
    if band is not None and shown_from is not None and in_force.tiers().of(band).from_age <= shown_from:
        return []
    changed = _changed_since(verdict.rulebook)
    stronger = band is not None or routing.SEVERITY[judgement.action] > routing.SEVERITY[verdict.action]
    return [
        rule
        for rule in judgement.reasons
        if (changed is None or rule in changed) and (stronger or rule not in verdict.reasons)
    ]


def _changed_since(version: str) -> set[str] | None:
    """Ids of rules that are otherwise now than in `version`; None when its text was never kept."""
    before = RulebookVersion.objects.filter(version=version).first()
    if before is None:
        return None
    found = history.changes(before.text, history.text_of(in_force.book()))
    return {*found.added, *found.changed, *(["GATE-01"] if found.gate else [])}


def _to_the_desk(video: Video) -> Case:
    """A case for a held video whose newest edition nobody has judged, by the readings of the edition before."""
    readings = _complete(video, video.edition - 1)
    with transaction.atomic():
        states.move(video, State.IN_REVIEW)
        screening.keep(video, readings, _judge(video, readings))
        return routing.open_case(video)
