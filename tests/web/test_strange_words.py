"""Words that are hard to read or to show are kept as they were written, and every page that shows them stays whole."""

import html

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from panggung.core import ids
from panggung.core.errors import Refused
from panggung.rules import rulebook
from panggung.safety import appeals, escalating, reports, review, staff_words
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.chaos.conftest import signed_in
from tests.signals.strange import MOST, STRANGE

pytestmark = pytest.mark.django_db
WORDS = STRANGE | {
    "markup": '<script>alert(1)</script><b onclick="x">"&amp;{{ 7|add:7 }}{% csrf_token %}',
    "lines": "satu\r\ndua\u2028tiga\u2029\x0b\x1b[31m",
}

SAYING = {what: text for what, text in WORDS.items() if text.strip()}


@pytest.fixture
def senior(make_person):
    person = make_person(role="senior", login=True)
    TOTP.activate(person.user, "PANGGUNGDEMOPANGGUNGDEMO")  # pragma: allowlist secret
    return person


@pytest.fixture
def at_desk(make_video, make_person):
    """`at_desk(title=…)`: a video in review with its case; its maker can sign in."""

    def make(state: str = State.IN_REVIEW, **columns) -> Case:
        video = make_video(state, owner=make_person(login=True), **columns)
        Verdict.objects.create(
            video=video, edition=1, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
        )
        return Case(video=video, edition=1, due=video.campaign.closes)

    return make


def shown(person, address: str, text: str) -> None:
    """The page is there, and what was written stands on it escaped, whole, and never as markup."""
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert " ".join(html.escape(text.strip()).split()) in " ".join(page.split()), address
    assert "<script>alert" not in page


@pytest.mark.parametrize("what", WORDS)
def test_title_and_caption_are_shown_as_they_are_to_the_desk_and_to_the_maker(at_desk, senior, what):
    text = WORDS[what]
    case = at_desk(title=text[:80], caption=text, suitable_from=None)
    case.save()
    review.claim(case, senior)
    shown(senior, f"/meja/{ids.short(case.pk)}/", text)
    shown(case.video.owner, "/video-saya/", text[:80])


def _leads_elsewhere(text: str) -> bool:
    """Whether staff may not write this to a maker."""
    try:
        staff_words.check(text[:MOST])
    except Refused:
        return True
    return False


@pytest.mark.parametrize("what", SAYING)
def test_a_note_a_question_and_its_answer_are_kept_and_shown(at_desk, senior, what):
    text, case = WORDS[what], at_desk(suitable_from=None)
    case.save()
    if _leads_elsewhere(text):
        with pytest.raises(Refused, match="words-contact"):
            escalating.ask(review.claim(case, senior), senior, text=text[:MOST])
        return
    question = escalating.ask(review.claim(case, senior), senior, text=text[:MOST])
    shown(case.video.owner, "/video-saya/", text)
    escalating.answer(question, case.video.owner, text=text[:MOST])
    question.refresh_from_db()
    assert (question.text, question.answer) == (text.strip(), text.strip())
    shown(senior, f"/meja/{ids.short(case.pk)}/", text)
    review.decide(review.claim(case, senior), senior, "send_back", rule="QUAL-01", note=text[:MOST])
    assert Video.objects.get(pk=case.video_id).note == text
    shown(case.video.owner, "/video-saya/", text)


@pytest.mark.parametrize("what", SAYING)
def test_what_reporters_and_makers_write_is_kept_and_shown_to_who_decides(at_desk, senior, make_person, what):
    text, case = WORDS[what], at_desk(State.PUBLISHED)
    report, _ = reports.report(case.video, by=make_person(), rule="BULLY-01", words=text)
    assert report.words == text.strip()
    review.claim(report.case, senior)
    shown(senior, f"/meja/{ids.short(report.case.pk)}/", text)
    first = make_person(role="senior")
    Case.objects.filter(pk=report.case_id).update(claimed_until=None, claimed_by=None)
    review.decide(review.claim(report.case, first), first, "send_back", rule="QUAL-01")
    appeal = appeals.appeal(Video.objects.get(pk=case.video_id), by=case.video.owner, words=text)
    assert appeal.words == text.strip()
    review.claim(appeal.case, senior)
    shown(senior, f"/meja/{ids.short(appeal.case.pk)}/", text)


def test_blanks_of_every_kind_are_no_words(at_desk, senior):
    case = at_desk(suitable_from=None)
    case.save()
    with pytest.raises(Refused, match="note-missing"):
        escalating.ask(review.claim(case, senior), senior, text=STRANGE["blanks"])


def test_a_megabyte_is_refused_wherever_somebody_writes(at_desk, senior, make_person):
    much, case = "a" * 1_000_000, at_desk(suitable_from=None)
    case.save()
    case = review.claim(case, senior)
    with pytest.raises(Refused, match="note-too-long"):
        review.propose(case, senior, Choice("send_back", rule="QUAL-01", note=much))
    with pytest.raises(Refused, match="report-too-long"):
        reports.report(at_desk(State.PUBLISHED).video, by=make_person(), rule="BULLY-01", words=much)
    with pytest.raises(Refused, match="note-too-long"):
        escalating.ask(case, senior, text=much)
    with pytest.raises(Refused, match="note-too-long"):
        escalating.escalate(case, senior, note=much)
    review.decide(case, senior, "send_back", rule="QUAL-01")
    with pytest.raises(Refused, match="appeal-words-too-long"):
        appeals.appeal(Video.objects.get(pk=case.video_id), by=case.video.owner, words=much)
