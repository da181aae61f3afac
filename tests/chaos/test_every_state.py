"""A worker that dies exactly in the middle of a step, in every state: the next one finishes it, and nothing doubles."""

import json

import pytest

from tests.chaos import clips
from tests.chaos.databases import KINDS, environment_of
from tests.plugins.server import migrated, python

ENV = {"PANGGUNG_LEASE_SECONDS": "1"}
STEP = ("lease taken", "before the run", "after the run", "inside the commit", "committed")
# state in which the first worker takes the video → the moments of its death and the state that the row then has
LEFT = {
    "received": ("received", "processing", "processing", "processing", "processed"),
    "processed": ("processed", "screening", "screening", "screening", "screened"),
}
EXPECTED = {f"{state}: {moment}": left for state, row in LEFT.items() for moment, left in zip(STEP, row, strict=True)}
EXPECTED |= {
    "received: files half stored": "processing",
    "processing: lease taken": "processing",
    "processing: after the run": "processing",
    "processing: inside the commit": "processing",
    "screening: lease taken": "screening",
    "screening: after the run": "screening",
    "edited: before the run": "screening",
    "edited: inside the commit": "screening",
    "edited: committed": "screened",
    "screened: lease taken": "screened",
    "screened: before the run": "screened",
    "screened: after the run": "screened",
    "screened: inside the commit of a step without a working state": "screened",
    "screened: committed": "in_review",
    "withdrawn: erasing: nothing deleted": "withdrawn",
    "withdrawn: erasing: half of the files deleted": "withdrawn",
    "withdrawn: erasing: files deleted": "withdrawn",
    "withdrawn: erasing: inside the commit": "withdrawn",
    "withdrawn: erasing: committed": "erased",
}
WITHDRAWN = [case for case in EXPECTED if case.startswith("withdrawn")]
WALKED = [case for case in EXPECTED if case not in WITHDRAWN]
pytestmark = [pytest.mark.chaos, pytest.mark.timeout(240)]


@pytest.fixture(scope="module", params=KINDS)
def killed(tmp_path_factory, request):
    folder, var = tmp_path_factory.mktemp("clips"), tmp_path_factory.mktemp("states")
    with environment_of(request.param) as database:
        facts = facts_on(ENV | database, folder, var)
    print(f"{len(facts['cases'])} workers killed in the middle of a step; strays: {facts['strays_before']}")
    return facts


def facts_on(env, folder, var):
    migrated(var, env)
    code = "import sys\nfrom tests.chaos import states_killed\nstates_killed.main(sys.argv[1])"
    return json.loads(python(var, code, str(clips.different(folder, 0)), env=env))


def test_every_case_was_really_killed_where_it_was_meant(killed):
    assert {case: told["left"] for case, told in killed["cases"].items()} == EXPECTED
    assert all(told["died"] for told in killed["cases"].values())


@pytest.mark.parametrize("case", WALKED)
def test_the_second_worker_brings_the_video_to_the_desk_once(killed, case):
    video = killed["cases"][case]["video"]
    edition = 2 if case.startswith("edited") else 1
    assert (video["state"], video["edition"], video["held"]) == ("in_review", edition, False)
    assert video["verdicts"] == list(range(1, edition + 1))
    assert video["cases"] == [[edition, None]]
    assert video["signals"] == edition * killed["all_signals"]


@pytest.mark.parametrize("case", WALKED)
def test_the_video_has_one_set_of_files_and_all_of_them(killed, case):
    video = killed["cases"][case]["video"]
    assert video["missing"] == []
    assert video["versions"] == [[video["version"]], [video["version"]]]
    assert video["original"] == video["sha256"]
    assert [video["renditions"], video["frames"]] == video["stored"]
    assert min(video["stored"]) >= 1


@pytest.mark.parametrize("case", [*WALKED, *WITHDRAWN])
def test_each_move_has_one_line_and_none_is_missing(killed, case):
    video = killed["cases"][case]["video"]
    states = [to for _, to in video["moves"]]
    assert states[-1] == video["state"]
    assert [was for was, _ in video["moves"][1:]] == states[:-1]
    assert len(set(states)) == len(states) or case.startswith("edited")


@pytest.mark.parametrize("case", WITHDRAWN)
def test_what_was_withdrawn_is_erased_whole(killed, case):
    video = killed["cases"][case]["video"]
    assert (video["state"], video["original"], video["versions"]) == ("erased", "", [[], []])
    assert (video["renditions"], video["frames"], video["signals"]) == (0, 0, 0)


def test_what_the_dead_left_on_disk_is_swept(killed):
    assert killed["strays_before"]["work"] > 0
    assert killed["strays_before"]["versions"] > 0
    assert (killed["strays"], killed["work"], killed["upload_files"]) == ({"work": 0, "versions": 0}, [], [])


def test_the_audit_chain_is_unbroken(killed):
    assert killed["chain"]["broken_at"] is None
    assert killed["unsealed"] == 0
