"""What a maker reads about a decision, how they ask for another person, and how they answer a question."""

import pytest
from django.test import Client
from django.urls import reverse

from panggung.core.models import AuditLine
from panggung.rules import in_force, rulebook
from panggung.safety import appeals, escalating, review
from panggung.safety.models import Appeal, Case, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.web.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(make_video):
    """`held(owner=…)`: a video at the desk with its case."""

    def make(**columns) -> Case:
        video = make_video(State.IN_REVIEW, title="Puisi hujan", suitable_from=None, **columns)
        Verdict.objects.create(
            video=video, edition=1, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
        )
        return Case.objects.create(video=video, edition=1, due=video.campaign.closes)

    return make


@pytest.fixture
def sent_back(held, make_person):
    """`sent_back(owner=…)`: a video that was sent back under a rule, with a ready answer and a note."""

    def make(outcome: str = "send_back", reply: str = "fix-words", **columns) -> Video:
        moderator = make_person(role="senior")
        case = review.claim(held(**columns), moderator)
        review.decide(case, moderator, outcome, rule="COPY-01", reply=reply, note="Lihat judulnya.")
        return Video.objects.get(pk=case.video_id)

    return make


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_my_videos_tell_rule_ready_answer_and_note_in_the_reader_s_language(sent_back, make_person, language):
    maker = make_person(login=True)
    video = sent_back(owner=maker)
    client = browser(maker, language=language)
    reply = in_force.desk().reply("fix-words")
    for address in (reverse("mine"), reverse("video_edit", args=[video.pk]), reverse("video_appeal", args=[video.pk])):
        html = page(client, address)
        assert in_force.book().rules["COPY-01"].child.of(language) in html.replace("&#x27;", "'")
        assert reply.text.of(language) in html
        assert "Lihat judulnya." in html
        assert "#COPY-01" in html


def test_a_maker_asks_for_another_person_and_reads_what_became_of_it(sent_back, make_person):
    maker = make_person(login=True)
    video, client = sent_back("remove", "own-work", owner=maker), browser(maker)
    address = reverse("video_appeal", args=[video.pk])
    assert f'href="{address}"' in page(client, reverse("mine"))
    assert client.post(address, {"words": "Ini karyaku sendiri."}).url == reverse("mine")
    html = page(client, reverse("mine"))
    assert "Sedang ditinjau orang lain." in html
    assert "Paling lambat" in html
    assert f'href="{address}"' not in html
    assert client.get(address).status_code == 409
    other = make_person(role="senior", alias="Kak Sari")
    case = review.claim(Case.objects.get(video=video, closed_at=None), other)
    review.decide(case, other, "approve", suitable_from=3, note="Maaf, kami keliru.")
    html = page(client, reverse("mine"))
    assert "Keputusannya diubah." in html
    assert "Maaf, kami keliru." in html
    assert "Kak Sari" not in html


def test_an_appeal_that_changes_nothing_says_why(sent_back, make_person):
    maker = make_person(login=True)
    video = sent_back(owner=maker)
    appeals.appeal(video, by=maker, words="Tolong lihat lagi.")
    client = browser(maker)
    assert "peninjauan ini selesai" in page(client, reverse("mine"))
    other = make_person(role="senior")
    case = review.claim(Case.objects.get(video=video, closed_at=None), other)
    review.decide(case, other, "send_back", rule="BULLY-01", note="Ada nama temanmu.")
    html = page(client, reverse("mine"))
    assert "Keputusannya tetap." in html
    assert "#BULLY-01" in html
    assert "Ada nama temanmu." in html


@pytest.mark.parametrize("words", ["", "   ", "x" * 601])
def test_what_was_typed_stays_when_an_appeal_can_not_be_sent(sent_back, make_person, words):
    maker = make_person(login=True)
    video = sent_back(owner=maker)
    answer = browser(maker).post(reverse("video_appeal", args=[video.pk]), {"words": words})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Appeal.objects.exists()


def test_a_child_on_a_handed_over_device_and_the_guardian_may_both_appeal(sent_back, family):
    guardian, child = family()
    video = sent_back(owner=child, uploaded_by=guardian)
    address = reverse("video_appeal", args=[video.pk])
    assert "Minta ditinjau orang lain" in page(browser(guardian, child=child), address)
    assert browser(guardian).post(address, {"words": "Anak saya membuatnya sendiri."}).status_code == 302
    assert Appeal.objects.get().by == guardian


def test_an_appeal_of_somebody_else_s_video_is_not_found(sent_back, make_person):
    video = sent_back()
    client = browser(make_person(login=True))
    for method in ("get", "post"):
        assert getattr(client, method)(reverse("video_appeal", args=[video.pk])).status_code == 404


def asked(held, make_person, owner, **choice):
    moderator = make_person(role="moderator")
    return escalating.ask(review.claim(held(owner=owner), moderator), moderator, **choice)


def test_a_question_of_the_desk_is_read_and_answered(held, make_person):
    maker = make_person(login=True)
    question = asked(held, make_person, maker, reply="ask-own", text="Terutama lagunya.")
    client, address = browser(maker, language="en"), reverse("question_answer", args=[question.pk])
    for there in (reverse("mine"), address):
        html = page(client, there)
        assert in_force.desk().reply("ask-own").text.en in html
        assert "Terutama lagunya." in html
    assert client.post(address, {"words": ""}).status_code == 400
    assert client.post(address, {"words": "Ya, buatanku."}).url == reverse("mine")
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Ya, buatanku.", maker)
    assert client.get(address).status_code == 409
    assert f'href="{address}"' not in page(client, reverse("mine"))
    assert AuditLine.objects.filter(kind="case.answered").count() == 1


def test_only_the_maker_and_the_guardian_find_a_question(held, make_person, family):
    guardian, child = family()
    question = asked(held, make_person, child, reply="ask-own")
    address = reverse("question_answer", args=[question.pk])
    assert browser(make_person(login=True)).get(address).status_code == 404
    assert browser(family()[0]).post(address, {"words": "Ya."}).status_code == 404
    assert browser(guardian).post(address, {"words": "Ya, bersama kakaknya."}).status_code == 302
