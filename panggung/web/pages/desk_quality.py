"""/meja/mutu/: how far moderators agree with golden cases and with each other, and how the day goes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panggung.people import access
from panggung.people.models import Grant, Person
from panggung.rules import in_force
from panggung.safety import agreement, exposure, golden
from panggung.safety.models import Case, Decision, Golden
from panggung.stage.models import of_family
from panggung.web import reasons
from panggung.web.access import allowed
from panggung.web.requests import SignedIn

NEWEST = 20


@allowed("case.list")
@never_cache
def quality(request: SignedIn) -> HttpResponse:
    """One's own figures; a senior sees everybody's, the golden cases and what may become one."""
    senior = access.may(request.person, "quality.see")
    people = _moderators() if senior else [request.person]
    context = {
        "rows": [_row(person, request.person) for person in people],
        "all": agreement.agreement(None, by=request.person) if senior else None,
        "pairs": agreement.second_eyes(None if senior else request.person, by=request.person),
        "least": agreement.LEAST,
        "desk": in_force.desk(),
        "senior": senior,
        "golden": _golden() if senior else [],
        "newest": _newest(request.person) if senior else [],
    }
    return render(request, "pages/desk_quality.html", context)


def _moderators() -> list[Person]:
    at_work = Grant.objects.filter(role__in=["moderator", "senior"], ended_at=None).values("person")
    return list(Person.objects.filter(pk__in=at_work).order_by("alias"))


def _row(person: Person, by: Person) -> dict[str, object]:
    return {
        "alias": person.alias,
        "agreement": agreement.agreement(person, by=by),
        "seen": exposure.today(person),
    }


def _golden() -> list[dict[str, object]]:
    rows = Golden.objects.filter(ended_at=None).select_related("video").order_by("-at")
    return [
        {
            "id": row.pk,
            "title": row.video.title,
            "outcome": row.outcome,
            "rule": row.rule,
            "answers": row.answers.count(),
        }
        for row in rows[:NEWEST]
    ]


def _newest(by: Person) -> list[dict[str, object]]:
    """The newest decisions by people about entries, which may become golden."""
    rows = Decision.objects.filter(by__isnull=False, case__kind=Case.Kind.ENTRY).exclude(
        case__video__in=Golden.objects.filter(ended_at=None).values("video")
    )
    rows = rows.filter(case__in=Case.objects.filter(golden.USABLE)).exclude(of_family(by, "case__video__"))
    return [
        {
            "case": row.case_id,
            "title": row.case.video.title,
            "outcome": row.outcome,
            "rule": row.rule,
            "url": reasons.url(row.rule, version=row.rulebook),
            "at": row.at,
        }
        for row in rows.select_related("case__video").order_by("-at")[:NEWEST]
    ]


@allowed("golden.manage")
@require_POST
def mark(request: SignedIn, id: UUID) -> HttpResponse:
    """A decided case becomes golden."""
    golden.mark(get_object_or_404(Case, pk=id), by=request.person)
    return redirect("desk_quality")


@allowed("golden.manage")
@require_POST
def end(request: SignedIn, id: UUID) -> HttpResponse:
    """A golden case is shown to nobody any more."""
    golden.end(get_object_or_404(Golden, pk=id), by=request.person)
    return redirect("desk_quality")
