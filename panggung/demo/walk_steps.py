"""The steps of `make demo`, in order: each does one thing over real HTTP, checks it, and says what it saw."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

from panggung import serving
from panggung.core import audit, ids
from panggung.demo import cast, clips, real
from panggung.demo.visitor import Visitor
from panggung.stage.models import Video
from panggung.tally import figures as tally

SESSIONS = 20
PATIENCE_SECONDS = 150


class Broken(Exception):
    """A step did not hold."""


@dataclass
class Walk:
    """What the steps hand to each other, and the figures that go into demo.json."""

    var: Path
    base: str
    clips: list[Path] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    sent_back: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    visitors: dict[str, Any] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None


def check(holds: bool, what: str) -> None:
    """Raises Broken with `what` unless it holds."""
    if not holds:
        raise Broken(what)


def wait_for(what: str, holds: Callable[[], bool]) -> None:
    """Ask until it holds, at most PATIENCE_SECONDS."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        check(time.monotonic() < ends, f"{what} took more than {PATIENCE_SECONDS} s")
        time.sleep(0.2)


def start(walk: Walk) -> str:
    """A server with an empty var/, embedded worker and counter."""
    serving.prepare()
    command = [sys.executable, "-m", "panggung.cli", "serve", "--port", walk.base.rpartition(":")[2]]
    walk.server = subprocess.Popen(command, start_new_session=True)
    wait_for("the server", lambda: _answers(walk.base))
    return walk.base


def _answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/readyz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def open_campaign(walk: Walk) -> str:
    """The campaign with its song, and the people of the demo."""

    people = cast.gather()
    campaign = cast.campaign(walk.var / "demo", people["mitra"])
    page = httpx.get(f"{walk.base}/c/{campaign.hashtag}/")
    check(page.status_code == 200 and f"#{campaign.hashtag}" in page.text, "the campaign page")
    walk.visitors = {name: Visitor(walk.base) for name in ("kreator", "moderator")}
    return f"#{campaign.hashtag}"


def gather_clips(walk: Walk) -> str:
    """Five clips: real ones where they are at hand, else drawn."""

    media = Path(os.environ.get("PANGGUNG_DEMO_MEDIA", "../shared/media"))
    made = [clip.path for clip in real.real_clips(media, walk.var / "clips")] if media.is_dir() else []
    if len(made) < 5:
        made += clips.make(walk.var / "clips", only=[clip.slug for clip in clips.CLIPS[: 5 - len(made)]])
    walk.clips = made[:5]
    check(len(walk.clips) == 5, "five clips")
    walk.figures["clip_bytes"] = sum(path.stat().st_size for path in walk.clips)
    return f"{'real' if media.is_dir() else 'drawn'}, {walk.figures['clip_bytes'] / 1e6:.1f} MB"


def upload(walk: Walk) -> str:
    """Five over tus: the second with the line cut in the middle and resumed, the third sent twice."""
    maker = walk.visitors["kreator"]
    maker.log_in("kreator")
    maker.http.get("/buat/")
    for number, path in enumerate(walk.clips):
        words = {
            "campaign": "AnakGENIUS",
            "title": f"Klip {number + 1}",
            "draft": f"walk-{number}",
            "audience": "public",
        }
        sender = maker.uploader(path, words, chunk_size=256 * 1024)
        if number == 1:
            sender.set_url(sender.create_url())
            put = maker.cut_in_the_middle(sender.url, path)
            kept = maker.offset(sender.url)
            check(0 < kept <= put, f"of {put} bytes before the cut {kept} were kept")
            walk.figures["cut"] = {"sent": put, "kept": kept, "size": path.stat().st_size}
            sender.offset = kept
        sender.upload()
        walk.videos.append(sender.url.rstrip("/").rpartition("/")[2])
        if number == 2:
            again = maker.uploader(path, words, chunk_size=256 * 1024)
            check(again.create_url() == sender.url, "the same draft is the same upload")
    check(len(set(walk.videos)) == 5, "five different videos")
    return f"5 sent, cut at {walk.figures['cut']['kept']:,} of {walk.figures['cut']['size']:,} bytes and resumed"


def process(walk: Walk) -> str:
    """Processed, screened and at the desk, by the worker alone."""

    maker = walk.visitors["kreator"]
    pending = set(walk.videos)

    def done() -> bool:
        for video in list(pending):
            state = maker.status(video)["state"]
            check(state not in ("stuck", "sent_back"), f"{video} is {state}")
            if state == "in_review":
                pending.discard(video)
        return not pending

    wait_for("processing", done)
    rows = Video.objects.filter(pk__in=[ids.parse(video) for video in walk.videos])
    walk.figures["renditions"] = {
        ids.short(row.pk): list(row.renditions.values_list("name", flat=True)) for row in rows
    }
    walk.figures["video_seconds"] = round(sum(row.seconds for row in rows), 2)
    check(Video.objects.count() == 5, "nothing doubled")
    return f"{walk.figures['video_seconds']} s of video"


def nobody_else(walk: Walk) -> str:
    """Before a person has decided, nobody else sees anything."""
    for video in walk.videos:
        check(httpx.get(f"{walk.base}/v/{video}/").status_code == 404, f"{video} is hidden")
    return "5 × 404 for everybody else"


def decide(walk: Walk) -> str:
    """Four approved, one sent back, at the desk with a second factor."""

    desk = walk.visitors["moderator"]
    desk.log_in("moderator", settings.DEMO_TOTP_SECRET)
    for number in range(5):
        found = re.search(r'href="(/meja/[0-9a-z]{26}/)"', desk.http.get("/meja/").text)
        check(found is not None, "a case in the queue")
        case = found[1] if found else ""
        check(desk.http.get(case).status_code == 200, "the case opens")
        words = {"outcome": "approve", "suitable_from": "3"} if number < 4 else {
            "outcome": "send_back", "rule": "QUAL-01", "note": "Coba di tempat yang lebih terang, ya."
        }  # fmt: skip
        check(desk.submit(f"{case}putusan/", **words).status_code == 200, "the decision is taken")
    states: dict[str, str] = {}

    def settled() -> bool:
        """The seconds are over in which a choice can be undone."""
        states.update({video: walk.visitors["kreator"].status(video)["state"] for video in walk.videos})
        return "in_review" not in states.values()

    wait_for("the decisions to take effect", settled)
    walk.published = [video for video, state in states.items() if state == "published"]
    walk.sent_back = [video for video, state in states.items() if state == "sent_back"]
    check(len(walk.published) == 4 and len(walk.sent_back) == 1, f"4 published and 1 sent back, not {states}")
    return "4 approved, 1 sent back under QUAL-01"


def watch(walk: Walk) -> str:
    """Twenty sessions, each fetching real segments; the maker's own look doesn't count."""

    requests = total = 0
    for number in range(SESSIONS):
        seen = Visitor(walk.base).watch(walk.published[number % 4])
        requests, total = requests + seen.requests, total + seen.media_bytes
    walk.visitors["kreator"].watch(walk.published[0])
    walk.figures |= {"sessions": SESSIONS, "segment_requests": requests, "media_bytes": total}
    return f"{SESSIONS} sessions, {requests} ranges, {total / 1e6:.1f} MB"


def count(walk: Walk) -> str:
    """The counter is exact: every session told its view twice, the maker once more."""
    address = f"{walk.base}/api/campaigns/AnakGENIUS/figures"
    wait_for("counting", lambda: int(httpx.get(address).json()["views"]) >= SESSIONS)
    time.sleep(2)
    told = httpx.get(address).json()
    check(told["views"] == SESSIONS, f"{told['views']} views counted, {SESSIONS} watched")
    check(told["entries"] == 4, f"{told['entries']} entries shown, 4 published")
    walk.figures["counted"] = told
    return f"{told['views']} views, {told['entries']} videos: exact"


def take_back(walk: Walk) -> str:
    """A withdrawn video is gone from page and media links at once, its files soon after."""
    maker, video = walk.visitors["kreator"], walk.published[-1]
    page = httpx.get(f"{walk.base}/v/{video}/").text
    master = page.partition('data-master="')[2].partition('"')[0]
    check(httpx.get(f"{walk.base}{master}").status_code == 200, "the playlist before")
    maker.http.get(f"/video-saya/{video}/tarik/")
    maker.submit(f"/video-saya/{video}/tarik/")
    check(httpx.get(f"{walk.base}{master}").status_code == 404, "the old link ends at once")
    check(httpx.get(f"{walk.base}/v/{video}/").status_code == 404, "the page ends at once")

    pk = str(ids.parse(video))
    wait_for("erasing", lambda: not [p for p in (walk.var / "media").rglob("*") if pk in str(p)])
    return "page and old media links 404 at once, files erased"


def report(walk: Walk) -> str:
    """The audit chain holds from the first line to the head."""

    while audit.seal():
        pass
    found = audit.verify()
    check(found.broken_at is None, f"the audit chain breaks at {found.broken_at}")
    walk.figures["audit"] = {"lines": found.lines, "head": found.head}
    walk.figures["refused_events"] = tally.refused()
    return f"{found.lines} audit lines, head {found.head[:12]}"


STEPS: tuple[Callable[[Walk], str], ...] = (
    start, open_campaign, gather_clips, upload, process, nobody_else, decide, watch, count, take_back, report,
)  # fmt: skip
