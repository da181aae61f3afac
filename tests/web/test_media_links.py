"""Media links: a signed path opens nothing by itself; every request asks again; ranges are served exactly."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from panggung.core import clock
from panggung.people import consents
from panggung.people.models import Person
from panggung.safety.models import Case
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import links, ranges

pytestmark = pytest.mark.django_db


def fetch(address: str, **headers):
    return Client().get(address, **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()})


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def file_of(make_video):
    """(video, its 240.mp4 as bytes, the address for a viewer who is signed out)."""

    def make(**columns):
        video = make_video(**columns)
        held = (settings.MEDIA_ROOT / video.folder / "240.mp4").read_bytes()
        return video, held, f"{links.media(video, None)}/240.mp4"

    return make


def test_a_published_file_comes_whole_with_validators(file_of):
    _, held, address = file_of()
    answer = fetch(address)
    assert (answer.status_code, body(answer)) == (200, held)
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Cache-Control"] == f"private, max-age={ranges.FRESH_SECONDS}"
    assert fetch(address, if_none_match=answer["ETag"]).status_code == 304


@pytest.mark.parametrize(
    "asked,first,last",
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-5", -5, None), ("bytes=3-999999", 3, None)],
)
def test_a_range_gives_exactly_those_bytes(file_of, asked, first, last):
    _, held, address = file_of()
    answer = fetch(address, range=asked)
    wanted = held[first:] if last is None else held[first : last + 1]
    assert (answer.status_code, body(answer)) == (206, wanted)
    start = len(held) + first if first < 0 else first
    assert answer["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(held)}"


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(file_of, asked):
    _, held, address = file_of()
    answer = fetch(address, range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(held)}")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,3-4", ""])
def test_a_range_that_means_nothing_gives_the_whole(file_of, asked):
    _, held, address = file_of()
    answer = fetch(address, range=asked)
    assert (answer.status_code, body(answer)) == (200, held)


def test_a_changed_file_is_not_glued_to_an_old_part(file_of):
    _, held, address = file_of()
    answer = fetch(address, range="bytes=0-9", if_range='"old"')
    assert (answer.status_code, body(answer)) == (200, held)


@given(st.text(max_size=30), st.integers(0, 10_000))
def test_no_range_header_breaks_the_server(header, size):
    try:
        part = ranges.wanted(header, size)
    except ranges.Unsatisfiable:
        return
    assert part is None or 0 <= part[0] <= part[1] < max(size, 1)


def test_head_tells_the_size_and_sends_nothing(file_of):
    _, held, address = file_of()
    answer = Client().head(address)
    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, str(len(held)), b"")


def test_a_link_ends_within_the_hour(file_of):
    _, _, address = file_of()
    with time_machine.travel(clock.now() + timedelta(minutes=44), tick=False):
        assert fetch(address).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert fetch(address).status_code == 404


def test_a_video_that_leaves_the_stage_is_gone_for_every_old_link(file_of):
    video, _, address = file_of()
    playlist = address.replace("240.mp4", "master.m3u8")
    assert fetch(playlist).status_code == 200
    publishing.withdraw(video, by=video.owner, because="asked")
    assert [fetch(one).status_code for one in (address, playlist)] == [404, 404]


def test_a_withdrawn_consent_ends_the_links_too(family, make_video):
    guardian, child = family()
    video = make_video(State.PUBLISHED, owner=child)
    address = f"{links.media(video, None)}/poster.webp"
    assert fetch(address).status_code == 200
    consents.withdraw(child.consents.get(purpose="make"), by=guardian)
    publishing.withdraw_without_consent()
    assert fetch(address).status_code == 404


@pytest.mark.parametrize("change", ["token", "video", "name", "version", "cut"])
def test_a_changed_link_opens_nothing(file_of, make_video, change):
    video, _, address = file_of()
    other = make_video(State.IN_REVIEW)
    bent = {
        "token": address.replace("/m/", "/m/x"),
        "video": address.replace(str(video.pk), str(other.pk)),
        "name": address.replace("240.mp4", "..%2F..%2Foriginal"),
        "version": address.replace(video.version, "1" * 26),
        "cut": address.replace(":", "", 1),
    }[change]
    assert fetch(bent).status_code == 404


@pytest.mark.parametrize("name", ["original", "frames", "0001.jpg", "secret.key", "240.mp4.bak", "nothing.mp4"])
def test_only_what_is_served_is_served(file_of, name):
    _, _, address = file_of()
    assert fetch(address.replace("240.mp4", name)).status_code == 404


def test_a_link_is_only_as_good_as_its_viewer_now(make_person, make_video):
    viewer = make_person(14)
    video = make_video(suitable_from=13)
    address = f"{links.media(video, viewer)}/poster.webp"
    assert fetch(address).status_code == 200
    Video.objects.filter(pk=video.pk).update(suitable_from=16)
    assert fetch(address).status_code == 404
    viewer.grants.all().delete()
    viewer.delete()
    assert fetch(address).status_code == 404


def test_a_case_s_link_works_for_who_holds_it_and_only_so_long(make_person, make_video):
    moderator, other = make_person(role="moderator", login=True), make_person(role="moderator", login=True)
    video = make_video(State.IN_REVIEW)
    at = clock.now()
    case = Case.objects.create(video=video, edition=1, due=at + timedelta(hours=1))
    Case.objects.update(claimed_by=moderator, claimed_until=at + timedelta(minutes=10))

    def opens(person: Person, role: str) -> int:
        client = Client()
        client.force_login(person.user)
        return client.get(f"{links.media(video, person, role=role)}/poster.webp").status_code

    for person in (moderator, other):
        TOTP.activate(person.user, settings.DEMO_TOTP_SECRET)
    assert opens(moderator, "case") == 200
    assert opens(moderator, "viewer") == 404
    assert opens(other, "case") == 404
    Case.objects.filter(pk=case.pk).update(closed_at=at)
    assert opens(moderator, "case") == 404


def test_the_same_viewer_gets_the_same_link_for_a_while_so_that_caches_work(make_video):
    video = make_video()
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=False):
        first = links.media(video, None)
    with time_machine.travel("2026-11-24T10:09:00+00:00", tick=False):
        assert links.media(video, None) == first
    with time_machine.travel("2026-11-24T10:11:00+00:00", tick=False):
        assert links.media(video, None) != first
