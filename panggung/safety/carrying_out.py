"""What follows from a decision, by the kind of its case; the caller holds the transaction."""

from collections.abc import Callable

from panggung.core import audit, clock
from panggung.core.errors import Conflict
from panggung.people.models import Person
from panggung.safety import sealing, voices
from panggung.safety.models import Case, Decision, GoldenAnswer, Proposal
from panggung.stage import publishing, states
from panggung.stage.models import Video
from panggung.stage.states import State

Outcome = Decision.Outcome
ENDS = {Outcome.APPROVE: State.PUBLISHED, Outcome.SEND_BACK: State.SENT_BACK, Outcome.REMOVE: State.REMOVED}
# The way from where a video is to where a decision takes it, where that isn't one step.
_VIA: dict[tuple[str, State], tuple[State, ...]] = {
    (State.PUBLISHED, State.SENT_BACK): (State.HELD, State.IN_REVIEW),
    (State.HELD, State.PUBLISHED): (State.IN_REVIEW,),
    (State.HELD, State.SENT_BACK): (State.IN_REVIEW,),
    (State.REMOVED, State.PUBLISHED): (State.IN_REVIEW,),
    (State.REMOVED, State.SENT_BACK): (State.IN_REVIEW,),
    (State.SENT_BACK, State.PUBLISHED): (State.IN_REVIEW,),
    (State.SENT_BACK, State.REMOVED): (State.IN_REVIEW,),
}


def carry_out(proposal: Proposal, second: Person | None = None) -> Decision:
    """Write the decision, close the case, move the video, tell who asked.

    Raises:
        Conflict: the case is closed, or the video has another edition or has moved on.
    """
    case = proposal.case
    video = Video.objects.select_related("owner").get(pk=case.video_id)
    if case.closed_at is not None or video.edition != case.edition:
        raise Conflict("decided")
    Case.objects.filter(pk=case.pk).update(closed_at=clock.now(), claimed_until=None)
    kept = {name: getattr(proposal, name) for name in Decision.KEPT}
    decision = Decision(case=case, by=proposal.by, second=second, **kept)
    FOLLOWS[Case.Kind(case.kind)](video, decision)
    return decision


def _decided(video: Video, decision: Decision) -> None:
    """A decision that counts: kept, told in the chain, the video moved to where it says."""
    decision.save()
    told = {"rule": decision.rule, "evidence": decision.evidence}
    if decision.second_id:
        told["second"] = str(decision.second_id)
    audit.write(f"case.{decision.outcome}", subject=decision.case, by=decision.by, **told)
    _label(video, decision)
    move(video, decision)
    sealing.follow(video, decision)
    voices.answer_reports(decision)


def _label(video: Video, decision: Decision) -> None:
    if decision.outcome == Outcome.APPROVE:
        Video.objects.filter(pk=video.pk).update(topics=decision.topics, educational=decision.educational)


def move(video: Video, decision: Decision) -> None:
    """Take the video to where the decision says; nothing when it is there already."""
    to = ENDS[Outcome(decision.outcome)]
    if video.state == State.WITHDRAWN and to == State.REMOVED:
        return  # taken back meanwhile; what is evidence is sealed all the same
    if video.state == to:
        publishing.rate(video, suitable_from=decision.suitable_from, by=decision.by)
        return
    for stop in _VIA.get((video.state, to), ()):
        states.move(video, stop, by=decision.by)
    if decision.outcome == Outcome.APPROVE:
        if decision.suitable_from is None:  # `choice.check` asks for a band; without one nothing is shown to anybody
            raise Conflict("band-unknown")
        publishing.publish(video, suitable_from=decision.suitable_from, by=decision.by)
        return
    reason = {"rule": decision.rule, "code": "by-person", "rulebook": decision.rulebook}
    if decision.reply:
        reason["reply"] = decision.reply
    states.move(video, to, by=decision.by, reasons=[reason], note=decision.note)


def _appealed(video: Video, decision: Decision) -> None:
    _decided(video, decision)
    voices.answer_appeal(decision)


def _golden(video: Video, decision: Decision) -> None:
    """What somebody says to a case whose answer is known changes nothing but their agreement."""
    GoldenAnswer.objects.filter(case=decision.case).update(
        outcome=decision.outcome, rule=decision.rule, suitable_from=decision.suitable_from, at=clock.now()
    )


FOLLOWS: dict[Case.Kind, Callable[[Video, Decision], None]] = {
    Case.Kind.ENTRY: _decided,
    Case.Kind.COPY: _decided,
    Case.Kind.REPORT: _decided,
    Case.Kind.APPEAL: _appealed,
    Case.Kind.GOLDEN: _golden,
}
