"""Who may do what: deny by default, and the conditions that rulebook/access.yaml names."""

import itertools

import pytest

from panggung.core.errors import NotAllowed
from panggung.people import access, consents, families
from panggung.people.models import Guardianship
from panggung.people.roles import roles_of
from panggung.rules import access as table
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


def test_every_condition_of_the_table_has_a_predicate():
    book = table.shipped()
    assert set(book.conditions) <= set(access.PREDICATES)
    assert {word for row in book.capabilities.values() for word in row.values()} <= set(access.PREDICATES)


def test_a_capability_that_the_table_does_not_know_is_a_mistake_and_not_a_quiet_no(make_person):
    with pytest.raises(LookupError):
        access.may(make_person(), "video.wach")


@pytest.mark.parametrize("capability", ["video.upload", "case.decide", "campaign.manage", "order.place", "sealed.open"])
def test_nobody_signed_out_may_change_anything(capability, campaign):
    assert not access.may(None, capability, campaign)


@pytest.mark.parametrize(
    "age,role",
    [(3, "child"), (12, "child"), (13, "teen13"), (15, "teen13"), (16, "teen16"), (17, "teen16"), (18, "adult")],
)
def test_age_gives_the_role(make_person, age, role):
    assert role in roles_of(make_person(age))


def test_an_adult_may_not_send_a_video_for_a_stranger_s_child(make_person, family, campaign):
    _, child = family()
    assert not access.may(make_person(), "video.upload", campaign, child=child)


def test_a_guardian_sends_for_the_child_only_while_consent_stands(family, campaign):
    guardian, child = family()
    assert access.may(guardian, "video.upload", campaign, child=child)
    consents.withdraw(child.consents.get(purpose="make"), by=guardian)
    assert not access.may(guardian, "video.upload", campaign, child=child)


def test_a_guardianship_counts_only_when_both_have_confirmed(make_person, family, campaign):
    guardian, child = family()
    Guardianship.objects.update(child_confirmed_at=None)
    assert "guardian" not in roles_of(guardian)
    assert not access.may(guardian, "video.upload", campaign, child=child)


def test_an_ended_guardianship_opens_nothing(family, make_video):
    guardian, child = family()
    video = make_video(State.SENT_BACK, owner=child)
    assert access.may(guardian, "video.withdraw", video)
    Guardianship.objects.update(ended_at="2026-01-01T00:00Z")
    assert not access.may(guardian, "video.withdraw", video)


def test_a_teen_without_consent_may_not_make_a_video(make_person, campaign):
    assert not access.may(make_person(14), "video.upload", campaign)


def test_only_who_gave_it_or_a_senior_may_end_a_consent(family, make_person):
    _guardian, child = family()
    consent = child.consents.get(purpose="make")
    for stranger in (make_person(), make_person(role="moderator"), child):
        with pytest.raises(NotAllowed):
            consents.withdraw(consent, by=stranger)
    assert consents.withdraw(consent, by=make_person(role="senior")).ended_at


def test_an_ended_role_opens_nothing(make_person):
    moderator = make_person(role="moderator")
    assert access.may(moderator, "case.list")
    moderator.grants.update(ended_at="2026-01-01T00:00Z")
    assert not access.may(moderator, "case.list")


def test_family_is_wide(make_person, family):
    mother, child = family()
    father = make_person()
    sibling = make_person(9)
    for guardian, one in itertools.product((mother, father), (child, sibling)):
        if not families.guards(guardian, one.pk):
            Guardianship.objects.create(guardian=guardian, child=one, method="code_in_person")
    for one, other in itertools.permutations((mother, father, child, sibling), 2):
        assert families.is_family(one, other.pk)
    assert not families.is_family(mother, make_person().pk)
