"""Exact copies decided together, and how cases like this one were decided before."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from panggung.core import ids
from panggung.core.errors import Conflict, Refused
from panggung.people.models import Person
from panggung.safety import claiming, review
from panggung.safety.choice import Choice, Outcome
from panggung.safety.models import Case, Decision, Fingerprint, Proposal, SignalRun, Verdict
from panggung.safety.queueing import queue

SIMILAR = 3
NEWEST = 50
PICTURE_COPY = "picture.copy_"


@dataclass(frozen=True)
class Together:
    """What was chosen, the case itself first, and the copies left out, each with the code of the reason."""

    proposals: list[Proposal]
    left_out: list[tuple[Case, str]]


def exact_copies(case: Case, person: Person) -> QuerySet[Case]:
    """Other cases of the person's queue whose video is the same file, or has the same fingerprint to the byte.

    Raises:
        NotAllowed: no moderator.
    """
    same = Q(pk__in=[])
    if case.video.sha256:
        same |= Q(video__sha256=case.video.sha256)
    own = Fingerprint.objects.filter(video=case.video_id).first()
    if own is not None:
        alike = Fingerprint.objects.filter(version=own.version, data=bytes(own.data))
        same |= Q(video__in=alike.values("video"))
    return queue(person).filter(same).exclude(video=case.video_id)


@transaction.atomic
def propose_together(case: Case, person: Person, choice: Choice, copies: Iterable[Case]) -> Together:
    """Choose the same about a claimed case and its exact copies; each has its own proposal and audit line.

    Left out, not refused: a copy that somebody else holds (`claimed`), that is none any more (`decided`), that can't
    be chosen about alike, and one to be approved whose words nobody has read (`words-differ`).

    Raises: as `review.propose` for the case itself; then nothing is chosen.
    """
    copies = list(copies)
    together = Together([review.propose(case, person, choice)], [])
    for copy in copies:
        try:
            together.proposals.append(_propose(copy, case, person, choice))
        except Refused as refused:
            together.left_out.append((copy, refused.code))
    return together


def _propose(copy: Case, case: Case, person: Person, choice: Choice) -> Proposal:
    """Raises Refused where the copy has to be left out."""
    if not exact_copies(case, person).filter(pk=copy.pk).exists():
        raise Conflict("decided")
    if choice.outcome == Outcome.APPROVE and _words(copy) != _words(case):
        raise Refused("words-differ")
    with transaction.atomic():
        return review.propose(claiming.claim(copy, person), person, choice)


def _words(case: Case) -> tuple[str, str, str]:
    return case.video.title, case.video.caption, case.video.owner.alias


def similar(case: Case) -> list[Decision]:
    """The newest three decisions about near copies of the video, then about cases with the same strongest rule."""
    rule = _strongest(Verdict.objects.filter(video=case.video_id, edition=case.edition).first())
    decided = Decision.objects.exclude(case__video=case.video_id).select_related("case__video").order_by("-at", "-pk")
    found = list(decided.filter(case__video__in=_near(case))[:SIMILAR])
    if rule:
        told = Verdict.objects.annotate(text=Cast("reasons", TextField())).filter(text__contains=f'"{rule}"')
        verdicts = {(verdict.video_id, verdict.edition): verdict for verdict in told.order_by("-at")[:NEWEST]}
        for decision in decided.filter(case__video__in=[video for video, _ in verdicts])[:NEWEST]:
            verdict = verdicts.get((decision.case.video_id, decision.case.edition))
            if _strongest(verdict) == rule and decision not in found:
                found.append(decision)
    return found[:SIMILAR]


def _strongest(verdict: Verdict | None) -> str:
    """The strongest rule behind a verdict that says something about the video (the gate's say that a person looks)."""
    reasons = verdict.reasons if verdict is not None else []
    return next((rule for rule in reasons if not rule.startswith("GATE-")), "")


def _near(case: Case) -> list[UUID]:
    """Ids of videos that the picture signals name as near copies."""
    runs = SignalRun.objects.filter(video=case.video_id, edition=case.edition, name__startswith=PICTURE_COPY)
    texts = [item.get("text", "") for run in runs for item in run.evidence]
    return [found for text in texts if (found := _video_id(text)) is not None]


def _video_id(text: str) -> UUID | None:
    try:
        return ids.parse(text) if len(text) == ids.LENGTH else UUID(text)
    except ValueError:
        return None
