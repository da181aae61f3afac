"""Reading the counts: every figure comes with the moment up to which it counts and with its definition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from panggung.campaigns.models import Campaign
from panggung.core import clock
from panggung.stage.models import Like, Video
from panggung.stage.states import State
from panggung.tally import engine
from panggung.tally.definition import Outcome, moment, view_words
from panggung.tally.log import unpack
from panggung.tally.models import CampaignTotal, Counts, Offset, Refusal, Total

_COLUMNS = {
    Outcome.EXCLUDED: "excluded",
    Outcome.DUPLICATE: "duplicate",
    Outcome.TOO_SHORT: "too_short",
    Outcome.REPEAT: "repeat",
}


@dataclass(frozen=True)
class Figure:
    """Views, the time up to which everything received is in them, and what a view means."""

    value: int
    counted_at: datetime
    definition: str


@dataclass(frozen=True)
class CampaignFigures:
    """A campaign's figures; `counted_at` is that of the views, entries and likes are as they are now.

    `set_aside`: events that are no view, by reason (in words: `definition.WORDS`).
    """

    entries: int
    views: int
    likes: int
    set_aside: Mapping[Outcome, int]
    counted_at: datetime
    definition: str


def counted_at() -> datetime:
    """Everything received before this moment is in the figures."""
    log = engine.chosen()
    known = Offset.objects.filter(engine=log.name, counted_at__isnull=False)
    counted = dict(known.values_list("partition", "counted_at"))
    return min(counted.get(partition) or _first_receipt(log, partition) for partition in log.partitions)


def _first_receipt(log: engine.Engine, partition: int) -> datetime:
    """For a partition that no counter has touched yet."""
    for _, entry in log.read(partition, -1, 1):
        return moment(next(unpack(entry)).received_ms)
    return clock.now()


def video(video_id: UUID) -> Figure:
    """The views of one video; 0 for one that was never watched or doesn't exist."""
    return videos([video_id])[video_id]


def videos(ids: Iterable[UUID]) -> dict[UUID, Figure]:
    """The views of many videos, in three queries."""
    wanted = list(ids)
    at = counted_at()  # before the counts: they may be newer than it says, never older
    needs = dict(Video.objects.filter(pk__in=wanted).values_list("pk", "campaign__view_ms"))
    views = dict(Total.objects.filter(pk__in=wanted).values_list("video_id", "views"))
    default = Campaign._meta.get_field("view_ms").default
    return {pk: Figure(views.get(pk, 0), at, view_words(needs.get(pk, default))) for pk in wanted}


def campaign(campaign: Campaign) -> CampaignFigures:
    """A campaign's published videos and their likes, and its views, those of removed videos included."""
    at = counted_at()
    published = Video.objects.filter(campaign=campaign, state=State.PUBLISHED)
    total = CampaignTotal.objects.filter(pk=campaign.pk).first() or CampaignTotal(campaign_id=campaign.pk)
    return CampaignFigures(
        entries=published.count(),
        views=total.views,
        likes=Like.objects.filter(video__in=published).count(),
        set_aside=set_aside(total),
        counted_at=at,
        definition=view_words(campaign.view_ms),
    )


def set_aside(counts: Counts) -> dict[Outcome, int]:
    """What was taken in and is no view, by reason."""
    return {reason: getattr(counts, column) for reason, column in _COLUMNS.items()}


def refused() -> dict[str, int]:
    """How many events were refused so far, by `events.Code`; none of them is in any other figure."""
    return dict(Refusal.objects.values_list("code").annotate(Sum("events")))
