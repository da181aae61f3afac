"""A changed rulebook judges anew what waits, and only tells of what is published; a senior decides."""

from datetime import timedelta

import pytest
import time_machine

from panggung.core import clock
from panggung.core.errors import NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.rules import in_force
from panggung.rules.rulebook import shipped
from panggung.safety import rejudging, review, second_look, versions
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, SignalRun, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
LOWER = "tighten: [{id: PII-01, clock_hours: 4, thresholds: {when: {text.phone: 0.3}}}]"


@pytest.fixture
def tighten(tmp_path):
    """`tighten(yaml)`: from now on the book in force is the shipped one with this overlay."""
    versions.keep(shipped())

    def use(text: str = LOWER) -> str:
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules" / "a.yaml").write_text(text)
        in_force.use(tmp_path)
        versions.keep(in_force.book())
        return in_force.book().version

    yield use
    in_force.use(None)


@pytest.fixture
def judged(make_case, filmed):
    """`judged(phone=0.4)`: a case whose every signal has spoken, with the shipped book's verdict of them."""

    def make(*, phone: float = 0.4, **columns) -> Case:
        case = make_case(**columns)
        filmed(case.video)
        SignalRun.objects.filter(video=case.video).delete()
        for name in shipped().required_signals:
            value = phone if name == "text.phone" else 0.0
            SignalRun.objects.create(video=case.video, edition=1, name=name, version="1", value=value, confidence=1)
        return case

    return make


def published(case: Case, moderator) -> Video:
    review.decide(review.claim(case, moderator), moderator, "approve", suitable_from=3)
    return Video.objects.get(pk=case.video_id)


def verdict_of(case: Case) -> Verdict:
    return Verdict.objects.get(video=case.video_id, edition=1)


def test_nothing_is_done_while_the_rulebook_is_the_same(judged):
    judged()
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0)


def test_what_is_in_review_gets_the_new_book_s_verdict_and_an_earlier_end(judged, tighten):
    case = judged()
    version = tighten()
    assert rejudging.rejudge().rejudged == 1
    verdict = verdict_of(case)
    assert (verdict.rulebook, verdict.action, verdict.reasons) == (version, "hold", ["GATE-02", "PII-01"])
    case.refresh_from_db()
    assert case.severity == 1
    assert case.due <= clock.now() + timedelta(hours=4)
    line = AuditLine.objects.get(kind="verdict.rejudged")
    assert (line.subject_id, line.facts["was"], line.facts["reasons"]) == (
        case.video_id,
        shipped().version,
        ["GATE-02", "PII-01"],
    )
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0)


def test_a_case_that_somebody_looks_at_changes_when_they_have_let_go(judged, tighten, moderator):
    case = review.claim(judged(), moderator)
    version = tighten()
    assert rejudging.rejudge().rejudged == 0
    assert verdict_of(case).rulebook == shipped().version
    with time_machine.travel(clock.now() + timedelta(minutes=in_force.desk().claim_minutes, seconds=1)):
        assert rejudging.rejudge().rejudged == 1
    assert verdict_of(case).rulebook == version


def test_what_was_chosen_stands_on_the_evidence_that_it_names(judged, tighten, moderator):
    case = review.claim(judged(phone=0.4), moderator)
    with time_machine.travel(clock.now() + timedelta(minutes=in_force.desk().claim_minutes, seconds=-3), tick=False):
        proposal = review.propose(case, moderator, Choice("approve", suitable_from=3))
    tighten()
    with time_machine.travel(proposal.due, tick=False):
        assert not case.is_on_case(moderator)
        assert rejudging.rejudge().rejudged == 0
        assert review.settle_due() == 1
    assert Decision.objects.get(case=case).evidence == review.evidence_hash(case)


def test_nothing_is_approved_on_less_than_the_rulebook_in_force_asks_for(judged, tighten, moderator):
    case = review.claim(judged(), moderator)
    SignalRun.objects.filter(video=case.video, name="text.phone").update(value=None)
    tighten()
    with pytest.raises(Refused, match="signals-incomplete"):
        review.decide(case, moderator, "approve", suitable_from=3)
    assert review.decide(case, moderator, "send_back", rule="QUAL-01") is not None


def test_a_signal_that_never_spoke_is_run_before_the_new_verdict(judged, tighten):
    case = judged()
    SignalRun.objects.filter(video=case.video, name="text.phone").delete()
    Video.objects.filter(pk=case.video_id).update(caption="hubungi 0812 3456 7890")
    tighten()
    rejudging.rejudge()
    assert SignalRun.objects.get(video=case.video, name="text.phone").value > 0.5
    assert "PII-01" in verdict_of(case).reasons


def test_frames_that_can_not_be_read_hold_the_video(judged, tighten):
    case = judged()
    SignalRun.objects.filter(video=case.video, name="text.phone").delete()
    tighten()
    Video.objects.get(pk=case.video_id).frames.update(name="gone.jpg")
    rejudging.rejudge()
    assert "GATE-01" in verdict_of(case).reasons


def test_a_published_video_that_a_changed_rule_speaks_against_is_listed_and_stays(judged, tighten, moderator, senior):
    video, clean = published(judged(), moderator), published(judged(phone=0.1), moderator)
    tighten()
    assert rejudging.rejudge() == rejudging.Report(rejudged=0, compared=2, differing=1)
    found = second_look.differing(senior)
    assert [(verdict.video_id, verdict.differs) for verdict in found] == [(video.pk, ["PII-01"])]
    assert set(Video.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert AuditLine.objects.get(kind="video.would_differ").subject_id == video.pk != clean.pk
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0)


def test_what_changed_around_the_video_alone_is_not_the_rulebook_s_doing(judged, tighten, moderator, make_video):
    video = published(judged(phone=0.0, sha256="a" * 64), moderator)
    make_video(State.IN_REVIEW, sha256="a" * 64)
    tighten()
    assert rejudging.rejudge().differing == 0
    assert Verdict.objects.get(video=video).differs == []


def test_a_person_s_approval_despite_a_finding_is_not_questioned_by_another_wording(judged, tighten, moderator):
    case = judged(phone=0.9, reasons=("PII-01", "GATE-02"))
    published(case, moderator)
    tighten()
    assert rejudging.rejudge().differing == 0


def test_a_stronger_action_of_the_same_rule_is_listed(judged, tighten, moderator):
    published(judged(phone=0.9, reasons=("PII-01", "GATE-02")), moderator)
    tighten("tighten: [{id: PII-01, action: block}]")
    assert rejudging.rejudge().differing == 1


def test_a_senior_sends_a_listed_video_back_to_the_desk_and_the_old_decision_stays(judged, tighten, moderator, senior):
    case = judged()
    video = published(case, moderator)
    version = tighten()
    rejudging.rejudge()
    second_look.look_again(video, by=senior)
    video.refresh_from_db()
    assert (video.state, video.edition, video.reasons[0]["rule"]) == (State.HELD, 2, "PII-01")
    assert AuditLine.objects.get(kind="video.held").by_id == senior.pk
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0, reopened=1)
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0)
    again = Case.objects.get(video=video, closed_at=None)
    verdict = Verdict.objects.get(video=video, edition=2)
    assert (again.edition, verdict.rulebook, verdict.reasons) == (2, version, ["GATE-02", "PII-01"])
    assert Decision.objects.get(case=case).evidence == review.evidence_hash(case)
    decision = review.decide(review.claim(again, moderator), moderator, "remove", rule="PII-01")
    assert decision.rulebook == version
    assert not second_look.differing(senior).exists()


def test_a_video_sent_back_comes_to_the_desk_with_every_signal_that_the_new_book_requires(
    judged, tighten, moderator, senior
):
    video = published(judged(), moderator)
    SignalRun.objects.filter(video=video, name="text.nik").delete()
    tighten()
    rejudging.rejudge()
    second_look.look_again(video, by=senior)
    rejudging.rejudge()
    assert SignalRun.objects.get(video=video, edition=2, name="text.nik").value == 0


def test_a_video_held_for_another_cause_stays_held(make_video):
    video = make_video(State.HELD)
    Verdict.objects.create(video=video, edition=1, action="hold", rulebook=shipped().version)
    assert rejudging.rejudge() == rejudging.Report(0, 0, 0)
    video.refresh_from_db()
    assert video.state == State.HELD


def test_a_video_that_would_not_differ_can_not_be_sent_back(judged, moderator, senior):
    video = published(judged(), moderator)
    with pytest.raises(Refused, match="not-differing"):
        second_look.look_again(video, by=senior)
    video.refresh_from_db()
    assert video.state == State.PUBLISHED


def test_only_a_senior_outside_the_family_may_send_back(judged, tighten, moderator, senior):
    video = published(judged(owner=senior), moderator)
    tighten()
    rejudging.rejudge()
    for person in (moderator, senior, None):
        with pytest.raises(NotAllowed):
            second_look.look_again(video, by=person)
    with pytest.raises(NotAllowed):
        second_look.differing(moderator)
