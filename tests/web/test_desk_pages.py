"""The desk's pages: what a moderator sees of a case, and that nothing typed is lost when it can't be carried out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panggung.core import clock
from panggung.people.models import Person
from panggung.safety import review, saved_queues
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, Proposal, Queue

pytestmark = pytest.mark.django_db
MOST_QUERIES = {"desk": 60, "desk_case": 100}


def read(client, name: str, *args, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status, answer
    return answer.content.decode()


def send(client, name: str, row, **typed) -> str:
    """Send a form of the desk that can't be carried out; the page that comes back."""
    answer = client.post(reverse(name, args=[row.pk]), typed)
    assert answer.status_code in (400, 409), answer
    assert Proposal.objects.filter(settled_at=None, undone_at=None).exclude(pk=row.pk).count() == 0
    return answer.content.decode()


def test_the_queue_goes_by_severity_then_reports_then_clock(at_desk, window):
    client, _ = window()
    now = clock.now()
    at_desk(title="Nanti", case={"due": now + timedelta(hours=9)})
    at_desk(title="Segera", case={"due": now + timedelta(hours=1)})
    at_desk(title="Berat", case={"severity": 2, "due": now + timedelta(hours=20)})
    at_desk(title="Dilaporkan", case={"reported": 2, "due": now + timedelta(hours=20)})
    html = read(client, "desk")
    assert re.findall(r"data-case[^>]*>.*?<b>(.*?)</b>", html, re.DOTALL) == ["Berat", "Dilaporkan", "Segera", "Nanti"]


def test_a_case_shows_video_rule_quote_and_second(at_desk, window):
    client, _ = window()
    quote = {"kind": "words", "text": "0812-••••-7890", "at_s": 7.5}
    case = at_desk(reasons=["PII-01", "GATE-02"], runs={"text.phone": [quote], "picture.faces": []})
    html = read(client, "desk_case", case.pk)
    assert 'href="/aturan/' in html
    assert "“0812-••••-7890”" in html
    assert 'data-jump="7.5"' in html
    assert "1 pemeriksaan lain tanpa temuan" in html
    assert re.search(r'<input[^>]*id="tirai" checked', html), "the veil is down"
    assert 'preload="none"' in html


def test_one_s_own_family_is_not_on_the_desk(at_desk, window, make_person):
    client, person = window()
    case = at_desk(title="Anakku", owner=person)
    assert "Anakku" not in read(client, "desk")
    read(client, "desk_case", case.pk, status=403)


def test_a_case_that_somebody_else_holds_leads_back_to_the_desk_with_the_reason(at_desk, window):
    first, _ = window()
    second, _ = window()
    case = at_desk()
    read(first, "desk_case", case.pk)
    answer = second.get(reverse("desk_case", args=[case.pk]), follow=True)
    assert answer.redirect_chain == [(f"{reverse('desk')}?kata=claimed", 302)]
    assert "Kasus ini sedang dipegang orang lain." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "box"),
    [
        (
            "desk_decide",
            {"outcome": "send_back", "rule": "PII-01", "reply": "own-work", "note": "x" * 301},
            "kirim-balik",
        ),
        ("desk_decide", {"outcome": "remove", "rule": "", "reply": "own-work", "note": "Lihat detik 3."}, "hapus"),
        ("desk_ask", {"outcome": "ask", "note": "Siapa ini?" * 40}, "tahan"),
        ("desk_escalate", {"outcome": "escalate", "note": "y" * 301}, "teruskan"),
    ],
)
def test_a_refused_choice_keeps_box_rule_answer_and_words(at_desk, window, name, typed, box):
    client, _ = window()
    case = at_desk(title="Menari di rumah")
    read(client, "desk_case", case.pk)
    html = send(client, name, case, **typed)
    assert 'role="alert"' in html
    assert "Menari di rumah" in html
    opened = re.search(rf'<details[^>]*id="{box}"[^>]*open>.*?</details>', html, re.DOTALL)
    assert opened, "the box that was typed in is closed"
    assert typed["note"] in opened[0]
    assert html.count(typed["note"]) == 1, "words stand in a box that they were not typed in"
    if typed.get("rule"):
        assert re.search(r'value="PII-01"[^>]*checked', opened[0])
    if typed.get("reply"):
        assert re.search(r'value="own-work"[^>]*selected', opened[0])


def test_a_refused_approval_keeps_band_topics_and_label(at_desk, window):
    client, _ = window()
    case = at_desk()
    read(client, "desk_case", case.pk)
    typed = {
        "outcome": "approve",
        "suitable_from": "10",
        "topics": ["art", "song", "dance", "story"],
        "educational": "1",
    }
    html = send(client, "desk_decide", case, **typed)
    assert "paling banyak tiga" in html
    assert re.search(r'<option value="10" selected', html)
    assert len(re.findall(r'name="topics"[^>]*checked', html)) == 4
    assert re.search(r"data-educational checked", html)


def test_a_choice_about_a_case_whose_claim_ran_out_keeps_the_words_and_takes_it_again(at_desk, window):
    client, person = window()
    case = at_desk()
    read(client, "desk_case", case.pk)
    Case.objects.update(claimed_until=clock.now() - timedelta(minutes=1))
    html = send(client, "desk_decide", case, outcome="remove", rule="QUAL-01", note="Gelap sekali.")
    assert "Kasus ini tidak lagi Anda pegang." in html
    assert "Gelap sekali." in html
    assert Case.objects.get().is_on_case(person)


def test_an_undo_that_comes_too_late_leads_to_the_desk_and_says_so(at_desk, window):
    client, person = window()
    review.decide(review.claim(at_desk(), person), person, "approve", suitable_from=3)
    late = client.post(reverse("desk_undo", args=[Proposal.objects.get().pk]), follow=True)
    assert "Kasus ini sudah diputuskan." in late.content.decode()
    assert Decision.objects.count() == 1


def test_a_page_that_came_back_refused_can_be_loaded_again(at_desk, window):
    client, _ = window()
    case = at_desk()
    for name in ("desk_decide", "desk_ask", "desk_escalate"):
        answer = client.get(reverse(name, args=[case.pk]))
        assert (answer.status_code, answer["Location"]) == (302, reverse("desk_case", args=[case.pk]))


def test_the_next_case_is_of_the_queue_that_was_worked_in(at_desk, window):
    client, person = window()
    queue = Queue.objects.create(name="Berat", search={"min_severity": 2}, roles=["moderator"])
    now, heavy, light = at_desk(case={"severity": 2}), at_desk(case={"severity": 2}), at_desk()
    assert light not in review.queue(person).filter(severity=2)
    page = read(client, "desk_case", now.pk, antrean=str(queue.pk))
    assert page.count(f'name="antrean" value="{queue.pk}"') == 5
    answer = client.post(
        reverse("desk_decide", args=[now.pk]), {"outcome": "approve", "suitable_from": "3", "antrean": str(queue.pk)}
    )
    assert answer["Location"] == f"{reverse('desk_case', args=[heavy.pk])}?antrean={queue.pk}"


def test_who_has_worked_long_enough_is_sent_to_rest_kindly_and_offered_no_case(at_desk, window):
    client, person = window()
    _worked(person, at_desk, minutes=50)
    waiting = at_desk(title="Menunggu")
    html = client.get(reverse("desk_case", args=[waiting.pk]), follow=True).content.decode()
    assert "Waktunya istirahat sampai" in html
    assert "Antreannya bisa menunggu." in html
    assert "Mulai dari yang pertama" not in html
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert "Mulai dari yang pertama" in read(client, "desk")


def _worked(person: Person, at_desk, *, minutes: int) -> None:
    """Choices of `person` every five minutes, the last one just now."""
    end = clock.now()
    for back in range(minutes, -1, -5):
        with time_machine.travel(end - timedelta(minutes=back), tick=False):
            review.propose(review.claim(at_desk(title="Dulu"), person), person, Choice("send_back", rule="QUAL-01"))


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_a_long_queue_costs_no_more_queries_than_a_short_one(at_desk, window, make_person, name):
    client, _ = window()
    saved_queues.ensure_defaults()
    case = at_desk(title="Pertama", sha256="a" * 64)
    args = [case.pk] if name == "desk_case" else []
    read(client, name, *args)
    counts = []
    for more in (1, 30):
        for _ in range(more):
            at_desk(owner=make_person(), sha256="a" * 64)
        with CaptureQueriesContext(connection) as queries:
            read(client, name, *args)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST_QUERIES[name]
