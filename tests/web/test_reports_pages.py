"""Reporting from a phone: two taps, with or without an account, and the outcome in plain words."""

import logging
import re

import pytest
from django.conf import settings
from django.urls import reverse

from panggung.rules import in_force, rulebook
from panggung.safety import reports, review
from panggung.safety.models import Case, Report, Verdict
from panggung.web import report_rows, words_voices
from panggung.web.logs import WithoutLinks
from tests.web.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(make_video):
    found = make_video(title="Lompat tali")
    Verdict.objects.create(
        video=found, edition=1, action="suitable", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )
    return found


def html(answer) -> str:
    return answer.content.decode()


def decide(video, moderator, outcome: str = "approve", **choice) -> None:
    case = review.claim(Case.objects.get(video=video, closed_at=None), moderator)
    review.decide(case, moderator, outcome, **({"suitable_from": 3} | choice))


def test_the_video_s_page_leads_to_the_report_without_a_script_but_not_its_maker(make_video, make_person):
    maker = make_person(login=True)
    video = make_video(owner=maker)
    address, report = reverse("video", args=[video.pk]), reverse("video_report", args=[video.pk])
    page = re.sub(r'<div class="side needs-js">.*?</div>', "", html(browser().get(address)), flags=re.DOTALL)
    assert f'href="{report}"' in page
    assert f'href="{report}"' not in html(browser(maker).get(address))
    assert browser(maker).get(report).status_code == 409


def test_every_category_is_a_rule_in_a_child_s_words_and_few_stand_first(video):
    page = html(browser().get(reverse("video_report", args=[video.pk])))
    offered = re.findall(r'name="rule" value="([A-Z]+-\d\d)"', page)
    assert offered == list(words_voices.CATEGORY)
    assert sorted(offered) == [rule.id for rule in in_force.book().by_hand()]
    at_once = page[: page.index("<details")]
    assert at_once.count('name="rule"') == words_voices.FIRST
    assert " checked" not in page


def test_an_operator_s_own_rule_is_offered_under_its_title():
    assert report_rows.category("TIME-01") == in_force.book().rules["TIME-01"].title.id


def test_somebody_without_an_account_reports_and_reads_the_outcome_by_the_link(video, make_person):
    client = browser()
    answer = client.post(reverse("video_report", args=[video.pk]), {"rule": "BULLY-01", "words": "Di detik 3."})
    assert answer.status_code == 302
    link = answer.url
    page = html(client.get(link))
    assert f'value="{settings.BASE_URL}{link}"' in page
    assert "Laporan sudah kami terima." in page
    assert "Paling lambat" in page
    assert 'content="noindex"' in page
    decide(video, make_person(role="moderator", alias="Kak Sari"), "send_back", rule="BULLY-01")
    page = html(browser().get(link))
    assert "tidak tampil sampai diperbaiki" in page
    assert in_force.book().rules["BULLY-01"].title.id in page
    assert "Kak Sari" not in page
    assert "Lompat tali" not in page  # it isn't on stage any more
    assert Report.objects.get().by is None


def test_the_outcome_says_that_somebody_looks_and_that_the_video_stays(video, make_person):
    _, secret = reports.report(video, by=None, rule="BULLY-01")
    moderator = make_person(role="moderator")
    review.claim(Case.objects.get(video=video), moderator)
    link = reverse("report_outcome", args=[secret])
    assert "sedang dilihat seseorang" in html(browser().get(link))
    decide(video, moderator)
    assert "tidak melanggar aturan" in html(browser().get(link))


@pytest.mark.parametrize("sent", [{}, {"rule": "TIME-01"}, {"rule": "BULLY-01", "words": "x" * 301}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(video, sent):
    answer = browser().post(reverse("video_report", args=[video.pk]), {"words": "Cerita saya"} | sent)
    assert answer.status_code == 400
    page = html(answer)
    assert sent.get("words", "Cerita saya") in page
    assert ('value="BULLY-01" checked' in page) == (sent.get("rule") == "BULLY-01")
    assert not Report.objects.exists()


def test_a_child_is_told_of_grown_ups_who_help_and_the_box_is_empty(video, family):
    guardian, child = family()
    client = browser(guardian, child=child)
    page = html(client.get(reverse("video_report", args=[video.pk])))
    assert "orang dewasa yang kamu percaya" in page
    assert re.search(r'<input type="checkbox" id="id_tell_guardian" name="tell_guardian">', page)
    assert 'href="tel:129"' in page
    answer = client.post(reverse("video_report", args=[video.pk]), {"rule": "SELF-02", "tell_guardian": "on"})
    page = html(client.get(answer.url))
    assert 'href="tel:129"' in page
    assert 'href="tel:112"' in page
    assert "orang dewasa yang kamu percaya" in page


def test_a_guardian_reads_what_the_child_wished_to_tell_and_not_its_words(video, family):
    guardian, child = family()
    family_page = reverse("family")
    reports.report(video, by=child, rule="BULLY-01", words="Rahasiaku", tell_guardian=False)
    assert "melaporkan sebuah video" not in html(browser(guardian).get(family_page))
    reports.report(video, by=child, rule="BULLY-01", words="Rahasiaku", tell_guardian=True)
    page = html(browser(guardian).get(family_page))
    assert "Anak Anda melaporkan sebuah video" in page
    assert str(words_voices.CATEGORY["BULLY-01"]) in page
    assert "Rahasiaku" not in page


def test_everybody_has_a_list_of_their_own_reports_alone(video, make_person):
    one, other = make_person(login=True), make_person(login=True)
    client = browser(one)
    client.post(reverse("video_report", args=[video.pk]), {"rule": "BULLY-01"})
    answer = client.post(reverse("video_report", args=[video.pk]), {"rule": "ABUSE-01"})
    assert answer.url == reverse("reports_mine")
    page = html(client.get(answer.url))
    assert str(words_voices.CATEGORY["ABUSE-01"]) in page
    assert str(words_voices.CATEGORY["BULLY-01"]) not in page
    assert "Lompat tali" in page
    assert "Belum ada laporan" in html(browser(other).get(reverse("reports_mine")))


def test_a_video_that_one_may_not_watch_can_not_be_reported_and_a_guessed_link_finds_nothing(make_video):
    hidden = make_video(suitable_from=18)
    for method in ("get", "post"):
        assert getattr(browser(), method)(reverse("video_report", args=[hidden.pk])).status_code == 404
    for code in ("x", "a:b:c", "%00", "9" * 400):
        assert browser().get(f"/laporan/{code}/").status_code == 404


def test_the_link_of_a_report_stays_out_of_logs():
    record = logging.LogRecord("django", logging.ERROR, "", 0, "Internal Server Error: %s", ("/laporan/geheim/",), None)
    WithoutLinks().filter(record)
    assert record.getMessage() == "Internal Server Error: /laporan/…/"
