"""A second pair of eyes: severe removals, and a share of the others, take effect only when another person agrees."""

from datetime import timedelta

import msgspec
import pytest
import time_machine

from panggung import worker
from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.people import accounts
from panggung.rules import in_force, rulebook
from panggung.safety import agreement, choice, claiming, queueing, reports, review, sealing, second_eyes
from panggung.safety.choice import Choice
from panggung.safety.models import Appeal, Case, Decision, Proposal, Sealed, Verdict
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
SEVERE = Choice("remove", rule="NUD-01", note="Lihat detik 3.")
PLAIN = Choice("send_back", rule="QUAL-01")


@pytest.fixture
def share(monkeypatch):
    """`share(0.5)`: the share of plain removals that a second person looks at."""

    def put(value: float) -> None:
        desk = msgspec.structs.replace(in_force.desk(), second_share=value)
        monkeypatch.setattr(in_force, "desk", lambda: desk)

    return put


@pytest.fixture
def people(make_person):
    return [make_person(role="moderator") for _ in range(3)]


@pytest.fixture
def proposed(make_case, people):
    """`proposed()`: a severe removal that the first of the people proposed."""

    def make(chosen: Choice = SEVERE, **columns) -> Proposal:
        case = review.claim(make_case(**columns), people[0])
        return review.propose(case, people[0], chosen)

    return make


def state_of(proposal: Proposal) -> str:
    return Video.objects.get(pk=proposal.case.video_id).state


def test_a_severe_removal_waits_for_another_person_however_long(proposed, people):
    proposal = proposed()
    assert (proposal.second_for, proposal.due) == ("severity", None)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert review.settle_due() == 0
        assert review.settle(proposal) is None
    assert state_of(proposal) == State.IN_REVIEW
    assert proposal.case not in review.queue(people[1])
    assert list(queueing.awaiting_second(people[1])) == [proposal]


def test_when_the_second_agrees_both_names_stand_in_decision_and_chain(proposed, people):
    proposal = proposed()
    second_eyes.look(proposal, people[1])
    decision = second_eyes.agree(proposal, people[1])
    assert state_of(proposal) == State.REMOVED
    assert (decision.by, decision.second, decision.note) == (people[0], people[1], SEVERE.note)
    line = AuditLine.objects.get(kind="case.remove")
    assert (line.by_id, line.facts["second"]) == (people[0].pk, str(people[1].pk))
    assert decision.evidence == review.evidence_hash(decision.case)


def test_when_the_second_disagrees_nothing_is_removed_and_a_senior_decides(proposed, people, make_person):
    proposal = proposed()
    second_eyes.look(proposal, people[1])
    case = second_eyes.disagree(proposal, people[1], note="Itu patung.")
    senior = make_person(role="senior")
    assert (state_of(proposal), case.escalation) == (State.IN_REVIEW, "Itu patung.")
    assert list(review.queue(senior)) == [case]
    assert not review.queue(people[2]).exists()
    assert not queueing.awaiting_second(people[2]).exists()
    assert Proposal.objects.get().disagreed_by == people[1]


def test_nobody_seconds_their_own_choice_or_their_family_s_video(proposed, people, family):
    guardian, child = family(age=14)
    accounts.grant(guardian, "moderator", by=None)
    proposal = proposed(owner=child, uploaded_by=child)
    for nobody in (people[0], guardian):
        assert proposal not in queueing.awaiting_second(nobody)
        with pytest.raises(NotAllowed):
            second_eyes.look(proposal, nobody)
        with pytest.raises(NotAllowed):
            second_eyes.agree(proposal, nobody)


def test_without_an_own_look_nobody_agrees_or_disagrees(proposed, people):
    proposal = proposed()
    with pytest.raises(Conflict, match="not-claimed"):
        second_eyes.agree(proposal, people[1])
    with pytest.raises(Conflict, match="not-claimed"):
        second_eyes.disagree(proposal, people[1], note="?")
    assert not Decision.objects.exists()


def test_one_second_person_at_a_time_looks(proposed, people):
    proposal = proposed()
    case = second_eyes.look(proposal, people[1])
    assert review.case_to_watch(people[1], case.video) == case
    with pytest.raises(Conflict, match="claimed"):
        second_eyes.look(proposal, people[2])
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert second_eyes.look(proposal, people[2]).claimed_by == people[2]


def test_what_is_agreed_or_undone_is_open_to_nobody_else(proposed, people):
    agreed, undone = proposed(), proposed()
    second_eyes.look(agreed, people[1])
    second_eyes.agree(agreed, people[1])
    review.undo(undone, people[0])
    for proposal in (agreed, undone):
        with pytest.raises(Conflict, match="decided"):
            second_eyes.look(proposal, people[2])
    assert Decision.objects.count() == 1


def test_a_video_withdrawn_meanwhile_is_not_decided_any_more(proposed, people):
    proposal = proposed()
    second_eyes.look(proposal, people[1])
    publishing.withdraw(Video.objects.get(), by=proposal.case.video.owner, because="asked")
    with pytest.raises(NotAllowed):
        second_eyes.agree(proposal, people[1])
    assert not Decision.objects.exists()
    assert claiming.case_to_watch(people[1], Video.objects.get()) is None


def test_withdrawing_destroys_no_evidence_that_a_second_person_is_still_to_look_at(make_case, people):
    case = review.claim(make_case(), people[0])
    proposal = review.propose(case, people[0], Choice("remove", rule="SEX-01"))
    publishing.withdraw(Video.objects.get(), by=case.video.owner, because="asked")
    worker.erase_withdrawn()
    second_eyes.look(proposal, people[1])
    assert second_eyes.agree(proposal, people[1]).rule == "SEX-01"
    assert sealing.seal_waiting() == 1
    worker.erase_withdrawn()
    assert Video.objects.get().state == State.ERASED
    assert sealing.names_in(Sealed.objects.get().folder)


def test_a_disagreement_says_why(proposed, people):
    proposal = proposed()
    second_eyes.look(proposal, people[1])
    with pytest.raises(Refused, match="note-missing"):
        second_eyes.disagree(proposal, people[1], note="  ")
    assert Proposal.objects.get().disagreed_by is None


def test_who_removed_a_video_is_no_second_person_when_it_is_appealed(make_case, make_person):
    first, judge, third = (make_person(role="senior") for _ in range(3))
    case = review.claim(make_case(), first)
    decision = review.settle(review.propose(case, first, Choice("send_back", rule="PII-01")))
    appealed = Case.objects.create(video=case.video, edition=1, kind=Case.Kind.APPEAL, due=clock.now())
    Appeal.objects.create(decision=decision, case=appealed, by=case.video.owner, words="Bukan nomor.")
    proposal = review.propose(review.claim(appealed, judge), judge, SEVERE)
    assert not queueing.awaiting_second(first).exists()
    with pytest.raises(NotAllowed):
        second_eyes.look(proposal, first)
    assert list(queueing.awaiting_second(third)) == [proposal]


@pytest.mark.parametrize("value,second_for", [(0.0, ""), (1.0, "sample")])
def test_a_share_of_plain_removals_is_looked_at_too(proposed, share, value, second_for):
    share(value)
    assert proposed(Choice("remove", rule="QUAL-01")).second_for == second_for
    assert proposed(PLAIN).second_for == ""


def test_the_share_is_drawn_by_the_case_and_about_as_large_as_it_says(make_case, share):
    share(0.3)
    cases = [Case(severity=0) for _ in range(2000)]
    plain = Choice("remove", rule="QUAL-01")
    drawn = [choice.second_for(plain, case) for case in cases]
    assert drawn == [choice.second_for(plain, case) for case in cases]
    assert 500 < sum(bool(one) for one in drawn) < 700


def test_pairs_that_agreed_and_disagreed_are_counted_for_both(proposed, people, make_person):
    agreed, disagreed = proposed(), proposed()
    second_eyes.look(agreed, people[1])
    second_eyes.agree(agreed, people[1])
    second_eyes.look(disagreed, people[2])
    second_eyes.disagree(disagreed, people[2], note="?")
    found = [agreement.second_eyes(person, by=person) for person in people]
    assert found == [agreement.Pairs(1, 1), agreement.Pairs(1, 0), agreement.Pairs(0, 1)]
    assert agreement.second_eyes(None, by=make_person(role="senior")) == agreement.Pairs(1, 1)


def test_what_one_person_wants_removed_is_not_shown_while_it_waits_for_the_second(make_video, make_person):
    first, other, viewer = make_person(role="moderator"), make_person(role="senior"), make_person(30)
    video = make_video()
    Verdict.objects.create(
        video=video, edition=1, action="suitable", suitable_from=3, reasons=[], rulebook=rulebook.shipped().version
    )
    reports.report(video, by=viewer, rule="NUD-01")
    case = review.claim(Case.objects.get(video=video), first)
    proposal = review.propose(case, first, Choice("remove", rule="NUD-01"))
    assert Video.objects.get(pk=video.pk).state == State.HELD
    assert not Video.objects.visible_to(viewer).filter(pk=video.pk).exists()
    second_eyes.look(proposal, other)
    case = second_eyes.disagree(proposal, other, note="Tidak apa-apa.")
    decision = review.decide(review.claim(case, other), other, "approve", suitable_from=6)
    assert (Video.objects.get(pk=video.pk).state, decision.by) == (State.PUBLISHED, other)
