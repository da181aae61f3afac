"""kill -9 while an upload is written: the row never promises a byte that isn't there, and nothing doubles."""

import json

import pytest

from tests.plugins.server import migrated, python

POINTS = [
    "file made, row not",
    "bytes written, not synced",
    "bytes synced, offset not moved",
    "offset moved",
    "all bytes synced, not finished",
    "original linked, not committed",
    "inside the last transaction",
    "committed, upload file still there",
    "committed, answer lost",
]
pytestmark = pytest.mark.chaos


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    var = tmp_path_factory.mktemp("crashed")
    migrated(var)
    return json.loads(python(var, "from tests.stage import crashing\ncrashing.main()"))


def test_every_point_was_really_killed(crashed):
    assert list(crashed["points"]) == POINTS
    assert not any(point["lived"] for point in crashed["points"].values())


@pytest.mark.parametrize("point", POINTS)
def test_after_a_kill_the_row_promises_only_bytes_that_are_there(crashed, point):
    then = crashed["points"][point]["then"]
    assert then["kept"]
    assert then["videos"] == point.startswith("committed")


@pytest.mark.parametrize("point", POINTS)
def test_after_a_kill_the_client_goes_on_to_exactly_one_whole_video(crashed, point):
    end = crashed["points"][point]["end"]
    assert end["whole"]
    assert (end["state"], end["videos"], end["lines"]) == ("finished", 1, 1)


def test_fifty_kills_at_random_moments_lose_and_double_nothing(crashed):
    assert crashed["random"]["kept"]
    for end in crashed["random"]["ends"]:
        assert (end["whole"], end["state"], end["videos"], end["lines"]) == (True, "finished", 1, 1)


def test_what_crashes_leave_on_disk_is_swept(crashed):
    assert crashed["left"] == 0
