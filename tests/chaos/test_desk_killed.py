"""SIGKILL after anything that people and sweeps write at the desk: all of it happened, or none, and only once."""

import json

import pytest

from tests.chaos.databases import KINDS, environment_of
from tests.plugins.server import migrated, python

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]
WAITS, DONE = "in_review, decisions 0, open 0", "decisions 1, open 0"
# What may be there after the sweeps of a restart; what is there when who saw no answer has tried again stands last.
SWEPT = {
    "propose": (f"{WAITS}, files free 0+3", f"published, {DONE}, files free 0+3"),
    "settle": (f"published, {DONE}, files free 0+3",),
    "agree to a removal": ("in_review, decisions 0, open 1, files free 0+3", f"removed, {DONE}, files sealed 3+0"),
    "seal": (f"removed, {DONE}, files sealed 3+0",),
    "give back": ("published, decisions 2, open 0, files returned 0+3",),
    "report": ("reports 0, lost 0, open cases 0", "reports 1, lost 0, open cases 1"),
    "appeal": ("appeals 0, lost 0, open cases 0", "appeals 1, lost 0, open cases 1"),
    "go alone": (f"{WAITS}, files free 0+0", f"published, {DONE}, files free 0+0"),
    "adopt": ("in use 0, the new one 0", "in use 1, the new one 0", "in use 1, the new one 1"),
}


@pytest.fixture(scope="module", params=KINDS)
def killed(tmp_path_factory, request):
    var = tmp_path_factory.mktemp("desk")
    with environment_of(request.param) as database:
        migrated(var, database)
        facts = json.loads(python(var, "from tests.chaos import desk_killed\ndesk_killed.main()", env=database))
    print(f"{sum(scene['kills'] for scene in facts['scenes'].values())} kills at the desk")
    return facts


@pytest.mark.parametrize("scene", SWEPT)
def test_after_a_kill_and_the_sweeps_it_has_happened_or_not_at_all(killed, scene):
    assert killed["scenes"][scene]["kills"] >= 3
    assert set(killed["scenes"][scene]["swept"]) <= set(SWEPT[scene])


@pytest.mark.parametrize("scene", SWEPT)
def test_who_tries_again_finds_it_done_once(killed, scene):
    assert set(killed["scenes"][scene]["ends"]) == {SWEPT[scene][-1]}


def test_nothing_is_on_the_stage_without_a_decision(killed):
    assert killed["published without a decision"] == 0
