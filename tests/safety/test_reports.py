"""Reports: anybody may say what is wrong, everybody gets an outcome, and no number of them decides anything."""

from datetime import timedelta

import pytest
import time_machine

from panggung.core import clock
from panggung.core.errors import NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.safety import reports, review, voices
from panggung.safety.models import Case, Report
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


def decide(video: Video, moderator, outcome: str = "approve", **choice) -> None:
    case = review.claim(Case.objects.get(video=video, closed_at=None), moderator)
    choice = {"suitable_from": 3} if outcome == "approve" else {"rule": "BULLY-01", **choice}
    assert review.decide(case, moderator, outcome, **choice) is not None


def open_case(video: Video) -> Case:
    return Case.objects.get(video=video, closed_at=None)


def test_a_report_brings_a_published_video_to_the_desk_and_leaves_it_on_stage(on_stage, make_person, moderator):
    video, person = on_stage(), make_person()
    made, secret = reports.report(video, by=person, rule="BULLY-01", words=" Di detik 5. ")
    assert (made.by, made.rule, made.words, made.outcome) == (person, "BULLY-01", "Di detik 5.", "")
    case = open_case(video)
    assert (case.kind, case.severity, made.case) == (Case.Kind.REPORT, 1, case)
    assert list(review.queue(moderator)) == [case]
    video.refresh_from_db()
    assert video.state == State.PUBLISHED
    assert reports.find(secret) == made


@pytest.mark.parametrize(("rule", "severity", "hours"), [("ABUSE-01", 1, 24), ("VIO-01", 2, 24), ("SELF-02", 2, 4)])
def test_severity_and_clock_come_from_the_rule(on_stage, make_person, rule, severity, hours):
    video = on_stage()
    reports.report(video, by=make_person(), rule=rule)
    case = open_case(video)
    assert case.severity == severity
    assert timedelta(hours=hours - 1) < case.due - clock.now() <= timedelta(hours=hours)


def test_a_graver_report_makes_the_open_case_graver_and_never_later_and_leaves_the_claim(
    on_stage, make_person, moderator
):
    video = on_stage()
    reports.report(video, by=make_person(), rule="ABUSE-01")
    held = review.claim(open_case(video), moderator)
    reports.report(video, by=make_person(), rule="SELF-02")
    case = open_case(video)
    assert (case.pk, case.severity, case.claimed_by, case.claimed_until) == (
        held.pk, 2, moderator, held.claimed_until,
    )  # fmt: skip
    assert case.due < held.due
    reports.report(video, by=make_person(), rule="ABUSE-01")
    assert (open_case(video).severity, open_case(video).due) == (2, case.due)


def test_a_second_report_of_a_person_changes_the_first(on_stage, make_person):
    video, person = on_stage(), make_person()
    first, secret = reports.report(video, by=person, rule="ABUSE-01")
    second, no_secret = reports.report(video, by=person, rule="BULLY-01", words="Ini lebih tepat.")
    assert (second, no_secret, Report.objects.count()) == (first, "", 1)
    found = reports.find(secret)
    assert found is not None
    assert (found.rule, found.words) == ("BULLY-01", "Ini lebih tepat.")


@pytest.mark.parametrize("rule", ["", "GATE-02", "TIME-01", "NONE-99"])
def test_only_what_a_person_may_decide_by_is_a_category(on_stage, make_person, rule):
    with pytest.raises(Refused, match="category-unknown"):
        reports.report(on_stage(), by=make_person(), rule=rule)
    assert not Case.objects.exists()


@pytest.mark.parametrize(("words", "code"), [("x" * 301, "report-too-long"), ("a\x00b", "bad-request")])
def test_words_that_can_not_be_kept_are_refused(on_stage, make_person, words, code):
    with pytest.raises(Refused, match=code):
        reports.report(on_stage(), by=make_person(), rule="ABUSE-01", words=words)


def test_what_one_may_not_watch_one_can_not_report(on_stage, make_person):
    grown_up = on_stage(suitable_from=18)
    for person in (None, make_person(14)):
        with pytest.raises(NotAllowed):
            reports.report(grown_up, by=person, rule="ABUSE-01")
    with pytest.raises(NotAllowed):
        reports.report(on_stage(audience="family"), by=make_person(), rule="ABUSE-01")


def test_the_maker_and_the_guardian_take_a_video_back_instead_and_a_sibling_may_report(on_stage, family, make_person):
    from tests.conftest import guard

    guardian, child = family()
    sibling = make_person(14)
    guard(guardian, sibling)
    video = on_stage(owner=child, audience="campaign")
    for person in (child, guardian):
        with pytest.raises(Refused, match="own-video"):
            reports.report(video, by=person, rule="BULLY-01")
    reports.report(video, by=sibling, rule="BULLY-01")
    from panggung.people import accounts

    accounts.grant(guardian, "moderator", by=None)
    assert not review.queue(guardian).exists()


def test_a_child_s_wish_to_tell_the_guardian_is_kept_and_nobody_else_has_it(on_stage, family, make_person):
    guardian, child = family()
    video = on_stage()
    made, _ = reports.report(video, by=child, rule="BULLY-01", words="Rahasia", tell_guardian=True)
    grown_up, _ = reports.report(video, by=make_person(), rule="BULLY-01", tell_guardian=True)
    assert not grown_up.tell_guardian
    assert list(reports.of_children(guardian)) == [made]
    quiet, _ = reports.report(on_stage(), by=child, rule="BULLY-01")
    assert quiet not in reports.of_children(guardian)
    assert not reports.of_children(make_person()).exists()


@pytest.mark.parametrize(("outcome", "told"), [("approve", "stays"), ("send_back", "acted")])
def test_every_reporter_is_told_what_came_of_it(on_stage, make_person, moderator, outcome, told):
    video, person = on_stage(), make_person()
    made, _ = reports.report(video, by=person, rule="BULLY-01")
    _, secret = reports.report(video, by=None, rule="BULLY-01")
    decide(video, moderator, outcome)
    made.refresh_from_db()
    stranger = reports.find(secret)
    assert stranger is not None
    assert (made.outcome, stranger.outcome, made.decision) == (told, told, stranger.decision)
    assert list(reports.own(person)) == [made]


def test_reports_of_a_video_that_was_taken_back_are_answered_and_their_words_go_with_it(on_stage, make_person):
    video = on_stage()
    made, _ = reports.report(video, by=make_person(), rule="BULLY-01", words="Kasar sekali.")
    publishing.withdraw(video, by=video.owner, because="asked")
    assert voices.answer_gone() == 1
    assert voices.answer_gone() == 0
    made.refresh_from_db()
    assert made.outcome == Report.Outcome.GONE
    assert not Case.objects.filter(closed_at=None).exists()
    voices.forget(video)
    made.refresh_from_db()
    assert made.words == ""


def test_a_report_answered_stays_is_not_looked_at_again_within_a_day(on_stage, make_person, moderator):
    video = on_stage()
    first = make_person()
    reports.report(video, by=first, rule="BULLY-01")
    decide(video, moderator)
    same, secret = reports.report(video, by=make_person(), rule="BULLY-01")
    assert (same.outcome, same.decision) == ("stays", Case.objects.get(video=video).decision)
    assert reports.find(secret) == same
    again, no_secret = reports.report(video, by=first, rule="BULLY-01")
    assert (again.by, no_secret) == (first, "")
    stranger, secret = reports.report(video, by=None, rule="BULLY-01")
    assert stranger.outcome == "stays"
    assert reports.find(secret).outcome == "stays"
    assert not Case.objects.filter(closed_at=None).exists()
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        reports.report(video, by=make_person(), rule="BULLY-01")
    assert open_case(video).kind == Case.Kind.REPORT


def test_another_category_and_a_reporter_who_was_right_before_are_looked_at_again(on_stage, make_person, moderator):
    right = make_person()
    bad, video = on_stage(), on_stage()
    reports.report(bad, by=right, rule="BULLY-01")
    decide(bad, moderator, "send_back")
    reports.report(video, by=make_person(), rule="BULLY-01")
    decide(video, moderator)
    reports.report(video, by=right, rule="BULLY-01")
    decide(video, moderator)
    reports.report(video, by=make_person(), rule="ABUSE-01")
    assert open_case(video).severity == 1


def test_audit_lines_tell_of_reports_without_words(on_stage, make_person):
    reports.report(on_stage(), by=make_person(), rule="BULLY-01", words="Namanya Budi.")
    line = AuditLine.objects.get(kind="report.made")
    assert line.facts == {"rule": "BULLY-01"}
