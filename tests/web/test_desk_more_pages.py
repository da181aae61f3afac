"""The desk's other pages: the second person, copies, golden cases, quality, queues, seals, models, calibration."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from panggung.core import clock
from panggung.safety import golden, review, second_eyes
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, Golden, GoldenAnswer, Proposal
from panggung.stage.models import Video

pytestmark = pytest.mark.django_db
SENIOR_PAGES = ("desk_quality", "desk_queues", "desk_sealed", "desk_models", "desk_calibration", "desk_rules")


def read(client, name: str, *args, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, answer
    return answer.content.decode()


@pytest.fixture
def proposed(at_desk, window):
    """A severe removal that waits for a second person; who chose it is called Kemuning."""
    _, first = window()
    type(first).objects.filter(pk=first.pk).update(alias="Kemuning")
    case = review.claim(at_desk(title="Bukan untuk anak"), first)
    return review.propose(case, first, Choice("remove", rule="NUD-01", note="Lihat detik 3."))


def test_the_second_person_sees_the_proposal_but_not_whose_it_is(proposed, window):
    client, _ = window()
    assert reverse("desk_second", args=[proposed.pk]) in read(client, "desk")
    html = read(client, "desk_second", proposed.pk)
    assert "NUD-01" in html
    assert "Lihat detik 3." in html
    assert "Kemuning" not in html
    assert str(proposed.by_id) not in html


def test_the_first_person_is_not_offered_their_own_proposal(proposed, window):
    client, person = window()
    Proposal.objects.update(by=person)
    assert "Bukan untuk anak" not in read(client, "desk")
    read(client, "desk_second", proposed.pk, status=403)


def test_the_second_person_s_yes_takes_the_video_away(proposed, window):
    client, person = window()
    read(client, "desk_second", proposed.pk)
    client.post(reverse("desk_agree", args=[proposed.pk]))
    assert Decision.objects.get().second == person
    assert Video.objects.get().state == "removed"


def test_the_second_person_s_no_without_a_word_stays_on_the_page(proposed, window):
    client, _ = window()
    read(client, "desk_second", proposed.pk)
    answer = client.post(reverse("desk_disagree", args=[proposed.pk]), {"outcome": "disagree", "note": " "})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Belum ada yang ditulis." in html
    assert re.search(r'<details[^>]*id="beda"[^>]*open', html)
    assert Proposal.objects.get().undone_at is None


def test_exact_copies_are_offered_and_decided_together(at_desk, window):
    client, _ = window()
    case, twin, other = (at_desk(sha256=name * 64) for name in "aab")
    html = read(client, "desk_case", case.pk)
    assert "Putuskan sekalian 1 salinan yang persis sama" in html
    client.post(reverse("desk_decide", args=[case.pk]), {"outcome": "send_back", "rule": "QUAL-01", "copies": "1"})
    assert set(Proposal.objects.values_list("case", flat=True)) == {case.pk, twin.pk}
    assert "salinan yang persis" not in read(client, "desk_case", other.pk)


def test_without_a_copy_no_copies_are_offered(at_desk, window):
    client, _ = window()
    assert 'name="copies"' not in read(client, "desk_case", at_desk(sha256="c" * 64).pk)


def test_a_golden_case_looks_in_every_letter_like_any_other(at_desk, window):
    client, person = window()
    _, senior = window("senior")
    case = review.claim(at_desk(), senior)
    review.decide(case, senior, "approve", suitable_from=3)
    made = golden.mark(case, by=senior)
    Video.objects.update(state="in_review", published_at=None)
    due = clock.now() + timedelta(hours=20)

    put = Case.objects.create(video=made.video, edition=1, kind="golden", for_person=person, due=due)
    GoldenAnswer.objects.create(case=put, golden=made, person=person)
    shown = [plain(read(client, "desk"), put), plain(read(client, "desk_case", put.pk), put)]
    GoldenAnswer.objects.all().delete()
    put.delete()
    Golden.objects.update(ended_at=clock.now())

    Case.objects.update(closed_at=clock.now(), edition=2)
    Decision.objects.update(case=case)
    like = Case.objects.create(video=made.video, edition=1, due=due)
    assert shown == [plain(read(client, "desk"), like), plain(read(client, "desk_case", like.pk), like)]
    assert like.video.title in shown[0]


def plain(html: str, case: Case) -> str:
    """A page without what differs from one case, and one answer, to the next."""
    for told, put in ((reverse("desk_case", args=[case.pk]), "/meja/X/"), (r"/m/[^/]+/", "/m/X/")):
        html = re.sub(told, put, html)
    return re.sub(r'(csrfmiddlewaretoken" value|data-csrf)="\w+"', "", html)


def test_everybody_reads_their_own_quality_and_only_a_senior_everybody_s(at_desk, window):
    client, person = window()
    elder, _ = window("senior")
    assert person.alias in read(client, "desk_quality")
    assert "Kasus uji</h2>" not in read(client, "desk_quality")
    whole = read(elder, "desk_quality")
    assert person.alias in whole
    assert "Kasus uji</h2>" in whole


def test_a_senior_marks_a_decision_as_golden_and_ends_it(at_desk, window):
    client, _ = window("senior")
    _, other = window()
    case = review.claim(at_desk(title="Jelas sekali"), other)
    review.decide(case, other, "approve", suitable_from=3)
    assert reverse("desk_golden", args=[case.pk]) in read(client, "desk_quality")
    client.post(reverse("desk_golden", args=[case.pk]))
    marked = Golden.objects.get()
    assert reverse("desk_golden_end", args=[marked.pk]) in read(client, "desk_quality")
    client.post(reverse("desk_golden_end", args=[marked.pk]))
    marked.refresh_from_db()
    assert marked.ended_at is not None


def test_a_queue_that_cannot_be_saved_keeps_what_was_typed(window):
    client, _ = window("senior")
    typed = {"name": "Berat", "min_severity": "2", "kinds": ["report"], "due_within_hours": "9999"}
    answer = client.post(reverse("desk_queue_save"), typed)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert 'value="Berat"' in html
    assert 'value="9999"' in html
    assert re.search(r'value="report" checked', html)
    assert re.search(r'<option value="2" selected', html)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", SENIOR_PAGES)
def test_a_senior_reads_every_page_of_the_desk(window, name, language):
    client, _ = window("senior", language=language)
    assert f'<html lang="{language}"' in read(client, name)


@pytest.mark.parametrize("name", ["desk_queues", "desk_sealed", "desk_rules"])
def test_pages_of_the_seniors_are_closed_to_others(window, name):
    client, _ = window()
    read(client, name, status=403)
    assert f'href="{reverse(name)}"' not in read(client, "desk")


def test_a_second_look_at_a_decided_case_leads_back_to_the_desk(proposed, window):
    client, _ = window()
    _, other = window()
    second_eyes.look(proposed, other)
    second_eyes.agree(proposed, other)
    answer = client.get(reverse("desk_second", args=[proposed.pk]), follow=True)
    assert "Kasus ini sudah diputuskan." in answer.content.decode()
