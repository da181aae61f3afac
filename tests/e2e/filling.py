"""Runs beside the server, in a process of its own: the demo's people, and a few videos in every state a page shows.

Every video takes the real way: upload, worker, review desk.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from panggung.demo import cast, fill
from panggung.people import accounts
from panggung.people.models import Person
from panggung.safety import review
from panggung.safety.choice import APPROVED
from panggung.safety.models import Case
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.e2e.clips import clip

# Moderators without a second factor: one stays so, the other sets it up.
NEWCOMER, BEGINNER = "moderator-baru", "moderator-mulai"
SECONDS = 60


@dataclass(frozen=True)
class Plan:
    """A video to be there: who made and who sent it, and what the desk has done with it (None: nothing yet)."""

    slug: str
    title: str
    maker: str
    sender: str
    outcome: str | None
    caption: str = ""
    seconds: float = 4


PLANS = (
    Plan("watched", "Lompat tali", "kreator", "kreator", "approve", "Sepuluh kali tanpa putus."),
    Plan("skipped", "Melukis awan", "kreator", "kreator", "approve", seconds=8),
    Plan("liked", "Bermain suling", "guru", "guru", "approve"),
    Plan("leaving", "Sampai jumpa", "kreator", "kreator", "approve"),
    Plan("phone", "Ayo main bola", "remaja", "remaja", None, "Telepon aku di 0812-3456-7890, ya!"),
    Plan("waiting", "Menyapu halaman", "guru", "guru", None),
    Plan("plain", "Menyiram bunga", "guru", "guru", None),
    Plan("sent-back", "Puisi hujan", "Bintang 7", "ibu", "send_back"),
)


def main(clips: str) -> None:
    """Fill the site; prints the addresses of its pages by slug as one line of JSON."""
    people = cast.gather()
    campaign = cast.campaign(Path(settings.VAR) / "song", people["mitra"])
    for username in (NEWCOMER, BEGINNER):
        accounts.create_with_login(username, cast.PASSWORD, role="moderator", alias=username, birth=(1990, 1))
    for number, plan in enumerate(PLANS):
        path = clip(Path(clips) / f"{plan.slug}.mp4", seconds=plan.seconds, hue=number * 40)
        audience = "campaign" if plan.maker == "Bintang 7" else "public_bands"
        maker, sender = people[plan.maker], people[plan.sender]
        fill.send(fill.Entry(plan.slug, path, plan.title, plan.caption, maker, sender, audience), campaign)
    told: dict[str, str] = {}
    for plan in PLANS:
        told |= _pages(plan.slug, decided(plan, people["moderator"]))
    print(json.dumps(told))


def decided(plan: Plan, moderator: Person) -> Video:
    """The video of `plan` once the worker has brought it to the desk and the desk has done what is planned."""
    until = time.monotonic() + SECONDS
    while (video := Video.objects.get(title=plan.title)).state != State.IN_REVIEW:
        assert time.monotonic() < until, f"{plan.slug} stays {video.state}: {video.reasons}"
        time.sleep(0.1)
    if plan.outcome:
        case = review.claim(Case.objects.get(video=video), moderator)
        rule = "QUAL-01" if plan.outcome == "send_back" else APPROVED
        review.decide(case, moderator, plan.outcome, rule=rule, suitable_from=3)
    return video


def _pages(slug: str, video: Video) -> dict[str, str]:
    case = Case.objects.get(video=video)
    names = {
        "": "video", "report": "video_report", "edit": "video_edit", "withdraw": "video_withdraw",
        "appeal": "video_appeal",
    }  # fmt: skip
    pages = {f"{slug} {name}".strip(): reverse(url, args=[video.pk]) for name, url in names.items()}
    return pages | {f"{slug} case": reverse("desk_case", args=[case.pk])}
