"""tus over a real server: connections that break, hang or race, and the real tus-js-client."""

import hashlib
import json
import os
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.plugins.server import server
from tests.plugins.uploader import MODULES, NODE, Answer, Uploader

MB = 1_000_000


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def running(var):
    with server(var) as started:
        yield started


@pytest.fixture(scope="module")
def rani(running, var):
    return Uploader.signed_in(running, var)


@pytest.fixture(scope="session")
def tus_js():
    """The real client can run here."""
    if NODE is None or not (MODULES / "tus-js-client").exists():
        pytest.skip("no Node or no tus-js-client (make setup)")


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(os.urandom(5 * MB))
    return path


def said(process) -> list[dict]:
    out, _ = process.communicate(timeout=60)
    return [json.loads(line) for line in out.splitlines()]


def same(one: Path, other: Path) -> bool:
    digests = [hashlib.sha256(path.read_bytes()).digest() for path in (one, other)]
    return digests[0] == digests[1]


def test_a_patch_cut_in_the_middle_keeps_the_bytes_that_came(rani, clip):
    data = clip.read_bytes()
    path = rani.begin(len(data))
    line = rani.open("PATCH", path, Content_Length=len(data), Upload_Offset=0)
    line.sendall(data[: 2 * MB + 7])
    rani.wait_for_bytes(path, 1)
    line.close()
    assert rani.offset(path) == 2 * MB + 7
    answer = rani.ask("PATCH", path, data[2 * MB + 7 :], Upload_Offset=2 * MB + 7)
    assert (answer.status, answer["upload-offset"]) == (204, str(len(data)))
    assert same(rani.received(path), clip)


def test_a_client_that_comes_back_gets_through_although_its_old_connection_hangs(rani, clip):
    data = clip.read_bytes()
    path = rani.begin(len(data))
    with rani.open("PATCH", path, Content_Length=len(data), Upload_Offset=0) as hanging:
        hanging.sendall(data[:MB])
        rani.wait_for_bytes(path, MB)
        began = time.monotonic()
        assert rani.offset(path) == MB
        assert time.monotonic() - began < 3
        assert Answer.of(hanging).status == 423
    assert rani.ask("PATCH", path, data[MB:], Upload_Offset=MB).status == 204
    assert same(rani.received(path), clip)


def test_of_parallel_patches_to_one_upload_exactly_one_writes(rani, clip):
    data = clip.read_bytes()
    path, statuses = rani.begin(len(data)), []

    def patch():
        statuses.append(rani.ask("PATCH", path, data, Upload_Offset=0).status)

    threads = [threading.Thread(target=patch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {204, 409, 423}
    at = rani.offset(path)
    assert at == len(data) or rani.ask("PATCH", path, data[at:], Upload_Offset=at).status == 204
    assert same(rani.received(path), clip)


def test_a_chunked_body_without_a_length_is_taken(rani):
    path = rani.begin(8)
    with rani.open("PATCH", path, Transfer_Encoding="chunked", Upload_Offset=0) as line:
        line.sendall(b"5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n")
        assert Answer.of(line).status == 204
    assert rani.received(path).read_bytes() == b"helloyou"


def test_a_refusal_reaches_a_client_that_is_still_sending(rani):
    path = rani.begin(5 * MB)
    answer = rani.ask("PATCH", path, b"x" * (4 * MB), Upload_Offset=3)
    assert answer.status == 409


def test_an_ordinary_request_cannot_bring_a_mountain(rani):
    answer = rani.ask("POST", "/api/uploads/", b"x" * (13 * MB), Content_Type="multipart/form-data; boundary=x")
    assert answer.status == 413


def test_memory_stays_flat_while_a_large_file_comes_in(rani, running):
    workers = psutil.Process(running.process.pid).children(recursive=True)
    size, piece = 120 * MB, os.urandom(MB)
    path = rani.begin(size)
    before = most = sum(worker.memory_info().rss for worker in workers)
    with rani.open("PATCH", path, Content_Length=size, Upload_Offset=0) as line:
        for _ in range(size // MB):
            line.sendall(piece)
            most = max(most, sum(worker.memory_info().rss for worker in workers))
        assert Answer.of(line).status == 204
    assert most - before < 30 * MB


def test_tus_js_client_sends_in_chunks_and_resumes_after_an_abort(rani, clip, tus_js):
    lines = said(rani.tus_js(clip, chunkSize=MB, then="abort-resume"))
    assert [line["offset"] for line in lines if line["what"] == "chunk"] == [MB, 2 * MB, 3 * MB, 4 * MB, 5 * MB]
    assert same(rani.received(lines[-1]["url"]), clip)


def test_tus_js_client_sends_in_parallel_parts(rani, clip, tus_js):
    lines = said(rani.tus_js(clip, parallelUploads=3))
    assert lines[-1]["what"] == "success"
    assert same(rani.received(lines[-1]["url"]), clip)


def test_tus_js_client_sends_with_the_creation_and_by_post_alone(rani, clip, tus_js):
    wish = {"uploadDataDuringCreation": True, "overridePatchMethod": True, "chunkSize": 2 * MB}
    lines = said(rani.tus_js(clip, **wish))
    assert same(rani.received(lines[-1]["url"]), clip)


def test_tus_js_client_sends_a_stream_of_unknown_length(rani, clip, tus_js):
    lines = said(rani.tus_js(clip, stream=True, uploadLengthDeferred=True, chunkSize=MB + 1))
    assert same(rani.received(lines[-1]["url"]), clip)


def test_tus_js_client_terminates(rani, clip, tus_js):
    lines = said(rani.tus_js(clip, chunkSize=MB, then="terminate"))
    path = "/api/uploads/" + lines[-1]["url"].rpartition("/")[2]
    assert lines[-1]["what"] == "terminate"
    assert rani.ask("HEAD", path).status == 410


def test_tus_js_client_started_twice_with_one_draft_makes_one_video(rani, clip, tus_js):
    before = rani.videos()
    started = [rani.tus_js(clip, chunkSize=MB, metadata={"draft": "d"}) for _ in range(2)]
    urls = {said(process)[-1]["url"] for process in started}
    assert len(urls) == 1
    assert rani.videos() == before + 1
    assert same(rani.received(urls.pop()), clip)


@pytest.mark.chaos
def test_tus_js_client_goes_on_after_the_server_was_killed(rani, running, clip, tus_js):
    client, offset = rani.tus_js(clip, chunkSize=MB // 4), 0
    while offset < 2 * MB:
        offset = json.loads(client.stdout.readline()).get("offset", 0)
    running.kill()
    running.start()
    lines = said(client)
    assert lines[-1]["what"] == "success"
    assert same(rani.received(lines[-1]["url"]), clip)
