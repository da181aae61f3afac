"""How much the people behind reports weigh in the order of the desk. It never enters a decision.

A reporter whose reports mostly led to action weighs alone; all others together weigh less than one of those, however
many they are, so that a campaign of accounts neither hurries a case nor slows down the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from panggung.core import clock
from panggung.people.models import Person
from panggung.safety.models import Case, Report

MOST = 100
PROVEN = 20.0  # times the share of a proven reporter
REST_AT_MOST = 10.0
STRANGER = 0.1  # without an account, or with a new one
SETTLED = timedelta(days=7)
_ACTED, _TOLD = Report.Outcome.ACTED, (Report.Outcome.ACTED, Report.Outcome.STAYS)


@dataclass(frozen=True)
class Record:
    """How many reports of a person were decided about, and how many of those led to action."""

    acted: int
    told: int

    @property
    def share(self) -> float:
        """Share that leads to action by Laplace's rule of succession (Essai, 1814): one half for a beginner."""
        return (self.acted + 1) / (self.told + 2)

    @property
    def proven(self) -> bool:
        """More often right than not."""
        return self.share > 0.5


def record(person: Person) -> Record:
    """The track record of a person; what was gone before anybody looked counts for nothing."""
    told = Report.objects.filter(by=person, outcome__in=_TOLD)
    return Record(told.filter(outcome=_ACTED).count(), told.count())


def weight(case: Case) -> int:
    """From 1 to 100 for a case: how much its open reports weigh together."""
    waiting = Report.objects.filter(case=case, answered_at=None)
    judged = waiting.filter(by__reports__outcome__in=_TOLD).values("by")
    acted, told = Count("by__reports", filter=Q(by__reports__outcome=_ACTED)), Count("by__reports")
    known = [Record(*row) for row in judged.annotate(acted=acted, told=told).values_list("acted", "told")]
    others = waiting.exclude(Exists(Report.objects.filter(by=OuterRef("by"), outcome__in=_TOLD)))
    beginners = others.filter(by__created_at__lte=clock.now() - SETTLED).count()
    return added(known, beginners, others.count() - beginners)


def added(known: Iterable[Record], beginners: int, strangers: int) -> int:
    """The weight of reporters with these records, of so many whom nobody has judged yet, and of so many strangers."""
    records = list(known)
    proven = sum(PROVEN * one.share for one in records if one.proven)
    rest = sum(one.share for one in records if not one.proven)
    rest += beginners * Record(0, 0).share + strangers * STRANGER
    return max(1, min(MOST, round(proven + min(rest, REST_AT_MOST))))
