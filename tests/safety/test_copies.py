"""Exact copies are decided together, each by its own proposal; cases like this one show how they were decided."""

import pytest

from panggung.core import ids
from panggung.core.errors import Conflict
from panggung.core.models import AuditLine
from panggung.safety import copies, review
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Fingerprint, Proposal, SignalRun, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
FILE = "a" * 64
REMOVED = Choice("remove", rule="DUP-01")


@pytest.fixture
def decided(make_case, make_person):
    """`decided(reasons=…)`: a decision about a case with such a verdict, sent back under its last rule."""

    def make(*reasons: str, rule: str = ""):
        judge = make_person(role="moderator")
        case = review.claim(make_case(reasons=reasons), judge)
        return review.decide(case, judge, "send_back", rule=rule or reasons[-1])

    return make


def test_the_same_file_is_a_copy_and_no_file_is_none(make_case, moderator):
    case, twin, other = make_case(sha256=FILE), make_case(sha256=FILE), make_case(sha256="b" * 64)
    blank, empty = make_case(), make_case()
    assert set(copies.exact_copies(case, moderator)) == {twin}
    assert not copies.exact_copies(blank, moderator).exists()
    assert {other, empty} <= set(review.queue(moderator))


def test_the_same_fingerprint_is_a_copy_only_within_one_version_of_it(make_case, moderator):
    case, twin, older = make_case(), make_case(), make_case()
    for one, version in ((case, "2"), (twin, "2"), (older, "1")):
        Fingerprint.objects.create(video=one.video, version=version, data=b"\x00\x01")
    assert set(copies.exact_copies(case, moderator)) == {twin}


def test_a_copy_of_the_person_s_own_family_is_not_theirs_to_decide(make_case, moderator):
    case = make_case(sha256=FILE)
    make_case(sha256=FILE, owner=moderator)
    assert not copies.exact_copies(case, moderator).exists()


def test_copies_are_chosen_about_in_one_go_each_with_its_own_line(make_case, moderator):
    case, *twins = (make_case(sha256=FILE) for _ in range(3))
    review.claim(case, moderator)
    together = copies.propose_together(case, moderator, REMOVED, twins)
    assert [proposal.case for proposal in together.proposals] == [case, *twins]
    assert together.left_out == []
    for proposal in together.proposals:
        assert AuditLine.objects.filter(kind="case.proposed", subject_id=proposal.case_id).count() == 1


def test_a_copy_that_somebody_else_holds_is_left_out_and_named(make_case, make_person, moderator):
    case, twin, held = (make_case(sha256=FILE) for _ in range(3))
    review.claim(case, moderator)
    review.claim(held, make_person(role="moderator"))
    together = copies.propose_together(case, moderator, REMOVED, [twin, held])
    assert [proposal.case for proposal in together.proposals] == [case, twin]
    assert together.left_out == [(held, "claimed")]


def test_what_is_no_copy_is_never_chosen_about_along_with_it(make_case, moderator):
    case, stranger = make_case(sha256=FILE), make_case(sha256="b" * 64)
    review.claim(case, moderator)
    together = copies.propose_together(case, moderator, REMOVED, [stranger])
    assert together.left_out == [(stranger, "decided")]
    assert not Proposal.objects.filter(case=stranger).exists()


def test_words_that_nobody_has_read_are_not_approved_with_a_copy(make_case, make_person, moderator):
    maker = make_person()
    case, same = (make_case(sha256=FILE, title="Tari", owner=maker) for _ in range(2))
    other = make_case(sha256=FILE, title="Telepon aku", owner=maker)
    review.claim(case, moderator)
    together = copies.propose_together(case, moderator, Choice("approve", suitable_from=6), [same, other])
    assert [proposal.case for proposal in together.proposals] == [case, same]
    assert together.left_out == [(other, "words-differ")]


def test_a_copy_that_lacks_a_signal_is_left_out_of_an_approval(make_case, make_person, moderator):
    maker = make_person()
    case, lacking = (make_case(sha256=FILE, owner=maker) for _ in range(2))
    Verdict.objects.filter(video=lacking.video).update(reasons=["GATE-01"])
    review.claim(case, moderator)
    together = copies.propose_together(case, moderator, Choice("approve", suitable_from=6), [lacking])
    assert together.left_out == [(lacking, "signals-incomplete")]
    assert not Case.objects.get(pk=lacking.pk).is_on_case(moderator)


def test_without_a_claim_on_the_case_no_copy_is_chosen_about(make_case, moderator):
    case, twin = make_case(sha256=FILE), make_case(sha256=FILE)
    with pytest.raises(Conflict, match="not-claimed"):
        copies.propose_together(case, moderator, REMOVED, [twin])
    assert not Proposal.objects.exists()


def test_similar_cases_are_the_newest_three_with_the_same_strongest_rule(make_case, decided):
    older = [decided("GATE-02", "PII-01") for _ in range(4)]
    decided("BULLY-01", "PII-01")
    decided("GATE-02", "BULLY-01")
    assert copies.similar(make_case(reasons=("GATE-02", "PII-01"))) == older[:0:-1]
    assert copies.similar(make_case()) == []


@pytest.mark.parametrize("written", [str, lambda video_id: ids.short(video_id)])
def test_a_near_copy_that_the_picture_signal_names_comes_first(make_case, decided, written):
    near, alike = decided("QUAL-01"), decided("PII-01")
    case = make_case(reasons=("PII-01",))
    evidence = [{"kind": "time", "text": written(near.case.video_id)}, {"kind": "time", "text": "bukan id"}]
    SignalRun.objects.create(
        video=case.video, edition=1, name="picture.copy_removed", version="1", value=1, confidence=1, evidence=evidence
    )
    assert copies.similar(case) == [near, alike]


def test_a_decision_about_copies_counts_for_each_video(make_case, moderator):
    case, twin = make_case(sha256=FILE), make_case(sha256=FILE)
    review.claim(case, moderator)
    for proposal in copies.propose_together(case, moderator, Choice("send_back", rule="QUAL-01"), [twin]).proposals:
        review.settle(proposal)
    assert {Video.objects.get(pk=one.video_id).state for one in (case, twin)} == {State.SENT_BACK}
