"""Somebody who sends videos, and where to."""

import pytest

from tests.plugins.uploading import make_campaign, make_person


@pytest.fixture
def rani():
    return make_person()


@pytest.fixture
def campaign():
    return make_campaign()
