"""The review desk: the queue, one case with what was found, and a case that waits for a second person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from panggung.core.errors import Conflict, Refused
from panggung.safety import claiming, second_eyes
from panggung.safety.models import Case, Proposal
from panggung.web import case_view, desk_side
from panggung.web.access import allowed
from panggung.web.problems import words
from panggung.web.requests import SignedIn

WHY = ("claimed", "decided", "rest-break", "rest-day")


@allowed("case.list")
@never_cache
def desk(request: SignedIn) -> HttpResponse:
    """The queue that was chosen, by severity, people's reports and clock."""
    told = desk_side.side(request.person, request.GET.get("antrean", ""))
    return render(request, "pages/desk.html", told | {"said_words": _why(request.GET.get("kata", ""), told)})


def _why(code: str, told: dict[str, Any]) -> tuple[str, str] | None:
    """Why a case could not be opened, in words."""
    if code not in WHY:
        return None
    until = told["today"]["seen"].until
    return words(Refused(code, until=timezone.localtime(until).strftime("%H:%M") if until else ""))


@allowed("case.list")
@never_cache
def case(request: SignedIn, id: UUID) -> HttpResponse:
    """Claim the case and look at it."""
    found = get_object_or_404(Case.objects.select_related("video__owner", "video__campaign"), pk=id)
    try:
        found = claiming.claim(found, request.person)
    except (Conflict, Refused) as refused:
        if refused.status != Conflict.status:
            raise
        return redirect(f"{reverse('desk')}?kata={refused.code}")
    told = case_view.view(found, request.person)
    if told is None:
        raise Http404
    side = desk_side.side(request.person, request.GET.get("antrean", ""))
    return render(request, "pages/case.html", side | told)


@allowed("case.list")
@never_cache
def second(request: SignedIn, id: UUID) -> HttpResponse:
    """Look at what somebody else proposed, as the second pair of eyes."""
    proposal = get_object_or_404(Proposal.objects.select_related("case__video__owner", "case__video__campaign"), pk=id)
    try:
        found = second_eyes.look(proposal, request.person)
    except Refused as refused:
        if refused.status != Conflict.status:
            raise
        return redirect(f"{reverse('desk')}?kata={refused.code}")
    told = case_view.view(found, request.person)
    if told is None:
        raise Http404
    proposed = {"proposal": case_view.proposed(proposal), "second_url": reverse("desk_second", args=[proposal.pk])}
    return render(request, "pages/case.html", desk_side.side(request.person) | told | proposed)
