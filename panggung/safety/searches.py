"""Saved searches: plain data over open cases, strict when read, carried out in SQL alone; and whose a queue is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.people.roles import roles_of
from panggung.rules import in_force
from panggung.safety.models import Case, Queue, Report, Verdict


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a case has to be; what isn't named doesn't matter. Of a list, one is enough.

    `bands`: ids of the maker's tier. `campaign`: a hashtag. `rules`: behind the verdict, or what a report says.
    `reported`: whether a person spoke against the video. `language`: the maker's.
    """

    kinds: list[Literal["entry", "copy", "report", "appeal"]] = []
    min_severity: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0
    bands: list[str] = []
    campaign: Annotated[str, msgspec.Meta(pattern=r"^\w{0,60}$")] = ""
    rules: list[str] = []
    reported: bool | None = None
    escalated: bool | None = None
    due_within_hours: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None
    language: Annotated[str, msgspec.Meta(pattern=r"^[a-z-]{0,5}$")] = ""


def parse(data: Any) -> Search:
    """A search as somebody writes it.

    Raises:
        Refused: `search-unknown`: a key, a value, a band or a rule that doesn't exist.
    """
    try:
        search = msgspec.convert(data, Search)
    except msgspec.ValidationError as error:
        raise Refused("search-unknown", why=str(error)) from error
    bands = {tier.id for tier in in_force.tiers().tiers}
    unknown = [*(set(search.bands) - bands), *(set(search.rules) - set(in_force.book().rules))]
    if unknown:
        raise Refused("search-unknown", why=", ".join(sorted(unknown)))
    return search


def of(queue: Queue) -> Search:
    """The search of a queue as it was saved; a rule that the book has lost meanwhile finds nothing."""
    return msgspec.convert(queue.search, Search)


def apply(cases: QuerySet[Case], search: Search) -> QuerySet[Case]:
    """Those of `cases` that fit."""
    for name, condition in CONDITIONS.items():
        wanted = getattr(search, name)
        if wanted not in (None, "", []):
            cases = cases.filter(condition(wanted))
    return cases


def _bands(names: list[str]) -> Q:
    """Makers who are surely in one of these tiers today (`rules.bands.age`)."""
    ages = [tier.from_age for tier in in_force.tiers().tiers]
    found = Q(pk__in=[])
    for tier in in_force.tiers().tiers:
        if tier.id in names:
            older = [age for age in ages if age > tier.from_age]
            found |= _at_least(tier.from_age) & (~_at_least(older[0]) if older else Q())
    return found


def _at_least(age: int) -> Q:
    """Makers whose birthday of that age lies in a month that is over."""
    today = clock.now().date()
    year, owner = today.year - age, "video__owner__birth_"
    return Q(**{f"{owner}year__lt": year}) | Q(**{f"{owner}year": year, f"{owner}month__lt": today.month})


def _rules(names: list[str]) -> Q:
    # SQLite has no "contains" for JSON. An id in quotes stands in the text only where it is an item of the list.
    spoken = Q()
    for name in names:
        spoken |= Q(text__contains=f'"{name}"')
    verdicts = Verdict.objects.filter(video=OuterRef("video"), edition=OuterRef("edition"))
    said = Report.objects.filter(case=OuterRef("pk"), rule__in=names)
    return Q(Exists(verdicts.annotate(text=Cast("reasons", TextField())).filter(spoken))) | Q(Exists(said))


def _reported(wanted: bool) -> Q:
    by_people = Q(kind=Case.Kind.REPORT) | Q(reported__gt=0)
    return by_people if wanted else ~by_people


CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "kinds": lambda kinds: Q(kind__in=kinds),
    "min_severity": lambda least: Q(severity__gte=least),
    "bands": _bands,
    "campaign": lambda hashtag: Q(video__campaign__hashtag__iexact=hashtag),
    "rules": _rules,
    "reported": _reported,
    "escalated": lambda wanted: Q(escalated_at__isnull=not wanted),
    "due_within_hours": lambda hours: Q(due__lte=clock.now() + timedelta(hours=hours)),
    "language": lambda language: Q(video__owner__language=language),
}


def queues_of(person: Person) -> list[Queue]:
    """The queues that a moderator works in, in order: by role, by name, or as a senior, so that no case is lost."""
    queues = list(Queue.objects.all())
    if access.may(person, "case.escalated"):
        return queues
    roles, named = roles_of(person), set(Queue.objects.filter(people=person).values_list("pk", flat=True))
    return [queue for queue in queues if queue.pk in named or not roles.isdisjoint(queue.roles)]


def works_in(queue: Queue, person: Person) -> bool:
    """Whether `person` works in this queue (`queues_of`)."""
    return queue in queues_of(person)


def kept_from(person: Person) -> list[QuerySet[Case]]:
    """Cases that restricted queues keep to themselves and `person` doesn't work in: one query for each queue."""
    restricted = list(Queue.objects.filter(restricted=True))
    mine = queues_of(person) if restricted else []
    return [apply(Case.objects.all(), of(queue)) for queue in restricted if queue not in mine]
