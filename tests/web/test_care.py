"""Who may need help reads where it is, as long as nobody has seen that all is well."""

import pytest
from django.urls import reverse
from django.utils import translation

from panggung.rules import rulebook
from panggung.safety import review
from panggung.safety.models import Case, Verdict
from panggung.stage.states import State
from panggung.web import appeal_rows
from tests.web.browsing import browser

pytestmark = pytest.mark.django_db

HELP = 'href="tel:129"'
WORDS = "Butuh bantuan sekarang? Kamu tidak sendirian."


@pytest.fixture
def told(make_video):
    """`told(rule, owner=…)`: a video at the desk about which a rule speaks."""

    def make(rule: str, **columns) -> Case:
        video = make_video(State.IN_REVIEW, suitable_from=None, **columns)
        Verdict.objects.create(
            video=video, edition=1, action="block", reasons=[rule], rulebook=rulebook.shipped().version
        )
        return Case.objects.create(video=video, edition=1, due=video.campaign.closes)

    return make


def shows_help(person, address: str, language: str = "id") -> bool:
    answer = browser(person, language=language).get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    if HELP in html:
        assert 'href="tel:112"' in html
        with translation.override(language):
            assert translation.gettext(WORDS) in html
    return HELP in html


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("rule", ["SELF-01", "SELF-02"])
def test_the_maker_reads_where_help_is_and_the_guardian_once_a_person_has_decided(told, family, rule, language):
    guardian, child = family(age=14, login=True)
    video = told(rule, owner=child).video
    pages = (reverse("mine"), reverse("video", args=[video.pk]))
    assert all(shows_help(child, page, language) for page in pages)
    assert not any(shows_help(guardian, page, language) for page in pages)
    type(video).objects.filter(pk=video.pk).update(state=State.SENT_BACK)
    assert all(shows_help(guardian, page, language) for page in pages)


def test_no_other_rule_and_no_other_person_is_told(told, make_person):
    maker, judge = make_person(login=True), make_person(role="moderator")
    case = told("PII-01", owner=maker)
    assert not shows_help(maker, reverse("mine"))
    assert not shows_help(maker, reverse("video", args=[case.video_id]))
    grave = told("SELF-02", owner=make_person())
    review.claim(grave, judge)
    assert appeal_rows.care(grave.video, grave.video.owner)
    assert not appeal_rows.care(grave.video, judge)
    assert not appeal_rows.care(grave.video, None)


def test_the_words_of_help_go_when_a_person_saw_that_all_is_well(told, make_person):
    maker, judge = make_person(login=True), make_person(role="senior")
    case = told("SELF-02", owner=maker)
    review.decide(review.claim(case, judge), judge, "send_back", rule="SELF-02")
    assert shows_help(maker, reverse("mine"))
    well = told("SELF-02", owner=make_person(login=True))
    review.decide(review.claim(well, judge), judge, "approve", suitable_from=3)
    assert not shows_help(well.video.owner, reverse("mine"))
    assert not shows_help(well.video.owner, reverse("video", args=[well.video_id]))
