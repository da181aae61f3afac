"""Passing a case up, and asking the maker: nobody else has to do with it meanwhile, and it never gets lost."""

from datetime import timedelta

import pytest
import time_machine

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.rules import in_force
from panggung.safety import escalating, review
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Question
from panggung.stage import publishing
from panggung.stage.models import Video

pytestmark = pytest.mark.django_db
ASKED = "Siapa yang ada di video ini?"


@pytest.fixture
def held(make_case, moderator):
    """`held()`: a case that the moderator has claimed."""
    return lambda **columns: review.claim(make_case(**columns), moderator)


def test_what_is_passed_up_is_for_seniors_alone_with_what_they_should_know(held, moderator, make_person):
    case = escalating.escalate(held(), moderator, note=" Ragu, lihat detik 4. ")
    senior = make_person(role="senior")
    assert (case.escalation, case.claimed_by) == ("Ragu, lihat detik 4.", None)
    assert not review.queue(moderator).exists()
    with pytest.raises(Conflict):
        review.claim(case, moderator)
    assert review.claim(case, senior).claimed_by == senior
    assert AuditLine.objects.get(kind="case.escalated").by_id == moderator.pk


def test_a_senior_of_the_family_does_not_get_it_either(held, moderator, make_person):
    senior = make_person(role="senior")
    escalating.escalate(held(owner=senior), moderator, note="?")
    assert not review.queue(senior).exists()


@pytest.mark.parametrize("note,code", [("  ", "note-missing"), ("a" * 301, "note-too-long"), ("a\x00", "bad-request")])
def test_a_case_goes_up_only_with_words_that_fit(held, moderator, note, code):
    case = held()
    with pytest.raises(Refused, match=code):
        escalating.escalate(case, moderator, note=note)
    case.refresh_from_db()
    assert case.escalated_at is None


@pytest.mark.parametrize("verb", [lambda case, by: escalating.escalate(case, by, note="?"),
                                  lambda case, by: escalating.ask(case, by, text=ASKED)])  # fmt: skip
def test_only_who_holds_the_open_case_passes_it_up_or_asks(make_case, held, moderator, make_person, verb):
    with pytest.raises(Conflict, match="not-claimed"):
        verb(make_case(), moderator)
    with pytest.raises(NotAllowed):
        verb(held(), make_person())
    chosen = held()
    review.propose(chosen, moderator, Choice("send_back", rule="QUAL-01"))
    with pytest.raises(Conflict, match="decided"):
        verb(chosen, moderator)


def test_a_question_holds_the_case_until_the_maker_answers(held, moderator):
    case = held()
    question = escalating.ask(case, moderator, text=ASKED)
    assert not review.queue(moderator).exists()
    assert escalating.open_question(case.video) == question
    assert review.case_to_watch(moderator, case.video) is None
    escalating.answer(question, case.video.owner, text=" Adikku. ")
    assert list(review.queue(moderator)) == [case]
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Adikku.", case.video.owner)
    assert escalating.open_question(case.video) is None


def test_a_question_that_nobody_answers_does_not_keep_the_case_for_ever(held, moderator):
    case = held()
    escalating.ask(case, moderator, text=ASKED)
    with time_machine.travel(clock.now() + timedelta(hours=in_force.desk().question_hours, seconds=1), tick=False):
        assert list(review.queue(moderator)) == [case]
        review.decide(review.claim(case, moderator), moderator, "send_back", rule="QUAL-01")
    with pytest.raises(Refused, match="question-closed"):
        escalating.answer(Question.objects.get(), case.video.owner, text="Adikku.")


def test_a_guardian_answers_for_a_child_and_a_stranger_for_nobody(held, moderator, family, make_person):
    guardian, child = family(age=14)
    case = held(owner=child, uploaded_by=child)
    question = escalating.ask(case, moderator, text=ASKED)
    for nobody in (make_person(), moderator):
        with pytest.raises(NotAllowed):
            escalating.answer(question, nobody, text="Aku.")
    assert escalating.answer(question, guardian, text="Kakaknya.").answered_by == guardian
    with pytest.raises(Refused, match="question-closed"):
        escalating.answer(question, child, text="Aku.")


def test_a_question_may_be_one_that_is_written_once_for_all(held, moderator):
    known = next(reply for reply in in_force.desk().replies if "ask" in reply.uses)
    other = next(reply for reply in in_force.desk().replies if "ask" not in reply.uses)
    question = escalating.ask(held(), moderator, reply=known.id)
    assert (question.text, question.reply) == ("", known.id)
    for wrong in (other.id, "nope"):
        with pytest.raises(Refused, match="reply-unknown"):
            escalating.ask(held(), moderator, reply=wrong)
    with pytest.raises(Refused, match="note-missing"):
        escalating.ask(held(), moderator)


def test_only_the_maker_of_a_video_in_review_is_asked(held, moderator):
    case = held()
    Case.objects.filter(pk=case.pk).update(kind=Case.Kind.REPORT)
    with pytest.raises(Refused, match="not-waiting"):
        escalating.ask(case, moderator, text=ASKED)


def test_a_withdrawn_video_asks_nothing_any_more(held, moderator):
    case = held()
    escalating.ask(case, moderator, text=ASKED)
    publishing.withdraw(Video.objects.get(), by=case.video.owner, because="asked")
    assert escalating.open_question(case.video) is None
