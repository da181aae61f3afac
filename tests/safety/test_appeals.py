"""Appeals: once, in the maker's own words, to another person, with a clock and an answer."""

from datetime import timedelta

import pytest

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.rules import rulebook
from panggung.safety import appeals, reports, review, routing, second_look, voices
from panggung.safety.models import Appeal, Case, Decision, Question, Report, RulebookVersion, Verdict
from panggung.stage import publishing, states
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def against(make_case, senior):
    """`against("send_back", owner=…)`: a video that a senior decided against."""

    def make(outcome: str = "send_back", *, rule: str = "ABUSE-01", **columns) -> Video:
        case = review.claim(make_case(**columns), senior)
        review.decide(case, senior, outcome, rule=rule)
        return Video.objects.get(pk=case.video_id)

    return make


def decide_appeal(video: Video, person, outcome: str, **choice) -> Decision:
    case = review.claim(Case.objects.get(video=video, closed_at=None, kind=Case.Kind.APPEAL), person)
    decision = review.decide(case, person, outcome, **choice)
    assert decision is not None
    return decision


def screened_again(video: Video) -> Case:
    """The edited video as the pipeline brings it to the desk."""
    for state in (State.SCREENING, State.SCREENED, State.IN_REVIEW):
        states.move(video, state)
    Verdict.objects.create(
        video=video, edition=video.edition, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )
    return routing.open_case(video)


@pytest.mark.parametrize("outcome", ["send_back", "remove"])
def test_the_maker_appeals_and_the_video_stays_where_it_is(against, make_person, outcome):
    video = against(outcome, rule="QUAL-01")
    made = appeals.appeal(video, by=video.owner, words=" Itu bukan kata kasar. ")
    assert (made.words, made.outcome, made.case.kind, made.case.severity) == (
        "Itu bukan kata kasar.", "", Case.Kind.APPEAL, 1,
    )  # fmt: skip
    assert timedelta(hours=71) < made.case.due - clock.now() <= timedelta(hours=72)
    was = video.state
    video.refresh_from_db()
    assert video.state == was
    assert AuditLine.objects.get(kind="appeal.made").by_id == video.owner_id


def test_another_senior_decides_never_the_first(against, senior, make_person):
    video = against()
    case = appeals.appeal(video, by=video.owner, words="Tolong lihat lagi.").case
    other = make_person(role="senior")
    assert case not in review.queue(senior)
    assert case not in review.queue(make_person(role="moderator"))
    with pytest.raises(Conflict):
        review.claim(case, senior)
    assert list(review.queue(other)) == [case]


@pytest.mark.parametrize(
    ("outcome", "choice", "told", "state"),
    [
        ("send_back", {"rule": "ABUSE-01", "note": "Kata di judul."}, "stands", State.SENT_BACK),
        ("approve", {"suitable_from": 3, "note": "Maaf, kami keliru."}, "changed", State.PUBLISHED),
    ],
)
def test_the_outcome_comes_with_its_explanation(against, make_person, outcome, choice, told, state):
    video = against()
    appeals.appeal(video, by=video.owner, words="Tolong lihat lagi.")
    decide_appeal(video, make_person(role="senior"), outcome, **choice)
    heard = appeals.newest(Video.objects.get(pk=video.pk))
    assert heard is not None
    assert (heard.outcome, heard.answer, heard.case.video.state) == (told, choice["note"], state)


def test_a_decision_is_appealed_once_and_what_an_appeal_decided_not_at_all(against, make_person):
    video = against()
    appeals.appeal(video, by=video.owner, words="Tolong.")
    with pytest.raises(Refused, match="appealed-already"):
        appeals.appeal(video, by=video.owner, words="Sekali lagi.")
    decide_appeal(video, make_person(role="senior"), "send_back", rule="ABUSE-01")
    with pytest.raises(Refused, match="appealed-already"):
        appeals.appeal(Video.objects.get(pk=video.pk), by=video.owner, words="Sekali lagi.")
    assert Appeal.objects.count() == 1


def test_a_guardian_appeals_for_the_child_and_nobody_else(against, family, make_person):
    guardian, child = family()
    video = against(owner=child, uploaded_by=guardian)
    for person in (make_person(), make_person(role="senior"), family()[0]):
        with pytest.raises(NotAllowed):
            appeals.appeal(video, by=person, words="Tolong.")
    assert appeals.may_appeal(child, video)
    assert appeals.appeal(video, by=guardian, words="Anak saya tidak bermaksud begitu.").by == guardian
    assert not appeals.may_appeal(child, video)


@pytest.mark.parametrize(
    ("words", "code"),
    [("  ", "appeal-words-missing"), ("x" * 601, "appeal-words-too-long"), ("a\x00", "bad-request")],
)
def test_an_appeal_needs_words_that_can_be_kept(against, words, code):
    video = against()
    with pytest.raises(Refused, match=code):
        appeals.appeal(video, by=video.owner, words=words)


def test_where_nobody_decided_against_a_video_there_is_nothing_to_appeal(make_video, against):
    for state in (State.PUBLISHED, State.IN_REVIEW, State.SENT_BACK, State.HELD):
        video = make_video(state)
        with pytest.raises(Refused, match="nothing-to-appeal"):
            appeals.appeal(video, by=video.owner, words="Tolong.")
    edited = against()
    stale = Video.objects.get(pk=edited.pk)
    publishing.edit(edited, title="Baru", caption="", by=edited.owner)
    for video in (edited, stale):
        with pytest.raises(Refused, match="nothing-to-appeal"):
            appeals.appeal(video, by=video.owner, words="Tolong.")


def test_whether_a_rule_can_be_appealed_says_the_rulebook_of_the_decision(against):
    video = against()
    rules = [{"id": "ABUSE-01", "appealable": False}]
    RulebookVersion.objects.create(version="0" * 12, text={"families": [{"rules": rules}]})
    Decision.objects.update(rulebook="0" * 12)
    with pytest.raises(Refused, match="rule-not-appealable"):
        appeals.appeal(video, by=video.owner, words="Tolong.")


def test_an_edit_ends_the_appeal_and_the_new_edition_gets_its_own_case(against):
    video = against()
    made = appeals.appeal(video, by=video.owner, words="Tolong.")
    publishing.edit(video, title="Baru", caption="", by=video.owner)
    case = screened_again(video)
    made.refresh_from_db()
    assert made.outcome == Appeal.Outcome.GONE
    assert list(Case.objects.filter(video=video, closed_at=None)) == [case]
    assert (case.kind, case.edition) == (Case.Kind.ENTRY, 2)
    assert routing.open_case(video) == case


def test_open_reports_go_on_with_the_next_edition_and_are_answered_by_its_decision(on_stage, make_person, senior):
    video = on_stage()
    made, _ = reports.report(video, by=make_person(), rule="SELF-02")
    Verdict.objects.update(differs=["ABUSE-01"], compared_with=rulebook.shipped().version)
    second_look.look_again(video, by=senior)
    held = Case.objects.get(video=video)
    states.move(video, State.IN_REVIEW)
    video.refresh_from_db()
    Verdict.objects.create(
        video=video, edition=2, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )
    case = routing.open_case(video)
    assert (case.pk, case.kind, case.edition, case.severity) == (held.pk, Case.Kind.ENTRY, 2, 2)
    assert case.reported > 0
    review.decide(review.claim(case, senior), senior, "approve", suitable_from=3)
    made.refresh_from_db()
    assert made.outcome == Report.Outcome.STAYS


def test_an_appeal_about_a_video_that_was_taken_back_is_over_and_its_words_go(against):
    video = against()
    made = appeals.appeal(video, by=video.owner, words="Tolong.")
    Question.objects.create(case=made.case, text="Siapa?", by=video.owner, answer="Kakakku.")
    publishing.withdraw(video, by=video.owner, because="asked")
    assert voices.answer_gone() == 1
    made.refresh_from_db()
    assert (made.outcome, made.case.closed_at is None) == (Appeal.Outcome.GONE, False)
    voices.forget(video)
    made.refresh_from_db()
    assert made.words == ""
    assert Question.objects.get().answer == ""
