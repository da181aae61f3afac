"""How much a moderator has looked at today, and when it is time for a break: the desk takes no more than is healthy.

Nothing is stored for it: the audit lines of cases that somebody opened say what they saw.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.core.models import AuditLine
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety.models import Case, Proposal

LEAST_SECONDS = 20  # reading and thinking count, not the clip alone


@dataclass(frozen=True)
class Exposure:
    """What a person saw today: cases, minutes, severe ones, and minutes of work since the last break.

    `until`: the end of a break that is due now, else None.
    """

    decided: int
    minutes: int
    severe: int
    without_break: int
    until: datetime | None


def today(person: Person) -> Exposure:
    """Since midnight of the site's time zone; work across midnight counts for the break."""
    desk = in_force.desk()
    midnight = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    opened = AuditLine.objects.filter(kind="case.claimed", by_id=person.pk, at__gte=midnight).values("subject_id")
    rows = list(Case.objects.filter(pk__in=opened).values_list("video__seconds", "severity"))
    began, ended = _stretch(person, timedelta(minutes=desk.break_minutes))
    worked = (ended - began) if began and ended else timedelta(0)
    due = ended + timedelta(minutes=desk.break_minutes) if ended else None
    tired = worked >= timedelta(minutes=desk.break_after_minutes)
    return Exposure(
        decided=Proposal.objects.filter(by=person, at__gte=midnight, undone_at=None).count(),
        minutes=round(sum(max(seconds, LEAST_SECONDS) for seconds, _ in rows) / 60),
        severe=sum(1 for _, severity in rows if severity == 2),
        without_break=int(worked.total_seconds() // 60),
        until=due if tired and due and due > clock.now() else None,
    )


def _stretch(person: Person, gap: timedelta) -> tuple[datetime | None, datetime | None]:
    """Begin and end of the last stretch of work in which no pause was as long as `gap`; none when it is over."""
    since = clock.now() - timedelta(hours=12)
    opened = AuditLine.objects.filter(kind="case.claimed", by_id=person.pk, at__gte=since)
    times = list(opened.order_by("-at").values_list("at", flat=True))
    if not times or clock.now() - times[0] >= gap:
        return None, None
    began = times[0]
    for at in times[1:]:
        if began - at >= gap:
            break
        began = at
    return began, times[0]


def require_rested(person: Person) -> None:
    """Raises what `enough` gives for today."""
    refused = enough(today(person))
    if refused is not None:
        raise refused


def enough(seen: Exposure) -> Refused | None:
    """Refused `rest-break` (until when) or `rest-day` for who has seen enough for now, else None."""
    desk = in_force.desk()
    if seen.minutes >= desk.minutes_a_day or seen.severe >= desk.severe_a_day:
        return Refused("rest-day", status=409)
    if seen.until is not None:
        return Refused("rest-break", status=409, until=timezone.localtime(seen.until).strftime("%H:%M"))
    return None
