"""Every page in both sizes, languages and colours: readable by everybody, and the browser complains of nothing."""

import pytest

from tests.e2e.accessible import check_accessible, check_focus, check_frame, check_narrow, check_targets
from tests.e2e.browser import LOOKS, PHONE, Look
from tests.e2e.conftest import OpenAt
from tests.e2e.visits import VISITS, Visit

pytestmark = pytest.mark.e2e
every_page = pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@every_page
def test_nobody_is_shut_out_of_a_page(open_at: OpenAt, visit: Visit, look: Look):
    window = open_at(visit, look)
    check_frame(window.page, look.language)
    check_narrow(window.page)
    assert not window.complaints, "\n".join(window.complaints)
    check_accessible(window.page)


@every_page
def test_fingers_and_keys_find_their_way_on_a_page(open_at: OpenAt, visit: Visit):
    page = open_at(visit, PHONE).page
    check_targets(page)
    check_focus(page)
