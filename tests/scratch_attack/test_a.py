"""Attacks: each test passes when the ATTACK works."""
import hashlib
from datetime import timedelta
import pytest, time_machine
from django.test import Client
from django.urls import reverse
from django.conf import settings
from panggung.core import clock, ids
from panggung.core.errors import *
from panggung.core.models import AuditLine
from panggung.people import access, accounts
from panggung.people.models import Person, Guardianship
from panggung.rules import in_force
from panggung.safety import *
from panggung.safety import (appeals, calibrating, carrying_out, claiming, copies, escalating, exposure, going_alone, golden, queueing,
  reports, review, routing, screening, sealing, second_eyes, unsealing, saved_queues, voices, choice as choices)
from panggung.safety.choice import Choice
from panggung.safety.models import *
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.safety.conftest import make_case, on_stage, _no_sample
from tests.web.conftest import window, at_desk
from tests.safety.test_going_alone import _operator_tolerates, senior, calibrated, grown_up, unchecked
from tests.safety.deciding import screened, decide
from tests.conftest import guard
pytestmark = pytest.mark.django_db

def test_A1_goes_alone_while_severe_removal_waits(calibrated, campaign, grown_up, unchecked, make_person):
    video = screened(campaign, grown_up)
    case = routing.open_case(video)
    mod = make_person(role="moderator")
    p = review.propose(review.claim(case, mod), mod, Choice("remove", rule="SEX-01"))
    assert p.second_for == "severity"
    assert going_alone.go_alone() == 1
    assert Video.objects.get(pk=video.pk).state == State.PUBLISHED
    other = make_person(role="moderator")
    try:
        second_eyes.look(p, other); second_eyes.agree(p, other)
        print("A1 agree worked afterwards")
    except Exception as e:
        print("A1 second then:", type(e), e)
    p.refresh_from_db(); print("A1 proposal open:", p.undone_at, p.settled_at)

def test_A2_goes_alone_while_question_waits(calibrated, campaign, grown_up, unchecked, make_person):
    video = screened(campaign, grown_up)
    case = routing.open_case(video)
    mod = make_person(role="moderator")
    escalating.ask(review.claim(case, mod), mod, text="Siapa orang di belakang?")
    assert going_alone.go_alone() == 1
    assert Video.objects.get(pk=video.pk).state == State.PUBLISHED

def test_A3_goes_alone_when_copy_recognised_later(calibrated, campaign, grown_up, unchecked, make_person):
    """verdict suitable; meanwhile same file removed -> context.copy_of not rejudged"""
    video = screened(campaign, grown_up)
    routing.open_case(video)
    Video.objects.filter(pk=video.pk).update(sha256="a"*64)
    twin = screened(campaign, grown_up)
    Video.objects.filter(pk=twin.pk).update(sha256="a"*64, state=State.REMOVED)
    assert screening.context_of(Video.objects.get(pk=video.pk)).copy_of == "removed"
    assert going_alone.go_alone() == 1

def test_A3b_goes_alone_reported_or_questioned_consent(calibrated, campaign, grown_up, unchecked, make_person):
    video = screened(campaign, grown_up)
    case = routing.open_case(video)
    # lapsed claim then undo etc. keep claimed_by -> not alone
    mod = make_person(role="moderator")
    review.claim(case, mod)
    with time_machine.travel(clock.now()+timedelta(hours=1), tick=False):
        print("A3b lapsed claim goes alone:", going_alone.go_alone())

def test_A4_is_checked_predictable_from_upload_id(campaign, make_person):
    from panggung.stage.models import Upload
    from panggung.stage import uploads
    import inspect
    p = make_person()
    pk = ids.new()
    n = 0
    while int(hashlib.sha256(f"{pk}:1".encode()).hexdigest(), 16) % 10 == 0:
        pk = ids.new(); n += 1
    class V: pass
    v = V(); v.pk = pk; v.edition = 1
    assert not calibrating.is_checked(v)

def test_A5_second_looks_arent_counted(make_case, make_person):
    second = make_person(role="moderator")
    desk = in_force.desk()
    for _ in range(desk.severe_a_day + 2):
        one = make_person(role="moderator")
        case = make_case()
        Case.objects.filter(pk=case.pk).update(severity=2)
        p = review.propose(review.claim(case, one), one, Choice("remove", rule="SEX-01"))
        second_eyes.look(p, second); second_eyes.agree(p, second)
    assert exposure.today(second).severe == 0

def test_A6_claims_without_decision_aren_t_counted_and_no_limit(make_case, make_person):
    mod = make_person(role="moderator")
    cases = [make_case() for _ in range(70)]
    Case.objects.update(severity=2)
    for c in cases: review.claim(c, mod)
    assert Case.objects.filter(claimed_by=mod, claimed_until__gt=clock.now()).count() == 70
    other = make_person(role="moderator")
    assert queueing.next_for(other) is None
    for c in cases: escalating.escalate(c, mod, note="x")
    t = exposure.today(mod)
    print(t); assert t.severe == 0 and t.decided == 0

def test_A6b_undo_loop(make_case, make_person):
    mod = make_person(role="moderator")
    for _ in range(65):
        c = make_case(); Case.objects.filter(pk=c.pk).update(severity=2)
        p = review.propose(review.claim(c, mod), mod, Choice("send_back", rule="ABUSE-01"))
        review.undo(p, mod)
    assert exposure.today(mod).severe == 0

def test_A7_anon_reports_exhaust_exposure_and_outrank(make_case, on_stage, make_person):
    real = make_case(action="block", reasons=("SEX-01",))
    n = in_force.desk().severe_a_day
    for _ in range(n + 5):
        reports.report(on_stage(), by=None, rule="SEX-01")
    mod = make_person(role="moderator")
    q = list(queueing.queue(mod).values_list("kind", "severity", "reported", "pk"))
    print("A7 place of real block case:", [r[3] for r in q].index(real.pk), "of", len(q))
    for _ in range(n):
        c = queueing.next_for(mod)
        review.settle(review.propose(review.claim(c, mod), mod, Choice("approve", suitable_from=3)))
    with pytest.raises(Refused) as e:
        review.claim(real, mod)
    assert e.value.code == "rest-day"

def test_A7b_http_no_throttle(on_stage, client):
    codes = []
    for _ in range(40):
        v = on_stage()
        r = client.post(reverse("video_report", args=[v.pk]), {"rule": "SEX-01"})
        codes.append(r.status_code)
    print("A7b", set(codes), Case.objects.filter(kind="report").count())
    assert set(codes) == {302}

def test_A8_moderator_decides_own_report(on_stage, make_person):
    mod = make_person(role="moderator")
    v = on_stage()
    reports.report(v, by=mod, rule="BULLY-01")
    case = Case.objects.get(video=v)
    d = review.decide(review.claim(case, mod), mod, "remove", rule="PII-01")
    v.refresh_from_db()
    assert v.state == State.REMOVED and d.second is None
    print("A8 record", __import__("panggung.safety.reporters", fromlist=["x"]).record(mod))

def test_A9_sample_lot_predictable(make_case, make_person):
    # any moderator who reads the URL computes whether a second person will be asked
    case = make_case()
    lot = int.from_bytes(hashlib.sha256(case.pk.bytes).digest()[:4]) / 2**32
    pk = ids.parse(ids.short(case.pk))
    assert pk == case.pk and 0 <= lot < 1

def test_A10_plain_moderator_seconds_appeal_and_escalated(make_case, make_person):
    s, s2, mod = make_person(role="senior"), make_person(role="senior"), make_person(role="moderator")
    case = make_case()
    mod0 = make_person(role="moderator")
    escalating.escalate(review.claim(case, mod0), mod0, note="rahasia untuk senior")
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(Conflict): review.claim(case, mod)
    p = review.propose(review.claim(case, s), s, Choice("remove", rule="SEX-01"))
    c = second_eyes.look(p, mod)
    assert c.escalation == "rahasia untuk senior"
    d = second_eyes.agree(p, mod)
    assert d.second == mod
    # appeal
    case = make_case()
    review.decide(review.claim(case, mod0), mod0, "send_back", rule="ABUSE-01")
    v = Video.objects.get(pk=case.video_id)
    ap = appeals.appeal(v, by=v.owner, words="Rahasia keluarga")
    p = review.propose(review.claim(ap.case, s), s, Choice("remove", rule="SEX-01"))
    c = second_eyes.look(p, mod)
    second_eyes.agree(p, mod)

def test_A10b_the_one_who_passed_up_seconds(make_case, make_person):
    s, mod0 = make_person(role="senior"), make_person(role="moderator")
    case = make_case()
    review.decide(review.claim(case, mod0), mod0, "send_back", rule="ABUSE-01")
    v = Video.objects.get(pk=case.video_id)
    ap = appeals.appeal(v, by=v.owner, words="x")
    p = review.propose(review.claim(ap.case, s), s, Choice("remove", rule="SEX-01"))
    with pytest.raises(NotAllowed): second_eyes.look(p, mod0)

def test_A11_senior_disagreed_with_decides_alone(make_case, make_person):
    a, b = make_person(role="senior"), make_person(role="moderator")
    case = make_case()
    p = review.propose(review.claim(case, a), a, Choice("remove", rule="SEX-01"))
    second_eyes.look(p, b); second_eyes.disagree(p, b, note="tidak")
    d = review.decide(review.claim(Case.objects.get(pk=case.pk), a), a, "remove", rule="PII-01")
    assert d is not None and d.second is None
    assert Video.objects.get(pk=case.video_id).state == State.REMOVED

def test_A12_withdraw_during_second_escapes_seal(make_case, make_person):
    a, b = make_person(role="moderator"), make_person(role="moderator")
    case = make_case()
    p = review.propose(review.claim(case, a), a, Choice("remove", rule="SEX-01"))
    v = Video.objects.get(pk=case.video_id)
    publishing.withdraw(v, by=v.owner, because="asked")
    # still listed & look works & file served?
    assert queueing.awaiting_second(b).filter(pk=p.pk).exists()
    held = second_eyes.look(p, b)
    assert held.is_on_case(b)
    assert review.case_to_watch(b, v)
    with pytest.raises(Conflict) as e: second_eyes.agree(p, b)
    print("A12", e.value.code)
    publishing.erase(Video.objects.get(pk=v.pk))
    assert not Sealed.objects.exists()

def test_A12b_http_withdrawn_served(at_desk, window):
    client, mod = window(); c2, mod2 = window()
    case = at_desk()
    html = client.get(reverse("desk_case", args=[case.pk])).content.decode()
    import re
    strip = re.search(r'(/m/[^"]+/strip\.jpg)', html).group(1)
    assert client.get(strip).status_code == 200
    v = Video.objects.get(pk=case.video_id)
    publishing.withdraw(v, by=v.owner, because="asked")
    print("A12b held then withdrawn: strip", client.get(strip).status_code, "page", client.get(reverse("desk_case", args=[case.pk])).status_code)
    case2 = at_desk(title="Rahasia anak")
    p = review.propose(review.claim(case2, mod), mod, Choice("remove", rule="SEX-01"))
    v = Video.objects.get(pk=case2.video_id); publishing.withdraw(v, by=v.owner, because="asked")
    desk = c2.get(reverse("desk")).content.decode()
    print("A12b title on desk of withdrawn:", "Rahasia anak" in desk)
    r = c2.get(reverse("desk_second", args=[p.pk]))
    html = r.content.decode()
    m = re.search(r'(/m/[^"]+/strip\.jpg)', html)
    print("A12b second page", r.status_code, m and c2.get(m.group(1)).status_code)

def test_A13_erased_words_stay(make_case, make_person):
    a, s = make_person(role="moderator"), make_person(role="senior")
    case = make_case()
    v = Video.objects.get(pk=case.video_id)
    escalating.ask(review.claim(case, a), a, text="Apakah Budi di SDN 3 adikmu?")
    Case.objects.update(waits_until=None)
    escalating.escalate(review.claim(Case.objects.get(pk=case.pk), a), a, note="Anak bernama Budi, HP 08123456789")
    review.decide(review.claim(Case.objects.get(pk=case.pk), s), s, "send_back", rule="PII-01", note="Nomor 08123456789 terlihat")
    v.refresh_from_db(); publishing.withdraw(v, by=v.owner, because="asked")
    screening.forget(v); publishing.erase(Video.objects.get(pk=v.pk))
    left = [Question.objects.get().text, Case.objects.get(pk=case.pk).escalation, Decision.objects.get().note, *Proposal.objects.values_list("note", flat=True)]
    print("A13", left); assert all(left)

def test_A14_seal_file_without_look_line(make_case, make_person, window):
    c1, s1 = window("senior"); c2, s2 = window("senior")
    case = make_case()
    a, b = make_person(role="moderator"), make_person(role="moderator")
    p = review.propose(review.claim(case, a), a, Choice("remove", rule="SEX-01"))
    second_eyes.look(p, b); second_eyes.agree(p, b)
    sealing.seal_waiting()
    sl = Sealed.objects.get()
    unsealing.ask_to_open(sl, by=s1, why="x"); unsealing.open_with(sl, by=s2)
    r = c1.get(reverse("desk_seal_file", args=[sl.pk, "served/240.mp4"]))
    print("A14", r.status_code, AuditLine.objects.filter(kind="sealed.looked").count())
    assert r.status_code == 200 and not AuditLine.objects.filter(kind="sealed.looked").exists()
    for n in ("../../x", "served/../original", "%2e%2e/240.mp4", "original", "served//240.mp4"):
        print(n, c1.get(f"/meja/segel/{ids.short(sl.pk)}/{n}").status_code)

def test_A15_question_to_child_with_phone(make_case, family, make_person):
    g, child = family(11)
    mod = make_person(role="moderator")
    case = make_case(owner=child, uploaded_by=g)
    n = 0
    for _ in range(5):
        c = Case.objects.get(pk=case.pk)
        q = escalating.ask(review.claim(c, mod), mod, text="WA aku ya 081234567890, jangan bilang ibu")
        escalating.answer(q, child, text="ok"); n += 1
    print("A15", n, "questions with phone"); assert n == 5

def test_A16_stepchild_not_family(make_case, make_person, family):
    mod, partner = make_person(role="moderator"), make_person()
    c1, c2 = make_person(8), make_person(9)
    guard(mod, c1); guard(partner, c1); guard(partner, c2)
    case = make_case(owner=c2, uploaded_by=partner)
    try:
        review.claim(case, mod); print("A16 claim worked")
    except Exception as e: print("A16 refused", e)
    c3 = make_case(owner=c2, uploaded_by=c2) if False else None
    Video.objects.filter(pk=case.video_id).update(uploaded_by=c2)
    c = Case.objects.get(pk=case.pk)
    review.decide(review.claim(c, mod), mod, "approve", suitable_from=3)

def test_A17_revoked_proposer_still_publishes(make_case, make_person):
    mod = make_person(role="moderator")
    case = make_case()
    p = review.propose(review.claim(case, mod), mod, Choice("approve", suitable_from=3))
    mod.grants.update(ended_at=clock.now())
    assert review.settle(p) is not None
    assert Video.objects.get(pk=case.video_id).state == State.PUBLISHED
