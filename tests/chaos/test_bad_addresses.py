"""Addresses, cursors, ranges and file names that no page gave out: not found or ignored, and never a 500."""

import base64
import itertools
import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from panggung.web import links
from tests.chaos.conftest import signed_in

# No process is killed here, so no mark: PostgreSQL and SQLite choke on different letters, and both are asked.
pytestmark = pytest.mark.django_db
ODD = (
    "\x00", "a\x00b",
    "%", "'", '"', "<svg>", "..", "Å", "\u202e", "\ufffd", "💃", "a" * 26, "z" * 26, "0" * 25, "o" * 26,
    "K" * 26, "-1", "1e9", "Anak\x00GENIUS", "AnakGENIUS'--", "%2e%2e", "a" * 60_000, "%" * 300, "_" * 60,
)  # fmt: skip
FILL = {"id": "id", "short": "short", "token": "token", "video": "video", "version": "version", "name": "name.mp4"}


def patterns(resolver: URLResolver, before: str = ""):
    """Every path of the site with its parameters' places: ("/v/", ["id"], "/")."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), list(pattern.pattern.converters)


def addresses(odd: str):
    """Every path that takes parameters, with `odd` in each place in turn and in all."""
    quoted = "".join(f"%{byte:02X}" for byte in odd.encode())
    for path, names in patterns(get_resolver()):
        for which in itertools.chain(([name] for name in names), [names] if len(names) > 1 else []):
            filled = path
            for name in names:
                value = quoted if name in which else FILL.get(name, "x")
                filled = re.sub(rf"<([^<>]+:)?{name}>", lambda _, value=value: value, filled)
            yield "/" + filled


def test_odd_letters_in_any_place_of_any_address_are_not_found_and_never_an_error(client, moderator, campaign):
    asked, wrong = 0, []
    for visitor, odd in itertools.product((client, signed_in(moderator)), ODD):
        for address in addresses(odd):
            for method in ("get", "post"):
                answer = getattr(visitor, method)(address)
                asked += 1
                if answer.status_code >= 500:
                    wrong.append(f"{method} {address[:100]!r}: {answer.status_code}")
    print(f"{asked} requests with odd addresses")
    assert not wrong, "\n".join(wrong)


# The third is well formed, and its time lies before the first one that there is.
BEFORE_TIME = base64.urlsafe_b64encode(b"0001-01-01T00:00:00+14:00 00000000-0000-0000-0000-000000000000").decode()
CURSORS = ("\x00", "é", BEFORE_TIME, "=" * 9000)


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_nobody_gave_out_begins_at_the_beginning(cursor, client, campaign):
    for path in ("/", f"/c/{campaign.hashtag}/"):
        assert client.get(path, {"setelah": cursor}).status_code == 200


RANGES = {
    "bytes=0-0": 206,
    "bytes=-1": 206,
    "bytes=0-": 206,
    "bytes=0-99999999999999999": 206,
    "bytes=5-2": 200,
    "bytes=-": 200,
    "bytes=--5": 200,
    "bytes=-5-": 200,
    "bytes=a-b": 200,
    "bytes=0-0,2-3": 200,
    "bytes=" + ",".join(f"{n}-{n}" for n in range(5000)): 200,
    "bytes=" + "9" * 5000 + "-": 200,
    "bytes=-" + "9" * 5000: 200,
    "lines=0-5": 200,
    "bytes=٣-٤": 200,
    "\x00": 200,
    "bytes=999999999-": 416,
    "bytes=-0": 416,
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_range_is_served_ignored_or_refused_and_never_breaks(asked, client, person, make_video):
    video = make_video()
    url = f"{links.media(video, person)}/240.mp4"
    answer = client.get(url, HTTP_RANGE=asked)
    assert answer.status_code == RANGES[asked]
    whole = client.get(url).content
    assert answer.status_code == 416 or answer.content in whole


@pytest.mark.parametrize("asked", ["garbage", '"', 'W/"x"', "\xff" * 100, "Thu, 99 Foo 20000 99:99:99 GMT", "*"])
def test_a_condition_that_no_file_has_gives_the_whole_file(asked, client, person, make_video):
    url = f"{links.media(make_video(), person)}/240.mp4"
    whole = client.get(url)
    for condition in ("HTTP_IF_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
        answer = client.get(url, HTTP_RANGE="bytes=0-5", **{condition: asked})
        assert answer.status_code in (200, 206)
        assert condition != "HTTP_IF_RANGE" or answer.content == whole.content


NAMES = ("\x00.mp4", "a" * 300 + ".mp4", "..%2f240.mp4", ".mp4", "240.mp4 ", "240.MP4", "é.mp4")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_no_video_has_is_not_found(name, client, person, make_video):
    quoted = name.replace("\x00", "%00")
    assert client.get(f"{links.media(make_video(), person)}/{quoted}").status_code == 404
