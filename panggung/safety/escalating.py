"""Passing a case up to a senior moderator, and asking the maker of a held video something."""

from datetime import datetime, timedelta

from django.db import transaction

from panggung.core import audit, clock
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import claiming, staff_words, written
from panggung.safety.models import Case, Question
from panggung.stage.models import Video
from panggung.stage.states import State

MOST_QUESTIONS = 2


@transaction.atomic
def escalate(case: Case, person: Person, *, note: str) -> Case:
    """Give a case that one holds to the seniors, with what they should know; nobody else sees it from then on.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Conflict: `not-claimed` or `decided`.
        Refused: `note-missing`, `note-too-long`, `bad-request`.
    """
    case = claiming.held(case, person)
    note = written.trimmed(note, missing="note-missing")
    Case.objects.filter(pk=case.pk).update(
        escalated_at=clock.now(), escalation=note, claimed_by=None, claimed_until=None, waits_until=None,
        closed_at=_golden_end(case),
    )  # fmt: skip
    audit.write("case.escalated", subject=case, by=person)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def ask(case: Case, person: Person, *, text: str = "", reply: str = "") -> Question:
    """Hold a case with a question to the maker; it comes back with the answer, or when the time to answer is over.

    Raises: as `escalate`; also Refused `reply-unknown`, and `not-waiting` for a case that is no entry.
    """
    case = claiming.held(case, person)
    if case.kind not in (Case.Kind.ENTRY, Case.Kind.COPY, Case.Kind.GOLDEN):
        raise Refused("not-waiting", status=409)
    if case.questions.count() >= MOST_QUESTIONS:
        raise Refused("questions-enough", status=409)
    if reply:
        known = in_force.desk().reply(reply)
        if known is None or "ask" not in known.uses:
            raise Refused("reply-unknown")
    text = written.trimmed(text, missing="" if reply else "note-missing")
    staff_words.check(text)
    question = Question.objects.create(case=case, text=text, reply=reply, by=person)
    # A question stops no clock: when the case is due, somebody decides without an answer.
    least, most = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=in_force.desk().question_hours)
    until = min(most, max(case.due, least))
    Case.objects.filter(pk=case.pk).update(
        waits_until=until, claimed_by=None, claimed_until=None, closed_at=_golden_end(case)
    )
    audit.write("case.asked", subject=case, by=person)
    return question


@transaction.atomic
def answer(question: Question, person: Person, *, text: str) -> Question:
    """The maker (or a guardian for a child) answers; the case is back in the queue.

    Raises:
        NotAllowed: not the maker's and not their guardian's.
        Refused: `question-closed` (answered, or the case is decided), `note-missing`, `note-too-long`, `bad-request`.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("case__video").get(pk=question.pk)
    access.require(person, "question.answer", question.case.video)
    if question.answered_at is not None or question.case.closed_at is not None:
        raise Refused("question-closed", status=409)
    question.answer = written.trimmed(text, missing="note-missing")
    question.answered_by, question.answered_at = person, clock.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    Case.objects.filter(pk=question.case_id).update(waits_until=None)
    audit.write("case.answered", subject=question.case, by=person)
    return question


def open_question(video: Video) -> Question | None:
    """What the maker of a video is asked right now."""
    asked = Question.objects.filter(case__video=video, case__closed_at=None, answered_at=None)
    return asked.filter(case__video__state=State.IN_REVIEW).order_by("-at").first()


def _golden_end(case: Case) -> datetime | None:
    """A golden case that isn't answered is over: no senior and no maker has to do with it."""
    return clock.now() if case.kind == Case.Kind.GOLDEN else None
