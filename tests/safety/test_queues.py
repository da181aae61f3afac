"""Queues are saved searches with access: strict when saved, exact when asked, and a restricted one keeps its cases."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import queueing, review, saved_queues, second_eyes
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Queue, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(senior):
    """`save(search, roles=…, people=…, restricted=…)`: a queue as a senior saves it."""

    def make(search: dict, *, name: str = "Antrean", roles=("moderator",), people=(), restricted=False) -> Queue:
        return saved_queues.save(name, search, roles=roles, people=people, restricted=restricted, by=senior)

    return make


def found(search: dict) -> set[Case]:
    return set(saved_queues.apply(queueing.live(), saved_queues.parse(search)))


def change(case: Case, **columns) -> Case:
    Case.objects.filter(pk=case.pk).update(**columns)
    return case


def test_a_search_finds_what_it_says_and_nothing_else(make_case, make_person):
    calm = make_case(action="suitable", owner=make_person(30))
    late = change(make_case(reasons=("GATE-02", "PII-01")), due=clock.now() + timedelta(hours=3))
    up = change(make_case(action="block", reasons=("NUD-01",)), escalated_at=clock.now(), reported=2)
    english = make_case(owner=make_person(14))
    Person.objects.filter(pk=english.video.owner_id).update(language="en")
    every = {calm, late, up, english}
    assert found({}) == every
    assert found({"min_severity": 2}) == {up}
    assert found({"min_severity": 1}) == every - {calm}
    assert found({"rules": ["PII-01", "NUD-01"]}) == {late, up}
    assert found({"reported": True}) == found({"escalated": True}) == {up}
    assert found({"reported": False}) == every - {up}
    assert found({"due_within_hours": 4}) == {late}
    assert found({"language": "en"}) == {english}
    assert found({"bands": ["13-15"]}) == {english}
    assert found({"campaign": "anakgenius"}) == every
    assert found({"campaign": "lain"}) == found({"kinds": ["report"]}) == set()
    assert found({"kinds": ["entry"], "rules": ["PII-01"], "min_severity": 2}) == set()


def test_a_rule_is_also_found_where_only_a_report_names_it(make_case, make_person):
    case = make_case()
    Report.objects.create(video=case.video, edition=1, rule="BULLY-01", by=make_person(), code="x", case=case)
    assert found({"rules": ["BULLY-01"]}) == {case}


def test_a_band_finds_the_makers_of_that_band_to_the_month(make_case, make_person):
    today = clock.now().date()
    owners = []
    for tier in in_force.tiers().tiers[1:]:
        for months in (-1, 0, 1):
            owner = make_case(owner=make_person(30)).video.owner
            born = (today.year - tier.from_age) * 12 + today.month - 1 - months
            owner.birth_year, owner.birth_month = born // 12, born % 12 + 1
            owner.save()
            owners.append(owner)
    for tier in in_force.tiers().tiers:
        makers = {case.video.owner for case in found({"bands": [tier.id]})}
        assert makers == {owner for owner in owners if owner.tier().id == tier.id}


@pytest.mark.parametrize(
    "search",
    [
        {"kind": ["entry"]},
        {"kinds": ["golden"]},
        {"kinds": "entry"},
        {"min_severity": 3},
        {"min_severity": "1"},
        {"bands": ["0-99"]},
        {"rules": ["NONE-99"]},
        {"campaign": "a b"},
        {"campaign": "\x00"},
        {"due_within_hours": 0},
        {"language": "en' OR 1"},
        [],
        None,
    ],
)
def test_a_search_that_means_nothing_is_refused(save, search):
    with pytest.raises(Refused, match="search-unknown"):
        save(search)
    assert not Queue.objects.exists()


@given(data=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_for_a_search_is_read_or_refused(data):
    for key in ("kinds", "bands", "rules", "campaign", "due_within_hours", "language", "reported", "other"):
        try:
            list(saved_queues.apply(queueing.live(), saved_queues.parse({key: data})))
        except Refused as refused:
            assert refused.code == "search-unknown"


def test_a_restricted_queue_keeps_its_cases_from_everybody_else(make_case, make_person, moderator, senior, save):
    grave, plain = make_case(reasons=("NUD-01",)), make_case()
    trained = make_person(role="moderator")
    save({"rules": ["NUD-01"]}, roles=["senior"], people=[trained], restricted=True)
    assert set(review.queue(moderator)) == {plain}
    with pytest.raises(Conflict):
        review.claim(grave, moderator)
    assert set(review.queue(trained)) == set(review.queue(senior)) == {grave, plain}
    assert review.claim(grave, trained).claimed_by == trained


def test_no_second_person_from_outside_sees_a_restricted_case(make_case, make_person, moderator, save):
    trained, other = make_person(role="moderator"), make_person(role="moderator")
    save({"rules": ["NUD-01"]}, roles=[], people=[trained, other], restricted=True)
    case = review.claim(make_case(reasons=("NUD-01",)), trained)
    proposal = review.propose(case, trained, Choice("remove", rule="NUD-01"))
    assert proposal not in queueing.awaiting_second(moderator)
    with pytest.raises(NotAllowed):
        second_eyes.look(proposal, moderator)
    assert second_eyes.look(proposal, other).claimed_by == other


def test_a_restricted_queue_over_every_case_is_refused(save):
    with pytest.raises(Refused, match="search-empty"):
        save({}, restricted=True)


@pytest.mark.parametrize("roles", [[], ["operator"], ["moderator", "child"]])
def test_a_queue_is_for_people_of_the_desk(save, roles):
    with pytest.raises(Refused, match="queue-nobody"):
        save({}, roles=roles)


@pytest.mark.parametrize("name", ["", "  ", "a\x00", "a" * 61])
def test_a_queue_has_a_name_to_read(save, name):
    with pytest.raises(Refused, match="queue-name"):
        save({}, name=name)


def test_everybody_is_told_of_their_queues_and_how_much_waits_there(make_case, moderator, senior, save):
    make_case(), make_case(action="block")
    grave = save({"min_severity": 2}, name="Berat")
    save({}, name="Senior", roles=["senior"])
    assert saved_queues.queues_for(moderator) == [(grave, 1)]
    assert [(queue.name, cases) for queue, cases in saved_queues.queues_for(senior)] == [("Berat", 1), ("Senior", 2)]


def test_a_queue_saved_again_is_changed_and_both_times_are_told(moderator, save):
    save({"min_severity": 2}, people=[moderator])
    again = save({"reported": True}, roles=["senior"])
    assert Queue.objects.get() == again
    assert (again.search, again.roles, again.people.count()) == ({"reported": True}, ["senior"], 0)
    assert AuditLine.objects.filter(kind="queue.saved", subject_id=again.pk).count() == 2


def test_only_a_senior_arranges_queues(moderator, save):
    queue = save({})
    with pytest.raises(NotAllowed):
        saved_queues.save("Lain", {}, roles=["moderator"], people=[], restricted=False, by=moderator)
    with pytest.raises(NotAllowed):
        saved_queues.delete(queue, by=moderator)


def test_the_first_queues_come_once_and_what_a_senior_deleted_stays_away(senior):
    saved_queues.ensure_defaults()
    saved_queues.delete(Queue.objects.get(name="Laporan orang"), by=senior)
    saved_queues.ensure_defaults()
    assert Queue.objects.count() == len(saved_queues.DEFAULTS) - 1
    assert AuditLine.objects.filter(kind="queue.deleted").count() == 1
    for queue in Queue.objects.all():
        saved_queues.parse(queue.search)


def test_the_next_case_is_the_first_of_the_queue_that_nobody_else_holds(make_case, make_person, moderator, save):
    calm, grave = make_case(action="suitable"), make_case(action="block")
    assert queueing.next_for(moderator) == grave
    review.claim(grave, make_person(role="moderator"))
    assert queueing.next_for(moderator) == calm
    assert queueing.next_for(moderator, save({"min_severity": 2})) is None


def test_nobody_works_in_a_queue_of_others(moderator, save):
    with pytest.raises(NotAllowed):
        queueing.next_for(moderator, save({}, roles=["senior"]))
