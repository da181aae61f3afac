"""A case as one line of the desk's queue: what it is, its clock, whose it is now."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from panggung.core import clock
from panggung.people.models import Person
from panggung.safety.models import Case, Queue
from panggung.web import links

ICONS = {Case.Kind.ENTRY: "film", Case.Kind.COPY: "copy", Case.Kind.REPORT: "flag", Case.Kind.APPEAL: "gavel"}


def row(case: Case, person: Person, queue: Queue | None = None) -> dict[str, Any]:
    """One line of the queue; links stay within `queue`."""
    video = case.video
    left = case.due - clock.now()
    url = reverse("desk_case", args=[case.pk])
    kind = Case.Kind.ENTRY if case.kind == Case.Kind.GOLDEN else Case.Kind(case.kind)
    return {
        "id": case.pk,
        "url": f"{url}?antrean={queue.pk}" if queue else url,
        "decide_url": reverse("desk_decide", args=[case.pk]),
        "ask_url": reverse("desk_ask", args=[case.pk]),
        "escalate_url": reverse("desk_escalate", args=[case.pk]),
        "kind": kind,
        "title": video.title or _("Tanpa judul"),
        "alias": video.owner.alias,
        "age_band": video.owner.tier().id.replace("-", "–"),
        "due": case.due,
        "due_words": time_left(left),
        "late": left < timedelta(0),
        "tag": _tag(case),
        "tag_kind": "warn" if case.severity or case.reported or case.escalated_at else "",
        "severity": case.severity,
        "claimed": case.is_on_case(person),
        "poster": f"{links.media(video, person, role='case')}/poster.webp" if case.is_on_case(person) else None,
        "icon": ICONS[kind],
    }


def _tag(case: Case) -> str:
    if case.kind == Case.Kind.APPEAL:
        return _("tinjauan")
    if case.escalated_at:
        return _("senior")
    if case.kind == Case.Kind.REPORT:
        return _("laporan")
    return {0: _("baru"), 1: _("lihat"), 2: _("berat")}[case.severity]


def time_left(left: timedelta) -> str:
    """For example "3 j 12 m lagi"; a clock that has run out says so."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 0:
        return _("lewat %(hours)s j %(minutes)s m") % {"hours": -minutes // 60, "minutes": -minutes % 60}
    if minutes < 60:
        return _("%(minutes)s m lagi") % {"minutes": minutes}
    return _("%(hours)s j %(minutes)s m lagi") % {"hours": minutes // 60, "minutes": minutes % 60}
