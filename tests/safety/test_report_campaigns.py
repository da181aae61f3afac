"""Many reports at once: a campaign takes no video down, floods no desk, and hurries nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from panggung.core import clock
from panggung.people.models import Person
from panggung.safety import reporters, reports, review
from panggung.safety.models import Case, Report
from panggung.safety.reporters import Record
from panggung.stage.models import Video
from panggung.stage.states import State

CAMPAIGN = 500
LONG_AGO = timedelta(days=400)


def fresh_accounts(how_many: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(alias=f"Akun {n}", birth_year=1990, birth_month=1) for n in range(how_many)
    )


@pytest.mark.django_db
def test_five_hundred_accounts_take_nothing_down_and_make_one_case_that_comes_after_one_good_reporter_s(
    on_stage, make_person
):
    moderator, good = make_person(role="moderator"), make_person()
    bad, attacked, honest = on_stage(), on_stage(), on_stage()
    reports.report(bad, by=good, rule="BULLY-01")
    case = review.claim(Case.objects.get(video=bad), moderator)
    review.decide(case, moderator, "send_back", rule="BULLY-01")

    for person in fresh_accounts(CAMPAIGN):
        reports.report(attacked, by=person, rule="BULLY-01", words="Hapus!")
    reports.report(honest, by=good, rule="BULLY-01")

    attacked.refresh_from_db()
    assert attacked.state == State.PUBLISHED
    assert Report.objects.filter(video=attacked, answered_at=None).count() == CAMPAIGN
    assert [case.video for case in review.queue(moderator)] == [honest, attacked]
    weight = Case.objects.get(video=attacked).reported
    assert weight == reporters.REST_AT_MOST
    case = review.claim(Case.objects.get(video=attacked), moderator)
    review.decide(case, moderator, "approve", suitable_from=3)
    assert Report.objects.filter(video=attacked, outcome=Report.Outcome.STAYS).count() == CAMPAIGN


@pytest.mark.django_db
def test_a_campaign_that_goes_through_the_categories_opens_few_cases_a_day_but_urgent_ones_always(
    on_stage, make_person
):
    moderator, video = make_person(role="moderator"), on_stage()
    for number, rule in enumerate(("BULLY-01", "ABUSE-01", "LIE-01", "COPY-01", "POL-01", "SELF-02"), 1):
        made, _ = reports.report(video, by=fresh_accounts(1)[0], rule=rule)
        case = Case.objects.filter(video=video, closed_at=None).first()
        opens = number <= reports.LOOKS or rule == "SELF-02"
        assert (case is not None, made.outcome == "") == (opens, opens), rule
        if case:
            review.decide(review.claim(case, moderator), moderator, "approve", suitable_from=3)


@pytest.mark.django_db
def test_strangers_beyond_some_are_counted_with_the_others_and_still_get_an_outcome(on_stage, make_person):
    moderator, video = make_person(role="moderator"), on_stage()
    links = [reports.report(video, by=None, rule="BULLY-01")[1] for _ in range(reports.STRANGERS + 30)]
    assert Report.objects.count() == reports.STRANGERS
    reports.report(video, by=None, rule="SELF-02")
    assert Report.objects.count() == reports.STRANGERS + 1
    assert Case.objects.get(video=video).reported <= 2
    assert {reports.find(link).outcome for link in links} == {""}
    case = review.claim(Case.objects.get(video=video), moderator)
    review.decide(case, moderator, "send_back", rule="BULLY-01")
    assert {reports.find(link).outcome for link in links} == {"acted"}


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "x", "a:b:c", "\x00", "é" * 300])
def test_a_link_that_was_never_given_finds_nothing(secret):
    assert reports.find(secret) is None


def test_who_was_right_weighs_more_than_any_number_of_others():
    right, wrong = Record(3, 3), Record(0, 9)
    assert reporters.added([right], 0, 0) > reporters.added([wrong] * CAMPAIGN, CAMPAIGN, CAMPAIGN)
    assert reporters.added([], 4, 0) > reporters.added([], 0, 4)
    assert reporters.added([], 4, 0) > reporters.added([wrong] * 4, 0, 0)
    assert reporters.added([right] * CAMPAIGN, CAMPAIGN, CAMPAIGN) == reporters.MOST
    assert reporters.added([], 0, 1) == 1


@pytest.mark.django_db
def test_the_weight_tells_records_beginners_and_strangers_apart(on_stage, make_person):
    moderator, right, wrong, settled = make_person(role="moderator"), make_person(), make_person(), make_person()
    Person.objects.filter(pk=settled.pk).update(created_at=clock.now() - LONG_AGO)
    for person, outcome, choice in (
        (right, "send_back", {"rule": "BULLY-01"}),
        (wrong, "approve", {"suitable_from": 3}),
    ):
        video = on_stage()
        reports.report(video, by=person, rule="BULLY-01")
        case = review.claim(Case.objects.get(video=video), moderator)
        review.decide(case, moderator, outcome, **choice)
    assert (reporters.record(right), reporters.record(wrong)) == (Record(1, 1), Record(0, 1))
    video = on_stage()
    for person in (right, wrong, settled, make_person(), None):
        reports.report(video, by=person, rule="BULLY-01")
    assert Case.objects.get(video=video).reported == reporters.added([Record(1, 1), Record(0, 1)], 1, 2)


@pytest.mark.django_db(transaction=True)
def test_people_who_report_at_the_same_moment_share_one_case(on_stage, make_person, on_postgres):
    if not on_postgres:
        pytest.skip("one process writes to SQLite at a time, and its test database is this process's memory")
    video, people = on_stage(), fresh_accounts(6)
    errors: list[BaseException] = []

    def say(person: Person) -> None:
        try:
            reports.report(Video.objects.get(pk=video.pk), by=person, rule="BULLY-01")
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=say, args=(person,)) for person in [*people, people[0]]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Case.objects.filter(video=video).count() == 1
    assert Report.objects.filter(case__video=video).count() == len(people)
