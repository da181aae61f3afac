"""What a moderator chooses about a case, and whether it can be chosen."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from panggung.core.errors import Refused
from panggung.rules import in_force
from panggung.rules.verdict import usable
from panggung.safety import staff_words, written
from panggung.safety.models import Case, Decision, Proposal, SignalRun, Verdict

MOST_TOPICS = 3
APPROVED = "GATE-02"  # the rule that an approval fulfils: a person has looked
Outcome = Decision.Outcome
SEVERE = {"block", "remove"}  # the actions of rules under which a removal is severe


@dataclass(frozen=True)
class Choice:
    """An outcome under a rule. `reply` is the id of an answer of rulebook/desk.yaml, `suitable_from` an age."""

    outcome: str
    rule: str = APPROVED
    note: str = ""
    reply: str = ""
    suitable_from: int | None = None
    topics: tuple[str, ...] = ()
    educational: bool | None = None


def check(choice: Choice, case: Case) -> Verdict:
    """The verdict that a possible choice stands on.

    Raises:
        Refused: `rule-unknown`, `rule-missing`, `band-unknown`, `outcome-unknown`, `reply-unknown`, `topic-unknown`,
            `note-too-long`, `bad-request` (a note that no database takes), `verdict-missing`,
            `signals-incomplete` (GATE-01: a required signal gave nothing).
    """
    _check_words(choice)
    _check_rule(choice)
    verdict = Verdict.objects.filter(video=case.video, edition=case.edition).first()
    if verdict is None or case.video.edition != case.edition:
        raise Refused("verdict-missing", status=409)
    if choice.outcome == Outcome.APPROVE and ("GATE-01" in verdict.reasons or _is_outgrown(verdict, case)):
        raise Refused("signals-incomplete", status=409)
    return verdict


def _is_outgrown(verdict: Verdict, case: Case) -> bool:
    """Whether the rulebook in force asks for a signal that it didn't when the verdict was made, and none has spoken.

    Such a case is judged anew once nobody holds it (`rejudging`). A report or an appeal is about what was judged then.
    """
    if verdict.rulebook == in_force.book().version or case.kind not in (Case.Kind.ENTRY, Case.Kind.COPY):
        return False
    runs = SignalRun.objects.filter(video=case.video_id, edition=case.edition)
    return not set(in_force.book().required_signals) <= {run.name for run in runs if usable(run)}


def _check_words(choice: Choice) -> None:
    desk = in_force.desk()
    if choice.outcome not in Outcome.values:
        raise Refused("outcome-unknown")
    written.check(choice.note)
    staff_words.check(choice.note)
    if choice.reply:
        reply = desk.reply(choice.reply)
        if reply is None or choice.outcome not in reply.uses:
            raise Refused("reply-unknown")
    if len(choice.topics) > MOST_TOPICS or not set(choice.topics) <= desk.topic_ids():
        raise Refused("topic-unknown")


def _check_rule(choice: Choice) -> None:
    if choice.outcome == Outcome.APPROVE:
        if choice.suitable_from not in {tier.from_age for tier in in_force.tiers().tiers}:
            raise Refused("band-unknown")
    elif not choice.rule or choice.rule == APPROVED:
        raise Refused("rule-missing")
    if choice.rule not in in_force.book().rules:
        raise Refused("rule-unknown", rule=choice.rule)


def second_for(choice: Choice, case: Case) -> str:
    """Why a second person has to agree, or "": every severe removal, and a share of the others, chosen by the case."""
    if choice.outcome != Outcome.REMOVE:
        return Proposal.SecondFor.NOBODY
    if in_force.book().rules[choice.rule].action in SEVERE:
        return Proposal.SecondFor.SEVERITY
    lot = int.from_bytes(salted_hmac("second-eyes", str(case.pk)).digest()[:4]) / 2**32
    return Proposal.SecondFor.SAMPLE if lot < in_force.desk().second_share else Proposal.SecondFor.NOBODY
