"""What "My videos" adds to a video that was decided against or asked about: help, the question, the appeal."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from panggung.core import clock
from panggung.people import access
from panggung.people.models import Person
from panggung.safety import appeals, escalating, following
from panggung.safety.models import Appeal, Question
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import reasons
from panggung.web.words_voices import APPEAL

_AGAINST = (State.SENT_BACK, State.REMOVED)
_NEWS = timedelta(days=14)  # for so long a video that is on stage again tells of its appeal


def told(video: Video, viewer: Person) -> dict[str, Any]:
    """`care`, `question`, `appeal` and `appeal_url`, each empty where there is none."""
    asked = escalating.open_question(video) if video.state == State.IN_REVIEW else None
    heard = _heard(video)
    offered = heard is None and video.state in _AGAINST and appeals.may_appeal(viewer, video)
    return {
        "care": care(video, viewer),
        "question": question(asked, viewer) if asked else None,
        "appeal": _appeal(heard, viewer) if heard and heard.outcome in APPEAL else None,
        "appeal_url": reverse("video_appeal", args=[video.pk]) if offered else "",
    }


def care(video: Video, viewer: Person | None) -> bool:
    """Whether `viewer`, who made the video or guards its maker, is told where help is.

    A guardian only once a person has decided: a child may have told of a home that frightens them.
    """
    if video.state == State.PUBLISHED or not access.may(viewer, "video.withdraw", video):
        return False
    is_maker = viewer is not None and viewer.pk == video.owner_id
    return following.needs_care(video) and (is_maker or video.state in _AGAINST)


def _heard(video: Video) -> Appeal | None:
    if video.state in _AGAINST:
        return appeals.newest(video)
    fresh = video.published_at is not None and video.published_at > clock.now() - _NEWS
    return appeals.newest(video) if video.state == State.PUBLISHED and fresh else None


def question(asked: Question, viewer: Person) -> dict[str, Any]:
    """What the desk asks, in the reader's language; `url` where `viewer` may answer."""
    may = access.may(viewer, "question.answer", asked.case.video)
    return {
        "text": reasons.reply(asked.reply) or asked.text,
        "more": asked.text if asked.reply else "",
        "until": asked.case.waits_until,
        "url": reverse("question_answer", args=[asked.pk]) if may else "",
    }


def _appeal(appeal: Appeal, viewer: Person) -> dict[str, Any]:
    decision = getattr(appeal.case, "decision", None)
    is_open = appeal.outcome == Appeal.Outcome.OPEN
    because = {"rule": decision.rule, "rulebook": decision.rulebook} if decision else {}
    return {
        "words": APPEAL[appeal.outcome],
        "due": appeal.case.due if is_open else None,
        "late": is_open and appeal.case.due < clock.now(),
        "ends_with_edit": is_open and appeal.case.video.state == State.SENT_BACK,
        "reply": reasons.reply(decision.reply) if decision else "",
        "answer": appeal.answer,
        "because": reasons.words(because, viewer) if appeal.outcome == Appeal.Outcome.STANDS else None,
    }
