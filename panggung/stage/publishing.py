"""On and off the stage: publishing, withdrawing, editing, erasing. Each is one transaction with its audit line."""

from datetime import datetime, timedelta

from django.db import transaction

from panggung.core import audit, clock, jobs
from panggung.core.errors import Refused
from panggung.people import access, consents
from panggung.people.models import Consent, Person
from panggung.stage import states, store
from panggung.stage.models import Audience, Like, Upload, Video
from panggung.stage.states import GONE, State

ORDER = list(Audience)


def publish(video: Video, *, suitable_from: int, by: Person | None) -> Video:
    """Show `video` to its audience; the caller has decided (safety.review) and holds the transaction."""
    states.move(
        video,
        State.PUBLISHED,
        by=by,
        told={"suitable_from": suitable_from, "audience": video.audience},
        suitable_from=suitable_from,
        published_at=clock.now(),
        reasons=[],
        note="",
    )
    return video


def rate(video: Video, *, suitable_from: int | None, by: Person | None) -> None:
    """Change the band from which a published video may be seen; the caller has decided and holds the transaction."""
    if video.state != State.PUBLISHED or suitable_from in (None, video.suitable_from):
        return
    Video.objects.filter(pk=video.pk).update(suitable_from=suitable_from)
    audit.write("video.rated", subject=video, by=by, was=video.suitable_from, suitable_from=suitable_from)


def widest_audience(maker: Person) -> Audience:
    """The widest audience that the maker's age allows (rulebook/tiers.yaml)."""
    return Audience(maker.tier().widest_audience)


def audience_for(maker: Person, wished: str) -> Audience:
    """What was wished for, never wider than the maker's age allows. Without a wish a minor's video stays private.

    Source: DPC v TikTok 2023, DSA Art. 28 guidelines 2025 (private by default).
    """
    widest = widest_audience(maker)
    if wished not in Audience.values:
        return Audience.FAMILY if maker.is_minor else widest
    return min(Audience(wished), widest, key=ORDER.index)


@transaction.atomic
def edit(video: Video, *, title: str, caption: str, by: Person) -> Video:
    """Write what was asked to be changed; the words are screened again before anybody else sees them.

    Raises:
        NotAllowed: not the maker's and not the maker's guardian's.
        Refused: `not-sent-back` when nothing was asked for, `file-refused` when the words can't help.
    """
    access.require(by, "video.edit", video)
    if video.state != State.SENT_BACK:
        raise Refused("not-sent-back", status=409)
    if not video.version:
        raise Refused("file-refused", status=409)
    edition = video.edition + 1
    states.move(video, State.EDITED, by=by, title=title, caption=caption, reasons=[], note="", edition=edition)
    jobs.ring()
    return video


@transaction.atomic
def withdraw(video: Video, *, by: Person | None, because: str) -> Video:
    """Take a video back for good: off the stage at once, its files erased by the next sweep.

    Raises:
        NotAllowed: `by` is given and is neither the maker nor the maker's guardian.
    """
    if by is not None:
        access.require(by, "video.withdraw", video)
    if video.state in GONE:
        return video
    states.move(
        video, State.WITHDRAWN, by=by, told={"because": because}, lease_holder="", lease_until=None, retry_at=None
    )
    jobs.ring()
    return video


def withdraw_without_consent() -> int:
    """Withdraw every video of a child for whom no consent to make videos stands any more; returns how many."""
    standing = Consent.objects.filter(purpose="make", ended_at=None).values("child")
    ended = Consent.objects.filter(purpose="make", ended_at__isnull=False).values("child")
    lost = Video.objects.filter(owner__in=ended).exclude(owner__in=standing).exclude(state__in=GONE)
    count = 0
    for video in lost.iterator():
        if not consents.stands(video.owner_id, "make"):
            withdraw(video, by=None, because="consent-ended")
            count += 1
    return count


def erase(video: Video) -> None:
    """Delete everything that was stored for a withdrawn video, words included; the row stays for the count of rows.

    Idempotent: files first, then the row, so that a kill in between only repeats the work.
    """
    for folder in (f"v/{video.pk}", f"frames/{video.pk}"):
        store.delete_folder(folder)
    store.delete_file(video.original_name)
    with transaction.atomic():
        Like.objects.filter(video=video).delete()
        video.renditions.all().delete()
        video.frames.all().delete()
        Upload.objects.filter(pk=video.pk).delete()
        states.move(video, State.ERASED, title="", caption="", note="", reasons=[], sha256="", version="")


def drop_originals(at: datetime | None = None) -> int:
    """Delete originals whose time to be kept has ended (the campaign's `originals_days`); returns how many."""
    due = Video.objects.filter(original_until__lt=at or clock.now())
    count = 0
    for video in due.iterator():
        store.delete_file(video.original_name)
        Video.objects.filter(pk=video.pk).update(original_until=None)
        count += 1
    return count


def drop_stray_folders(older: timedelta = timedelta(hours=6)) -> int:
    """Delete folders that a run left behind when it was killed or lost its lease; returns how many."""
    count = 0
    for root in ("v", "frames"):
        for video_id in store.folders_in(root):
            video = Video.objects.filter(pk=video_id).first()
            for version in store.folders_in(f"{root}/{video_id}"):
                if (video is None or video.version != version) and store.older_than(version, older):
                    store.delete_folder(f"{root}/{video_id}/{version}")
                    count += 1
    return count
