"""`kill -9` of the worker, the web server or everything, at random times: nothing is lost and nothing is doubled."""

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.chaos import clips
from tests.chaos.databases import KINDS, environment_of
from tests.chaos.house import House, killed_at_random
from tests.chaos.visitors import Sender, Watcher
from tests.plugins.server import migrated, python

DECK = {"worker": 26, "web": 17, "all": 9}
ENV = {"PANGGUNG_LEASE_SECONDS": "2", "PANGGUNG_DEMO": "1"}
QUIET_SECONDS = 90
pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]

OPEN = "import sys\nfrom tests.chaos import opening\nopening.main(sys.argv[1])"
STATES = "import json\nfrom tests.chaos import inspecting\nprint(json.dumps(inspecting.states()))"
FACTS = "from tests.chaos import inspecting\ninspecting.main()"
RING = """
from panggung.people.models import Person
from panggung.stage import stuck
from panggung.stage.models import Video
found = list(Video.objects.filter(state="stuck"))
for video in found:
    assert video.reasons[0]["code"] == "step-failed", video.reasons
    stuck.ring_again(video, by=Person.objects.get(user__username="operator"))
print(len(found))
"""


@pytest.fixture(scope="module", params=KINDS)
def after(tmp_path_factory, request):
    """What was sent, watched, killed, and what was there when all was quiet."""
    if request.param != "sqlite" and "PANGGUNG_CHAOS_LONG" not in os.environ:
        pytest.skip("kills at random on PostgreSQL take two more minutes: set PANGGUNG_CHAOS_LONG=1")
    folder, var = tmp_path_factory.mktemp("clips"), tmp_path_factory.mktemp("house")
    with environment_of(request.param) as database:
        return killed(folder, var, ENV | database)


def killed(folder, var, env):
    seed = int(os.environ.get("PANGGUNG_CHAOS_SEED", random.SystemRandom().randrange(10**6)))
    print(f"PANGGUNG_CHAOS_SEED={seed}")
    migrated(var, env)
    opening = python(var, OPEN, str(clips.different(folder, 1000)), env=env)
    stopping, began = threading.Event(), time.monotonic()
    with House(var, env) as house:
        sender, watcher = Sender(house.url, folder, stopping), Watcher(house.url, opening, stopping)
        sender.start()
        watcher.start()
        killed_at_random(house, [what for what, times in DECK.items() for _ in range(times)], random.Random(seed))
        stopping.set()
        for visitor in (sender, watcher):
            visitor.join(90)
            assert not visitor.is_alive(), house.log()
        rung = quiet(lambda query: python(var, query, env=env), house)
    facts = json.loads(python(var, FACTS, env=env))
    facts |= {"sender": sender, "watcher": watcher, "opening": opening, "kills": house.kills, "rung": rung}
    facts["in_the_middle"] = house.in_the_middle
    facts["left"] = house.left_behind()
    print(told(facts, house, time.monotonic() - began))
    return facts


def quiet(ask: Callable[[str], str], house: House) -> int:
    """Wait until every video waits for a person, ringing for those that got stuck; how many did."""
    rung, until = 0, time.monotonic() + QUIET_SECONDS
    while set(now := json.loads(ask(STATES)).values()) - {"in_review", "published"}:
        assert time.monotonic() < until, (Counter(now), house.log())
        if "stuck" in now:
            rung += int(ask(RING))
        time.sleep(1)
    return rung


def told(facts, house, seconds: float) -> str:
    sent, watcher = facts["sender"].sent, facts["watcher"]
    return "; ".join([
        f"{house.kills.total()} kills: " + ", ".join(f"{number} {what}" for what, number in house.kills.items()),
        "in the middle of work: " + (", ".join(f"{n} {state}" for state, n in house.in_the_middle.items())),
        f"{house.starts} starts of serve",
        f"{len(facts['videos'])} videos of {len(sent)} uploads, {sum(each.resumed for each in sent)} times resumed",
        f"{facts['rung']} stuck and rung again",
        f"{watcher.views} views, {watcher.told_again} times told again",
        f"{facts['chain']['lines']} audit lines",
        f"{seconds:.0f} s",
    ])  # fmt: skip


@pytest.fixture(scope="module")
def sent_videos(after):
    """The videos of the sender, without the one that was there before."""
    return [video for video in after["videos"] if video["id"] != after["opening"]]


def test_at_least_fifty_times_something_was_really_killed(after):
    assert after["kills"].total() >= 50
    assert after["kills"] == DECK


def test_some_workers_were_killed_in_the_middle_of_each_working_state(after):
    assert {"processing", "screening"} <= set(after["in_the_middle"])


def test_every_upload_that_was_acknowledged_is_a_video_exactly_once(after, sent_videos):
    acknowledged = [sent.id for sent in after["sender"].sent if sent.acknowledged]
    assert len(acknowledged) >= 5
    assert sorted(video["id"] for video in sent_videos) == sorted(acknowledged)
    assert sorted(after["finished"]) == sorted([*acknowledged, after["opening"]])
    assert after["sender"].refusals == []


def test_what_was_given_up_halfway_is_no_video_and_the_only_thing_that_waits(after):
    given_up = [sent for sent in after["sender"].sent if not sent.acknowledged]
    assert len(after["open"]) == len(given_up)
    assert after["upload_files"] == sorted(after["open"])


def test_each_original_is_bit_by_bit_what_was_sent(after, sent_videos):
    sent = {each.id: each.sha256 for each in after["sender"].sent}
    for video in sent_videos:
        assert video["original"] == video["sha256"] == sent[video["id"]]
    assert len(after["originals"]) == len(after["videos"])


def test_each_video_reached_the_desk_with_one_verdict_and_one_open_case(after, sent_videos):
    for video in sent_videos:
        assert video["state"] == "in_review"
        assert video["verdicts"] == [1]
        assert video["cases"] == [[1, None]]
        assert video["signals"] == after["all_signals"]
        assert not video["held"]


def test_all_files_that_a_row_names_are_there_and_no_others(after):
    for video in after["videos"]:
        assert video["missing"] == []
        assert video["versions"] == [[video["version"]], [video["version"]]]
        assert [video["renditions"], video["frames"]] == video["stored"]
        assert min(video["stored"]) >= 1
    assert after["work"] == []


def test_the_moves_of_each_video_are_one_line_each_and_join_without_a_gap(after):
    for video in after["videos"]:
        states = [to for _, to in video["moves"]]
        assert states[0] == "received"
        assert states[-1] == video["state"]
        assert [was for was, _ in video["moves"][1:]] == states[:-1]


def test_no_process_outlives_what_was_killed(after):
    assert after["left"] == []


def test_the_audit_chain_is_unbroken(after):
    assert after["chain"]["broken_at"] is None
    assert after["unsealed"] == 0


def test_each_view_that_was_taken_in_is_counted_exactly_once(after):
    views, duplicates = after["totals"][after["opening"]]
    assert views == after["watcher"].views
    assert views >= 20
    assert duplicates >= (views + 2) // 3
    assert after["refused_events"] == []
