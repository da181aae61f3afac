import pytest

from panggung.campaigns.models import Campaign
from panggung.people.models import Person
from panggung.stage.models import Video
from tests.tally import making


@pytest.fixture
def owner(db: None) -> Person:
    return making.a_person()


@pytest.fixture
def campaign(db: None) -> Campaign:
    return making.a_campaign()


@pytest.fixture
def video(campaign: Campaign, owner: Person) -> Video:
    return making.a_video(campaign, owner)
