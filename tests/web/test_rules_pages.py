"""/aturan/: anybody reads what is enforced, in their words, and finds the rule behind a decision."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from panggung.core import clock
from panggung.rules import in_force
from panggung.rules.load import SHIPPED
from panggung.rules.rulebook import Rulebook, shipped
from panggung.safety import rejudging, review, versions
from panggung.safety.models import Case, Verdict
from panggung.stage.states import State
from panggung.web import reasons, words_rules
from tests.web.browsing import browser

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<article[^>]* id="([A-Z]+-\d\d)"[^>]*?( hidden)?>')


@pytest.fixture(autouse=True)
def kept():
    versions.keep(shipped())


def page(address: str, *, language: str = "id") -> str:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def shown(html: str) -> set[str]:
    return {rule for rule, hidden in HIDDEN.findall(html) if not hidden}


def test_every_rule_stands_there_with_its_anchor_text_and_source():
    html = page("/aturan/")
    assert shown(html) == set(shipped().rules)
    rule = shipped().rules["POL-01"]
    assert rule.title.id in html
    assert "UU 23/2002 Pasal 15" in html
    assert "dari ringkasan, pasalnya belum dibaca" in html
    assert shipped().version in html


def test_the_children_s_page_says_the_same_rules_in_their_words_and_one_step_larger():
    html = page("/aturan/anak/")
    assert shown(html) == set(shipped().rules)
    assert 'class="child"' in html
    assert "Hapus nomor teleponmu dulu, ya" in html
    assert shipped().rules["PII-01"].text.id not in html
    assert html.count('class="puppet"') == len(shipped().families)


def test_both_pages_speak_english():
    assert "Phone number" in page("/aturan/", language="en")
    assert "take your phone number out first" in page("/aturan/anak/", language="en")


@pytest.mark.parametrize(
    ("address", "wanted", "found"),
    [
        ("/aturan/", "pii-01", {"PII-01"}),
        ("/aturan/", "TELEPON nomor", {"PII-01"}),
        ("/aturan/anak/", "teleponmu", {"PII-01"}),
        ("/aturan/", "", set(shipped().rules)),
        ("/aturan/", "tidak-ada-kata-ini", set()),
        ("/aturan/", "<script>", set()),
    ],
)
def test_the_search_works_without_a_script(address, wanted, found):
    html = Client().get(address, {"cari": wanted}).content.decode()
    assert shown(html) == found
    assert "<script>" not in html
    assert f"{len(found)} aturan" in html


def test_the_page_claims_no_more_than_holds():
    html = page("/aturan/")
    told = dict(re.findall(r'id="([A-Z]+-\d\d)" aria-labelledby.*?Dijaga oleh</dt><dd>(.*?)</dd>', html, flags=re.S))
    for rule in shipped().rules.values():
        later = str(words_rules.NOT_YET) if rule.enforced == ["later"] else str(words_rules.IN_PART)
        assert (later in told[rule.id]) == ("later" in rule.enforced), rule.id
    assert "ya, satu kali oleh orang lain<" in html
    assert "ya, satu kali oleh orang lain; menyusul" not in html


def test_an_overlay_is_what_the_public_reads(tmp_path):
    (tmp_path / "tiers.yaml").write_text("tiers: []")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 3}]")
    in_force.use(tmp_path)
    try:
        assert "dalam 3 jam" in page("/aturan/")
    finally:
        in_force.use(None)


def test_the_history_lists_what_changed_and_an_old_text_stays_readable(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 3}]")
    stricter = Rulebook(SHIPPED, tmp_path)
    versions.keep(stricter)
    listed = page("/aturan/versi/")
    assert listed.index(stricter.version) < listed.index(shipped().version)
    assert f"/aturan/versi/{stricter.version}/#PII-01" in listed
    assert "dalam 3 jam" in page(f"/aturan/versi/{stricter.version}/")
    assert "dalam 3 jam" not in page(f"/aturan/versi/{shipped().version}/")


@pytest.mark.parametrize("version", ["0" * 12, "x", "%00", "A" * 12, "9" * 400])
def test_a_version_that_never_was_is_not_found(version):
    assert Client().get(f"/aturan/versi/{version}/").status_code == 404


def test_every_page_leads_to_the_rules():
    assert f'href="{reverse("rules")}"' in page("/arti-angka/")


def test_a_reason_leads_a_child_to_the_children_s_page_and_an_adult_to_the_rule(make_video, make_person):
    told = [{"rule": "PII-01", "code": "by-person", "rulebook": shipped().version}]
    for age, goal in ((15, "/aturan/anak/#PII-01"), (30, "/aturan/#PII-01")):
        person = make_person(age, login=True)
        make_video(State.SENT_BACK, owner=person, reasons=told)
        assert f'href="{goal}"' in browser(person).get("/video-saya/").content.decode()


def test_a_decision_of_long_ago_leads_to_the_text_that_it_stood_on():
    assert reasons.url("PII-01", version="0123456789ab") == "/aturan/versi/0123456789ab/#PII-01"
    assert reasons.words({"rule": "PII-01", "rulebook": shipped().version})["url"] == "/aturan/#PII-01"
    assert reasons.words({"code": "pin-wrong"})["url"] == ""


def test_the_desk_s_case_leads_to_the_rule_and_to_the_version_of_its_verdict(make_video, window):
    video = make_video(State.IN_REVIEW, suitable_from=None)
    Verdict.objects.create(video=video, edition=1, action="hold", reasons=["PII-01"], rulebook=shipped().version)
    case = Case.objects.create(video=video, edition=1, due=clock.now() + timedelta(days=1))
    client, _ = window("moderator")
    html = client.get(reverse("desk_case", args=[case.pk])).content.decode()
    assert 'href="/aturan/#PII-01"' in html
    assert f'href="/aturan/versi/{shipped().version}/"' in html


def test_a_senior_sees_what_would_be_judged_otherwise_and_sends_it_back(make_video, make_person, window):
    video = make_video(title="Menari")
    Verdict.objects.create(
        video=video, edition=1, action="hold", rulebook="0" * 12, compared_with=shipped().version, differs=["PII-01"]
    )
    client, _ = window("senior")
    assert reverse("desk_rules") in client.get(reverse("desk")).content.decode()
    assert "Menari" in client.get(reverse("desk_rules")).content.decode()
    assert client.post(reverse("desk_rules_look_again", args=[video.pk])).status_code == 302
    video.refresh_from_db()
    assert video.state == State.HELD
    rejudging.rejudge()
    assert video.pk in {case.video_id for case in review.queue(make_person(role="moderator"))}
