"""What templates show of a video: plain values, so that no template asks the database."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from panggung.core import ids
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.stage.models import Audience, Video
from panggung.stage.states import GONE, State
from panggung.web import links, reasons


@dataclass(frozen=True)
class Card:
    """A published video in a grid or on the watch page. `duration` reads minutes.seconds."""

    id: str
    url: str
    title: str
    caption: str
    topics: list[str]
    alias: str
    seconds: float
    duration: str
    poster: str
    poster_jpg: str
    width: int
    height: int
    campaign: str
    song: str | None
    why: str


def card(video: Video, viewer: Person | None) -> Card:
    """The card of a video that `viewer` may see (it must have come through `visible_to`)."""
    base = links.media(video, viewer)
    whole = round(video.seconds)
    return Card(
        id=ids.short(video.pk),
        url=reverse("video", args=[video.pk]),
        title=video.title,
        caption=video.caption,
        topics=_topics(video),
        alias=shown_name(video.owner),
        seconds=video.seconds,
        duration=f"{whole // 60}.{whole % 60:02d}",
        poster=f"{base}/poster.webp",
        poster_jpg=f"{base}/poster.jpg",
        width=video.width,
        height=video.height,
        campaign=video.campaign.hashtag,
        song=video.campaign.song.title if video.campaign.song else None,
        why=_("Baru disetujui. Urutan dari yang terbaru, sama untuk semua orang."),
    )


def _topics(video: Video) -> list[str]:
    """What a person said the video is about, in the reader's language; "educational and kind" last."""
    language = get_language() or "id"
    titles = [topic.title.of(language) for topic in in_force.desk().topics if topic.id in video.topics]
    return [*titles, _("Mendidik dan ramah")] if video.educational else titles


def shown_name(maker: Person) -> str:
    """The name that others see; none for the youngest band (rulebook/tiers.yaml)."""
    return "" if maker.tier().name_shown == "none" else maker.alias


# state → (step 1–4 that is at work, what is going on, what comes next)
S = State
STATUS: dict[str, tuple[int, Any, Any]] = {
    S.RECEIVED: (
        2,
        gettext_lazy("Sudah terkirim. Sebentar lagi diolah."),
        gettext_lazy("Kamu boleh menutup halaman ini."),
    ),
    S.PROCESSING: (2, gettext_lazy("Sedang diolah supaya lancar ditonton."), gettext_lazy("Sesudah itu diperiksa.")),
    S.PROCESSED: (3, gettext_lazy("Selesai diolah."), gettext_lazy("Sekarang giliran diperiksa.")),
    S.SCREENING: (3, gettext_lazy("Sedang diperiksa komputer."), gettext_lazy("Sesudah itu dilihat kakak moderator.")),
    S.SCREENED: (3, gettext_lazy("Sudah diperiksa komputer."), gettext_lazy("Sekarang giliran kakak moderator.")),
    S.WITH_GUARDIAN: (
        3,
        gettext_lazy("Menunggu izin orang tua atau wali."),
        gettext_lazy("Ajak mereka melihat videomu."),
    ),
    S.IN_REVIEW: (
        3,
        gettext_lazy("Sedang diperiksa oleh kakak moderator."),
        gettext_lazy("Biasanya selesai hari ini."),
    ),
    S.PUBLISHED: (4, gettext_lazy("Sudah tampil di panggung!"), gettext_lazy("Kamu bisa menariknya kapan saja.")),
    S.SENT_BACK: (3, gettext_lazy("Ada yang perlu diubah dulu."), gettext_lazy("Baca alasannya, lalu perbaiki.")),
    S.EDITED: (3, gettext_lazy("Perbaikanmu sudah diterima."), gettext_lazy("Sekarang diperiksa lagi.")),
    S.HELD: (3, gettext_lazy("Sedang dilihat lagi."), gettext_lazy("Untuk sementara tidak tampil.")),
    S.REMOVED: (3, gettext_lazy("Video ini tidak bisa tampil."), gettext_lazy("Alasannya ada di bawah.")),
    S.STUCK: (
        2,
        gettext_lazy("Ada gangguan di pihak kami. Petugas sudah diberi tahu."),
        gettext_lazy("Videomu aman, tunggu sebentar."),
    ),
    S.WITHDRAWN: (1, gettext_lazy("Sudah kamu tarik. Sedang dihapus."), ""),
    S.ERASED: (1, gettext_lazy("Sudah dihapus."), ""),
}
STEPS = (gettext_lazy("Terkirim"), gettext_lazy("Diolah"), gettext_lazy("Diperiksa"), gettext_lazy("Tampil"))
BUSY = {S.RECEIVED, S.PROCESSING, S.PROCESSED, S.SCREENING, S.SCREENED, S.EDITED, S.WITHDRAWN}
AUDIENCE_WORDS = {
    Audience.FAMILY: gettext_lazy("Hanya kamu dan orang tua atau walimu"),
    Audience.CLASS: gettext_lazy("Teman sekelas dan gurumu"),
    Audience.CAMPAIGN: gettext_lazy("Orang yang masuk ke Panggung, di halaman kampanye ini"),
    Audience.PUBLIC_BANDS: gettext_lazy("Semua orang, jika cocok untuk umurnya"),
    Audience.PUBLIC: gettext_lazy("Semua orang"),
}


def row(video: Video, viewer: Person) -> dict[str, Any]:
    """One of one's own videos (or one's child's) in "My videos", with its status in plain words."""
    step, words, next_words = STATUS[video.state]
    refused = video.state == State.SENT_BACK and not video.version
    done = 4 if video.state == State.PUBLISHED else step - 1
    return {
        "id": ids.short(video.pk),
        "url": reverse("video", args=[video.pk]) if video.version else None,
        "title": video.title or _("Tanpa judul"),
        "caption": video.caption,
        "alias": video.owner.alias,
        "state": video.state,
        "step": step,
        "progress": video.progress if video.state == State.PROCESSING else None,
        "words": words,
        "next_words": next_words,
        "steps": [
            (label, "done" if at <= done else "now" if at == step else "todo") for at, label in enumerate(STEPS, 1)
        ],
        "poster": f"{links.media(video, viewer)}/poster.webp" if video.version else None,
        "puppet_seed": video.pk.int % 97,
        "may_edit": video.state == State.SENT_BACK and not refused and access.may(viewer, "video.edit", video),
        "edit_url": reverse("video_edit", args=[video.pk]),
        "may_withdraw": video.state not in GONE and access.may(viewer, "video.withdraw", video),
        "withdraw_url": reverse("video_withdraw", args=[video.pk]),
        "reasons": [reasons.words(reason, viewer) for reason in video.reasons] if video.state != State.STUCK else [],
        "note": video.note,
        "ask_release": video.state == State.WITH_GUARDIAN and access.may(viewer, "video.release", video),
        "release_url": reverse("video_release", args=[video.pk]),
        "audience_words": AUDIENCE_WORDS[Audience(video.audience)],
        "refused": refused,
    }
