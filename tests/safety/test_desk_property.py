"""Whatever people do at the desk, and however time passes: one decision at most, nothing on the stage without one."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.core.models import AuditLine
from panggung.rules import in_force
from panggung.safety import copies, escalating, review, sealing, second_eyes
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, Proposal, Sealed
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
CHOICES = (
    Choice("approve", suitable_from=6),
    Choice("approve"),
    Choice("send_back", rule="QUAL-01"),
    Choice("remove", rule="QUAL-01"),
    Choice("remove", rule="SEX-01"),
    Choice("remove"),
)
MINUTES = (0, 0, 0.2, 0.2, 11, 60 * 80)
ENDS = {"approve": State.PUBLISHED, "send_back": State.SENT_BACK, "remove": State.REMOVED}


ROLES = ("moderator", "moderator", "senior", "senior")


def claim(case, person, number):
    review.claim(case, person)


def propose(case, person, number):
    review.propose(case, person, CHOICES[number])


def claim_and_propose(case, person, number):
    review.propose(review.claim(case, person), person, CHOICES[number])


def look_and_agree(proposal, person):
    second_eyes.look(proposal, person)
    second_eyes.agree(proposal, person)


def decide(case, person, number):
    one = CHOICES[number]
    review.decide(review.claim(case, person), person, one.outcome, rule=one.rule, suitable_from=one.suitable_from)


def with_copies(case, person, number):
    copies.propose_together(case, person, CHOICES[number], copies.exact_copies(case, person))


def escalate(case, person, number):
    escalating.escalate(case, person, note="?")


def ask(case, person, number):
    escalating.ask(case, person, text="?")


def withdraw(case, person, number):
    video = Video.objects.get(pk=case.video_id)
    if number == 0:  # seldom, or little else happens
        publishing.withdraw(video, by=video.owner, because="asked")


def about_proposal(verb):
    def act(case, person, number):
        newest = Proposal.objects.filter(case=case).order_by("-at", "-pk").first()
        if newest is not None:
            verb(newest, person)

    return act


VERBS = {
    "claim": claim,
    "propose": propose,
    "claim_and_propose": claim_and_propose,
    "decide": decide,
    "with_copies": with_copies,
    "escalate": escalate,
    "ask": ask,
    "withdraw": withdraw,
    "undo": about_proposal(review.undo),
    "settle": about_proposal(lambda proposal, person: review.settle(proposal)),
    "look": about_proposal(second_eyes.look),
    "agree": about_proposal(second_eyes.agree),
    "look_and_agree": about_proposal(look_and_agree),
    "disagree": about_proposal(lambda proposal, person: second_eyes.disagree(proposal, person, note="?")),
    "sweep": lambda case, person, number: (review.settle_due(), sealing.seal_waiting()),
}
# What leads on is drawn more often, or few paths would come to a decision.
OFTEN = ("claim_and_propose", "claim_and_propose", "claim_and_propose", "look_and_agree", "look_and_agree", "sweep")
# What somebody does: the verb, who, about which case, with what, and how many minutes pass before.
steps = st.tuples(
    st.sampled_from([*OFTEN, *VERBS]),
    st.integers(0, 3),
    st.integers(0, 1),
    st.integers(0, len(CHOICES) - 1),
    st.sampled_from(MINUTES),
)


@given(path=st.lists(steps, min_size=8, max_size=30))
@settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_path_through_the_desk_decides_twice_or_publishes_without_a_decision(make_case, make_person, path):
    people = [make_person(role=role) for role in ROLES]
    cases = [make_case(sha256="a" * 64) for _ in range(2)]
    Video.objects.exclude(pk__in=[case.video_id for case in cases]).update(sha256="")
    with time_machine.travel(clock.now(), tick=False) as now:
        for verb, who, which, number, minutes in path:
            now.shift(timedelta(minutes=minutes))
            try:
                VERBS[verb](cases[which], people[who], number)
            except Refused as refused:
                assert refused.code
            for case in cases:
                holds(Case.objects.select_related("video").get(pk=case.pk))


def holds(case: Case) -> None:
    """What is true of every case at every moment."""
    decision = Decision.objects.filter(case=case).first()
    video = case.video
    assert Proposal.objects.filter(case=case, settled_at=None, undone_at=None).count() <= 1
    assert Proposal.objects.filter(case=case, settled_at__isnull=False).count() == (decision is not None)
    assert (case.closed_at is not None) == (decision is not None)
    if decision is None:
        assert video.state in (State.IN_REVIEW, State.WITHDRAWN)
        return
    assert video.state in (ENDS[decision.outcome], State.WITHDRAWN)
    assert decision.rule in in_force.book().rules
    assert decision.rulebook == in_force.book().version
    assert decision.evidence == review.evidence_hash(case)
    assert AuditLine.objects.filter(kind=f"case.{decision.outcome}", subject_id=case.pk).count() == 1
    severe = decision.outcome == "remove" and decision.rule == "SEX-01"
    assert (decision.second is not None and decision.second != decision.by) == severe
    assert Sealed.objects.filter(video=video).count() == severe
